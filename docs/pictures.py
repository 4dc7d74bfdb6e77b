"""Takes the pictures of the README from the running product: `make pictures`."""

import random
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from uuid import uuid4

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from kiosk.core.model import Scan
from kiosk.desk import open_desk
from kiosk.services.badges import badges_of
from kiosk.services.check_ins import check_in
from kiosk.services.demo import LOGINS, make_demo
from kiosk.services.stations import server_station
from kiosk.settings import Settings
from tests.browser.conftest import chromium_path

FOLDER = Path(__file__).parent / "pictures"
PORT = 8765
ADDRESS = f"http://localhost:{PORT}"
CAME = 88
COLORS = 160


def main() -> None:
    """Make an event in which most people have come, open its pages, and take them."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as data, served(Path(data)), sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="id-ID")
        log_in(page)
        take(page, "/dashboard", "dashboard.png")
        page.goto(f"{ADDRESS}/kiosk")
        page.get_by_role("button", name="Mulai").click()
        page.get_by_text("SELAMAT DATANG").first.wait_for(timeout=60_000)
        time.sleep(0.4)
        save(page, "kiosk.png")
        browser.close()


@contextmanager
def served(data: Path) -> Iterator[None]:
    """Serve the event from `data` with the drawn camera."""
    fill(data)
    command = [sys.executable, "-m", "kiosk", "serve", "--data", str(data)]
    server = subprocess.Popen([*command, "--port", str(PORT), "--camera", "simulated"])
    try:
        wait_until_up()
        yield
    finally:
        server.terminate()
        server.wait(10)


def fill(data: Path) -> None:
    """Let most of the demo's people come during the last half hour, as people come."""
    desk = open_desk(Settings(data=data, demo=True))
    event = make_demo(desk)
    draw = random.Random(3)
    station = server_station(desk)
    people = draw.sample(badges_of(desk, event.id), CAME)
    moments = sorted(
        desk.now() - timedelta(minutes=draw.betavariate(2.4, 2) * 42 + 1) for _ in people
    )
    for each, moment in zip(people, moments, strict=True):
        check_in(desk, Scan(str(uuid4()), each.badge.code, moment, station_id=station.id))
    desk.close()


def wait_until_up() -> None:
    """Wait until the pages answer, a minute at most."""
    for _ in range(120):
        try:
            with urllib.request.urlopen(f"{ADDRESS}/healthz", timeout=2):
                return
        except OSError:
            time.sleep(0.5)
    raise SystemExit("The pages did not come up.")


def log_in(page: Page) -> None:
    """Log in as the administrator of the demo."""
    page.goto(f"{ADDRESS}/login")
    page.fill("input[name=name]", LOGINS[0].name)
    page.fill("input[name=password]", LOGINS[0].password)
    page.press("input[name=password]", "Enter")
    page.wait_for_load_state("load")


def take(page: Page, path: str, name: str) -> None:
    """Open a page and keep it as a picture."""
    page.goto(f"{ADDRESS}{path}")
    time.sleep(2)
    save(page, name)


def save(page: Page, name: str) -> None:
    """Keep the page as a small PNG."""
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    small = picture.resize((1024, 576), Image.Resampling.LANCZOS)
    small.quantize(COLORS).save(FOLDER / name, optimize=True)


if __name__ == "__main__":
    main()

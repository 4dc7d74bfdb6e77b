"""The certificate of this computer: a browser that installed its authority, and a stranger."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Error, Playwright, expect

from kiosk.desk import open_desk, utc_now
from kiosk.services.authority import Authority
from kiosk.services.network import reached
from kiosk.settings import Settings
from tests.browser.phones import launch_at, trusting
from tests.commands.test_serve import free_port
from tests.laptops import Laptop

pytestmark = pytest.mark.browser


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    https = free_port()
    made = Laptop(tmp_path / "laptop", ["--lan", "--https-port", str(https)], https=https)
    open_desk(Settings(data=made.data, lan=True)).close()
    made.start()
    yield made
    made.end()


def another(folder: Path) -> Path:
    """The authority of another computer."""
    settings = Settings(data=folder / "another", lan=True)
    Authority(settings).renewed(reached(settings), utc_now())
    return settings.data / "tls" / "authority.pem"


def test_only_a_browser_that_trusts_the_authority_gets_in_and_keeps_the_page(
    laptop: Laptop, playwright: Playwright, tmp_path: Path
) -> None:
    address = f"https://127.0.0.1:{laptop.https}/phone"
    keeps = """() => navigator.serviceWorker.register("/phone/keeper.js", { scope: "/phone" })
      .then(() => navigator.serviceWorker.ready).then(() => true)"""
    stranger = launch_at(playwright, trusting(tmp_path / "stranger", another(tmp_path)))
    with pytest.raises(Error, match="ERR_CERT_AUTHORITY_INVALID"):
        stranger.new_page().goto(address)
    stranger.close()

    browser = launch_at(playwright, trusting(tmp_path / "phone", laptop.authority))
    page = browser.new_page(locale="en-GB")
    page.goto(address)

    expect(page.get_by_role("heading", name="This phone is not a door yet")).to_be_visible()
    assert page.evaluate(keeps)
    browser.close()

"""Phones of tests: a Chromium each, with a film as its camera and a store of certificates."""

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Browser, Page, Playwright

from badges.symbol import matrix
from tests.browser.conftest import chromium_path
from tests.laptops import Relay

PATIENCE_MS = 60_000
PHONE = (390, 844)


def frame(*codes: str, module: int = 5, blur: float = 0.0, small: bool = False) -> bytes:
    """A grey wall with badges before it, as a camera of 1280 by 720 sends it, or half of that."""
    height, width, top, first = (360, 640, 90, 220) if small else (720, 1280, 220, 200)
    picture: NDArray[np.uint8] = np.full((height, width, 3), 150, np.uint8)
    for place, code in enumerate(codes):
        modules = np.asarray(matrix(code)).astype(np.uint8)
        symbol = np.kron(np.pad(1 - modules, 4, constant_values=1) * 255, np.ones((module,) * 2))
        side, left = len(symbol), first + 480 * place
        picture[top : top + side, left : left + side] = symbol[:, :, None]
    if blur:
        picture = cv2.GaussianBlur(picture, (0, 0), blur).astype(np.uint8)
    return bytes(cv2.imencode(".jpg", picture)[1])


def film(codes: Iterable[str]) -> bytes:
    """One badge after the other is held up for a second."""
    wall = frame(small=True)
    return b"".join(wall * 15 + frame(each, module=6, small=True) * 25 for each in codes)


def trusting(home: Path, *authorities: Path) -> Path:
    """Make a home whose browser trusts these authorities (PEM), as one that installed them."""
    store = home / ".pki" / "nssdb"
    store.mkdir(parents=True)
    tool = shutil.which("certutil")
    if tool is None:
        pytest.skip("there is no certutil: install the package libnss3-tools")
    command = [tool, "-d", f"sql:{store}"]
    subprocess.run([*command, "-N", "--empty-password"], check=True)
    for number, each in enumerate(authorities):
        name = ["-A", "-n", f"hadir {number}", "-t", "C,,", "-i", str(each)]
        subprocess.run([*command, *name], check=True)
    return home


def launch_at(playwright: Playwright, home: Path, *further: str) -> Browser:
    """Start a browser that has its certificates in this home."""
    return playwright.chromium.launch(
        executable_path=chromium_path(),
        args=["--no-sandbox", *further],
        env={**os.environ, "HOME": str(home)},
    )


class FilmedPhone:
    """A phone that sees a film of badges, again and again, over a line that can be cut."""

    def __init__(self, playwright: Playwright, home: Path, https: int, codes: list[str]) -> None:
        self.line, self.codes = Relay(https), codes
        self.line.mend()
        path = home / "film.mjpeg"
        path.write_bytes(film(codes))
        self._browser = launch_at(
            playwright,
            home,
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={path}",
        )
        width, height = PHONE
        context = self._browser.new_context(
            viewport={"width": width, "height": height}, locale="en-GB"
        )
        self.complaints: list[str] = []
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def join(self, key: str) -> None:
        """Become a door by a key, and wait until it would go on without the network."""
        self.page.goto("about:blank")
        self.page.goto(f"https://127.0.0.1:{self.line.port}/phone#{key}")
        self.page.locator("[data-ready]").wait_for()
        self.page.locator("[data-kept]").wait_for()

    def waiting(self) -> int:
        """How many scans wait on it, as its page says."""
        return int(self.page.locator("[data-waiting-count]").text_content() or 0)

    def close(self) -> None:
        """Put it away."""
        self._browser.close()
        self.line.cut()

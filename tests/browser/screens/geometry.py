"""Finds what lies wrong on a page as a browser has laid it out."""

from pathlib import Path

from playwright.sync_api import Page

SIZES = (
    (320, 640),
    (390, 844),
    (768, 1024),
    (1024, 768),
    (1366, 620),
    (1366, 768),
    (1920, 1080),
    (3840, 2160),
)
_LOOK = Path(__file__).with_name("geometry.js").read_text(encoding="utf-8")
_SETTLED = """async () => {
  await document.fonts.ready;
  for (const each of document.getAnimations()) each.finish?.();
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""


def faults(page: Page, size: tuple[int, int], *, one_screen: bool = False) -> list[str]:
    """Lay the page out at `size` and say what lies wrong: sentences with the words concerned.

    `one_screen` asks that a landscape screen shows all of it without scrolling.
    """
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate(_SETTLED)
    found: list[str] = page.evaluate(_LOOK, one_screen and width > height)
    return found

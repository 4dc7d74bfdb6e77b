"""What tests do at a door in the browser."""

from playwright.sync_api import Page

# What sounds is written down, because nobody listens here.
LISTEN = """() => {
  window.tones = [];
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...at) {
    window.tones.push(Math.round(this.frequency.value));
    return start.apply(this, at);
  };
}"""


def answer(page: Page) -> str:
    shown = page.locator("[data-answers] [data-answer]")
    shown.first.wait_for()
    return str(shown.first.get_attribute("data-answer"))


def hand_scanner(page: Page, code: str, end: str = "") -> None:
    """Type as a hand scanner does: at once."""
    page.keyboard.type(code)
    if end:
        page.keyboard.press(end)

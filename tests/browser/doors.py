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


def named(page: Page, name: str) -> None:
    """Wait until the door shows this name; it looks with every frame, for an answer goes soon."""
    shown = "(name) => document.querySelector('[data-answers] .answer__name')?.textContent === name"
    page.wait_for_function(shown, arg=name)


def hand_scanner(page: Page, code: str, end: str = "") -> None:
    """Type as a hand scanner does: at once."""
    page.keyboard.type(code)
    if end:
        page.keyboard.press(end)

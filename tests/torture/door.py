"""The door's page in Chromium: what it shows, what its hand scanner is answered, pictures of it."""

from pathlib import Path

from playwright.sync_api import Error, Page, Request, Response, sync_playwright

from tests.browser.conftest import launch
from tests.torture.product import PASSWORD, Product
from tests.torture.stations import Answers

WATCH = """() => {
  window.shown = [];
  new MutationObserver(() => {
    const answer = document.querySelector("[data-answers] [data-answer]");
    if (answer) window.shown.push([answer.dataset.scan, answer.dataset.reason]);
  }).observe(document.querySelector("[data-answers]"), { childList: true });
}"""


class Door:
    """A browser at the door, with a hand scanner on its keyboard."""

    def __init__(self, product: Product, answers: Answers) -> None:
        self._answers = answers
        self._started = sync_playwright().start()
        self._browser = launch(self._started)
        self.page: Page = self._browser.new_page(
            viewport={"width": 1366, "height": 768}, locale="id-ID"
        )
        self.page.goto(f"{product.url}/login?next=/kiosk")
        self.page.fill("[name=name]", "steward")
        self.page.fill("[name=password]", PASSWORD)
        self.page.click("main button[type=submit]")
        self.page.wait_for_selector("[data-kiosk]")
        self._unknown: set[str] = set()
        self.page.on("response", self._heard)
        self.page.on("requestfailed", self._failed)
        self.begin()

    def begin(self) -> None:
        """Begin as a person does; a page that was loaded anew goes on by itself."""
        self.page.wait_for_selector("[data-kiosk][data-sound]")
        start = self.page.locator("[data-start-button]")
        if start.is_visible():
            start.click()
        self.page.evaluate(WATCH)

    def scan(self, code: str) -> None:
        self.page.keyboard.type(code)
        self.page.keyboard.press("Enter")

    def look(self, file: Path) -> None:
        self.page.screenshot(path=file)

    def rest(self, seconds: float) -> None:
        self.page.wait_for_timeout(seconds * 1000)

    def gather(self) -> int:
        """Take note of what was shown since the last time; return how much that was."""
        shown = self._shown()
        for scan_id, reason in shown:
            if scan_id and reason != "error":
                self._answers.was_given(scan_id, reason)
            elif scan_id:
                self._answers.was_not_stored(scan_id)
        return len(shown)

    def _shown(self) -> list[list[str]]:
        """Return what was shown; a page that was loaded anew is begun anew, and that is said."""
        try:
            shown: list[list[str]] = self.page.evaluate("window.shown.splice(0)")
        except Error:
            self.page.wait_for_load_state()
            print(f"      the door's page was loaded anew: {self.page.url}", flush=True)
            self.begin()
            return []
        return shown

    def close(self) -> None:
        self._browser.close()
        self._started.stop()

    def _heard(self, response: Response) -> None:
        scan_id = _number_of(response.request)
        if not scan_id or response.ok:
            return
        if response.headers.get("x-stored") == "no" and scan_id not in self._unknown:
            self._answers.was_not_stored(scan_id)
        else:
            self._unknown.add(scan_id)

    def _failed(self, request: Request) -> None:
        self._unknown.add(_number_of(request))


def _number_of(request: Request) -> str:
    """Return the number of the scan that a request of the hand scanner carries."""
    if not request.url.endswith("/kiosk/scans"):
        return ""
    return (request.post_data or "").partition('name="scan_id"')[2].strip().partition("\r")[0]

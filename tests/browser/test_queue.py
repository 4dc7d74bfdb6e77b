"""A queue of 60 at a door, ten exceptions at the desk by keys alone, and a server that stops.

A steward who holds the door and the desk; a supervisor lends a PIN. Keys are counted: what is not
typed of names, codes and PINs is what the product asks for. With `HADIR_SHEET` the counts are kept,
and the seconds that the product took between the keys.
"""

import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kiosk.core.model import Event, Participant, Role, Status
from kiosk.desk import Desk
from kiosk.services import badges, participants, users
from kiosk.services.attendance import tallies
from tests.browser.conftest import OpenPage, Server
from tests.browser.screens.sheet import FOLDER
from tests.makers import PASSWORD, Maker
from tests.web.people import enlist

pytestmark = pytest.mark.browser

# What the door says is written down as it falls.
WRITE_DOWN = """() => {
  Element.prototype.requestFullscreen = undefined;
  window.said = [];
  new MutationObserver(() => {
    for (const each of document.querySelectorAll("[data-answers] [data-answer]"))
      window.said.push([each.dataset.answer, each.textContent]);
  }).observe(document.querySelector("[data-answers]"), { childList: true, subtree: true });
}"""
PIN = "739164"
AS_USUAL = 50


@dataclass
class Steward:
    """The desk under two hands: presses are counted, letters typed apart."""

    page: Page
    presses: int = 0
    typed: int = 0
    begun: float = 0.0
    most: dict[str, int] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    def type(self, text: str) -> None:
        self.typed += len(text)
        self.page.keyboard.type(text)

    def press(self, *keys: str) -> None:
        for each in keys:
            self.presses += 1
            self.page.keyboard.press(each)

    def begin(self) -> None:
        """Come back to the empty search."""
        self.page.wait_for_load_state()
        if "/desk?" in self.page.url or not self.page.url.endswith("/desk"):
            self.page.keyboard.press("Escape")
        expect(self.page.locator("[data-desk-search]")).to_be_focused()
        self.presses = self.typed = 0
        self.begun = time.monotonic()

    def done(self, what: str) -> None:
        expect(self.page.get_by_role("alert").first).to_be_visible()
        self.most[what] = self.presses
        took = time.monotonic() - self.begun
        self.told.append(f"{what}: {self.presses} keys, {self.typed} letters, {took:.1f} s")


@pytest.fixture
def elsewhere_code(make: Maker, server: Server) -> str:
    """A badge of an event before this one."""
    return make.badge(make.participant(make.event("Rapat lain"), "Petrus Dahlan")).code


@pytest.fixture
def event(make: Maker, elsewhere_code: str) -> Event:
    return make.event()


@pytest.fixture
def people(sqlite_desk: Desk, make: Maker, event: Event) -> list[Participant]:
    names = [f"Guru {chr(65 + number % 26)}{number} Ampah" for number in range(AS_USUAL)]
    return [make.participant(event, each, organization="SDN 1 Ampah") for each in names]


def scan(door: Page, code: str) -> None:
    """Type as a hand scanner does, at once, however slow this machine is."""
    door.evaluate(
        """(keys) => keys.forEach((key) => document.body.dispatchEvent(
          new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })))""",
        [*code, "Enter"],
    )


def answered(door: Page, kind: str, name: str = "") -> None:
    """Wait until the door has said so; an answer goes by itself, however slow this machine is."""
    said = (
        "([kind, name]) => window.said.some((each) => each[0] === kind && each[1].includes(name))"
    )
    door.wait_for_function(said, arg=[kind, name])


@pytest.mark.slow
def test_a_queue_of_sixty_is_served_to_its_end(  # noqa: PLR0913, PLR0915, PLR0917
    open_page: OpenPage,
    server: Server,
    sqlite_desk: Desk,
    make: Maker,
    event: Event,
    people: list[Participant],
    elsewhere_code: str,
) -> None:
    desk = sqlite_desk
    supervisor = users.add_user(desk, "Ibu Ratna", Role.SUPERVISOR, PASSWORD, "")
    users.set_pin(desk, supervisor.id, PIN, "Ibu Ratna")
    badges_of = {each.id: make.badge(each).code for each in people}
    forgot = enlist(desk, event, "Norhasanah Ridwan, S.Pd.", organization="SDN 2 Awang")
    misspelt = enlist(desk, event, "Yulianti Djamaludin", organization="SDN 3 Awang")
    elsewhere = make.participant(event, "Kornelius Dandan", expected=False)
    lost = make.participant(event, "Salasiah Ridwan")
    revoked = make.badge(lost).code
    badges.reissue(desk, lost.id, "Siti")
    blocked = make.participant(event, "Markus Tingang", status=Status.BLOCKED, note="Tanda tangan")
    removed = make.participant(event, "Elisabeth Tuah", status=Status.CANCELED)
    petrus = enlist(desk, event, "Petrus Dahlan", organization="SDN 4 Awang")
    listed = enlist(desk, event, "Bambang Irawan, S.Pd.", organization="SDN 5 Awang")
    door = open_page("/kiosk")
    door.evaluate(WRITE_DOWN)
    door.get_by_role("button", name="Begin").click()
    steward = Steward(open_page("/desk"))
    page = steward.page

    for number, each in enumerate(people):
        if number == AS_USUAL // 2:
            server.stop()
            expect(door.locator("[data-kiosk]")).to_have_attribute("data-server", "lost")
            server.start()
            expect(door.locator("[data-kiosk]")).to_have_attribute("data-server", "ok")
        scan(door, badges_of[each.id])
        answered(door, "ok", each.name)

    # Twice: calm, and nothing is asked of staff.
    scan(door, badges_of[people[0].id])
    answered(door, "again")

    steward.begin()
    steward.type("norh")
    steward.press("Enter")
    expect(page.get_by_role("button", name="Check in: Sesi Pagi")).to_be_focused()
    steward.press("Enter")
    steward.done("no badge")

    steward.begin()
    steward.type("yuliyanti jam")
    expect(page.get_by_role("option", name="Yulianti")).to_be_visible()
    steward.press("ArrowDown", "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Yulianti Djamaludin")
    expect(page.get_by_role("button", name="Check in: Sesi Pagi")).to_be_focused()
    steward.press("Enter")
    steward.done("misspelt")

    for what, code, needs_pin in (
        ("wrong session", make.badge(elsewhere).code, True),
        ("revoked", revoked, False),
        ("blocked", make.badge(blocked).code, True),
        ("removed", make.badge(removed).code, True),
    ):
        scan(door, code)
        steward.begin()
        expect(page.locator("li[data-case]")).to_have_count(1)
        steward.press("ArrowDown", "1")
        if needs_pin:
            expect(page.locator("[name=pin]")).to_be_focused()
            steward.type(PIN)
            steward.press("Enter")
        steward.done(what)

    scan(door, elsewhere_code)
    steward.begin()
    expect(page.locator("li[data-case]")).to_have_count(1)
    steward.press("ArrowDown", "1")
    expect(page.locator("#q")).to_have_value("Petrus Dahlan")
    steward.press("Enter")
    expect(page.get_by_role("button", name="Check in: Sesi Pagi")).to_be_focused()
    steward.press("Enter")
    steward.done("another event's")

    steward.begin()
    steward.type("Mallory")
    steward.press("Enter")
    page.get_by_role("button", name="Add as walk-in").press("Enter")
    expect(page.locator("#organization")).to_be_focused()
    steward.type("SDN 9")
    steward.press("Control+Enter")
    steward.done("walk-in")

    page.goto(server.url + "/desk/walk-in")
    steward.presses = steward.typed = 0
    steward.begun = time.monotonic()
    steward.type("Bambang Irawan")
    steward.press("Enter")
    steward.type("SDN 5 Awang")
    steward.press("Control+Enter")
    expect(page.get_by_text("Is it this person?")).to_be_visible()
    page.locator("[data-first]").focus()
    steward.press("Enter")
    expect(page.get_by_role("button", name="Check in: Sesi Pagi")).to_be_focused()
    steward.press("Enter")
    steward.done("walk-in who is on the list")

    if FOLDER:
        Path(FOLDER, "queue.txt").write_text("\n".join(steward.told), encoding="utf-8")
    session = make.sessions(event)[0].id
    counts = tallies(desk, event.id).of(session)
    assert counts.present == AS_USUAL + 9
    assert counts.walk_ins == 1
    for who in (forgot, misspelt, elsewhere, lost, blocked, removed, petrus, listed):
        assert participants.dossier(desk, who.id).standing(session), who.name
    assert {what: count for what, count in steward.most.items() if count > 5} == {}

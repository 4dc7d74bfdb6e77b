"""Every mistake of staff in the browser, and the click that takes it back: all is as before."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import pytest
from playwright.sync_api import Error, Page, expect
from sqlalchemy import select

from kiosk.core.model import Event, Participant, Role, Status
from kiosk.desk import Desk
from kiosk.services import acts, badges
from kiosk.services.check_ins import check_in
from kiosk.storage import schema
from tests.browser.conftest import PATIENCE_MS, OpenPage, Server
from tests.makers import Maker
from tests.web.people import enlist

pytestmark = pytest.mark.browser


@dataclass
class Hands:
    """A member of staff before the pages; `before` is how all stood before the mistake."""

    page: Page
    url: str
    desk: Desk
    before: object = None

    def go(self, path: str) -> None:
        """Go to a page, also where the one before was still on its way."""
        for _again in range(3):
            with suppress(Error):
                self.page.goto(self.url + path)
                return

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def unfold(self, words: str) -> None:
        self.page.locator("summary", has_text=words).click()

    def type(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).first.fill(text)


Do = Callable[[Hands, Participant], None]


def by_hand(hands: Hands, who: Participant) -> None:
    hands.go(f"/desk/people/{who.id}")
    hands.page.get_by_role("button", name="Check in: Sesi Pagi").click()


def admitted_anyway(hands: Hands, who: Participant) -> None:
    hands.go(f"/desk/people/{who.id}")
    hands.page.get_by_role("row", name="Sesi Sore").get_by_role("button").click()


def walk_in(hands: Hands, _who: Participant) -> None:
    hands.go("/desk/walk-in")
    hands.type("Name, with titles", "Mallory")
    hands.type("Organization", "SDN 3")
    hands.page.locator("[data-adds]").click()


def new_badge(hands: Hands, who: Participant) -> None:
    hands.go(f"/desk/people/{who.id}")
    hands.press("Lost: make a new badge")
    hands.press("Yes, do it")


def reserve_badge(hands: Hands, who: Participant) -> None:
    reserve = badges.make_reserve(hands.desk, who.event_id, 1, "Siti")[0].badge.code
    hands.go(f"/desk/people/{who.id}")
    hands.unfold("Lost: use a blank reserve badge")
    hands.page.locator("#reserve").fill(reserve)
    hands.press("Give this badge")


def delegation(hands: Hands, _who: Participant) -> None:
    hands.go("/desk/delegation")
    hands.page.locator("#organization").select_option("SDN 1 Ampah")
    hands.press("Show")
    hands.page.get_by_role("button", name="Check in those ticked").click()


def from_paper(hands: Hands, who: Participant) -> None:
    hands.go("/desk/paper")
    for key in (str(who.number), "Tab", "7.31", "Enter"):
        press = hands.page.keyboard.press if key in {"Tab", "Enter"} else hands.page.keyboard.type
        press(key)
    expect(hands.page.locator("#lines > li")).to_have_count(1)


def added(hands: Hands, _who: Participant) -> None:
    hands.go("/participants/new")
    hands.type("Name, with titles", "Mallory")
    hands.press("Add")


def changed(hands: Hands, who: Participant) -> None:
    hands.go(f"/participants/{who.id}")
    hands.type("Name, with titles", "Adinda Lestary")
    hands.press("Save the changes")


def sessions_changed(hands: Hands, who: Participant) -> None:
    hands.go(f"/participants/{who.id}")
    hands.page.get_by_role("checkbox", name="Sesi Sore").uncheck()
    hands.press("Expect in these")


def blocked(hands: Hands, who: Participant) -> None:
    hands.go(f"/participants/{who.id}")
    hands.unfold("Block with a note")
    hands.type("Note for staff at the door", "To the desk")
    hands.press("Block")


def unblocked(hands: Hands, who: Participant) -> None:
    acts.block(hands.desk, who.event_id, [who.id], "To the desk", "Siti")
    hands.before = everything(hands.desk)
    hands.go(f"/participants/{who.id}")
    hands.press("Unblock")


def taken_off(hands: Hands, who: Participant) -> None:
    hands.go(f"/participants/{who.id}")
    hands.press("Take off the list")


def put_back_on(hands: Hands, who: Participant) -> None:
    acts.cancel(hands.desk, who.event_id, [who.id], "Siti")
    hands.before = everything(hands.desk)
    hands.go(f"/participants/{who.id}")
    hands.press("Put back on the list")


def all_taken_off(hands: Hands, _who: Participant) -> None:
    hands.go("/participants")
    hands.page.get_by_role("checkbox", name="Tick this page").check()
    hands.unfold("With those ticked")
    hands.press("Take off the list")
    hands.page.get_by_role("button", name="Yes, take 3 people off").click()


def merged(hands: Hands, who: Participant) -> None:
    hands.go(f"/participants/{who.id}")
    hands.unfold("The same person twice?")
    hands.type("Number of the other entry", "1")
    hands.press("Merge with this one")
    hands.press("Yes, merge them")


def session_removed(hands: Hands, _who: Participant) -> None:
    hands.go("/sessions")
    card = hands.page.locator("li.card", has_text="Sesi Sore")
    card.locator("summary").click()
    card.get_by_role("button", name="Remove").click()
    hands.press("Yes, do it")


def remedied(hands: Hands, who: Participant) -> None:
    old = Maker(hands.desk).badge(who).code
    badges.reissue(hands.desk, who.id, "Siti")
    check_in(hands.desk, Maker(hands.desk).scan(old))
    hands.before = everything(hands.desk)
    hands.go("/desk")
    hands.page.locator("li[data-case] [data-remedy='1']").click()


def _last_act(hands: Hands, _who: Participant) -> None:
    hands.go("/participants/acts")
    hands.press("Take back")


def _where_it_was_done(hands: Hands, _who: Participant) -> None:
    hands.press("Take back")


def _at_the_person(hands: Hands, who: Participant) -> None:
    hands.go(f"/desk/people/{who.id}")
    hands.page.locator(".last-act").get_by_role("button").click()


def _at_the_last_person(hands: Hands, _who: Participant) -> None:
    hands.go("/desk")
    hands.page.locator("a.find", has_text="Mallory").click()
    hands.page.locator(".last-act").get_by_role("button").click()


MISTAKES = (
    (by_hand, _where_it_was_done, Role.STEWARD),
    (walk_in, _at_the_last_person, Role.STEWARD),
    (new_badge, _at_the_person, Role.STEWARD),
    (reserve_badge, _at_the_person, Role.STEWARD),
    (delegation, _where_it_was_done, Role.STEWARD),
    (from_paper, _where_it_was_done, Role.STEWARD),
    (remedied, _where_it_was_done, Role.STEWARD),
    (session_removed, _where_it_was_done, Role.SUPERVISOR),
    (admitted_anyway, _where_it_was_done, Role.SUPERVISOR),
    (added, _last_act, Role.SUPERVISOR),
    (changed, _last_act, Role.SUPERVISOR),
    (sessions_changed, _last_act, Role.SUPERVISOR),
    (blocked, _last_act, Role.SUPERVISOR),
    (taken_off, _last_act, Role.SUPERVISOR),
    (all_taken_off, _last_act, Role.SUPERVISOR),
    (merged, _last_act, Role.SUPERVISOR),
    (unblocked, _last_act, Role.SUPERVISOR),
    (put_back_on, _last_act, Role.SUPERVISOR),
)


@pytest.fixture
def who(sqlite_desk: Desk, event: Event) -> Participant:
    enlist(sqlite_desk, event, "Adinda Lestari, S.Pd.", organization="SDN 9 Awang")
    enlist(sqlite_desk, event, "Grace Hopper", organization="SDN 1 Ampah")
    return enlist(sqlite_desk, event, "Adi Nugroho", organization="SDN 1 Ampah")


@pytest.mark.parametrize("role", [Role.STEWARD, Role.SUPERVISOR], ids=str)
def test_every_mistake_is_taken_back_and_all_is_as_before(
    open_page: OpenPage, server: Server, sqlite_desk: Desk, who: Participant, role: Role
) -> None:
    hands = Hands(open_page("/desk", role), server.url, sqlite_desk)

    for mistake, back, by in MISTAKES:
        if by is not role:
            continue
        hands.before = everything(sqlite_desk)
        mistake(hands, who)
        until(hands, lambda: everything(sqlite_desk) != hands.before, mistake)
        back(hands, who)
        until(hands, lambda: everything(sqlite_desk) == hands.before, back)


def until(hands: Hands, is_so: Callable[[], bool], what: Callable[..., None]) -> None:
    """Wait for what the server stores: the page is drawn after it."""
    end = time.monotonic() + PATIENCE_MS / 1000
    while not is_so():
        assert time.monotonic() < end, what.__name__
        hands.page.wait_for_timeout(20)
    hands.page.wait_for_load_state()


def everything(desk: Desk) -> list[list[object]]:
    """Return how everybody on the list stands: details, sessions, check-ins, valid badges."""
    person, made, badge = schema.participant, schema.check_in, schema.badge
    expected, session = schema.expectation, schema.session
    on_list = select(person.c.id).where(person.c.status != Status.CANCELED)
    asked = (
        select(person.c.id, person.c.name, person.c.status, person.c.note),
        select(expected.c.participant_id, session.c.name).join(session),
        select(made.c.participant_id, made.c.session_id).where(made.c.undone_at.is_(None)),
        select(badge.c.participant_id, badge.c.code).where(badge.c.revoked_at.is_(None)),
    )
    with desk.store.read() as tx:
        here = set(tx.execute(on_list).scalars())
        return [sorted(each for each in tx.execute(one) if each[0] in here) for one in asked]

"""The desk in a real Chromium, with the keyboard alone."""

import re
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from kiosk.core.model import Event, Means, Participant
from kiosk.core.search import Query
from kiosk.desk import Desk
from kiosk.services import badges, participants, search
from kiosk.services.check_ins import check_in
from tests.browser.conftest import OpenPage, Server
from tests.door_camera import DoorCameraByHand
from tests.makers import Maker, at
from tests.web.people import enlist

pytestmark = pytest.mark.browser


@pytest.fixture
def ada(sqlite_desk: Desk, event: Event) -> Participant:
    enlist(sqlite_desk, event, "Adi Nugroho", organization="SDN 9 Awang")
    enlist(sqlite_desk, event, "Grace Hopper", organization="SMPN 2 Awang")
    return enlist(sqlite_desk, event, "Adinda Lestari, S.Pd.", organization="SDN 1 Ampah")


@pytest.fixture
def page(open_page: OpenPage, ada: Participant) -> Page:
    page = open_page("/desk")
    expect(page.locator("#q")).to_be_focused()
    return page


def goto(page: Page, path: str) -> None:
    parts = urlsplit(page.url)
    page.goto(f"{parts.scheme}://{parts.netloc}{path}")


def check_ins(desk: Desk, person: Participant) -> list[Means]:
    return [each.means for each in participants.dossier(desk, person.id).check_ins]


def test_three_letters_an_arrow_and_two_enters_check_a_person_in(
    page: Page, sqlite_desk: Desk, ada: Participant
) -> None:
    page.keyboard.type("adi")
    expect(page.get_by_role("option")).to_have_count(2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Adinda Lestari, S.Pd.")
    expect(page.locator(".person__place")).to_contain_text("SDN 1 Ampah")
    expect(page.get_by_role("button", name="Check in: Sesi Pagi")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("alert")).to_contain_text("Adinda Lestari")
    assert check_ins(sqlite_desk, ada) == [Means.BY_HAND]


def test_escape_leads_back_to_an_empty_search(page: Page, ada: Participant) -> None:
    page.keyboard.type("lestari")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Check in: Sesi Pagi")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("Escape")

    expect(page).to_have_url(re.compile("/desk$"))
    expect(page.locator("#q")).to_be_focused()
    expect(page.locator("#q")).to_have_value("")


def test_a_hand_scanner_outruns_the_search_and_finds_the_person(
    page: Page, sqlite_desk: Desk, ada: Participant
) -> None:
    badge = participants.dossier(sqlite_desk, ada.id).badge
    assert badge
    page.keyboard.type(badge.code)
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Adinda Lestari, S.Pd.")


def test_what_is_searched_for_is_in_no_request_and_there_again_when_the_page_is(
    page: Page, ada: Participant
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.keyboard.type("adi")
    expect(page.get_by_role("option")).to_have_count(2)
    expect(page).to_have_url(re.compile("/desk#q=adi$"))
    page.reload()
    expect(page.get_by_role("option")).to_have_count(2)
    page.get_by_role("option").first.click()
    expect(page).to_have_url(re.compile("/desk/people/"))
    page.go_back()

    expect(page.get_by_role("option")).to_have_count(2)
    expect(page.locator("#q")).to_have_value("adi")
    assert [each for each in asked if "adi" in each.partition("#")[0]] == []


def test_the_list_is_searched_ordered_and_paged_in_place(
    open_page: OpenPage, sqlite_desk: Desk, event: Event
) -> None:
    for number in range(60):
        enlist(sqlite_desk, event, f"Siti {number:02}", organization=f"SDN {59 - number:02}")
    page = open_page("/participants")
    page.locator("#q").fill("siti")
    page.get_by_role("button", name="Organization").click()
    expect(page.locator("tbody tr").first).to_contain_text("Siti 59")
    page.get_by_role("button", name="Next").click()
    expect(page.locator("tbody tr").first).to_contain_text("Siti 34")
    page.reload()

    expect(page.locator("tbody tr").first).to_contain_text("Siti 34")
    expect(page).to_have_url(re.compile("/participants#"))


def test_without_a_script_the_list_is_searched_all_the_same(
    open_page: OpenPage, ada: Participant
) -> None:
    page = open_page("/participants", java_script_enabled=False)
    page.locator("#q").fill("hopper")
    page.locator("#q").press("Enter")
    page.get_by_role("button", name="Name").click()

    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody tr")).to_contain_text("Grace Hopper")


def test_enter_never_opens_somebody_of_an_older_search(page: Page, ada: Participant) -> None:
    page.keyboard.type("adi")
    expect(page.get_by_role("option")).to_have_count(2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Control+A")
    page.keyboard.type("grace")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Grace Hopper")


def test_a_walk_in_is_added_by_a_name_a_school_and_control_enter(
    page: Page, ada: Participant
) -> None:
    goto(page, "/desk/walk-in")
    expect(page.get_by_label("Name, with titles")).to_be_focused()
    page.keyboard.type("Mallory")
    page.keyboard.press("Enter")
    page.keyboard.type("SDN 3")
    page.keyboard.press("Control+Enter")

    expect(page.get_by_role("alert")).to_contain_text("Mallory")
    expect(page.get_by_role("link", name="Next person")).to_be_focused()


@pytest.mark.parametrize("javascript", [True, False])
def test_enter_never_adds_anybody(
    open_page: OpenPage, sqlite_desk: Desk, event: Event, ada: Participant, *, javascript: bool
) -> None:
    page = open_page("/desk", java_script_enabled=javascript)
    page.locator("#q").fill("yul dan")
    for _again in range(4):
        page.locator("#q").press("Enter")
    page.get_by_role("button", name="Add as walk-in").click()
    page.locator("#organization").fill("SDN 3")
    for field in ("name", "organization", "group", "phone", "reserve"):
        for _again in range(3):
            page.locator(f"#{field}").press("Enter")

    assert page.get_by_role("heading", level=1).text_content() == "Walk-in"
    assert search.find(sqlite_desk, event.id, Query()).total == 3


def test_a_badge_scanned_behind_the_school_becomes_the_walk_ins(
    page: Page, sqlite_desk: Desk, event: Event, ada: Participant
) -> None:
    reserve = badges.make_reserve(sqlite_desk, event.id, 1, "Siti")[0].badge.code
    page.keyboard.type("Mallory")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Add as walk-in").click()
    expect(page.locator("#organization")).to_be_focused()
    page.keyboard.type(f"SDN 3{reserve}")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")

    expect(page.get_by_role("alert")).to_contain_text("Mallory")
    found = search.find(sqlite_desk, event.id, Query("Mallory")).found[0]
    assert (found.participant.organization, found.code) == ("SDN 3", reserve)


def test_what_is_typed_after_nobody_was_found_is_a_new_search(page: Page, ada: Participant) -> None:
    page.keyboard.type("Mallory")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Add as walk-in")).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("Escape")
    page.keyboard.type("adinda")

    expect(page.get_by_role("option")).to_have_count(1)


def test_lines_from_paper_are_answered_while_the_next_is_typed(
    page: Page, sqlite_desk: Desk, ada: Participant
) -> None:
    goto(page, "/desk/paper")
    expect(page.locator("#who")).to_be_focused()
    for key in ("3", "Tab", "7.31", "Enter", "99", "Enter"):
        press = page.keyboard.press if len(key) > 2 and key.isalpha() else page.keyboard.type
        press(key)

    lines = page.locator("#lines > li")
    expect(lines).to_have_count(2)
    expect(lines.nth(0)).to_contain_text("no participant number 99")
    expect(lines.nth(1)).to_contain_text("Adinda Lestari")
    expect(page.locator("#who")).to_be_focused()
    made = participants.dossier(sqlite_desk, ada.id).check_ins[0]
    assert (made.means, made.checked_in_at) == (Means.PAPER, at(7, 31))


def test_nothing_runs_over_on_a_narrow_screen(page: Page, ada: Participant) -> None:
    page.set_viewport_size({"width": 320, "height": 640})

    for address in ("/desk", f"/desk/people/{ada.id}", "/desk/walk-in", "/desk/paper"):
        goto(page, address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


def test_a_lost_badge_is_replaced_after_a_question(
    page: Page, sqlite_desk: Desk, ada: Participant
) -> None:
    before = participants.dossier(sqlite_desk, ada.id).badge
    goto(page, f"/desk/people/{ada.id}")
    page.get_by_role("button", name="Lost: make a new badge").press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text("no longer be valid")
    page.get_by_role("button", name="Yes, do it").press("Enter")

    expect(page.get_by_text("There is a new code")).to_be_visible()
    after = participants.dossier(sqlite_desk, ada.id).badge
    assert before and after and before.code != after.code


def test_a_badge_scanned_while_somebody_is_shown_does_not_check_them_in(
    page: Page, sqlite_desk: Desk, event: Event, ada: Participant
) -> None:
    adi = search.by_number(sqlite_desk, event.id, 1).participant
    badge = participants.dossier(sqlite_desk, ada.id).badge
    assert badge
    goto(page, f"/desk/people/{adi.id}")
    expect(page.get_by_role("button", name="Check in: Sesi Pagi")).to_be_focused()
    page.keyboard.type(badge.code)
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Adinda Lestari, S.Pd.")
    assert check_ins(sqlite_desk, adi) == check_ins(sqlite_desk, ada) == []


def test_the_next_name_is_typed_while_the_answer_still_stands(page: Page, ada: Participant) -> None:
    page.keyboard.type("lestari")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Check in: Sesi Pagi")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.type("adi")

    expect(page.locator("#q")).to_have_value("adi")
    expect(page.get_by_role("option")).to_have_count(2)


@pytest.mark.parametrize("path", ["/desk", "/desk/walk-in"])
def test_a_lost_connection_is_said_at_once_and_what_was_typed_is_kept(
    open_page: OpenPage, server: Server, sqlite_desk: Desk, ada: Participant, path: str
) -> None:
    page = open_page(path)
    field = page.locator("#q, #name")
    field.fill("Adinda Lest")
    if "walk-in" in path:
        page.locator("#organization").fill("SDN 1")
    server.stop()
    page.keyboard.press("Control+Enter" if "walk-in" in path else "Enter")
    expect(page.get_by_text("What you typed is kept.")).to_be_visible()
    expect(field).to_have_value("Adinda Lest")

    server.start()
    expect(page.get_by_text("What you typed is kept.")).to_be_hidden()
    if path == "/desk":
        field.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Adinda Lestari, S.Pd.")


def test_a_remedy_pressed_while_the_lane_is_drawn_anew_is_done_all_the_same(
    page: Page, sqlite_desk: Desk, make: Maker, ada: Participant
) -> None:
    old = participants.dossier(sqlite_desk, ada.id).badge
    assert old
    badges.reissue(sqlite_desk, ada.id, "Siti")
    check_in(sqlite_desk, make.scan(old.code))
    expect(page.locator("li[data-case]")).to_have_count(1)
    page.evaluate("""() => {
      const ask = window.fetch;
      window.fetch = async (...asked) => {
        const answer = await ask(...asked);
        const lane = document.querySelector("[data-live=lane]");
        lane.innerHTML = lane.innerHTML;
        return answer;
      };
    }""")

    page.keyboard.press("ArrowDown")
    page.keyboard.press("1")

    expect(page.get_by_role("alert")).to_contain_text("Adinda Lestari")
    assert check_ins(sqlite_desk, ada) == [Means.BY_HAND]


def test_a_phone_photographs_a_badge_and_finds_its_person(
    open_page: OpenPage, camera: DoorCameraByHand, make: Maker, ada: Participant
) -> None:
    code = make.badge(ada).code
    page = open_page("/desk", size=(390, 844), has_touch=True, is_mobile=True)
    photo = page.locator("[data-photo=q] input")

    photo.set_input_files({"name": "badge.png", "mimeType": "image/png", "buffer": png()})
    expect(page.locator("#q-photo-says")).to_contain_text("No badge was found")
    camera.codes = [code]
    photo.set_input_files({"name": "badge.png", "mimeType": "image/png", "buffer": png()})

    expect(page.get_by_role("heading", level=1)).to_have_text("Adinda Lestari, S.Pd.")


def png() -> bytes:
    out = BytesIO()
    Image.new("RGB", (2400, 1800), "white").save(out, "PNG")
    return out.getvalue()

"""The door in a real Chromium: every answer, every trouble, and coming back from it."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kiosk.core.model import Event, Participant, Role, Status
from kiosk.core.updates import Topic, Update
from kiosk.desk import Desk
from kiosk.services import stations, users
from kiosk.services.attendance import tallies
from kiosk.services.check_ins import check_in
from kiosk.services.sessions import choose_session, sessions_of
from tests.browser.conftest import PATIENCE_MS, OpenPage, Server
from tests.browser.doors import answer, hand_scanner, named
from tests.conftest import Clock
from tests.door_camera import DoorCameraByHand
from tests.makers import Maker

pytestmark = pytest.mark.browser

LOOK_AND_LISTEN = """async (before) => {
  const find = () => document.querySelector("[data-answers] [data-answer]");
  while ((find()?.dataset.answer ?? before) === before) await new Promise(requestAnimationFrame);
  const shape = find().querySelector(".answer__shape");
  const { x, y } = shape.getBoundingClientRect();
  return [find().dataset.answer, {
    word: find().querySelector(".answer__word").textContent,
    colour: getComputedStyle(find()).backgroundColor,
    place: `${Math.round(x / 100)} ${Math.round(y / 100)}`,
    shape: shape.innerHTML.trim(),
    tones: window.tones.splice(0).join(" "),
  }];
}"""
KEPT = """() => {
  window.kept = [];
  new MutationObserver(() => {
    const shown = document.querySelector("[data-answers] [data-answer] .answer__name");
    const name = shown?.textContent ?? "nobody";
    if (window.kept.at(-1) !== name) window.kept.push(name);
  }).observe(document.querySelector("[data-answers]"), { childList: true });
}"""

Scanned = Callable[..., str]


@pytest.fixture
def scanned(sqlite_desk: Desk, make: Maker) -> Scanned:
    """Lets the camera of the door read a badge."""

    def read(code: str | Participant) -> str:
        station = stations.server_station(sqlite_desk)
        return check_in(sqlite_desk, make.scan(code, station_id=station.id)).scan_id

    return read


def test_the_door_waits_with_session_and_picture(door: Page) -> None:
    expect(door.locator(".waiting__headline")).to_have_text("Show your badge to the camera")
    expect(door.locator(".waiting__session")).to_contain_text("Sesi Pagi")
    expect(door.locator("[data-sound-is=on]")).to_be_visible()
    expect(door.locator("[data-start]")).to_be_hidden()


def test_each_answer_has_its_own_word_colour_place_and_sound(  # noqa: PLR0913, PLR0917
    door: Page, make: Maker, event: Event, scanned: Scanned, ada: Participant, clock: Clock
) -> None:
    grace = make.participant(event, "Grace", expected=False)
    blocked = make.participant(event, "Alan", status=Status.BLOCKED)
    seen: dict[str, dict[str, str]] = {}
    for code in (ada, ada, grace, "FOREIGN", blocked):
        clock.pass_by(seconds=5)
        scanned(code)
        kind, qualities = door.evaluate(LOOK_AND_LISTEN, next(reversed(seen), None))
        seen[kind] = qualities

    assert list(seen) == ["ok", "again", "elsewhere", "refused", "stop"]
    for quality in ("word", "colour", "shape"):
        assert len({each[quality] for each in seen.values()}) == 5 - (quality == "shape")
    assert len({seen[kind]["place"] for kind in ("ok", "again", "refused")}) == 3
    assert seen["ok"]["tones"] == "660 990"
    assert seen["again"]["tones"] == "520 520"
    assert seen["refused"]["tones"] == "165"
    assert seen["elsewhere"]["tones"] == "740 590 740"


def test_nothing_of_the_last_person_stays(door: Page, scanned: Scanned, ada: Participant) -> None:
    scanned(ada)
    assert answer(door) == "ok"

    door.locator("[data-answer]").wait_for(state="detached")

    assert "Ada" not in door.content()


def test_the_next_answer_replaces_the_one_before(
    door: Page, make: Maker, event: Event, scanned: Scanned, ada: Participant
) -> None:
    grace = make.participant(event, "Grace")
    door.evaluate(KEPT)
    scanned(ada)
    named(door, "Ada")

    scanned(grace)

    named(door, "Grace")
    assert door.evaluate("window.kept") == ["Ada", "Grace"]


def test_an_answer_that_comes_late_replaces_nothing(  # noqa: PLR0913, PLR0917
    door: Page, sqlite_desk: Desk, event: Event, scanned: Scanned, make: Maker, clock: Clock
) -> None:
    station = stations.server_station(sqlite_desk)
    late = check_in(sqlite_desk, make.scan("FOREIGN")).scan_id
    clock.pass_by(seconds=2)
    scanned(make.participant(event, "Grace"))
    named(door, "Grace")
    door.wait_for_timeout(400)

    sqlite_desk.updates.publish(Update(Topic.SCAN, event.id, station.id, late))

    door.wait_for_timeout(400)
    named(door, "Grace")


def test_a_clock_that_was_set_back_silences_no_door(  # noqa: PLR0913, PLR0917
    door: Page, event: Event, scanned: Scanned, make: Maker, ada: Participant, clock: Clock
) -> None:
    scanned(ada)
    named(door, "Ada")
    clock.pass_by(minutes=-20)

    scanned(make.participant(event, "Grace"))

    named(door, "Grace")


def test_two_badges_in_one_picture_are_both_answered(
    door: Page, make: Maker, event: Event, scanned: Scanned, ada: Participant
) -> None:
    door.evaluate(KEPT)
    scanned(ada)
    scanned(make.participant(event, "Grace"))

    door.wait_for_function("() => window.kept.length === 2")

    assert door.evaluate("window.kept") == ["Ada", "Grace"]


def test_sixty_people_in_a_hurry_leave_the_last_one_on_the_screen(
    door: Page, make: Maker, event: Event, scanned: Scanned, sqlite_desk: Desk
) -> None:
    people = [make.participant(event, f"Guru {number}") for number in range(60)]

    for each in people:
        scanned(each)

    named(door, "Guru 59")
    expect(door.locator(".waiting__counts")).to_contain_text("60")
    session = sessions_of(sqlite_desk, event.id)[0]
    assert tallies(sqlite_desk, event.id).of(session.id).present == 60


def test_a_hand_scanner_is_heard_wherever_the_focus_is(
    door: Page, make: Maker, event: Event
) -> None:
    for prefix in ("", "]Q1"):
        for end in ("Enter", "Tab", ""):
            name = f"Ada {prefix}{end}".strip()
            hand_scanner(door, prefix + make.badge(make.participant(event, name)).code, end)

            named(door, name)


def test_a_hand_scanner_whose_radio_falters_is_heard_out(
    door: Page, make: Maker, ada: Participant
) -> None:
    code = make.badge(ada).code
    hand_scanner(door, f"]Q1{code[:9]}")
    door.wait_for_timeout(250)
    hand_scanner(door, code[9:])

    named(door, "Ada")


def test_a_hand_scanner_leaves_no_letters_in_a_field(
    door: Page, make: Maker, ada: Participant
) -> None:
    door.get_by_text("The badge cannot be read?").click()
    field = door.get_by_label("Type the code under")
    field.fill("ABC")

    hand_scanner(door, make.badge(ada).code, "Enter")

    named(door, "Ada")
    assert make.badge(ada).code not in field.input_value()


def test_what_a_person_types_slowly_is_no_scan(door: Page) -> None:
    door.keyboard.type("SLOWFINGERS", delay=160)
    door.wait_for_timeout(300)

    assert door.locator("[data-answer]").count() == 0


def test_a_typed_code_is_taken(door: Page, make: Maker, ada: Participant) -> None:
    code = make.badge(ada).code
    door.get_by_text("The badge cannot be read?").click()
    door.get_by_label("Type the code under").fill(f"{code[:4]}-{code[4:]}".lower())
    door.get_by_role("button", name="Check in").click()

    named(door, "Ada")
    expect(door.get_by_label("Type the code under")).to_have_value("")


def test_a_picture_of_badges_is_taken(
    door: Page, make: Maker, ada: Participant, camera: DoorCameraByHand, tmp_path: Path
) -> None:
    camera.codes = [make.badge(ada).code]
    (tmp_path / "badge.jpg").write_bytes(b"\xff\xd8 badge")
    door.get_by_text("The badge cannot be read?").click()
    door.get_by_label("Or a picture").set_input_files(tmp_path / "badge.jpg")
    door.get_by_role("button", name="Read").click()

    named(door, "Ada")


def test_a_badge_in_view_is_shown_as_being_read(door: Page, camera: DoorCameraByHand) -> None:
    camera.is_now(in_view=True)
    expect(door.locator("[data-reading-word]")).to_be_visible()

    camera.is_now(in_view=False)
    expect(door.locator("[data-reading-word]")).to_be_hidden()


@pytest.mark.parametrize(
    ("status", "words"), [("lost", "does not answer"), ("frozen", "stands still")]
)
def test_a_lost_camera_is_said_and_its_return_too(  # noqa: PLR0913, PLR0917
    door: Page,
    camera: DoorCameraByHand,
    sqlite_desk: Desk,
    event: Event,
    status: str,
    words: str,
) -> None:
    camera.is_now(status=status)
    sqlite_desk.updates.publish(Update(Topic.CAMERA, event.id))
    expect(door.locator(".camera__trouble")).to_contain_text(words)

    camera.is_now(status="ok")
    sqlite_desk.updates.publish(Update(Topic.CAMERA, event.id))
    expect(door.locator(".camera__trouble")).to_have_count(0)
    expect(door.locator(".waiting__headline")).to_have_text("Show your badge to the camera")


def test_a_stopped_server_is_said_and_the_next_badge_after_its_return_is_answered(
    door: Page, server: Server, scanned: Scanned, ada: Participant
) -> None:
    server.stop()
    expect(door.locator("[data-server-lost]")).to_be_visible()
    expect(door.locator("[data-server-lost]")).to_contain_text("paper list")
    door.evaluate("window.stays = true")
    for _ in range(4):
        door.wait_for_event("requestfailed", lambda request: request.url.endswith("/live"))

    server.start()
    expect(door.locator("[data-server-lost]")).to_be_hidden()
    scanned(ada)

    named(door, "Ada")
    assert door.evaluate("window.stays"), "loaded anew, the door is silent and no longer full"


def test_a_scan_while_the_server_is_away_is_asked_again_until_it_is_known(
    door: Page, server: Server, make: Maker, ada: Participant, sqlite_desk: Desk
) -> None:
    server.stop()

    hand_scanner(door, make.badge(ada).code)
    expect(door.locator("[data-trouble=unsure]")).to_contain_text("not known yet")
    assert door.locator("[data-answers] [data-answer]").count() == 0

    server.start()
    named(door, "Ada")
    expect(door.locator("[data-trouble]")).to_have_count(0)
    assert tallies(sqlite_desk, ada.event_id).whole


def test_a_pause_ends_by_itself_when_staff_choose_a_session(
    open_page: OpenPage, ada: Participant, event: Event, clock: Clock, sqlite_desk: Desk
) -> None:
    clock.pass_by(hours=-3)
    page = open_page("/kiosk")
    expect(page.locator(".waiting__headline")).to_have_text("Opens at")
    expect(page.locator("[data-kiosk]")).to_have_attribute("data-phase", "paused")

    choose_session(sqlite_desk, sessions_of(sqlite_desk, event.id)[0].id, "Siti")

    expect(page.locator("[data-kiosk]")).to_have_attribute("data-phase", "idle")


def test_a_door_without_sound_says_so(
    open_page: OpenPage, ada: Participant, sqlite_desk: Desk
) -> None:
    station = stations.server_station(sqlite_desk)
    stations.store_station_settings(sqlite_desk, station.id, {"sounds": False}, "Siti")
    page = open_page("/kiosk")
    page.get_by_role("button", name="Begin").click()

    expect(page.locator("[data-sound-is=off]")).to_be_visible()


def test_a_browser_that_keeps_silent_is_named(open_page: OpenPage, ada: Participant) -> None:
    page = open_page("/kiosk")
    page.evaluate("delete window.AudioContext; window.AudioContext = undefined")
    page.get_by_role("button", name="Begin").click()

    expect(page.locator("[data-sound-is=silent]")).to_be_visible()


def test_a_door_that_was_loaded_anew_sounds_again_once_a_scanner_typed(
    door: Page, make: Maker, ada: Participant
) -> None:
    door.reload()
    expect(door.locator("[data-kiosk]")).to_have_attribute("data-sound", "silent")

    hand_scanner(door, make.badge(ada).code, "Enter")

    expect(door.locator("[data-kiosk]")).to_have_attribute("data-sound", "on")


def test_new_settings_reach_an_open_door(door: Page, sqlite_desk: Desk) -> None:
    station = stations.server_station(sqlite_desk)

    stations.store_station_settings(sqlite_desk, station.id, {"languages": "both"}, "Siti")

    expect(door.locator(".waiting__headline").first).to_contain_text("Arahkan kartu QR ke kamera")
    expect(door.locator(".waiting__words--also")).to_contain_text("Show your badge")


def test_a_locked_door_opens_with_a_pin(
    door: Page, sqlite_desk: Desk, make: Maker, server: Server
) -> None:
    users.set_pin(sqlite_desk, make.user("Rina", Role.STEWARD).id, "471147", "Siti")
    door.get_by_role("button", name="Lock this screen").click()
    door.goto(server.url + "/dashboard")
    assert door.url == server.url + "/kiosk"

    door.get_by_role("link", name="Open the door").click()
    door.get_by_label("Name").select_option("Rina")
    door.get_by_label("PIN, phrase or password").fill("471147")
    door.get_by_role("button", name="Open").click()

    expect(door).to_have_url(server.url + "/")


def test_without_a_script_a_typed_code_is_answered_by_the_page(
    open_page: OpenPage, make: Maker, ada: Participant
) -> None:
    page = open_page("/kiosk", java_script_enabled=False)
    assert "Sesi Pagi" in page.content()
    page.get_by_text("The badge cannot be read?").click()
    page.get_by_label("Type the code under").fill(make.badge(ada).code)
    page.keyboard.press("Enter")

    assert answer(page) == "ok"
    named(page, "Ada")
    expect(page.locator("[data-start]")).to_be_hidden()
    expect(page.locator("[data-server-lost]")).to_be_hidden()


def test_without_a_script_a_hand_scanner_only_needs_the_page(
    open_page: OpenPage, make: Maker, ada: Participant
) -> None:
    page = open_page("/kiosk", java_script_enabled=False)

    expect(page.get_by_label("Scan or type the code")).to_be_focused()
    hand_scanner(page, make.badge(ada).code, "Enter")

    assert answer(page) == "ok"
    expect(page.locator(".answer__word")).to_be_in_viewport()
    expect(page.get_by_label("Scan or type the code")).to_be_focused()


def test_a_door_can_be_begun_in_the_middle_of_a_queue(
    open_page: OpenPage, ada: Participant, scanned: Scanned
) -> None:
    page = open_page("/kiosk")
    page.evaluate(KEPT)
    expect(page.locator("[data-kiosk]")).to_have_attribute("data-server", "ok")
    scanned(ada)
    page.wait_for_function("() => window.kept.includes('Ada')")

    page.get_by_role("button", name="Begin").click()

    expect(page.locator("[data-start]")).to_be_hidden()


def test_an_answer_that_fell_while_the_stream_was_away_is_shown_when_it_is_back(
    door: Page, server: Server, scanned: Scanned, ada: Participant
) -> None:
    door.evaluate(KEPT)
    server.stop()
    scanned(ada)
    server.start()

    door.wait_for_function("() => window.kept.includes('Ada')")


def test_the_camera_checks_people_in_for_as_long_as_the_door_is_open(
    door: Page, camera: DoorCameraByHand
) -> None:
    assert camera.state().admits

    door.goto("about:blank")

    deadline = time.monotonic() + PATIENCE_MS / 1000
    while camera.state().admits and time.monotonic() < deadline:
        door.wait_for_timeout(50)
    assert not camera.state().admits

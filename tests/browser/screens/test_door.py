"""Every state of the door with extreme names: waiting, answers, troubles, in both languages."""

import pytest
from playwright.sync_api import Page, expect

from kiosk.core.model import Event, Participant, Status
from kiosk.core.own_fields import OWN_FIELDS, OwnField, ShownAt, own_fields_json, own_text
from kiosk.desk import Desk
from kiosk.services import badges, stations
from kiosk.services.check_ins import check_in
from kiosk.storage import events, participants
from tests.browser.conftest import OpenPage
from tests.browser.screens.conftest import Look, Size
from tests.browser.screens.geometry import SIZES
from tests.browser.screens.sheet import FOLDER
from tests.browser.screens.worlds import NAMES, OFFICE, World, make_world
from tests.conftest import Clock
from tests.door_camera import DoorCameraByHand
from tests.makers import Maker

pytestmark = pytest.mark.browser

QUICK = ((320, 640), (1366, 620))
WHOLE = (pytest.mark.slow, pytest.mark.screens)
LANGUAGES = ("id", pytest.param("en", marks=WHOLE), pytest.param("both", marks=WHOLE))
DOOR = "Pintu Utara Gedung Serbaguna"
LONG = World(3, 1, groups=1, sessions=2, extreme=True)
# An answer stays for as long as it is looked at; those of one picture take turns all the same.
_ANSWERS_STAY = """() => {
  Element.prototype.requestFullscreen = undefined;
  const later = window.setTimeout;
  window.setTimeout = (what, delay, ...more) => later(what, delay > 1200 ? 1e8 : delay, ...more);
}"""


class Screen:
    """The door's screen, on which answers stay."""

    def __init__(self, page: Page, language: str) -> None:
        self.page, self.language = page, language
        page.add_init_script(f"({_ANSWERS_STAY})()")
        page.reload()
        page.locator("[data-start-button]").click()
        self.wait("[data-kiosk][data-server=ok]")

    def wait(self, selector: str) -> None:
        expect(self.page.locator(selector)).to_be_attached()


@pytest.fixture(params=LANGUAGES)
def screen(
    request: pytest.FixtureRequest, open_page: OpenPage, sqlite_desk: Desk, event: Event
) -> Screen:
    station = stations.server_station(sqlite_desk)
    settings = {"languages": request.param}
    stations.store_station_settings(sqlite_desk, station.id, settings, "Siti")
    stations.change_station(sqlite_desk, station.id, "Siti", door=DOOR)
    return Screen(open_page("/kiosk"), request.param)


@pytest.fixture
def event(sqlite_desk: Desk, server: object) -> Event:
    return make_world(sqlite_desk, LONG)


def answers(
    desk: Desk, make: Maker, event: Event, clock: Clock
) -> dict[str, tuple[str | Participant, float]]:
    """Return what to hold out for each answer, and how many hours later."""
    people = [make.participant(event, name, organization=OFFICE) for name in NAMES]
    elsewhere = make.participant(event, NAMES[1], organization=OFFICE, expected=False)
    blocked = make.participant(event, NAMES[2], status=Status.BLOCKED, note="Ambil kunci. " * 9)
    removed = make.participant(event, NAMES[2], organization=OFFICE, status=Status.CANCELED)
    replaced = make.badge(people[0]).code
    badges.reissue(desk, people[0].id, "Siti")
    return {
        **{f"ok-{place}": (each, 0) for place, each in enumerate(people)},
        "again": (people[1], 0),
        "again-longer": (people[2], 0),
        "not-expected": (elsewhere, 0),
        "blocked": (blocked, 0),
        "canceled": (removed, 0),
        "revoked": (replaced, 0),
        "invalid": ("https://example.org/a-code-of-somebody-else", 0),
        "between": (people[3], 1.8),
        "closed": (people[3], 2.2),
    }


@pytest.mark.parametrize(
    "sizes",
    [
        pytest.param(QUICK, id="quick"),
        pytest.param(SIZES, id="all", marks=WHOLE),
    ],
)
def test_every_answer_has_its_room(  # noqa: PLR0913, PLR0917
    screen: Screen,
    sqlite_desk: Desk,
    make: Maker,
    event: Event,
    clock: Clock,
    look: Look,
    sizes: tuple[Size, ...],
) -> None:
    station = stations.server_station(sqlite_desk).id
    look(screen.page, f"door-waiting-{screen.language}", screen.language, sizes, one_screen=True)

    for name, (what, hours) in answers(sqlite_desk, make, event, clock).items():
        clock.pass_by(minutes=1, hours=hours)
        answer = check_in(sqlite_desk, make.scan(what, station_id=station))
        screen.wait(f"[data-answers] [data-scan='{answer.scan_id}']")
        look(screen.page, f"door-{name}-{screen.language}", screen.language, sizes, one_screen=True)


FROM_AFAR_PX = 60
"""On a laptop's 768 lines of 14 inches: so high are letters that are read from three metres."""

# What is read from afar, and whether all of it is seen.
_SAID = """() => ["word", "sentence", "also", "message"].flatMap((name) =>
  [...document.querySelectorAll(`[data-answers] .answer__${name}`)]
    .filter((each) => each.checkVisibility())
    .map((each) => ({
      name, size: Number.parseFloat(getComputedStyle(each).fontSize),
      cut: [each, ...each.children].some((one) =>
        getComputedStyle(one).overflowY === "hidden" && one.scrollHeight > one.clientHeight + 2),
      words: each.textContent.trim(),
    })))"""


@pytest.mark.parametrize("languages", ["id", "both"])
def test_what_to_do_is_read_from_three_metres(
    open_page: OpenPage, sqlite_desk: Desk, make: Maker, clock: Clock, languages: str
) -> None:
    event = make.event()
    station = stations.server_station(sqlite_desk).id
    stations.store_station_settings(sqlite_desk, station, {"languages": languages}, "Siti")
    sara = make.participant(event, "Sara Wijaya, S.Pd.", organization="SDN 1 Ampah")
    flag = [OwnField("Pesan", frozenset({ShownAt.MESSAGE}))]
    with sqlite_desk.store.write() as tx:
        events.store_setting(tx, event.id, OWN_FIELDS, own_fields_json(flag))
        told = own_text({"Pesan": "Ambil perlengkapan di meja 2"})
        participants.change(tx, sara.id, {"own": told})
    screen = Screen(open_page("/kiosk", locale="id-ID"), languages)

    for name, (what, hours) in {
        **answers(sqlite_desk, make, event, clock),
        "message": (sara, 0),
    }.items():
        if name.startswith("ok-") and name != "ok-0":
            continue
        clock.pass_by(minutes=1, hours=hours)
        answer = check_in(sqlite_desk, make.scan(what, station_id=station))
        screen.wait(f"[data-answers] [data-scan='{answer.scan_id}']")
        said = screen.page.evaluate(_SAID)
        if FOLDER:
            screen.page.screenshot(path=f"{FOLDER}/afar-{languages}-{name}.png")
        small = [each for each in said if each["size"] < FROM_AFAR_PX or each["cut"]]
        assert small == [], name
        assert any(each["name"] == "also" for each in said) is (languages == "both"), name


@pytest.mark.parametrize("hours", [-2.0, 5.0], ids=["before the first", "after the last"])
def test_a_door_that_is_shut_has_its_room(
    screen: Screen, clock: Clock, look: Look, hours: float
) -> None:
    clock.pass_by(hours=hours)
    screen.page.reload()
    screen.wait("[data-kiosk][data-phase=paused]")

    look(screen.page, f"door-shut-{hours:.0f}-{screen.language}", "", QUICK, one_screen=True)


@pytest.mark.parametrize("status", ["opening", "lost", "frozen", "dark", "off"])
def test_every_trouble_of_the_camera_has_its_room(
    screen: Screen, sqlite_desk: Desk, camera: DoorCameraByHand, look: Look, status: str
) -> None:
    camera.is_now(status=status)
    screen.page.reload()
    screen.wait(f"[data-kiosk][data-camera={status}]")

    name = f"door-camera-{status}-{screen.language}"
    look(screen.page, name, screen.language, QUICK, one_screen=screen.language != "both")

"""Pages for everybody: by keyboard, at 200 %, in forced colours, calm, and without a script."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from kiosk.core.model import Event, Means, Participant, Role
from kiosk.core.search import Query
from kiosk.desk import Desk
from kiosk.services import badges, participants, search, stations
from kiosk.services.check_ins import check_in
from tests.browser.conftest import OpenPage
from tests.browser.screens.geometry import faults
from tests.makers import Maker
from tests.web.people import enlist

pytestmark = pytest.mark.browser

PAGES = (
    "/",
    "/dashboard",
    "/desk",
    "/desk/walk-in",
    "/participants",
    "/attendance",
    "/sessions",
    "/backups",
    "/exchange",
    "/closing",
    "/users",
    "/roster",
    "/badges",
    "/certificates",
    "/stations",
    "/kiosk/station",
    "/participants/1",
    "/desk/people/1",
)
ZOOMED = (683, 384)
"""What a laptop of 1366 by 768 has at 200 %."""

_WATCH = """() => {
  const tell = () => {
    const here = document.activeElement, label = here.closest("label");
    const ringed = (label ? [here, label] : [here]).some((each) => {
      const look = getComputedStyle(each);
      return look.outlineStyle !== "none" && Number.parseFloat(look.outlineWidth) >= 2;
    });
    const place = String([...document.querySelectorAll("*")].indexOf(here));
    window.tabbed.push({ what: here.outerHTML.slice(0, 120), ringed, place });
  };
  window.tabbed = [];
  document.addEventListener("focusin", tell);
}"""
_AT_ONCE = 10
"""Presses of Tab from one look to the next."""
_REACHED = """() => Object.fromEntries([...document.querySelectorAll(
  "a[href], button, input, select, textarea, summary, [tabindex='0']")]
  .filter((each) => !each.disabled && each.tabIndex >= 0 && each.type !== "hidden"
    && each.checkVisibility({ visibilityProperty: true }) && !each.closest("[inert]"))
  .filter((each) => each.type !== "radio" || each.checked)
  .map((each) => [
    [...document.querySelectorAll("*")].indexOf(each), each.outerHTML.slice(0, 120)]))"""


@pytest.fixture
def event(make: Maker, server: object) -> Event:
    event = make.event()
    for number in range(3):
        make.participant(event, f"Guru {number}", organization="SDN 1 Ampah")
    return event


def on_each_page(open_page: OpenPage, found: Callable[[Page], object], **options: Any) -> None:
    """Look at each page in turn; what is found on one is told with its address."""
    page = open_page("/", Role.ADMINISTRATOR, **options)
    origin = page.url.rstrip("/")
    wrong = {}
    for path in PAGES:
        page.goto(origin + path)
        if seen := found(page):
            wrong[path] = seen
    assert wrong == {}


def test_at_200_percent_nothing_is_cut_or_lies_upon_another(
    open_page: OpenPage, event: Event
) -> None:
    on_each_page(open_page, lambda page: faults(page, ZOOMED), size=ZOOMED, device_scale_factor=2)


def test_every_control_is_reached_by_the_tab_key_and_seen_when_it_is(
    open_page: OpenPage, event: Event
) -> None:
    on_each_page(open_page, not_reached)


def not_reached(page: Page) -> list[str]:
    """Press Tab until it comes round; return what was not reached, or not seen when it was."""
    page.evaluate("() => document.activeElement.blur()")
    page.evaluate("() => window.scrollTo(0, 0)")
    wanted: dict[str, str] = page.evaluate(_REACHED)
    page.evaluate(_WATCH)
    tabbed: list[dict[str, Any]] = []
    while len({each["place"] for each in tabbed}) == len(tabbed) < 2 * len(wanted) + 20:
        for _press in range(_AT_ONCE):
            page.keyboard.press("Tab")
        before, tabbed = tabbed, page.evaluate("window.tabbed")
        if len(before) == len(tabbed):
            break
    visited = {each["place"] for each in tabbed}
    blind = [f"no ring: {each['what']}" for each in tabbed if not each["ringed"]]
    return blind + [what for place, what in wanted.items() if place not in visited]


def test_in_forced_colours_every_button_has_an_edge(open_page: OpenPage, event: Event) -> None:
    on_each_page(open_page, lambda page: page.evaluate(_WITHOUT_EDGE), forced_colors="active")


_WITHOUT_EDGE = """() => [...document.querySelectorAll(".button, .input, .chip")]
  .filter((each) => each.checkVisibility() && !each.classList.contains("button--quiet"))
  .filter((each) => Number.parseFloat(getComputedStyle(each).borderTopWidth) === 0)
  .map((each) => each.outerHTML.slice(0, 120))"""


def test_in_forced_colours_each_answer_keeps_a_shape_of_its_own(
    open_page: OpenPage, sqlite_desk: Desk, make: Maker, event: Event
) -> None:
    page = open_page("/kiosk", forced_colors="active")
    page.evaluate("() => (Element.prototype.requestFullscreen = undefined)")
    page.get_by_role("button", name="Begin").click()
    station = stations.server_station(sqlite_desk).id
    ada = make.participant(event, "Ada")

    shapes = set()
    for what in (ada, ada, "https://example.org/no-badge"):
        answer = check_in(sqlite_desk, make.scan(what, station_id=station))
        sign = page.locator(f"[data-scan='{answer.scan_id}'] .answer__shape")
        expect(sign).to_be_visible()
        stroke = sign.evaluate("each => getComputedStyle(each).stroke")
        assert stroke != "none"
        shapes.add(sign.inner_html())

    assert len(shapes) == 3


@pytest.mark.parametrize("path", ["/", "/dashboard", "/desk", "/kiosk"])
def test_with_reduced_motion_nothing_moves(
    open_page: OpenPage, sqlite_desk: Desk, make: Maker, event: Event, path: str
) -> None:
    page = open_page(path, reduced_motion="reduce")
    if path == "/kiosk":
        page.evaluate("() => (Element.prototype.requestFullscreen = undefined)")
        page.get_by_role("button", name="Begin").click()
    ada = make.participant(event, "Ada")
    answer = check_in(
        sqlite_desk, make.scan(ada, station_id=stations.server_station(sqlite_desk).id)
    )
    if path == "/kiosk":
        expect(page.locator(f"[data-scan='{answer.scan_id}']")).to_be_visible()

    moving = page.evaluate(
        """() => document.getAnimations()
          .filter((each) => each.playState === "running" && each.effect.getTiming().duration > 10)
          .map((each) => each.animationName ?? each.transitionProperty)"""
    )

    assert moving == []


def test_without_a_script_somebody_is_found_checked_in_and_taken_back(
    open_page: OpenPage, sqlite_desk: Desk, event: Event
) -> None:
    ada = enlist(sqlite_desk, event, "Adinda Lestari, S.Pd.", organization="SDN 1 Ampah")
    page = open_page("/desk", java_script_enabled=False)

    page.get_by_role("searchbox").or_(page.locator("#q")).first.fill("adinda")
    page.get_by_role("button", name="Find").click()
    _follow(page, "Adinda Lestari")
    page.get_by_role("button", name="Check in: Sesi Pagi").click()
    expect(page.get_by_role("alert")).to_contain_text("Adinda Lestari")
    assert _means(sqlite_desk, ada) == [Means.BY_HAND]

    page.goto(page.url.split("/desk")[0] + f"/desk/people/{ada.id}")
    page.get_by_role("button", name="Take back").first.click()

    assert _means(sqlite_desk, ada) == []


def test_without_a_script_a_walk_in_is_added_by_its_button(
    open_page: OpenPage, sqlite_desk: Desk, event: Event
) -> None:
    page = open_page("/desk/walk-in", java_script_enabled=False)

    page.get_by_label("Name, with titles").fill("Bambang Irawan")
    page.get_by_label("Organization").fill("SDN 2 Awang")
    page.get_by_role("button", name="Add and check in").click()

    expect(page.get_by_role("alert")).to_contain_text("Bambang Irawan")


def test_without_a_script_somebody_refused_at_a_door_is_helped(
    open_page: OpenPage, sqlite_desk: Desk, make: Maker, event: Event
) -> None:
    ada = enlist(sqlite_desk, event, "Adinda Lestari")
    old = make.badge(ada).code
    badges.reissue(sqlite_desk, ada.id, "Siti")
    check_in(sqlite_desk, make.scan(old))
    page = open_page("/desk", java_script_enabled=False)

    page.locator("li[data-case]").get_by_role("link").first.click()
    page.get_by_role("button", name="Check in").click()

    expect(page.get_by_role("alert")).to_contain_text("Adinda Lestari")
    assert _means(sqlite_desk, ada) == [Means.BY_HAND]


def test_without_a_script_a_list_is_imported_and_the_import_undone(
    open_page: OpenPage, sqlite_desk: Desk, event: Event
) -> None:
    page = open_page("/roster", Role.SUPERVISOR, java_script_enabled=False)
    content = b"Nama;Unit Kerja\nRina Marlina;SDN 2\nPetrus Dahlan;SDN 3\n"

    page.locator("#file").set_input_files(
        {"name": "daftar.csv", "mimeType": "text/csv", "buffer": content}
    )
    page.get_by_role("button", name="Look at it").click()
    page.get_by_role("button", name="Import").first.click()
    assert search.find(sqlite_desk, event.id, Query()).total == 5

    page.goto(page.url.partition("/roster")[0] + "/roster")
    page.get_by_role("button", name="Undo this import").click()

    assert search.find(sqlite_desk, event.id, Query()).total == 3


def _follow(page: Page, name: str) -> None:
    found = page.locator("a.find", has_text=name)
    if found.count():
        found.first.click()


def _means(desk: Desk, person: Participant) -> list[Means]:
    found = participants.dossier(desk, person.id).check_ins
    return [each.means for each in found if each.undone_at is None]

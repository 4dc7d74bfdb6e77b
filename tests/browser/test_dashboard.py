"""The dashboard and the wall in a real Chromium: they move by themselves, on every screen."""

import pytest
from playwright.sync_api import Page, expect

from kiosk.core.model import Event, Participant, Role
from kiosk.desk import Desk
from kiosk.services.check_ins import check_in
from kiosk.services.walls import make_wall_link, withdraw_wall_link
from tests.browser.conftest import LAPTOP, SMALL, WALL, OpenPage, Server
from tests.makers import Maker

pytestmark = pytest.mark.browser

PAGES = (
    "/kiosk",
    "/kiosk/station",
    "/kiosk/check",
    "/dashboard",
    "/dashboard/wall",
    "/dashboard/walls",
    "/rehearsal",
)


@pytest.fixture
def people(make: Maker, event: Event) -> list[Participant]:
    return [
        make.participant(
            event,
            f"Agustina Trimurti Handayani Kusumawardhani {number}, S.Pd.SD.",
            organization="SMP Negeri Satu Atap 2 Dusun Tengah Kabupaten Barito Timur",
            group="Calon Pengajar Praktik",
            district="Benua Lima",
            phone="0812-5000-0001",
        )
        for number in range(12)
    ]


def present(page: Page) -> str:
    return page.locator(".turnout__present strong, .wall__present strong").inner_text()


@pytest.mark.parametrize("path", ["/dashboard", "/dashboard/wall"])
def test_a_check_in_moves_the_numbers_without_a_tap(
    open_page: OpenPage, people: list[Participant], sqlite_desk: Desk, make: Maker, path: str
) -> None:
    page = open_page(path, Role.VIEWER)
    assert present(page) == "0"
    expect(page.locator("html")).to_have_attribute("data-live-state", "live")

    check_in(sqlite_desk, make.scan(people[0]))

    expect(page.locator(".turnout__present strong, .wall__present strong")).to_have_text("1")


def test_the_table_beside_the_chart_stays_open_when_numbers_move(
    open_page: OpenPage, people: list[Participant], sqlite_desk: Desk, make: Maker
) -> None:
    page = open_page("/dashboard", Role.VIEWER)
    expect(page.locator("html")).to_have_attribute("data-live-state", "live")
    page.get_by_text("The same as a table").click()

    check_in(sqlite_desk, make.scan(people[0]))

    expect(page.locator(".turnout__present strong")).to_have_text("1")
    expect(page.locator("[data-live=table] table")).to_be_visible()


def test_eight_tabs_of_one_browser_leave_the_door_its_line(
    open_page: OpenPage, people: list[Participant], sqlite_desk: Desk, make: Maker, server: Server
) -> None:
    first = open_page("/dashboard")
    tabs = [first, *(first.context.new_page() for _ in range(7))]
    for tab in tabs[1:]:
        tab.goto(server.url + "/dashboard")
    door = first.context.new_page()
    door.goto(server.url + "/kiosk")
    expect(door.locator("[data-kiosk]")).to_have_attribute("data-server", "ok")

    door.keyboard.type(make.badge(people[0]).code)
    expect(door.locator(".answer__word")).to_have_text("Welcome")

    for tab in tabs:
        expect(tab.locator(".turnout__present strong")).to_have_text("1")


def test_a_stopped_server_is_said_and_the_numbers_are_true_again_after_its_return(
    open_page: OpenPage, people: list[Participant], sqlite_desk: Desk, make: Maker, server: Server
) -> None:
    page = open_page("/dashboard", Role.VIEWER)
    expect(page.locator("html")).to_have_attribute("data-live-state", "live")

    server.stop()
    expect(page.locator("[data-live-lost]")).to_be_visible()
    check_in(sqlite_desk, make.scan(people[0]))
    server.start()

    expect(page.locator("[data-live-lost]")).to_be_hidden(timeout=20_000)
    expect(page.locator(".turnout__present strong")).to_have_text("1")


def test_a_wall_whose_link_is_withdrawn_says_so_after_loading(
    open_page: OpenPage, people: list[Participant], event: Event, sqlite_desk: Desk, server: Server
) -> None:
    link, token = make_wall_link(sqlite_desk, event, "Siti")
    page = open_page(f"/dashboard/wall/{token}", None)
    assert present(page) == "0"

    withdraw_wall_link(sqlite_desk, event, link.id, "Siti")
    page.reload()

    expect(page.locator("body")).to_contain_text("withdrawn")


@pytest.mark.parametrize("path", PAGES)
def test_nothing_sticks_out_of_the_screen(
    open_page: OpenPage, people: list[Participant], path: str
) -> None:
    page = open_page(path, Role.ADMINISTRATOR, locale="id-ID")
    for each in page.locator("main details:not([open]) > summary").all():
        if each.is_visible() and page.locator("[data-start]:not([hidden])").count() == 0:
            each.click()

    for width, height in (SMALL, LAPTOP, WALL):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", PAGES)
def test_every_page_tells_the_truth_without_a_script(
    open_page: OpenPage,
    people: list[Participant],
    sqlite_desk: Desk,
    make: Maker,
    path: str,
) -> None:
    check_in(sqlite_desk, make.scan(people[0]))

    page = open_page(path, Role.ADMINISTRATOR, java_script_enabled=False)

    if path in {"/dashboard", "/dashboard/wall"}:
        assert present(page) == "1"
    expect(page.locator("h1").first).not_to_be_empty()


def test_who_is_missing_can_be_called_from_a_phone(
    open_page: OpenPage, people: list[Participant]
) -> None:
    page = open_page("/dashboard", size=SMALL)

    link = page.locator("a.call").first

    expect(link).to_have_attribute("href", "tel:081250000001")
    expect(page.locator("html")).to_have_attribute("data-live-state", "live")
    assert link.evaluate("link => link.getBoundingClientRect().height") >= 24

"""What every page shares: keyboard, phones, life without scripts, one stream for all tabs."""

import pytest
from playwright.sync_api import Page, expect

from kiosk.core.model import Event, Role
from kiosk.services.check_ins import check_in
from kiosk.services.rehearsals import start_rehearsal
from kiosk.services.users import users
from tests.browser.conftest import SMALL, OpenPage, Server
from tests.makers import PASSWORD, Maker

pytestmark = pytest.mark.browser

SHELL = ("/", "/events", "/events/new", "/sessions", "/stations", "/users", "/users/me")


def test_logging_in_needs_a_keyboard_only(open_page: OpenPage, make: Maker, event: Event) -> None:
    make.user("Siti")
    page = open_page("/sessions", role=None)

    expect(page.get_by_label("Name")).to_be_focused()
    page.keyboard.type("Siti")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Sessions")).to_be_visible()


def test_the_first_tab_leads_to_the_content(open_page: OpenPage, event: Event) -> None:
    page = open_page("/", role=Role.ADMINISTRATOR)

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize("locale", ["id-ID", "en-GB"])
def test_no_page_is_wider_than_a_small_phone(
    open_page: OpenPage, event: Event, locale: str, server: Server
) -> None:
    page = open_page("/", role=Role.ADMINISTRATOR, size=SMALL, locale=locale)

    widths = {}
    for path in SHELL:
        page.goto(server.url + path)
        widths[path] = page.evaluate("document.documentElement.scrollWidth")

    assert set(widths.values()) == {SMALL[0]}


def test_the_menu_of_a_phone_opens_without_scripts(open_page: OpenPage, event: Event) -> None:
    page = open_page("/", role=Role.ADMINISTRATOR, size=SMALL, java_script_enabled=False)
    entry = page.get_by_role("link", name="Sessions").first

    expect(entry).to_be_hidden()
    page.get_by_role("checkbox", name="Show the menu").focus()
    page.keyboard.press("Space")

    expect(entry).to_be_visible()


def test_a_form_works_without_scripts(
    open_page: OpenPage, event: Event, make: Maker, server: Server
) -> None:
    make.user("Budi", Role.VIEWER)
    page = open_page("/users", role=Role.ADMINISTRATOR, java_script_enabled=False)
    card = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="Budi"))

    card.get_by_text("Change", exact=True).click()
    card.get_by_role("button", name="Stop them from logging in").click()

    expect(page.get_by_text("This person can no longer log in.")).to_be_visible()


def test_what_cannot_be_undone_is_asked_first(
    open_page: OpenPage, event: Event, make: Maker, server: Server
) -> None:
    make.user("Budi", Role.VIEWER)
    page = open_page("/users", role=Role.ADMINISTRATOR)
    card = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="Budi"))
    card.get_by_text("Change", exact=True).click()
    dialog = page.get_by_role("dialog")

    card.get_by_role("button", name="Stop them from logging in").click()
    expect(dialog).to_contain_text("Budi will be logged out")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert not any(each.disabled_at for each in users(server.desk))

    card.get_by_role("button", name="Stop them from logging in").click()
    dialog.get_by_role("button", name="Yes, do it").click()
    expect(page.get_by_text("This person can no longer log in.")).to_be_visible()


def test_all_tabs_of_a_browser_share_one_stream_whatever_they_show(
    open_page: OpenPage, event: Event, make: Maker, server: Server
) -> None:
    ada = make.participant(event, "Ada")
    morning = make.sessions(event)[0].id
    first = open_page("/dashboard", role=Role.VIEWER)
    tabs = [first, *(first.context.new_page() for _ in range(7))]
    for number, tab in enumerate(tabs[1:]):
        tab.goto(f"{server.url}/dashboard?session={morning}&tab={number}")
    for tab in tabs:
        _wait_for(tab, "live")

    check_in(server.desk, make.scan(ada))

    for tab in tabs:
        expect(tab.locator("[data-live=numbers]")).to_contain_text("100 %")
    assert server.app.extensions["feeds"].watchers == 1


def test_a_lost_server_is_said_and_found_again(
    open_page: OpenPage, event: Event, server: Server
) -> None:
    page = open_page("/dashboard", role=Role.VIEWER)
    lost = page.get_by_role("alert").filter(has_text="Connection lost")
    _wait_for(page, "live")
    expect(lost).to_be_hidden()

    server.stop()
    expect(lost).to_be_visible()
    server.start()

    expect(lost).to_be_hidden(timeout=20_000)


def test_a_rehearsal_cannot_be_overlooked(
    open_page: OpenPage, event: Event, server: Server
) -> None:
    start_rehearsal(server.desk, by="Siti")
    page = open_page("/", role=Role.VIEWER)

    banner = page.get_by_role("status").filter(has_text="REHEARSAL")

    expect(banner).to_be_in_viewport()
    box = banner.bounding_box()
    assert box
    assert box["width"] == page.viewport_size["width"]  # type: ignore[index]


def test_dark_is_as_the_system_says_or_as_chosen(open_page: OpenPage, event: Event) -> None:
    page = open_page("/", role=Role.VIEWER, color_scheme="dark")
    by_night = _paper(page)

    with page.expect_navigation():
        page.get_by_role("button", name="Light").click()

    assert _paper(page) != by_night


def _paper(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))


def _wait_for(page: Page, state: str) -> None:
    expect(page.locator(f"html[data-live-state={state}]")).to_be_attached()

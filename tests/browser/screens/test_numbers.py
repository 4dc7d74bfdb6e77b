"""Wall, dashboard, start and door at every number of people."""

import pytest

from kiosk.core.model import Role
from kiosk.desk import Desk
from tests.browser.conftest import OpenPage
from tests.browser.screens.conftest import Look, Size
from tests.browser.screens.geometry import SIZES
from tests.browser.screens.worlds import EXTREME, NUMBERS, SHORT, World, make_world

pytestmark = pytest.mark.browser

LOCALES = ("id-ID", "en-GB")
QUICK = ((390, 844), (1366, 620), (1920, 1080))
TELLING = (World(125, 100), World(9_999, 9_999), EXTREME)
PAGES = {"/dashboard/wall": True, "/dashboard": False, "/": False, "/kiosk": False}
"""The pages that show numbers, and whether they must fit on one screen."""


@pytest.mark.parametrize("world", TELLING, ids=str)
def test_the_wall_stays_right(
    open_page: OpenPage, sqlite_desk: Desk, server: object, look: Look, world: World
) -> None:
    make_world(sqlite_desk, world)

    _look(open_page, look, "/dashboard/wall", str(world), QUICK)


@pytest.mark.slow
@pytest.mark.screens
@pytest.mark.parametrize("world", [*NUMBERS, SHORT, EXTREME], ids=str)
def test_every_number_has_its_room(
    open_page: OpenPage, sqlite_desk: Desk, server: object, look: Look, world: World
) -> None:
    make_world(sqlite_desk, world)

    for path in PAGES:
        _look(open_page, look, path, str(world), SIZES)


def _look(open_page: OpenPage, look: Look, path: str, world: str, sizes: tuple[Size, ...]) -> None:
    name = (path.strip("/").replace("/", "-") or "start") + f"-{world}"
    for role, locale in zip((Role.SUPERVISOR, Role.ADMINISTRATOR), LOCALES, strict=True):
        page = open_page(path, role, locale=locale)
        if path == "/kiosk":
            page.evaluate("() => (Element.prototype.requestFullscreen = undefined)")
            page.get_by_role("button", name="Mulai" if locale == "id-ID" else "Begin").click()
        look(page, name, locale, sizes, one_screen=PAGES[path])

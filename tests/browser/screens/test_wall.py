"""The wall and the numbers of the pages at every number."""

import pytest

from kiosk.core.model import Role
from kiosk.desk import Desk
from tests.browser.conftest import OpenPage, Server
from tests.browser.screens.geometry import SIZES, faults
from tests.browser.screens.worlds import EXTREME, NUMBERS, World, make_world

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("world", [*NUMBERS, EXTREME], ids=str)
def test_the_wall_stays_right(
    open_page: OpenPage, sqlite_desk: Desk, server: Server, world: World
) -> None:
    make_world(sqlite_desk, world)
    wrong = []
    for locale in ("id-ID", "en-GB"):
        page = open_page(
            "/dashboard/wall", Role.VIEWER if locale == "id-ID" else Role.STEWARD, locale=locale
        )
        for size in SIZES:
            wrong += [
                f"{locale} {size[0]}x{size[1]}: {each}"
                for each in faults(page, size, one_screen=True)
            ]
            page.screenshot(path=f"/tmp/screens/wall-{world}-{locale}-{size[0]}x{size[1]}.png")
    assert not wrong, "\n".join(wrong)

"""Fixtures of the screens: a page that is looked at in every size, in both languages."""

from collections.abc import Callable, Iterator, Sequence

import pytest
from playwright.sync_api import Page

from tests.browser.screens.geometry import faults
from tests.browser.screens.readable import barriers
from tests.browser.screens.sheet import Sheet

Size = tuple[int, int]
READ_AT = ((320, 640), (1366, 768))
"""The sizes at which axe-core looks, too."""

Look = Callable[..., None]


@pytest.fixture
def look(request: pytest.FixtureRequest) -> Iterator[Look]:
    """Lays a page out at several sizes; in the end the test fails for all that lay wrong."""
    wrong: list[str] = []
    sheets: dict[str, Sheet] = {}

    def looked(  # noqa: PLR0913
        page: Page,
        name: str,
        row: str,
        sizes: Sequence[Size],
        *,
        one_screen: bool = False,
        read_at: Sequence[Size] = READ_AT,
    ) -> None:
        sheet = sheets.setdefault(name, Sheet(f"{name} {request.node.name}"))
        for size in sizes:
            found = faults(page, size, one_screen=one_screen)
            if size in read_at:
                found += barriers(page)
            wrong.extend(f"{name} {row} {size[0]}x{size[1]}: {each}" for each in found)
            sheet.take(page, row)

    yield looked
    for each in sheets.values():
        each.keep()
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)

"""The measure itself: it finds each kind of fault, and nothing on a page that is right."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.screens.geometry import faults

pytestmark = pytest.mark.browser

PHONE = (320, 640)
FAULTS = {
    "overlap": """<p style="width:9em">In the hall</p>
        <p style="margin-top:-2.1em">People a minute</p>""",
    "is cut by": '<p style="width:4em;overflow:hidden;white-space:nowrap">A long sentence here</p>',
    "is broken in p": '<p style="width:4em;overflow-wrap:anywhere">Delegations</p>',
    "leaves p at its side": '<p style="width:4em;white-space:nowrap">A long sentence here</p>',
    "leaves the screen": '<p style="position:absolute;left:-2em">Before</p>',
    "the page is": '<p style="width:40em">Wide</p>',
    "button leaves div": """<div style="border:1px solid;width:4em">
        <button style="width:8em;height:3em">Store</button></div>""",
    "the target a": '<a href="/" style="padding:0">Small</a>',
    "lies upon": """<svg class="icon" width="60" height="60" style="display:block"></svg>
        <p style="margin-top:-40px">Read me</p>""",
    "covers": """<p>Read me</p>
        <img alt="" style="position:fixed;left:0;top:0;width:200px;height:200px">""",
}
RIGHT = """<p>One</p><p>Two</p><p style="overflow:hidden;text-overflow:ellipsis;white-space:nowrap">
    A sentence that goes on for so long that it ends in three dots</p>
    <div style="overflow-x:auto" tabindex="0"><p style="width:60em">Scrolls</p></div>
    <button style="width:6em;height:3em">Store</button>"""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("fault", FAULTS)
def test_each_kind_of_fault_is_found(page: Page, fault: str) -> None:
    page.set_content(f"<!doctype html><html lang=en><body>{FAULTS[fault]}</body></html>")

    assert any(fault in each for each in faults(page, PHONE))


def test_a_page_that_is_right_has_none(page: Page) -> None:
    page.set_content(f"<!doctype html><html lang=en><body>{RIGHT}</body></html>")

    assert faults(page, PHONE) == []


def test_a_screen_that_must_be_scrolled_is_not_one_screen(page: Page) -> None:
    page.set_content('<p>Top</p><p style="margin-top:1000px">Bottom</p>')

    assert any("below" in each for each in faults(page, (1366, 620), one_screen=True))

"""Asks axe-core what on a page cannot be used by everybody."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_AXE = Axe()
_ALSO = ("label-content-name-mismatch", "target-size", "focus-order-semantics", "p-as-heading")
"""Rules that axe-core leaves out unless they are asked for."""

_OPTIONS = {
    "resultTypes": ["violations"],
    "rules": {rule: {"enabled": True} for rule in _ALSO},
}


def barriers(page: Page) -> list[str]:
    """Return what axe-core finds: its rule, how many places, and the first of them."""
    page.evaluate("() => document.getAnimations().forEach((each) => each.finish?.())")
    found = _AXE.run(page, options=_OPTIONS).response["violations"]
    return [
        f"{each['id']} {len(each['nodes'])} times: {each['nodes'][0]['html'][:120]}"
        for each in found
    ]

"""Small parts of pages that many look at: what was rendered with the same values is remembered."""

import re
from collections.abc import Hashable
from functools import lru_cache

from flask import current_app
from markupsafe import Markup

from kiosk.web.live.channels import Partials
from kiosk.web.shell.i18n import language, zone

_PLACE = re.compile(r"<!--([a-z_-]+)-->")


class Pieces:
    """Makes the parts of one rendering, in the language and the zone of its page."""

    def __init__(self) -> None:
        self.said = language(), zone().key

    def make(self, template: str, name: str, *values: Hashable) -> str:
        """Return what a macro of a template makes of values."""
        return _made(self.said, template, name, *values)


@lru_cache(maxsize=16_384)
def _made(_said: tuple[str, str], template: str, name: str, *values: Hashable) -> str:
    macro = getattr(current_app.jinja_env.get_template(template).module, name)
    lines = map(str.strip, str(macro(*values)).splitlines())
    return "".join(filter(None, lines))


def put_together(partials: Partials) -> dict[str, Markup]:
    """Return each partial as it stands on a page, with what belongs in it in its place."""

    def whole(name: str) -> str:
        return _PLACE.sub(lambda place: whole(place[1]), str(partials.get(name, "")))

    # The parts were escaped when they were rendered.
    return {name: Markup(whole(name)) for name in partials}  # noqa: S704

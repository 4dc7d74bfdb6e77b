"""How an event's badges look: layout, colours, shown fields and texts; kept as JSON."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum

from badges.errors import PrintingRefused, Refusal


class Layout(StrEnum):
    """The designs; ``auto`` takes the one that suits the shape of the badge."""

    AUTO = "auto"
    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class Shown(StrEnum):
    """What a face may show beside the name and the symbol."""

    LOGO = "logo"
    TITLE = "title"
    ORGANIZER = "organizer"
    FULL_NAME = "full_name"
    ORGANIZATION = "organization"
    GROUP = "group"
    NUMBER = "number"
    SESSIONS = "sessions"
    LETTERS = "letters"


GROUP_COLORS = (
    "#0f5f6b",
    "#a8431f",
    "#3f4b9a",
    "#6a4c12",
    "#8a2a5b",
    "#2f6b3a",
    "#444b55",
    "#5b3a86",
)
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_LONGEST_TEXT = 200
_WHITE_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
_LINEAR_BELOW = 0.04045  # IEC 61966-2-1


@dataclass(frozen=True, slots=True)
class Design:
    """The settings of an event's badges; ``title`` and ``organizer`` stand at the head."""

    layout: Layout = Layout.AUTO
    title: str = ""
    organizer: str = ""
    ink: str = "#16202b"
    accent: str = "#0f5f6b"
    shown: frozenset[Shown] = frozenset(Shown)
    number_label: str = "No."
    reserve: str = "Cadangan"
    name_label: str = "Nama"

    def to_json(self) -> dict[str, object]:
        """Return the settings as JSON values, for the event's row."""
        return asdict(self) | {"shown": sorted(self.shown), "layout": str(self.layout)}

    @classmethod
    def from_json(cls, settings: Mapping[str, object]) -> "Design":
        """Return the design that the settings describe; what is absent keeps its default."""
        known = [field.name for field in fields(cls)]
        for name in settings:
            if name not in known:
                raise PrintingRefused(Refusal.UNKNOWN_SETTING, name=name, known=", ".join(known))
        return cls(**{name: _checked(name, value) for name, value in settings.items()})  # type: ignore[arg-type]


def group_colors(groups: list[str]) -> dict[str, str]:
    """Return a colour for every group, the same for the same list; white is readable on each."""
    ordered = sorted({group for group in groups if group})
    return {group: GROUP_COLORS[i % len(GROUP_COLORS)] for i, group in enumerate(ordered)}


def on_color(color: str) -> str:
    """Return white or near-black, whichever is easier to read on the colour (WCAG 2.2)."""
    return "#ffffff" if 1.05 / (_luminance(color) + 0.05) >= _WHITE_CONTRAST else "#16202b"


def _luminance(color: str) -> float:
    parts = (int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= _LINEAR_BELOW else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _checked(name: str, value: object) -> object:
    match name:
        case "layout":
            return Layout(_one_of(value, Layout))
        case "shown":
            return _checked_shown(value)
        case "ink" | "accent":
            return checked_color(value)
        case _:
            return _checked_text(value)


def _checked_shown(value: object) -> frozenset[Shown]:
    if not isinstance(value, (list, tuple, set, frozenset)):
        raise _not_one_of(value, Shown)
    return frozenset(Shown(_one_of(field, Shown)) for field in value)


def _one_of(value: object, known: type[StrEnum]) -> str:
    if value not in list(known):
        raise _not_one_of(value, known)
    return str(value)


def _not_one_of(value: object, known: type[StrEnum]) -> PrintingRefused:
    return PrintingRefused(Refusal.WRONG_SETTING, value=_begin(value), known=", ".join(known))


def checked_color(value: object) -> str:
    """Return the colour when it is written as ``#0f5f6b``, or refuse it."""
    if not isinstance(value, str) or not _COLOR.fullmatch(value):
        raise PrintingRefused(Refusal.NOT_A_COLOR, value=_begin(value))
    return value.lower()


def _checked_text(value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT:
        raise PrintingRefused(Refusal.NOT_A_TEXT, value=_begin(value), most=str(_LONGEST_TEXT))
    return " ".join(value.split())


def _begin(value: object) -> str:
    return str(value)[:60]

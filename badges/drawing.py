"""What stands on one badge, and its drawing in the event's design."""

from dataclasses import dataclass, field, replace

from badges import landscape, portrait
from badges.design import Design, Layout
from badges.errors import PrintingRefused, Refusal
from badges.face import Face
from badges.fonts import drawable, missing
from badges.marks import Mark

_LEAST = {Layout.PORTRAIT: (50.0, 80.0), Layout.LANDSCAPE: (75.0, 45.0)}


@dataclass(frozen=True, slots=True)
class Style:
    """The design of an event with its logo (PNG bytes from ``badges.logo``)."""

    design: Design = field(default_factory=Design)
    logo: bytes | None = None


@dataclass(frozen=True, slots=True)
class MissingGlyph:
    """Characters of a person's badge that no font has, and that were left out."""

    code: str
    name: str
    number: str
    characters: tuple[str, ...]


def draw(face: Face, style: Style, size: tuple[float, float]) -> tuple[Mark, ...]:
    """Return the marks of a face on a badge of (width, height) mm, in the order of reading.

    The code in letters always comes last; the proof relies on it.
    """
    layout = layout_for(style.design, size)
    marks = portrait.draw if layout is Layout.PORTRAIT else landscape.draw
    return marks(_drawable(face), style.design, style.logo, size)


def layout_for(design: Design, size: tuple[float, float]) -> Layout:
    """Return the layout for a badge of (width, height) mm; refuse one that is too small for it."""
    width, height = size
    layout = design.layout
    if layout is Layout.AUTO:
        layout = Layout.PORTRAIT if height > width else Layout.LANDSCAPE
    least_width, least_height = _LEAST[layout]
    if width < least_width or height < least_height:
        raise PrintingRefused(
            Refusal.BADGE_TOO_SMALL,
            layout=layout,
            least=f"{least_width:g} × {least_height:g}",  # noqa: RUF001
            badge=f"{width:g} × {height:g}",  # noqa: RUF001
        )
    return layout


def missing_glyphs(face: Face) -> MissingGlyph | None:
    """Return what of a person's badge no font can show, or None when all is there."""
    lacking = missing(" ".join(_texts(face)))
    return MissingGlyph(face.code, face.name, face.number, lacking) if lacking else None


def _drawable(face: Face) -> Face:
    if not missing(" ".join(_texts(face))):
        return face
    name = drawable(face.name) or face.name  # without any letter it is still not a reserve badge
    organization, group = drawable(face.organization), drawable(face.group)
    return replace(face, name=name, organization=organization, group=group)


def _texts(face: Face) -> tuple[str, ...]:
    return (face.name, face.organization, face.group, face.number, *face.sessions)

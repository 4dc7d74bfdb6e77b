"""SVG logos: checked for whatever reaches outside, then drawn by resvg.

A drawing can be made to need all memory or all time, and resvg then ends its process; so that is
to be one of its own.
"""

import re
from xml.etree import ElementTree as ET
from xml.parsers import expat

import resvg_py

from badges.errors import PrintingRefused, Refusal

_HEAD = 4096
_EMBEDDED = re.compile(r"data:image/(?:png|jpeg);base64,", re.IGNORECASE)
# Possessive, so that no amount of blanks is gone through twice.
_OUTSIDE = re.compile(r"@import|url\(\s*+['\"]?+\s*+(?!['\"#\s])", re.IGNORECASE)
_UNWANTED = {
    "script": Refusal.LOGO_HAS_A_SCRIPT,
    "foreignobject": Refusal.LOGO_HAS_A_SCRIPT,
    "text": Refusal.LOGO_HAS_TEXT,
}


def looks_like_svg(content: bytes) -> bool:
    """Tell an SVG drawing by its root element near the beginning."""
    return b"<svg" in content[:_HEAD] and content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"


def render_svg(content: bytes, side: int) -> bytes:
    """Return the drawing as PNG bytes that fit into a square of ``side`` pixels."""
    svg = _checked(content)
    try:
        picture: bytes = resvg_py.svg_to_bytes(
            svg_string=svg, width=side, height=side, skip_system_fonts=True
        )
    except ValueError as error:
        raise PrintingRefused(Refusal.LOGO_NOT_A_PICTURE) from error
    return picture


def _checked(content: bytes) -> str:
    """Return the text of the drawing when all that it needs is inside it."""
    try:
        svg = content.decode("utf-8-sig")
        _refuse_declarations(svg)
        root = ET.fromstring(svg)  # noqa: S314  # without declarations nothing can expand
    except (UnicodeDecodeError, ET.ParseError, expat.ExpatError) as error:
        raise PrintingRefused(Refusal.LOGO_NOT_A_PICTURE) from error
    for element in root.iter():
        _check_element(element)
    return svg


def _refuse_declarations(svg: str) -> None:
    """Allow the plain DOCTYPE of old drawing programs, but no declarations in it."""
    parser = expat.ParserCreate("utf-8")
    parser.StartDoctypeDeclHandler = _check_doctype
    parser.ProcessingInstructionHandler = _check_instruction
    parser.Parse(svg.encode(), True)


def _check_doctype(*declared: object) -> None:
    _name, _system, _public, has_declarations = declared
    if has_declarations:
        raise PrintingRefused(Refusal.LOGO_REFERS_OUTSIDE)


def _check_instruction(target: str, _data: str) -> None:
    if target == "xml-stylesheet":
        raise PrintingRefused(Refusal.LOGO_REFERS_OUTSIDE)


def _check_element(element: ET.Element) -> None:
    kind = _local(str(element.tag)).lower()
    if kind in _UNWANTED:
        raise PrintingRefused(_UNWANTED[kind])
    for name, value in element.attrib.items():
        if _local(name) == "href" and not value.startswith("#") and not _EMBEDDED.match(value):
            raise PrintingRefused(Refusal.LOGO_REFERS_OUTSIDE)
        _check_style(value)
    _check_style(element.text or "")


def _check_style(value: str) -> None:
    if _OUTSIDE.search(value):
        raise PrintingRefused(Refusal.LOGO_REFERS_OUTSIDE)


def _local(name: str) -> str:
    return name.rpartition("}")[2]

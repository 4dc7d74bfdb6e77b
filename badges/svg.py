"""SVG logos: checked for whatever reaches outside, then drawn by resvg in a process of its own.

A drawing can be made to need all memory or all time, and resvg then ends its process; so that is
never the product's own.
"""

import re
import subprocess
import sys
from xml.etree import ElementTree as ET

from badges.errors import PrintingRefused, Refusal

_SECONDS = 10
_MEMORY = 1 << 30
_HEAD = 4096
_EMBEDDED = re.compile(r"data:image/(?:png|jpeg);base64,", re.IGNORECASE)
_OUTSIDE = re.compile(r"@import|url\(\s*['\"]?\s*(?!['\"#\s])", re.IGNORECASE)
_UNWANTED = {
    "script": "a script",
    "foreignobject": "foreign content",
    "text": "text that is not converted to paths",
}
_RENDER = """
import sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]), int(sys.argv[2])))
except (ImportError, ValueError, OSError):
    pass
import resvg_py
side = int(sys.argv[1])
svg = sys.stdin.buffer.read().decode("utf-8")
picture = resvg_py.svg_to_bytes(svg_string=svg, width=side, height=side, skip_system_fonts=True)
sys.stdout.buffer.write(picture)
"""


def looks_like_svg(content: bytes) -> bool:
    """Tell an SVG drawing by its root element near the beginning."""
    return b"<svg" in content[:_HEAD] and content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"


def render_svg(content: bytes, side: int) -> bytes:
    """Return the drawing as PNG bytes that fit into a square of ``side`` pixels."""
    svg = _checked(content)
    command = [sys.executable, "-I", "-c", _RENDER, str(side), str(_MEMORY)]
    try:
        done = subprocess.run(  # noqa: S603
            command, input=svg.encode(), capture_output=True, timeout=_SECONDS, check=True
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise PrintingRefused(Refusal.LOGO_NOT_A_PICTURE) from error
    return done.stdout


def _checked(content: bytes) -> str:
    """Return the text of the drawing when all that it needs is inside it."""
    try:
        svg = content.decode("utf-8-sig")
        _refuse_declarations(svg)
        root = ET.fromstring(svg)  # noqa: S314  # without declarations nothing can expand
    except (UnicodeDecodeError, ET.ParseError) as error:
        raise PrintingRefused(Refusal.LOGO_NOT_A_PICTURE) from error
    for element in root.iter():
        _check_element(element)
    return svg


def _refuse_declarations(svg: str) -> None:
    """Allow the plain DOCTYPE of old drawing programs, but no entities."""
    if "<!ENTITY" in svg or re.search(r"<!DOCTYPE[^>]*\[", svg):
        raise _outside("entities")
    if "<?xml-stylesheet" in svg:
        raise _outside("a style sheet from elsewhere")


def _check_element(element: ET.Element) -> None:
    kind = _local(str(element.tag)).lower()
    if kind in _UNWANTED:
        raise _outside(_UNWANTED[kind])
    for name, value in element.attrib.items():
        if _local(name) == "href" and not value.startswith("#") and not _EMBEDDED.match(value):
            raise _outside("a reference to another file")
        _check_style(value)
    _check_style(element.text or "")


def _check_style(value: str) -> None:
    if _OUTSIDE.search(value):
        raise _outside("a reference to another file")


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _outside(what: str) -> PrintingRefused:
    return PrintingRefused(Refusal.LOGO_REFERS_OUTSIDE, what=what)

"""The typeface, served from the package that carries it, beside the other static files."""

from functools import cache

import pymupdf_fonts
from flask import Blueprint
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from kiosk import __version__

# The keys are those of pymupdf-fonts: FiraGO, regular and bold.
_FONTS = {"FiraGO-Regular": "figo", "FiraGO-Bold": "figbo"}

blueprint = Blueprint("assets", __name__)


@blueprint.get(f"/static/{__version__}/fonts/<name>.ttf")
def font(name: str) -> Response:
    """Return a font file."""
    if name not in _FONTS:
        raise NotFound
    return Response(_font_file(name), mimetype="font/ttf")


@cache
def _font_file(name: str) -> bytes:
    return bytes(pymupdf_fonts.myfont(_FONTS[name]))

"""The static files under an address that changes when they do, and the typeface among them."""

from functools import cache
from hashlib import sha256
from pathlib import Path

import pymupdf_fonts
from flask import Blueprint
from flask.blueprints import BlueprintSetupState
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from kiosk import __version__
from kiosk.core.rights import Right
from kiosk.web.shell.access import needs

# The keys are those of pymupdf-fonts: FiraGO, regular and bold.
_FONTS = {"FiraGO-Regular": "figo", "FiraGO-Bold": "figbo"}
_FOLDER = Path(__file__).parents[1] / "static"

blueprint = Blueprint("assets", __name__)


@cache
def static_address() -> str:
    """Return where the static files begin: browsers may keep what lies there for ever.

    The imprint is of the files themselves: two states of one version differ as well.
    """
    imprint = sha256()
    for path in sorted(each for each in _FOLDER.rglob("*") if each.is_file()):
        imprint.update(path.relative_to(_FOLDER).as_posix().encode() + path.read_bytes())
    return f"/static/{__version__}-{imprint.hexdigest()[:8]}"


def static_files(*folders: str) -> list[str]:
    """Return the static files in some folders, as `url_for` names them."""
    found = (path for each in folders for path in sorted((_FOLDER / each).glob("*.*")))
    return [path.relative_to(_FOLDER).as_posix() for path in found]


@needs(Right.ENTER)
def font(name: str) -> Response:
    """Return a font file."""
    if name not in _FONTS:
        raise NotFound
    return Response(_font_file(name), mimetype="font/ttf")


@blueprint.record
def _add_fonts(state: BlueprintSetupState) -> None:
    # Style sheets name the fonts by relative addresses, so they lie beside them.
    state.add_url_rule(f"{state.app.static_url_path}/fonts/<name>.ttf", "font", font)


@cache
def _font_file(name: str) -> bytes:
    return bytes(pymupdf_fonts.myfont(_FONTS[name]))

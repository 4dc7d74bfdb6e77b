"""The catalogues of translations: what pages, papers and commands say, from one place."""

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.support import NullTranslations

FOLDER = Path(__file__).parent / "translations"


@cache
def catalogue(code: str) -> "NullTranslations":
    """Return all .po files of a language as one catalogue; English is the text in the code."""
    # A command that speaks English needs none of it, and starts without.
    from babel.messages.catalog import Catalog  # noqa: PLC0415
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415
    from babel.support import Translations  # noqa: PLC0415

    merged = Catalog(locale=code)
    for path in sorted((FOLDER / code).glob("*.po")):
        with path.open("rb") as file:
            part = read_po(file, locale=code)
        # How plurals are made stands in the header; Babel knows none for Indonesian.
        merged.mime_headers = part.mime_headers
        for message in part:
            if message.id:
                merged[message.id] = message
    compiled = BytesIO()
    write_mo(compiled, merged)
    compiled.seek(0)
    return Translations(compiled)

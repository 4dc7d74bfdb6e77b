"""The catalogues of translations: what pages, papers and commands say, from one place."""

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

FOLDER = Path(__file__).parent / "translations"


@cache
def catalogue(code: str) -> NullTranslations:
    """Return all .po files of a language as one catalogue; English is the text in the code."""
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

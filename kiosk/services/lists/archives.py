"""Looking into .xlsx and .ods archives before they are read: how large, and what is not said.

The reader sets aside memory for every cell up to the last one, so that a single stray cell at the
far corner would take all of it; and it gives a formula without a result as an empty cell. What is
looked at here is found as the reader finds it: names of any case, sheets by their relationships.
"""

import zipfile
from io import BytesIO
from xml.parsers.expat import ExpatError

from kiosk.services.lists.markup import Inside, Markup, parse
from kiosk.services.lists.sheet_markup import SheetMarkup
from kiosk.services.lists.table_markup import TablesMarkup

MAX_UNPACKED = 100_000_000
_LOCKED = 1
_WORKBOOK, _LINKS, _TABLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "content.xml"


class BadArchive(ValueError):
    """The archive is broken, or no spreadsheet."""


class TooLarge(ValueError):
    """The archive unpacks to more than a list can be."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.size = size


class Protected(ValueError):
    """The archive is locked by a password."""


def look_inside(data: bytes) -> dict[str, Inside]:
    """Return what there is to know of each sheet, by name; the tables of .ods by their order.

    Raises TooLarge, Protected or BadArchive.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _inside(_Members(archive))
    except (zipfile.BadZipFile, KeyError, ExpatError, EOFError, OSError, ValueError) as error:
        if isinstance(error, (TooLarge, Protected)):
            raise
        raise BadArchive from error
    except (NotImplementedError, RuntimeError, zipfile.zlib.error) as error:  # type: ignore[attr-defined]
        # An unknown compression, or damage.
        raise BadArchive from error


class _Members:
    """The members of an archive by name, as the reader finds them: whatever the case."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._known = {_key(each.filename): each for each in archive.infolist()}
        unpacked = sum(each.file_size for each in archive.infolist())
        if unpacked > MAX_UNPACKED:
            raise TooLarge(unpacked)
        if any(each.flag_bits & _LOCKED for each in archive.infolist()):
            raise Protected
        # Which of two with one name is read is anybody's guess. A size that is not the real one
        # shows in the sum over the content.
        if len(self._known) < len(archive.infolist()) or archive.testzip():
            raise BadArchive

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._known

    def read(self, name: str) -> bytes:
        return self._archive.read(self._known[_key(name)])


def _key(name: str) -> str:
    return name.replace("\\", "/").removeprefix("/").lower()


def _inside(members: _Members) -> dict[str, Inside]:
    if _is_protected(members):
        raise Protected
    if _TABLES not in members:
        paths = _sheet_paths(members)
        return {name: _sheet(members.read(path)) for name, path in paths.items()}
    if _WORKBOOK in members:
        raise BadArchive  # It is of two kinds at once.
    tables = TablesMarkup()
    parse(members.read(_TABLES), tables)
    return {str(place): inside for place, inside in enumerate(tables.found)}


def _is_protected(members: _Members) -> bool:
    """Whether an .ods tells that its members are encrypted (ODF 1.3 part 2, 3.4)."""
    manifest = "META-INF/manifest.xml"
    return manifest in members and b":encryption-data" in members.read(manifest)


def _sheet(xml: bytes) -> Inside:
    sheet = SheetMarkup()
    parse(xml, sheet)
    return sheet.inside()


def _sheet_paths(members: _Members) -> dict[str, str]:
    book, links = _Named("sheet"), _Named("relationship")
    parse(members.read(_WORKBOOK), book)
    parse(members.read(_LINKS), links)
    targets = {link.get("Id", ""): link.get("Target", "") for link in links.found}
    return {each.get("name", ""): _path(targets[_link(each)]) for each in book.found}


class _Named(Markup):
    """Gathers the attributes of all elements of one name."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.found: list[dict[str, str]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name.lower() == self._name:
            self.found.append(attributes)


def _link(sheet: dict[str, str]) -> str:
    return next((value for name, value in sheet.items() if name.endswith(":id")), "")


def _path(target: str) -> str:
    # Of a path from the root, and of one that repeats the folder, the reader takes the same part.
    return target if _key(target).startswith("xl/") else f"xl/{target}"

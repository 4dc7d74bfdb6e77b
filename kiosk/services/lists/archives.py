"""Looking into .xlsx and .ods archives before they are read: how large, and what is not said.

The reader sets aside memory for every cell up to the last one, so that a single stray cell at the
far corner would take all of it; and it gives a formula without a result as an empty cell. What is
looked at here is found as the reader finds it: names of any case, sheets by their relationships.
"""

import posixpath
import zipfile
from io import BytesIO
from xml.parsers.expat import ExpatError

from kiosk.services.lists.markup import Inside, Markup, parse
from kiosk.services.lists.sheet_markup import SheetMarkup, StylesMarkup
from kiosk.services.lists.table_markup import TablesMarkup

MAX_UNPACKED = 100_000_000
_LOCKED = 1
_LINKS, _WORKBOOK, _TABLES = "_rels/.rels", "xl/workbook.xml", "content.xml"
_STYLES = "xl/styles.xml"
_CELLS = b"sheetData"


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

    def sheets(self) -> list[str]:
        """Return the members with cells, whoever may find them."""
        return [each for each in self._known if _CELLS in self.read(each)]


def _key(name: str) -> str:
    return name.replace("\\", "/").removeprefix("/").lower()


def _inside(members: _Members) -> dict[str, Inside]:
    if _is_protected(members):
        raise Protected
    if _TABLES not in members:
        return _sheets(members)
    if _LINKS in members or _WORKBOOK in members:
        raise BadArchive  # It is of two kinds at once.
    tables = TablesMarkup()
    parse(members.read(_TABLES), tables)
    return {str(place): inside for place, inside in enumerate(tables.found)}


def _is_protected(members: _Members) -> bool:
    """Whether an .ods tells that its members are encrypted (ODF 1.3 part 2, 3.4)."""
    manifest = "META-INF/manifest.xml"
    return manifest in members and b":encryption-data" in members.read(manifest)


def _sheets(members: _Members) -> dict[str, Inside]:
    """Return the sheets by name; others that lie there, unless the reader finds them, by path."""
    paths = _sheet_paths(members)
    named = set(map(_key, paths.values()))
    others = [each for each in members.sheets() if each not in named]
    struck = _struck_styles(members)
    known = {path: _sheet(members.read(path), struck) for path in [*named, *others]}
    return {**{each: known[each] for each in others}, **_by_name(paths, known)}


def _by_name(paths: dict[str, str], known: dict[str, Inside]) -> dict[str, Inside]:
    return {name: known[_key(path)] for name, path in paths.items()}


def _struck_styles(members: _Members) -> frozenset[str]:
    styles = StylesMarkup()
    if _STYLES in members:
        parse(members.read(_STYLES), styles)
    return styles.struck()


def _sheet(xml: bytes, struck: frozenset[str] = frozenset()) -> Inside:
    sheet = SheetMarkup(struck)
    parse(xml, sheet)
    return sheet.inside()


def _sheet_paths(members: _Members) -> dict[str, str]:
    """Return where each sheet lies, after the relationships (ISO/IEC 29500-2, 6.5)."""
    workbook = _workbook(members)
    folder, _, name = workbook.rpartition("/")
    book = _Named("sheet")
    parse(members.read(workbook), book)
    targets = {
        each.get("Id", ""): _path(folder, each.get("Target", ""))
        for each in _linked(members, f"{folder}/_rels/{name}.rels")
    }
    return {each.get("name", ""): targets[_link(each)] for each in book.found}


def _workbook(members: _Members) -> str:
    if _LINKS not in members:
        return _WORKBOOK
    documents = (each for each in _linked(members, _LINKS) if _is_document(each.get("Type", "")))
    return _path("", next((each.get("Target", "") for each in documents), _WORKBOOK))


def _is_document(kind: str) -> bool:
    return kind.endswith("/officeDocument")


def _linked(members: _Members, path: str) -> list[dict[str, str]]:
    links = _Named("relationship")
    parse(members.read(path), links)
    return links.found


def _link(sheet: dict[str, str]) -> str:
    return next((value for name, value in sheet.items() if name.endswith(":id")), "")


def _path(folder: str, target: str) -> str:
    """Return a target from the root; one that repeats the folder is meant from there, too."""
    path = target.removeprefix("/")
    from_root = target.startswith("/") or not folder or path.startswith(f"{folder}/")
    return path if from_root else posixpath.normpath(f"{folder}/{path}")


class _Named(Markup):
    """Gathers the attributes of all elements of one name."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.found: list[dict[str, str]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name.lower() == self._name:
            self.found.append(attributes)

"""Files that are no spreadsheets, told apart: each with what to do to get a list out of it."""

import json
import zipfile
from io import BytesIO
from pathlib import PurePath

from kiosk.core.errors import BadInput

_ANY = (
    "{file} is of a kind that cannot be read here. "
    "Open it in Excel or LibreOffice and save it as .xlsx."
)
_NONE = "{file} is not a spreadsheet. Save the list as .xlsx, .xls, .ods or .csv."
_LINK = (
    "{file} is only a link to a list on the internet. "
    "Open it there, and choose File, Download, Microsoft Excel (.xlsx)."
)
_NUMBERS = "{file} was made by Numbers. Open it there and choose File, Export To, Excel."
_CARDS = (
    "{file} holds business cards. Import them into your contacts and export these as CSV, "
    "or type the names into a spreadsheet."
)
_PDF = (
    "{file} is a PDF, which has no columns to read. "
    "Ask for the Excel file it was made from, or copy the table into a spreadsheet."
)
_DOCUMENT = "{file} is a text document. Copy its table into a spreadsheet and save it as .xlsx."
_PICTURE = "{file} is a picture. Ask for the Excel file, or type the list into a spreadsheet."
_ARCHIVE = "{file} is an archive. Unpack it, and choose the list inside."
_CALENDAR = "{file} is a calendar. Choose the file with the list of people."
_MAIL = "{file} is an e-mail. Save the list that is attached to it, and choose that."
_DATABASE = "{file} is a database. Export the table with the people as .xlsx or .csv."
_SLIDES = "{file} is a presentation. Copy its table into a spreadsheet and save it as .xlsx."
_BINARY = "{file} is a binary workbook. Open it in Excel and save it as .xlsx."

_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", _PDF),
    (b"{\\rtf", _DOCUMENT),
    (b"BEGIN:VCARD", _CARDS),
    (b"BEGIN:VCALENDAR", _CALENDAR),
    (b"\xff\xd8\xff", _PICTURE),
    (b"\x89PNG", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"RIFF", _PICTURE),
    (b"II*\0", _PICTURE),
    (b"MM\0*", _PICTURE),
    (b"\0\0\0\x1cftypheic", _PICTURE),
    (b"\0\0\0\x18ftypheic", _PICTURE),
    (b"Rar!", _ARCHIVE),
    (b"7z\xbc\xaf", _ARCHIVE),
    (b"\x1f\x8b", _ARCHIVE),
    (b"SQLite format 3", _DATABASE),
    (b"\0\x01\0\0Standard", _DATABASE),
    (b"[InternetShortcut]", _LINK),
    (b"bplist", _LINK),
)
_ENDINGS = {
    ".gsheet": _LINK,
    ".gdoc": _LINK,
    ".url": _LINK,
    ".webloc": _LINK,
    ".numbers": _NUMBERS,
    ".vcf": _CARDS,
    ".pdf": _PDF,
    ".doc": _DOCUMENT,
    ".docx": _DOCUMENT,
    ".odt": _DOCUMENT,
    ".rtf": _DOCUMENT,
    ".pages": _DOCUMENT,
    ".ppt": _SLIDES,
    ".pptx": _SLIDES,
    ".odp": _SLIDES,
    ".ics": _CALENDAR,
    ".eml": _MAIL,
    ".msg": _MAIL,
    ".xlsb": _BINARY,
    ".mdb": _DATABASE,
    ".accdb": _DATABASE,
    ".zip": _ARCHIVE,
}
_MEMBERS = (
    ("xl/workbook.xml", ""),
    ("content.xml", ""),
    ("xl/workbook.bin", _BINARY),
    ("word/document.xml", _DOCUMENT),
    ("ppt/presentation.xml", _SLIDES),
    ("index/document.iwa", _NUMBERS),
    ("index.zip", _NUMBERS),
)
_OF_OTHERS = (
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.presentation",
)


def not_a_spreadsheet(name: str) -> BadInput:
    """Return the refusal of a file that is none, by its name."""
    return BadInput(_ENDINGS.get(PurePath(name).suffix.lower(), _NONE), file=name)


def another_kind(name: str) -> BadInput:
    """Return the refusal of a file that other programs can read."""
    return BadInput(_ENDINGS.get(PurePath(name).suffix.lower(), _ANY), file=name)


def refuse_other_kinds(name: str, data: bytes) -> None:
    """Raise BadInput for a file that is known to be something else than a list."""
    text = _by_beginning(data) or _by_members(data) or _by_link(data)
    if text:
        raise BadInput(text, file=name)


def _by_beginning(data: bytes) -> str:
    begin = data[:64].lstrip(b"\xef\xbb\xbf\r\n\t ")
    return next((text for mark, text in _BEGINNINGS if begin.startswith(mark)), "")


def _by_members(data: bytes) -> str:
    if not data.startswith(b"PK"):
        return ""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = {each.replace("\\", "/").lower() for each in archive.namelist()}
            kind = archive.read("mimetype")[:80].decode() if "mimetype" in members else ""
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, ValueError, NotImplementedError):
        return ""
    if kind.startswith(_OF_OTHERS):
        return _DOCUMENT
    known = next((text for member, text in _MEMBERS if member in members), None)
    has_lists = any(each.endswith((".xlsx", ".xls", ".csv", ".ods")) for each in members)
    return _ARCHIVE if known is None and has_lists else known or ""


def _by_link(data: bytes) -> str:
    """Return what to say of the file that Google Drive leaves in the place of a sheet."""
    if len(data) > 4096 or not data.lstrip().startswith(b"{"):  # noqa: PLR2004
        return ""
    try:
        said = json.loads(data)
    except ValueError:
        return ""
    return _LINK if isinstance(said, dict) and {"url", "doc_id"} & said.keys() else ""

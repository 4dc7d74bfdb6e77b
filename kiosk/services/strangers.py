"""What strangers bring, read in the process that is there for it: lists and logos."""

from pathlib import Path, PurePath

from badges.logo import read_logo as _logo_here
from kiosk.core.roster.spreadsheet import Spreadsheet
from kiosk.desk import Desk
from kiosk.services.lists.spreadsheets import read_file


def read_list(desk: Desk, file_name: str, content: bytes | Path, encoding: str = "") -> Spreadsheet:
    """Return the spreadsheet; `content` is what the file holds, or where it lies.

    `encoding` is the code page of a text, where somebody said it. Raises BadInput with one
    sentence for whatever is no list.
    """
    name = PurePath(file_name).name
    return desk.readers.call(name, read_file, file_name, content, encoding)


def read_logo(desk: Desk, file_name: str, content: bytes) -> bytes:
    """Return the logo as a small clean PNG. Raises PrintingRefused or BadInput."""
    return desk.readers.call(PurePath(file_name).name, _logo_here, content)

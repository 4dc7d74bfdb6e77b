"""Tables of web pages, as many programs call a spreadsheet what is one."""

import email
import email.policy
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from kiosk.core.roster.spreadsheet import CellPlace, Merge, Worksheet
from kiosk.services.lists.code_pages import Decoded, decoded
from kiosk.services.lists.lines import NoLines, text_of
from kiosk.services.lists.texts import shared

_CHARSET = re.compile(rb"charset\s{0,3}=\s{0,3}[\"']?([A-Za-z0-9_-]{2,30})", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none", re.IGNORECASE)
_STRUCK = frozenset(["s", "strike", "del"])
_SILENT = frozenset(["script", "style", "head", "title"])
_BREAKS = frozenset(["br", "p", "div", "li"])
_MOST_SPANNED = 21_000


def is_archived_page(data: bytes) -> bool:
    """Whether this is a web page with its parts in one file (RFC 2557)."""
    return data[:2000].lstrip().lower().startswith(b"mime-version:")


def web_tables(data: bytes, said: str = "") -> tuple[tuple[Worksheet, ...], str]:
    """Return the tables of a page as sheets, and the code page where it was a guess.

    Raises NoLines where the page is not written in the one that was said.
    """
    if is_archived_page(data):
        message = email.message_from_bytes(data, policy=email.policy.default)
        parts = [each for each in message.walk() if each.get_content_type() == "text/html"]
        pages = [Decoded(str(each.get_content())) for each in parts]
    else:
        pages = [text_of(data, said) if said else _text(data)]
    reader = _WebTables()
    for page in pages:
        reader.feed(page.text)
        reader.close()
    tables = [each for each in reader.tables if any(map(any, each.rows))]
    sheets = tuple(each.sheet(str(place)) for place, each in enumerate(tables, start=1))
    return sheets, next((each.page for each in pages), "")


def _text(data: bytes) -> Decoded:
    said = _CHARSET.search(data[:4096])
    try:
        if data.startswith(b"\xef\xbb\xbf") or b"\0" in data[:64]:
            return text_of(data)
        return Decoded(data.decode(said[1].decode() if said else "utf-8"))
    except (LookupError, UnicodeDecodeError, NoLines):
        return decoded(data)


@dataclass(slots=True)
class _WebTable:
    """A table that grows cell by cell; `taken` are the places that a cell above reaches into."""

    rows: list[list[str]] = field(default_factory=list)
    taken: set[CellPlace] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    struck: set[CellPlace] = field(default_factory=set)
    cell: list[str] | None = None
    spans: tuple[int, int] = (1, 1)

    def begin_row(self, *, hidden: bool) -> None:
        """Begin a row."""
        if hidden:
            self.hidden.add(len(self.rows))
        self.rows.append([])

    def end_cell(self, *, struck: bool) -> None:
        """Put the cell at the next free place of its row."""
        if self.cell is None:
            return
        if not self.rows:
            self.begin_row(hidden=False)
        row, cells = len(self.rows) - 1, self.rows[-1]
        while (row, len(cells)) in self.taken:
            cells.append("")
        text = "\n".join(" ".join(line.split()) for line in "".join(self.cell).split("\n")).strip()
        if text and struck:
            self.struck.add((row, len(cells)))
        self._span(row, len(cells))
        cells += [text, *[""] * (self.spans[1] - 1)]
        self.cell = None

    def _span(self, row: int, column: int) -> None:
        down, right = self.spans
        if down * right > _MOST_SPANNED:
            self.spans = down, right = 1, 1
        if down * right > 1:
            self.merges.append(Merge(row, column, row + down - 1, column + right - 1))
        self.taken.update(
            (below, beside)
            for below in range(row + 1, row + down)
            for beside in range(column, column + right)
        )

    def sheet(self, name: str) -> Worksheet:
        """Return the table as a sheet."""
        return Worksheet(
            name,
            shared(tuple(row) for row in self.rows),
            merges=tuple(self.merges),
            hidden_rows=frozenset(self.hidden),
            struck=frozenset(self.struck),
        )


class _WebTables(HTMLParser):
    """Gathers the tables of a page; of tables in tables the inner ones."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_WebTable] = []
        self._open: list[_WebTable] = []
        self._silent = 0
        self._striking = 0
        self._was_struck = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, row or cell."""
        given = {name: value or "" for name, value in attrs}
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            self._open.append(_WebTable())
            self.tables.append(self._open[-1])
        elif self._open:
            self._inside(tag, given)

    def _inside(self, tag: str, given: dict[str, str]) -> None:
        table = self._open[-1]
        if tag == "tr":
            self._end_cell()
            table.begin_row(hidden=bool(_HIDDEN.search(given.get("style", ""))))
        elif tag in ("td", "th"):
            self._end_cell()
            table.cell = []
            table.spans = (_number(given.get("rowspan")), _number(given.get("colspan")))
            self._striking, self._was_struck = int("line-through" in given.get("style", "")), True
        elif tag in _STRUCK:
            self._striking += 1
        elif tag in _BREAKS and table.cell:
            table.cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a table, row or cell."""
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _STRUCK:
            self._striking = max(0, self._striking - 1)
        elif tag in ("td", "th", "tr", "table") and self._open:
            self._end_cell()
            if tag == "table":
                self._open.pop()

    def handle_data(self, data: str) -> None:
        """Take the text of a cell."""
        if self._open and self._open[-1].cell is not None and not self._silent:
            self._open[-1].cell.append(data.replace("\n", " "))
            self._was_struck = self._was_struck and (self._striking > 0 or not data.strip())

    def _end_cell(self) -> None:
        self._open[-1].end_cell(struck=self._was_struck)


def _number(text: str | None) -> int:
    return min(_MOST_SPANNED, max(1, int(text))) if text and text.isdecimal() else 1

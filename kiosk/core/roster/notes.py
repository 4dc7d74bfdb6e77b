"""Rows of a list that stand for nobody: totals, headings that stand again, who signs below."""

import re
from collections.abc import Sequence
from statistics import median_high

from kiosk.core.roster.cells import bare
from kiosk.core.roster.columns import ColumnMapping, folded, headers, numbers_columns
from kiosk.core.roster.evidence import names_an_office
from kiosk.core.roster.fields import Field
from kiosk.core.roster.headings import read_heading, words_of
from kiosk.core.roster.spreadsheet import Worksheet

_IDENTIFIERS = (Field.NIP, Field.NUPTK, Field.EMAIL, Field.PHONE)
_MONTHS = "januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember"
_CLOSING = re.compile(
    r"(sub ?)?(jumlah|total)\b|mengetahui|catatan|keterangan\b|nip\b[.: ]|ketua panitia|panitia\b|"
    r"kepala (dinas|bidang|sekolah|kantor)|a\.n\.|plt\.|"
    rf".*,\s*\d{{1,2}}\s+({_MONTHS})\s+\d{{4}}",
    re.IGNORECASE,
)
_SIGNING = re.compile(
    rf"mengetahui\b|menyetujui\b|nip\b[.: ]|.*,\s*\d{{1,2}}\s+({_MONTHS})\s+\d{{4}}", re.IGNORECASE
)
_TOTAL = re.compile(
    r"points possible|((sub|grand) ?)?(jumlah|total|totale|totaal|gesamt|summe|suma|razem|toplam)"
    r"( (peserta|guru|siswa|orang))?\s*:?\s*(\d{1,6}( orang)?)?",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\d{1,6}( orang)?", re.IGNORECASE)
_DASHES = ("-", "--", "\u2013", "\u2014", ".", "0", "#n/a")
_IDENTIFYING = re.compile(r"[\d@]")
_PARTS = frozenset(
    "region kabupaten provinsi zona korwil panitia narasumber peserta undangan".split()  # noqa: SIM905
)
_OF_MANY = (Field.GROUP, Field.DISTRICT, Field.ORGANIZATION, Field.SESSIONS)
_SAYS_SO = 0.75
_A_WORD = 4
_FULL = 3
_LOOKED_AT = 200


class Notes:
    """Tells them apart from people, row after row; remembers what the rows before looked like."""

    def __init__(self, sheet: Worksheet, mapping: ColumnMapping) -> None:
        self._sheet = sheet
        self._columns = mapping.fields
        self._name_column = mapping.name_column
        self._headings = [folded(each) for each in headers(sheet, mapping.header_row)]
        self._previous = mapping.header_row
        rows = sheet.rows[mapping.header_row + 1 :][:_LOOKED_AT]
        counts = [sum(map(bool, map(str.strip, each))) for each in rows]
        self._usual = median_high([each for each in counts if each] or [0])
        self._usually_more = 0
        self._closed = False
        self._signed = False

    def is_note(self, index: int, texts: dict[Field, str]) -> bool:
        """Whether a row stands for nobody; rows are asked about from top to bottom."""
        gap = index - self._previous > 1
        self._previous = index
        if self._is_note(index, texts, gap=gap):
            return True
        self._usually_more += 1 if sum(map(bool, texts.values())) > 1 else -1
        return False

    def is_lonely(self, index: int) -> bool:
        """Whether one cell stands in a row, where all others have many: it may be a heading."""
        return self._usual >= _FULL and self._is_alone(index)

    def _is_note(self, index: int, texts: dict[Field, str], *, gap: bool) -> bool:
        if (index, self._name_column) in self._sheet.unknown:
            return False
        if self._is_heading(index) or self._is_total(index):
            return True
        name = bare(texts.get(Field.NAME, ""))
        others = [each for each, text in texts.items() if text and each is not Field.NAME]
        if not name or name.casefold() in _DASHES:
            return self._is_nameless_note(index, texts, others, gap=gap)
        if _TOTAL.fullmatch(name) or self._begins_a_part(index, name):
            return True
        if others:
            return self._is_signed(index, texts, gap=gap)
        closing = _CLOSING.match(name) is not None
        self._closed = self._closed or closing
        ends = self._closed or (gap and self._usually_more > 0) or self._is_banner(index)
        return closing or (ends and self._is_alone(index))

    def _begins_a_part(self, index: int, name: str) -> bool:
        return self._usual > 1 and self._is_alone(index) and _names_a_part(name)

    def _is_total(self, index: int) -> bool:
        """Whether a row says how many there are, and nothing else."""
        filled = filter(None, map(str.strip, self._sheet.rows[index]))
        return _TOTAL.fullmatch(next(filled, "")) is not None and all(map(_COUNT.fullmatch, filled))

    def _is_nameless_note(
        self, index: int, texts: dict[Field, str], others: Sequence[Field], *, gap: bool
    ) -> bool:
        if not any(each in _IDENTIFIERS for each in others):
            return True
        said = bare(" ".join(texts[each] for each in others))
        ends = gap or self._closed or _CLOSING.match(said) or not _IDENTIFYING.search(said)
        self._closed = self._closed or (self._is_alone(index) and bool(ends))
        return self._is_alone(index) and bool(ends)

    def _is_signed(self, index: int, texts: dict[Field, str], *, gap: bool) -> bool:
        """Whether two sign side by side, each in a column of the list: below it, unnumbered."""
        if not (gap or self._signed):
            return False
        said = {field: bare(text) for field, text in texts.items() if text}
        signing = {field for field, text in said.items() if _SIGNING.match(text)}
        self._signed = self._signed or (gap and bool(signing))
        cells = self._sheet.rows[index]
        elsewhere = any(
            text.strip() for column, text in enumerate(cells) if column not in self._columns
        )
        known = any(_IDENTIFYING.search(said.get(each, "")) for each in {*_IDENTIFIERS} - signing)
        return self._signed and not elsewhere and not known

    def _is_alone(self, index: int) -> bool:
        return sum(map(bool, map(str.strip, self._sheet.rows[index]))) == 1

    def _is_heading(self, index: int) -> bool:
        """Whether the headings stand here again, or the numbers of the columns."""
        cells = self._sheet.rows[index]
        if numbers_columns(cells):
            return True
        name = self._sheet.cell(index, self._name_column or 0)
        if name.strip():
            return folded(name) == self._headings[self._name_column or 0]
        said = {column: folded(self._sheet.cell(index, column)) for column in self._columns}
        return any(said.values()) and all(
            text in ("", self._headings[column]) for column, text in said.items()
        )

    def _is_banner(self, index: int) -> bool:
        wide = len(self._columns) > 1
        return wide and any(
            merge.top == index
            and sum(merge.left <= each <= merge.right for each in self._columns) > 1
            for merge in self._sheet.merges
        )


def _names_a_part(text: str) -> bool:
    """Whether a text is the heading of a part of the list: `KECAMATAN AWANG`, `Kelompok 1`."""
    if names_an_office(text):
        return True
    first = words_of(text)[:1]
    if first and first[0] in _PARTS:
        return True
    fits = read_heading(first[0]).fits if first and len(first[0]) >= _A_WORD else {}
    return any(fits.get(each, 0.0) >= _SAYS_SO for each in _OF_MANY)

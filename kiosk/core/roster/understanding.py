"""Understanding a list: its sheet, its header row and its columns, by headings and by cells."""

from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field, replace

from kiosk.core.names import fold
from kiosk.core.roster.asides import MOBILE, OF_THEMSELVES
from kiosk.core.roster.assignment import best_assignment
from kiosk.core.roster.by_cells import by_cells, names_by_cells, says_not_of_what
from kiosk.core.roster.columns import (
    ColumnMapping,
    RememberedColumns,
    cells_below,
    full_headings,
    headers,
    normalized,
    numbers_columns,
)
from kiosk.core.roster.evidence import Profile, content_fit, names_some_session, profile
from kiosk.core.roster.expected import SessionNames, is_ticked
from kiosk.core.roster.exports import Export, known_export
from kiosk.core.roster.fields import Field
from kiosk.core.roster.fullnames import which_names
from kiosk.core.roster.header_rows import likely_rows, row_without_names
from kiosk.core.roster.headings import read_heading, words_of
from kiosk.core.roster.spreadsheet import Spreadsheet, Worksheet

_LOOKED_AT = 2000
_LEAST = 0.3
_SURE = 0.55
_CLOSE = 0.84
_OF_TWINS = 0.5
_SAME = 0.9
_LESS = 0.8
_MOSTLY = 0.5
_DECIDED = 3.0
_OF_AN_EXPORT = 2
_REMEMBERED_WEIGHT = 1.4
_TICKS_TO_SLIPS = 5
_FULL_LIST = 2
_NAMES = (Field.NAME, Field.NAME_AND_NIP, Field.FIRST_NAME, Field.LAST_NAME)
_PERSONAL = (*_NAMES, Field.MIDDLE_NAME, Field.NIP, Field.NUPTK, Field.PHONE, Field.EMAIL)
_SAID_ONLY = (Field.OWN, Field.CODE)
_CHILD = "child"
"""A form that parents fill in names them beside the child that comes."""

_OF_A_HOME = frozenset(["rt", "rw", "dusun", "nama dusun", "desa kelurahan", "kelurahan desa"])
_OF_A_SCHOOL = frozenset(["nipd", "rombel saat ini", "rombel", "tingkat rombel"])
_OF_MANY_UNITS = frozenset(["instansi", "opd", "skpd", "nama opd", "perangkat daerah", "dinas"])
_OF_ONE_UNIT = frozenset(["unit kerja", "nama unit kerja", "satuan pendidikan", "nama sekolah"])
_BY_OTHERS = (
    (frozenset(["sekolah asal"]), _OF_A_SCHOOL, 0.2),
    (_OF_MANY_UNITS, _OF_ONE_UNIT, _LESS),
)
"""What is left of a heading beside others: the unit says more about a person than its office."""

_TURKISH_FIRST = frozenset(["ad", "adi"])
_TURKISH_LAST = frozenset(["soyad", "soyadi", "soyisim"])
"""`Adi` is a name in Indonesia, and the heading of first names in Turkey."""

NO_SESSIONS = SessionNames([])


@dataclass(frozen=True, slots=True)
class Known:
    """What helps to understand a list: what was decided, remembered, and the sessions' names.

    `decided` are meanings set by hand, by column; None passes a column over.
    """

    remembered: RememberedColumns = field(default_factory=dict)
    sessions: SessionNames = NO_SESSIONS
    decided: Dictionary[int, Field | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ColumnDoubt:
    """A meaning that another column might have as well; `other` None: no heading says it clearly.

    Nothing is imported until somebody has decided.
    """

    field: Field
    column: int
    other: int | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """How a list is read, by whose export it was known, and what was close."""

    mapping: ColumnMapping
    export: str = ""
    doubts: tuple[ColumnDoubt, ...] = ()
    weight: float = 0.0


def understand(book: Spreadsheet, known: Known, sheet: int | None = None) -> Understood | None:
    """Return how the book, or one sheet of it, is best read; None where no column holds names.

    A hidden sheet is taken only where no other has names. Where no heading says name, that column
    is asked about in which names seem to stand.
    """
    indices = range(len(book.sheets)) if sheet is None else [sheet]
    sheets = [(index, book.sheets[index]) for index in indices]
    found = [each for index, it in sheets for each in _readings(index, it, known)]
    found = found or [each for index, it in sheets for each in _nameless(index, it, known)]
    return max(found, key=lambda each: _rank(book.sheets[each.mapping.sheet], each), default=None)


def understand_row(book: Spreadsheet, sheet: int, row: int, known: Known) -> Understood:
    """Return what the columns mean with the headings in this sheet and row."""
    return _Weighing(sheet, book.sheets[sheet], row, known).understood()


def _rank(sheet: Worksheet, found: Understood) -> tuple[bool, float, bool, int, int]:
    below = len(sheet.rows) - found.mapping.header_row - 1
    weight = round((found.weight + _OF_AN_EXPORT * bool(found.export)) * 2) / 2
    place = (-found.mapping.sheet, -found.mapping.header_row)
    return (not sheet.hidden, weight, below >= _FULL_LIST, *place)


def _readings(index: int, sheet: Worksheet, known: Known) -> list[Understood]:
    rows = likely_rows(sheet, known.remembered)
    found = [_Weighing(index, sheet, row, known).understood() for row in rows]
    return [each for each in found if each.mapping.name_column is not None]


def _nameless(index: int, sheet: Worksheet, known: Known) -> list[Understood]:
    """Return how a sheet may be read of which no heading says name."""
    row = row_without_names(sheet)
    if row is None:
        return []
    found = _Weighing(index, sheet, row, known, nameless=True).understood()
    return [found] if found.mapping.name_column is not None else []


class _Weighing:
    """Weighs every column of a sheet, under one row of headings, for every meaning."""

    def __init__(
        self, index: int, sheet: Worksheet, row: int, known: Known, *, nameless: bool = False
    ) -> None:
        self._index, self._sheet, self._row, self._known = index, sheet, row, known
        self._nameless = nameless
        self._heads, self._texts = headers(sheet, row), full_headings(sheet, row)
        self._headings = [read_heading(text) for text in self._texts]
        self._profiles = [
            self._profile(column)
            if text.strip() or column in known.decided
            else Profile(0, 0, 0, {})
            for column, text in enumerate(self._texts)
        ]
        self._export: Export | None = known_export(self._heads)
        self._words = {" ".join(words_of(text)) for text in self._texts}

    def _profile(self, column: int) -> Profile:
        return profile(self._cells(column))

    def understood(self) -> Understood:
        """Return the best reading; somebody else's names only where there are no others."""
        owners = {each.owner for each in self._headings} - {""}
        best = self._owned_by("")
        if best.mapping.name_column is None:
            others = [self._owned_by(owner) for owner in sorted(owners)]
            best = max([best, *others], key=lambda each: each.weight)
            if (
                _CHILD in owners
                and (child := self._owned_by(_CHILD)).mapping.name_column is not None
            ):
                best = child
        return best

    def _owned_by(self, owner: str) -> Understood:
        weights = [self._weights(column, owner) for column in range(len(self._texts))]
        ticked = [column for column in range(len(weights)) if self._is_tick(column)]
        beside = self._beside()
        for column in (*ticked, *beside):
            weights[column] = {}
        given = best_assignment(weights)
        total = sum(weights[column][each] for column, each in given.items())
        all_given = {**given, **dict.fromkeys(ticked, Field.TICK), **beside}
        fields = which_names(all_given, self._profiles, self._headings, self._cells)
        for column in all_given.keys() - fields.keys():
            weights[column] = {}
        mapping = ColumnMapping(self._index, self._row, dict(sorted(fields.items())))
        found = Understood(mapping, self._export.name if self._export else "", weight=total)
        return replace(found, doubts=self._doubts(fields, weights, owner))

    def _beside(self) -> dict[int, Field]:
        """Return the columns that somebody has said to be own fields, or codes."""
        texts = headers(self._sheet, self._row)
        remembered = (self._known.remembered.get(normalized(text)) for text in texts)
        said = {**dict(enumerate(remembered)), **self._known.decided}
        return {column: Field(each) for column, each in said.items() if each in _SAID_ONLY}

    def _weights(self, column: int, owner: str) -> dict[Field, float]:
        if column in self._known.decided:
            decided = self._known.decided[column]
            return {decided: _DECIDED} if decided and decided is not Field.TICK else {}
        weights = {each: self._weight(column, each, owner) for each in Field}
        return {each: weight for each, weight in weights.items() if weight >= _LEAST}

    def _weight(self, column: int, meaning: Field, owner: str) -> float:
        said = self._said(column, meaning, owner)
        if not said:
            return 0.0
        cells = self._profiles[column]
        fit = content_fit(meaning, cells, self._known.sessions)
        filled = 0.55 + 0.45 * cells.filled if cells.count else 0.6
        return said * fit * filled

    def _said(self, column: int, meaning: Field, owner: str) -> float:
        """Return how far heading, memory and known exports speak for a meaning."""
        if meaning is Field.TICK:
            return 0.0
        remembered = self._known.remembered.get(normalized(self._heads[column]))
        if remembered is not None:
            return _REMEMBERED_WEIGHT if remembered == meaning else 0.0
        if self._export and self._export.says(self._texts[column]):
            return self._export.fit(self._texts[column], meaning)
        if self._export and self._export.is_ours:
            return 0.0
        heading, text, cells = self._headings[column], self._texts[column], self._profiles[column]
        fit = max(heading.fit(meaning), by_cells(meaning, heading, text, cells))
        if self._nameless and meaning is Field.NAME:
            fit = max(fit, names_by_cells(heading, cells))
        if heading.owner and heading.owner != owner:
            fit *= 0.25
        return fit * self._among_others(column, meaning)

    def _among_others(self, column: int, meaning: Field) -> float:
        """Return what the other headings leave of a meaning."""
        if meaning is Field.DISTRICT and self._words & _OF_A_HOME:
            return 0.2
        if meaning is Field.SESSIONS and self._is_of_other_sessions(column):
            return 0.0
        if meaning in _PERSONAL and self._tells_less(column, meaning):
            return _LESS
        words = " ".join(words_of(self._texts[column]))
        return min(
            (left for said, beside, left in _BY_OTHERS if words in said and beside & self._words),
            default=1.0 if words not in _TURKISH_FIRST or self._words & _TURKISH_LAST else 0.2,
        )

    def _tells_less(self, column: int, meaning: Field) -> bool:
        """Whether another column says that it tells of the participants, or by which phone."""
        own = set(words_of(self._texts[column]))
        others = [
            set(words_of(self._texts[other]))
            for other in range(len(self._texts))
            if other != column and self._is_full_of(other, meaning)
        ]
        if not own & OF_THEMSELVES:
            if any(each & OF_THEMSELVES for each in others):
                return True
        else:
            others = [each for each in others if each & OF_THEMSELVES]
        is_by_phone = meaning is Field.PHONE and not own & MOBILE
        return is_by_phone and any(each & MOBILE for each in others)

    def _is_full_of(self, column: int, meaning: Field) -> bool:
        heading, cells = self._headings[column], self._profiles[column]
        return (
            not heading.owner
            and heading.fit(meaning) >= _SURE
            and cells.filled > _MOSTLY
            and content_fit(meaning, cells, self._known.sessions) > _MOSTLY
        )

    def _is_of_other_sessions(self, column: int) -> bool:
        """Whether a session's name is the heading, or only numbers stand below more words."""
        is_numbered = self._profiles[column].share("number") > _SAME
        has_more_words = self._headings[column].fit(Field.SESSIONS) < _SAME
        return self._names_a_session(column) or (is_numbered and has_more_words)

    def _names_a_session(self, column: int) -> bool:
        text = self._heads[column]
        is_general = self._headings[column].fit(Field.SESSIONS) == 1
        return not is_general and self._known.sessions.of_heading(text) is not None

    def _is_tick(self, column: int) -> bool:
        """Whether a column is ticked by those who come to the session of its heading."""
        if self._known.decided.get(column, Field.TICK) is not Field.TICK:
            return False
        text = self._heads[column]
        if not text.strip() or not self._names_a_session(column):
            return False
        said = self._known.remembered.get(normalized(text))
        if said is not None:
            return said == Field.TICK
        return column in self._known.decided or _is_ticked(self._sheet, self._row, column)

    def _doubts(
        self, fields: dict[int, Field], weights: list[dict[Field, float]], owner: str
    ) -> tuple[ColumnDoubt, ...]:
        found = (self._doubt(column, each, fields, weights) for column, each in fields.items())
        doubts = [each for each in found if each]
        name = next((column for column, each in fields.items() if each in _NAMES), None)
        if owner and name is not None and all(each.column != name for each in doubts):
            doubts.append(ColumnDoubt(fields[name], name))
        return tuple(doubts)

    def _doubt(
        self,
        column: int,
        meaning: Field,
        fields: dict[int, Field],
        weights: list[dict[Field, float]],
    ) -> ColumnDoubt | None:
        weight = weights[column].get(meaning, 0.0)
        if meaning is Field.TIMESTAMP or column in self._known.decided or not weight:
            return None
        if self._is_settled(column):
            return None
        rivals = [
            (weights[other].get(meaning, 0.0), -other)
            for other in range(len(weights))
            if other not in fields and not self._are_alike(column, other)
        ]
        most, place = max(rivals, default=(0.0, 0))
        if most >= weight * (_OF_TWINS if self._are_twins(column, -place) else _CLOSE):
            return ColumnDoubt(meaning, column, -place)
        is_said = self._headings[column].fit(meaning) >= _SURE
        is_sure = self._is_clear(column, meaning) and (weight >= _SURE or is_said)
        return None if is_sure else ColumnDoubt(meaning, column)

    def _is_clear(self, column: int, meaning: Field) -> bool:
        """Whether the cells do not make doubtful what the heading says."""
        cells = self._profiles[column]
        if meaning is Field.SESSIONS:
            return names_some_session(cells, self._known.sessions)
        return meaning is not Field.STATUS or not says_not_of_what(self._texts[column], cells)

    def _is_settled(self, column: int) -> bool:
        text = self._heads[column]
        known = self._export is not None and self._export.says(self._texts[column])
        return known or normalized(text) in self._known.remembered

    def _cells(self, column: int) -> list[str]:
        return cells_below(self._sheet, self._row, column, _LOOKED_AT)

    def _are_twins(self, column: int, other: int) -> bool:
        """Whether two headings differ by a number alone: `E-mail 1 - Value`, `E-mail 2 - Value`."""
        words = [
            [word for word in words_of(self._texts[each]) if not word.isdigit()]
            for each in (column, other)
        ]
        return column != other and words[0] == words[1]

    def _are_alike(self, column: int, other: int) -> bool:
        """Whether two columns hold the same texts, or the other a part of the names."""
        pairs = zip(self._cells(column), self._cells(other), strict=True)
        both = [(fold(a), fold(b)) for a, b in pairs if a and b]
        is_name = self._headings[column].fit(Field.NAME) > _SURE
        same = sum(a == b or (is_name and b in a) for a, b in both if a and b)
        return not both or same >= len(both) * _SAME


def _is_ticked(sheet: Worksheet, header_row: int, column: int) -> bool:
    """Whether the cells of a column are ticks, a slip aside, as they are in no list to be signed.

    The heading and the numbers of the columns may stand on every page.
    """
    rows = range(header_row + 1, len(sheet.rows))
    people = (row for row in rows if not numbers_columns(sheet.rows[row]))
    texts = [sheet.cell(row, column).strip() for row in people]
    ticks = sum(is_ticked(text) is True for text in texts)
    slips = {text for text in texts if is_ticked(text) is None}
    slips.discard(sheet.cell(header_row, column).strip())
    has_numbers = any(map(str.isdecimal, slips))
    return ticks > 0 and not has_numbers and len(slips) <= max(1, ticks // _TICKS_TO_SLIPS)

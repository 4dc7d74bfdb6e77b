"""What the import of a list would do to the roster, as values to look at before it is done."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.core.model import Participant
from kiosk.core.names import fold
from kiosk.core.roster.cells import Severity
from kiosk.core.roster.entries import ProblemKind, RosterRow
from kiosk.core.roster.problems import Problem
from kiosk.core.roster.standing import Standing

_SHOWN = 60


class Action(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    ERROR = "error"
    QUESTION = "question"
    LEFT_OUT = "left_out"
    NOTE = "note"

    @property
    def words(self) -> str:
        """The action as it is said."""
        return "left out" if self is Action.LEFT_OUT else self.value


class SameOrNew(StrEnum):
    """Whether a row is the person it looks like."""

    SAME = "same"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Hints:
    """How a list is read, as somebody typed it: sheets, and meanings by heading or letter."""

    sheets: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A field of somebody on the roster that the list says otherwise; sessions by their ids."""

    field: str
    before: str | frozenset[int]
    after: str | frozenset[int]


@dataclass(frozen=True, slots=True)
class Question:
    """A row looks like participant `number` of the roster, or like another `row` of the list.

    `answer` is what was answered, else what is taken until then; None must be answered.
    """

    name: str
    organization: str
    number: int | None = None
    row: int | None = None
    answer: SameOrNew | None = None


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row of the list with what would be done; `participant` is who it is on the roster."""

    row: RosterRow
    action: Action
    participant: Participant | None = None
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    question: Question | None = None

    @property
    def number(self) -> int:
        """The row's number in the file."""
        return self.row.number

    @property
    def is_blocked(self) -> bool:
        """Whether the row keeps the import from going on: an error, or an open question."""
        return self.action is Action.QUESTION or any(
            each.severity is Severity.ERROR for each in self.problems
        )

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What should be looked at, though the row comes in."""
        return tuple(each for each in self.problems if each.severity is Severity.WARNING)


@dataclass(frozen=True, slots=True)
class Coming:
    """What was decided about words of the list that say who comes, folded."""

    brought: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()

    def comes(self, row: RosterRow) -> bool:
        """Whether the person of a row is expected: so it was decided, or so the list says."""
        said = fold(row.said)
        if said in self.brought or said in self.left_out:
            return said in self.brought
        return row.standing in (Standing.COMES, None)

    def took_back(self, row: RosterRow) -> bool:
        """Whether a row is a later answer that takes an earlier one back."""
        return bool(row.stamp) and row.standing is Standing.OUT


EVERYBODY_AS_SAID = Coming()


@dataclass(frozen=True, slots=True)
class Decisions:
    """What somebody decided about a list: `answers` to the questions go by row number.

    With `without_spoilt` people come in without an identifier that cannot be used, with `add_zero`
    phone numbers get back the 0 that a spreadsheet took; `hints` tell how to read the columns.
    `together` says whether sheets with the same columns are read as one list; None: nobody said.
    """

    answers: Mapping[int, SameOrNew] = field(default_factory=dict)
    without_spoilt: bool = False
    add_zero: bool = False
    coming: Coming = EVERYBODY_AS_SAID
    hints: Hints = field(default_factory=Hints)
    together: bool | None = None

    @property
    def says_which_sheets(self) -> bool:
        """Whether it is decided which sheets are read."""
        return self.together is not None or bool(self.hints.sheets)


@dataclass(frozen=True, slots=True)
class Said:
    """Words of the list about who comes, and how they are taken; what `is_asked` is not sure."""

    text: str
    rows: tuple[int, ...]
    comes: bool
    is_asked: bool


def words_about_coming(rows: Sequence[RosterRow], coming: Coming) -> list[Said]:
    """Return what the list says about who comes, but where it says that somebody does."""
    by_text: dict[str, list[RosterRow]] = {}
    for row in rows:
        if row.kind is ProblemKind.PERSON and (row.said and row.standing is not Standing.COMES):
            by_text.setdefault(fold(row.said), []).append(row)
    decided = coming.brought | coming.left_out
    return [
        Said(
            found[0].said,
            tuple(each.number for each in found),
            coming.comes(found[0]),
            text not in decided and found[0].standing is not Standing.OUT,
        )
        for text, found in by_text.items()
    ]


@dataclass(frozen=True, slots=True)
class Existing:
    """Somebody on the roster, where they are expected, and the codes that they hold."""

    participant: Participant
    expected: frozenset[int] = frozenset()
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RosterPlan:
    """What an import would do, row by row."""

    rows: tuple[PlannedRow, ...] = ()

    def counts(self) -> dict[Action, int]:
        """Return how many rows there are of each kind."""
        counted = Counter(each.action for each in self.rows)
        return {action: counted[action] for action in Action}

    def of(self, action: Action) -> list[PlannedRow]:
        """Return the rows of a kind."""
        return [each for each in self.rows if each.action == action]  # a template says a word

    @property
    def blocked(self) -> list[PlannedRow]:
        """The rows that cannot be imported as they are."""
        return [each for each in self.rows if each.is_blocked]

    @property
    def questions(self) -> list[PlannedRow]:
        """The rows about which somebody should decide."""
        return [each for each in self.rows if each.question]

    @property
    def warned(self) -> list[PlannedRow]:
        """The rows that come in and should be looked at."""
        coming = (
            each for each in self.rows if each.action not in (Action.DUPLICATE, Action.LEFT_OUT)
        )
        return [each for each in coming if each.warnings and not each.is_blocked]

    def to_add(self) -> list[PlannedRow]:
        """Return the new people, in the order of the list."""
        return [each for each in self.of(Action.NEW) if not each.is_blocked]

    def to_change(self) -> list[PlannedRow]:
        """Return those of whom something changes."""
        return [each for each in self.of(Action.CHANGED) if not each.is_blocked]


Translate = Callable[[str], str]
"""Turns an English text with {places} into the reader's language."""


def sentence(problem: Problem, translate: Translate = str) -> str:
    """Return the problem as a sentence: which row and column, what is wrong, what to do."""
    where = "Row {row}, column {column}: " if problem.column else "Row {row}: "
    begin = translate(where).format(row=problem.row, column=problem.column)
    return begin + problem_text(problem, translate)


def problem_text(problem: Problem, translate: Translate = str) -> str:
    """Return what is wrong, and what to do, without saying where."""
    values = {key: _shown(value) for key, value in problem.values.items()}
    return translate(problem.text).format(**values)


def question_sentence(planned: PlannedRow, translate: Translate = str) -> str:
    """Return what is to be decided about a row; empty where nothing is."""
    question = planned.question
    if question is None:
        return ""
    known = f"{question.name}, {question.organization}" if question.organization else question.name
    values = {"row": planned.number, "name": planned.row.entry.name, "known": known}
    if question.number is not None:
        text = "Row {row}: is {name} the same person as number {number}, {known}?"
        return translate(text).format(**values, number=question.number)
    text = "Row {row}: is {name} the same person as in row {other}, {known}?"
    return translate(text).format(**values, other=question.row)


def _shown(value: object) -> object:
    text = str(value)
    return f"{text[:_SHOWN]}…" if len(text) > _SHOWN else value

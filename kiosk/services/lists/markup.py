"""Reading the XML of a stranger's file from front to end, once, whatever stands in it.

By a parser and not by patterns: it takes as long as the file is, and sees an attribute in single
quotes, with blanks around it, or with a sign written as a number.
"""

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from kiosk.core.roster.spreadsheet import CellPlace, Merge

_PREFIXED = re.compile(rb"<[^\s<>/!?:]+:")


class BadMarkup(ValueError):
    """The file declares entities, which no spreadsheet does."""


@dataclass(frozen=True, slots=True)
class Inside:
    """What the archive says of a sheet: its filled area, and the formulas without a result.

    `failed` are the formulas that failed, with the error that is shown in their cell, as #REF!.
    `merges` are those of .ods, of which the reader knows none. `hidden_rows` count from 0.
    `struck` are cells whose text is struck through; `digits` are long numbers as they stand in the
    file, of which the reader gives the nearest that it can hold.
    """

    rows: int
    columns: int
    unknown: frozenset[CellPlace] = frozenset()
    merges: tuple[Merge, ...] = ()
    failed: dict[CellPlace, str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    struck: frozenset[CellPlace] = frozenset()
    digits: dict[CellPlace, str] = field(default_factory=dict)


class Markup:
    """What happens at each element; names without their namespace's prefix."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of an element that begins."""

    def end(self, name: str) -> None:
        """Take note of an element that ends."""

    def text(self, data: str) -> None:
        """Take note of text."""


def parse(xml: bytes, markup: Markup) -> None:
    """Read a document. Raises ExpatError where it is none, and BadMarkup."""
    locals_ = _LocalNames()

    def start(name: str, attributes: dict[str, str]) -> None:
        markup.start(locals_[name], attributes)

    def end(name: str) -> None:
        markup.end(locals_[name])

    parser = expat.ParserCreate()
    parser.buffer_text = True
    is_bare = b"\0" not in xml and not _PREFIXED.search(xml)  # as nearly all are
    parser.StartElementHandler = markup.start if is_bare else start
    parser.EndElementHandler = markup.end if is_bare else end
    parser.CharacterDataHandler = markup.text
    parser.EntityDeclHandler = _refuse_entity
    parser.Parse(xml, True)


class _LocalNames(dict[str, str]):
    """The part of each name behind the prefix of its namespace, found once."""

    def __missing__(self, name: str) -> str:
        self[name] = local = name.rpartition(":")[2]
        return local


def _refuse_entity(*_declaration: object) -> None:
    raise BadMarkup

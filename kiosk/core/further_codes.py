"""Codes that people hold already: a ticket of another shop, a member card, stripes or squares.

They are chosen by somebody else and may be guessed: short numbers that are counted up, say. So an
event takes them only where somebody has chosen a column of its list, and reads other symbols than
QR codes only where their kinds were chosen. ITF is apart: readers see it in stripes of any kind.
"""

from collections.abc import Iterable
from enum import StrEnum

CODE_KINDS = "code_kinds"
"""The setting of the event in which the kinds are kept that its cameras read beside QR codes."""

_SHORT = 10


class CodeKind(StrEnum):
    """Kinds of symbols, by the names of their standards."""

    CODE_128 = "code_128"
    CODE_39 = "code_39"
    CODE_93 = "code_93"
    CODABAR = "codabar"
    EAN_13 = "ean_13"
    EAN_8 = "ean_8"
    UPC_A = "upc_a"
    PDF_417 = "pdf_417"
    DATA_MATRIX = "data_matrix"
    AZTEC = "aztec"
    ITF = "itf"

    @property
    def label(self) -> str:
        """The kind as people write it."""
        return _LABELS[self]


_LABELS = {
    CodeKind.CODE_128: "Code 128",
    CodeKind.CODE_39: "Code 39",
    CodeKind.CODE_93: "Code 93",
    CodeKind.CODABAR: "Codabar",
    CodeKind.EAN_13: "EAN-13",
    CodeKind.EAN_8: "EAN-8",
    CodeKind.UPC_A: "UPC-A",
    CodeKind.PDF_417: "PDF417",
    CodeKind.DATA_MATRIX: "Data Matrix",
    CodeKind.AZTEC: "Aztec",
    CodeKind.ITF: "ITF",
}


def code_kinds_of(kept: Iterable[str] | None) -> tuple[CodeKind, ...]:
    """Return the kinds that an event has chosen, each once; what is none is passed over."""
    known = set(CodeKind)
    return tuple(dict.fromkeys(CodeKind(each) for each in kept or () if each in known))


def are_easily_guessed(codes: Iterable[str]) -> bool:
    """Whether one of these codes is short or nothing but digits: to be said before they count."""
    return any(len(each) < _SHORT or each.isdecimal() for each in codes)

"""Every sentence of the printing exists, and in Indonesian too, with the same numbers in it."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from badges.errors import REFUSALS, PrintingRefused, Refusal
from badges.proof import FAULTS

PO = Path(__file__).parents[2] / "kiosk" / "translations" / "id" / "printing.po"


def test_every_refusal_has_a_sentence_that_its_values_fill() -> None:
    assert set(REFUSALS) == set(Refusal)
    error = PrintingRefused(Refusal.NOT_A_PDF, name="kartu.pdf")
    assert str(error) == "kartu.pdf is not a PDF that can be read."
    assert error.values == {"name": "kartu.pdf"}


@pytest.mark.parametrize("sentence", [*REFUSALS.values(), *FAULTS.values()])
def test_every_sentence_is_translated_with_its_numbers(sentence: str) -> None:
    with PO.open("rb") as file:
        translated = str(read_po(file)[sentence].string)

    fields = re.compile(r"{(\w+)}")
    assert translated
    assert set(fields.findall(translated)) == set(fields.findall(sentence))

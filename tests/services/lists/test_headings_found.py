"""Lists as people publish them: headings and shapes that were found, under invented people."""

from pathlib import Path

import pytest

from kiosk.core.roster.columns import headers
from kiosk.core.roster.understanding import Known, understand
from kiosk.services.lists.spreadsheets import read_file

SAMPLES = (Path(__file__).parent / "files/headings_found.txt").read_text("utf-8").split("\n====\n")
"""Each has a title, the file, `--`, and a line a column that is read: meaning=heading.

A meaning that stands behind a question mark is asked about before anything is imported.
"""


@pytest.mark.parametrize("sample", SAMPLES, ids=[each.partition("\n")[0] for each in SAMPLES])
def test_every_column_is_understood_or_asked_about(sample: str) -> None:
    title, _, rest = sample.rstrip("\n").partition("\n")
    text, _, wanted = rest.partition("\n--\n")
    book = read_file(f"{title}.csv", text.encode())

    found = understand(book, Known())

    assert found
    asked = {each.column for each in found.doubts}
    said = headers(book.sheets[0], found.mapping.header_row)
    assert [
        f"{'?' if column in asked else ''}{meaning.value}={' '.join(said[column].split())}"
        for column, meaning in found.mapping.fields.items()
    ] == wanted.split("\n")

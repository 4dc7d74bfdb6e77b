"""Logos and PDFs that want to stop the product: one sentence each, from the other process."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from badges.errors import HadirError
from badges.logo import read_logo
from badges.proof import proof
from kiosk.scanner.reading.stills import read_page
from kiosk.strangers.readers import Readers
from tests.hostile_pictures import LOGOS, PDFS, PICTURES


@pytest.fixture(scope="module")
def hasty() -> Iterator[Readers]:
    """As the product reads, only that it waits less long for what would take for ever."""
    with Readers(seconds=8.0) as readers:
        yield readers


SMALL = {"thousands of scans", "a PNG of 20,000 frames"}
"""What may be taken: it becomes one small picture."""

HOSTILE = {**LOGOS, **PICTURES}


@pytest.mark.parametrize("name", [name for name in HOSTILE if name not in SMALL])
def test_a_logo_that_wants_to_stop_the_product_is_one_sentence(name: str, hasty: Readers) -> None:
    with pytest.raises(HadirError) as refused:
        hasty.call("logo.png", read_logo, HOSTILE[name]())

    assert str(refused.value).endswith(".")


@pytest.mark.parametrize("name", sorted(SMALL))
def test_a_logo_of_many_pictures_is_refused_or_small(name: str, hasty: Readers) -> None:
    said = _said(lambda: str(len(hasty.call("a", read_logo, HOSTILE[name]()))))

    assert said.isdecimal() or "far more time" in said


@pytest.mark.parametrize("name", PDFS)
def test_a_pdf_that_wants_to_stop_the_product_is_one_sentence(
    name: str, hasty: Readers, tmp_path: Path
) -> None:
    path = tmp_path / "kartu.pdf"
    path.write_bytes(PDFS[name]())
    carry_out = partial(hasty.call, path.name)

    said = _said(lambda: f"{proof(path, read_page, {}, carry_out=carry_out).badges} badges")

    assert said == "0 badges" or "kartu.pdf" in said or "Page 1" in said


def _said(work: Callable[[], str]) -> str:
    try:
        return work()
    except HadirError as error:
        return str(error)


def test_a_page_larger_than_any_paper_is_refused_before_it_is_drawn(tmp_path: Path) -> None:
    with pytest.raises(HadirError, match="Page 1 measures 5080000 x 5080000 mm; at most 1250 mm"):
        proof(PDFS["a page of 5 km"](), read_page, {})

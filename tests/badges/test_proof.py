"""The proof names every badge that cannot be read or does not belong to its name."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from numpy.typing import NDArray

from badges.code import new_code
from badges.design import Design, Shown
from badges.drawing import Style, draw
from badges.errors import PrintingRefused, Refusal
from badges.face import Face
from badges.ink import MM, ink
from badges.marks import BadgeWords, Mark, Panel, SymbolMark
from badges.presets import sheet
from badges.proof import FAULTS, Fault, proof
from badges.sheet import PrintJob, write_pdf
from badges.stream import StreamedCanvas

Read = Callable[[NDArray[np.uint8]], Iterator[tuple[str, list[tuple[float, float]]]]]
Spoil = Callable[[Face, Mark], Iterable[Mark]]


def printed(faces: list[Face], job: PrintJob | None = None) -> bytes:
    out = BytesIO()
    write_pdf(out, faces, job or PrintJob())
    return out.getvalue()


def spoiled(faces: list[Face], spoil: Spoil) -> bytes:
    """Print as the product does, but let some marks be changed on their way."""
    made, out = sheet(), BytesIO()
    canvas = StreamedCanvas(out, (made.page[0] * MM, made.page[1] * MM))
    for start in range(0, len(faces), made.per_page):
        for face, place in zip(faces[start : start + 4], made.places(), strict=False):
            corner = (place[0] * MM, (made.page[1] - place[1]) * MM)
            for mark in draw(face, Style(), made.badge):
                for changed in spoil(face, mark):
                    ink(canvas, changed, corner)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize("name", ["a6-4up", "a7-landscape", "avery-l4785", "label-62x100"])
def test_a_good_sheet_of_every_kind_is_good(
    name: str, faces: list[Face], style: Style, read: Read
) -> None:
    expected = {face.code: face.name for face in faces}

    outcome = proof(printed(faces, PrintJob(sheet(name), style)), read, expected)

    assert outcome.is_good
    assert outcome.badges == len(faces)


def test_a_sheet_that_is_moved_for_its_printer_is_good(faces: list[Face], read: Read) -> None:
    assert proof(printed(faces, PrintJob(offset=(-5.0, 5.0))), read).is_good


def test_places_count_in_reading_order(faces: list[Face]) -> None:
    people = [replace(face, code=new_code()) for face in faces * 5]

    findings = proof(printed(people, PrintJob(sheet("avery-l4785"))), lambda _: ()).findings

    assert [finding.code for finding in findings] == [face.code for face in people]
    assert [finding.place for finding in findings] == [*range(1, 11)] * 4


def test_a_damaged_and_a_swapped_symbol_are_both_named(faces: list[Face], read: Read) -> None:
    def spoil(face: Face, mark: Mark) -> Iterator[Mark]:
        wrong = face is faces[5] and isinstance(mark, SymbolMark)
        yield replace(mark, code=faces[6].code) if wrong else mark  # type: ignore[arg-type]
        if face is faces[2] and isinstance(mark, SymbolMark):
            yield Panel(mark.x + 5, mark.y + 5, mark.side / 2, mark.side / 2, "#ffffff")

    damaged, swapped = proof(spoiled(faces, spoil), read).findings

    assert (damaged.fault, damaged.page, damaged.place) == (Fault.UNREADABLE, 1, 3)
    assert (damaged.name, damaged.code) == ("Messias", faces[2].code)
    assert (swapped.fault, swapped.page, swapped.place) == (Fault.WRONG_SYMBOL, 2, 2)
    assert (swapped.code, swapped.found) == (faces[5].code, faces[6].code)
    assert swapped.name == "Анна Каренина"
    assert faces[6].code in swapped.text


def test_two_badges_that_exchanged_symbols_are_both_named_with_the_owner(
    faces: list[Face], read: Read
) -> None:
    other = {faces[0].code: faces[2].code, faces[2].code: faces[0].code}

    def spoil(_: Face, mark: Mark) -> Iterator[Mark]:
        yield (
            replace(mark, code=other.get(mark.code, mark.code))
            if isinstance(mark, SymbolMark)
            else mark
        )

    findings = proof(spoiled(faces[:4], spoil), read).findings

    assert [finding.fault for finding in findings] == [Fault.WRONG_SYMBOL] * 2
    assert [finding.owner for finding in findings] == ["Messias", "Siti Nurhayati"]


def test_a_symbol_too_pale_for_a_poor_printer_is_named_with_the_resolution(
    faces: list[Face], read: Read
) -> None:
    def at_300_only(grey: NDArray[np.uint8]) -> Iterator[tuple[str, list[tuple[float, float]]]]:
        return read(grey) if grey.shape[0] > 3000 else iter(())

    (finding,) = proof(printed(faces[:1]), at_300_only).findings

    assert (finding.fault, finding.dpi) == (Fault.UNREADABLE, 150)


def test_a_foreign_symbol_is_shown_with_what_it_says(faces: list[Face]) -> None:
    def reads_something_else(
        grey: NDArray[np.uint8],
    ) -> Iterator[tuple[str, list[tuple[float, float]]]]:
        dots = grey.shape[1] / 210
        x, y = 7 * dots, 102 * dots
        yield "https://example.org", [(x, y), (x + 32 * dots, y), (x, y + 32 * dots)]

    (finding,) = proof(printed(faces[:1]), reads_something_else).findings

    assert (finding.fault, finding.found) == (Fault.WRONG_SYMBOL, "https://example.org")


def test_a_symbol_far_from_any_code_is_named(faces: list[Face]) -> None:
    def reads_in_the_corner(
        grey: NDArray[np.uint8],
    ) -> Iterator[tuple[str, list[tuple[float, float]]]]:
        yield faces[0].code, [(grey.shape[1] - 9.0, 1.0), (grey.shape[1] - 1.0, 9.0)]

    findings = proof(printed(faces[:1]), reads_in_the_corner).findings

    assert {finding.fault for finding in findings} == {Fault.NO_TEXT, Fault.UNREADABLE}


def test_a_name_that_is_not_on_the_roster_is_named(faces: list[Face], read: Read) -> None:
    expected = {face.code: face.name for face in faces} | {faces[1].code: "Maria Goretti"}

    (finding,) = proof(printed(faces), read, expected).findings

    assert (finding.fault, finding.owner) == (Fault.WRONG_NAME, "Maria Goretti")
    assert "Maria Goretti" in finding.text


def test_large_letters_of_somebody_else_are_named(faces: list[Face], read: Read) -> None:
    first, second = "Ester", "Messias"
    people = [replace(faces[0], name=f"{first}, S.Pd."), replace(faces[2], name=f"{second}, M.M.")]
    other = {first: second, second: first}

    def spoil(_: Face, mark: Mark) -> Iterator[Mark]:
        large = isinstance(mark, BadgeWords) and mark.size > 30 and mark.text in other
        yield replace(mark, text=other[mark.text]) if large else mark  # type: ignore[union-attr,call-arg]

    pdf = spoiled(people, spoil)
    outcome = proof(pdf, read, {face.code: face.name for face in people})

    assert [finding.fault for finding in outcome.findings] == [Fault.WRONG_NAME] * 2
    assert [finding.owner for finding in outcome.findings] == [face.name for face in people]


def test_a_long_name_is_told_from_the_larger_number(faces: list[Face]) -> None:
    (finding,) = proof(printed([faces[7]]), lambda _: ()).findings

    assert finding.name == "Wolfeschlegelsteinhausenbergerdorff"


def test_letters_that_no_font_has_are_no_fault_of_the_sheet(faces: list[Face], read: Read) -> None:
    people = [replace(faces[0], name="Budi ক Santoso"), replace(faces[1], name="রাম")]

    assert proof(printed(people), read, {face.code: face.name for face in people}).is_good


def test_pages_that_were_turned_are_read_all_the_same(faces: list[Face], read: Read) -> None:
    document, turned = pdfium.PdfDocument(printed(faces)), BytesIO()
    for page in document:
        page.set_rotation(90)
    document.save(turned)

    assert proof(turned.getvalue(), read).is_good


def test_a_code_that_is_not_on_the_roster_is_named(faces: list[Face], read: Read) -> None:
    expected = {face.code: face.name for face in faces[1:]}

    (finding,) = proof(printed(faces), read, expected).findings

    assert (finding.fault, finding.code) == (Fault.UNKNOWN_CODE, faces[0].code)


def test_a_badge_that_is_printed_twice_is_named_twice(faces: list[Face], read: Read) -> None:
    findings = proof(printed([faces[0], faces[1], faces[0]]), read).findings

    assert [(finding.fault, finding.place) for finding in findings] == [
        (Fault.TWICE, 1),
        (Fault.TWICE, 3),
    ]


def test_letters_that_are_hidden_still_prove_the_symbol(faces: list[Face], read: Read) -> None:
    job = PrintJob(style=Style(Design(shown=frozenset({Shown.FULL_NAME}))))

    outcome = proof(printed(faces, job), read)

    assert outcome.is_good
    assert outcome.badges == len(faces)


def test_a_reserve_badge_needs_no_name(read: Read) -> None:
    code = new_code()

    assert proof(printed([Face(code, number="C-1")]), read, {code: ""}).is_good


def test_progress_counts_pages(faces: list[Face], read: Read) -> None:
    heard: list[int] = []
    proof(printed(faces), read, progress=heard.append)

    assert heard == [1, 2]


@pytest.mark.parametrize("content", [b"", b"not a PDF", b"%PDF-1.4 but broken"])
def test_what_is_not_a_pdf_is_refused(content: bytes, read: Read, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(content)

    for pdf in (content, tmp_path / "x.pdf", tmp_path / "absent.pdf"):
        with pytest.raises(PrintingRefused) as refusal:
            proof(pdf, read)
        assert refusal.value.reason is Refusal.NOT_A_PDF


def test_every_fault_has_a_sentence() -> None:
    assert set(FAULTS) == set(Fault)

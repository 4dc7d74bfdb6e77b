"""Letters no font has: the same words everywhere, and no certificate with question marks."""

from pathlib import Path

import pypdfium2 as pdfium
import pytest
from click.testing import CliRunner

from kiosk.cli import main
from kiosk.core.errors import Refused
from kiosk.core.model import Event
from kiosk.desk import Desk
from kiosk.services import certificates
from kiosk.services.check_ins import check_in
from kiosk.services.letters import lacking_on_the_list
from tests.conftest import Clock
from tests.makers import Maker, at

NAMES = ("பிரியா", "Rina \U0001f389 Wulandari", "রাম কুমার")
SAID = [f"{name}: no font has" for name in NAMES]


def _all_present(make: Maker, clock: Clock) -> Event:
    event = make.event()
    make.letterhead(event)
    people = [make.participant(event, name) for name in ("Ada", *NAMES)]
    for hour in (8, 14):
        clock.now = at(hour)
        for each in people:
            check_in(make.desk, make.scan(each))
    return event


def test_nobody_gets_a_certificate_with_letters_missing(
    desk: Desk, make: Maker, clock: Clock
) -> None:
    event = _all_present(make, clock)

    awarded = certificates.issue(desk, event, "Siti")

    assert [each.participant.name for each in awarded] == ["Ada"]
    assert len(certificates.issued(desk, event)) == 1
    assert [each.name for each in certificates.undrawable(desk, event)] == list(NAMES)
    with pytest.raises(Refused, match="பிரியா: no font has"):
        certificates.issue(desk, event, "Siti", number=2)


def test_certificates_badges_and_attendance_list_warn_in_the_same_words(
    sqlite_desk: Desk, make: Maker, clock: Clock, tmp_path: Path
) -> None:
    assert len(lacking_on_the_list(sqlite_desk, _all_present(make, clock))) == 3
    data = str(sqlite_desk.settings.data)

    for words in ("certificates pdf", "attendance", "badges sheet", "badges png"):
        command, out = words.split(), str(tmp_path / f"{words}.pdf")
        result = CliRunner().invoke(main, [*command, "--out", out, "--data", data])
        said = result.output.splitlines()
        assert result.exit_code == 0, said
        assert [line for line in said if "no font has" in line] == [
            line for line in said if any(line.startswith(each) for each in SAID)
        ]
        assert sum("no font has" in line for line in said) == 3, command


def test_chinese_japanese_korean_and_hindi_are_printed_where_their_fonts_are_installed(
    sqlite_desk: Desk, make: Maker, clock: Clock, tmp_path: Path
) -> None:
    for each in ("paperang_p2_fonts_cjk", "uharfbuzz"):
        pytest.importorskip(each, reason="make setup installs it, as hadir[fonts]")
    event, names = (
        make.event(),
        ["陳大文", "山田 太郎", "김민수", "Rina 王 Wulandari", "प्रिया शर्मा"],
    )
    make.letterhead(event)
    people = [make.participant(event, name) for name in names]
    for hour in (8, 14):
        clock.now = at(hour)
        for each in people:
            check_in(make.desk, make.scan(each))

    out = tmp_path / "sertifikat.pdf"
    command = ["certificates", "pdf", "--out", str(out), "--data", str(sqlite_desk.settings.data)]
    result = CliRunner().invoke(main, command)

    assert (result.exit_code, "no font has" in result.output) == (0, False)
    pages = [page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(out)]
    assert [name for name, page in zip(names, pages, strict=True) if name not in page] == []

"""Reading files of every kind, and refusing what is none."""

import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from xlsxwriter import Workbook

from kiosk.core.errors import BadInput
from kiosk.core.roster.spreadsheet import Merge
from kiosk.desk import Desk
from kiosk.services import roster
from kiosk.services.lists import archives
from kiosk.services.lists.spreadsheets import read_file
from kiosk.services.participants import listed
from kiosk.services.sessions import sessions_of
from kiosk.services.workbooks import rejected_rows_xlsx, template_xlsx
from tests.makers import Maker

NIP = "198001012005011001"
LISTS = Path(__file__).parent / "files"
"""One list as LibreOffice saves it, with spoilt cells, in every format."""

ARRIVE = [
    ("Sabai, S.Pd., M.Si.", NIP, "SDN-1 Ampah"),
    ('Budi "Bud" O\'Hara', "198609262015051002", "SDN-1 Ampah"),
    ("Siti \U0001f469\u200d\U0001f3eb Ni\u2019mah الحسين", "198609262015051003", "SMPN 2  Paku"),
    ("Nol Hilang", "", "SD A"),
    ("Tersaring", "", "SD B"),
    ("Sesudah Kosong", "198001012005011010", "SD B"),
]


def _xlsx(*rows: tuple[object, ...]) -> bytes:
    content = BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Peserta")
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                (sheet.write_string if isinstance(value, str) else sheet.write)(row, column, value)
    return content.getvalue()


def _opened(content: bytes) -> list[tuple[object, ...]]:
    sheet = openpyxl.load_workbook(BytesIO(content)).worksheets[0]
    return list(sheet.iter_rows(values_only=True))


def _archive(**members: str) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return content.getvalue()


def test_a_workbook_becomes_texts() -> None:
    sheet = read_file("a.xlsx", _xlsx(("Nama", "NIP"), ("=SUM(A1)", NIP), ("Rina", 30201234)))
    rows = sheet.sheets[0].rows
    assert rows == (("Nama", "NIP"), ("=SUM(A1)", NIP), ("Rina", "30201234"))
    assert sheet.sheets[0].numbers == {(2, 1)}


def test_a_number_that_lost_digits_looks_it() -> None:
    rows = read_file("a.xlsx", _xlsx(("NIP",), (198001012005011001,))).sheets[0].rows
    assert rows[1][0].startswith("1.98001012005011")
    assert "E+17" in rows[1][0]


def test_merged_cells_are_told() -> None:
    content = BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("B1:B3", "SDN 1")
        sheet.write_string("A3", "Rina")
    read = read_file("a.xlsx", content.getvalue()).sheets[0]
    assert read.merges == (Merge(0, 1, 2, 1),)
    assert read.filled_down() == {(1, 1): "SDN 1", (2, 1): "SDN 1"}


def test_a_formula_without_a_result_is_told() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["A2"] = "Nama", "=CONCATENATE(B1,B2)"
    content = BytesIO()
    book.save(content)
    assert read_file("a.xlsx", content.getvalue()).sheets[0].unknown == {(1, 0)}


@pytest.mark.parametrize("sign", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_every_kind_of_csv_is_read(sign: str, encoding: str) -> None:
    text = f'Nama{sign}NIP\r\n"José, S.Pd.; M.Si."{sign}{NIP}\r\n'
    rows = read_file("a.csv", text.encode(encoding)).sheets[0].rows
    assert rows == (("Nama", "NIP"), ("José, S.Pd.; M.Si.", NIP))


def test_a_csv_of_one_column_is_read() -> None:
    rows = read_file("a.csv", b"Nama\nSabai\nRina\n").sheets[0].rows
    assert rows == (("Nama",), ("Sabai",), ("Rina",))


def test_commas_of_titles_divide_no_list_of_names_alone() -> None:
    rows = read_file("a.csv", b"Nama\nSabai, S.Pd., M.Si.\nRina, S.Pd.\n").sheets[0].rows
    assert rows == (("Nama",), ("Sabai, S.Pd., M.Si.",), ("Rina, S.Pd.",))


@pytest.mark.parametrize("line", ['"Rina;2', '"Rina" Ayu;2'], ids=["not closed", "inside a text"])
def test_a_quotation_mark_that_would_swallow_the_rest_is_told(line: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_file("a.csv", f"Nama;NIP\nSabai;1\n{line}\nBudi;3\n".encode())
    assert "a.csv, line 3: quotation marks" in str(refused.value)


def test_a_list_put_together_from_two_encodings_is_read_line_by_line() -> None:
    content = "Nama;NIP\nJosé;1\n".encode() + "André;2\n".encode("cp1252")
    rows = read_file("a.csv", content).sheets[0].rows
    assert rows[1:] == (("José", "1"), ("André", "2"))


def test_names_with_commas_do_not_hide_the_semicolons() -> None:
    text = "Nama;NIP\nSabai, S.Pd., M.Si., M.Pd.;1\nRina, S.Pd., M.Si., M.Pd.;2\n"
    assert read_file("a.csv", text.encode()).sheets[0].rows[1][1] == "1"


def test_the_first_line_may_name_the_sign_and_rows_keep_their_numbers() -> None:
    rows = read_file("a.csv", b"sep=;\r\nNama;NIP\r\nSabai, S.Pd.;1\r\n").sheets[0].rows
    assert rows[2] == ("Sabai, S.Pd.", "1")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("foto.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0" * 9, r"foto\.jpg is a picture"),
        ("a.xlsx", b"PK\x03\x04 rubbish", "is not a spreadsheet"),
        ("a.fods", b"<?xml version='1.0'?><office:document/>", "is of a kind that cannot be read"),
        ("a.xls", b"\xd0\xcf\x11\xe0" * 200, "is not a spreadsheet"),
        ("surat.docx", _archive(word__document_xml="<x/>"), "is a text document"),
        ("a.pdf", b"%PDF-1.7\n\0\0", "is a PDF"),
        ("a.csv", b"", r"a\.csv is empty"),
        ("a.csv", b"\n ; \n", r"is empty"),
        ("a.xlsx", _xlsx(), "is empty"),
        ("a.csv", b"x" * 5_000_001, "at most 5 MB"),
        ("a.csv", b";".join([b"x"] * 300), "300 columns"),
        ("a.csv", b"Nama\n" + b"Sabai\n" * 200_000, "200001 rows"),
    ],
)
def test_what_is_no_list_is_refused_in_a_sentence(name: str, content: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read_file(name, content)


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"b\.xlsx cannot be read"):
        read_file("b.xlsx", tmp_path / "b.xlsx")


def test_a_stray_cell_in_the_last_corner_does_not_end_the_program() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "Nama"
    book.worksheets[0]["XFD1048576"] = "x"
    content = BytesIO()
    book.save(content)
    with pytest.raises(BadInput, match="16384 columns"):
        read_file("a.xlsx", content.getvalue())


def test_a_table_that_repeats_a_cell_a_million_times_is_refused() -> None:
    row = (
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
        'office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'
    )
    text = f'<office:body><table:table table:name="a">{row}</table:table></office:body>'
    with pytest.raises(BadInput, match="1048576 rows"):
        read_file("a.ods", _archive(content_xml=text))


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = _archive(xl__workbook_xml=" " * (archives.MAX_UNPACKED + 1))
    assert len(bomb) < 200_000
    with pytest.raises(BadInput, match="unpacks to 100 MB"):
        read_file("a.xlsx", bomb)


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_a_file_that_was_cut_off_is_refused_in_a_sentence(ending: str) -> None:
    content = (LISTS / f"spoilt.{ending}").read_bytes()
    for length in range(600, len(content) - 1000, 450):
        with pytest.raises(BadInput) as refused:
            read_file(f"daftar.{ending}", content[:length])
        assert "is not a spreadsheet" in str(refused.value)


def test_a_damaged_cell_in_the_last_corner_of_an_xls_does_not_end_the_program() -> None:
    content = (LISTS / "spoilt.xls").read_bytes()
    cell = bytes.fromhex("fd000a00")  # a text; its row and column follow
    with pytest.raises(BadInput) as refused:
        read_file("a.xls", content.replace(cell + b"\x06\0", cell + b"\xff\xff"))
    assert "has 65536 rows" in str(refused.value)


def test_a_damaged_xls_whose_first_row_is_below_its_last_does_not_end_the_program() -> None:
    content = (LISTS / "spoilt.xls").read_bytes()
    sizes = bytes.fromhex("00020e00")  # of a sheet; its first row follows
    with pytest.raises(BadInput) as refused:
        read_file("a.xls", content.replace(sizes + b"\0\0", sizes + b"\0\x61"))
    assert "is not a spreadsheet" in str(refused.value)


def test_lines_may_end_in_all_ways_at_once() -> None:
    rows = read_file("a.csv", b"Nama;NIP\r\nSabai;1\rBudi;2\nRina;3\r\n").sheets[0].rows
    assert [row[0] for row in rows] == ["Nama", "Sabai", "Budi", "Rina"]


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_a_list_with_a_password_is_said_to_have_one(ending: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_file(f"daftar.{ending}", LISTS / f"locked.{ending}")
    assert "protected by a password" in str(refused.value)


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods", "semicolon.csv", "utf16.csv"])
def test_a_list_saved_by_libreoffice_arrives_to_the_character(
    desk: Desk, make: Maker, ending: str
) -> None:
    event = make.event()
    seen = roster.preview(desk, event.id, read_file(f"a.{ending}", LISTS / f"spoilt.{ending}"))
    roster.commit(desk, event.id, seen, "uji", skip_errors=True)
    people = [(row["name"], row["nip"], row["organization"]) for row in listed(desk, event.id)]
    assert people == ARRIVE
    told = [(p.row, p.column) for each in seen.plan.rows for p in each.problems]
    assert seen.out_of_sight == ([] if ending.endswith("csv") else [15])
    assert told == [(10, "D"), (11, "D"), (12, "F"), (13, "H"), (14, "G"), (16, "C")]


def test_the_template_can_be_filled_in_and_imported(sqlite_desk: Desk, make: Maker) -> None:
    event = make.event()
    book = openpyxl.load_workbook(BytesIO(template_xlsx(sessions_of(sqlite_desk, event.id))))
    sheet = book.worksheets[0]
    assert sheet.column_dimensions["B"].width > 18
    sheet["A2"], sheet["B2"], sheet["I2"] = "Sabai", NIP, "Sesi Pagi"
    content = BytesIO()
    book.save(content)
    seen = roster.preview(sqlite_desk, event.id, read_file("t.xlsx", content.getvalue()))
    assert len(seen.mapping.fields) == 9
    assert seen.plan.rows[0].row.entry.nip == NIP
    assert not seen.plan.blocked


def test_rejected_rows_come_back_as_they_stood_with_the_reason(
    sqlite_desk: Desk, make: Maker
) -> None:
    event = make.event()
    rows = (("No", "Nama", "NIP"), ("1", "Budi", "1,98001E+17"), ("2", "Sabai", NIP))
    seen = roster.preview(sqlite_desk, event.id, read_file("a.xlsx", _xlsx(*rows)))
    header, row = _opened(rejected_rows_xlsx(seen))
    assert header == ("No", "Nama", "NIP", "Reason")
    assert row[:3] == ("1", "Budi", "1,98001E+17")
    assert "Row 2, column C" in str(row[3])


def test_a_formula_that_failed_shows_its_error() -> None:
    content = BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_formula("B1", "=VLOOKUP(1,A:A,9)", None, "#REF!")
    assert read_file("a.xlsx", content.getvalue()).sheets[0].rows == (("", "#REF!"),)


def test_an_empty_result_is_a_result() -> None:
    cell = '<c r="A2" t="str"><f>""</f><v></v></c>'
    assert archives._sheet(f"<sheetData>{cell}</sheetData>".encode()).unknown == frozenset()


def test_a_last_row_of_formulas_without_results_is_there() -> None:
    content = BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["Nama"])
    book.active.append(["=B2"])
    book.save(content)
    sheet = read_file("a.xlsx", content.getvalue()).sheets[0]
    assert (len(sheet.rows), sheet.unknown) == (2, {(1, 0)})


def test_a_hidden_sheet_is_told() -> None:
    content = BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        book.add_worksheet("Tampak").write(0, 0, "Nama")
        book.add_worksheet("Lama").hide()
    assert [each.hidden for each in read_file("a.xlsx", content.getvalue()).sheets] == [False, True]


def test_lines_that_end_as_on_old_macintoshes_are_lines() -> None:
    assert read_file("a.csv", b"Nama;NIP\rAni;1\r").sheets[0].rows == (
        ("Nama", "NIP"),
        ("Ani", "1"),
    )


def test_a_web_page_that_calls_itself_a_spreadsheet_is_refused() -> None:
    with pytest.raises(BadInput, match="is a web page without a table"):
        read_file("daftar.xls", b"<html><form>Login</form></html>")

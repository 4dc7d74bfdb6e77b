"""Files as they come: wrapped twice, in other letters, as web pages, struck through, mistaken."""

import json
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from kiosk.core.errors import BadInput
from kiosk.core.roster.spreadsheet import Merge
from kiosk.services.lists.code_pages import decoded
from kiosk.services.lists.spreadsheets import read_file

FILES = Path(__file__).parent / "files"
CYRILLIC = "\u0418\u0412\u0410\u041d\u041e\u0412 \u0418\u0412\u0410\u041d"
ROWS = (("No", "Nama", "Asal Sekolah"), ("1", "Rina Wulandari, S.Pd", "SDN 1"), ("2", "B", "SDN 2"))


def _saved(book: openpyxl.Workbook) -> bytes:
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _rows(name: str, content: bytes | str) -> tuple[tuple[str, ...], ...]:
    data = content.encode() if isinstance(content, str) else content
    return read_file(name, data).sheets[0].rows


def test_a_csv_that_was_wrapped_twice_is_unwrapped() -> None:
    text = (
        '"No;""Nama"";""Asal Sekolah"""\n"1;""Rina Wulandari, S.Pd"";""SDN 1"""\n'
        '"2;""B"";""SDN 2"""\n'
    )
    assert _rows("a.csv", text) == ROWS


def test_lines_that_were_wrapped_where_a_comma_stood_are_unwrapped() -> None:
    lines = ('"No;Nama;Asal Sekolah"', '"1;""Rina Wulandari, S.Pd"";SDN 1"', '"2;B;SDN 2"')
    assert _rows("a.csv", "\r\n".join(lines)) == ROWS


def test_names_in_quotation_marks_are_not_unwrapped() -> None:
    assert _rows("a.csv", '"Nama"\n"Rina, S.Pd."\n"Bagus, S.Ag."\n')[1:] == (
        ("Rina, S.Pd.",),
        ("Bagus, S.Ag.",),
    )


def test_lines_that_stand_whole_in_the_first_column_of_a_workbook_are_divided() -> None:
    book = openpyxl.Workbook()
    for line in ("No;Nama;Asal Sekolah", '1;"Rina Wulandari, S.Pd";SDN 1', "2;B;SDN 2"):
        book.active.append([line])
    assert _rows("a.xlsx", _saved(book)) == ROWS


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("cp1252", "José Müller;École\nFrançois;X"),
        ("cp1250", "Łukasz Żółć;Gdańsk\nJiří Dvořák;Praha"),
        ("mac_roman", "José Muñoz;École\nFrançois;X"),
        ("gb18030", "姓名;单位\n陈大文;学校"),
        ("big5", "姓名;單位\n陳大文;學校"),
        ("cp932", "氏名;所属\n山田 太郎;東京大学"),
        ("cp949", "이름;소속\n김철수;학교"),
        ("cp1251", f"{CYRILLIC};X\n{CYRILLIC.title()};X"),
        ("koi8_r", f"{CYRILLIC};X\n{CYRILLIC.title()};X"),
        ("cp1254", "I\u015f\u0131l Y\u0131lmaz;\u015ei\u015fli\nG\u00fcne\u015f Do\u011fan;X"),
    ],
)
def test_letters_of_another_code_page_are_read_and_said(page: str, text: str) -> None:
    read = decoded(text.encode(page))
    assert read.text == text
    assert read.page


def test_utf_8_needs_no_word() -> None:
    assert read_file("a.csv", "Nama;X\nJosé;Ł\n".encode()).encoding == ""


def test_a_code_page_is_told_with_the_list() -> None:
    said = read_file("a.csv", "Nama;X\nŁukasz;Gdańsk\n".encode("cp1250")).encoding
    assert said.startswith("Windows-1250")


def test_a_table_of_a_web_page_is_read() -> None:
    page = """<html><meta charset=utf-8><style>td {mso-number-format:"@"}</style><body>
    <table border=1><tr><th>No<th>Nama<th>Asal Sekolah</tr>
    <tr><td>1</td><td>Rina&nbsp;Wulandari, S.Pd</td><td>SDN 1</td></tr>
    <tr><td>2</td><td><b>B</b></td><td>SDN<br>2</td></tr></table>"""
    rows = _rows("daftar.xls", page)
    assert rows[0] == ROWS[0]
    assert rows[2] == ("2", "B", "SDN\n2")


def test_cells_of_a_web_page_may_span_and_be_struck_through() -> None:
    page = """<table><tr><td colspan=2>Daftar</td></tr><tr><td>Nama</td><td>Sekolah</td></tr>
    <tr><td><s>Rina</s></td><td rowspan=2>SDN 1</td></tr><tr><td>Bagus</td></tr></table>"""
    sheet = read_file("daftar.xls", page.encode()).sheets[0]
    assert sheet.rows == (("Daftar", ""), ("Nama", "Sekolah"), ("Rina", "SDN 1"), ("Bagus",))
    assert sheet.merges == (Merge(0, 0, 0, 1), Merge(2, 1, 3, 1))
    assert sheet.struck == {(2, 0)}


def test_an_archived_web_page_is_read() -> None:
    page = "<table><tr><td>Nama</td></tr><tr><td>Rina</td></tr></table>"
    text = f"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n{page}\n"
    assert _rows("daftar.xls", text) == (("Nama",), ("Rina",))


def test_a_workbook_in_one_xml_file_is_read() -> None:
    cells = '<Cell><Data ss:Type="String">{}</Data></Cell><Cell ss:Index="3"><Data>{}</Data></Cell>'
    xml = (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Guru"><Table>'
        f"<Row>{cells.format('Nama', 'NIP')}</Row><Row>{cells.format('Rina', '198')}</Row>"
        "</Table></Worksheet></Workbook>"
    )
    sheet = read_file("daftar.xls", xml.encode()).sheets[0]
    assert (sheet.name, sheet.rows) == ("Guru", (("Nama", "", "NIP"), ("Rina", "", "198")))


def test_json_of_people_is_a_list() -> None:
    people = [{"name": "Rina", "sessions": ["Pagi", "Sore"]}, {"name": "B", "walk_in": True}]
    rows = _rows("a.json", json.dumps(people))
    assert rows == (("name", "sessions", "walk_in"), ("Rina", "Pagi; Sore", ""), ("B", "", "true"))


def _replaced(content: bytes, old: bytes, new: bytes) -> bytes:
    """The workbook with something else in the XML of its first sheet."""
    changed = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(changed, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            is_sheet = name == "xl/worksheets/sheet1.xml"
            after.writestr(name, data.replace(old, new) if is_sheet else data)
    return changed.getvalue()


def test_text_that_a_merged_cell_covers_is_not_read() -> None:
    book = openpyxl.Workbook()
    for row in (("Nama", "Sekolah"), ("Rina", "SDN 1"), ("Bagus", "SDN 9 LAMA")):
        book.active.append(row)
    spans = b'</sheetData><mergeCells count="1"><mergeCell ref="B2:B3"/></mergeCells>'
    content = _replaced(_saved(book), b"</sheetData>", spans)
    assert _rows("a.xlsx", content)[2] == ("Bagus", "")


def test_what_is_struck_through_is_told() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Nama"])
    book.active.append(["Rina"])
    book.active.append(["Bagus"])
    book.active["A2"].font = Font(strike=True)
    assert read_file("a.xlsx", _saved(book)).sheets[0].struck == {(1, 0)}


@pytest.mark.parametrize("digits", ["198501012010012001", "9352762664300013"])
def test_long_numbers_whose_digits_stand_in_the_file_are_read_whole(digits: str) -> None:
    book = openpyxl.Workbook()
    book.active.append(["NIP"])
    book.active.append([1234])
    content = _replaced(_saved(book), b"<v>1234</v>", f"<v>{digits}</v>".encode())
    sheet = read_file("a.xlsx", content).sheets[0]
    assert (sheet.rows[1][0], sheet.exact) == (digits, {(1, 0)})


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.gsheet", b'{"url":"https://docs.google.com/open?id=x","doc_id":"x"}', "only a link"),
        ("a.url", b"[InternetShortcut]\r\nURL=https://x\r\n", "only a link"),
        ("a.vcf", b"BEGIN:VCARD\r\nFN:Rina\r\nEND:VCARD\r\n", "business cards"),
        ("a.ics", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "calendar"),
        ("daftar.xlsx", b"%PDF-1.7 \n", "is a PDF"),
        ("a.rtf", b"{\\rtf1 Nama}", "text document"),
        ("a.rar", b"Rar!\x1a\x07\0", "archive"),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0", "picture"),
        ("a.msg", b"\xd0\xcf\x11\xe0" * 200, "e-mail"),
        ("a.doc", b"\xd0\xcf\x11\xe0" * 200, "text document"),
    ],
)
def test_other_kinds_are_told_apart_with_what_to_do(name: str, content: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read_file(name, content)


@pytest.mark.parametrize(
    ("member", "said"),
    [
        ("word/document.xml", "text document"),
        ("Index/Document.iwa", "made by Numbers"),
        ("daftar/peserta.xlsx", "is an archive"),
        ("ppt/presentation.xml", "presentation"),
        ("xl/workbook.bin", "binary workbook"),
    ],
)
def test_archives_are_told_apart_by_what_is_inside(member: str, said: str) -> None:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(member, "x")
    with pytest.raises(BadInput, match=said):
        read_file("daftar.xlsx", content.getvalue())


def test_what_is_struck_through_in_an_old_workbook_is_told() -> None:
    sheet = read_file("a.xls", FILES / "struck.xls").sheets[0]
    assert sheet.rows[2][0] == "Bagus Prakoso"
    assert sheet.struck == {(2, 0), (2, 1)}


@pytest.mark.parametrize("said", ["cp1250", "Windows-1250"])
def test_a_code_page_that_was_said_is_taken_and_no_longer_asked(said: str) -> None:
    book = read_file("a.csv", "Nama\n\u0141ukasz \u017b\u00f3\u0142\u0107".encode("cp1250"), said)
    assert (book.sheets[0].rows[1][0], book.encoding) == (
        "\u0141ukasz \u017b\u00f3\u0142\u0107",
        "",
    )


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("rot13", "There is no encoding rot13"),
        ("klingon", "There is no encoding klingon"),
        ("utf-8", "a.csv is not written in utf-8"),
    ],
)
def test_a_code_page_that_cannot_be_is_refused(said: str, answer: str) -> None:
    with pytest.raises(BadInput, match=answer):
        read_file("a.csv", b"Nama\n\xa3ukasz", said)


def test_a_workbook_with_thousands_of_sheets_is_refused() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Nama"])
    for _ in range(300):
        book.create_sheet()
    with pytest.raises(BadInput, match="has 301 sheets"):
        read_file("a.xlsx", _saved(book))


def test_polish_letters_side_by_side_are_not_taken_for_cyrillic() -> None:
    name = "\u0141ukasz \u017b\u00f3\u0142\u0107"
    book = read_file("a.csv", f"Nama;Sekolah\n{name};SDN 1\n".encode("cp1250"))
    assert book.sheets[0].rows[1][0] == name
    assert "Windows-1250" in book.encoding

"""Lists in web pages, in one XML file, in JSON: each peculiarity that programs write."""

import json
from typing import Any

import pytest

from kiosk.core.errors import BadInput
from kiosk.core.roster.spreadsheet import Merge, Worksheet
from kiosk.services.lists.spreadsheets import read_file

Rows = tuple[tuple[str, ...], ...]


def _sheet(text: str | bytes, name: str = "daftar.xls") -> Worksheet:
    return read_file(name, text.encode() if isinstance(text, str) else text).sheets[0]


@pytest.mark.parametrize(
    ("page", "rows"),
    [
        ("<table><td>Nama<td>NIP</table>", (("Nama", "NIP"),)),
        ("<table><tr><td rowspan=2>1<td>A<tr><td>B</table>", (("1", "A"), ("", "B"))),
        (
            "<table><tr><td>1<td rowspan=2 colspan=2>A<td>B<tr><td>2<td>C</table>",
            (("1", "A", "", "B"), ("2", "", "", "C")),
        ),
        ("<table><tr><td colspan=many>A<td>B</table>", (("A", "B"),)),
        ("<table><tr><td colspan=0>A<td>B</table>", (("A", "B"),)),
        ("<table><tr><td rowspan=200 colspan=200>A<td>B</table>", (("A", "B"),)),
        (
            "<p>Before</p><table><tr><td>A<script>x</script><style>y</style>b</td>stray</tr></table>",
            (("Ab",),),
        ),
        (
            "<table><tr><td>Rina<p>Wulandari<div>S.Pd</div></td></tr></table>",
            (("Rina\nWulandari\nS.Pd",),),
        ),
        ("<table><tr><td>  Rina \n Wulandari&nbsp;</td></tr></table>", (("Rina Wulandari",),)),
        ("</table></s><table></s><tr><td>A</table>", (("A",),)),
    ],
)
def test_tables_of_pages_are_read_as_a_browser_shows_them(page: str, rows: Rows) -> None:
    assert _sheet(page).rows == rows


def test_a_cell_that_claims_the_whole_sheet_is_one_cell() -> None:
    assert _sheet("<table><tr><td rowspan=200 colspan=200>A<td>B</table>").merges == ()
    tall = _sheet("<table><tr><td rowspan=150 colspan=140>A</table>")
    assert tall.merges == (Merge(0, 0, 149, 139),)


def test_rows_that_a_page_hides_are_told() -> None:
    page = (
        '<table><tr style="mso-x:1;DISPLAY : none"><td>A<tr style="color:red"><td>B'
        "<tr style=display:none><td>C</table>"
    )
    assert _sheet(page).hidden_rows == {0, 2}


@pytest.mark.parametrize(
    ("cell", "is_struck"),
    [
        ("<td><del>Rina</del> ", True),
        ("<td><strike>Rina</strike>", True),
        ("<td style='text-decoration:line-through'>Rina", True),
        ("<td><s>Rina</s> Wulandari", False),
        ("<td>Rina <s>Wulandari</s>", False),
        ("<td><s></s>", False),
        ("<td><s>A</s></td><td>Rina", False),
    ],
)
def test_a_cell_of_a_page_is_struck_where_all_its_text_is(cell: str, *, is_struck: bool) -> None:
    sheet = _sheet(f"<table><tr><td>x<tr>{cell}</table>")
    assert ((1, len(sheet.rows[1]) - 1) in sheet.struck) is is_struck


def test_of_tables_in_tables_the_inner_ones_are_read_too() -> None:
    page = "<table><tr><td>Menu<table><tr><td>Nama</table></td></tr></table><table><tr><td></table>"
    sheets = read_file("a.xls", page.encode()).sheets
    assert [(each.name, each.rows) for each in sheets] == [
        ("1", (("Menu",),)),
        ("2", (("Nama",),)),
    ]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("<meta charset = 'cp1250'>", "cp1250"),
        ("<meta content='text/html; charset=iso-8859-2'>", "iso-8859-2"),
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("", "utf-16-le"),
        ("", "utf-16-be"),
        ("<meta charset=utf-8>", "cp1250"),
        ("<meta charset=klingon>", "cp1250"),
        ("", "cp1250"),
    ],
)
def test_a_page_is_read_in_the_letters_in_which_it_is_written(head: str, encoding: str) -> None:
    name = "Łukasz Żółć"
    page = f"<table><tr><td>{name}<td>Gdańsk<tr><td>Jiří Dvořák<td>Praha</table>"
    assert _sheet(f"<html>{head}{page}".encode(encoding)).rows[0][0] == name


def test_a_page_that_is_not_in_the_letters_that_were_said_is_refused() -> None:
    with pytest.raises(BadInput, match=r"a.xls is not written in utf-8."):
        read_file("a.xls", "<table><tr><td>Łukasz</table>".encode("cp1250"), "utf-8")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<html><form>Login</form></html>", "a.xls is a web page without a table, of a login"),
        ("<html><table><tr><td> </table></html>", "a.xls is a web page without a table"),
        ("<?xml version='1.0'?><people/>", "a.xls is of a kind that cannot be read here."),
    ],
)
def test_a_page_without_a_table_says_what_it_is(content: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        _sheet(content, "a.xls")


def _xml(rows: str) -> str:
    return (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Guru">'
        f"<Table>{rows}</Table></Worksheet></Workbook>"
    )


def _cell(text: str, attributes: str = "", kind: str = "String") -> str:
    return f'<Cell {attributes}><Data ss:Type="{kind}">{text}</Data></Cell>'


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (f'<Row ss:Index="3">{_cell("A")}</Row>', ((), (), ("A",))),
        (f"<Row>{_cell('A')}</Row><Row ss:Index='2'>{_cell('B')}</Row>", (("A",), ("B",))),
        (f"<Row>{_cell('A', 'ss:MergeAcross=`2`')}{_cell('B')}</Row>", (("A", "", "", "B"),)),
        (f"<Row>{_cell('A')}{_cell('B', 'ss:Index=`4`')}</Row>", (("A", "", "", "B"),)),
        (f"{_cell('A')}", (("A",),)),
        (f"<Row>{_cell('A&amp;B')}<Cell>stray</Cell></Row>", (("A&B", ""),)),
    ],
)
def test_rows_and_cells_of_an_xml_workbook_stand_where_they_say(rows: str, expected: Rows) -> None:
    assert _sheet(_xml(rows.replace("`", '"'))).rows == expected


def test_numbers_merged_cells_and_hidden_rows_of_an_xml_workbook_are_told() -> None:
    rows = (
        f"<Row>{_cell('Nama')}</Row>"
        f'<Row ss:Hidden="1">{_cell("1", kind="Number")}{_cell("2")}</Row>'
        f'<Row ss:Hidden="0">{_cell("A", "ss:MergeDown=`1`".replace("`", chr(34)))}</Row>'
    )
    sheet = _sheet(_xml(rows))
    assert (sheet.name, sheet.numbers) == ("Guru", {(1, 0)})
    assert (sheet.hidden_rows, sheet.merges) == ({1}, (Merge(2, 0, 3, 0),))


@pytest.mark.parametrize(
    "rows",
    [
        f'<Row ss:Index="21002">{_cell("A")}</Row>',
        f"<Row>{_cell('A', 'ss:Index=' + chr(34) + '258' + chr(34))}</Row>",
        f"<Row>{_cell('A', 'ss:MergeAcross=' + chr(34) + '257' + chr(34))}</Row>",
        f"<Row>{_cell('A', 'ss:MergeDown=' + chr(34) + '21002' + chr(34))}</Row>",
        "<Row><Cell>",
    ],
)
def test_an_xml_workbook_that_reaches_too_far_or_breaks_off_is_refused(rows: str) -> None:
    with pytest.raises(BadInput, match="not a spreadsheet"):
        _sheet(_xml(rows)[: None if "</Row>" in rows else 300], "a")


@pytest.mark.parametrize(
    ("said", "rows"),
    [
        ([{"name": "Rina", "n": 1.5}, {"n": None}], (("name", "n"), ("Rina", "1.5"), ("", ""))),
        ({"total": 1, "people": [{"name": "A"}]}, (("name",), ("A",))),
        ([{"name": "A", "more": {"x": "é"}}], (("name", "more"), ("A", '{"x": "é"}'))),
        ([{"walk_in": False}, "stray"], (("walk_in",), ("false",))),
    ],
)
def test_json_of_people_is_a_table(said: Any, rows: Rows) -> None:
    sheet = _sheet(json.dumps(said), "peserta.json")
    assert (sheet.name, sheet.rows) == ("peserta", rows)


@pytest.mark.parametrize(
    "text", ['{"a": [{"n": 1}], "b": [{"n": 2}]}', "[1, 2]", '"x"', "[" * 30_000, "[Nama;NIP"]
)
def test_json_that_is_no_list_of_people_is_read_as_lines(text: str) -> None:
    assert _sheet(text, "a.json").rows[0][0][:3] in text

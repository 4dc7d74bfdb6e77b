"""Files that want to stop the product: each a function that makes its bytes."""

import io
import struct
import zipfile
from collections.abc import Callable

CORNER = "XFD1048576"
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMESPACES = " ".join(
    f'xmlns:{name}="{_OFFICE}{name}:1.0"' for name in ("office", "table", "text")
)


def zipped(members: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def members_of_xlsx(data: str, *, strings: str = "", main: str = _MAIN) -> dict[str, str | bytes]:
    book = (
        f'<workbook xmlns="{main}" xmlns:r="{_LINKS}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>'
    )
    links = (
        f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="a" '
        f'Type="{_LINKS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    )
    root = (
        f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="a" '
        f'Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    )
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": root,
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": links,
        "xl/worksheets/sheet1.xml": data,
    }
    if strings:
        members["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{strings}</sst>'
    return members


def sheet(rows: str, before: str = "") -> str:
    return f'{before}<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def xlsx(rows: str, *, before: str = "", strings: str = "") -> bytes:
    return zipped(members_of_xlsx(sheet(rows, before), strings=strings))


def ods(rows: str) -> bytes:
    content = (
        f"<office:document-content {_NAMESPACES}><office:body><office:spreadsheet>"
        f'<table:table table:name="S">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = f'<manifest:manifest xmlns:manifest="{_OFFICE}manifest:1.0"/>'
    return zipped({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


def far_cell(attribute: str) -> bytes:
    return xlsx(f"<row><c r='A1'><v>1</v></c><c {attribute}><v>2</v></c></row>")


def _strict() -> bytes:
    main = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    data = sheet(f'<row><c r="A1"><v>1</v></c><c r="{CORNER}"><v>2</v></c></row>')
    return zipped(members_of_xlsx(data.replace(_MAIN, main), main=main))


def _other_case() -> bytes:
    members = members_of_xlsx(
        sheet(f'<row><c r="A1"><v>1</v></c><c r="{CORNER}"><v>2</v></c></row>')
    )
    members["XL\\Worksheets\\SHEET1.xml"] = members.pop("xl/worksheets/sheet1.xml")
    return zipped(members)


def _two_of_one_name() -> bytes:
    members = members_of_xlsx(sheet("<row><c r='A1'><v>1</v></c></row>"))
    members["xl/Worksheets/sheet1.xml"] = sheet(f"<row><c r='{CORNER}'><v>1</v></c></row>")
    return zipped(members)


def _workbook_elsewhere() -> bytes:
    members = members_of_xlsx(sheet("<row><c r='A1'><v>1</v></c></row>"))
    far = members_of_xlsx(sheet(f"<row><c r='A1'><v>1</v></c><c r='{CORNER}'><v>1</v></c></row>"))
    for name, content in far.items():
        if name.startswith("xl/"):
            members[f"other/{name}"] = content
    members["_rels/.rels"] = str(members["_rels/.rels"]).replace("xl/", "other/xl/")
    return zipped(members)


def _sheet_that_nobody_names() -> bytes:
    members = members_of_xlsx(sheet("<row><c r='A1' t='str'><v>Nama</v></c></row>"))
    members["xl/far.xml"] = sheet(f"<row><c r='{CORNER}'><v>1</v></c></row>")
    return zipped(members)


def _two_kinds() -> bytes:
    members = members_of_xlsx(
        sheet(f"<row><c r='A1'><v>1</v></c><c r='{CORNER}'><v>1</v></c></row>")
    )
    members["content.xml"] = f"<office:document-content {_NAMESPACES}/>"
    return zipped(members)


def _implicit_cells() -> bytes:
    return xlsx("<row>" + "<c><v>1</v></c>" * 1_048_576 + "</row>")


def _shared_bomb() -> bytes:
    text = "<si><t>" + "x" * 30_000 + "</t></si>"
    cells = '<c t="s"><v>0</v></c>' * 200
    return xlsx(f"<row>{cells}</row>" * 3_000, strings=text)


def _shared_one_large() -> bytes:
    return xlsx(
        '<row><c r="A1" t="s"><v>0</v></c></row>' * 2, strings=f"<si><t>{'x' * 60_000_000}</t></si>"
    )


def _laughs() -> bytes:
    names = "".join(
        f'<!ENTITY a{each} "{f"&a{each - 1};" * 10}">' if each else '<!ENTITY a0 "ha">'
        for each in range(12)
    )
    return xlsx(
        '<row><c r="A1" t="inlineStr"><is><t>&a11;</t></is></c></row>',
        before=f"<!DOCTYPE x [{names}]>",
    )


def _outside() -> bytes:
    return xlsx(
        '<row><c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row>',
        before='<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    )


def _nested() -> bytes:
    inner = zipped({"0": bytes(50_000_000)})
    for depth in range(5):
        inner = zipped({f"{each}-{depth}": inner for each in range(6)})
    return zipped({**members_of_xlsx(sheet("<row/>")), "xl/inner.zip": inner})


def _many_members() -> bytes:
    return zipped(
        {**members_of_xlsx(sheet("<row/>")), **{f"{each}": b"" for each in range(40_000)}}
    )


def _lying_size() -> bytes:
    """One of 80 MB that says to have 100 bytes."""
    data = bytearray(
        zipped({**members_of_xlsx(sheet("<row/>")), "xl/theme.xml": bytes(80_000_000)})
    )
    place = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, place + 24, 100)
    return bytes(data)


def _zip64() -> bytes:
    """The end of the directory says to lie beyond all that there is."""
    data = zipped(members_of_xlsx(sheet("<row><c r='A1'><v>1</v></c></row>")))
    end = data.rindex(b"PK\x05\x06")
    record = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, 2**40, 2**40, 2**50, 2**60)
    locator = struct.pack("<IIQI", 0x07064B50, 0, end, 1)
    last = data[end : end + 8] + b"\xff" * 12 + b"\0\0"
    return data[:end] + record + locator + last


def _deep() -> bytes:
    return xlsx("<a>" * 1_000_000 + "</a>" * 1_000_000)


def _attributes() -> bytes:
    many = " ".join(f'a{each}="1"' for each in range(300_000))
    return xlsx(f'<row><c r="A1" {many}><v>1</v></c></row>')


def _backtracks(unit: str, times: int) -> bytes:
    return xlsx(f"<row>{unit * times}</row>")


def _merges() -> bytes:
    merges = '<mergeCell ref="A1:XFD1048576"/>' * 60_000
    data = sheet(
        "<row r='1'><c r='A1' t='str'><v>Nama</v></c></row>"
        "<row r='20000'><c r='A20000' t='str'><v>Ada</v></c></row>"
    )
    return zipped(
        members_of_xlsx(
            data.replace("</worksheet>", f"<mergeCells>{merges}</mergeCells></worksheet>")
        )
    )


def _dimension() -> bytes:
    data = sheet("<row><c r='A1' t='str'><v>Nama</v></c></row>")
    return zipped(
        members_of_xlsx(data.replace("<sheetData>", f'<dimension ref="A1:{CORNER}"/><sheetData>'))
    )


def _many_sheets() -> bytes:
    members = members_of_xlsx("")
    names = "".join(f'<sheet name="S{i}" sheetId="{i + 1}" r:id="a"/>' for i in range(500))
    book = str(members["xl/workbook.xml"])
    members["xl/workbook.xml"] = book.replace('<sheet name="S" sheetId="1" r:id="a"/>', names)
    members["xl/worksheets/sheet1.xml"] = sheet(
        "".join(f"<row r='{i}'><c r='A{i}'><v>{i}</v></c></row>" for i in range(1, 20_001))
    )
    return zipped(members)


def _wide_ods() -> bytes:
    cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="float" {}/>'
    return ods(
        '<table:table-row table:number-rows-repeated="1048576">'
        + cell.format('office:value="1"')
        + "</table:table-row>"
    )


def _quoted_ods() -> bytes:
    return ods(
        "<table:table-row table:number-rows-repeated = '1048576' >"
        "<table:table-cell table:number-columns-repeated='1024' office:value-type='string'>"
        "<text:p>x</text:p></table:table-cell></table:table-row>"
    )


def _spaces_ods() -> bytes:
    return ods(
        "<table:table-row><table:table-cell office:value-type='string'>"
        "<text:p>x<text:s text:c='2000000000'/></text:p></table:table-cell></table:table-row>"
    )


def _negative_ods() -> bytes:
    return ods(
        "<table:table-row table:number-rows-repeated='-5'>"
        "<table:table-cell table:number-columns-repeated='-1' office:value-type='string'>"
        "<text:p>x</text:p></table:table-cell></table:table-row>"
    )


def _deep_tables_ods() -> bytes:
    return ods(
        "<table:table-row><table:table-cell>" * 100_000
        + "</table:table-cell></table:table-row>" * 100_000
    )


def compound(change: Callable[[bytearray], None], size: int = 40_000) -> bytes:
    """A file of streams as [MS-CFB] describes it, with one thing wrong."""
    data = bytearray(size)
    data[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", data, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIII", data, 44, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", data, 76, 0, *[0xFFFFFFFF] * 108)
    sectors = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 60), 0xFFFFFFFE]
    struct.pack_into(f"<{len(sectors)}I", data, 512, *sectors)
    for place, (name, kind, first, length) in enumerate(
        (("Root Entry", 5, 0xFFFFFFFE, 0), ("Workbook", 2, 2, 29_000))
    ):
        entry = 1024 + 128 * place
        text = name.encode("utf-16-le") + b"\0\0"
        data[entry : entry + len(text)] = text
        struct.pack_into("<HBB", data, entry + 64, len(text), kind, 1)
        struct.pack_into("<III", data, entry + 68, 0xFFFFFFFF, 0xFFFFFFFF, 1 - place or 0xFFFFFFFF)
        struct.pack_into("<II", data, entry + 116, first, length)
    change(data)
    return bytes(data)


def _chain_in_a_circle(data: bytearray) -> None:
    struct.pack_into("<I", data, 512 + 4 * 30, 2)


def _directory_in_a_circle(data: bytearray) -> None:
    struct.pack_into("<I", data, 512 + 4, 1)


def _table_in_a_circle(data: bytearray) -> None:
    struct.pack_into("<II", data, 68, 0, 0xFFFFFFFF)


def _small_streams_in_a_circle(data: bytearray) -> None:
    struct.pack_into("<II", data, 60, 2, 0xFFFFFF)
    struct.pack_into("<I", data, 512 + 8, 2)


def _huge_length(data: bytearray) -> None:
    struct.pack_into("<I", data, 1024 + 128 + 120, 0xFFFFFFF0)


def _records(*records: tuple[int, bytes]) -> Callable[[bytearray], None]:
    stream = b"".join(struct.pack("<HH", kind, len(body)) + body for kind, body in records)

    def write(data: bytearray) -> None:
        data[1536 : 1536 + len(stream)] = stream

    return write


_BOOK = (0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
_SHEET = (0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
_BOUND = (0x85, struct.pack("<IBBBB", 37, 0, 0, 1, 0) + b"S")
_END = (0x0A, b"")
_FAR = (0x203, struct.pack("<HHHd", 65535, 255, 0, 1.0))
_FIRST = (0x203, struct.pack("<HHHd", 0, 0, 0, 1.0))
_STRINGS = (0xFC, struct.pack("<II", 0x7FFFFFFF, 0x7FFFFFFF) + b"\xff\xff\0")


def _one_string_that_claims_to_be_many() -> bytes:
    members = members_of_xlsx(
        sheet('<row><c r="A1" t="s"><v>4294967295</v></c></row>'), strings="<si><t>x</t></si>"
    )
    many = '<sst count="4294967295" uniqueCount="4294967295"'
    members["xl/sharedStrings.xml"] = str(members["xl/sharedStrings.xml"]).replace("<sst", many)
    return zipped(members)


def _members_upon_each_other() -> bytes:
    """20,000 entries of the directory name the same 40 MB."""
    data = zipped({**members_of_xlsx(sheet("<row/>")), "xl/z": bytes(40_000_000)})
    start, end = data.index(b"PK\1\2"), data.index(b"PK\5\6")
    directory = data[start:end]
    directory += directory[directory.rindex(b"PK\1\2") :] * 20_000
    tail = bytearray(data[end:])
    struct.pack_into("<HHII", tail, 8, 20_000, 20_000, len(directory), start)
    return data[:start] + directory + bytes(tail)


LISTS: dict[str, Callable[[], bytes]] = {
    "a.xlsx: 2^20 columns": _implicit_cells,
    "a.xlsx: far cell in double quotes": lambda: far_cell(f'r="{CORNER}"'),
    "a.xlsx: far cell in single quotes": lambda: far_cell(f"r='{CORNER}'"),
    "a.xlsx: far cell with blanks": lambda: far_cell(f"r \n=\t'{CORNER}'"),
    "a.xlsx: far cell in small letters": lambda: far_cell(f"r='{CORNER.lower()}'"),
    "a.xlsx: far cell as numbers": lambda: far_cell("r='&#88;FD&#x31;048576'"),
    "a.xlsx: far cell after a greater sign": lambda: far_cell(f"x='>' r='{CORNER}'"),
    "a.xlsx: far cell in strict markup": _strict,
    "a.xlsx: far cell in names of other case": _other_case,
    "a.xlsx: two sheets of one name": _two_of_one_name,
    "a.xlsx: a workbook and a document at once": _two_kinds,
    "a.xlsx: far cell in a workbook elsewhere": _workbook_elsewhere,
    "a.xlsx: far cell in a sheet that nobody names": _sheet_that_nobody_names,
    "a.xlsx: beyond the last column": lambda: far_cell("r='ZZZZZZ1'"),
    "a.xlsx: beyond the last row": lambda: far_cell("r='A4294967297'"),
    "a.xlsx: shared strings in every cell": _shared_bomb,
    "a.xlsx: one shared string of 60 MB": _shared_one_large,
    "a.xlsx: entities of entities": _laughs,
    "a.xlsx: an entity from a file": _outside,
    "a.xlsx: archives in archives": _nested,
    "a.xlsx: 40,000 members": _many_members,
    "a.xlsx: a size that is not the real one": _lying_size,
    "a.xlsx: zip64 beyond the end": _zip64,
    "a.xlsx: a million elements deep": _deep,
    "a.xlsx: 300,000 attributes": _attributes,
    "a.xlsx: cells that never end": lambda: _backtracks('<c r="A1"', 200_000),
    "a.xlsx: formulas that never end": lambda: _backtracks('<c r="A1" t="e"><f>1</f>', 100_000),
    "a.xlsx: blanks after formulas": lambda: _backtracks("<c r='A1'><f/>" + " " * 999, 20_000),
    "a.xlsx: 60,000 merges over everything": _merges,
    "a.xlsx: a size said to be the largest": _dimension,
    "a.xlsx: 500 sheets of 20,000 rows": _many_sheets,
    "a.xlsx: 2^32 strings that are one": _one_string_that_claims_to_be_many,
    "a.xlsx: members that lie upon each other": _members_upon_each_other,
    "a.xls: cells in cells of a web page": lambda: b"<html><body>" + b"<table><tr><td>" * 200_000,
    "a.json: 200,000 fields": lambda: (
        b"[{" + b",".join(f'"k{each}":1'.encode() for each in range(200_000)) + b"}]"
    ),
    "a.json: lists in lists": lambda: b"[" * 2_500_000,
    "a.xml: entities of entities": lambda: (
        b'<!DOCTYPE x [<!ENTITY a "&b;&b;">]><Workbook>' + b"&a;" * 9 + b"</Workbook>"
    ),
    "a.ods: a cell repeated everywhere": _wide_ods,
    "a.ods: repeated in single quotes": _quoted_ods,
    "a.ods: two thousand million blanks": _spaces_ods,
    "a.ods: repeated less than never": _negative_ods,
    "a.ods: rows in rows": _deep_tables_ods,
    "a.ods: tables that never end": lambda: ods("<table:table-row " * 200_000),
    "a.xls: a chain in a circle": lambda: compound(_chain_in_a_circle),
    "a.xls: a directory in a circle": lambda: compound(_directory_in_a_circle),
    "a.xls: a table in a circle": lambda: compound(_table_in_a_circle),
    "a.xls: small streams in a circle": lambda: compound(_small_streams_in_a_circle),
    "a.xls: a stream longer than the file": lambda: compound(_huge_length),
    "a.xls: the last corner": lambda: compound(
        _records(_BOOK, _BOUND, _END, _SHEET, _FIRST, _FAR, _END)
    ),
    "a.xls: 2^31 strings": lambda: compound(
        _records(_BOOK, _BOUND, _STRINGS, _END, _SHEET, _FIRST, _END)
    ),
    "a.csv: one endless line": lambda: b"x" * 4_900_000,
    "a.csv: one endless line of columns": lambda: b"Nama;" * 900_000,
    "a.csv: a quotation mark that never ends": lambda: b'Nama;NIP\n"' + b"x\n" * 2_400_000,
    "a.csv: nothing but quotation marks": lambda: b'"' * 4_900_001,
    "a.csv: nothing but ends of lines and one name": lambda: b"\n" * 4_000_000 + b"Nama\nAda\n",
    "a.csv: nothing but zeros": lambda: b"\0a" * 2_000_000,
    "a.csv: half a UTF-16": lambda: b"\xff\xfe" + b"\x00\xd8" * 2_000_000,
}
"""By the name of the file and what is wrong with it; each is refused, or read without harm."""

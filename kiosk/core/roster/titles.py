"""What the rows above the headings say of everybody below: the school of the list."""

import re

from kiosk.core.roster.columns import ColumnMapping, headers
from kiosk.core.roster.exports import known_export
from kiosk.core.roster.fields import Field
from kiosk.core.roster.headings import read_heading
from kiosk.core.roster.spreadsheet import Worksheet

_LABELLED = re.compile(r"([^:]{3,40}):(.{2,200})")
_NO_SCHOOL = ("daftar", "kecamatan", "tanggal", "rekap", "data", "laporan")
_CALLED_SO = 0.9


def school_above(sheet: Worksheet, mapping: ColumnMapping) -> str:
    """Return the school that the title rows name for everybody; empty where a column names it.

    In some exports it stands alone below the title; elsewhere behind its label, as
    `Nama Sekolah: SDN 1`.
    """
    if mapping.column_of(Field.ORGANIZATION) is not None:
        return ""
    export = known_export(headers(sheet, mapping.header_row))
    if export and export.school_above:
        return _below_the_title(sheet, mapping.header_row)
    return _labelled(sheet, mapping.header_row)


def _below_the_title(sheet: Worksheet, header_row: int) -> str:
    for row in range(1, min(4, header_row)):
        texts = [text.strip() for text in sheet.rows[row] if text.strip()]
        if len(texts) == 1 and not texts[0].casefold().startswith(_NO_SCHOOL):
            return texts[0]
    return ""


def _labelled(sheet: Worksheet, header_row: int) -> str:
    for row in sheet.rows[:header_row]:
        texts = [text.strip() for text in row if text.strip()]
        found = _LABELLED.fullmatch(" ".join(texts)) if len(texts) <= 3 else None  # noqa: PLR2004
        if found and _is_of_an_office(found[1]):
            return found[2].strip(" :")
    return ""


def _is_of_an_office(label: str) -> bool:
    return read_heading(label).fit(Field.ORGANIZATION) > _CALLED_SO

"""One truth: page, PDF, Excel, CSV, JSON and database give the same numbers, whatever happened."""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from openpyxl import Workbook, load_workbook
from sqlalchemy import text

from kiosk.core.attendance import Counts
from kiosk.core.model import Event
from kiosk.desk import Desk
from kiosk.reports.wording import Wording
from kiosk.services.attendance import attendance, tallies
from kiosk.services.reports import Format, ReportOrder, document
from kiosk.settings import Settings
from kiosk.storage.database import open_store
from tests.conftest import Clock, copied_sqlite
from tests.makers import MORNING
from tests.reports.pdf import text_of
from tests.stories import A_FEW, A_LONG_DAY, BESIDE_ARABIC, NIGHT, PEOPLE, STORY, Deed, Person, told

Arrivals = dict[tuple[int, str], str]
"""When on the clocks of the event a person, by number, came to a session, by name."""

CLOCK = "%Y-%m-%d %H:%M:%S"


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    database=None,
)
@given(people=PEOPLE, story=STORY)
@example(people=A_FEW, story=A_LONG_DAY)
@example(people=BESIDE_ARABIC, story=[Deed("scan", 0, 1, 234)])
def test_every_document_tells_the_numbers_of_the_database(
    empty_sqlite: Path, people: list[Person], story: list[Deed]
) -> None:
    clock = Clock()
    with opened(empty_sqlite, clock) as desk:
        event = told(desk, people, story)
        clock.pass_by(days=1)
        counted, came = of_database(desk, event), arrivals_of_database(desk, event)

        assert of_core(desk, event) == counted
        assert of_page(desk, event) == counted
        assert of_groups(desk, event) == counted
        book = load_workbook(BytesIO(document(desk, event, ReportOrder(Format.XLSX)).content))
        assert of_sheets(book) == (counted, came)
        assert of_summary(book) == counted
        assert of_csv(desk, event) == came
        assert of_json(desk, event) == came
        assert of_first_sheet(book) == came
        check_pdfs(desk, event, counted, came)


@contextmanager
def opened(empty: Path, clock: Clock) -> Iterator[Desk]:
    with TemporaryDirectory() as folder:
        data = Path(folder)
        desk = Desk(Settings(data=data), open_store(copied_sqlite(empty, data)), clock=clock)
        yield desk
        desk.close()


def of_database(desk: Desk, event: Event) -> dict[str, Counts]:
    """Count with SQL of our own, row by row."""
    query = text(
        "SELECT session.name,"
        " sum(expected.session_id IS NOT NULL AND person.status != 'canceled') AS expected,"
        " sum(mark.id IS NOT NULL) AS present,"
        " sum(mark.id IS NOT NULL AND expected.session_id IS NOT NULL"
        "     AND person.status != 'canceled') AS both,"
        " sum(mark.id IS NOT NULL AND person.walk_in) AS walk_ins"
        " FROM session"
        " LEFT JOIN participant AS person ON person.event_id = session.event_id"
        " LEFT JOIN expectation AS expected"
        "  ON expected.session_id = session.id AND expected.participant_id = person.id"
        " LEFT JOIN check_in AS mark ON mark.session_id = session.id"
        "  AND mark.participant_id = person.id AND mark.undone_at IS NULL"
        " WHERE session.event_id = :event GROUP BY session.id"
    )
    with desk.store.read() as tx:
        rows = tx.execute(query, {"event": event.id}).all()
    return {row[0]: Counts(*(int(each or 0) for each in row[1:])) for row in rows}


def arrivals_of_database(desk: Desk, event: Event) -> Arrivals:
    """Return who came when on the clocks in WIB, with SQL of our own."""
    query = text(
        "SELECT person.number, session.name, mark.checked_in_at FROM check_in AS mark"
        " JOIN participant AS person ON person.id = mark.participant_id"
        " JOIN session ON session.id = mark.session_id"
        " WHERE mark.event_id = :event AND mark.undone_at IS NULL"
    )
    with desk.store.read() as tx:
        rows = tx.execute(query, {"event": event.id}).all()
    wib = timedelta(hours=7)
    return {
        (number, name): (datetime.fromisoformat(at) + wib).strftime(CLOCK)
        for number, name, at in rows
    }


def of_core(desk: Desk, event: Event) -> dict[str, Counts]:
    whole = attendance(desk, event)
    return {each.name: whole.counts(each.id) for each in whole.sessions}


def of_page(desk: Desk, event: Event) -> dict[str, Counts]:
    found = tallies(desk, event.id)
    return {each.name: found.of(each.id) for each in found.sessions}


def of_groups(desk: Desk, event: Event) -> dict[str, Counts]:
    found = tallies(desk, event.id)
    return {
        each.name: sum(found.by["organization"].get(each.id, {}).values(), Counts())
        for each in found.sessions
    }


def of_csv(desk: Desk, event: Event) -> Arrivals:
    content = document(desk, event, ReportOrder(Format.CSV)).content.decode("utf-8-sig")
    return _filled(list(csv.DictReader(StringIO(content))))


def of_json(desk: Desk, event: Event) -> Arrivals:
    return _filled(json.loads(document(desk, event, ReportOrder(Format.JSON)).content))


def of_first_sheet(book: Workbook) -> Arrivals:
    heading, *rows = book.worksheets[0].iter_rows(values_only=True)
    return _filled([dict(zip(heading, row, strict=True)) for row in rows])


def _filled(rows: list[dict[str, Any]]) -> Arrivals:
    return {
        (int(row["number"]), name): str(row[name])
        for row in rows
        for name in (MORNING.name, NIGHT.name)
        if row[name]
    }


def of_summary(book: Workbook) -> dict[str, Counts]:
    """Return the numbers of the first table of the summary, up to the first empty row."""
    found = {}
    for row in book["Ringkasan"].iter_rows(min_row=8, max_row=9, values_only=True):
        expected, present, _absent, unexpected, walk_ins = row[2:7]
        found[row[0]] = Counts(expected, present, present - unexpected, walk_ins)
    return found


def of_sheets(book: Workbook) -> tuple[dict[str, Counts], Arrivals]:
    """Count the rows of each session's own sheet, and return who came when by them."""
    walk_ins = {row[0] for row in book["Peserta tambahan"].iter_rows(min_row=2, values_only=True)}
    found, arrivals = {}, {}
    for name in (MORNING.name, NIGHT.name):
        rows = list(book[name].iter_rows(min_row=2, values_only=True))
        standing = [row[6] for row in rows]
        came = [row for row in rows if row[7] is not None]
        both, absent = standing.count("Hadir"), standing.count("Tidak hadir")
        extra = sum(row[0] in walk_ins for row in came)
        found[name] = Counts(both + absent, len(came), both, extra)
        arrivals |= {(int(row[0]), name): str(row[7]) for row in came}
    return found, arrivals


def check_pdfs(desk: Desk, event: Event, counted: dict[str, Counts], came: Arrivals) -> None:
    listed = text_of(document(desk, event, ReportOrder(Format.LIST)).content)
    report = text_of(document(desk, event, ReportOrder(Format.TURNOUT)).content)
    wording = Wording(event.zone)
    rows = re.sub(r"\d\d\.\d\d \u2013 \d\d\.\d\d WIB", "", listed)
    # Beside an Arabic name the order of what is read back from a line says nothing.
    times = [in_print(each) for each in came.values()]
    printed = Counter(re.findall(r"(?<![\d./])\d\d\.\d\d(?=[*\s])", rows))
    assert printed == Counter(each.rpartition(" ")[2] for each in times)
    assert rows.count("24/11") == sum(each.startswith("24/11") for each in times)
    for name, counts in counted.items():
        numbers = (counts.expected, counts.present, counts.absent, counts.unexpected)
        row = " ".join(str(each) for each in (name, *numbers, wording.turnout(counts)))
        told_ = f"{counts.present_expected} dari {counts.expected} terdaftar hadir"
        assert row in listed
        assert f"{told_}, {counts.absent} tidak hadir" in report
        assert f"{counts.present} orang di ruangan, {counts.unexpected} di luar" in report


def in_print(moment: str) -> str:
    """Return a time as the Daftar Hadir prints it: with its day after midnight."""
    at = datetime.strptime(moment, CLOCK)  # noqa: DTZ007  the clocks of the event
    return at.strftime("%H.%M" if at.day == 23 else "%d/%m %H.%M")

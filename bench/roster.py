"""Measures the preview of a list of 20,000 people and the search among 100,000.

Run: python -m bench.roster [sqlite|postgresql://…]
"""

import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from xlsxwriter import Workbook

from kiosk.core.people import NewParticipant
from kiosk.core.search import AttendanceState, Query, Sort
from kiosk.desk import Desk, open_desk
from kiosk.services import roster
from kiosk.services.events import NewEvent, add_event
from kiosk.services.lists.spreadsheets import read_file
from kiosk.services.search import choices, find
from kiosk.settings import Settings

T = TypeVar("T")
LISTED = 20_000
FOUND_AMONG = 100_000
HEADER = ("No", "Nama Lengkap", "NIP", "Kelompok", "Unit Kerja", "Kecamatan", "No. HP", "Email")
FIRST = "Siti Ahmad Muhammad Nur Sri Dewi Budi Rina Yanti Hadi Agus Eko Rizky Putri Maria Yohanes".split()  # noqa: SIM905, E501
PARTS = "ra min ka su wi ja ti ma no ha le bo pu da ri sa yu an to ni".split()  # noqa: SIM905
PLACES = ("Ampah", "Tamiang Layang", "Paku", "Bentot", "Hayaping", "Pasar Panas", "Telang")
TYPED = (
    *("s", "si", "siti", "sri wira", "sdn", "sdn 1", "sdn 1 ampah", "guru", "cgp", "cgp cpp", "a"),
    *("sdn smpn", "ampah paku"),
    *(
        "198",
        "1980",
        "198001",
        "7",
        "4711",
        "0812",
        "zzz",
        "siti zzz",
        "m",
        "ampah s",
        "cpp sdn a",
        "siti ra ampah",
    ),
)


def main() -> None:
    database = next((each for each in sys.argv[1:] if "://" in each), "")
    with TemporaryDirectory() as folder:
        desk = open_desk(Settings(data=Path(folder), database=database))
        event = add_event(desk, NewEvent("Bench", date(2026, 11, 23)))
        draw = random.Random(7)
        people = [person(draw, number) for number in range(1, FOUND_AMONG + 1)]
        preview_and_import(desk, event.id, people[:LISTED])
        for start in range(LISTED, FOUND_AMONG, LISTED):
            import_(desk, event.id, people[start : start + LISTED])
        searches(desk, event.id)
        desk.close()


def person(draw: random.Random, number: int) -> NewParticipant:
    surname = "".join(draw.choice(PARTS) for _ in range(3)).title()
    place = draw.choice(PLACES)
    return NewParticipant(
        name=f"{draw.choice(FIRST)} {surname} {draw.choice(PARTS).title()}, S.Pd.",
        nip=_nip(number),
        group=draw.choice(("CGP", "CPP")),
        organization=f"{draw.choice(('SDN', 'SMPN'))} {draw.randrange(1, 40)} {place}",
        district=place,
        phone=f"0812{number:08d}",
        email=f"guru{number}@sekolah.id",
    )


def _nip(number: int) -> str:
    born = date(1960, 1, 1) + timedelta(days=number % 14_000)
    return f"{born:%Y%m%d}{1985 + number % 30}01{1 + number % 2}{1 + number // 14_000:03d}"


def book_of(people: list[NewParticipant]) -> bytes:
    content = BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for column, title in enumerate(HEADER):
            sheet.write_string(0, column, title)
        for row, each in enumerate(people, start=1):
            details = each.details()
            details.pop("nuptk")
            sheet.write_number(row, 0, row)
            for column, value in enumerate(details.values(), start=1):
                sheet.write_string(row, column, value)
    return content.getvalue()


def preview_and_import(desk: Desk, event_id: int, people: list[NewParticipant]) -> None:
    content = book_of(people)
    print(f"a list of {len(people)} people, {len(content) / 1e6:.1f} MB")
    book = timed("reading the file", lambda: read_file("list.xlsx", content))
    seen = timed("preview, empty roster", lambda: roster.preview(desk, event_id, book))
    print("  ", seen.plan.counts())
    timed("import", lambda: roster.commit(desk, event_id, seen, "bench"))
    timed("preview, all on the roster", lambda: roster.preview(desk, event_id, book))


def import_(desk: Desk, event_id: int, people: list[NewParticipant]) -> None:
    book = read_file("list.xlsx", book_of(people))
    roster.commit(desk, event_id, roster.preview(desk, event_id, book), "bench")


def searches(desk: Desk, event_id: int) -> None:
    print(f"search among {FOUND_AMONG} people: median and slowest of 9, in ms")
    session = Query(state=AttendanceState.MISSING)
    for typed in TYPED:
        measure(f"“{typed}”", desk, event_id, Query(typed))
    measure("(all)", desk, event_id, Query())
    measure("(missing)", desk, event_id, session)
    measure("(group)", desk, event_id, Query(group="CGP"))
    measure("“siti” of a group", desk, event_id, Query("siti", group="CGP"))
    measure("“cgp” of the other group", desk, event_id, Query("cgp", group="CPP"))
    measure("“cgp cpp” by name", desk, event_id, Query("cgp cpp", sort=Sort.NAME))
    timed("the values of the filters", lambda: choices(desk, event_id))


def measure(label: str, desk: Desk, event_id: int, query: Query) -> None:
    taken = []
    for _ in range(9):
        started = time.perf_counter()
        page = find(desk, event_id, query)
        taken.append((time.perf_counter() - started) * 1000)
    total = f"{page.total}{'' if page.exact else '+'}"
    print(f"  {label:24} {statistics.median(taken):7.1f} {max(taken):7.1f}   {total}")


def timed(label: str, work: Callable[[], T]) -> T:
    started = time.perf_counter()
    result = work()
    print(f"  {label}: {time.perf_counter() - started:.2f} s")
    return result


if __name__ == "__main__":
    main()

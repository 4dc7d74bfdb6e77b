"""Events with extreme values: names, titles, groups and numbers as no list of ours has them."""

from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import insert, select

from badges.code import new_code
from kiosk.core.model import Event, Participant, Status
from kiosk.desk import Desk
from kiosk.services import search
from kiosk.services.events import NewEvent, add_event
from kiosk.services.sessions import NewSession, sessions_of
from kiosk.storage import participants, schema

TITLE = (
    "Coaching Clinic ke-2 Gelombang 1 bagi Calon Guru Penggerak dan Calon Pengajar Praktik Angkatan"
)
OFFICE = (
    "Donaudampfschifffahrtsgesellschaftskapitänswitwenverein der Vereinigten Schulaufsichtsbehörden"
)
NAMES = (
    "Al",
    "Wolfeschlegelsteinhausenbergerdorff" * 3 + "Hubert-Blaine!",
    "Prof. Dr. Raden Ajeng Kartini Soesalit Djojoadhiningrat binti Haji Abdurrahman, S.Pd., M.Si.",
    "عبد الرحمن بن محمد الأنصاري القرطبي",
    "สมชาย กิตติวัฒนาพรชัยเจริญรุ่งเรืองสุขสวัสดิ์",
    "Agustina Trimurti Handayani Kusumawardhani, S.Pd.SD.",
)
_A_STATEMENT, _SEARCHED = 5_000, 200


@dataclass(frozen=True, slots=True)
class World:
    """How an event is: `came` of `expected`, so many groups and sessions, plain or extreme."""

    expected: int
    came: int
    groups: int = 3
    sessions: int = 2
    extreme: bool = False

    def __str__(self) -> str:
        kind = "-extreme" if self.extreme else ""
        return f"{self.came}-of-{self.expected}{kind}"


NUMBERS = tuple(
    World(expected, came)
    for expected, came in (
        (0, 0),
        (1, 1),
        (125, 0),
        (125, 1),
        (125, 99),
        (125, 100),
        (125, 125),
        (9_999, 9_999),
        (100_000, 100_000),
    )
)
EXTREME = World(125, 100, groups=40, sessions=7, extreme=True)
SHORT = World(12, 2, groups=1, sessions=1)


def make_world(desk: Desk, world: World) -> Event:
    """Store the event with its people, and let those who came come now."""
    name = TITLE if world.extreme else "Coaching Clinic"
    place = OFFICE if world.extreme else "Aula Dinas Pendidikan"
    sessions = tuple(_session(number, world) for number in range(world.sessions))
    event = add_event(desk, NewEvent(name, date(2026, 11, 23), place=place, sessions=sessions))
    _people(desk, event, world)
    return event


def _session(number: int, world: World) -> NewSession:
    if not world.extreme:
        return NewSession(
            ("Sesi Pagi", "Sesi Sore")[number], time(8 + 5 * number), time(12 + 5 * number)
        )
    name = f"Sesi {number + 1}: Rechtsschutzversicherungsgesellschaften und Praktik Baik"
    return NewSession(name, time(8 + 2 * number), time(9 + 2 * number, 30))


def _people(desk: Desk, event: Event, world: World) -> None:
    sessions = [each.id for each in sessions_of(desk, event.id)]
    people = [_person(event, number, world) for number in range(1, world.expected + 1)]
    _insert(desk, schema.participant, [{**each, "added_at": desk.now()} for each in people])
    with desk.store.read() as tx:
        ids = (
            tx.execute(select(schema.participant.c.id).order_by(schema.participant.c.number))
            .scalars()
            .all()
        )
    _insert(
        desk,
        schema.badge,
        [
            {
                "event_id": event.id,
                "participant_id": each,
                "code": new_code(),
                "issued_at": desk.now(),
            }
            for each in ids
        ],
    )
    _insert(
        desk,
        schema.expectation,
        [{"participant_id": each, "session_id": at} for each in ids for at in sessions],
    )
    if world.expected <= _SEARCHED:
        with desk.store.write() as tx:
            for each in participants.by_ids(tx, ids):
                search.index(tx, each)
    _come(desk, event, sessions[0], ids[: world.came])


def _person(event: Event, number: int, world: World) -> dict[str, object]:
    of = number % world.groups
    if not world.extreme:
        return {
            "event_id": event.id,
            "number": number,
            "name": f"Sabai nan Aluih {number}",
            "group": f"Kelompok {of}",
            "organization": f"SDN {number % 30} Ampah",
        }
    return {
        "event_id": event.id,
        "number": number,
        "name": NAMES[number % len(NAMES)],
        "group": f"Kelompok {of} Bezirksschornsteinfegermeister dan Calon Pengajar Praktik",
        "organization": f"{OFFICE} {number % 25}",
        "district": f"Kecamatan Dusun Tengah Raya {number % 12}",
        "phone": "+62 812-5000-0001-234",
        "nip": f"{197001012000031000 + number}",
        "email": f"agustina.trimurti.handayani.{number}@sekolah-negeri-satu-atap.sch.id",
        "note": "Ambil perlengkapan di meja 2. " * 4 if number % 9 == 0 else "",
        "status": Status.BLOCKED if number % 9 == 0 else Status.ACTIVE,
    }


def _come(desk: Desk, event: Event, session_id: int, ids: list[int]) -> None:
    scans = [
        {
            "scan_id": f"scan-{each}",
            "event_id": event.id,
            "session_id": session_id,
            "participant_id": each,
            "code": "",
            "means": "camera",
            "reason": "ok",
            "scanned_at": desk.now(),
            "received_at": desk.now(),
        }
        for each in ids
    ]
    _insert(desk, schema.scan, scans)
    with desk.store.read() as tx:
        rows = tx.execute(select(schema.scan.c.id, schema.scan.c.participant_id)).all()
    _insert(
        desk,
        schema.check_in,
        [
            {
                "event_id": event.id,
                "session_id": session_id,
                "participant_id": person,
                "scan_row_id": row,
                "means": "camera",
                "checked_in_at": desk.now(),
            }
            for row, person in rows
        ],
    )


def _insert(desk: Desk, table: object, rows: list[dict[str, object]]) -> None:
    with desk.store.write() as tx:
        for start in range(0, len(rows), _A_STATEMENT):
            tx.execute(insert(table), rows[start : start + _A_STATEMENT])  # type: ignore[call-overload]


def first_of(desk: Desk, event: Event, status: Status, count: int = 1) -> list[Participant]:
    """Return people of the event with this status, by number."""
    table = schema.participant
    with desk.store.read() as tx:
        rows = tx.execute(
            select(table.c.id, table.c.number, table.c.name)
            .where(table.c.event_id == event.id, table.c.status == status)
            .order_by(table.c.number)
            .limit(count)
        ).all()
    return [Participant(row.id, event.id, row.number, row.name) for row in rows]

"""An invented event to try the product with: 125 teachers, two sessions around now."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from badges.code import new_code
from kiosk.core.model import Event, Role, Session
from kiosk.core.roster.roster import NewParticipant
from kiosk.desk import Desk
from kiosk.services.events import NewEvent, add_event, store_setting
from kiosk.services.search import index
from kiosk.services.users import add_user, users
from kiosk.storage import badges, participants, sessions
from kiosk.storage.database import Tx

PEOPLE = 125
_MARK = "demo.txt"
ZONE = "Asia/Pontianak"
_BEGINS_IN = timedelta(minutes=8)

_WOMEN = [
    "Siti Aminah",
    "Siti Nurhayati",
    "Dewi Lestari",
    "Rina Marlina",
    "Yuliana",
    "Fransiska Ngabut",
    "Noraini",
    "Herlina",
    "Ester Lidia",
    "Martina Sri Rahayu",
    "Norhasanah",
    "Kristina Natalia",
    "Rahmawati",
    "Yunita Sari",
    "Lisnawati",
    "Nurul Hidayah",
    "Mariatul Qibtiah",
    "Elisabeth Tuah",
    "Wahyu Ningsih",
    "Salasiah",
    "Hj. Rusmini",
    "Megawati",
    "Yohana Purnama",
    "Sri Wahyuni",
    "Erlina Kusuma Dewi",
]
_MEN = [
    "Ahmad Fauzi",
    "Budi Santoso",
    "Muhammad Ridwan",
    "Yosef Sintong",
    "Rusdiansyah",
    "Hendra Gunawan",
    "Suparno",
    "Petrus Dahlan",
    "I Made Sudarma",
    "Slamet Riyadi",
    "Agus Salim",
    "Rahmat Hidayat",
    "Yulius Bungai",
    "Supriadi",
    "H. Syahrani",
    "Andreas Simon",
    "Eko Prasetyo",
    "Bambang Irawan",
    "Noor Ipansyah",
    "Markus Tingang",
    "Ma'ruf",
    "Drs. Sugianto",
    "Abdul Hakim",
    "Kornelius Dandan",
    "Wawan Setiawan",
]
_TITLES = ("S.Pd.", "S.Pd.", "S.Pd.", "S.Pd.", "S.Pd., M.Pd.", "S.Pd.SD.", "S.Ag.", "S.Si.", "")
_SCHOOLS = (
    ("SDN 1 Tamiang Layang", "Dusun Timur"),
    ("SDN 2 Tamiang Layang", "Dusun Timur"),
    ("SMPN 1 Dusun Timur", "Dusun Timur"),
    ("SMAN 1 Dusun Timur", "Dusun Timur"),
    ("SDN 1 Ampah", "Dusun Tengah"),
    ("SDN 3 Ampah", "Dusun Tengah"),
    ("SMPN 1 Dusun Tengah", "Dusun Tengah"),
    ("SMAN 1 Dusun Tengah", "Dusun Tengah"),
    ("SDN 1 Pasar Panas", "Benua Lima"),
    ("SMPN 1 Benua Lima", "Benua Lima"),
    ("SDN 1 Hayaping", "Awang"),
    ("SMPN 1 Awang", "Awang"),
    ("SDN 1 Bambulung", "Pematang Karau"),
    ("SMPN 2 Pematang Karau", "Pematang Karau"),
    ("TK Negeri Pembina Tamiang Layang", "Dusun Timur"),
)
_WITHOUT_NIP = 0.15
_TEACHERS = 0.8
_GROUPS = ("Calon Guru Penggerak", "Calon Pengajar Praktik")


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """Somebody who can try the product, and the password."""

    name: str
    role: Role
    password: str


LOGINS = (
    DemoLogin("admin", Role.ADMINISTRATOR, "coba-hadir-admin"),
    DemoLogin("supervisor", Role.SUPERVISOR, "coba-hadir-supervisor"),
    DemoLogin("petugas", Role.STEWARD, "coba-hadir-petugas"),
    DemoLogin("kepala", Role.VIEWER, "coba-hadir-kepala"),
)


def make_demo(desk: Desk) -> Event:
    """Add the invented event with its people, badges and staff; its morning begins in a moment."""
    event = add_event(desk, _event(desk))
    with desk.store.write() as tx:
        for session in _sessions(desk, event):
            sessions.add(tx, session)
        _enlist(tx, desk, event)
    store_setting(desk, event.id, "badge_design", {"organizer": "Dinas Pendidikan"}, by="demo")
    known = {each.name for each in users(desk)}
    for login in LOGINS:
        if login.name not in known:
            add_user(desk, login.name, login.role, login.password, is_demo=True)
    return event


def is_demo(folder: Path) -> bool:
    """Whether a folder was made by the demo, and holds nothing but invented people."""
    return (folder / _MARK).exists()


def mark_as_demo(folder: Path) -> None:
    """Let the demo know this folder again."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _MARK).write_text("Made by hadir demo: nothing in here is real.\n")


def people(count: int = PEOPLE, seed: int = 7) -> Iterator[NewParticipant]:
    """Yield invented teachers; the same seed gives the same people."""
    draw = random.Random(seed)  # noqa: S311  invented people are no secret
    taken: set[str] = set()
    while len(taken) < count:
        name = _name(draw)
        if name not in taken:
            taken.add(name)
            yield _person(draw, name, len(taken))


def _name(draw: random.Random) -> str:
    given = draw.choice(_WOMEN + _MEN)
    family = draw.choice(["", "", *(each.split()[-1] for each in _MEN)])
    bare = given if family in given.split() else f"{given} {family}".strip()
    title = draw.choice(_TITLES)
    return f"{bare}, {title}" if title else bare


def _person(draw: random.Random, name: str, number: int) -> NewParticipant:
    school, district = draw.choice(_SCHOOLS)
    born = f"19{draw.randint(68, 97)}{draw.randint(1, 12):02}{draw.randint(1, 28):02}"
    nip = f"{born}20{draw.randint(5, 22):02}0{draw.randint(1, 9)}{draw.randint(1, 2)}{number:03}"
    return NewParticipant(
        name=name,
        nip=nip if draw.random() > _WITHOUT_NIP else "",
        group=_GROUPS[draw.random() > _TEACHERS],
        organization=school,
        district=district,
        phone=f"0812-{draw.randint(1000, 9999)}-{number:04}",
    )


def _event(desk: Desk) -> NewEvent:
    today = (desk.now() + _BEGINS_IN).astimezone(ZoneInfo(ZONE)).date()
    place = "Aula Dinas Pendidikan Kabupaten Barito Timur"
    return NewEvent("Coaching Clinic ke-2 Gelombang 1", today, ZONE, place)


def _sessions(desk: Desk, event: Event) -> Iterator[Session]:
    begins = (desk.now() + _BEGINS_IN).replace(second=0, microsecond=0)
    for name, start, end in (("Sesi Pagi", 0, 3), ("Sesi Sore", 4, 7)):
        hours = begins + timedelta(hours=start), begins + timedelta(hours=end)
        yield Session(0, event.id, name, *hours)


def _enlist(tx: Tx, desk: Desk, event: Event) -> None:
    added = participants.add(tx, event.id, list(people()), desk.now())
    both = [each.id for each in sessions.of_event(tx, event.id)]
    participants.expect_new(tx, {each.id: both for each in added})
    badges.issue(tx, event.id, {each.id: new_code() for each in added}, desk.now())
    for each in added:
        index(tx, each)

"""Events to report on: 125 people of the design's day, and people with awkward names."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

from badges.code import new_code
from kiosk.core.attendance import Attendance, AttendanceRecord, ScanRow
from kiosk.core.certificates import Certificate
from kiosk.core.model import CheckIn, Event, Means, Participant, Reason, Session, Status
from kiosk.reports.letterhead import Letterhead, Signer

MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
GROUPS = ("Calon Guru Penggerak", "Calon Pengajar Praktik")
GIVEN = ("Siti Nurhayati", "Messias", "Yulianti", "Ni Luh Ayu", "Andreas Saputra", "Rahmawati")
FAMILY = ("Wulandari", "Kristian Tampubolon", "Hidayat", "Lestari", "Anggraini", "Sabai")
TITLES = (", S.Pd.", ", S.Pd., M.Pd.", ", M.Si.", "", ", S.Pd.SD")

LONG = (
    "Prof. Dr. Dra. Hj. Raden Ayu Kusumaningrum Wijayanti Puspitasari Ratnaningsih "
    "Hadiningrat binti Suryodiningrat, S.Pd., S.H., M.Pd., M.Si., Ph.D."
)
AWKWARD = (
    "=1+1",
    "+62 811",
    "-",
    "@admin",
    "Ğülşah Özdemir-Đặng Thị Ánh Nguyệt",
    "محمد عبد الله",
    "Прокофьева Анна",
    LONG,
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "王小明",
    "सीता देवी",
    "সীতা দেবী",
    'O\u2019Brien; "Quote", <b>Tag</b> & Co',
    "I",
)


def event(**changes: object) -> Event:
    values = {
        "id": 1,
        "slug": "coaching-clinic",
        "name": "Coaching Clinic ke-2 Gelombang 1 Pendaftaran Calon Guru Penggerak dan "
        "Calon Pengajar Praktik Angkatan ke-7",
        "date": date(2026, 11, 23),
        "timezone": "Asia/Pontianak",
        "place": "Aula Dinas Pendidikan Kabupaten Barito Timur",
    }
    return Event(**(values | changes))  # type: ignore[arg-type]


def sessions(count: int = 2) -> tuple[Session, ...]:
    names = ("Sesi Pagi", "Sesi Sore", *(f"Sesi {number}" for number in range(3, 20)))
    return tuple(
        Session(
            index + 1,
            1,
            names[index],
            MORNING + timedelta(hours=5 * index),
            MORNING + timedelta(hours=5 * index + 4),
        )
        for index in range(count)
    )


def person(number: int, random: Random | None = None, **changes: object) -> Participant:
    random = random or Random(number)
    name = f"{random.choice(GIVEN)} {random.choice(FAMILY)}{random.choice(TITLES)}"
    values = {
        "id": number,
        "event_id": 1,
        "number": number,
        "name": name,
        "nip": f"19{random.randrange(65, 99)}0{random.randrange(1, 10)}{random.randrange(10, 29)}"
        f"201505{random.randrange(1, 3)}{number % 1000:03}",
        "nuptk": f"{4000000000000000 + number}",
        "group": GROUPS[number % 2],
        "organization": f"SDN {number % 23 + 1} Tamiang Layang",
        "district": "Dusun Timur",
    }
    return Participant(**(values | changes))  # type: ignore[arg-type]


def check_in(
    number: int, session: Session, at: datetime | None = None, **changes: object
) -> CheckIn:
    at = at or session.starts_at - timedelta(seconds=(number * 97) % 2900 - 500)
    values = {
        "id": number * 100 + session.id,
        "event_id": 1,
        "session_id": session.id,
        "participant_id": number,
        "checked_in_at": at,
        "means": Means.CAMERA,
        "station": ("Pintu Utara", "Pintu Selatan")[number % 2],
    }
    return CheckIn(**(values | changes))  # type: ignore[arg-type]


def attendance(count: int = 125, session_count: int = 2, names: tuple[str, ...] = ()) -> Attendance:
    """Some are absent, some come to one session only, the last two are walk-ins."""
    random = Random(7)
    all_sessions = sessions(session_count)
    records = []
    for number in range(1, count + 1):
        named = {"name": names[number - 1]} if number <= len(names) else {}
        is_walk_in = number > count - 2
        who = person(number, random, walk_in=is_walk_in, **named)
        expected = [each.id for each in all_sessions if not is_walk_in]
        if number % 29 == 0:
            expected = expected[:1]
        came = [each for each in all_sessions if (number + each.id * 5) % 13]
        if number % 31 == 0:
            who = person(number, random, status=Status.CANCELED)
            came = []
        marks = {each.id: check_in(number, each) for each in came}
        records.append(AttendanceRecord(who, frozenset(expected), marks))
    return Attendance(event(), all_sessions, tuple(records))


def logo() -> bytes:
    picture = Image.new("RGBA", (200, 220), (0, 0, 0, 0))
    pencil = ImageDraw.Draw(picture)
    pencil.polygon([(10, 10), (190, 10), (190, 130), (100, 210), (10, 130)], fill="#0B5563")
    pencil.ellipse((60, 40, 140, 120), fill="#F2C14E")
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def letterhead() -> Letterhead:
    return Letterhead(
        (
            "PEMERINTAH KABUPATEN BARITO TIMUR",
            "DINAS PENDIDIKAN",
            "Jalan Contoh Nomor 12, Tamiang Layang, Kalimantan Tengah 73611",
            "Telepon (0526) 000000 · dinas@contoh.invalid",
        ),
        logo(),
        "Tamiang Layang",
        Signer(
            "Kepala Dinas Pendidikan",
            "Contoh Pejabat, S.Pd., M.Si.",
            "Pembina Utama Muda",
            "196801011990031004",
        ),
    )


REFUSED = (Reason.INVALID, Reason.REVOKED, Reason.NOT_EXPECTED, Reason.INVALID_TIME)


def scans(of: Attendance) -> list[ScanRow]:
    """The scan of every check-in, and after every tenth one that was refused."""
    rows = []
    for record in of.records:
        for each in of.sessions:
            mark = record.check_ins.get(each.id)
            if mark:
                rows.append(scan_row(record, each, mark.checked_in_at, Reason.OK))
            if mark and record.participant.number % 10 == 0:
                reason = REFUSED[record.participant.number // 10 % len(REFUSED)]
                rows.append(scan_row(record, each, mark.checked_in_at, reason))
    return rows


def scan_row(record: AttendanceRecord, session: Session, at: datetime, reason: Reason) -> ScanRow:
    known = reason is not Reason.INVALID
    return ScanRow(
        scanned_at=at,
        received_at=at,
        reason=reason,
        code="0123456789ABCDEF" if known else '=HYPERLINK("http://x.invalid")',
        means=Means.CAMERA,
        read_how="decoded",
        session=session.name if reason is not Reason.INVALID_TIME else "",
        station="Laptop 1",
        door="Pintu Utara",
        number=record.participant.number if known else None,
        name=record.participant.name if known else "",
        by="",
    )


def certificate_of(person: Participant) -> Certificate:
    number = f"{person.number:03}/SERT/XI/2026"
    return Certificate(person.number, 1, person.id, number, new_code(), MORNING)

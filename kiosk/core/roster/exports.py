"""Known exports: by which headings each is known, and what headings mean where words mislead.

The headings were taken from the public documentation and sources of each product; what a table
does not name is understood by its words and cells, as in any list.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kiosk.core.roster.fields import Field
from kiosk.core.roster.headings import words_of

_WEIGHT = 1.2
_AN_ACCOUNT = 0.5
"""How well a column of account names speaks for names: where there is no other."""

_OWN_MEANINGS = {each.value: each for each in Field if each.value not in ("status", "sessions")}


@dataclass(frozen=True, slots=True)
class Export:
    """Who writes such a list; `school_above` tells that the title rows name everybody's school.

    `is_ours` are the files that Hadir writes, which come back unchanged.
    """

    name: str
    marks: tuple[str, ...]
    meanings: dict[str, Field | None]
    weights: dict[str, float]
    school_above: bool = False
    is_ours: bool = False

    def says(self, heading: str) -> bool:
        """Whether the table names this heading."""
        return _as_known(heading) in self.meanings

    def fit(self, heading: str, meaning: Field) -> float:
        """Return how well a named heading fits a meaning."""
        key = _as_known(heading)
        return self.weights.get(key, _WEIGHT) if self.meanings.get(key) is meaning else 0.0


def known_export(headings: Sequence[str]) -> Export | None:
    """Return the export whose marks are all among the headings."""
    said = {_as_known(each) for each in headings}
    return next((each for each in _exports() if said.issuperset(each.marks)), None)


@cache
def known_exports() -> tuple[str, ...]:
    """Return the names of all exports that are known."""
    return tuple(dict.fromkeys(each.name for each in _exports()))


def _as_known(heading: str) -> str:
    return " ".join(words_of(heading))


def _export(name: str, marks: str, meanings: dict[str, Field | None], **more: bool) -> Export:
    by_heading = {
        heading: field for headings, field in meanings.items() for heading in headings.split("|")
    }
    weights = {
        each: _AN_ACCOUNT
        for each, field in by_heading.items()
        if name.startswith("Microsoft") and field is Field.NAME
    }
    return Export(name, tuple(marks.split("|")), by_heading, weights, **more)


@cache
def _exports() -> tuple[Export, ...]:
    return (*_of_ours(), *_of_offices(), *_of_forms(), *_of_meetings(), *_of_shops())


def _of_ours() -> list[Export]:
    person = "number|name|nip|nuptk|group|organization|district"
    ours: dict[str, Field | None] = {
        **{name.replace("_", " "): field for name, field in _OWN_MEANINGS.items()},
        "number|walk in|code|reason|alasan": None,
        "status": Field.STATUS,
        "sessions": Field.SESSIONS,
    }
    return [
        _export("Hadir", f"{person}|phone|email|sessions|status|code", ours, is_ours=True),
        _export("Hadir", f"{person}|status|walk in", ours, is_ours=True),
    ]


def _of_offices() -> list[Export]:
    dapodik: dict[str, Field | None] = {
        "nama": Field.NAME,
        "nuptk": Field.NUPTK,
        "nip": Field.NIP,
        "hp": Field.PHONE,
        "email|e mail": Field.EMAIL,
        "rombel saat ini": Field.GROUP,
        "kecamatan|telepon|lembaga pengangkatan|status kepegawaian|jenis ptk|sekolah asal": None,
        "nama suami istri|nama ibu kandung|nama wajib pajak|rekening atas nama|nama di kip": None,
        "nip suami istri|kelurahan|desa kelurahan|dusun|nama dusun|tugas tambahan": None,
    }
    siasn: dict[str, Field | None] = {
        "nama": Field.NAME,
        "gelar depan": Field.TITLE_BEFORE,
        "gelar belakang": Field.TITLE_BEHIND,
        "nip baru": Field.NIP,
        "nomor hp|no hp": Field.PHONE,
        "email": Field.EMAIL,
        "unor nama": Field.ORGANIZATION,
        "nip lama|email gov|unor induk nama|instansi induk nama|instansi kerja nama": None,
        "satuan kerja induk nama|satuan kerja kerja nama|lokasi kerja nama|status cpns pns": None,
    }
    emis: dict[str, Field | None] = {
        "nama lengkap|nama": Field.NAME,
        "tingkat rombel": Field.GROUP,
        "no telepon": Field.PHONE,
        "nama ayah kandung|nama ibu kandung|nama wali|kecamatan|status": None,
    }
    return [
        _export("Dapodik", "nama|nuptk|nip|jenis ptk|tugas tambahan", dapodik, school_above=True),
        _export("Dapodik", "nama|nipd|nisn|rombel saat ini", dapodik, school_above=True),
        _export("SIASN", "nip baru|nama|gelar depan|gelar belakang|unor nama", siasn),
        _export("EMIS", "nama lengkap|nisn|tingkat rombel", emis),
    ]


def _of_forms() -> list[Export]:
    begun = """start time|waktu mulai|startzeit|heure de debut|hora de inicio|ora di inizio|
    begintijd|godzina rozpoczecia|baslangic zamani|время начала"""
    ended = """completion time|waktu penyelesaian|fertigstellungszeit|heure de fin|
    hora de finalizacion|hora de conclusao|ora di completamento|tijd van voltooien|
    godzina ukonczenia|tamamlanma saati|время выполнения"""
    pairs = zip(_split(begun), _split(ended.replace("hora de conclusao|", "")), strict=True)
    return [
        _export(
            "Microsoft Forms",
            f"{begin}|{end}",
            {
                end: Field.TIMESTAMP,
                f"{begin}|id|last modified time|waktu terakhir dimodifikasi|language|bahasa": None,
                "name|nama|nom|nombre|nome|naam|nazwa|imie i nazwisko|ad|имя": Field.NAME,
            },
        )
        for begin, end in [*pairs, ("hora de inicio", "hora de conclusao")]
    ]


def _of_meetings() -> list[Export]:
    zoom: dict[str, Field | None] = {
        "name original name|name": Field.NAME,
        "user email|email": Field.EMAIL,
        "join time": Field.TIMESTAMP,
        "guest|in waiting room|leave time|recording consent": None,
    }
    teams: dict[str, Field | None] = {
        "name|full name": Field.NAME,
        "email": Field.EMAIL,
        "first join|join time": Field.TIMESTAMP,
        "participant id upn|last leave|user action": None,
    }
    return [
        _export("Zoom", "name original name|join time|leave time", zoom),
        _export("Zoom", "name original name|user email", zoom),
        _export("Zoom", "name original name|email|guest", zoom),
        _export("Microsoft Teams", "name|first join|last leave", teams),
        _export("Microsoft Teams", "full name|user action|timestamp", {"user action": None}),
        _export(
            "Google Workspace",
            "first name required|last name required|email address required",
            {
                "first name required": Field.FIRST_NAME,
                "last name required": Field.LAST_NAME,
                "email address required": Field.EMAIL,
                "mobile phone": Field.PHONE,
                "status read only": Field.STATUS,
                "org unit path required|employee title|manager email|recovery email": None,
                "home secondary email|work secondary email|employee type|building id": None,
                "new primary email upload only|new status upload only|last sign in read only": None,
            },
        ),
    ]


def _of_shops() -> list[Export]:
    first_last: dict[str, Field | None] = {
        "first name": Field.FIRST_NAME,
        "last name": Field.LAST_NAME,
    }
    return [
        _export("Eventbrite", "order|first name|last name|attendee status", {**first_last}),
        _export(
            "pretix",
            "order code|attendee name|product",
            {
                "attendee name": Field.NAME,
                "invoice address name|name|given name|family name|automatically checked in": None,
                "secret|voucher code|requires special attention|seat name|block name": None,
            },
        ),
        _export(
            "Tito",
            "ticket full name|ticket email",
            {
                "ticket full name": Field.NAME,
                "ticket email": Field.EMAIL,
                "ticket company name": Field.ORGANIZATION,
                "ticket phone number": Field.PHONE,
                "void status": Field.STATUS,
                "order name|order email|ticket reference|number|order company name": None,
            },
        ),
        _export(
            "Luma",
            "name|email|approval status|qr code url",
            {"approval status": Field.STATUS, "phone number": Field.PHONE, "guest id|api id": None},
        ),
        _export(
            "Meetup",
            "name|rsvp|rsvped on",
            {
                "name": Field.NAME,
                "rsvp": Field.STATUS,
                "title|event host|guests|user id|url of member profile|joined group on": None,
            },
        ),
        _export(
            "Indico",
            "first name|last name|registration date|registration state",
            {
                **first_last,
                "registration state": Field.STATUS,
                "affiliation": Field.ORGANIZATION,
                "registration date": Field.TIMESTAMP,
                "position|check in date": None,
            },
        ),
        _export(
            "Hi.Events",
            "first name|last name|status|is checked in",
            {**first_last, "status": Field.STATUS, "notes|ticket id|event id": None},
        ),
        _export(
            "Humanitix",
            "order id|first name|last name|ticket type",
            {**first_last, "buyer first name|buyer last name|buyer email|buyer mobile": None},
        ),
        _export(
            "Moodle",
            "first name|last name|email address|groups",
            {**first_last, "institution": Field.ORGANIZATION, "groups": Field.GROUP},
        ),
    ]


def _split(text: str) -> list[str]:
    return [" ".join(each.split()) for each in text.split("|")]

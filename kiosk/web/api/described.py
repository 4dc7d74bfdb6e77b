"""The records of the API, as they are sent and answered."""

from kiosk.core.changes import ChangeKind, OpenedBy
from kiosk.core.model import LONGEST_CODE, Light, Means, Reason, Status
from kiosk.core.own_fields import LONGEST_VALUE
from kiosk.core.roster.fields import LENGTHS, Field
from kiosk.services.upserting import Upserted
from kiosk.web.api.shapes import (
    AnyNumber,
    Day,
    Either,
    Flag,
    ListOf,
    Member,
    Moment,
    OneOf,
    OneOrMany,
    OrNull,
    Record,
    Text,
    TextsByName,
    Uuid,
    Whole,
)

MOST_SCANS = 100
MOST_PEOPLE = 500
MEANS = (Means.CAMERA, Means.HAND_SCANNER, Means.PHONE)

_ANY = Text(4000)
_COUNT = Whole(0)
_NO_MEANS = "means must be camera, hand_scanner or phone."
_NO_CODE = "code must be the text that was read, at most 200 characters."
_NO_SESSION = "session must be the id of a session, or null."
_NO_UUID = "scan_id must be a UUID that the station makes for each scan."

SCAN = Record(
    "Scan",
    (
        Member("scan_id", Uuid(_NO_UUID), needed=True),
        Member("code", Text(LONGEST_CODE, 1, r"\S", _NO_CODE), needed=True),
        Member("session", OrNull(Whole(1, wrong=_NO_SESSION))),
        Member("scanned_at", OrNull(Moment())),
        Member("sent_at", OrNull(Moment())),
        Member("means", OrNull(OneOf(MEANS, _NO_MEANS))),
    ),
    "Send a JSON object with scan_id and code.",
)
SCANS = OneOrMany(SCAN, MOST_SCANS, "Send at most {most} scans at once.")

PROBLEM = Record(
    "Problem",
    (
        Member("type", _ANY, needed=True),
        Member("title", _ANY, needed=True),
        Member("status", Whole(400, 599), needed=True),
        Member("detail", _ANY, needed=True),
        Member("code", _ANY, needed=True),
    ),
)
REFUSED_ONE = Record("RefusedOne", (Member("error", PROBLEM, needed=True),))

EVENT = Record(
    "Event",
    (
        Member("slug", _ANY, needed=True),
        Member("name", _ANY, needed=True),
        Member("date", Day(), needed=True),
        Member("timezone", _ANY, needed=True),
        Member("place", _ANY, needed=True),
        Member("rehearsal", Flag(), needed=True),
        Member("current", Flag()),
    ),
)
EVENTS = Record("Events", (Member("events", ListOf(EVENT), needed=True),))

_SESSION = (
    Member("id", Whole(), needed=True),
    Member("name", _ANY, needed=True),
    Member("opens_at", Moment(), needed=True),
    Member("starts_at", Moment(), needed=True),
    Member("ends_at", Moment(), needed=True),
)
SESSION = Record("Session", (*_SESSION, Member("taken_now", Flag())))
SESSIONS = Record("Sessions", (Member("sessions", ListOf(SESSION), needed=True),))

_PERSON = (
    Member("number", Whole(), needed=True),
    Member("name", _ANY, needed=True),
    Member("group", _ANY, needed=True),
    Member("organization", _ANY, needed=True),
)
PERSON_SHOWN = Record("PersonShown", _PERSON)
ANSWER = Record(
    "Answer",
    (
        Member("scan_id", _ANY, needed=True),
        Member("reason", OneOf(tuple(Reason)), needed=True),
        Member("light", OneOf(tuple(Light)), needed=True),
        Member("message", _ANY, needed=True),
        Member("participant", OrNull(PERSON_SHOWN), needed=True),
        Member("session", OrNull(SESSION), needed=True),
        Member("checked_in_at", OrNull(Moment()), needed=True),
        Member("station", _ANY, needed=True),
    ),
)
ANSWERS = Either((ANSWER, ListOf(Either((ANSWER, REFUSED_ONE)))))

PARTICIPANT = Record(
    "Participant",
    (
        *_PERSON,
        Member("nip", _ANY, needed=True),
        Member("nuptk", _ANY, needed=True),
        Member("district", _ANY, needed=True),
        Member("phone", _ANY, needed=True),
        Member("email", _ANY, needed=True),
        Member("own_fields", TextsByName(LONGEST_VALUE), needed=True),
        Member("status", OneOf(tuple(Status)), needed=True),
        Member("walk_in", Flag(), needed=True),
        Member("sessions", ListOf(Whole()), needed=True),
    ),
)
_NEXT = Member("next", OrNull(_ANY), needed=True)
PARTICIPANTS = Record(
    "Participants", (Member("participants", ListOf(PARTICIPANT), needed=True), _NEXT)
)

_DIGITS = "^[0-9 ]*$"
WISH = Record(
    "ParticipantWish",
    (
        Member("number", Whole()),
        Member("name", Text(LENGTHS[Field.NAME], 1, r"\w")),
        Member("nip", Text(LENGTHS[Field.NIP], pattern=_DIGITS)),
        Member("nuptk", Text(LENGTHS[Field.NUPTK], pattern=_DIGITS)),
        *(
            Member(each.value, Text(LENGTHS[each]))
            for each in (
                Field.GROUP,
                Field.ORGANIZATION,
                Field.DISTRICT,
                Field.PHONE,
                Field.EMAIL,
            )
        ),
        Member("own_fields", TextsByName(LONGEST_VALUE)),
        Member("sessions", ListOf(Whole(), 200)),
    ),
)
WISHES = OneOrMany(WISH, MOST_PEOPLE)
UPSERTED = Record(
    "ParticipantDone",
    (
        Member("result", OneOf(tuple(Upserted)), needed=True),
        Member("participant", PARTICIPANT, needed=True),
    ),
)
ALL_UPSERTED = Either((UPSERTED, ListOf(Either((UPSERTED, REFUSED_ONE)))))

BADGE = Record(
    "Badge",
    (
        Member("number", Whole(), needed=True),
        Member("name", _ANY, needed=True),
        Member("code", _ANY, needed=True),
        Member("issued_at", Moment(), needed=True),
    ),
)
BADGES = Record("Badges", (Member("badges", ListOf(BADGE), needed=True), _NEXT))

_MADE = (
    Member("session", Whole(), needed=True),
    Member("checked_in_at", Moment(), needed=True),
    Member("means", OneOf(tuple(Means)), needed=True),
    Member("station", _ANY, needed=True),
)
CHECK_IN = Record("CheckIn", _MADE)
COUNTED = Record(
    "SessionCounted",
    (
        *_SESSION,
        Member("expected", _COUNT, needed=True),
        Member("present", _COUNT, needed=True),
        Member("absent", _COUNT, needed=True),
        Member("walk_ins", _COUNT, needed=True),
        Member("percent", AnyNumber(), needed=True),
    ),
)
ATTENDANCE = Record(
    "Attendance",
    (
        Member("event", EVENT, needed=True),
        Member("sessions", ListOf(COUNTED), needed=True),
        Member(
            "participants",
            ListOf(
                Record(
                    "Attended",
                    (
                        *_PERSON,
                        Member("district", _ANY, needed=True),
                        Member("status", OneOf(tuple(Status)), needed=True),
                        Member("walk_in", Flag(), needed=True),
                        Member("expected", ListOf(Whole()), needed=True),
                        Member("check_ins", ListOf(CHECK_IN), needed=True),
                    ),
                )
            ),
            needed=True,
        ),
    ),
)

CHANGE = Record(
    "Change",
    (
        Member("id", _ANY, needed=True),
        Member("kind", OneOf(tuple(ChangeKind)), needed=True),
        Member("event", _ANY, needed=True),
        Member("at", OrNull(Moment()), needed=True),
        Member(
            "participant",
            OrNull(
                Record(
                    "PersonChanged",
                    (
                        Member("number", Whole(), needed=True),
                        *(Member(each.name, each.shape) for each in _PERSON[1:]),
                        Member("status", OneOf(tuple(Status))),
                        Member("walk_in", Flag()),
                    ),
                )
            ),
            needed=True,
        ),
        Member("session", OrNull(Whole(0)), needed=True),
        Member("session_name", OrNull(_ANY), needed=True),
        Member("check_in", OrNull(CHECK_IN), needed=True),
        Member("by", OrNull(OneOf(tuple(OpenedBy))), needed=True),
    ),
)
CHANGES = Record(
    "Changes",
    (
        Member("changes", ListOf(CHANGE), needed=True),
        Member("next", _ANY, needed=True),
        Member("more", Flag(), needed=True),
    ),
)

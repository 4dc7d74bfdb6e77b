"""An answer as the door shows it: its face, its words in one or two languages, whose it is."""

import re
from dataclasses import dataclass, replace

from flask_babel import force_locale
from flask_babel import gettext as _

from badges.names import without_titles
from kiosk.core.model import Answer, Participant, Reason, Session
from kiosk.core.own_fields import ShownAt, shown_of
from kiosk.core.refusals import REFUSED, number_of
from kiosk.desk import Desk
from kiosk.services import participants
from kiosk.services.own_fields import own_fields
from kiosk.web.door.settings import KioskSettings
from kiosk.web.shell.answers import headline, message
from kiosk.web.shell.i18n import LANGUAGES, clock, language, other_day
from kiosk.web.shell.page import piece

_LONG_NAME, _LONGER_NAME = 22, 36
_ADMITTED = {Reason.OK, Reason.ALREADY_CHECKED_IN}
_HELPED = {Reason.OK, Reason.NOT_EXPECTED}
_WORD = re.compile(r"[^\W\d_][\w'\u2019`-]*")


@dataclass(frozen=True, slots=True)
class AnswerFace:
    """How an answer looks and sounds, so that no two are told apart by colour alone."""

    kind: str
    icon: str
    seconds: float
    sound: str


_FACES = {
    Reason.OK: AnswerFace("ok", "check", 2.0, "ok"),
    Reason.ALREADY_CHECKED_IN: AnswerFace("again", "clock", 2.5, "again"),
    Reason.NOT_EXPECTED: AnswerFace("elsewhere", "calendar", 3.5, "attention"),
    Reason.INVALID_TIME: AnswerFace("elsewhere", "calendar", 3.5, "attention"),
    Reason.INVALID: AnswerFace("refused", "cross", 4.0, "refused"),
    Reason.REVOKED: AnswerFace("refused", "cross", 4.0, "refused"),
    Reason.CANCELED: AnswerFace("stop", "hand", 4.0, "attention"),
    Reason.BLOCKED: AnswerFace("stop", "hand", 4.0, "attention"),
    Reason.ERROR: AnswerFace("failed", "alert", 4.0, "refused"),
}


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """What is said in one language; `time` is when the person was recorded, where that matters."""

    language: str
    headline: str
    sentence: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """What the door tells of a person: the name as the station wishes it, and the school.

    `message` is something to do that is no refusal, for whoever was admitted.
    """

    name: str
    place: str
    own: tuple[tuple[str, str], ...] = ()
    message: str = ""

    @property
    def length(self) -> str:
        """How much room the name takes: short, long or longer."""
        if len(self.name) <= _LONG_NAME:
            return "short"
        return "long" if len(self.name) <= _LONGER_NAME else "longer"


def answer_html(desk: Desk, answer: Answer, settings: KioskSettings) -> str:
    """Return the answer as a fragment of the door's page."""
    face = face_of(answer)
    line = _helpful(desk, answer, settings)
    return piece(
        "door/_answer.html",
        answer=answer,
        face=face,
        seconds=min(face.seconds, settings.seconds),
        words=[_words(answer, each, line) for each in languages_of(settings)],
        person=_person_at(desk, answer, settings.names),
        number=number_of(answer.scan_id) if answer.reason in REFUSED else "",
        at=int(answer.scanned_at.timestamp() * 1000),
        age=max(0, int((desk.now() - answer.scanned_at).total_seconds() * 1000)),
    )


def error_html(desk: Desk, settings: KioskSettings, scan_id: str = "") -> str:
    """Return what is shown for a scan that was not stored, or where no answer came."""
    return answer_html(desk, Answer(scan_id, Reason.ERROR, "", desk.now()), settings)


def face_of(answer: Answer) -> AnswerFace:
    """Return how this answer looks and sounds."""
    return _FACES[answer.reason]


def languages_of(settings: KioskSettings) -> list[str]:
    """Return the languages in which the door speaks, the large one first."""
    if settings.languages == "both":
        return list(LANGUAGES)
    return [language() if settings.languages == "page" else settings.languages]


def person_of(participant: Participant | None, names: str) -> Person | None:
    """Return what may be shown of a person: `names` is full, first or none."""
    if participant is None or names == "none":
        return None
    if names == "first":
        return Person(first_name(participant.name), "")
    return Person(participant.name, participant.organization or participant.group)


def _person_at(desk: Desk, answer: Answer, names: str) -> Person | None:
    """Return the person with the own fields that the event shows at its doors."""
    person, told = answer.participant, person_of(answer.participant, names)
    if person is None or told is None or not person.own or names != "full":
        return told
    fields = own_fields(desk, person.event_id)
    messages = [value for _label, value in shown_of(person, fields, ShownAt.MESSAGE)]
    message = " · ".join(messages) if answer.reason in _ADMITTED else ""
    return replace(told, own=tuple(shown_of(person, fields, ShownAt.DOOR)), message=message)


def first_name(name: str) -> str:
    """Return the first word of a name that is no title: `Dra. Hj. SITI AMINAH, M.Pd.` is `Siti`."""
    bare = without_titles(name)
    word = next(map(str, _WORD.findall(bare)), bare)
    return word.capitalize() if word.isupper() else word


def _helpful(desk: Desk, answer: Answer, settings: KioskSettings) -> str | Session:
    """Return the one line that helps: as this door was set to, or where somebody is expected."""
    person, session = answer.participant, answer.session
    if person is None or session is None or answer.reason not in _HELPED:
        return ""
    if settings.line == "next" or answer.reason is Reason.NOT_EXPECTED:
        return participants.expected_later(desk, person.id, session) or ""
    return {"group": person.group, "district": person.district}.get(settings.line, "")


def _words(answer: Answer, code: str, line: str | Session) -> AnswerWords:
    with force_locale(code):
        return AnswerWords(
            code, headline(answer), _line(answer, line) or _sentence(answer), _time(answer)
        )


def _line(answer: Answer, line: str | Session) -> str:
    if isinstance(line, str):
        return line
    name, at, day = line.name, clock(line.starts_at), other_day(line.starts_at, answer.scanned_at)
    if answer.reason is Reason.OK:
        if day:
            return _("Next: %(session)s, %(day)s at %(time)s", session=name, day=day, time=at)
        return _("Next: %(session)s at %(time)s", session=name, time=at)
    if day:
        return _(
            "You are expected in %(session)s, %(day)s at %(time)s.", session=name, day=day, time=at
        )
    return _("You are expected in %(session)s at %(time)s.", session=name, time=at)


def _sentence(answer: Answer) -> str:
    """Return what to do; a person who is well needs no more than the session's name."""
    if answer.reason is Reason.OK and answer.session:
        return answer.session.name
    if answer.reason is Reason.ALREADY_CHECKED_IN:
        door = answer.first_door
        return _("At %(door)s. All is well.", door=door) if door else _("All is well.")
    return message(answer)


def _time(answer: Answer) -> str:
    if answer.reason is Reason.ALREADY_CHECKED_IN and answer.checked_in_at:
        return clock(answer.checked_in_at)
    return ""

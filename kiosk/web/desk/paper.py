"""The paper fallback: numbers or codes with times are typed from a list, each answered at once."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from flask import render_template, request
from flask_babel import gettext as _

from kiosk.core.errors import BadInput, HadirError, NotFound
from kiosk.core.model import Answer, Means, Participant, Reason, Session
from kiosk.core.rights import Right
from kiosk.services import check_ins, search, sessions
from kiosk.web.desk.matching import match
from kiosk.web.desk.room import blueprint
from kiosk.web.desk.words import headline, message
from kiosk.web.shell.access import (
    current_desk,
    current_event,
    current_staff,
    needs,
    session_of_event,
)
from kiosk.web.shell.browser import wants_partial
from kiosk.web.shell.forms import whole
from kiosk.web.shell.i18n import sentence
from kiosk.web.shell.in_place import acting_staff
from kiosk.web.shell.tones import tone

_NUMBER = re.compile(r"\d{1,6}")
_SHORTEST = 8  # a NIP or a code, and no part of a name
_SHOWN = 20
_TIME = re.compile(r"(\d{1,2})[.:]?(\d{2})")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that was typed and what came of it; `tone` is a colour of the answers."""

    typed: str
    time: str
    tone: str
    word: str
    words: str
    person: Participant | None = None
    check_in_id: int | None = None


@blueprint.get("/paper", endpoint="paper")
@needs(Right.HELP_PEOPLE)
def show() -> str:
    """Show the screen for typing, and what this person typed last."""
    return _page(None)


@blueprint.post("/paper", endpoint="add_paper")
@needs(Right.HELP_PEOPLE)
def add() -> str:
    """Check one line of the list in; a script gets the line alone."""
    line = _line_of(request.form.get("who", "").strip(), request.form.get("time", "").strip())
    return render_template("desk/_paper_line.html", line=line) if wants_partial() else _page(line)


def _line_of(who: str, at: str) -> Line:
    try:
        session = session_of_event(request.form.get("session", 0, type=whole))
        person = _person(who)
        given = check_ins.by_hand(
            current_desk(),
            person.id,
            acting_staff(),
            session_id=session.id,
            means=Means.PAPER,
            at=moment_of(at, session),
            override=request.form.get("override") == "yes",
        )
    except HadirError as error:
        return Line(who, at, "no", _("Not stored"), sentence(error))
    return _answered(who, at, given)


def _answered(who: str, at: str, given: Answer) -> Line:
    if given.reason is Reason.OK:
        return Line(who, at, "ok", _("Recorded"), "", given.participant, given.check_in_id)
    return Line(who, at, tone(given), headline(given), message(given), given.participant)


def _person(who: str) -> Participant:
    """Return whom a number or a code means; names are not enough on a list typed quickly."""
    if _NUMBER.fullmatch(who):
        event = current_event()
        return search.by_number(current_desk(), event.id, int(who)).participant
    matched = match(who)
    if matched.only is None or len(who) < _SHORTEST:
        raise NotFound(
            matched.notice or _("Type the number or the code; this matches several people.")
        )
    return matched.only.participant


def moment_of(text: str, session: Session) -> datetime:
    """Return the moment of a time such as 8.05, 08:05 or 805 on the session's day, in UTC.

    For a session past midnight it is the night's later day where only that one fits.
    """
    wanted, starts = _time(text), session.starts_at.astimezone(current_event().zone)
    moment = starts.replace(hour=wanted.hour, minute=wanted.minute, second=0, microsecond=0)
    later = moment + timedelta(days=1)
    fits = session.is_open(later) and not session.is_open(moment)
    return (later if fits else moment).astimezone(UTC)


def _time(text: str) -> time:
    found = _TIME.fullmatch(text)
    try:
        return time(int(found[1]), int(found[2])) if found else time.fromisoformat(text)
    except ValueError as error:
        raise BadInput("“{text}” is not a time. Write it like 08.05.", text=text) from error


def _page(line: Line | None) -> str:
    desk, event, staff = current_desk(), current_event(), current_staff()
    parts = sessions.sessions_of(desk, event.id)
    now = sessions.session_now(desk, event.id).session
    chosen = request.form.get("session", type=whole) or (now.id if now else None)
    last = [
        (made, person)
        for made, person in check_ins.done_by(desk, event.id, staff, _SHOWN)
        if made.means is Means.PAPER
    ]
    return render_template("desk/paper.html", line=line, sessions=parts, chosen=chosen, last=last)

"""One participant: details, where expected, status, badge, check-ins, and who changed what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.core.errors import HadirError
from kiosk.core.model import Status
from kiosk.core.names import name_key
from kiosk.core.own_fields import own_text, own_values
from kiosk.core.people import NewParticipant
from kiosk.core.rights import Right
from kiosk.desk import Desk
from kiosk.services import acts, participants, search, sessions
from kiosk.services.own_fields import own_fields
from kiosk.services.search import FoundPeople
from kiosk.web.participants.history import entry_words
from kiosk.web.participants.room import blueprint
from kiosk.web.participants.selection import OWN_PREFIX
from kiosk.web.shell.access import (
    current_desk,
    current_event,
    current_staff,
    needs,
    person_here,
    session_of_event,
)
from kiosk.web.shell.errors import status_of
from kiosk.web.shell.forms import whole
from kiosk.web.shell.i18n import sentence

FIELDS = ("name", "nip", "nuptk", "group", "organization", "district", "phone", "email")


@blueprint.get("/new")
@needs(Right.CHANGE_THE_LIST)
def new() -> str:
    """Ask for somebody to be added to the list."""
    return _new_form({"name": ""})


@blueprint.post("")
@needs(Right.CHANGE_THE_LIST)
def add() -> Response | tuple[str, int]:
    """Add somebody to the list, expected in the ticked sessions."""
    desk, event, by = current_desk(), current_event(), current_staff().name
    wanted = [session_of_event(each).id for each in request.form.getlist("session", type=whole)]
    alike = [] if request.form.get("anyway") == "yes" else _alike()
    if alike:
        return _new_form(request.form.to_dict(), alike=alike), 409
    try:
        person = participants.add_participant(desk, event.id, _details(), by, session_ids=wanted)
    except HadirError as error:
        return _new_form(request.form.to_dict(), sentence(error)), status_of(error)
    flash(
        _("%(name)s was added with number %(number)s.", name=person.name, number=person.number),
        "ok",
    )
    return redirect(url_for("participants.show", participant_id=person.id), 303)


@blueprint.get("/<int:participant_id>")
@needs(Right.HELP_PEOPLE)
def show(participant_id: int) -> str:
    """Show everything that is known of a participant."""
    return _page(participant_id)


@blueprint.post("/<int:participant_id>")
@needs(Right.CHANGE_THE_LIST)
def change(participant_id: int) -> Response | tuple[str, int]:
    """Store new details and write down which changed."""
    person = person_here(participant_id).participant
    try:
        changed = participants.change_participant(
            current_desk(), person.id, _details(person.own), current_staff().name
        )
    except HadirError as error:
        page = _page(participant_id, request.form.to_dict(), sentence(error))
        return page, status_of(error)
    words = _("Nothing was changed.") if changed == person else _("The changes were saved.")
    flash(words, "info" if changed == person else "ok")
    return _back(participant_id)


@blueprint.post("/<int:participant_id>/blocking")
@needs(Right.CHANGE_THE_LIST)
def block(participant_id: int) -> Response:
    """Let staff see this person before they enter; the note says why."""
    acts.block(*_here(participant_id), request.form.get("note", ""), current_staff().name)
    return _back(participant_id)


@blueprint.post("/<int:participant_id>/unblocking")
@needs(Right.CHANGE_THE_LIST)
def unblock(participant_id: int) -> Response:
    """Let this person enter again; the note stays in the history."""
    acts.unblock(*_here(participant_id), current_staff().name)
    return _back(participant_id)


@blueprint.post("/<int:participant_id>/cancellation")
@needs(Right.CHANGE_THE_LIST)
def cancel(participant_id: int) -> Response:
    """Take this person off the list; badge, record and note stay."""
    acts.cancel(*_here(participant_id), current_staff().name)
    return _back(participant_id)


@blueprint.post("/<int:participant_id>/restoration")
@needs(Right.CHANGE_THE_LIST)
def restore(participant_id: int) -> Response:
    """Put this person back on the list; who was blocked is blocked."""
    acts.restore(*_here(participant_id), current_staff().name)
    return _back(participant_id)


@blueprint.post("/<int:participant_id>/sessions")
@needs(Right.CHANGE_THE_LIST)
def expect(participant_id: int) -> Response:
    """Expect this person in the ticked sessions and no others."""
    person = person_here(participant_id).participant
    wanted = [session_of_event(each).id for each in request.form.getlist("session", type=whole)]
    by = current_staff().name
    participants.set_expected(current_desk(), person.event_id, [person.id], wanted, by)
    flash(_("The sessions were saved."), "ok")
    return _back(participant_id)


def _page(participant_id: int, typed: Mapping[str, str] | None = None, wrong: str = "") -> str:
    desk, event, found = current_desk(), current_event(), person_here(participant_id)
    parts = sessions.sessions_of(desk, event.id)
    entries = participants.history_of(desk, event.id, participant_id)
    names = {each.id: each.name for each in parts}
    return render_template(
        "participants/participant.html",
        found=found,
        person=found.participant,
        typed=typed or asdict(found.participant),
        own=_own_values(found.participant.own, typed),
        wrong=wrong,
        sessions=parts,
        dossier=participants.dossier(desk, participant_id),
        choices=search.choices(desk, event.id),
        entries=[(each, entry_words(each, names)) for each in entries],
        Status=Status,
    )


def _alike() -> list[FoundPeople]:
    name, organization = (request.form.get(each, "") for each in ("name", "organization"))
    if not name_key(name):
        return []
    return search.resembling(current_desk(), current_event().id, name, organization)


def _new_form(typed: Mapping[str, str], wrong: str = "", alike: Sequence[FoundPeople] = ()) -> str:
    desk, event = current_desk(), current_event()
    return render_template(
        "participants/new.html",
        typed=typed,
        own=_own_values("", typed),
        wrong=wrong,
        alike=alike,
        sessions=sessions.sessions_of(desk, event.id),
        choices=search.choices(desk, event.id),
    )


def _here(participant_id: int) -> tuple[Desk, int, list[int]]:
    person = person_here(participant_id).participant
    return current_desk(), person.event_id, [person.id]


def _details(own: str = "") -> NewParticipant:
    given = {name: request.form.get(name, "") for name in FIELDS}
    values = {**own_values(own), **dict(_own_of_form())}
    return NewParticipant(**given, own=own_text(values))


def _own_of_form() -> Iterator[tuple[str, str]]:
    fields = own_fields(current_desk(), current_event().id)
    for each in fields:
        if (value := request.form.get(f"{OWN_PREFIX}{each.label}")) is not None:
            yield each.label, " ".join(value.split())


def _own_values(kept: str, typed: Mapping[str, str] | None) -> list[tuple[str, str]]:
    """Return the own fields of the event with what is kept of a person, or was just typed."""
    known, given = own_values(kept), typed or {}
    fields = own_fields(current_desk(), current_event().id)
    return [
        (each.label, given.get(f"{OWN_PREFIX}{each.label}", known.get(each.label, "")))
        for each in fields
    ]


def _back(participant_id: int) -> Response:
    return redirect(url_for("participants.show", participant_id=participant_id), 303)

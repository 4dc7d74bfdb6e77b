"""Personal data: the notice, how long it is kept, what one person may have, and its end."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, count
from typing import Any

from badges.code import new_code
from kiosk.core.audit import PURGED, Ranges
from kiosk.core.errors import BadInput, NotFound, Refused
from kiosk.core.model import Event, Participant
from kiosk.core.privacy import (
    KEPT_OPEN,
    KEPT_UNTIL,
    LONGEST_NOTICE,
    NOTICE,
    PURGED_SETTING,
    Purge,
    is_overdue,
    purge_from_json,
)
from kiosk.core.updates import Topic, Update
from kiosk.desk import Desk
from kiosk.reports.letterhead import Letterhead
from kiosk.reports.wording import Language, Wording
from kiosk.services import events
from kiosk.services.audit import history, record
from kiosk.services.backups.backup import backups
from kiosk.services.led import check_leads
from kiosk.services.rehearsals import clear_unbegun
from kiosk.services.reports import REMARKS, letterhead
from kiosk.services.scan_seals import seal_scans
from kiosk.services.sessions import sessions_of
from kiosk.storage import events as stored_events
from kiosk.storage import participants as people
from kiosk.storage import person, purging, roster, roster_rest
from kiosk.storage.database import Tx
from kiosk.storage.purging import Whose

_NOTICE, _KEPT_UNTIL = "privacy_notice", "kept_until"


def notice(desk: Desk, event: Event, language: Language = Language.ID) -> str:
    """Return what people are told: the organiser's words, else ours in a language."""
    own = str(events.setting(desk, event.id, _NOTICE) or "")
    if own:
        return own
    wording = Wording(event.zone, language)
    until = kept_until(desk, event.id)
    kept = wording.say(KEPT_UNTIL, day=wording.day(until)) if until else wording.say(KEPT_OPEN)
    organizer = _organizer(letterhead(desk, event.id)) or event.name
    return wording.say(NOTICE, organizer=organizer, kept=kept)


def store_notice(desk: Desk, event: Event, text: str, by: str) -> None:
    """Keep what people are told; nothing is our own text again. BadInput where it is too long."""
    if len(text) > LONGEST_NOTICE:
        raise BadInput("The notice has at most {most} characters.", most=LONGEST_NOTICE)
    events.store_setting(desk, event.id, _NOTICE, text.strip().replace("\r\n", "\n"), by)


def kept_until(desk: Desk, event_id: int) -> date | None:
    """Return the day until which personal data of an event is kept, None where none was set."""
    value = events.setting(desk, event_id, _KEPT_UNTIL)
    return date.fromisoformat(value) if value else None


def keep_until(desk: Desk, event: Event, until: date | None, by: str) -> None:
    """Set that day. BadInput where it lies before the event."""
    if until and until < event.date:
        raise BadInput("The day lies before the event.")
    events.store_setting(desk, event.id, _KEPT_UNTIL, until.isoformat() if until else None, by)


def overdue(desk: Desk) -> list[Event]:
    """Return the events whose personal data is kept for longer than was said."""
    return [
        each
        for each in events.all_events(desk)
        if is_overdue(kept_until(desk, each.id), desk.now().astimezone(each.zone).date())
        and purged(desk, each.id) is None
    ]


def purged(desk: Desk, event_id: int) -> Purge | None:
    """Return how the personal data of an event was deleted, None where it was not."""
    value = events.setting(desk, event_id, PURGED_SETTING)
    return purge_from_json(value) if value else None


def purge(desk: Desk, event: Event, by: str) -> Purge:
    """Delete the personal data of an event, for good; how many came when stays.

    Raises Refused while a rehearsal of it, a copy with every name, is there, and on a second
    computer: it deletes what the first one deletes.
    """
    check_leads(desk)
    return purge_here(desk, event, by)


def purge_here(desk: Desk, event: Event, by: str) -> Purge:
    """Delete the personal data of an event on this computer."""
    whose = Whose(event.id)
    clear_unbegun(desk, event.id)
    with desk.store.read() as tx:
        _check_no_rehearsal(tx, event.id)
    ready = _made_ready(desk, whose, by)
    with desk.store.write() as tx:
        roster.hold(tx, event.id)
        _check_no_rehearsal(tx, event.id)
        purging.forget_setting(tx, event.id, REMARKS)
        done = _delete(tx, desk, whose, by, ready)
        stored_events.store_setting(tx, event.id, PURGED_SETTING, done.to_json())
    _tidy_up(desk, event.id)
    return done


def _check_no_rehearsal(tx: Tx, event_id: int) -> None:
    if purging.has_rehearsal(tx, event_id):
        raise Refused("A rehearsal of this event is running. End it first.")


def erase(desk: Desk, event_id: int, participant_id: int, by: str) -> Purge:
    """Delete what is kept of one person; that somebody came stays a number.

    Raises NotFound; Refused on a second computer, as `purge`.
    """
    check_leads(desk)
    return erase_here(desk, event_id, participant_id, by)


def erase_here(desk: Desk, event_id: int, participant_id: int, by: str) -> Purge:
    """Delete what is kept of one person on this computer."""
    whose = Whose(event_id, participant_id)
    with desk.store.read() as tx:
        _known(tx, event_id, participant_id)
    ready = _made_ready(desk, whose, by)
    with desk.store.write() as tx:
        roster.hold(tx, event_id)
        _known(tx, event_id, participant_id)
        done = _delete(tx, desk, whose, by, ready)
    _tidy_up(desk, event_id)
    return done


@dataclass(frozen=True, slots=True)
class _Ready:
    """What is there before: the backups with names, and fresh codes.

    `entries` are those of the audit whose values are gone already.
    """

    named: tuple[str, ...]
    codes: list[list[str]]
    entries: int


def _made_ready(desk: Desk, whose: Whose, by: str) -> _Ready:
    """Let go of words and history in turns of their own: that is the most, and scans go on.

    Whoever is cut off there has deleted nothing of the list yet, and begins again.
    """
    roster_rest.finish(desk.store)
    with desk.store.read() as tx:
        everybody = people.ids_of_event(tx, whose.event_id)
        codes = [[new_code()] for _ in purging.badges_of(tx, whose)]
    roster_rest.leave_unfound(desk.store, everybody)
    with desk.store.write() as tx:
        entries = _forget_history(tx, desk, whose, by)
    return _Ready(tuple(_backups_with_names(desk)), codes, entries)


def _forget_history(tx: Tx, desk: Desk, whose: Whose, by: str, **told: int) -> int:
    """Delete values of the audit, and write down of which entries: they are not lost, but gone."""
    entries = purging.forget_values(tx, whose)
    subject = f"participant:{whose.person_id}" if whose.person_id else f"event:{whose.event_id}"
    if entries or told:
        record(tx, desk, whose.event_id, by, PURGED, subject, entries=entries, **told)
    return sum(len(Ranges.of(each).numbers) for each in entries.values())


def _delete(tx: Tx, desk: Desk, whose: Whose, by: str, ready: _Ready) -> Purge:
    number = purging.anonymise(tx, whose)
    fresh = chain(ready.codes, ([new_code()] for _ in count()))
    codes = purging.renew_codes(tx, whose, fresh)
    scans = purging.blank_scans(tx, whose)
    certificates = purging.forget_certificates(tx, whose)
    acts, imports = purging.forget_ways_back(tx, whose)
    purging.find_anew(tx, whose.event_id)
    entries = ready.entries + _forget_history(tx, desk, whose, by, people=number)
    return Purge(
        desk.now(), by, number, codes, scans, acts, imports, certificates, entries, ready.named
    )


def _tidy_up(desk: Desk, event_id: int) -> None:
    seal_scans(desk)
    for each in ("work", "uploads"):
        # Papers that were made, and lists that were brought and not yet imported.
        shutil.rmtree(desk.settings.data / each, ignore_errors=True)
    roster_rest.finish(desk.store)
    purging.compact(desk.store)
    for topic in (Topic.ROSTER, Topic.ATTENDANCE):
        desk.updates.publish(Update(topic, event_id))


def _backups_with_names(desk: Desk) -> Iterator[str]:
    """Name the files that were written before now, and so hold the names."""
    for each in backups(desk.settings):
        yield str(each.path)
    for pattern in ("hadir-before-*.db", "restore/*.db"):
        for path in sorted(desk.settings.data.glob(pattern)):
            yield str(path)


def data_of(desk: Desk, event: Event, participant_id: int, by: str) -> dict[str, Any]:
    """Return everything that is kept of one person, to be handed to them. Raises NotFound.

    That it was handed out is written down.
    """
    with desk.store.read() as tx:
        kept = person.everything_of(tx, _known(tx, event.id, participant_id))
    with desk.store.write() as tx:
        record(tx, desk, event.id, by, "person_exported", f"participant:{participant_id}")
    names = {each.id: each.name for each in sessions_of(desk, event.id)}
    done = history(desk, event.id, f"participant:{participant_id}")
    return {
        "event": event.name,
        "date": event.date.isoformat(),
        "made_at": desk.now().isoformat(),
        "notice": notice(desk, event),
        **kept,
        "sessions": {str(each): name for each, name in names.items()},
        "history": [
            {"at": each.at.isoformat(), "by": each.by, "what": each.action, "values": each.detail}
            for each in done
        ],
    }


def _known(tx: Tx, event_id: int, participant_id: int) -> Participant:
    known = people.by_id(tx, participant_id)
    if known is None or known.event_id != event_id:
        raise NotFound("There is no such participant.")
    return known


def data_json(data: dict[str, Any]) -> bytes:
    """Return one person's data as a file."""
    return json.dumps(data, ensure_ascii=False, indent=2, default=str).encode()


def number_of(desk: Desk, event: Event, number: int) -> int:
    """Return the id of the participant with this number. Raises NotFound."""
    with desk.store.read() as tx:
        found = people.by_number(tx, event.id, number)
    if found is None:
        raise NotFound("There is no participant with the number {number}.", number=number)
    return found.id


def _organizer(head: Letterhead) -> str:
    if not head.lines:
        return ""
    return head.lines[1] if len(head.lines) > 1 else head.lines[0]

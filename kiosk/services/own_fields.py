"""Own fields of an event, and which kinds of codes its cameras read beside QR codes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kiosk.core.errors import BadInput
from kiosk.core.further_codes import CODE_KINDS, CodeKind, are_easily_guessed, code_kinds_of
from kiosk.core.own_fields import (
    OWN,
    OWN_FIELDS,
    OwnField,
    own_fields_json,
    own_fields_of,
    own_label,
    own_renamed,
    own_values,
)
from kiosk.core.updates import Topic, Update
from kiosk.desk import Desk
from kiosk.services.events import keep_setting
from kiosk.services.led import on_the_first
from kiosk.services.search import index
from kiosk.storage import badges, events, participants, roster

_AT_ONCE = 200


def own_fields(desk: Desk, event_id: int) -> tuple[OwnField, ...]:
    """Return the own fields of an event, in their order."""
    with desk.store.read() as tx:
        return own_fields_of(events.setting(tx, event_id, OWN_FIELDS))


def code_kinds(desk: Desk, event_id: int) -> tuple[CodeKind, ...]:
    """Return the kinds of codes that the cameras of an event read beside QR codes."""
    with desk.store.read() as tx:
        return code_kinds_of(events.setting(tx, event_id, CODE_KINDS))


@dataclass(frozen=True, slots=True)
class BroughtCodes:
    """How many codes people of an event held already, and whether some may be guessed."""

    count: int
    are_easily_guessed: bool


def brought_codes(desk: Desk, event_id: int) -> BroughtCodes:
    """Return what there is to know of the codes that people held already."""
    with desk.store.read() as tx:
        codes = badges.brought(tx, event_id)
    return BroughtCodes(len(codes), are_easily_guessed(codes))


@on_the_first
def store_own_fields(desk: Desk, event_id: int, fields: Sequence[OwnField], by: str) -> None:
    """Keep where own fields are shown. Raises BadInput where one is none of the event."""
    known = {each.label for each in own_fields(desk, event_id)}
    unknown = next((each.label for each in fields if each.label not in known), None)
    if unknown is not None:
        raise BadInput("There is no own field {label}.", label=unknown)
    _store(desk, event_id, (OWN_FIELDS, own_fields_json(fields)), by)


@on_the_first
def rename_own_field(desk: Desk, event_id: int, label: str, name: str, by: str) -> str:
    """Call a field otherwise, and return how; what is kept of people goes with it.

    Raises BadInput where it is none of the event, where the new name is empty, or taken.
    """
    fields, new = _with(desk, event_id, label), own_label(name)
    if not new:
        raise BadInput("Type how the field is called.")
    if new == label:
        return label
    if any(each.label == new for each in fields):
        raise BadInput("There is an own field {label} already.", label=new)
    _change_values(desk, event_id, label, new)
    kept = [replace(each, label=new) if each.label == label else each for each in fields]
    _store(desk, event_id, (OWN_FIELDS, own_fields_json(kept)), by)
    return new


@on_the_first
def remove_own_field(desk: Desk, event_id: int, label: str, by: str) -> None:
    """Forget a field, with all that is kept of people in it. Raises BadInput where it is none."""
    kept = [each for each in _with(desk, event_id, label) if each.label != label]
    _change_values(desk, event_id, label, "")
    _store(desk, event_id, (OWN_FIELDS, own_fields_json(kept)), by)


def _with(desk: Desk, event_id: int, label: str) -> tuple[OwnField, ...]:
    fields = own_fields(desk, event_id)
    if all(each.label != label for each in fields):
        raise BadInput("There is no own field {label}.", label=label)
    return fields


def _change_values(desk: Desk, event_id: int, label: str, name: str) -> None:
    """Give what is kept under a label another, or none; some people at a time, so scans go on.

    The field itself follows at the end: begun again, it is done where it stopped.
    """
    with desk.store.read() as tx:
        people = participants.all_of_event(tx, event_id).values()
    having = [each.id for each in people if label in own_values(each.own)]
    for start in range(0, len(having), _AT_ONCE):
        with desk.store.write() as tx:
            roster.hold(tx, event_id)
            for person in participants.by_ids(tx, having[start : start + _AT_ONCE]):
                changed = replace(person, own=own_renamed(person.own, label, name))
                participants.change(tx, person.id, {OWN: changed.own})
                index(tx, changed)


@on_the_first
def store_code_kinds(desk: Desk, event_id: int, kinds: Sequence[CodeKind], by: str) -> None:
    """Let the cameras of an event read these kinds of codes from now on."""
    _store(desk, event_id, (CODE_KINDS, [each.value for each in kinds]), by)


def _store(desk: Desk, event_id: int, setting: tuple[str, object], by: str) -> None:
    with desk.store.write() as tx:
        keep_setting(tx, desk, event_id, setting, by)
    desk.updates.publish(Update(Topic.ROSTER, event_id))

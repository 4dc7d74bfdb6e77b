"""Own fields of an event, and which kinds of codes its cameras read beside QR codes."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.core.errors import BadInput
from kiosk.core.further_codes import CODE_KINDS, CodeKind, are_easily_guessed, code_kinds_of
from kiosk.core.own_fields import OWN_FIELDS, OwnField, own_fields_json, own_fields_of
from kiosk.core.updates import Topic, Update
from kiosk.desk import Desk
from kiosk.services.events import keep_setting
from kiosk.storage import badges, events


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


def store_own_fields(desk: Desk, event_id: int, fields: Sequence[OwnField], by: str) -> None:
    """Keep where own fields are shown. Raises BadInput where one is none of the event."""
    known = {each.label for each in own_fields(desk, event_id)}
    unknown = next((each.label for each in fields if each.label not in known), None)
    if unknown is not None:
        raise BadInput("There is no own field {label}.", label=unknown)
    _store(desk, event_id, (OWN_FIELDS, own_fields_json(fields)), by)


def store_code_kinds(desk: Desk, event_id: int, kinds: Sequence[CodeKind], by: str) -> None:
    """Let the cameras of an event read these kinds of codes from now on."""
    _store(desk, event_id, (CODE_KINDS, [each.value for each in kinds]), by)


def _store(desk: Desk, event_id: int, setting: tuple[str, object], by: str) -> None:
    with desk.store.write() as tx:
        keep_setting(tx, desk, event_id, setting, by)
    desk.updates.publish(Update(Topic.ROSTER, event_id))

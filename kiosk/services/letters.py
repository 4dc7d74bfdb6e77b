"""Letters that no font here has: said in the same words before anything is printed or numbered."""

from collections.abc import Iterable

from badges.drawing import MissingGlyph, missing_glyphs
from badges.face import Face
from kiosk.core.model import Event, Participant, Status
from kiosk.desk import Desk
from kiosk.storage import participants


def lacking_letters(people: Iterable[Participant]) -> list[MissingGlyph]:
    """Return those in whose name, organization or group are letters that cannot be drawn."""
    faces = (
        Face("", each.name, each.organization, each.group, number=str(each.number))
        for each in people
    )
    return [found for face in faces if (found := missing_glyphs(face))]


def lacking_on_the_list(desk: Desk, event: Event) -> list[MissingGlyph]:
    """Return those on the list of an event whose letters cannot be drawn."""
    with desk.store.read() as tx:
        people = participants.all_of_event(tx, event.id).values()
    return lacking_letters(each for each in people if each.status is not Status.CANCELED)

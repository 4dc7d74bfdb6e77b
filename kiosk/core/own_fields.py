"""Own fields: what an event keeps of its people beside what all have, and where it is shown."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from kiosk.core.model import Participant

OWN_FIELDS = "own_fields"
"""The setting of the event in which its own fields are kept, in their order."""

OWN = "own"
"""The column in which a participant's values stand."""

MOST_FIELDS = 20
MOST_ON_LIST = 2
"""So many have room on a Daftar Hadir."""

LONGEST_LABEL = 60
LONGEST_VALUE = 200


class ShownAt(StrEnum):
    """Where an own field is shown; as a message its value alone stands in the welcome."""

    BADGE = "badge"
    DOOR = "door"
    MESSAGE = "message"
    DESK = "desk"
    FILES = "files"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class OwnField:
    """A field as the list calls it, such as Meja or Golongan, and where it is shown."""

    label: str
    shown: frozenset[ShownAt] = frozenset({ShownAt.DESK, ShownAt.FILES})


def own_fields_of(kept: Iterable[Mapping[str, Any]] | None) -> tuple[OwnField, ...]:
    """Return the own fields that an event keeps."""
    return tuple(
        OwnField(each["label"], frozenset(map(ShownAt, each["shown"]))) for each in kept or ()
    )


def own_fields_json(fields: Sequence[OwnField]) -> list[dict[str, Any]]:
    """Return own fields as an event keeps them."""
    return [{"label": each.label, "shown": sorted(each.shown)} for each in fields]


def own_label(heading: str) -> str:
    """Return how a field is called whose column has this heading; empty for no name."""
    plain = "".join(" " if each in '"\\' else each for each in heading)
    return " ".join(plain.split())[:LONGEST_LABEL].strip()


def own_text(values: Mapping[str, str]) -> str:
    """Return values by label as one text, a JSON object with sorted labels; empty for none."""
    filled = {label: value[:LONGEST_VALUE] for label, value in values.items() if value}
    return json.dumps(filled, ensure_ascii=False, sort_keys=True) if filled else ""


@lru_cache(maxsize=4096)
def own_values(text: str) -> Mapping[str, str]:
    """Return what `own_text` wrote: values by label."""
    values: dict[str, str] = json.loads(text) if text else {}
    return values


def own_merged(before: str, after: str) -> str:
    """Return the values of both, the later where both have one: an empty cell erases nothing."""
    return own_text({**own_values(before), **own_values(after)})


def own_words(text: str) -> str:
    """Return values for people to read: Meja: A 12, Kamar: Mawar."""
    return ", ".join(f"{label}: {value}" for label, value in own_values(text).items())


def change_words(value: str) -> str:
    """Return a value of a participant for people: own fields by label, codes side by side."""
    return own_words(value) if value.startswith('{"') else value.replace("\n", ", ")


def shown_of(
    person: Participant, fields: Sequence[OwnField], place: ShownAt
) -> list[tuple[str, str]]:
    """Return the own fields of a person that are shown there and filled: label and value.

    Beside its label a value leaves it out: Meja and 1 where the list says Meja 1. A message
    stands alone, and whole.
    """
    values = own_values(person.own)
    here = [(label, values[label]) for label in labels_at(fields, place) if values.get(label)]
    if place is ShownAt.MESSAGE:
        return here
    return [(label, _beside(label, value)) for label, value in here]


def _beside(label: str, value: str) -> str:
    start, rest = value[: len(label)], value[len(label) :]
    is_said_again = start.casefold() == label.casefold() and rest[:1].isspace()
    return rest.strip() if is_said_again and rest.strip() else value


def labels_at(fields: Sequence[OwnField], place: ShownAt) -> tuple[str, ...]:
    """Return the labels of the fields that are shown there, in their order."""
    return tuple(each.label for each in fields if place in each.shown)


def own_renamed(text: str, label: str, name: str) -> str:
    """Return values with one of them under another name; without one, it is left out."""
    values = dict(own_values(text))
    value = values.pop(label, "")
    return own_text({**values, name: value} if name else values)


def with_labels(fields: Sequence[OwnField], labels: Iterable[str]) -> tuple[OwnField, ...]:
    """Return the fields with those added that are new, as many as there may be."""
    known = {each.label for each in fields}
    new = dict.fromkeys(label for label in labels if label and label not in known)
    return (*fields, *map(OwnField, new))[:MOST_FIELDS]

"""Columns that CSV, JSON and workbook carry where they were chosen: e-mail, phone, own fields."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kiosk.core.model import Participant
from kiosk.core.own_fields import OwnField, ShownAt, own_values


class Contact(StrEnum):
    """How somebody is reached; in files only where it was asked for."""

    EMAIL = "email"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class FurtherColumn:
    """A column behind the sessions: its heading, and the field or own field that stands in it."""

    heading: str
    contact: Contact | None = None

    def of(self, person: Participant) -> str:
        """Return what stands in the column for a person."""
        if self.contact is not None:
            return str(getattr(person, self.contact))
        return own_values(person.own).get(self.heading, "")


def further_columns(
    contacts: Collection[Contact], fields: Sequence[OwnField]
) -> tuple[FurtherColumn, ...]:
    """Return the columns that were asked for, then the own fields that are shown in files."""
    asked = (FurtherColumn(each.value, each) for each in Contact if each in contacts)
    own = (FurtherColumn(each.label) for each in fields if ShownAt.FILES in each.shown)
    return (*asked, *own)

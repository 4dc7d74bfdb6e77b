"""What is known of a person before they are on the roster."""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class NewParticipant:
    """What a list, or a steward, says about a person; everything as typed, all text."""

    name: str
    nip: str = ""
    nuptk: str = ""
    group: str = ""
    organization: str = ""
    district: str = ""
    phone: str = ""
    email: str = ""
    own: str = ""

    def details(self) -> dict[str, str]:
        """Return the values by field."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


DETAILS = tuple(each.name for each in fields(NewParticipant))
"""The names of what is known of a person, as columns have them."""

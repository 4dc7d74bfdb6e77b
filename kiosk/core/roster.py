"""The roster: what a list says about people, and what an import of it would do."""

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

    def details(self) -> dict[str, str]:
        """Return the values by field."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

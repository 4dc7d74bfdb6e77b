"""The fields of a roster, and the words by which its columns are known in both languages."""

from enum import StrEnum


class Field(StrEnum):
    """What a column of a list may hold."""

    NAME = "name"
    NIP = "nip"
    NUPTK = "nuptk"
    NIP_OR_NUPTK = "nip_or_nuptk"
    GROUP = "group"
    ORGANIZATION = "organization"
    DISTRICT = "district"
    PHONE = "phone"
    EMAIL = "email"
    SESSIONS = "sessions"
    TIMESTAMP = "timestamp"

    @property
    def label(self) -> str:
        """The field as it is called in a sentence; a key of the translations."""
        return _LABELS[self]


_LABELS = {
    Field.NAME: "name",
    Field.NIP: "NIP",
    Field.NUPTK: "NUPTK",
    Field.NIP_OR_NUPTK: "NIP or NUPTK",
    Field.GROUP: "group",
    Field.ORGANIZATION: "organization",
    Field.DISTRICT: "district",
    Field.PHONE: "phone",
    Field.EMAIL: "email",
    Field.SESSIONS: "sessions",
    Field.TIMESTAMP: "time of the answer",
}

DETAILS = (
    Field.NAME,
    Field.NIP,
    Field.NUPTK,
    Field.GROUP,
    Field.ORGANIZATION,
    Field.DISTRICT,
    Field.PHONE,
    Field.EMAIL,
)
"""The fields that a participant has."""

LENGTHS = {
    Field.NAME: 300,
    Field.NIP: 40,
    Field.NUPTK: 40,
    Field.GROUP: 200,
    Field.ORGANIZATION: 300,
    Field.DISTRICT: 200,
    Field.PHONE: 60,
    Field.EMAIL: 200,
}
"""How many characters may be stored of each field."""

"""The fields of a roster, as lists bring them and as a participant has them."""

from enum import StrEnum


class Field(StrEnum):
    """What a column of a list may hold."""

    NAME = "name"
    FIRST_NAME = "first_name"
    MIDDLE_NAME = "middle_name"
    LAST_NAME = "last_name"
    SECOND_LAST_NAME = "second_last_name"
    TITLE_BEFORE = "title_before"
    TITLE_BEHIND = "title_behind"
    NAME_AND_NIP = "name_and_nip"
    NIP = "nip"
    NUPTK = "nuptk"
    NIP_OR_NUPTK = "nip_or_nuptk"
    GROUP = "group"
    ORGANIZATION = "organization"
    DISTRICT = "district"
    PHONE = "phone"
    EMAIL = "email"
    SESSIONS = "sessions"
    TICK = "tick"
    STATUS = "status"
    TIMESTAMP = "timestamp"
    OWN = "own"
    CODE = "code"

    @property
    def label(self) -> str:
        """The field as it is called in a sentence; a key of the translations."""
        return _LABELS[self]


_LABELS = {
    Field.NAME: "name",
    Field.FIRST_NAME: "first name",
    Field.MIDDLE_NAME: "middle name",
    Field.LAST_NAME: "last name",
    Field.SECOND_LAST_NAME: "second last name",
    Field.TITLE_BEFORE: "title before the name",
    Field.TITLE_BEHIND: "title behind the name",
    Field.NAME_AND_NIP: "name and NIP in one cell",
    Field.NIP: "NIP",
    Field.NUPTK: "NUPTK",
    Field.NIP_OR_NUPTK: "NIP or NUPTK",
    Field.GROUP: "group",
    Field.ORGANIZATION: "organization",
    Field.DISTRICT: "district",
    Field.PHONE: "phone",
    Field.EMAIL: "email",
    Field.SESSIONS: "sessions",
    Field.TICK: "comes to this session, ticked",
    Field.STATUS: "answer of who comes",
    Field.TIMESTAMP: "time of the answer",
    Field.OWN: "own field",
    Field.CODE: "code that the person holds already",
}

PARTS_OF_NAME = (
    Field.TITLE_BEFORE,
    Field.FIRST_NAME,
    Field.MIDDLE_NAME,
    Field.LAST_NAME,
    Field.SECOND_LAST_NAME,
    Field.TITLE_BEHIND,
)
"""The fields that are joined to a name, in the order in which they are written."""

OF_SEVERAL_COLUMNS = frozenset([Field.TICK, Field.OWN, Field.CODE])
"""The meanings that several columns of one list may have."""

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

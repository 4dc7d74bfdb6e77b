"""The letterhead and who signs: what an office sets once for everything it hands in."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: ``Kepala Dinas Pendidikan``, the name with titles, rank and NIP as text."""

    office: str = ""
    name: str = ""
    rank: str = ""
    nip: str = ""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The lines at the head of a page, a logo as PNG, the place of signing and the signer.

    With two lines or more the second one is the office and stands out; the rest is its address.
    """

    lines: tuple[str, ...] = ()
    logo: bytes = b""
    place: str = ""
    signer: Signer = field(default_factory=Signer)


def letterhead_to_json(letterhead: Letterhead) -> dict[str, Any]:
    """Return the letterhead as a JSON value; the logo in base64."""
    signer = letterhead.signer
    return {
        "lines": list(letterhead.lines),
        "logo": base64.b64encode(letterhead.logo).decode("ascii"),
        "place": letterhead.place,
        "signer": {
            "office": signer.office,
            "name": signer.name,
            "rank": signer.rank,
            "nip": signer.nip,
        },
    }


def letterhead_from_json(value: Mapping[str, Any] | None) -> Letterhead:
    """Return what `letterhead_to_json` made; an empty letterhead for None."""
    value = value or {}
    return Letterhead(
        lines=tuple(value.get("lines", ())),
        logo=base64.b64decode(value.get("logo", "")),
        place=value.get("place", ""),
        signer=Signer(**value.get("signer", {})),
    )

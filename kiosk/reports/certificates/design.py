"""What an event writes on its certificates: texts with fields, the scheme of numbers, a colour."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from kiosk.reports.wording import Language

NUMBER_FIELDS = ("number", "year", "month")
TEXT_FIELDS = ("event", "date", "place", "jp", "role")

_FIELD = re.compile(r"\{([^{}]*)\}")
_AT_THE_PLACE = re.compile(r"(?<!\s)\s*+(?:\b(?:bertempat )?(?:di|at|in)\s++)?\{place\}")
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
_OF_A_WORD = 3
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


@dataclass(frozen=True, slots=True)
class CertificateDesign:
    """The texts of a certificate; `text` and `numbers` have fields in braces."""

    title: str = "SERTIFIKAT"
    given_to: str = "diberikan kepada"
    role: str = "Peserta"
    text: str = (
        "atas partisipasinya sebagai {role} dalam kegiatan “{event}” yang diselenggarakan "
        "pada {date} di {place}, setara dengan {jp} jam pelajaran (JP)."
    )
    numbers: str = "{number}/SERT/{month}/{year}"
    color: str = "#0B5563"


ENGLISH = CertificateDesign(
    title="CERTIFICATE",
    given_to="is awarded to",
    role="participant",
    text=(
        "for taking part as {role} in “{event}”, held on {date} at {place}, "
        "equal to {jp} hours of lessons (JP)."
    ),
)


def role_of(group: str, usual: str) -> str:
    """Return as what somebody took part: their group, or as usual where it is a class or number."""
    letters = sum(map(str.isalpha, group))
    return usual if letters < _OF_A_WORD or any(map(str.isdigit, group)) else group


def usual_design(language: Language) -> CertificateDesign:
    """Return the texts where none were set."""
    return CertificateDesign() if language is Language.ID else ENGLISH


def design_to_json(design: CertificateDesign) -> dict[str, Any]:
    """Return the design as a JSON value."""
    return asdict(design)


def design_from_json(value: Mapping[str, Any]) -> CertificateDesign:
    """Return what `design_to_json` made; what it does not know is left out."""
    known = {each.name for each in fields(CertificateDesign)}
    return replace(CertificateDesign(), **{k: str(v) for k, v in value.items() if k in known})


def unknown_fields(design: CertificateDesign) -> list[str]:
    """Return the fields in braces that a certificate cannot fill in."""
    return [
        *(each for each in _FIELD.findall(design.text) if each not in TEXT_FIELDS),
        *(each for each in _FIELD.findall(design.numbers) if each not in NUMBER_FIELDS),
    ]


def without_place(text: str) -> str:
    """Return the text for an event whose place is not known: `di {place}` falls out."""
    return _AT_THE_PLACE.sub("", text)


def is_color(text: str) -> bool:
    """Whether the text is a colour such as #0B5563."""
    return _COLOR.fullmatch(text) is not None


def certificate_number(scheme: str, sequence: int, day: date) -> str:
    """Return ``007/SERT/XI/2026``: the scheme with its fields filled in."""
    values = {"number": f"{sequence:03}", "year": str(day.year), "month": _ROMAN[day.month - 1]}
    return filled(scheme, values)


def filled(text: str, values: Mapping[str, str]) -> str:
    """Fill in the fields in braces; braces inside the values stay as they are."""
    return _FIELD.sub(lambda found: values.get(found[1], found[0]), text)

"""What the cells of a column alone say, where its heading does not tell what it means."""

from kiosk.core.roster.asides import NEUTRAL
from kiosk.core.roster.evidence import Profile
from kiosk.core.roster.fields import Field
from kiosk.core.roster.headings import OF_ANYTHING, Heading, words_of

_ASKED = 0.5
_SURE = 0.6
_SAME = 0.9
_MOST = 0.7
_FEW = 0.5
_WORDS = 1.5
_A_NOUN = 2


def by_cells(meaning: Field, heading: Heading, text: str, cells: Profile) -> float:
    """Return how far the cells speak for a meaning, 0 where its heading says enough.

    E-mail addresses can be nothing else, whatever stands above them; of all others is asked.
    """
    if meaning is Field.EMAIL:
        return _addresses(heading, text, cells)
    if meaning is Field.STATUS and heading.fit(meaning) and _speaks_of_coming(cells):
        return _ASKED
    if heading.fits or heading.is_known or heading.is_question or not _is_heading(text):
        return 0.0
    speaks = {
        Field.NIP: cells.share("nip") > _MOST,
        Field.PHONE: cells.share("dialled") > _MOST,
        Field.STATUS: _speaks_of_coming(cells),
        Field.ORGANIZATION: cells.share("office") > _MOST and len(text.split()) <= _A_NOUN,
    }
    return _ASKED if speaks.get(meaning) else 0.0


def names_by_cells(heading: Heading, cells: Profile) -> float:
    """Return how far the cells look like names of people, where no heading of the list says so."""
    if heading.is_known or heading.owner or not cells.count:
        return 0.0
    words = sum(len(text.split()) for text in cells.texts) / len(cells.texts)
    are_names = cells.share("person") > _SAME and cells.distinct > _SAME and words > _WORDS
    return _ASKED if are_names and cells.share("office") < 1 - _SAME else 0.0


def says_not_of_what(text: str, cells: Profile) -> bool:
    """Whether a column says `Status` alone, and yes or no, or of some only that they are out."""
    if not (OF_ANYTHING | NEUTRAL).issuperset(words_of(text)) or not cells.share("not coming"):
        return False
    return cells.share("yes or no") > _FEW or cells.share("standing") < _SAME


def _addresses(heading: Heading, text: str, cells: Profile) -> float:
    is_silent = not heading.fit(Field.EMAIL) and not heading.is_question and _is_heading(text)
    are_theirs = cells.share("email") > _MOST and cells.distinct > _FEW
    return _SURE if is_silent and are_theirs else 0.0


def _is_heading(text: str) -> bool:
    """Whether this is no address or number, as it would be in a list without headings."""
    return "@" not in text and any(map(str.isalpha, text))


def _speaks_of_coming(cells: Profile) -> bool:
    """Whether cells say who comes, some of whom do not, though the heading does not tell."""
    all_say_so = cells.share("standing") > _SAME and not cells.share("yes or no")
    return all_say_so and 0 < cells.share("not coming") < 1

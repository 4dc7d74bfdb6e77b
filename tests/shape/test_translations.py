"""Every string has its Indonesian, none is left over, and both speak of the same values."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tests.shape.strings import ROOT, literal_strings, marked_strings

FILES = sorted((ROOT / "kiosk/translations/id").glob("*.po"))
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|(?<!\{)\{\w+(?::[^}]*)?\}")

SHORTEST_PART = 15
"""Characters by which a sentence that is put together is known again."""


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="id", abort_invalid=True)


@pytest.fixture(scope="module")
def translated() -> dict[object, object]:
    return {
        message.id: message.string
        for path in FILES
        for message in _read(path)
        if message.id and not message.fuzzy
    }


def test_every_marked_string_is_translated(translated: dict[object, object]) -> None:
    missing = [
        f"{where}: {message!r}"
        for where, message in marked_strings()
        if not _is_full(translated.get(message))
    ]

    assert missing == []


def test_no_translation_is_left_over(translated: dict[object, object]) -> None:
    used = {message for _where, message in marked_strings()} | literal_strings()
    parts = [each.lower() for each in literal_strings() if len(each) >= SHORTEST_PART]

    left = [each for each in translated if each not in used]

    assert [each for each in left if not any(part in str(each).lower() for part in parts)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_translations_speak_of_the_same_values(path: Path) -> None:
    wrong = [
        message.id
        for message in _read(path)
        if message.id and _values(message.id) != _values(message.string)
    ]

    assert wrong == []


def test_no_string_is_translated_in_two_ways() -> None:
    seen: dict[object, object] = {}
    differing = [
        message.id
        for path in FILES
        for message in _read(path)
        if message.id and seen.setdefault(message.id, message.string) != message.string
    ]

    assert differing == []


def _is_full(translation: object) -> bool:
    return all(translation) if isinstance(translation, tuple) else bool(translation)


def _values(text: object) -> set[str]:
    """Return the placeholders; of plural forms those of the last, which names the number."""
    one = text[-1] if isinstance(text, tuple) else text
    return set(PLACEHOLDER.findall(str(one)))

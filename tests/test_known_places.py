"""A folder of data that was moved away as a whole is missed at the next start."""

from pathlib import Path

import pytest

from kiosk import known_places
from kiosk.core.errors import Moved
from kiosk.settings import Settings


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


def test_a_folder_that_is_gone_is_missed(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data")
    known_places.expect(settings)
    settings.data.mkdir()
    known_places.note(settings)
    known_places.expect(settings)

    settings.data.rename(tmp_path / "away")

    with pytest.raises(Moved, match="--new"):
        known_places.expect(settings)


def test_what_cannot_be_kept_or_read_stops_nothing(tmp_path: Path, state: Path) -> None:
    state.write_text("a file, where a folder should be")
    settings = Settings(data=tmp_path / "data")

    known_places.note(settings)
    known_places.expect(settings)

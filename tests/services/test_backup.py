"""Backups: made while it runs, checked before they are put back."""

import socket
from pathlib import Path

import pytest

from kiosk.core.errors import BadInput, Refused
from kiosk.core.model import Reason
from kiosk.desk import Desk, open_desk
from kiosk.services.attendance import tallies
from kiosk.services.backup import backup, restore
from kiosk.services.check_ins import check_in
from kiosk.services.events import all_events
from kiosk.settings import Settings
from tests.makers import Maker


def test_a_backup_put_back_has_everything(sqlite_desk: Desk, make: Maker, tmp_path: Path) -> None:
    event = make.event()
    assert check_in(sqlite_desk, make.scan(make.participant(event))).reason is Reason.OK

    size = backup(sqlite_desk.settings, tmp_path / "copy.db")
    elsewhere = Settings(data=tmp_path / "elsewhere", port=1)
    kept = restore(elsewhere, tmp_path / "copy.db")

    restored = open_desk(elsewhere)
    assert (kept, size > 0) == (None, True)
    assert sum(each.present for each in tallies(restored, event.id).whole.values()) == 1
    restored.close()


def test_what_was_there_is_kept_beside_the_restored(
    sqlite_desk: Desk, make: Maker, tmp_path: Path
) -> None:
    backup(sqlite_desk.settings, tmp_path / "before.db")
    make.event("Only in the newer one")
    settings = Settings(data=sqlite_desk.settings.data, port=1)
    sqlite_desk.close()

    kept = restore(settings, tmp_path / "before.db")

    assert kept
    store = open_desk(Settings(data=tmp_path / "x", database=f"sqlite:///{kept}"))
    assert [each.name for each in all_events(store)] == ["Only in the newer one"]
    store.close()


def test_a_file_that_is_no_backup_is_refused_and_nothing_is_touched(tmp_path: Path) -> None:
    letter = tmp_path / "letter.docx"
    letter.write_text("Dear Sir or Madam")

    with pytest.raises(BadInput, match="is not a backup"):
        restore(Settings(data=tmp_path / "data", port=1), letter)
    with pytest.raises(BadInput, match="There is no file"):
        restore(Settings(data=tmp_path / "data", port=1), tmp_path / "nothing")

    assert not (tmp_path / "data").exists()


def test_a_backup_never_overwrites(sqlite_desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("precious")

    with pytest.raises(Refused):
        backup(sqlite_desk.settings, tmp_path / "copy.db")

    assert (tmp_path / "copy.db").read_text() == "precious"


def test_a_database_that_is_in_use_is_not_replaced(
    sqlite_desk: Desk, make: Maker, tmp_path: Path
) -> None:
    backup(sqlite_desk.settings, tmp_path / "copy.db")
    make.event()

    with pytest.raises(Refused, match="Hadir is running"):
        restore(sqlite_desk.settings, tmp_path / "copy.db")

    assert len(all_events(sqlite_desk)) == 1


def test_a_program_at_the_same_port_with_other_data_does_not_matter(
    sqlite_desk: Desk, tmp_path: Path
) -> None:
    backup(sqlite_desk.settings, tmp_path / "copy.db")

    with socket.create_server(("127.0.0.1", 0)) as other:
        settings = Settings(data=tmp_path / "elsewhere", port=other.getsockname()[1])
        restore(settings, tmp_path / "copy.db")

    assert (tmp_path / "elsewhere" / "hadir.db").exists()


def test_a_place_that_cannot_be_written_is_said(sqlite_desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"cannot be written: No such file"):
        backup(sqlite_desk.settings, tmp_path / "nowhere" / "copy.db")


def test_a_damaged_database_is_replaced(sqlite_desk: Desk, tmp_path: Path) -> None:
    backup(sqlite_desk.settings, tmp_path / "copy.db")
    data = tmp_path / "damaged"
    data.mkdir()
    (data / "hadir.db").write_bytes(b"\0" * 5000)
    (data / "hadir.db-wal").touch()

    restore(Settings(data=data), tmp_path / "copy.db")

    restored = open_desk(Settings(data=data))
    assert all_events(restored) == all_events(sqlite_desk)
    restored.close()

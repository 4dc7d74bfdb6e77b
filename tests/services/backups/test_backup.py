"""Backups: made while it runs, checked before they are put back."""

import os
import shutil
import socket
import sqlite3
import subprocess
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from kiosk.cli import main
from kiosk.core.backups import Backup, to_delete
from kiosk.core.errors import BadInput, Damaged, Refused
from kiosk.core.model import Reason
from kiosk.desk import Desk, open_desk
from kiosk.services.attendance import tallies
from kiosk.services.backups.backup import backup, backups, check, last_backup, remember, restore
from kiosk.services.backups.restoring import stage
from kiosk.services.backups.sealing import opened, put, seal
from kiosk.services.check_ins import check_in
from kiosk.services.events import all_events
from kiosk.services.facts_file import FactsHead, write
from kiosk.settings import Settings
from kiosk.storage.audit.signing import AuditSigner
from kiosk.storage.engine.lock import held
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


NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)


@pytest.fixture
def copy(sqlite_desk: Desk, make: Maker, tmp_path: Path) -> Path:
    """A backup with one event of two people, one of whom is here."""
    event = make.event()
    make.participant(event, "Grace")
    check_in(sqlite_desk, make.scan(make.participant(event)))
    backup(sqlite_desk.settings, tmp_path / "copy.db", NOW)
    return tmp_path / "copy.db"


def test_a_backup_says_what_it_holds(sqlite_desk: Desk, copy: Path) -> None:
    contents = check(sqlite_desk.settings, copy)

    assert contents
    assert (contents.events, contents.participants, contents.check_ins) == (1, 2, 1)
    assert contents.made_at == NOW


def test_a_backup_is_one_closed_file_that_is_read_where_nothing_can_be_written(
    sqlite_desk: Desk, copy: Path, small_disk: Path
) -> None:
    shutil.copy(copy, small_disk / "copy.db")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)

    restore(Settings(data=copy.parent / "elsewhere"), small_disk / "copy.db")

    assert [each.name for each in small_disk.iterdir()] == ["copy.db"]


def test_a_backup_of_an_older_version_is_read_from_a_locked_stick(
    sqlite_desk: Desk, copy: Path, small_disk: Path
) -> None:
    old = small_disk / "old.db"
    now = sqlite3.connect(sqlite_desk.settings.data / "hadir.db")
    with closing(now) as original, closing(sqlite3.connect(old)) as copied:
        original.backup(copied)
    assert old.read_bytes()[18] == 2  # write-ahead logging, as older backups had it
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)

    restore(Settings(data=copy.parent / "elsewhere"), old)

    restored = open_desk(Settings(data=copy.parent / "elsewhere"))
    assert len(all_events(restored)) == 1
    restored.close()


def test_an_edited_backup_is_refused(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as editor:
        editor.execute("UPDATE participant SET name = 'Mallory'")
        editor.commit()

    with pytest.raises(BadInput, match="was changed after it was made"):
        restore(Settings(data=copy.parent / "elsewhere"), copy)


def test_a_backup_without_its_label_is_refused(copy: Path) -> None:
    whole = copy.read_bytes()
    copy.write_bytes(whole[: whole.rindex(b"\nHADIR-BACKUP")])

    with pytest.raises(BadInput, match="was changed after it was made"):
        restore(Settings(data=copy.parent / "elsewhere"), copy)


@pytest.mark.parametrize(("at", "length"), [(0, 4096), (4096 * 3, 4096 * 5), (4096 * 8, 10**7)])
def test_a_damaged_backup_is_told_apart_from_a_foreign_file(
    copy: Path, at: int, length: int
) -> None:
    whole = copy.read_bytes()
    copy.write_bytes(whole[:at] + b"\xff" * min(length, 20_000) + whole[at + length :])

    with pytest.raises(BadInput, match=r"is damaged|was changed after"):
        restore(Settings(data=copy.parent / "elsewhere"), copy)


def test_a_database_of_another_program_is_no_backup(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE invoices (id)")

    with pytest.raises(BadInput, match="is not a backup"):
        restore(Settings(data=tmp_path / "data"), tmp_path / "other.db")


def test_a_damaged_database_is_not_backed_up_as_if_it_were_whole(
    sqlite_desk: Desk, make: Maker, tmp_path: Path
) -> None:
    make.event()
    path = sqlite_desk.settings.data / "hadir.db"
    sqlite_desk.close()
    with path.open("rb+") as file:
        file.seek(4096 * 4)
        file.write(b"\xff" * 4096 * 20)

    with pytest.raises(Damaged):
        backup(sqlite_desk.settings, tmp_path / "copy.db")

    assert list(tmp_path.glob("copy*")) == []


def test_a_full_disk_can_be_backed_up_to_another(
    small_disk: Path, empty_sqlite: Path, tmp_path: Path
) -> None:
    settings = Settings(data=small_disk)
    desk = open_desk(settings)
    Maker(desk).event("On a full disk")
    desk.close()
    with suppress(OSError):
        (small_disk / "filler").write_bytes(bytes(8 * 1024 * 1024))

    backup(settings, tmp_path / "copy.db")

    restore(Settings(data=tmp_path / "elsewhere"), tmp_path / "copy.db")
    restored = open_desk(Settings(data=tmp_path / "elsewhere"))
    assert [each.name for each in all_events(restored)] == ["On a full disk"]
    restored.close()


def test_a_damaged_database_is_said_with_the_newest_backup_and_the_one_command(
    sqlite_desk: Desk, copy: Path
) -> None:
    settings = sqlite_desk.settings
    sqlite_desk.close()
    (settings.data / "hadir.db").write_bytes(bytes(9000))
    (settings.data / "backups").mkdir()
    copy.rename(settings.data / "backups" / "hadir-20261123-010000.db")

    for command in (["doctor", "--camera", "63"], ["backup", str(copy)], ["event", "list"]):
        done = CliRunner().invoke(main, [*command, "--data", str(settings.data)])
        assert done.exit_code == 1
        assert "hadir restore hadir-20261123-010000.db" in done.output, command


def test_a_full_target_is_said_and_leaves_nothing(sqlite_desk: Desk, small_disk: Path) -> None:
    with suppress(OSError):
        (small_disk / "filler").write_bytes(bytes(8 * 1024 * 1024))

    with pytest.raises(BadInput, match="No space left"):
        backup(sqlite_desk.settings, small_disk / "copy.db")

    assert [each.name for each in small_disk.iterdir()] == ["filler"]


def test_nothing_is_restored_while_a_server_holds_the_folder(copy: Path) -> None:
    settings = Settings(data=copy.parent / "held")

    with held(settings.data), pytest.raises(Refused, match="Stop it first"):
        restore(settings, copy)

    restore(settings, copy)


def test_a_second_server_on_one_folder_is_refused(tmp_path: Path) -> None:
    with held(tmp_path), pytest.raises(Refused, match="already running"), held(tmp_path):
        pass


def test_a_sealed_backup_opens_with_its_passphrase_alone(copy: Path) -> None:
    sealed = copy.with_name("copy.db.sealed")
    seal(copy, sealed, "panas sekali")
    settings = Settings(data=copy.parent / "elsewhere")

    assert b"Grace" not in sealed.read_bytes()
    for wrong, said in (
        ("", "passphrase is needed"),
        ("dingin", "cannot be opened with this passphrase"),
    ):
        with pytest.raises(BadInput, match=said):
            restore(settings, sealed, wrong)
    restore(settings, sealed, "panas sekali")

    assert (settings.data / "hadir.db").exists()


def test_a_file_that_was_sealed_once_can_be_opened_for_ever(tmp_path: Path) -> None:
    sealed, salt, nonce = tmp_path / "old.sealed", b"s" * 16, b"n" * 8
    cipher = AESGCM(Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(b"panas sekali"))
    parts = [(bytes(1 << 20), 0), (b"the rest", 1 | 1 << 31)]
    content = [cipher.encrypt(nonce + number.to_bytes(4), part, None) for part, number in parts]
    sealed.write_bytes(b"HADIR-SEALED-1\n" + salt + nonce + b"".join(content))

    with opened(sealed, "panas sekali") as plain:
        assert plain.read_bytes() == b"".join(part for part, _number in parts)


def test_the_disk_has_a_file_wholly_before_it_is_given_its_name(
    sqlite_desk: Desk, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_disk: dict[int, int] = {}

    def fsync(number: int) -> None:
        found = os.fstat(number)
        on_disk[found.st_ino] = found.st_size

    monkeypatch.setattr(os, "fsync", fsync)
    (tmp_path / "stick").mkdir()
    (tmp_path / "short").write_bytes(b"short")
    head = FactsHead("f" * 64, NOW, "uid", "Clinic")
    signer = AuditSigner(tmp_path / "signer")

    seal(tmp_path / "short", tmp_path / "sealed", "panas")
    put(tmp_path / "short", tmp_path / "stick", "")
    write(tmp_path / "facts", head, [], signer)
    labelled = sqlite_desk.settings.data / "backups/hadir-20261120-000000.db"
    labelled.parent.mkdir(exist_ok=True)
    size = backup(sqlite_desk.settings, labelled)
    stage(sqlite_desk, backups(sqlite_desk.settings)[0], "", "Siti")

    written = [tmp_path / each for each in ("sealed", "stick/short", "facts")]
    written += [labelled, sqlite_desk.settings.restore_wish]
    found = [each.stat() for each in written]
    assert [on_disk.get(each.st_ino) for each in found] == [each.st_size for each in found]
    assert size == found[3].st_size


@pytest.mark.parametrize("spoil", [lambda data: data[:-1], lambda data: data[: 1 << 20]])
def test_a_sealed_backup_that_was_cut_off_is_refused(copy: Path, spoil: object) -> None:
    large = copy.with_name("large")
    large.write_bytes(bytes(3 << 20))
    seal(large, copy.with_name("sealed"), "panas")
    whole = copy.with_name("sealed").read_bytes()
    copy.with_name("sealed").write_bytes(spoil(whole))  # type: ignore[operator]

    with pytest.raises(BadInput, match="or is damaged"):
        check(Settings(data=copy.parent), copy.with_name("sealed"), "panas")


def test_a_backup_is_found_by_the_name_that_the_list_shows(sqlite_desk: Desk, copy: Path) -> None:
    settings = sqlite_desk.settings
    folder = settings.data / "backups"
    folder.mkdir()
    copy.rename(folder / "hadir-20261123-010000.db")

    assert [each.made_at for each in backups(settings)] == [NOW]
    assert last_backup(sqlite_desk) == NOW
    assert check(settings, Path("hadir-20261123-010000.db"))


def test_a_backup_by_hand_counts_too(sqlite_desk: Desk) -> None:
    assert last_backup(sqlite_desk) is None

    remember(sqlite_desk.settings, NOW)

    assert last_backup(sqlite_desk) == NOW


def test_all_of_today_are_kept_and_the_last_of_each_day_before() -> None:
    def made(hours: float) -> Backup:
        return Backup(Path(f"{hours}"), NOW - timedelta(hours=hours), 1)

    kept = [made(each) for each in (0, 0.1, 1, 24, 25, 26, 48, 24 * 40, 24 * 41)]

    assert [each.path.name for each in to_delete(kept, NOW, UTC)] == ["25", "48", "960", "984"]

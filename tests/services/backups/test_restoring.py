"""A restore from a page: staged while it runs, put in place while nothing serves."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.core.errors import BadInput, NotFound
from kiosk.desk import Desk, open_desk
from kiosk.services import audit
from kiosk.services.audit_heads import write_down
from kiosk.services.audit_proof import verify
from kiosk.services.backups import automatic_backup
from kiosk.services.backups.backup import backups, folder_of
from kiosk.services.backups.restoring import (
    carry_out,
    last_restore,
    named,
    note_restore,
    replaced,
    stage,
)
from kiosk.services.events import all_events
from tests.conftest import Clock
from tests.makers import Maker


@pytest.fixture
def backed_up(sqlite_desk: Desk, make: Maker, clock: Clock) -> Desk:
    """A desk with a backup of one event, and a second event since then."""
    make.event("Yang lama")
    automatic_backup.make(sqlite_desk.settings, clock())
    clock.pass_by(minutes=5)
    make.event("Yang baru")
    return sqlite_desk


def names(desk: Desk) -> list[str]:
    again = open_desk(desk.settings, desk.clock)
    try:
        return sorted(each.name for each in all_events(again))
    finally:
        again.close()


def test_what_was_staged_is_in_place_after_the_next_start(backed_up: Desk) -> None:
    chosen = backups(backed_up.settings)[0]

    stage(backed_up, chosen, "", "Siti")
    assert len(all_events(backed_up)) == 2
    backed_up.store.close()
    carry_out(backed_up.settings, backed_up.now())

    assert names(backed_up) == ["Yang lama"]
    done = last_restore(backed_up.settings)
    assert done and (done.wish.name, done.wish.by, done.refusal) == (chosen.path.name, "Siti", "")


def test_a_restore_is_taken_back_in_the_same_way(backed_up: Desk, clock: Clock) -> None:
    stage(backed_up, backups(backed_up.settings)[0], "", "Siti")
    backed_up.store.close()
    carry_out(backed_up.settings, backed_up.now())
    clock.pass_by(minutes=1)

    again = open_desk(backed_up.settings, clock)
    stage(again, replaced(again.settings)[0], "", "Siti")
    again.close()
    carry_out(again.settings, again.now())

    assert names(again) == ["Yang baru", "Yang lama"]
    assert len(replaced(again.settings)) == 2


def test_without_a_wish_nothing_happens(backed_up: Desk) -> None:
    carry_out(backed_up.settings)

    assert last_restore(backed_up.settings) is None
    assert replaced(backed_up.settings) == []


def test_a_wish_is_carried_out_once(backed_up: Desk) -> None:
    stage(backed_up, backups(backed_up.settings)[0], "", "Siti")
    backed_up.store.close()

    carry_out(backed_up.settings, backed_up.now())
    carry_out(backed_up.settings, backed_up.now() + timedelta(minutes=1))

    assert len(replaced(backed_up.settings)) == 1


def test_a_damaged_backup_is_refused_before_anything_stops(backed_up: Desk) -> None:
    chosen = backups(backed_up.settings)[0]
    content = bytearray(chosen.path.read_bytes())
    content[5000:5100] = bytes(each ^ 255 for each in content[5000:5100])
    chosen.path.write_bytes(content)

    with pytest.raises(BadInput):
        stage(backed_up, chosen, "", "Siti")
    carry_out(backed_up.settings)

    assert len(names(backed_up)) == 2


def test_what_was_spoilt_after_it_was_staged_changes_nothing_and_says_why(backed_up: Desk) -> None:
    stage(backed_up, backups(backed_up.settings)[0], "", "Siti")
    (backed_up.settings.data / "restore" / "staged.db").write_bytes(b"spoilt")
    backed_up.store.close()

    carry_out(backed_up.settings, backed_up.now())

    assert len(names(backed_up)) == 2
    done = last_restore(backed_up.settings)
    assert done and "is not a backup of Hadir" in done.refusal


def test_a_database_that_another_program_has_open_is_left_alone(backed_up: Desk) -> None:
    stage(backed_up, backups(backed_up.settings)[0], "", "Siti")

    carry_out(backed_up.settings, backed_up.now())

    done = last_restore(backed_up.settings)
    assert done and "Another program" in done.refusal
    assert len(all_events(backed_up)) == 2


def test_the_record_says_who_restored_what(backed_up: Desk) -> None:
    chosen = backups(backed_up.settings)[0]
    stage(backed_up, chosen, "", "Siti")
    asked = audit.history(backed_up, None)[0]
    backed_up.store.close()
    carry_out(backed_up.settings, backed_up.now())

    again = open_desk(backed_up.settings, backed_up.clock)
    note_restore(again)
    note_restore(again)

    told = [each for each in audit.history(again, None) if each.action == "restored"]
    again.close()
    assert [(each.by, each.subject) for each in told] == [("Siti", f"backup:{chosen.path.name}")]
    assert (asked.by, asked.action, asked.subject) == ("Siti", "restore_asked", told[0].subject)


def test_only_known_names_are_backups(backed_up: Desk, tmp_path: Path) -> None:
    shutil.copy(backups(backed_up.settings)[0].path, folder_of(backed_up.settings) / "mine.db")

    for name in ("mine.db", "../hadir.db", "hadir.db"):
        with pytest.raises(NotFound):
            named(backed_up.settings, name)


def test_the_audit_of_what_was_put_in_place_is_whole_and_says_so(backed_up: Desk) -> None:
    write_down(backed_up)
    stage(backed_up, backups(backed_up.settings)[0], "", "Siti")
    backed_up.store.close()
    carry_out(backed_up.settings, backed_up.now())

    again = open_desk(backed_up.settings, backed_up.clock)
    note_restore(again)
    assert verify(again).findings == []
    assert audit.history(again, None)[0].action == "restored"
    assert list(again.settings.data.glob("hadir.audit-before-*"))
    again.close()

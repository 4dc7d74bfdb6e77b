"""After a purge nobody is known any more, and every number is what it was."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from badges.code import written
from kiosk.core.errors import BadInput, NotFound, Refused
from kiosk.core.model import Event, Participant, Role
from kiosk.core.people import NewParticipant
from kiosk.core.privacy import Purge
from kiosk.core.search import Query
from kiosk.desk import Desk
from kiosk.reports.privacy import notice_pdf, protocol_pdf
from kiosk.reports.wording import Language, Wording
from kiosk.services import privacy
from kiosk.services.acts import block, recent
from kiosk.services.attendance import attendance, scans_of, tallies
from kiosk.services.audit import AuditFilter, look
from kiosk.services.audit_proof import verify
from kiosk.services.backups.automatic_backup import make as make_backup
from kiosk.services.check_ins import check_in
from kiosk.services.participants import change_participant, history_of
from kiosk.services.rehearsals import end_rehearsal, start_rehearsal
from kiosk.services.scan_seals import seal_scans
from kiosk.services.search import find
from kiosk.storage import purging, schema
from tests.conftest import Clock
from tests.makers import Maker

NAME = "Zarathustra Wijayakusuma"
SECRETS = (NAME, "Wijayakusuma", "197001012000031001", "081234567890", "zara@example.org",
           "SDN Rahasia", "alergi kacang", "MEJA-77", written("TIKET-4711"))  # fmt: skip


@pytest.fixture
def event(make: Maker) -> Event:
    return make.event()


@pytest.fixture
def zara(desk: Desk, make: Maker, event: Event, clock: Clock) -> Participant:
    """Somebody with everything: details, a further code, acts, scans, history."""
    person = make.participant(
        event, NAME, nip="197001012000031001", phone="081234567890", email="zara@example.org",
        organization="SDN Rahasia", group="CGP", own='{"Meja": "MEJA-77"}',
    )  # fmt: skip
    make.held_code(person, "TIKET-4711")
    details = NewParticipant(
        NAME, "197001012000031001", "", "CGP", "SDN Rahasia", "", "081234567890",
        "zara@example.org", '{"Meja": "MEJA-77"}',
    )  # fmt: skip
    change_participant(desk, person.id, details, "Siti")
    check_in(desk, make.scan(person))
    check_in(desk, make.scan("TIKET-4711"))
    block(desk, event.id, [person.id], "alergi kacang", "Siti")
    clock.pass_by(minutes=3)
    seal_scans(desk)
    return person


def everything(desk: Desk) -> str:
    """Return whatever stands in any table."""
    with desk.store.read() as tx:
        rows = [
            tuple(row)
            for table in schema.metadata.sorted_tables
            for row in tx.execute(select(table))
        ]
    return repr(rows)


def purged(desk: Desk, event: Event) -> Purge:
    return privacy.purge(desk, event, "Siti")


def test_a_deletion_that_was_cut_off_before_the_list_can_be_begun_again(
    desk: Desk, event: Event, zara: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(*_given: object) -> int:
        raise RuntimeError

    monkeypatch.setattr(purging, "anonymise", cut_off)
    with pytest.raises(RuntimeError):
        purged(desk, event)
    monkeypatch.undo()
    assert privacy.purged(desk, event.id) is None
    assert verify(desk).findings == []

    purged(desk, event)
    assert not [each for each in SECRETS if each in everything(desk)]
    assert verify(desk).findings == []


def test_nothing_of_a_person_stands_in_any_table(
    desk: Desk, event: Event, zara: Participant
) -> None:
    assert all(each in everything(desk) for each in SECRETS)

    purged(desk, event)

    left = everything(desk)
    assert [each for each in SECRETS if each in left] == []
    assert f"Peserta {zara.number}" in left


def test_nothing_of_a_person_stands_in_the_files(sqlite_desk: Desk, make: Maker) -> None:
    event = make.event()
    make.participant(event, NAME, nip="197001012000031001")
    files = [sqlite_desk.settings.data / name for name in ("hadir.db", "hadir.db-wal")]
    assert any(NAME.encode() in each.read_bytes() for each in files)

    privacy.purge(sqlite_desk, event, "Siti")

    assert not any(NAME.encode() in each.read_bytes() for each in files if each.exists())


def test_papers_and_lists_in_hand_go_too(sqlite_desk: Desk, make: Maker) -> None:
    event = make.event()
    for folder in ("work", "uploads"):
        place = sqlite_desk.settings.data / folder / "one"
        place.mkdir(parents=True)
        (place / "badges.pdf").write_text(NAME, "utf-8")

    privacy.purge(sqlite_desk, event, "Siti")

    assert not list(sqlite_desk.settings.data.rglob("badges.pdf"))


def test_the_numbers_are_what_they_were(
    desk: Desk, make: Maker, event: Event, zara: Participant
) -> None:
    check_in(desk, make.scan("NOTHING-OF-OURS"))

    def numbers() -> tuple[object, ...]:
        whole = attendance(desk, event)
        records = [
            (each.participant.number, each.participant.group, each.participant.status)
            for each in whole.records
        ]
        scans = [(each.reason, each.scanned_at) for each in scans_of(desk, event.id)]
        counted = tallies(desk, event.id)
        return records, scans, counted.whole, counted.by["group"]

    before = numbers()
    purged(desk, event)

    assert numbers() == before


def test_the_audit_holds_and_says_what_was_deleted(
    desk: Desk, event: Event, zara: Participant
) -> None:
    assert verify(desk).findings == []

    done = purged(desk, event)

    assert verify(desk).findings == []
    assert done.entries > 2
    list_of_people, history = look(desk, AuditFilter(action="purged"), 5)[0]
    for entry in (list_of_people, history):
        assert (entry.by, entry.subject) == ("Siti", f"event:{event.id}")
    assert list_of_people.detail["people"] == done.people


def test_after_a_purge_changed_scans_still_show(
    desk: Desk, event: Event, zara: Participant
) -> None:
    purged(desk, event)
    with desk.store.engine.begin() as tx:
        tx.execute(text("UPDATE scan SET means = 'paper'"))

    assert len(verify(desk).findings) == 1


def test_who_was_rehearsed_with_goes_too(desk: Desk, make: Maker, event: Event) -> None:
    make.participant(event, NAME)
    copy = start_rehearsal(desk, "Siti")
    with desk.store.read() as tx:
        twin = tx.execute(
            select(schema.participant.c.id).where(schema.participant.c.event_id == copy.id)
        ).scalar_one()
    change_participant(desk, twin, NewParticipant("Wijayakusuma Baru"), "Siti")
    with pytest.raises(Refused):
        purged(desk, event)
    end_rehearsal(desk, "Siti")
    assert "Wijayakusuma Baru" in everything(desk)

    purged(desk, event)

    assert "Wijayakusuma" not in everything(desk)
    assert verify(desk).findings == []


def test_other_events_keep_their_people(desk: Desk, make: Maker, event: Event) -> None:
    other = make.event("Another")
    make.participant(other, NAME)
    make.participant(event, "Ada")

    purged(desk, event)

    assert NAME in everything(desk)
    assert "Ada" not in [each for each in everything(desk).split("'") if each == "Ada"]


def test_people_are_found_by_number_and_no_longer_by_name(
    desk: Desk, event: Event, zara: Participant
) -> None:
    purged(desk, event)

    assert find(desk, event.id, Query("wijayakusuma")).total == 0
    assert find(desk, event.id, Query("peserta")).total == 1


def test_no_act_leads_back_to_what_was(desk: Desk, event: Event, zara: Participant) -> None:
    assert recent(desk, event.id)
    purged(desk, event)
    assert recent(desk, event.id) == []


def test_the_protocol_names_backups_with_names(sqlite_desk: Desk, make: Maker) -> None:
    event = make.event()
    make.participant(event, NAME)
    make_backup(sqlite_desk.settings, sqlite_desk.now())

    done = privacy.purge(sqlite_desk, event, "Siti")

    assert [Path(each).suffix for each in done.backups] == [".db"]
    assert privacy.purged(sqlite_desk, event.id) == done
    content = protocol_pdf(event, done, privacy.letterhead(sqlite_desk, event.id), _wording(event))
    assert content.startswith(b"%PDF")


def test_a_second_purge_finds_nothing_to_delete(
    desk: Desk, event: Event, zara: Participant
) -> None:
    purged(desk, event)
    again = purged(desk, event)

    assert (again.scans, again.acts, again.certificates) == (0, 0, 0)
    assert verify(desk).findings == []


def test_one_person_is_deleted_and_the_others_stay(
    desk: Desk, make: Maker, event: Event, zara: Participant
) -> None:
    ada = make.participant(event, "Ada Lovelace")
    block(desk, event.id, [ada.id, zara.id], "both", "Siti")

    privacy.erase(desk, event.id, zara.id, "Siti")

    left = everything(desk)
    assert [each for each in SECRETS if each in left] == []
    assert "Ada Lovelace" in left
    assert history_of(desk, event.id, ada.id)[0].detail
    assert find(desk, event.id, Query("lovelace")).total == 1
    assert verify(desk).findings == []


def test_a_person_of_another_event_is_not_deleted(
    desk: Desk, make: Maker, event: Event, zara: Participant
) -> None:
    other = make.event("Another")
    with pytest.raises(NotFound):
        privacy.erase(desk, other.id, zara.id, "Siti")

    assert NAME in everything(desk)


def test_a_person_is_given_everything_that_is_kept(
    desk: Desk, event: Event, zara: Participant
) -> None:
    file = privacy.data_json(privacy.data_of(desk, event, zara.id, "Siti")).decode()

    assert [each for each in SECRETS if each not in file] == []
    assert look(desk, AuditFilter(action="person_exported"), 5)[1] == 1


def test_the_notice_is_ours_until_another_is_written(desk: Desk, event: Event) -> None:
    assert "UU" in privacy.notice(desk, event) or "Undang" in privacy.notice(desk, event)
    assert "Law 27" in privacy.notice(desk, event, Language.EN)
    privacy.store_notice(desk, event, "Ours alone.", "Siti")
    assert privacy.notice(desk, event) == "Ours alone."
    privacy.store_notice(desk, event, " ", "Siti")
    assert privacy.notice(desk, event) != "Ours alone."
    with pytest.raises(BadInput):
        privacy.store_notice(desk, event, "x" * 4001, "Siti")


@pytest.mark.parametrize("words", ["", "Ein Satz. " * 350])
def test_the_poster_is_one_page(desk: Desk, event: Event, words: str) -> None:
    text_of = words or privacy.notice(desk, event)
    content = notice_pdf(event, text_of, privacy.letterhead(desk, event.id), _wording(event))

    assert content.count(b"/Type /Page\n") == 1 or content.count(b"/Type /Page ") == 1


def test_data_kept_for_too_long_is_told_until_it_is_deleted(
    desk: Desk, make: Maker, event: Event, clock: Clock
) -> None:
    privacy.keep_until(desk, event, event.date + timedelta(days=30), "Siti")
    assert privacy.overdue(desk) == []
    clock.pass_by(days=32)
    assert privacy.overdue(desk) == [event]
    purged(desk, event)
    assert privacy.overdue(desk) == []
    with pytest.raises(BadInput):
        privacy.keep_until(desk, event, event.date - timedelta(days=1), "Siti")


def _wording(event: Event) -> Wording:
    return Wording(event.zone)


def test_staff_stay_named_in_the_audit(desk: Desk, make: Maker, event: Event) -> None:
    make.user("Rina", Role.SUPERVISOR)
    make.participant(event, NAME)
    purged(desk, event)

    assert {each.by for each in look(desk, AuditFilter(action="purged"), 5)[0]} == {"Siti"}

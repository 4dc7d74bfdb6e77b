"""Importing a list, again and again, and taking it back."""

import threading
from dataclasses import replace

import pytest

from kiosk.core.errors import BadInput, Refused
from kiosk.core.model import Event, Reason
from kiosk.core.roster.columns import ColumnMapping
from kiosk.core.roster.fields import Field
from kiosk.core.roster.plan import Action, Decisions, SameOrNew, question_sentence
from kiosk.core.search import Query
from kiosk.desk import Desk, open_desk
from kiosk.services import acts, participants, roster
from kiosk.services.audit import history
from kiosk.services.badges import badges_of, log_print
from kiosk.services.check_ins import check_in
from kiosk.services.lists.spreadsheets import read_file
from kiosk.services.roster import ImportReport, RosterPreview
from kiosk.services.search import find
from kiosk.storage import participants as participants_stored
from kiosk.storage import roster_rest, schema
from tests.makers import Maker

LIST = """Nama;NIP;Unit Kerja;Kelompok;Sesi
"Sabai, S.Pd., M.Si.";19800101 200501 1 001;SDN 1 Ampah;CGP;pagi
Siti Aminah;;SDN 2 Paku;CPP;
"""


def _preview(desk: Desk, event: Event, text: str = LIST, **options: object) -> RosterPreview:
    book = read_file("daftar.csv", text.encode())
    return roster.preview(desk, event.id, book, **options)  # type: ignore[arg-type]


def _import(desk: Desk, event: Event, text: str = LIST, **options: bool) -> ImportReport:
    return roster.commit(desk, event.id, _preview(desk, event, text), "Siti", **options)


def _names(desk: Desk, event: Event) -> list[object]:
    return [row["name"] for row in participants.listed(desk, event.id)]


def _actions(seen: RosterPreview) -> list[Action]:
    return [each.action for each in seen.plan.rows]


def test_people_come_in_with_numbers_codes_and_sessions(desk: Desk, make: Maker) -> None:
    event = make.event()
    _import(desk, event)
    first, second = participants.listed(desk, event.id)
    assert first["name"] == "Sabai, S.Pd., M.Si."
    assert (first["number"], first["nip"]) == (1, "198001012005011001")
    assert first["sessions"] == ["Sesi Pagi"]
    assert second["sessions"] == ["Sesi Pagi", "Sesi Sore"]
    assert len({first["code"], second["code"]}) == 2


def test_people_of_a_list_are_found_and_admitted(desk: Desk, make: Maker) -> None:
    event = make.event()
    _import(desk, event)
    found = find(desk, event.id, Query("siti paku")).found[0]
    assert found.participant.number == 2
    assert check_in(desk, make.scan(found.code)).participant == found.participant


def test_a_preview_writes_nothing(desk: Desk, make: Maker) -> None:
    event = make.event()
    assert _preview(desk, event).plan.counts()[Action.NEW] == 2
    assert _names(desk, event) == []
    assert history(desk, event.id, "import:1") == []


def test_the_same_list_again_changes_nothing_and_keeps_the_codes(desk: Desk, make: Maker) -> None:
    event = make.event()
    _import(desk, event)
    before = participants.listed(desk, event.id)
    assert _import(desk, event).counts[Action.UNCHANGED] == 2
    assert participants.listed(desk, event.id) == before


def test_a_changed_list_updates_and_says_what(desk: Desk, make: Maker) -> None:
    event = make.event()
    _import(desk, event)
    code = participants.listed(desk, event.id)[0]["code"]
    text = LIST.replace("SDN 1 Ampah", "SDN 7 Ampah").replace("pagi", "sore")
    changes = _preview(desk, event, text).plan.rows[0].changes
    assert (changes[0].field, changes[0].after) == ("organization", "SDN 7 Ampah")
    _import(desk, event, text)
    row = participants.listed(desk, event.id)[0]
    assert (row["organization"], row["sessions"]) == ("SDN 7 Ampah", ["Sesi Sore"])
    assert row["code"] == code
    assert find(desk, event.id, Query("sdn 7")).total == 1


def test_an_empty_cell_erases_nothing_and_who_is_missing_stays(desk: Desk, make: Maker) -> None:
    event = make.event()
    _import(desk, event)
    _import(desk, event, "Nama;NIP;Kelompok\nSabai, S.Pd., M.Si.;198001012005011001;\n")
    rows = participants.listed(desk, event.id)
    assert (len(rows), rows[0]["group"]) == (2, "CGP")


def test_walk_ins_and_the_canceled_stay_what_they_are(desk: Desk, make: Maker) -> None:
    event = make.event()
    _import(desk, event)
    sabai = find(desk, event.id, Query("sabai")).found[0].participant
    acts.cancel(desk, event.id, [sabai.id], "S")
    seen = _preview(desk, event)
    assert "stays so" in seen.plan.rows[0].warnings[0].text
    roster.commit(desk, event.id, seen, "Siti")
    assert participants.listed(desk, event.id)[0]["status"] == "canceled"


def test_rows_in_error_let_nothing_in(desk: Desk, make: Maker) -> None:
    event = make.event()
    text = LIST + "Budi;1,98001E+17;SDN 3;;\n"
    with pytest.raises(Refused, match="rows 4"):
        _import(desk, event, text)
    assert _names(desk, event) == []


def test_rows_in_error_can_be_left_out(desk: Desk, make: Maker) -> None:
    event = make.event()
    report = _import(desk, event, LIST + "Budi;1,98001E+17;SDN 3;;\n", skip_errors=True)
    assert [each.number for each in report.left_out] == [4]
    assert len(_names(desk, event)) == 2


def test_somebody_comes_in_without_a_spoilt_nip(desk: Desk, make: Maker) -> None:
    event = make.event()
    seen = _preview(
        desk, event, "Nama;NIP\nBudi;1,98001E+17\n", decisions=Decisions(without_spoilt=True)
    )
    roster.commit(desk, event.id, seen, "Siti")
    assert participants.listed(desk, event.id)[0]["nip"] == ""


def test_a_namesake_of_another_school_is_somebody_else(desk: Desk, make: Maker) -> None:
    event = make.event()
    _import(desk, event)
    _import(desk, event, "Nama;Unit Kerja\nSiti Aminah;SDN 9 Telang\n")
    assert len(_names(desk, event)) == 3


def test_a_name_alone_is_never_taken_for_the_same_person(desk: Desk, make: Maker) -> None:
    event = make.event()
    _import(desk, event)
    seen = _preview(desk, event, "Nama\nSiti Aminah\n")
    assert _actions(seen) == [Action.QUESTION]
    assert question_sentence(seen.plan.rows[0]) == (
        "Row 2: is Siti Aminah the same person as number 2, Siti Aminah, SDN 2 Paku?"
    )
    with pytest.raises(Refused):
        roster.commit(desk, event.id, seen, "Siti")


@pytest.mark.parametrize(("answer", "people"), [(SameOrNew.SAME, 2), (SameOrNew.NEW, 3)])
def test_an_answer_decides(desk: Desk, make: Maker, answer: SameOrNew, people: int) -> None:
    event = make.event()
    _import(desk, event)
    seen = _preview(
        desk, event, "Nama\nSITI AMINAH, M.Pd.\n", decisions=Decisions(answers={2: answer})
    )
    roster.commit(desk, event.id, seen, "Siti")
    assert len(_names(desk, event)) == people


def test_the_meaning_of_columns_is_remembered(desk: Desk, make: Maker) -> None:
    event = make.event()
    text = "Nama;Catatan\nSabai;CGP\n"
    chosen = ColumnMapping(0, 0, {0: Field.NAME, 1: Field.GROUP})
    seen = _preview(desk, event, text, mapping=chosen)
    roster.commit(desk, event.id, seen, "Siti")
    assert _preview(desk, event, text).mapping == chosen


def test_the_last_import_can_be_taken_back(desk: Desk, make: Maker) -> None:
    event = make.event()
    _import(desk, event)
    before = participants.listed(desk, event.id)
    _import(desk, event, LIST.replace("SDN 1", "SDN 8").replace("pagi", "sore") + "Budi;;;;\n")
    assert roster.can_undo(desk, event.id)
    roster.undo_last_import(desk, event.id, "Siti")
    assert participants.listed(desk, event.id) == before
    assert find(desk, event.id, Query("budi")).total == 0
    with pytest.raises(Refused, match="already"):
        roster.undo_last_import(desk, event.id, "Siti")


def test_what_was_changed_by_hand_survives_the_taking_back(desk: Desk, make: Maker) -> None:
    event = make.event()
    _import(desk, event)
    _import(desk, event, LIST.replace("SDN 2 Paku", "SDN 5 Paku").replace(";CPP", "; CPP"))
    _import(desk, event, LIST.replace("SDN 1 Ampah", "SDN 8"))
    person = find(desk, event.id, Query("sabai")).found[0].participant
    details = participants.NewParticipant(person.name, nip=person.nip, organization="SDN 9")
    participants.change_participant(desk, person.id, details, "Rina")
    roster.undo_last_import(desk, event.id, "Siti")
    assert participants.listed(desk, event.id)[0]["organization"] == "SDN 9"


def test_an_import_is_not_taken_back_when_somebody_of_it_came(desk: Desk, make: Maker) -> None:
    event = make.event()
    _import(desk, event)
    check_in(desk, make.scan(str(participants.listed(desk, event.id)[0]["code"])))
    assert not roster.can_undo(desk, event.id)
    with pytest.raises(Refused, match="already been scanned"):
        roster.undo_last_import(desk, event.id, "Siti")


def test_whose_badge_was_printed_stays_known_when_the_import_is_taken_back(
    desk: Desk, make: Maker
) -> None:
    event = make.event()
    _import(desk, event, "Nama\nSabai\nBudi\n")
    chosen = [each for each in badges_of(desk, event.id) if each.participant.name == "Sabai"]
    log_print(desk, chosen, "a6-4up", "Siti")

    roster.undo_last_import(desk, event.id, "Siti")

    listed = participants.listed(desk, event.id)
    assert [(each["name"], each["status"]) for each in listed] == [("Sabai", "canceled")]
    assert check_in(desk, make.scan(str(listed[0]["code"]))).reason is Reason.CANCELED


def test_there_is_nothing_to_take_back_at_first(desk: Desk, make: Maker) -> None:
    with pytest.raises(Refused, match="no import yet"):
        roster.undo_last_import(desk, make.event().id, "Siti")


def test_two_imports_at_once_double_nobody(desk: Desk, make: Maker) -> None:
    event = make.event()
    text = "Nama;Unit Kerja\n" + "".join(f"Guru {n};SDN {n}\n" for n in range(200))
    seen = [_preview(desk, event, text) for _ in range(4)]
    threads = [
        threading.Thread(target=roster.commit, args=(desk, event.id, each, "Siti")) for each in seen
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    rows = participants.listed(desk, event.id)
    assert [row["number"] for row in rows] == list(range(1, 201))


def test_what_an_import_left_that_was_cut_off_is_written_at_the_next_start(
    desk: Desk, make: Maker, database_url: str
) -> None:
    event = make.event()
    _import(desk, event)
    with desk.store.write() as tx:
        tx.execute(schema.search_term.delete())
        for person in participants_stored.all_of_event(tx, event.id):
            left = schema.roster_rest.insert()
            tx.execute(left.values(event_id=event.id, participant_id=person))
    assert not find(desk, event.id, Query("siti paku")).found

    open_desk(replace(desk.settings, database=database_url)).close()

    assert find(desk, event.id, Query("siti paku")).found[0].participant.number == 2


def test_a_taking_back_that_was_cut_off_is_carried_out_at_the_next_start(
    desk: Desk, make: Maker, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make.event()
    _import(desk, event)
    with monkeypatch.context() as cut_off:
        cut_off.setattr(roster_rest, "finish", lambda _store: None)
        roster.undo_last_import(desk, event.id, "Siti")
    assert {each["status"] for each in participants.listed(desk, event.id)} == {"canceled"}

    open_desk(replace(desk.settings, database=database_url)).close()

    assert _names(desk, event) == []


def test_who_was_changed_by_an_import_is_changed_back_at_the_next_start_where_that_was_cut_off(
    desk: Desk, make: Maker, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make.event()
    _import(desk, event)
    _import(desk, event, LIST.replace("SDN 1 Ampah", "SDN 9 Ampah"))
    with monkeypatch.context() as cut_off:
        cut_off.setattr(roster_rest, "finish", lambda _store: None)
        roster.undo_last_import(desk, event.id, "Siti")

    open_desk(replace(desk.settings, database=database_url)).close()

    assert participants.listed(desk, event.id)[0]["organization"] == "SDN 1 Ampah"
    assert find(desk, event.id, Query("sdn 1 ampah")).total


def test_an_import_that_breaks_off_leaves_nothing(desk: Desk, make: Maker) -> None:
    event = make.event()
    seen = _preview(desk, event)
    with desk.store.write() as tx:
        schema.roster_import.drop(tx)
    with pytest.raises(Exception, match="roster_import"):
        roster.commit(desk, event.id, seen, "Siti")
    assert _names(desk, event) == []


def test_a_list_without_names_says_what_is_missing(desk: Desk, make: Maker) -> None:
    event = make.event()
    with pytest.raises(BadInput, match=r"daftar\.csv has no column with names"):
        _preview(desk, event, "a;b\n1;2\n")


def test_who_imported_what_is_written_down(desk: Desk, make: Maker) -> None:
    event = make.event()
    report = _import(desk, event)
    entry = history(desk, event.id, f"import:{report.import_id}")[0]
    assert (entry.by, entry.detail["file"], entry.detail["new"]) == ("Siti", "daftar.csv", 2)


def test_a_list_without_anybody_is_refused(desk: Desk, make: Maker) -> None:
    with pytest.raises(Refused, match="nobody stands below the header row"):
        _import(desk, make.event(), "Nama;NIP\n")


def test_an_import_that_changed_somebody_who_was_scanned_since_stays(
    desk: Desk, make: Maker
) -> None:
    event = make.event()
    _import(desk, event)
    _import(desk, event, LIST.replace("SDN 1 Ampah", "SDN 9 Ampah"))
    code = participants.listed(desk, event.id)[0]["code"]
    check_in(desk, make.scan(str(code)))

    with pytest.raises(Refused, match="already been scanned"):
        roster.undo_last_import(desk, event.id, "Siti")

    assert participants.listed(desk, event.id)[0]["organization"] == "SDN 9 Ampah"

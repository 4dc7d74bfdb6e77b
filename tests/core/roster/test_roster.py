"""What a list says, and what its import would do."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kiosk.core.model import Participant, Session, Status
from kiosk.core.names import name_key
from kiosk.core.people import NewParticipant
from kiosk.core.roster.cells import Severity, clean
from kiosk.core.roster.columns import columns, other_names
from kiosk.core.roster.entries import ProblemKind, RosterRow, read_rows
from kiosk.core.roster.expected import SessionNames, UnknownSession
from kiosk.core.roster.extent import rows_left_out
from kiosk.core.roster.fields import Field
from kiosk.core.roster.other_sheets import alike, not_read
from kiosk.core.roster.plan import Action, Existing, RosterPlan, SameOrNew, sentence
from kiosk.core.roster.roster import plan
from kiosk.core.roster.spreadsheet import Merge, Spreadsheet, Worksheet, letter
from tests.core.roster.lists import suggest

AT = datetime(2026, 11, 23, 1, tzinfo=UTC)
SESSIONS = [Session(1, 1, "Sesi Pagi", AT, AT), Session(2, 1, "Sesi Sore", AT, AT)]
NIP = "198001012005011001"
OTHER_NIP = "198609262015052001"


def _book(*rows: tuple[str, ...], merges: tuple[Merge, ...] = ()) -> Spreadsheet:
    return Spreadsheet("daftar.xlsx", (Worksheet("Peserta", rows, merges=merges),))


def _rows(*rows: tuple[str, ...], merges: tuple[Merge, ...] = ()) -> tuple[RosterRow, ...]:
    book = _book(*rows, merges=merges)
    mapping = suggest(book, None, SessionNames(SESSIONS))
    assert mapping
    return read_rows(book.sheets[0], mapping, SessionNames(SESSIONS))


def _people(rows: tuple[RosterRow, ...]) -> list[str]:
    return [row.entry.name for row in rows if row.kind is ProblemKind.PERSON]


def _plan(
    *people: NewParticipant, roster: tuple[NewParticipant, ...] = (), **answers: SameOrNew
) -> RosterPlan:
    rows = [
        RosterRow(number, ProblemKind.PERSON, each) for number, each in enumerate(people, start=2)
    ]
    existing = [
        Existing(Participant(id=number, event_id=1, number=number, **each.details()))
        for number, each in enumerate(roster, start=1)
    ]
    return plan(rows, existing, {int(row[1:]): answer for row, answer in answers.items()})


def _actions(decided: RosterPlan) -> list[Action]:
    return [each.action for each in decided.rows]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Nama Lengkap\n(dengan gelar)", Field.NAME),
        ("NAMA PESERTA", Field.NAME),
        ("name", Field.NAME),
        ("Masukkan nama lengkap Anda beserta gelar", Field.NAME),
        ("N I P", Field.NIP),
        ("L/P", None),
        ("NIP.", Field.NIP),
        ("NIP / NUPTK", Field.NIP_OR_NUPTK),
        ("Asal Sekolah / Instansi", Field.ORGANIZATION),
        ("Nama Sekolah", Field.ORGANIZATION),
        ("organization", Field.ORGANIZATION),
        ("Nama Kepala Sekolah", None),
        ("Kec.", Field.DISTRICT),
        ("No. HP/WA", Field.PHONE),
        ("No.", None),
        ("E-mail", Field.EMAIL),
        ("Kelompok", Field.GROUP),
        ("Sesi", Field.SESSIONS),
        ("Tempat, Tanggal Lahir", None),
    ],
)
def test_columns_are_known_by_their_words(header: str, field: Field | None) -> None:
    mapping = suggest(_book(("Nama", "x", header), ("Sabai", "", "")))
    assert mapping
    expected = {0: Field.NAME, 2: field} if field else {0: Field.NAME}
    assert mapping.fields == expected or field is Field.NAME


def test_the_header_is_found_below_titles_in_the_fullest_sheet() -> None:
    sheets = (
        Worksheet("Petunjuk", (("Nama",), ("isi di sini",))),
        Worksheet(
            "Data", (("DAFTAR NAMA PESERTA",), (), ("No", "Nama", "NIP"), ("1", "Sabai", NIP))
        ),
    )
    mapping = suggest(Spreadsheet("a.xlsx", sheets))
    assert mapping
    assert (mapping.sheet, mapping.header_row) == (1, 2)
    assert mapping.fields == {1: Field.NAME, 2: Field.NIP}


def test_a_header_of_two_merged_rows_is_read() -> None:
    rows = _rows(
        ("No", "Nama", "Identitas", ""),
        ("", "", "NIP", "NUPTK"),
        ("1", "Sabai", NIP, ""),
        merges=(Merge(0, 0, 1, 0), Merge(0, 1, 1, 1), Merge(0, 2, 0, 3)),
    )
    assert [(row.entry.name, row.entry.nip) for row in rows] == [("Sabai", NIP)]


def test_passed_over_columns_are_listed_with_samples() -> None:
    book = _book(("Nama", "Golongan"), ("Sabai", "IV/a"), ("Rina", "III/b"))
    mapping = suggest(book)
    assert mapping
    column = columns(book, mapping)[1]
    assert (column.letter, column.header, column.field) == ("B", "Golongan", None)
    assert column.samples == ("IV/a", "III/b")


@pytest.mark.parametrize("name", ["Sabai, S.Pd., M.Si.", "D'Ávila  Ñ", "=SUM(A1)", "Null", "محمد"])
def test_a_name_arrives_unchanged(name: str) -> None:
    assert clean(Field.NAME, f" \u00a0{name}\ufeff ").value == name


@pytest.mark.parametrize("text", ["-", "0", "#N/A", "n/a", "tidak ada", "", " ", "'", "TIDAK ADA"])
@pytest.mark.parametrize("field", [Field.NIP, Field.NUPTK, Field.PHONE])
def test_words_for_nothing_are_nothing(field: Field, text: str) -> None:
    assert clean(field, text).value == ""
    assert clean(field, text).severity is None


@pytest.mark.parametrize(
    "text",
    [
        "19800101 200501 1 001",
        "'198001012005011001",
        "19800101.200501.1.001",
        "19800101\u00a0200501\u00a01\u00a0001",
        "19800101-200501-1-001",
        f"NIP. {NIP}",
    ],
)
def test_a_nip_is_its_digits(text: str) -> None:
    assert clean(Field.NIP, text).value == NIP


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,98001E+17", False),
        ("1.98001012005011E+17", True),
        ("1.98001e17", False),
        ("198001012005010000", False),
        ("198001012005011001", True),
    ],
)
def test_a_nip_spoilt_by_excel_is_an_error_and_never_guessed(text: str, *, number: bool) -> None:
    cleaned = clean(Field.NIP, text, number=number)
    assert (cleaned.value, cleaned.severity, cleaned.droppable) == ("", Severity.ERROR, True)
    assert "spoilt by Excel" in cleaned.text


@pytest.mark.parametrize("text", ["19801301200501100", "198013322005011001", "131234567"])
def test_an_odd_nip_is_kept(text: str) -> None:
    cleaned = clean(Field.NIP, text)
    assert cleaned.value == text
    assert cleaned.severity in (None, Severity.WARNING)


def test_a_nip_with_a_letter_o_is_an_error() -> None:
    assert clean(Field.NIP, "1980O1012005011001").severity is Severity.ERROR


def test_honorer_is_nobodys_nip() -> None:
    cleaned = clean(Field.NIP, "Honorer")
    assert (cleaned.value, cleaned.severity) == ("", Severity.WARNING)


def test_a_nuptk_typed_as_a_number_is_doubted_when_it_ends_in_zero() -> None:
    assert clean(Field.NUPTK, "1234567890123450", number=True).severity is Severity.WARNING
    assert clean(Field.NUPTK, "1234567890123456", number=True).severity is None
    assert clean(Field.NUPTK, "9.91234567890123E+15", number=True).severity is Severity.ERROR


def test_a_phone_that_lost_its_zero_is_pointed_out() -> None:
    assert clean(Field.PHONE, "81234567890", number=True).severity is Severity.WARNING
    assert clean(Field.PHONE, "0812-3456-7890").value == "0812-3456-7890"


def test_a_value_that_is_too_long_is_an_error() -> None:
    assert clean(Field.NAME, "x" * 301).severity is Severity.ERROR


def test_a_problem_names_row_column_value_and_remedy() -> None:
    problem = _rows(("Nama", "NIP"), ("Budi", "1,98001E+17"))[0].problems[0]
    assert sentence(problem) == (
        "Row 2, column B: NIP 1,98001E+17 was spoilt by Excel: its digits are lost. Format the "
        "column as text and type it again, or import the person without it."
    )


def test_totals_and_signatures_are_notes() -> None:
    rows = _rows(
        ("No", "Nama", "Unit Kerja"),
        ("1", "Sabai", "SDN 1"),
        ("2", "Rina", "SDN 2"),
        ("", "Jumlah", "2"),
        ("", "", ""),
        ("", "Tamiang Layang, 23 November 2026", ""),
        ("", "Kepala Dinas,", ""),
        ("", "", ""),
        ("", "Drs. Kadis, M.Si.", ""),
        ("", "NIP. 196501011990031001", ""),
    )
    assert _people(rows) == ["Sabai", "Rina"]
    assert [row.number for row in rows if row.kind is ProblemKind.NOTE] == [4, 6, 7, 9, 10]


def test_a_repeated_header_and_numbered_columns_are_notes() -> None:
    header = ("No", "Nama", "NIP")
    rows = _rows(header, ("1", "2", "3"), ("1", "Sabai", NIP), header, ("2", "Rina", ""))
    assert _people(rows) == ["Sabai", "Rina"]


def test_a_row_that_lacks_a_name_ends_no_list() -> None:
    rows = _rows(
        ("Nama", "NIP", "Sekolah"), ("Rina", NIP, "SDN 1"), ("", OTHER_NIP, ""), ("Bagus", "", "")
    )
    assert [each.kind for each in rows] == [ProblemKind.PERSON] * 3


def test_a_person_after_an_empty_row_is_a_person() -> None:
    rows = _rows(("No", "Nama", "NIP"), ("1", "Sabai", NIP), (), ("2", "Rina", ""))
    assert _people(rows) == ["Sabai", "Rina"]


def test_reading_ends_after_twenty_empty_rows_and_says_so() -> None:
    book = _book(("Nama",), ("Sabai",), *[()] * 20, ("Rina",))
    mapping = suggest(book)
    assert mapping
    rows = read_rows(book.sheets[0], mapping, SessionNames([]))
    assert _people(rows) == ["Sabai"]
    assert rows_left_out(book.sheets[0], mapping) == 23


def test_a_nip_without_a_name_is_an_error() -> None:
    row = _rows(("Nama", "NIP"), ("", NIP))[0]
    assert sentence(row.problems[0]).startswith("Row 2, column A: The name is missing")


def test_a_school_merged_over_rows_holds_for_each() -> None:
    rows = _rows(("Nama", "Sekolah"), ("Sabai", "SDN 1"), ("Rina", ""), merges=(Merge(1, 1, 2, 1),))
    assert [row.entry.organization for row in rows] == ["SDN 1", "SDN 1"]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", None),
        ("Sesi Pagi", {1}),
        ("pagi", {1}),
        ("SORE", {2}),
        ("semua", {1, 2}),
        ("Pagi dan Sore", {1, 2}),
        ("Sesi Pagi, Sesi Sore", {1, 2}),
        ("pagi/sore", {1, 2}),
        ("2", {2}),
        ("sesi 1", {1}),
        ("II", {2}),
        ("Pagi-Sore", {1, 2}),
        ("seharian", {1, 2}),
    ],
)
def test_sessions_are_read_by_their_names(text: str, ids: set[int] | None) -> None:
    assert SessionNames(SESSIONS).read(text) == ids


@pytest.mark.parametrize("text", ["malam", "sesi", "pagi, malam", "sesi 3"])
def test_an_unknown_session_is_refused(text: str) -> None:
    with pytest.raises(UnknownSession):
        SessionNames(SESSIONS).read(text)


def test_an_unknown_session_names_those_there_are() -> None:
    row = _rows(("Nama", "Sesi"), ("Sabai", "malam"))[0]
    assert sentence(row.problems[0]) == (
        'Row 2, column B: There is no session "malam". Known are: Sesi Pagi, Sesi Sore.'
    )


def test_the_newest_answer_of_a_form_counts() -> None:
    rows = _rows(
        ("Stempel waktu", "Nama Lengkap", "NIP", "No HP"),
        ("23/11/2026 19.05.00", "Sabai", NIP, "0812"),
        ("23/11/2026 7.15.03", "Sabai", NIP, "0811"),
        ("23/11/2026 8.00.00", "Rina", "", "0813"),
    )
    decided = plan(rows, [])
    assert _actions(decided) == [Action.NEW, Action.DUPLICATE, Action.NEW]
    assert not decided.blocked
    assert "row 2" in sentence(decided.rows[1].problems[0])


def test_a_nip_that_stands_twice_is_an_error_with_both_rows() -> None:
    decided = _plan(NewParticipant("Sabai", nip=NIP), NewParticipant("Rina", nip=NIP))
    assert _actions(decided) == [Action.NEW, Action.DUPLICATE]
    assert sentence(decided.blocked[0].problems[0]).startswith(
        f"Row 3: NIP {NIP} stands in row 2 too (Sabai)."
    )


def test_a_row_that_stands_twice_counts_once_and_keeps_nobody_out() -> None:
    sabai = NewParticipant("Sabai", NIP, organization="SDN 1")
    decided = _plan(sabai, sabai)
    assert _actions(decided) == [Action.NEW, Action.DUPLICATE]
    assert (decided.blocked, decided.warned) == ([], [])
    assert "row 2 with the same details" in sentence(decided.rows[1].problems[0])


def test_somebody_is_known_by_nip_whatever_the_name() -> None:
    decided = _plan(NewParticipant("SABAI", nip=NIP), roster=(NewParticipant("Sabai", nip=NIP),))
    assert _actions(decided) == [Action.CHANGED]
    assert decided.rows[0].changes[0].before == "Sabai"


def test_another_name_for_a_known_nip_is_pointed_out() -> None:
    decided = _plan(NewParticipant("Rina", nip=NIP), roster=(NewParticipant("Sabai", nip=NIP),))
    assert "is called Sabai" in sentence(decided.rows[0].warnings[0])


def test_somebody_is_known_by_nuptk_and_gets_the_nip() -> None:
    known = NewParticipant("Sabai", nuptk="1234567890123456")
    decided = _plan(replace(known, nip=NIP), roster=(known,))
    assert [each.field for each in decided.rows[0].changes] == ["nip"]


def test_nip_and_nuptk_of_two_people_are_an_error() -> None:
    two = (NewParticipant("Sabai", nip=NIP), NewParticipant("Rina", nuptk="1234567890123456"))
    decided = _plan(NewParticipant("Sabai", nip=NIP, nuptk=two[1].nuptk), roster=two)
    assert _actions(decided) == [Action.ERROR]


def test_the_same_name_and_school_is_taken_as_the_same_and_asked() -> None:
    known = NewParticipant("Sabai", organization="SDN 1")
    decided = _plan(replace(known, nip=NIP), roster=(known,))
    question = decided.rows[0].question
    assert question
    assert (question.answer, decided.rows[0].action) == (SameOrNew.SAME, Action.CHANGED)


def test_a_row_that_says_nothing_new_of_somebody_with_the_same_contact_is_no_question() -> None:
    known = NewParticipant("Sabai", organization="SDN 1", phone="0812-0000-0001")
    decided = _plan(replace(known), roster=(known,))

    assert _actions(decided) == [Action.UNCHANGED]
    assert not decided.questions
    assert _plan(replace(known, district="Paku"), roster=(known,)).questions
    assert _plan(replace(known, phone=""), roster=(known,)).questions
    assert _actions(_plan(replace(known), roster=(known,), r2=SameOrNew.NEW)) == [Action.NEW]


def test_titles_and_case_make_a_question_that_must_be_answered() -> None:
    known = NewParticipant("Sabai, S.Pd.", organization="SDN 1 Ampah")
    row = NewParticipant("SABAI", organization="SDN-1 AMPAH")
    assert _actions(_plan(row, roster=(known,))) == [Action.QUESTION]
    assert _actions(_plan(row, roster=(known,), r2=SameOrNew.NEW)) == [Action.NEW]
    assert _actions(_plan(row, roster=(known,), r2=SameOrNew.SAME)) == [Action.CHANGED]


def test_another_nip_at_the_same_school_is_asked_and_taken_as_somebody_else() -> None:
    known = NewParticipant("Sabai", nip=NIP, organization="SDN 1")
    decided = _plan(replace(known, nip=OTHER_NIP), roster=(known,))
    assert _actions(decided) == [Action.NEW]
    assert decided.questions


def test_namesakes_match_one_to_one() -> None:
    twin = NewParticipant("Sabai", organization="SDN 1")
    decided = _plan(twin, twin, twin, roster=(twin, twin))
    assert _actions(decided) == [Action.UNCHANGED, Action.UNCHANGED, Action.NEW]


def test_a_near_double_in_the_list_is_asked_and_comes_in_until_answered() -> None:
    twins = (NewParticipant("Sabai, S.Pd."), NewParticipant("SABAI"))
    assert _plan(*twins).rows[1].question
    assert _actions(_plan(*twins)) == [Action.NEW, Action.NEW]
    assert _actions(_plan(*twins, r3=SameOrNew.SAME)) == [Action.NEW, Action.DUPLICATE]


def test_two_who_are_spelt_alike_and_both_have_an_identifier_are_no_question() -> None:
    known = NewParticipant("Sabai Wijaya", organization="SDN 1", nuptk="1234567890123456")
    row = NewParticipant("Sabay Wijaya", organization="SDN 1")
    assert _plan(row, roster=(known,)).questions
    assert not _plan(replace(row, nip=NIP), roster=(known,)).questions


def test_a_code_that_stands_twice_in_a_list_is_an_error_where_it_comes_again() -> None:
    rows = [
        RosterRow(number, ProblemKind.PERSON, NewParticipant(name), codes=codes)
        for number, name, codes in ((2, "Ada", ("X-1", "X-2")), (3, "Grace", ("X-3", "X-2")))
    ]
    decided = plan(rows, [])
    assert _actions(decided) == [Action.NEW, Action.ERROR]
    assert "The code X-2 stands in row 2 too." in sentence(decided.rows[1].problems[0])


def test_namesakes_at_two_schools_are_no_question() -> None:
    first = NewParticipant("Sabai", organization="SDN 1")
    decided = _plan(first, replace(first, organization="SDN 2"))
    assert not decided.questions


def test_the_canceled_stay_canceled() -> None:
    person = Participant(1, 1, 1, "Sabai", nip=NIP, status=Status.CANCELED)
    row = RosterRow(2, ProblemKind.PERSON, NewParticipant("Sabai", nip=NIP))
    decided = plan([row], [Existing(person)])
    assert "canceled" in sentence(decided.rows[0].warnings[0])


@pytest.mark.parametrize(
    "name",
    ["Dra. Hj. Siti Aminah, M.Pd.", "SITI  AMINAH", "Siti A'minah S.Pd.", "Prof. Dr. Siti Aminah"],
)
def test_spellings_of_one_name_share_a_key(name: str) -> None:
    assert name_key(name) == "siti aminah"


def test_columns_are_called_as_spreadsheets_do() -> None:
    assert [letter(each) for each in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_hidden_sheet_gives_way_to_one_in_sight() -> None:
    hidden = Worksheet("Lama", (("Nama", "NIP"), ("Ani", NIP)), hidden=True)
    book = Spreadsheet("daftar.xlsx", (hidden, Worksheet("Baru", (("Nama",), ("Ani",)))))
    mapping = suggest(book)
    assert mapping
    assert mapping.sheet == 1


def test_other_sheets_with_names_are_told() -> None:
    sheets = (Worksheet("Pagi", (("Nama",), ("Ani",))), Worksheet("Sore", (("Nama",), ("Budi",))))
    book = Spreadsheet("daftar.xlsx", (*sheets, Worksheet("Petunjuk", (("Isi semua",),))))
    mapping = suggest(book)
    assert mapping
    assert (alike(book, mapping), not_read(book, mapping)) == (((1, 0),), ())


def test_a_name_that_is_a_formula_without_a_result_is_an_error() -> None:
    sheet = Worksheet(
        "Peserta", (("Nama", "Sekolah"), ("", "SDN 1"), ()), unknown=frozenset({(1, 0)})
    )
    book = Spreadsheet("daftar.xlsx", (sheet,))
    mapping = suggest(book)
    assert mapping
    rows = read_rows(sheet, mapping, SessionNames(SESSIONS))
    assert [(row.has_error, row.problems[0].column) for row in rows] == [(True, "A")]


def test_a_signature_under_another_column_is_no_participant() -> None:
    rows = _rows(
        ("Nama", "NIP", "No. HP"),
        ("Ani", NIP, "0812"),
        ("", "", ""),
        ("", "", "Tamiang Layang, 23 November 2026"),
        ("", "", "Kepala Dinas,"),
        ("", "", ""),
        ("", "", "Drs. Hadi"),
        ("", "", "NIP. 196001011985031001"),
    )
    assert _people(rows) == ["Ani"]
    assert not any(row.has_error for row in rows)


def test_two_who_sign_side_by_side_are_no_participants() -> None:
    rows = _rows(
        ("No", "Nama", "NIP", "Unit Kerja"),
        ("1", "Ani", NIP, "SDN 1"),
        ("2", "Kepala Sekolah", "", "SDN 2"),
        ("", "", "", ""),
        ("", "Mengetahui,", "", "Tamiang Layang, 23 November 2026"),
        ("", "Kepala Dinas", "", "Ketua Panitia,"),
        ("", "", "", ""),
        ("", "Drs. Hadi", "", "Siti, S.Pd."),
        ("", "NIP. 196001011985031001", "", "NIP. 197001011995032001"),
    )
    assert _people(rows) == ["Ani", "Kepala Sekolah"]


def test_who_stands_numbered_below_a_signature_is_a_participant() -> None:
    rows = _rows(
        ("No", "Nama", "Unit Kerja"),
        ("1", "Ani", "SDN 1"),
        ("", "", ""),
        ("", "Mengetahui,", "Tamiang Layang, 23 November 2026"),
        ("2", "Budi", "SDN 2"),
    )
    assert _people(rows) == ["Ani", "Budi"]


def test_a_second_list_beside_the_first_is_told() -> None:
    header = ("No", "Nama", "Nama Kepala Sekolah", "No", "Nama")
    book = _book(header, ("1", "Ani", "Siti", "2", "Budi"))
    mapping = suggest(book)
    assert mapping
    assert [each.letter for each in other_names(columns(book, mapping))] == ["E"]


TWO_ROWS = (
    ("No", "Nama", "Nomor Induk", "", "Sekolah", "Sesi", ""),
    ("", "", "NIP", "NUPTK", "", "Pagi", "Sore"),
    ("1", "2", "3", "4", "5", "6", "7"),
    ("1", "Sabai", NIP, "1234567890123456", "SDN 1", "v", ""),
)


def test_headings_in_two_rows_are_read_without_merged_cells() -> None:
    row = _rows(*TWO_ROWS)[1]
    assert (row.entry.nip, row.entry.nuptk) == (NIP, "1234567890123456")
    assert (row.entry.organization, row.sessions) == ("SDN 1", {1})


def test_the_numbers_of_the_columns_are_no_samples() -> None:
    book = _book(*TWO_ROWS)
    mapping = suggest(book)
    assert mapping
    assert columns(book, mapping)[1].samples == ("Sabai",)


def test_headings_in_two_rows_may_stand_on_every_page() -> None:
    rows = _rows(*TWO_ROWS, *TWO_ROWS)
    assert [row.number for row in rows if row.kind is ProblemKind.PERSON] == [4, 8]


def test_a_banner_below_the_header_is_no_second_row_of_it() -> None:
    rows = _rows(("No", "Nama", "Kecamatan"), ("Kecamatan Paku", "", ""), ("1", "Sabai", "Paku"))
    assert [(row.number, row.entry.district) for row in rows if row.entry.name] == [(3, "Paku")]


HEADS = ("Nama", "NIP", "Sesi Pagi", "Sore")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [(("\u2713", ""), {1}), (("", "x"), {2}), (("ya", "v"), {1, 2}), (("tidak", "1"), {2})],
    ids=["morning", "afternoon", "both", "no and yes"],
)
def test_sessions_are_ticked_in_columns_of_their_own(
    cells: tuple[str, str], expected: set[int]
) -> None:
    row = _rows(HEADS, ("Sabai", NIP, *cells), ("Budi", OTHER_NIP, "v", "v"))[0]
    assert (row.sessions, row.problems) == (expected, ())


def test_who_is_ticked_nowhere_is_expected_everywhere_and_pointed_out() -> None:
    row = _rows(HEADS, ("Sabai", NIP, "v", "v"), ("Budi", OTHER_NIP, "", ""))[1]
    assert (row.sessions, row.has_error) == (None, False)
    assert "No session is ticked" in row.problems[0].text


def test_what_is_no_tick_is_an_error_that_names_the_cell() -> None:
    ticked = [(f"Ani {each}", "", "v", "v") for each in "abcdef"]
    row = _rows(HEADS, *ticked, ("Budi", NIP, "mungkin", "v"))[-1]
    assert sentence(row.problems[0]).startswith('Row 8, column C: "mungkin" is no tick.')


def test_columns_to_be_signed_are_no_ticks() -> None:
    for cells in (("", ""), ("08.05", "13.10")):
        mapping = suggest(_book(HEADS, ("Sabai", NIP, *cells)), None, SessionNames(SESSIONS))
        assert mapping
        assert Field.TICK not in mapping.fields.values()


def test_a_name_that_is_too_long_is_not_called_missing_too() -> None:
    row = _rows(("Nama", "NIP"), ("X" * 301, NIP))[0]
    assert len(row.problems) == 1


def test_what_a_lookup_gives_for_an_empty_cell_is_nothing() -> None:
    assert clean(Field.ORGANIZATION, "0", number=True).value == ""
    assert _people(_rows(("Nama", "NIP"), ("Sabai", NIP), ("0", "0"))) == ["Sabai"]


def test_a_mobile_number_that_lost_its_zero_is_pointed_out_in_a_csv_too() -> None:
    assert clean(Field.PHONE, "81234567890").severity is Severity.WARNING
    assert clean(Field.PHONE, "8121 (kantor)").severity is None


def test_a_cover_that_says_name_is_no_other_list() -> None:
    cover = Worksheet("Sampul", (("Nama", "Panitia"), ("", "Tempat")))
    peserta = Worksheet("Peserta", (("Nama", "NIP"), ("Sabai", NIP)))
    book = Spreadsheet("a.xlsx", (cover, peserta))
    mapping = suggest(book)
    assert mapping
    assert (alike(book, mapping), not_read(book, mapping)) == ((), ())


def test_a_line_with_more_cells_than_headings_is_an_error() -> None:
    lines = (("Nama", "NIP"), ("Sabai", " S.Pd.", NIP), ("Budi", NIP, ""))
    book = Spreadsheet("a.csv", (Worksheet("a", lines, divided=True),))
    mapping = suggest(book)
    assert mapping
    first, second = read_rows(book.sheets[0], mapping, SessionNames([]))
    assert [each.row for each in first.problems if each.column == "C"] == [2]
    assert second.problems == ()


def test_a_name_whose_letters_an_encoding_lost_is_pointed_out() -> None:
    assert clean(Field.NAME, "Rina ?ukasz").severity is Severity.WARNING
    assert clean(Field.NAME, "Rina ?ukasz").value == "Rina ?ukasz"

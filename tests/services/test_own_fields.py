"""Own fields: kept with a person, found, filtered, and shown where it was chosen."""

import csv
import io
import json

import openpyxl
import pypdfium2 as pdfium
import pytest

from badges.face import Face
from badges.png import png
from kiosk.core.errors import BadInput
from kiosk.core.model import Event, Participant
from kiosk.core.own_fields import (
    OWN_FIELDS,
    OwnField,
    ShownAt,
    own_fields_json,
    own_fields_of,
    own_label,
    own_merged,
    own_text,
    own_words,
    shown_of,
    with_labels,
)
from kiosk.core.search import Query
from kiosk.desk import Desk
from kiosk.reports.workbook.further import Contact
from kiosk.services import badges, own_fields, reports, search
from kiosk.services.reports import Format, ReportOrder
from kiosk.services.search import index
from kiosk.storage import events, participants
from tests.makers import Maker

MEJA = OwnField("Meja", frozenset(ShownAt))
ROOM = OwnField("Kamar", frozenset({ShownAt.DESK}))


def _event(desk: Desk, make: Maker) -> Event:
    event = make.event()
    with desk.store.write() as tx:
        events.store_setting(tx, event.id, OWN_FIELDS, own_fields_json([MEJA, ROOM]))
    return event


def _person(desk: Desk, make: Maker, event: Event, name: str, **own: str) -> Participant:
    person = make.participant(event, name, email=f"{name.lower()}@example.org", phone="0812")
    with desk.store.write() as tx:
        participants.change(tx, person.id, {"own": own_text(own)})
        kept = participants.by_id(tx, person.id)
        assert kept
        index(tx, kept)
    return kept


def test_what_is_kept_of_a_person_is_found_and_filtered(desk: Desk, make: Maker) -> None:
    event = _event(desk, make)
    _person(desk, make, event, "Ada", Meja="A 12", Kamar="Mawar")
    _person(desk, make, event, "Grace", Meja="B 7")

    def names(query: Query) -> list[str]:
        return [each.participant.name for each in search.find(desk, event.id, query).found]

    assert names(Query("mawar")) == ["Ada"]
    assert names(Query(own=(("Meja", "B 7"),))) == ["Grace"]
    assert names(Query(own=(("Meja", "B 7"), ("Kamar", "Mawar")))) == []
    assert names(Query(own=(('M" OR 1=1 --', "x"),))) == []
    assert search.choices(desk, event.id).own == (("Meja", ("A 12", "B 7")), ("Kamar", ("Mawar",)))


def test_a_field_is_shown_where_it_was_chosen_and_filled() -> None:
    person = Participant(1, 1, 1, "Ada", own=own_text({"Meja": "A 12", "Kamar": ""}))

    assert shown_of(person, [MEJA, ROOM], ShownAt.DOOR) == [("Meja", "A 12")]
    assert shown_of(person, [MEJA, ROOM], ShownAt.DESK) == [("Meja", "A 12")]


def test_where_fields_are_shown_is_kept_and_others_are_refused(
    sqlite_desk: Desk, make: Maker
) -> None:
    event = _event(sqlite_desk, make)

    own_fields.store_own_fields(sqlite_desk, event.id, [OwnField("Kamar", frozenset())], "Siti")

    assert own_fields.own_fields(sqlite_desk, event.id) == (OwnField("Kamar", frozenset()),)
    with pytest.raises(BadInput, match="no own field Kursi"):
        own_fields.store_own_fields(sqlite_desk, event.id, [OwnField("Kursi")], "Siti")


def test_the_badge_carries_the_field(sqlite_desk: Desk, make: Maker) -> None:
    event = _event(sqlite_desk, make)
    _person(sqlite_desk, make, event, "Ada", Meja="A 12", Kamar="Mawar")

    (face,) = badges.faces(sqlite_desk, event, badges.badges_of(sqlite_desk, event.id))

    assert face.own == (("Meja", "A 12"),)
    style = badges.style_of(sqlite_desk, event)
    assert png(face, style, (105, 148.5), 60) != png(
        Face(**{**_values(face), "own": ()}), style, (105, 148.5), 60
    )


def test_files_carry_the_field_and_contacts_where_asked(sqlite_desk: Desk, make: Maker) -> None:
    event = _event(sqlite_desk, make)
    _person(sqlite_desk, make, event, "Ada", Meja="=A 12", Kamar="Mawar")

    def made(format_: Format, *contacts: Contact) -> bytes:
        order = ReportOrder(format_, contacts=frozenset(contacts))
        return reports.document(sqlite_desk, event, order).content

    rows = list(csv.DictReader(io.StringIO(made(Format.CSV, *Contact).decode("utf-8-sig"))))
    plain = json.loads(made(Format.JSON))
    book = openpyxl.load_workbook(io.BytesIO(made(Format.XLSX, Contact.EMAIL)))
    heading, first = list(book.worksheets[0].iter_rows(values_only=True))[:2]

    assert [rows[0][name] for name in ("email", "phone", "Meja")] == [
        *("ada@example.org", "0812"),
        "'=A 12",
    ]
    assert "Kamar" not in rows[0]
    assert (plain[0]["Meja"], "email" in plain[0]) == ("=A 12", False)
    by_name = dict(zip(heading, first, strict=True))
    assert (by_name["email"], by_name["Meja"]) == ("ada@example.org", "=A 12")


def test_labels_are_made_plain_and_no_more_than_twenty_are_kept() -> None:
    fields = with_labels([MEJA], ["Meja", "", *(f"Kolom {each}" for each in range(40))])

    assert own_label('  Ukuran "kaus"\n(S/M/L) ') == "Ukuran kaus (S/M/L)"
    assert len(fields) == 20
    assert own_fields_of(own_fields_json(fields)) == fields


def test_values_of_a_second_list_are_added_and_an_empty_cell_erases_nothing() -> None:
    before, after = own_text({"Meja": "A", "Kamar": "1"}), own_text({"Meja": "B", "Kamar": ""})

    assert own_words(own_merged(before, after)) == "Kamar: 1, Meja: B"
    assert own_merged(before, "") == before


def _values(face: Face) -> dict[str, object]:
    return {name: getattr(face, name) for name in Face.__slots__}


def test_a_database_of_an_older_version_gets_empty_fields(sqlite_desk: Desk, make: Maker) -> None:
    person = make.participant(make.event())

    with sqlite_desk.store.read() as tx:
        kept = participants.by_id(tx, person.id)

    assert kept
    assert kept.own == ""


def test_a_field_that_is_renamed_takes_along_what_is_kept_in_it(desk: Desk, make: Maker) -> None:
    event = _event(desk, make)
    person = _person(desk, make, event, "Ada", Meja="A 12", Kamar="Mawar")

    assert own_fields.rename_own_field(desk, event.id, "Meja", " Nomor  Meja ", "Siti") == (
        "Nomor Meja"
    )

    assert own_fields.own_fields(desk, event.id)[0] == OwnField("Nomor Meja", MEJA.shown)
    found = search.participant(desk, event.id, person.id).participant
    assert own_words(found.own) == "Kamar: Mawar, Nomor Meja: A 12"
    assert search.find(desk, event.id, Query("A 12")).total == 1


def test_a_field_that_is_forgotten_leaves_nothing_of_what_was_kept(desk: Desk, make: Maker) -> None:
    event = _event(desk, make)
    person = _person(desk, make, event, "Ada", Meja="Cendrawasih", Kamar="Mawar")

    own_fields.remove_own_field(desk, event.id, "Meja", "Siti")

    assert own_fields.own_fields(desk, event.id) == (ROOM,)
    assert own_words(search.participant(desk, event.id, person.id).participant.own) == (
        "Kamar: Mawar"
    )
    assert search.find(desk, event.id, Query("Cendrawasih")).total == 0
    assert search.find(desk, event.id, Query("Mawar")).total == 1


@pytest.mark.parametrize(
    ("label", "name", "answer"),
    [
        ("Kursi", "Meja 2", "no own field Kursi"),
        ("Meja", "Kamar", "own field Kamar already"),
        ("Meja", ' "" ', "Type how the field is called"),
    ],
)
def test_a_name_that_cannot_be_is_refused(
    sqlite_desk: Desk, make: Maker, label: str, name: str, answer: str
) -> None:
    event = _event(sqlite_desk, make)

    with pytest.raises(BadInput, match=answer):
        own_fields.rename_own_field(sqlite_desk, event.id, label, name, "Siti")

    assert own_fields.own_fields(sqlite_desk, event.id) == (MEJA, ROOM)


def test_two_fields_have_a_column_on_the_attendance_list(sqlite_desk: Desk, make: Maker) -> None:
    event = _event(sqlite_desk, make)
    _person(sqlite_desk, make, event, "Ada", Meja="A 12", Kamar="Mawar")

    content = reports.document(sqlite_desk, event, ReportOrder(Format.LIST)).content

    page = pdfium.PdfDocument(content)[0].get_textpage().get_text_bounded()
    assert ("Meja" in page, "A 12" in page, "Mawar" in page) == (True, True, False)

from datetime import date

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kiosk.core.model import Event, Participant, Status
from kiosk.core.search import Query
from kiosk.desk import Desk
from kiosk.services import acts, participants, search
from kiosk.services.check_ins import by_hand
from kiosk.web.participants.selection import MOST_AT_ONCE
from tests.browser.screens.worlds import World, make_world
from tests.makers import Maker
from tests.web.people import enlist

PARTIAL = {"X-Partial": "1"}


@pytest.fixture
def event(make: Maker) -> Event:
    return make.event()


@pytest.fixture
def ada(sqlite_desk: Desk, event: Event) -> Participant:
    return enlist(sqlite_desk, event, "Ada Lestari", organization="SDN 1 Ampah", group="Guru")


@pytest.fixture
def grace(sqlite_desk: Desk, event: Event) -> Participant:
    return enlist(sqlite_desk, event, "Grace Hopper", organization="SMPN 2 Awang", group="Tamu")


def now(desk: Desk, person: Participant) -> search.FoundPeople:
    return search.participant(desk, person.event_id, person.id)


def test_a_list_with_nobody_on_it_leads_to_the_import(
    as_supervisor: FlaskClient, event: Event
) -> None:
    assert "Nobody on the list yet" in as_supervisor.get("/participants").text
    assert "Nobody was found" in as_supervisor.post("/participants/search", data={"q": "ada"}).text


def test_the_rows_alone_come_to_a_script(as_staff: FlaskClient, ada: Participant) -> None:
    rows = as_staff.post("/participants/search", data={"q": "amp"}, headers=PARTIAL).text

    assert "Ada Lestari" in rows and "<html" not in rows


def test_the_list_is_narrowed_by_group(
    as_staff: FlaskClient, ada: Participant, grace: Participant
) -> None:
    page = as_staff.post("/participants/search", data={"group": "Tamu"}).text

    assert "Grace Hopper" in page and "Ada Lestari" not in page


def test_the_list_shows_who_has_arrived_and_who_has_not(
    as_staff: FlaskClient, sqlite_desk: Desk, make: Maker, ada: Participant, grace: Participant
) -> None:
    by_hand(sqlite_desk, ada.id, make.user())

    arrived = as_staff.post("/participants/search", data={"state": "arrived"}).text
    missing = as_staff.post("/participants/search", data={"state": "missing"}).text

    assert "Ada Lestari" in arrived and "Grace Hopper" not in arrived
    assert "Grace Hopper" in missing and "Ada Lestari" not in missing


def test_what_makes_no_sense_does_not_narrow(as_staff: FlaskClient, ada: Participant) -> None:
    odd = {"state": "late", "status": "x", "sort": "shoe", "page": "-3", "session": "abc"}

    assert "Ada Lestari" in as_staff.post("/participants/search", data=odd).text


def test_a_page_holds_twenty_five_and_the_next_keeps_the_search(
    as_staff: FlaskClient, sqlite_desk: Desk, event: Event
) -> None:
    for number in range(26):
        enlist(sqlite_desk, event, f"Siti {number}")

    first = as_staff.post("/participants/search", data={"q": "siti"}).text
    second = as_staff.post("/participants/search", data={"q": "siti", "page": "2"}).text

    assert first.count('name="id"') == 0 and first.count('scope="row"') == 25
    assert 'form="search" name="page" value="2"' in first and "Page 2 of 2" in second


def test_a_phone_number_is_a_link(as_staff: FlaskClient, sqlite_desk: Desk, event: Event) -> None:
    enlist(sqlite_desk, event, "Rina", phone="0812-555")

    assert 'href="tel:0812-555"' in as_staff.get("/participants").text


def test_a_change_is_stored_and_the_history_says_who_changed_what(
    as_supervisor: FlaskClient, sqlite_desk: Desk, ada: Participant
) -> None:
    form = {"name": "Ada Lestari, S.Pd.", "organization": "SDN 2 Ampah", "group": "Guru"}

    page = as_supervisor.post(f"/participants/{ada.id}", data=form, follow_redirects=True).text

    assert now(sqlite_desk, ada).participant.organization == "SDN 2 Ampah"
    assert "SDN 1 Ampah → SDN 2 Ampah" in page and "Supervisor" in page


def test_a_spoilt_nip_is_refused_and_what_was_typed_stays(
    as_supervisor: FlaskClient, sqlite_desk: Desk, ada: Participant
) -> None:
    form = {"name": "Ada Baru", "nip": "1,98001E+17"}

    answer = as_supervisor.post(f"/participants/{ada.id}", data=form)

    assert answer.status_code == 400
    assert "spoilt by Excel" in answer.text and 'value="Ada Baru"' in answer.text
    assert now(sqlite_desk, ada).participant.name == "Ada Lestari"


def test_somebody_is_added_and_expected_in_the_ticked_sessions(
    as_supervisor: FlaskClient, sqlite_desk: Desk, make: Maker, event: Event
) -> None:
    morning = make.sessions(event)[0]

    page = as_supervisor.post(
        "/participants", data={"name": "Rina", "session": morning.id}, follow_redirects=True
    ).text

    added = search.by_number(sqlite_desk, event.id, 1)
    assert "Rina was added with number 1" in page
    assert (added.expected, added.participant.walk_in) == (frozenset([morning.id]), False)


def confirmed(client: FlaskClient, name: str, number: int, **form: object) -> TestResponse:
    """Press a button for many, and then the one that says yes with the number."""
    address = f"/participants/selection/{name}"
    assert f'value="{number}"' in client.post(address, data=form).text
    return client.post(address, data={**form, "confirmed": number})


def test_blocking_wants_a_note_and_unblocking_takes_it_away(
    as_supervisor: FlaskClient, sqlite_desk: Desk, ada: Participant
) -> None:
    address = f"/participants/{ada.id}"

    refused = as_supervisor.post(f"{address}/blocking", data={"note": " "})
    as_supervisor.post(f"{address}/blocking", data={"note": "See the head"})
    page = as_supervisor.get(address).text
    as_supervisor.post(f"{address}/unblocking")

    assert refused.status_code == 400 and "See the head" in page
    assert now(sqlite_desk, ada).participant.status is Status.ACTIVE


def test_one_person_is_taken_off_the_list(
    as_supervisor: FlaskClient, sqlite_desk: Desk, ada: Participant
) -> None:
    as_supervisor.post(f"/participants/{ada.id}/cancellation")

    assert now(sqlite_desk, ada).participant.status is Status.CANCELED


def test_the_ticked_people_are_expected_in_other_sessions(
    as_supervisor: FlaskClient, sqlite_desk: Desk, make: Maker, ada: Participant, event: Event
) -> None:
    afternoon = make.sessions(event)[1]
    form = {"id": [ada.id], "expected": [afternoon.id], "filters": "q=ada"}

    answer = confirmed(as_supervisor, "sessions", 1, **form)

    assert answer.location == "/participants#q=ada"
    assert now(sqlite_desk, ada).expected == {afternoon.id}


def test_all_that_are_found_are_blocked_and_no_others(
    as_supervisor: FlaskClient, sqlite_desk: Desk, ada: Participant, grace: Participant
) -> None:
    form = {"everybody": "yes", "filters": "group=Tamu", "note": "Guests wait"}

    confirmed(as_supervisor, "blocking", 1, **form)

    assert now(sqlite_desk, grace).participant.status is Status.BLOCKED
    assert now(sqlite_desk, ada).participant.status is Status.ACTIVE


def test_many_are_taken_off_and_put_back(
    as_supervisor: FlaskClient, sqlite_desk: Desk, ada: Participant, grace: Participant
) -> None:
    both = {"id": [ada.id, grace.id]}

    confirmed(as_supervisor, "cancellation", 2, **both)
    assert now(sqlite_desk, ada).participant.status is Status.CANCELED

    confirmed(as_supervisor, "restoration", 2, **both)
    assert now(sqlite_desk, grace).participant.status is Status.ACTIVE


def test_more_than_two_thousand_are_taken_off_and_put_back_with_one_click(
    as_supervisor: FlaskClient, sqlite_desk: Desk
) -> None:
    event = make_world(sqlite_desk, World(2_100, 0))
    page = as_supervisor.get("/participants").text

    confirmed(as_supervisor, "cancellation", 2_100, everybody="yes", filters="")
    act = acts.recent(sqlite_desk, event.id)[0]
    as_supervisor.post(f"/participants/acts/{act.id}/undo")

    assert "All 2,100 that were found" in page
    assert act.people == 2_100
    assert search.find(sqlite_desk, event.id, Query(status=Status.ACTIVE)).total > 300


def test_a_list_too_long_for_one_act_says_so_before_and_after(
    as_supervisor: FlaskClient, sqlite_desk: Desk
) -> None:
    make_world(sqlite_desk, World(MOST_AT_ONCE + 1, 0))
    form = {"everybody": "yes", "filters": ""}

    page = as_supervisor.get("/participants").text
    answer = as_supervisor.post("/participants/selection/cancellation", data=form)

    assert 'name="everybody"' not in page and "at most 20,000 people" in page
    assert answer.status_code == 400 and "Choose fewer by group or school." in answer.text


def test_nobody_is_changed_before_the_number_is_confirmed(
    as_supervisor: FlaskClient, sqlite_desk: Desk, ada: Participant, grace: Participant
) -> None:
    form = {"everybody": "yes", "filters": ""}

    question = as_supervisor.post("/participants/selection/cancellation", data=form).text
    enlist(sqlite_desk, Event(ada.event_id, "", "", date(2026, 11, 23), "UTC"), "Alan")
    again = as_supervisor.post(
        "/participants/selection/cancellation", data={**form, "confirmed": 2}
    ).text

    assert "Take 2 people off the list?" in question and "Grace Hopper" in question
    assert "Take 3 people off the list?" in again
    assert now(sqlite_desk, ada).participant.status is Status.ACTIVE


def test_an_act_on_many_is_taken_back_where_one_is(
    as_supervisor: FlaskClient, sqlite_desk: Desk, ada: Participant, grace: Participant
) -> None:
    confirmed(as_supervisor, "cancellation", 2, id=[ada.id, grace.id])
    page = as_supervisor.get("/participants").text
    act = acts.recent(sqlite_desk, ada.event_id)[0]

    answer = as_supervisor.post(
        f"/participants/acts/{act.id}/undo", data={"back": "/participants/search"}
    )

    assert "2 people were taken off the list." in page
    assert answer.location == "/participants/search"
    assert now(sqlite_desk, grace).participant.status is Status.ACTIVE
    assert "Undone by Supervisor" in as_supervisor.get("/participants/acts").text


def test_an_act_that_nobody_knows_is_not_there(
    as_supervisor: FlaskClient, ada: Participant
) -> None:
    answer = as_supervisor.post("/participants/selection/deletion", data={"id": ada.id})

    assert answer.status_code == 404


def test_an_action_without_anybody_says_so(as_supervisor: FlaskClient, event: Event) -> None:
    answer = as_supervisor.post("/participants/selection/cancellation", data={})

    assert answer.status_code == 400 and "Nobody is ticked" in answer.text


def test_people_of_another_event_cannot_be_ticked(
    as_supervisor: FlaskClient, sqlite_desk: Desk, make: Maker, ada: Participant
) -> None:
    make.event("Another")

    answer = as_supervisor.post("/participants/selection/cancellation", data={"id": ada.id})

    assert answer.status_code == 404
    assert now(sqlite_desk, ada).participant.status is Status.ACTIVE


def test_a_steward_sees_the_details_and_changes_nothing(
    as_staff: FlaskClient, sqlite_desk: Desk, ada: Participant
) -> None:
    page = as_staff.get(f"/participants/{ada.id}").text

    assert "SDN 1 Ampah" in page and f'action="/participants/{ada.id}"' not in page
    assert as_staff.post(f"/participants/{ada.id}", data={"name": "X"}).status_code == 403
    assert as_staff.post(f"/participants/{ada.id}/cancellation").status_code == 403


def test_a_history_written_elsewhere_is_shown_in_words(
    as_supervisor: FlaskClient, sqlite_desk: Desk, make: Maker, ada: Participant, event: Event
) -> None:
    morning = make.sessions(event)[0]
    participants.set_expected(sqlite_desk, event.id, [ada.id], [morning.id], "Siti")

    page = as_supervisor.get(f"/participants/{ada.id}").text

    assert "Sesi Pagi, Sesi Sore → Sesi Pagi" in page


def test_many_are_not_expected_nowhere_by_a_slip(
    as_supervisor: FlaskClient, sqlite_desk: Desk, ada: Participant
) -> None:
    answer = as_supervisor.post("/participants/selection/sessions", data={"id": ada.id})

    assert answer.status_code == 400 and "Tick the sessions" in answer.text
    assert len(now(sqlite_desk, ada).expected) == 2


def test_two_entries_are_merged_by_number_and_made_two_again(
    as_supervisor: FlaskClient, sqlite_desk: Desk, ada: Participant, grace: Participant
) -> None:
    address = f"/participants/{ada.id}/merging"

    question = as_supervisor.get(f"{address}?other={grace.number}").text
    as_supervisor.post(address, data={"other": grace.number})
    assert "Grace Hopper" in question
    assert now(sqlite_desk, grace).participant.status is Status.CANCELED

    act = acts.recent(sqlite_desk, ada.event_id)[0]
    as_supervisor.post(f"/participants/acts/{act.id}/undo")
    assert now(sqlite_desk, grace).participant.status is Status.ACTIVE
    assert as_supervisor.get(f"{address}?other=x").status_code == 400

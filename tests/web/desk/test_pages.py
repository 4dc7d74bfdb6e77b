from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from badges.code import grouped, read_code
from kiosk.core.model import Event, Means, Participant, Reason, Role
from kiosk.desk import Desk
from kiosk.services import acts, badges, participants
from kiosk.services.check_ins import by_hand
from kiosk.services.sessions import sessions_of
from kiosk.web.desk.paper import moment_of
from tests.conftest import Clock
from tests.keyboards import as_typed
from tests.makers import Maker, at
from tests.web.conftest import Login
from tests.web.people import enlist

PARTIAL = {"X-Partial": "1"}


@pytest.fixture
def event(make: Maker) -> Event:
    return make.event()


@pytest.fixture
def ada(sqlite_desk: Desk, event: Event) -> Participant:
    return enlist(sqlite_desk, event, "Ada Lestari, S.Pd.", organization="SDN 1 Ampah")


@pytest.fixture
def grace(sqlite_desk: Desk, event: Event) -> Participant:
    return enlist(sqlite_desk, event, "Grace Hopper", organization="SMPN 2 Awang")


def code_of(desk: Desk, person: Participant) -> str:
    badge = participants.dossier(desk, person.id).badge
    assert badge
    return badge.code


def mistyped(code: str) -> str:
    return ("2" if code[0] != "2" else "3") + code[1:]


def test_three_letters_find_a_person_with_the_school(
    as_staff: FlaskClient, ada: Participant, grace: Participant
) -> None:
    rows = as_staff.post("/desk", data={"q": "lest"}, headers=PARTIAL).text

    assert "Ada Lestari, S.Pd." in rows and "SDN 1 Ampah" in rows
    assert "Grace" not in rows


def test_what_finds_one_person_alone_leads_there_at_once(
    as_staff: FlaskClient, ada: Participant, grace: Participant
) -> None:
    answer = as_staff.post("/desk", data={"q": "lest"})

    assert answer.location == f"/desk/people/{ada.id}"


def test_a_short_code_typed_carelessly_is_taken(
    as_staff: FlaskClient, sqlite_desk: Desk, ada: Participant
) -> None:
    careless = grouped(code_of(sqlite_desk, ada)).lower().replace("0", "o").replace("1", "l")

    assert as_staff.post("/desk", data={"q": careless}).location.endswith(f"/{ada.id}")


def test_a_badge_scanned_behind_left_over_letters_is_taken(
    as_staff: FlaskClient, sqlite_desk: Desk, ada: Participant
) -> None:
    text = f"sit{code_of(sqlite_desk, ada)}"

    assert as_staff.post("/desk", data={"q": text}).location.endswith(f"/{ada.id}")


def test_a_slip_in_a_code_is_said_and_not_called_unknown(
    as_staff: FlaskClient, sqlite_desk: Desk, ada: Participant
) -> None:
    page = as_staff.post("/desk", data={"q": mistyped(code_of(sqlite_desk, ada))}).text

    assert "There is a typing mistake in this code" in page


def test_a_code_with_a_character_too_few_is_a_slip_too(
    as_staff: FlaskClient, sqlite_desk: Desk, ada: Participant
) -> None:
    page = as_staff.post("/desk", data={"q": grouped("29ABCD3EFGH4JK5")}).text

    assert "15 of its characters match, and a code has 16" in page


@pytest.mark.parametrize(
    "typed", ["Agnes Kartika Sari", "SDN 2 Tamiang Layang", "SMPN-1 Dusun Timur"]
)
def test_names_with_as_many_letters_as_a_code_are_no_slip(
    as_staff: FlaskClient, event: Event, typed: str
) -> None:
    page = as_staff.post("/desk", data={"q": typed}).text

    assert "Nobody was found" in page and "Add as walk-in" in page


def test_a_name_whose_letters_pass_for_a_code_is_found_by_all_of_them(
    as_staff: FlaskClient, sqlite_desk: Desk, event: Event
) -> None:
    ratna = enlist(sqlite_desk, event, "Ratna Kartika Sari")
    assert read_code(ratna.name)

    assert as_staff.post("/desk", data={"q": "ratna kartika sari"}).location.endswith(
        f"/{ratna.id}"
    )
    added = as_staff.post("/desk/walk-in", data={"name": "Yanti Kartika Dewi", "organization": "-"})
    assert added.status_code == 303


def test_a_replaced_code_still_finds_the_person_and_says_so(
    as_staff: FlaskClient, sqlite_desk: Desk, ada: Participant
) -> None:
    old = code_of(sqlite_desk, ada)
    badges.reissue(sqlite_desk, ada.id, "Siti")

    page = as_staff.post("/desk", data={"q": old}).text

    assert "was replaced at 07:45 WIB" in page and "Ada Lestari" in page


def test_a_check_in_by_hand_is_answered_large_and_records_the_means(
    as_staff: FlaskClient, sqlite_desk: Desk, ada: Participant
) -> None:
    page = as_staff.post(f"/desk/people/{ada.id}/check-in", follow_redirects=True).text

    made = participants.dossier(sqlite_desk, ada.id).check_ins[0]
    assert (made.means, made.by) == (Means.BY_HAND, "Steward")
    assert "big-answer is-ok" in page and "Ada Lestari" in page


def test_a_second_check_in_is_calm_and_says_when_the_first_was(
    as_staff: FlaskClient, ada: Participant
) -> None:
    address = f"/desk/people/{ada.id}/check-in"
    as_staff.post(address)

    page = as_staff.post(address, follow_redirects=True).text

    assert "big-answer is-again" in page and "07:45" in page


def test_a_steward_undoes_their_own_check_in_within_a_quarter_of_an_hour(
    as_staff: FlaskClient, sqlite_desk: Desk, ada: Participant, clock: Clock
) -> None:
    as_staff.post(f"/desk/people/{ada.id}/check-in")
    made = participants.dossier(sqlite_desk, ada.id).check_ins[0]
    clock.pass_by(minutes=14)

    page = as_staff.post(f"/desk/check-ins/{made.id}/undo", follow_redirects=True).text

    assert "was undone" in page
    assert participants.dossier(sqlite_desk, ada.id).check_ins[0].undone_by == "Steward"


def test_later_only_a_supervisor_undoes_it(
    login: Login, sqlite_desk: Desk, ada: Participant, clock: Clock
) -> None:
    steward, supervisor = login(Role.STEWARD), login(Role.SUPERVISOR)
    steward.post(f"/desk/people/{ada.id}/check-in")
    made = participants.dossier(sqlite_desk, ada.id).check_ins[0]
    clock.pass_by(minutes=16)
    address = f"/desk/check-ins/{made.id}/undo"

    assert address not in steward.get(f"/desk/people/{ada.id}").text
    assert steward.post(address).status_code == 403
    assert address in supervisor.get(f"/desk/people/{ada.id}").text
    assert supervisor.post(address).status_code == 303


def test_a_supervisor_admits_who_is_not_expected_and_that_is_recorded(
    login: Login, sqlite_desk: Desk, event: Event, grace: Participant
) -> None:
    participants.set_expected(sqlite_desk, event.id, [grace.id], [], "Siti")
    steward, supervisor = login(Role.STEWARD), login(Role.SUPERVISOR)
    address, form = f"/desk/people/{grace.id}/check-in", {"override": "yes"}

    assert "Ask a supervisor" in steward.get(f"/desk/people/{grace.id}").text
    assert steward.post(address, data=form).status_code == 403
    supervisor.post(address, data=form)

    made = participants.dossier(sqlite_desk, grace.id).check_ins[0]
    assert made.admitted_despite is Reason.NOT_EXPECTED


def test_a_supervisor_admits_outside_the_time(
    as_supervisor: FlaskClient, sqlite_desk: Desk, make: Maker, event: Event, ada: Participant
) -> None:
    afternoon = make.sessions(event)[1]
    form = {"override": "yes", "session": afternoon.id}

    as_supervisor.post(f"/desk/people/{ada.id}/check-in", data=form)

    made = participants.dossier(sqlite_desk, ada.id).check_ins[0]
    assert (made.session_id, made.admitted_despite) == (afternoon.id, Reason.INVALID_TIME)


def test_a_person_of_another_event_does_not_exist_here(
    as_supervisor: FlaskClient, sqlite_desk: Desk, make: Maker, ada: Participant
) -> None:
    make.event("Another")

    assert as_supervisor.get(f"/desk/people/{ada.id}").status_code == 404
    assert as_supervisor.post(f"/desk/people/{ada.id}/check-in").status_code == 404


def test_a_blocked_person_shows_the_note_and_no_button(
    as_staff: FlaskClient, sqlite_desk: Desk, ada: Participant
) -> None:
    acts.block(sqlite_desk, ada.event_id, [ada.id], "Bring her to the head", "Siti")

    page = as_staff.get(f"/desk/people/{ada.id}").text

    assert "Bring her to the head" in page and f"/desk/people/{ada.id}/check-in" not in page


def test_a_walk_in_is_added_and_checked_in_by_one_form(
    as_staff: FlaskClient, sqlite_desk: Desk, event: Event
) -> None:
    form = {"name": "Mallory", "organization": "SDN 9", "group": "Tamu"}

    page = as_staff.post("/desk/walk-in", data=form, follow_redirects=True).text

    assert "big-answer is-ok" in page and "Mallory" in page and "SDN 9" in page


def test_a_walk_in_takes_a_reserve_badge(
    as_staff: FlaskClient, sqlite_desk: Desk, event: Event
) -> None:
    code = badges.make_reserve(sqlite_desk, event.id, 1, "Siti")[0].badge.code

    as_staff.post(
        "/desk/walk-in",
        data={"name": "Mallory", "organization": "-", "reserve": grouped(code).lower()},
    )

    assert as_staff.post("/desk", data={"q": code}).status_code == 303


def test_a_wrong_reserve_badge_is_refused_and_nothing_typed_is_lost(
    as_staff: FlaskClient, sqlite_desk: Desk, event: Event
) -> None:
    code = badges.make_reserve(sqlite_desk, event.id, 1, "Siti")[0].badge.code
    form = {"name": "Mallory", "organization": "-", "reserve": mistyped(code)}

    answer = as_staff.post("/desk/walk-in", data=form)

    assert answer.status_code == 400
    assert "typing error" in answer.text and 'value="Mallory"' in answer.text
    assert "Nobody was found" in as_staff.post("/desk", data={"q": "Mallory"}).text


def test_a_walk_in_of_a_known_name_is_asked_about_first(
    as_staff: FlaskClient, ada: Participant
) -> None:
    form = {"name": "dra. ada lestari", "organization": "SDN 9"}
    asked = as_staff.post("/desk/walk-in", data=form)
    added = as_staff.post("/desk/walk-in", data={**form, "anyway": "yes"})

    assert asked.status_code == 409 and f"/desk/people/{ada.id}" in asked.text
    assert "Is it this person?" in asked.text and "Not here yet" in asked.text
    assert added.status_code == 303


@pytest.mark.parametrize("typed", ["Adda Lestary", "Adalestari", "Ada L.", "Ada Lestari Putri"])
def test_a_walk_in_who_is_written_otherwise_on_the_list_is_asked_about(
    as_staff: FlaskClient, ada: Participant, typed: str
) -> None:
    asked = as_staff.post("/desk/walk-in", data={"name": typed, "organization": "SDN 1 Ampah"})

    assert asked.status_code == 409 and f"/desk/people/{ada.id}" in asked.text


def test_the_school_of_a_walk_in_is_asked_for(as_staff: FlaskClient, event: Event) -> None:
    asked = as_staff.post("/desk/walk-in", data={"name": "Mallory"})

    assert asked.status_code == 400 and "Ask for the school" in asked.text
    assert (
        as_staff.post("/desk/walk-in", data={"name": "Mallory", "organization": "-"}).status_code
        == 303
    )


def test_who_is_near_is_shown_below_those_who_are_found(
    as_staff: FlaskClient, sqlite_desk: Desk, event: Event
) -> None:
    near = enlist(sqlite_desk, event, "Puspita Sari")
    exact = enlist(sqlite_desk, event, "Puspitasari Dewi")

    page = as_staff.post("/desk", data={"q": "puspitasari"}, headers={"X-Partial": "1"}).text

    assert page.index(f"find-{exact.id}") < page.index("Spelled differently")
    assert page.index("Spelled differently") < page.index(f"find-{near.id}")
    assert as_staff.post("/desk", data={"q": "puspitasary"}).status_code == 200


def test_a_lost_badge_is_replaced_and_may_be_printed_by_the_steward_once(
    as_staff: FlaskClient, sqlite_desk: Desk, ada: Participant
) -> None:
    old = code_of(sqlite_desk, ada)

    page = as_staff.post(f"/desk/people/{ada.id}/badge", follow_redirects=True).text
    first = as_staff.post(f"/badges/people/{ada.id}.pdf")
    second = as_staff.post(f"/badges/people/{ada.id}.pdf")

    assert code_of(sqlite_desk, ada) != old and grouped(code_of(sqlite_desk, ada)) in page
    assert first.data.startswith(b"%PDF") and second.status_code == 403


def test_the_new_code_finds_the_person_in_the_list_too(
    as_staff: FlaskClient, sqlite_desk: Desk, ada: Participant, grace: Participant
) -> None:
    as_staff.post(f"/desk/people/{ada.id}/badge")

    rows = as_staff.post("/participants/search", data={"q": code_of(sqlite_desk, ada)[:6]}).text

    assert "Ada Lestari" in rows and "Grace" not in rows


def test_a_lost_badge_is_replaced_by_a_reserve_badge(
    as_staff: FlaskClient, sqlite_desk: Desk, event: Event, ada: Participant
) -> None:
    code = badges.make_reserve(sqlite_desk, event.id, 1, "Siti")[0].badge.code

    as_staff.post(f"/desk/people/{ada.id}/badge", data={"reserve": code})

    assert code_of(sqlite_desk, ada) == code


def test_the_last_check_ins_of_this_steward_are_at_hand(
    login: Login, sqlite_desk: Desk, make: Maker, ada: Participant, grace: Participant
) -> None:
    steward = login(Role.STEWARD)
    steward.post(f"/desk/people/{ada.id}/check-in")
    by_hand(sqlite_desk, grace.id, make.user("Rina", Role.STEWARD))

    page = steward.get("/desk").text

    assert "What you did most recently" in page and "Ada Lestari" in page and "Grace" not in page


def test_a_line_from_paper_is_stored_with_its_time_and_marked(
    as_staff: FlaskClient, sqlite_desk: Desk, make: Maker, event: Event, ada: Participant
) -> None:
    form = {"who": str(ada.number), "time": "7.31", "session": make.sessions(event)[0].id}

    line = as_staff.post("/desk/paper", data=form, headers=PARTIAL).text

    made = participants.dossier(sqlite_desk, ada.id).check_ins[0]
    assert (made.means, made.checked_in_at) == (Means.PAPER, at(7, 31))
    assert "is-ok" in line and "Ada Lestari" in line and "<html" not in line


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("99", "8.00"), "no participant number 99"),
        (("1", "25.00"), "is not a time"),
        (("1", ""), "is not a time"),
        (("Ada", "8.00"), "Type the number or the code"),
    ],
)
def test_a_line_from_paper_that_cannot_be_stored_says_why(
    as_staff: FlaskClient, make: Maker, ada: Participant, typed: tuple[str, str], said: str
) -> None:
    sessions = sessions_of(make.desk, ada.event_id)
    form = {"who": typed[0], "time": typed[1], "session": sessions[0].id}

    line = as_staff.post("/desk/paper", data=form, headers=PARTIAL).text

    assert "is-no" in line and said in line


@pytest.mark.parametrize(("typed", "is_taken"), [("Ada Les", False), ("Ada Lest", True)])
def test_a_part_of_a_name_is_too_short_for_a_line_from_paper(
    as_staff: FlaskClient, make: Maker, ada: Participant, *, typed: str, is_taken: bool
) -> None:
    session = sessions_of(make.desk, ada.event_id)[0].id

    form = {"who": typed, "time": "8.00", "session": session}
    line = as_staff.post("/desk/paper", data=form, headers=PARTIAL).text

    assert ("is-ok" in line, "Type the number or the code" in line) == (is_taken, not is_taken)


def test_a_line_outside_the_session_is_not_open_then(
    as_staff: FlaskClient, make: Maker, event: Event, ada: Participant
) -> None:
    form = {"who": "1", "time": "15.00", "session": make.sessions(event)[0].id}

    assert "Closed" in as_staff.post("/desk/paper", data=form).text


@pytest.mark.parametrize("text", ["8.05", "08:05", "805", "0805"])
def test_a_time_may_be_written_as_people_do(
    app: object, make: Maker, event: Event, text: str
) -> None:
    with app.test_request_context("/"):  # type: ignore[attr-defined]
        assert moment_of(text, make.sessions(event)[0]) == at(8) + timedelta(minutes=5)


def test_the_desk_is_for_stewards(as_viewer: FlaskClient, event: Event) -> None:
    assert as_viewer.get("/desk").status_code == 403


def test_a_badge_scanned_into_the_name_does_not_become_somebody(
    as_staff: FlaskClient, sqlite_desk: Desk, event: Event
) -> None:
    code = badges.make_reserve(sqlite_desk, event.id, 1, "Siti")[0].badge.code

    answer = as_staff.post("/desk/walk-in", data={"name": code})

    assert answer.status_code == 400 and f'value="{code}"' in answer.text
    assert "Type the name" in answer.text


def test_a_reserve_badge_scanned_behind_the_school_is_taken_and_the_form_is_done(
    as_staff: FlaskClient, sqlite_desk: Desk, event: Event
) -> None:
    code = badges.make_reserve(sqlite_desk, event.id, 1, "Siti")[0].badge.code
    form = {"name": "Mallory", "organization": f"SDN 9{code}"}

    page = as_staff.post("/desk/walk-in", data=form, follow_redirects=True).text

    assert "big-answer is-ok" in page and "SDN 9" in page and code not in page
    assert as_staff.post("/desk", data={"q": code}).status_code == 303


def test_a_badge_scanned_under_another_keyboard_layout_finds_its_holder_and_says_so(
    as_staff: FlaskClient, sqlite_desk: Desk, ada: Participant
) -> None:
    typed = as_typed(code_of(sqlite_desk, ada), "ЙЦУКЕН")

    page = as_staff.post("/desk", data={"q": typed}).text

    assert f"find-{ada.id}" in page and "hand scanner types for an American keyboard" in page

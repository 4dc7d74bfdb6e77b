"""A supervisor's PIN in place: one act at a steward's screen, done by the supervisor."""

import pytest
from flask.testing import FlaskClient

from kiosk.core.model import CheckIn, Event, Participant, Role, User
from kiosk.desk import Desk
from kiosk.services import participants, users
from kiosk.services.check_ins import by_hand
from tests.makers import Maker

PIN = "471147"


@pytest.fixture
def event(make: Maker) -> Event:
    return make.event()


@pytest.fixture
def grace(make: Maker, event: Event) -> Participant:
    """Somebody who is not expected."""
    return make.participant(event, "Grace", expected=False)


@pytest.fixture
def rina(make: Maker, sqlite_desk: Desk) -> User:
    rina = make.user("Rina", Role.SUPERVISOR)
    users.set_pin(sqlite_desk, rina.id, PIN, "Rina")
    return rina


def _check_ins(desk: Desk, person: Participant) -> list[CheckIn]:
    return participants.dossier(desk, person.id).check_ins


def _admit(client: FlaskClient, person: Participant, **more: object) -> int:
    form = {"override": "yes", **more}
    return client.post(f"/desk/people/{person.id}/check-in", data=form).status_code


def test_it_admits_and_names_the_supervisor(
    as_staff: FlaskClient, sqlite_desk: Desk, grace: Participant, rina: User
) -> None:
    assert _admit(as_staff, grace) == 403
    assert _check_ins(sqlite_desk, grace) == []

    assert _admit(as_staff, grace, supervisor=rina.id, pin=PIN) == 303

    assert [each.by for each in _check_ins(sqlite_desk, grace)] == ["Rina"]


def test_the_login_stays_the_stewards(
    as_staff: FlaskClient, grace: Participant, rina: User
) -> None:
    _admit(as_staff, grace, supervisor=rina.id, pin=PIN)

    assert "Steward" in as_staff.get("/users/me").text
    assert as_staff.get("/sessions").status_code == 403


def test_it_undoes_what_a_steward_may_not(
    as_staff: FlaskClient, sqlite_desk: Desk, event: Event, make: Maker, rina: User
) -> None:
    ada = make.participant(event, "Ada")
    by_hand(sqlite_desk, ada.id, rina)
    [made] = _check_ins(sqlite_desk, ada)
    undo = f"/desk/check-ins/{made.id}/undo"
    assert as_staff.post(undo).status_code == 403

    as_staff.post(undo, data={"supervisor": rina.id, "pin": PIN})

    assert [each.undone_by for each in _check_ins(sqlite_desk, ada)] == ["Rina"]


def test_a_wrong_pin_changes_nothing_and_cannot_be_guessed(
    as_staff: FlaskClient, sqlite_desk: Desk, grace: Participant, rina: User
) -> None:
    guess = {"supervisor": rina.id, "pin": "000001"}

    assert [_admit(as_staff, grace, **guess) for _each in range(6)] == [403] * 5 + [429]
    assert _check_ins(sqlite_desk, grace) == []


def test_the_pin_of_a_steward_decides_nothing(
    as_staff: FlaskClient, sqlite_desk: Desk, grace: Participant, make: Maker
) -> None:
    budi = make.user("Budi", Role.STEWARD)
    users.set_pin(sqlite_desk, budi.id, PIN, "Budi")

    assert _admit(as_staff, grace, supervisor=budi.id, pin=PIN) == 403
    assert _check_ins(sqlite_desk, grace) == []

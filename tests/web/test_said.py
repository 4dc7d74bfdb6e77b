"""Every form that changes something says what was done, and leads on to where one sees it."""

import re
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from PIL import Image

from kiosk.core.model import Event, Participant
from kiosk.desk import Desk
from kiosk.services import badges, check_ins, invitations, participants, roster, walls
from kiosk.services.lists.spreadsheets import read_file
from kiosk.services.stations import add_station
from tests.makers import PASSWORD, Maker

Form = dict[str, Any]
SESSION = {"name": "Malam", "starts": "19:00", "ends": "21:00", "opens_before": "30"}
EVENT = {"name": "Lain", "date": "2026-11-24", "timezone": "Asia/Jakarta", "place": "Aula"}
TEXTS = {
    "title": "Sertifikat", "given_to": "Diberikan kepada", "role": "Peserta", "text": "Hadir",
    "numbers": "{number}", "color": "#0B5563",
}  # fmt: skip


@pytest.fixture
def event(make: Maker) -> Event:
    return make.event()


@pytest.fixture
def ada(make: Maker, event: Event) -> Participant:
    return make.participant(event)


def said(client: FlaskClient, address: str, form: Form | None = None) -> tuple[str, str]:
    """Return where a form leads, and what stands there as a note."""
    answer = client.post(address, data=form or {})
    assert answer.status_code in {302, 303}, answer.text
    page = client.get(answer.location).text
    notes = re.findall(r'<p class="note[^>]*>(.*?)</p>', page, re.DOTALL)
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", " ".join(notes) or page))
    return answer.location.partition("?")[0], plain


ADMINISTRATOR: list[tuple[str, Form, str, str]] = [
    ("/sessions", SESSION, "/sessions", "Malam was added."),
    ("/sessions/1", SESSION, "/sessions", "The session was changed."),
    ("/sessions/2/removal", {}, "/sessions", "Sesi Sore was removed."),
    ("/sessions/2/choice", {}, "/sessions", "Attendance is taken for Sesi Sore now"),
    ("/sessions/choice/end", {}, "/sessions", "The clock decides again."),
    ("/events/1", EVENT, "/events", "The event was changed."),
    ("/events/1/choice", {}, "/", "Coaching Clinic is the current event now."),
    ("/events", EVENT, "/", "Lain was added and is the current event."),
    ("/rehearsal", {}, "/rehearsal", "The rehearsal has begun."),
    ("/badges/reserve", {"count": "2"}, "/badges", "2 reserve badges were made."),
    ("/badges/design", {}, "/badges/design", "The design was saved."),
    ("/badges/logo/removal", {}, "/badges/design", "The logo was removed."),
    ("/badges/printer", {"printer": ""}, "/badges", "The printer of the desk was saved."),
    ("/roster/own-fields", {}, "/roster/own-fields", "the fields are shown"),
    ("/roster/own-fields/codes", {"kind": "aztec"}, "/roster/own-fields", "the cameras read"),
    ("/attendance/remarks", {"remarks": "Hujan"}, "/attendance", "The remarks were saved."),
    ("/attendance/letterhead", {"lines": "Dinas"}, "/attendance/letterhead", "was saved."),
    ("/certificates/rule", {"jp-1": "5", "jp-2": "4", "percent": "80"},
     "/certificates", "The rule was saved."),
    ("/certificates/design", TEXTS, "/certificates", "The texts were saved."),
    ("/users/1/role", {"role": "viewer"}, "/users", "The role was changed."),
    ("/users/1/password", {"password": "empat kata yang lain"}, "/users", "The password was"),
    ("/users/1/disabling", {}, "/users", "This person can no longer log in."),
    ("/users/1/enabling", {}, "/users", "This person may log in again."),
    ("/users/me/logins/end", {}, "/login", "You are logged out everywhere."),
    ("/logout", {}, "/login", "You are logged out."),
    ("/stations/1/door", {"door": "Barat"}, "/stations", "The door of Ponsel was changed."),
    ("/stations/1/withdrawal", {}, "/stations", "Ponsel is withdrawn; its scans stay."),
    ("/users/invitations/1/withdrawal", {}, "/users", "The invitation was withdrawn."),
    ("/dashboard/walls/1/withdrawal", {}, "/dashboard/walls", "The link was withdrawn."),
    ("/participants/1/sessions", {"session": "1"}, "/participants/1", "The sessions were saved."),
    ("/participants/1", {"name": "Ada L."}, "/participants/1", "The changes were saved."),
    ("/participants/1", {"name": "Ada"}, "/participants/1", "Nothing was changed."),
    ("/desk/check-ins/1/undo", {}, "/desk/people/1", "The check-in of Ada was undone."),
    ("/desk/people/1/badge", {}, "/desk/people/1", "There is a new code"),
]  # fmt: skip


@pytest.mark.parametrize(("address", "form", "leads", "note"), ADMINISTRATOR)
@pytest.mark.usefixtures("ada")
def test_what_was_done_is_said(  # noqa: PLR0913, PLR0917
    as_admin: FlaskClient,
    sqlite_desk: Desk,
    make: Maker,
    event: Event,
    address: str,
    form: Form,
    leads: str,
    note: str,
) -> None:
    add_station(sqlite_desk, "Ponsel")
    invitations.invite(sqlite_desk, "Dian", make.user("Siti").role, "Siti")
    walls.make_wall_link(sqlite_desk, event, "Siti")
    if "check-ins" in address:
        check_ins.by_hand(sqlite_desk, 1, make.user("Rina"))
    if "/users/1" in address:
        address = address.replace("/1", f"/{make.user('Bram').id}")

    where, shown = said(as_admin, address, form)

    assert note in shown
    assert where == leads


@pytest.mark.usefixtures("event")
def test_a_logo_is_saved(as_supervisor: FlaskClient) -> None:
    out = BytesIO()
    Image.new("RGB", (40, 40), "#1d6b3f").save(out, "PNG")
    out.seek(0)

    where, shown = said(as_supervisor, "/badges/logo", {"logo": (out, "logo.png")})

    assert (where, "The logo was saved." in shown) == ("/badges/design", True)


def test_a_rehearsal_that_ends_says_what_counts_again(
    as_supervisor: FlaskClient, event: Event
) -> None:
    as_supervisor.post("/rehearsal")

    assert "From now on Coaching Clinic counts." in said(as_supervisor, "/rehearsal/end")[1]


def test_a_reserve_badge_becomes_somebody_s(
    as_staff: FlaskClient, sqlite_desk: Desk, event: Event, ada: Participant
) -> None:
    code = badges.make_reserve(sqlite_desk, event.id, 1, "Siti")[0].badge.code

    _where, shown = said(as_staff, f"/desk/people/{ada.id}/badge", {"reserve": code})

    assert "The reserve badge is theirs now" in shown


def test_a_changed_password_ends_the_other_logins(client: FlaskClient, make: Maker) -> None:
    make.event()
    make.user("Rina")
    client.post("/login", data={"name": "Rina", "password": PASSWORD})
    new = "empat kata yang lain"
    form = {"old": PASSWORD, "password": new, "again": new, "password_again": new}

    _where, shown = said(client, "/users/me/password", form)

    assert "Your password was changed; all your other logins have ended." in shown


def test_the_last_import_is_undone_by_its_name(
    as_supervisor: FlaskClient, sqlite_desk: Desk, event: Event
) -> None:
    seen = roster.preview(sqlite_desk, event.id, read_file("daftar.csv", b"Nama\nAda\n"))
    roster.commit(sqlite_desk, event.id, seen, "Siti")

    where, shown = said(as_supervisor, "/roster/imports/last/undo")

    assert (where, "The import of daftar.csv was undone." in shown) == ("/roster", True)
    assert participants.listed(sqlite_desk, event.id) == []

"""The page of the audit; what the pages write into it."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from kiosk.core.audit import AuditEntry
from kiosk.core.model import Role
from kiosk.desk import Desk
from kiosk.services.audit import AuditFilter, look, record
from kiosk.services.check_ins import by_hand
from kiosk.services.stations import add_station
from kiosk.services.users import set_pin
from tests.makers import PASSWORD, Maker
from tests.web.conftest import Login

CHOSEN = {"password": "four long words", "again": "four long words"}


def done(desk: Desk, action: str) -> list[AuditEntry]:
    return look(desk, AuditFilter(action=action), 50)[0]


def test_a_login_a_wrong_password_and_a_logout_are_written_down(
    client: FlaskClient, sqlite_desk: Desk, make: Maker
) -> None:
    user = make.user("Siti")
    client.post("/login", data={"name": "Siti", "password": "wrong"})
    client.post("/login", data={"name": "my secret", "password": "wrong"})
    client.post("/login", data={"name": "Siti", "password": PASSWORD})
    client.post("/logout")

    wrong = done(sqlite_desk, "login_failed")
    assert [each.subject for each in wrong] == ["user:unknown", f"user:{user.id}"]
    assert {each.where for each in wrong} == {"127.0.0.1"}
    assert "my secret" not in str(look(sqlite_desk, AuditFilter(), 50))
    [came], [went] = done(sqlite_desk, "logged_in"), done(sqlite_desk, "logged_out")
    assert (came.by, came.where, went.by) == ("Siti", "127.0.0.1", "Siti")


def test_a_right_login_leaves_no_wrong_one(
    client: FlaskClient, sqlite_desk: Desk, make: Maker
) -> None:
    make.user("Siti")
    client.post("/login", data={"name": "Siti", "password": PASSWORD})

    assert done(sqlite_desk, "login_failed") == []


def test_a_wrong_pin_in_place_is_written_down(
    as_staff: FlaskClient, sqlite_desk: Desk, make: Maker
) -> None:
    boss = make.user("Budi", Role.SUPERVISOR)
    set_pin(sqlite_desk, boss.id, "428517", "Budi")
    as_staff.post("/kiosk/exit", data={"user": boss.id, "pin": "111222"})

    assert [each.subject for each in done(sqlite_desk, "pin_failed")] == [f"user:{boss.id}"]


def test_a_refusal_by_right_is_written_down_once_a_minute(
    as_staff: FlaskClient, as_supervisor: FlaskClient, sqlite_desk: Desk
) -> None:
    for _ in range(3):
        assert as_staff.get("/users").status_code == 403
    as_supervisor.get("/audit")

    [refused] = done(sqlite_desk, "refused_by_right")
    assert (refused.by, refused.subject, refused.where) == (
        "Steward",
        "page:users.index",
        "127.0.0.1",
    )


def test_a_token_that_asks_for_more_than_it_may_is_named(
    client: FlaskClient, sqlite_desk: Desk, make: Maker
) -> None:
    make.event()
    token = add_station(sqlite_desk, "Pintu Utara")[1]

    client.get("/api/v1/attendance", headers={"Authorization": f"Bearer {token}"})

    assert [each.by for each in done(sqlite_desk, "refused_by_right")] == ["Pintu Utara"]


def test_an_entry_by_override_names_who_and_against_what(sqlite_desk: Desk, make: Maker) -> None:
    person = make.participant(make.event(), expected=False)
    by_hand(sqlite_desk, person.id, make.user("Budi", Role.SUPERVISOR), override=True)

    [entry] = done(sqlite_desk, "admitted_by_override")
    assert (entry.by, entry.subject) == ("Budi", f"participant:{person.id}")
    assert entry.detail["despite"] == "not_expected"


def test_an_ordinary_scan_writes_no_entry(sqlite_desk: Desk, make: Maker) -> None:
    person = make.participant(make.event())
    before = look(sqlite_desk, AuditFilter(), 1)[1]
    by_hand(sqlite_desk, person.id, make.user("Budi", Role.STEWARD))

    assert look(sqlite_desk, AuditFilter(), 1)[1] == before + 1  # the account
    assert done(sqlite_desk, "admitted_by_override") == []


def test_a_changed_role_says_what_was_and_what_is(
    as_admin: FlaskClient, sqlite_desk: Desk, make: Maker
) -> None:
    user = make.user("Ida", Role.STEWARD)
    as_admin.post(f"/users/{user.id}/role", data={"role": "supervisor"})

    [entry] = done(sqlite_desk, "user_role_changed")
    assert (entry.detail["before"], entry.detail["after"]) == ("steward", "supervisor")
    assert "steward → supervisor" in as_admin.get("/audit?action=user_role_changed").text


def test_the_page_filters_by_who_what_and_when(
    as_admin: FlaskClient, sqlite_desk: Desk, make: Maker
) -> None:
    make.event("Coaching Clinic")
    make.user("Ida")

    assert "Account added" in as_admin.get("/audit?by=&action=user_added").text
    shown = as_admin.get("/audit?since=2026-11-23&until=2026-11-23&action=event_added").text
    assert shown.count("event:1</a>") == 1
    assert "event:1</a>" not in as_admin.get("/audit?until=2026-11-22").text
    assert "Nothing like this" in as_admin.get("/audit?by=Nobody").text


def test_what_does_not_fit_on_a_page_stands_on_the_next(
    as_admin: FlaskClient, sqlite_desk: Desk
) -> None:
    for each in range(150):
        with sqlite_desk.store.write() as tx:
            record(tx, sqlite_desk, None, "Siti", "user_unlocked", f"user:{each}")

    first, second = as_admin.get("/audit?by=Siti").text, as_admin.get("/audit?by=Siti&page=2").text

    assert "Page 1 of 2" in first
    assert ">user:149<" in first
    assert ">user:149<" not in second
    assert ">user:0<" in second
    assert as_admin.post("/audit/check", data={}).status_code == 200


def test_values_have_names_in_the_language_of_the_page(as_admin: FlaskClient, make: Maker) -> None:
    make.user("Ida", Role.SUPERVISOR)
    page = as_admin.get("/audit?action=user_added", headers={"Accept-Language": "id"}).text

    assert "Nama: Ida" in page
    assert "Peran: Pengawas" in page


def test_what_is_done_at_the_browser_of_a_door_names_its_station(
    as_admin: FlaskClient, sqlite_desk: Desk, make: Maker
) -> None:
    make.event()
    phone, _token = add_station(sqlite_desk, "Pintu Utara")
    as_admin.post("/kiosk/station/choice", data={"station": str(phone.id)})
    as_admin.post("/users", data={"name": "Ida", "role": "viewer", **CHOSEN})

    [entry] = done(sqlite_desk, "user_added")

    assert entry.where == f"127.0.0.1 station:{phone.id}"
    assert "Pintu Utara, 127.0.0.1" in as_admin.get("/audit").text


@pytest.mark.parametrize("station", ["", "x", "1; DROP", "9" * 30, "²"])
def test_a_station_that_none_could_be_is_not_believed(
    as_admin: FlaskClient, sqlite_desk: Desk, station: str
) -> None:
    as_admin.set_cookie("station", station)
    as_admin.post("/users", data={"name": "Ida", "role": "viewer", **CHOSEN})

    assert [each.where for each in done(sqlite_desk, "user_added")] == ["127.0.0.1"]


def test_supervisors_see_events_and_not_accounts(login: Login, make: Maker) -> None:
    make.event("Coaching Clinic")
    make.user("Ida")
    page = login(Role.SUPERVISOR).get("/audit").text

    assert "event:1</a>" in page
    assert "user:1</a>" not in page
    assert "user:" not in login(Role.ADMINISTRATOR).get("/audit?subject=event:1").text


def test_stewards_and_viewers_see_none_of_it(login: Login) -> None:
    for role in (Role.VIEWER, Role.STEWARD):
        client = login(role)
        assert client.get("/audit").status_code == 403
        assert client.get("/audit/export.csv").status_code == 403


def test_checking_says_that_it_is_whole_and_shows_the_head(
    as_admin: FlaskClient, sqlite_desk: Desk, make: Maker
) -> None:
    make.event()

    page = as_admin.post("/audit/check").text
    assert "Nothing was changed" in page
    assert (sqlite_desk.settings.data / "hadir.audit").exists()

    with sqlite_desk.store.engine.begin() as tx:
        tx.execute(text("DELETE FROM audit_entry WHERE number > 1"))
    assert "was cut off" in as_admin.post("/audit/check").text


def test_a_head_from_paper_that_is_none_is_a_sentence(as_admin: FlaskClient, make: Maker) -> None:
    make.event()
    answer = as_admin.post("/audit/check", data={"printed": "nonsense"})

    assert answer.status_code == 400
    assert "reads like" in answer.text


def test_the_export_is_a_table_without_formulas(as_admin: FlaskClient, make: Maker) -> None:
    make.user("=HYPERLINK(1)")
    make.event()
    answer = as_admin.get("/audit/export.csv")

    assert answer.mimetype == "text/csv"
    assert "event_added" in answer.text
    assert ",=HYPERLINK" not in answer.text


def test_days_that_are_none_filter_nothing(as_admin: FlaskClient, make: Maker) -> None:
    make.event()
    assert "event:1</a>" in as_admin.get("/audit?since=yesterday&until=0000-99-99&page=x").text

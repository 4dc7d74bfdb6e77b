"""The dashboard and the wall: the same numbers as everywhere, live, and names only for staff."""

from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
from flask.testing import FlaskClient

from kiosk.core.model import Event, Participant
from kiosk.desk import Desk
from kiosk.services.attendance import look_at
from kiosk.services.check_ins import check_in, undo
from kiosk.services.events import NewEvent, add_event
from kiosk.services.rehearsals import end_rehearsal, start_rehearsal
from kiosk.services.sessions import NewSession, add_session, choose_session, sessions_of
from kiosk.services.walls import make_wall_link, withdraw_wall_link
from kiosk.web.dashboard.board import board, phone_link
from tests.conftest import Clock
from tests.makers import Maker, at


@pytest.fixture
def event(make: Maker) -> Event:
    return make.event()


@pytest.fixture
def people(make: Maker, event: Event) -> list[Participant]:
    names = ("Ada", "Grace", "Edsger")
    return [
        make.participant(
            event, name, organization="SDN 1 Ampah", group="Guru", phone=f"0812-555{place}"
        )
        for place, name in enumerate(names)
    ]


def arrive(desk: Desk, make: Maker, *people: Participant) -> None:
    for each in people:
        check_in(desk, make.scan(each))


def numbers(page: str) -> str:
    return " ".join(page.split())


def test_the_numbers_are_true(
    as_viewer: FlaskClient, people: list[Participant], sqlite_desk: Desk, make: Maker
) -> None:
    arrive(sqlite_desk, make, people[0])

    page = numbers(as_viewer.get("/dashboard").text)

    assert '<strong class="numbers">1</strong> <span>of 3 on the list are here</span>' in page
    assert '<dd class="numbers" data-number="absent">2</dd>' in page
    assert "33.3 %" in page
    assert "Guru" in page


def test_who_came_last_and_who_is_missing_are_named(
    as_staff: FlaskClient, people: list[Participant], sqlite_desk: Desk, make: Maker
) -> None:
    arrive(sqlite_desk, make, people[0])

    page = as_staff.get("/dashboard").text

    last, missing = page.split("Still missing")
    assert "Ada" in last
    assert "Grace" in missing and "Edsger" in missing and "Ada" not in missing
    assert 'href="tel:08125551"' in missing


def test_a_viewer_sees_no_telephone_numbers(
    as_viewer: FlaskClient, people: list[Participant]
) -> None:
    page = as_viewer.get("/dashboard").text

    assert "Grace" in page
    assert "tel:" not in page
    assert "0812" not in page


@pytest.mark.parametrize(
    ("phone", "link"),
    [
        ("0812-5000-0001", "tel:081250000001"),
        ("+62 812 5000", "tel:+628125000"),
        ("(tidak ada)", ""),
        ("0812 atau 0813 555 666 777 888", ""),
    ],
)
def test_only_a_telephone_number_becomes_a_link(phone: str, link: str) -> None:
    assert phone_link(phone) == link


def test_another_session_can_be_looked_at(
    as_viewer: FlaskClient, people: list[Participant], event: Event, sqlite_desk: Desk
) -> None:
    afternoon = sessions_of(sqlite_desk, event.id)[1]

    page = as_viewer.get(f"/dashboard?session={afternoon.id}").text

    assert "Sesi Sore opens at 12:00 WIB" in page


def test_who_came_in_the_morning_and_is_not_back_is_listed(
    as_viewer: FlaskClient, people: list[Participant], sqlite_desk: Desk, make: Maker, clock: Clock
) -> None:
    arrive(sqlite_desk, make, people[0], people[1])
    clock.pass_by(hours=6)
    arrive(sqlite_desk, make, people[0])

    back = as_viewer.get("/dashboard").text.split("Not back")[1]

    assert "Came to Sesi Pagi and not to Sesi Sore." in back
    assert "Grace" in back
    assert "Ada" not in back and "Edsger" not in back


def test_a_session_that_is_over_is_closed_and_not_still_to_open(
    as_viewer: FlaskClient, people: list[Participant], clock: Clock
) -> None:
    clock.pass_by(hours=12)

    page = numbers(as_viewer.get("/dashboard").text)

    assert "Closed</span>" in page
    assert "Not open now" not in page


def test_silence_at_an_open_door_raises_the_alarm(
    as_viewer: FlaskClient, as_staff: FlaskClient, event: Event, make: Maker, clock: Clock
) -> None:
    for number in range(12):
        make.participant(event, f"Guru {number}")
    clock.pass_by(minutes=6)
    assert "No badge was read for" not in as_viewer.get("/dashboard").text
    as_staff.get("/kiosk/live", buffered=False).close()

    clock.pass_by(minutes=6)

    assert "No badge was read for 6 minutes" in as_viewer.get("/dashboard").text


def test_an_event_without_sessions_says_what_to_do(
    as_supervisor: FlaskClient, sqlite_desk: Desk
) -> None:
    add_event(sqlite_desk, NewEvent("Rapat", date(2026, 11, 23)))

    assert "There is no session yet" in as_supervisor.get("/dashboard").text


def test_an_undone_check_in_leaves_every_number(
    as_viewer: FlaskClient, people: list[Participant], sqlite_desk: Desk, make: Maker
) -> None:
    answer = check_in(sqlite_desk, make.scan(people[0]))
    assert answer.check_in_id
    undo(sqlite_desk, answer.check_in_id, make.user("Rina"))

    page = numbers(as_viewer.get("/dashboard").text)

    assert '<strong class="numbers">0</strong> <span>of 3 on the list are here</span>' in page
    assert "Nobody yet." in page


def stream_of(client: FlaskClient, path: str) -> Iterator[bytes]:
    response = client.get(path, buffered=False)
    assert response.mimetype == "text/event-stream"
    return iter(response.response)  # type: ignore[arg-type]


def until(stream: Iterator[bytes], words: str) -> str:
    return next(each.decode() for each in stream if words in each.decode())


@pytest.mark.parametrize("path", ["/dashboard/live", "/dashboard/wall/live"])
def test_the_numbers_move_by_themselves(
    as_viewer: FlaskClient,
    people: list[Participant],
    sqlite_desk: Desk,
    make: Maker,
    path: str,
) -> None:
    stream = stream_of(as_viewer, path)
    assert ">0</strong>" in until(stream, "of 3 on the list are here")

    arrive(sqlite_desk, make, people[0])

    assert ">1</strong>" in until(stream, "of 3 on the list are here")


def test_the_wall_shows_numbers_to_whoever_has_the_link(
    client: FlaskClient,
    event: Event,
    people: list[Participant],
    sqlite_desk: Desk,
    make: Maker,
) -> None:
    _link, token = make_wall_link(sqlite_desk, event, "Siti")
    arrive(sqlite_desk, make, people[0])

    page = client.get(f"/dashboard/wall/{token}")

    assert page.status_code == 200
    assert "of 3 on the list are here" in page.text
    for name in ("Ada", "Grace", "Edsger", "SDN 1", "0812"):
        assert name not in page.text


@pytest.mark.parametrize("path", ["/dashboard/wall/guess", "/dashboard/wall/guess/live"])
def test_a_guessed_link_shows_nothing(client: FlaskClient, event: Event, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/dashboard", "/dashboard/live", "/dashboard/wall", "/dashboard/walls"]
)
def test_without_a_link_a_login_is_needed(client: FlaskClient, event: Event, path: str) -> None:
    assert client.get(path).status_code == 302


def test_a_link_is_made_shown_once_and_withdrawn(
    as_supervisor: FlaskClient, client: FlaskClient, event: Event
) -> None:
    made = as_supervisor.post("/dashboard/walls").text
    address = made.split('id="made">')[1].split("<")[0].removeprefix("http://localhost")
    assert client.get(address).status_code == 200
    assert address not in as_supervisor.get("/dashboard/walls").text

    as_supervisor.post("/dashboard/walls/1/withdrawal")

    assert client.get(address).status_code == 404


def test_a_viewer_makes_no_links(as_viewer: FlaskClient, event: Event) -> None:
    assert as_viewer.post("/dashboard/walls").status_code == 403
    assert as_viewer.get("/dashboard/walls").status_code == 200


def test_a_rehearsal_is_marked_on_the_wall_and_leaves_no_trace(
    client: FlaskClient,
    event: Event,
    people: list[Participant],
    sqlite_desk: Desk,
    make: Maker,
) -> None:
    _link, token = make_wall_link(sqlite_desk, event, "Siti")
    start_rehearsal(sqlite_desk, "Siti")
    arrive(sqlite_desk, make, people[0])

    during = client.get(f"/dashboard/wall/{token}").text
    end_rehearsal(sqlite_desk, "Siti")
    after = numbers(client.get(f"/dashboard/wall/{token}").text)

    assert "REHEARSAL" in during and ">1</strong>" in during
    assert (
        "REHEARSAL" not in after and ">0</strong>" in after and "of 3 on the list are here" in after
    )


def test_the_forecast_says_when_all_are_in(
    as_viewer: FlaskClient, event: Event, sqlite_desk: Desk, make: Maker, clock: Clock
) -> None:
    people = [make.participant(event, f"Guru {number}") for number in range(20)]
    for each in people[:10]:
        clock.now += timedelta(seconds=20)
        arrive(sqlite_desk, make, each)

    page = numbers(as_viewer.get("/dashboard").text)

    # Ten in three minutes, ten to come: another three minutes after 07:48:20.
    assert '<dt>At this pace, everybody is in by</dt><dd class="numbers">07:51</dd>' in page


def test_an_open_dashboard_is_told_that_a_rehearsal_began_and_ended(
    as_viewer: FlaskClient, event: Event, people: list[Participant], sqlite_desk: Desk
) -> None:
    stream = stream_of(as_viewer, "/dashboard/live")
    until(stream, "of 3 on the list are here")

    start_rehearsal(sqlite_desk, "Siti")
    assert "REHEARSAL" in until(stream, "data: alarm")
    end_rehearsal(sqlite_desk, "Siti")

    assert "REHEARSAL" not in until(stream, "data: alarm")


def test_an_open_wall_goes_dark_when_its_link_is_withdrawn(
    client: FlaskClient, event: Event, people: list[Participant], sqlite_desk: Desk
) -> None:
    link, token = make_wall_link(sqlite_desk, event, "Siti")
    stream = stream_of(client, f"/dashboard/wall/{token}/live")
    until(stream, "of 3 on the list are here")

    withdraw_wall_link(sqlite_desk, event, link.id, "Siti")

    assert "of 3" not in until(stream, "withdrawn")


def test_open_screens_follow_into_a_rehearsal_and_back(
    client: FlaskClient, event: Event, people: list[Participant], sqlite_desk: Desk, make: Maker
) -> None:
    _link, token = make_wall_link(sqlite_desk, event, "Siti")
    stream = stream_of(client, f"/dashboard/wall/{token}/live")
    until(stream, "of 3 on the list are here")

    start_rehearsal(sqlite_desk, "Siti")
    until(stream, "REHEARSAL")
    arrive(sqlite_desk, make, people[0])
    until(stream, ">1</strong>")
    end_rehearsal(sqlite_desk, "Siti")

    assert "REHEARSAL" not in until(stream, ">0</strong>")


def test_present_is_one_number_on_every_page(
    as_supervisor: FlaskClient,
    event: Event,
    people: list[Participant],
    sqlite_desk: Desk,
    make: Maker,
) -> None:
    added = make.participant(event, "Mallory", expected=False, walk_in=True)
    arrive(sqlite_desk, make, people[0], people[1], added)

    start, board, report = (
        numbers(as_supervisor.get(path).text) for path in ("/", "/dashboard", "/attendance")
    )

    for page in (start, board):
        assert '<strong class="numbers">2</strong> <span>of 3 on the list are here</span>' in page
        assert '<dt>Present</dt><dd class="numbers" data-number="present">3</dd>' in page
        assert '<dt>Off the list</dt><dd class="numbers">1' in page
    assert 'data-label="Present">3</td>' in report
    assert 'data-label="Present, on the list">2</td>' in report
    assert 'data-label="Off the list">1</td>' in report


def test_once_the_session_is_over_nothing_is_forecast(
    sqlite_desk: Desk, make: Maker, clock: Clock
) -> None:
    event = make.event()
    morning = make.sessions(event)[0]
    people = [make.participant(event, f"Guru {number}") for number in range(8)]
    clock.now = at(11, 56)
    for person in people[:6]:
        check_in(sqlite_desk, make.scan(person))
    with look_at(sqlite_desk) as look:
        assert board(look, morning).tempo.all_in_at is not None

    clock.now = at(12, 1)

    with look_at(sqlite_desk) as look:
        assert board(look, morning).tempo.all_in_at is None


def test_one_check_in_sends_what_it_changed_and_not_the_page(
    as_staff: FlaskClient, event: Event, sqlite_desk: Desk, make: Maker
) -> None:
    people = [
        make.participant(event, f"Guru {number}", organization=f"SDN {number % 40} Dusun Tengah")
        for number in range(200)
    ]
    arrive(sqlite_desk, make, *people[:20])
    stream = stream_of(as_staff, "/dashboard/live")
    whole = until(stream, "of 200 on the list")

    arrive(sqlite_desk, make, people[20])

    news = until(stream, ">21</strong>")
    assert len(whole) > 30_000
    assert len(news) < 4_000
    assert "Guru 20" in news and "Guru 21" not in news


def test_before_a_session_nobody_is_said_to_have_come(
    as_staff: FlaskClient, make: Maker, clock: Clock
) -> None:
    event = make.event()
    make.participant(event)
    clock.now = at(5)

    page = as_staff.get("/dashboard").text

    assert "Nobody is missing" not in page


def test_where_nobody_is_expected_the_dashboard_says_so(as_staff: FlaskClient, make: Maker) -> None:
    make.event()

    page = as_staff.get("/dashboard").text

    assert "Nobody is missing" not in page
    assert "Nobody is expected." in page


def test_a_session_that_was_opened_on_another_day_than_its_own_says_its_day(
    as_staff: FlaskClient, event: Event, sqlite_desk: Desk
) -> None:
    tomorrow = NewSession("Hari 2 Pagi", time(8), time(12), day=date(2026, 11, 24))
    second = add_session(sqlite_desk, event, tomorrow, "Siti")
    _link, token = make_wall_link(sqlite_desk, event, "Siti")
    screens = ("/kiosk", "/dashboard", f"/dashboard/wall/{token}")
    said = "24 Nov 2026, not today"

    assert not any(said in as_staff.get(each).text for each in screens)
    choose_session(sqlite_desk, second.id, "Siti")

    assert all(said in as_staff.get(each).text for each in screens)


def test_a_session_past_midnight_is_of_both_its_days(
    as_staff: FlaskClient, event: Event, sqlite_desk: Desk
) -> None:
    before = date(2026, 11, 22)
    night = NewSession("Malam", time(22), time(11), day=before, until_next_day=True)
    choose_session(sqlite_desk, add_session(sqlite_desk, event, night, "Siti").id, "Siti")

    page = as_staff.get("/kiosk").text

    assert "Malam" in page and "not today" not in page

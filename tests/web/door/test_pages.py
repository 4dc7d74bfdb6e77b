"""The door: what its page says, what it sends in, and who may leave it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from io import BytesIO
from itertools import islice
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete

from badges.names import short_name
from kiosk.core.model import Event, Means, Participant, Session, Status
from kiosk.core.refusals import number_of
from kiosk.core.updates import Topic, Update
from kiosk.desk import Desk
from kiosk.services import check_ins, events, logins, stations, users
from kiosk.services.attendance import scans_of
from kiosk.services.cameras import whole_source
from kiosk.services.participants import set_expected
from kiosk.services.rehearsals import start_rehearsal
from kiosk.services.sessions import NewSession, choose_session, sessions_of
from kiosk.storage import schema
from kiosk.web.door.answers import first_name
from kiosk.web.door.states import camera_state
from kiosk.web.door.stream import stamp
from tests.conftest import Clock
from tests.door_camera import JPEG, DoorCameraByHand
from tests.keyboards import as_typed
from tests.makers import Maker


@pytest.fixture
def event(make: Maker) -> Event:
    return make.event()


@pytest.fixture
def ada(make: Maker, event: Event) -> Participant:
    return make.participant(event, "Ada Lovelace, S.Pd.", organization="SDN 1 Ampah")


@pytest.fixture
def camera(app: Flask) -> DoorCameraByHand:
    camera = DoorCameraByHand()
    app.extensions["camera"] = camera
    return camera


def send(client: FlaskClient, code: str, **values: str) -> str:
    """Send a code as the page's script does, and return the answer's HTML."""
    answer = client.post("/kiosk/scans", data={"code": code, "as": "fragment", **values})
    assert answer.status_code == 200
    return answer.text


def kind(html: str) -> list[str]:
    return re.findall(r'data-answer="(\w+)"', html)


def store_settings(desk: Desk, **settings: object) -> None:
    station = stations.server_station(desk)
    stations.store_station_settings(desk, station.id, settings, "Siti")


def test_the_door_shows_event_session_and_how_many_came(
    as_staff: FlaskClient, ada: Participant
) -> None:
    page = as_staff.get("/kiosk").text

    assert "Coaching Clinic" in page
    assert "Sesi Pagi" in page
    assert "12:00 WIB" in page
    assert "of 1 on the list are here" in page


def test_the_door_needs_a_login(client: FlaskClient, event: Event) -> None:
    assert client.get("/kiosk").status_code == 302


@pytest.mark.parametrize("path", ["/kiosk", "/kiosk/live", "/kiosk/preview.jpg", "/kiosk/station"])
def test_a_viewer_does_not_work_at_the_door(
    as_viewer: FlaskClient, event: Event, path: str
) -> None:
    assert as_viewer.get(path).status_code == 403


def test_a_door_without_an_event_says_what_to_do(as_staff: FlaskClient) -> None:
    answer = as_staff.get("/kiosk")

    assert answer.status_code == 404
    assert "Add one under Events" in answer.text


def test_a_badge_is_welcomed_by_name_and_school(
    as_staff: FlaskClient, ada: Participant, make: Maker
) -> None:
    html = send(as_staff, make.badge(ada).code)

    assert kind(html) == ["ok"]
    assert "Welcome" in html
    assert "Ada Lovelace, S.Pd." in html
    assert "SDN 1 Ampah" in html


def test_a_second_time_says_when_the_first_was(
    as_staff: FlaskClient, ada: Participant, make: Maker, clock: Clock
) -> None:
    code = make.badge(ada).code
    send(as_staff, code)
    clock.pass_by(minutes=10)

    html = send(as_staff, code)

    assert kind(html) == ["again"]
    assert "07:45" in html


@pytest.mark.parametrize(
    ("change", "face"),
    [("invalid", "refused"), ("blocked", "stop"), ("canceled", "stop"), ("late", "elsewhere")],
)
def test_other_answers_have_faces_of_their_own(  # noqa: PLR0913, PLR0917
    as_staff: FlaskClient, make: Maker, event: Event, clock: Clock, change: str, face: str
) -> None:
    status = {"blocked": Status.BLOCKED, "canceled": Status.CANCELED}.get(change, Status.ACTIVE)
    grace = make.participant(event, "Grace", status=status)
    clock.pass_by(hours=12 if change == "late" else 0)

    html = send(as_staff, "NOT A BADGE" if change == "invalid" else make.badge(grace).code)

    assert kind(html) == [face]


def test_the_same_scan_sent_again_is_one_scan(
    as_staff: FlaskClient, ada: Participant, make: Maker, app: Flask, event: Event
) -> None:
    code, scan_id = make.badge(ada).code, str(uuid4())

    first = send(as_staff, code, scan_id=scan_id)
    second = send(as_staff, code, scan_id=scan_id)

    assert kind(first) == kind(second) == ["ok"]
    assert len(scans_of(app.extensions["desk"], event.id)) == 1


@pytest.mark.parametrize(
    ("sent", "means"), [("wedge", Means.HAND_SCANNER), ("typed", Means.BY_HAND)]
)
def test_the_means_is_kept(  # noqa: PLR0913, PLR0917
    as_staff: FlaskClient, ada: Participant, make: Maker, app: Flask, sent: str, means: Means
) -> None:
    send(as_staff, make.badge(ada).code, means=sent)

    [scan] = scans_of(app.extensions["desk"], ada.event_id)
    assert (scan.reason, scan.means, scan.door) == ("ok", means, "Pintu 1")


def test_a_scanner_prefix_and_small_letters_are_no_obstacle(
    as_staff: FlaskClient, ada: Participant, make: Maker
) -> None:
    assert kind(send(as_staff, "]Q1" + make.badge(ada).code.lower())) == ["ok"]


@pytest.mark.parametrize("code", ["", "   ", "X" * 201])
def test_an_empty_or_endless_code_is_refused_with_advice(
    as_staff: FlaskClient, event: Event, code: str
) -> None:
    answer = as_staff.post("/kiosk/scans", data={"code": code})

    assert answer.status_code == 400
    assert "Type the code" in answer.text


def test_without_a_script_the_page_itself_shows_the_answer(
    as_staff: FlaskClient, ada: Participant, make: Maker
) -> None:
    page = as_staff.post("/kiosk/scans", data={"code": make.badge(ada).code}).text

    assert "<!doctype html>" in page.lower()
    assert kind(page.partition("<template")[0]) == ["ok"]
    assert 'http-equiv="refresh" content="6' in page


def test_every_badge_in_a_picture_is_answered(
    as_staff: FlaskClient, make: Maker, event: Event, camera: DoorCameraByHand
) -> None:
    people = [make.participant(event, name) for name in ("Ada", "Grace")]
    camera.codes = [make.badge(each).code for each in people]
    data = {"picture": (BytesIO(JPEG), "badges.jpg"), "as": "fragment"}

    html = as_staff.post("/kiosk/pictures", data=data).text

    assert kind(html) == ["ok", "ok"]
    assert "Ada" in html and "Grace" in html


def test_a_browser_that_will_send_pictures_is_expected_and_this_computers_door_is_not(
    as_staff: FlaskClient, sqlite_desk: Desk, event: Event, camera: DoorCameraByHand
) -> None:
    as_staff.get("/kiosk")
    assert camera.expected == 0

    as_staff.set_cookie("station", str(stations.add_station(sqlite_desk, "Ponsel")[0].id))
    as_staff.get("/kiosk")
    assert camera.expected == 1


def test_a_frame_repeats_no_badge_that_stays_in_view(
    as_staff: FlaskClient, make: Maker, ada: Participant, camera: DoorCameraByHand
) -> None:
    camera.codes = [make.badge(ada).code]

    answers = [
        as_staff.post(
            "/kiosk/pictures",
            data={"picture": (BytesIO(JPEG), "frame.jpg"), "frame": "1", "as": "fragment"},
        ).text
        for _ in range(3)
    ]

    assert [kind(each) for each in answers] == [["ok"], [], []]


def test_whoever_guesses_with_pictures_is_slowed_and_what_was_read_before_is_answered(
    as_staff: FlaskClient, event: Event, camera: DoorCameraByHand
) -> None:
    camera.codes = [f"WRONG{each}" for each in range(25)]

    def send() -> tuple[int, int]:
        data = {"picture": (BytesIO(JPEG), "codes.jpg"), "as": "fragment"}
        answer = as_staff.post("/kiosk/pictures", data=data)
        return answer.status_code, len(kind(answer.text))

    assert [send(), send()] == [(200, 20), (429, 0)]


def test_a_picture_without_a_badge_is_said_so(
    as_staff: FlaskClient, event: Event, camera: DoorCameraByHand
) -> None:
    page = as_staff.post("/kiosk/pictures", data={"picture": (BytesIO(JPEG), "wall.jpg")}).text

    assert "There is no badge in this picture" in page.partition("data-answers")[2]


def test_a_computer_that_reads_no_pictures_says_so(as_staff: FlaskClient, event: Event) -> None:
    answer = as_staff.post("/kiosk/pictures", data={"picture": (BytesIO(JPEG), "a.jpg")})

    assert answer.status_code == 409
    assert "hand scanner" in answer.text


@pytest.mark.parametrize(
    ("names", "shown", "hidden"),
    [
        ("full", "Ada Lovelace, S.Pd.", "nothing"),
        ("first", ">Ada<", "Lovelace"),
        ("none", "Welcome", "Ada"),
    ],
)
def test_the_station_decides_what_is_told_of_a_person(  # noqa: PLR0913, PLR0917
    as_staff: FlaskClient,
    ada: Participant,
    make: Maker,
    sqlite_desk: Desk,
    names: str,
    shown: str,
    hidden: str,
) -> None:
    store_settings(sqlite_desk, names=names)

    html = send(as_staff, make.badge(ada).code)

    assert shown in html
    assert hidden not in html


@pytest.mark.parametrize("status", [Status.BLOCKED, Status.CANCELED])
def test_the_queue_reads_neither_a_note_nor_that_somebody_was_removed(
    as_staff: FlaskClient, make: Maker, event: Event, status: Status
) -> None:
    alan = make.participant(event, "Alan", status=status, note="surat tugas")

    html = send(as_staff, make.badge(alan).code)

    assert kind(html) == ["stop"]
    assert "Please see the staff" in html and "surat tugas" not in html
    assert "off the list" not in html and "on the list" not in html


def test_who_is_sent_to_the_staff_has_a_number_to_say(
    as_staff: FlaskClient, make: Maker, event: Event
) -> None:
    alan = make.participant(event, "Alan", status=Status.BLOCKED, note="surat tugas")

    html = send(as_staff, make.badge(alan).code)

    number = number_of(re.findall('data-scan="([^"]+)"', html)[0])
    assert f"Say this number there: {number}." in html
    assert html.count(number) == 1
    assert "answer__case" in send(as_staff, "FOREIGN")


def test_no_answer_stays_longer_than_the_station_wishes(
    as_staff: FlaskClient, event: Event, sqlite_desk: Desk
) -> None:
    assert 'data-seconds="4.0"' in send(as_staff, "FOREIGN")
    store_settings(sqlite_desk, seconds=2)

    assert 'data-seconds="2.0"' in send(as_staff, "FOREIGN")


def test_both_languages_are_spoken_at_once(
    as_staff: FlaskClient, ada: Participant, make: Maker, sqlite_desk: Desk
) -> None:
    store_settings(sqlite_desk, languages="both")

    html = send(as_staff, make.badge(ada).code)

    assert html.index("Selamat datang") < html.index("Welcome")
    assert "Arahkan kartu QR ke" not in html


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Dra. Hj. SITI AMINAH, M.Pd.", "Siti"),
        ("Ça'rlina", "Ça'rlina"),
        ("I Made Suardana", "I"),
        ("Rusdi", "Rusdi"),
        ("Prof. Dr. Budi", "Budi"),
    ],
)
def test_the_first_name_leaves_titles_out(name: str, first: str) -> None:
    assert first_name(name) == first


@pytest.mark.parametrize("name", ["Ustaz Ahmad Fauzi", "H Ahmad Yani", "Tgk. Budi", "KH Ali, Lc."])
def test_the_door_welcomes_by_the_name_that_the_badge_shows(name: str) -> None:
    assert short_name(name).split()[0] == first_name(name)


def test_the_preview_tells_what_the_camera_sees(
    as_staff: FlaskClient, event: Event, camera: DoorCameraByHand
) -> None:
    camera.is_now(in_view=True)

    answer = as_staff.get("/kiosk/preview.jpg")

    assert answer.data == JPEG
    assert answer.headers["X-In-View"] == "yes"


def test_a_preview_without_a_picture_is_empty(
    as_staff: FlaskClient, event: Event, camera: DoorCameraByHand
) -> None:
    camera.picture = None

    assert as_staff.get("/kiosk/preview.jpg").status_code == 204


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("lost", "The camera does not answer"),
        ("frozen", "picture stands still"),
        ("dark", "nothing but black"),
        ("opening", "is being opened"),
    ],
)
def test_trouble_with_the_camera_is_said_and_what_to_do(
    as_staff: FlaskClient, event: Event, camera: DoorCameraByHand, status: str, words: str
) -> None:
    camera.is_now(status=status)

    page = as_staff.get("/kiosk").text

    assert words in page
    assert "The staff will check you in" in page


def test_a_paused_door_says_which_session_opens_when(
    as_staff: FlaskClient, event: Event, clock: Clock
) -> None:
    clock.now -= timedelta(hours=2)

    page = as_staff.get("/kiosk").text

    assert 'data-phase="paused"' in page
    assert "Opens at" in page and "07:00 <small>WIB</small>" in page
    assert '<p class="waiting__sentence">Sesi Pagi</p>' in page


def test_a_door_after_the_last_session_does_not_promise_another(
    as_staff: FlaskClient, ada: Participant, make: Maker, clock: Clock
) -> None:
    clock.pass_by(hours=12)

    page = as_staff.get("/kiosk").text
    answered = as_staff.post("/kiosk/scans", data={"code": make.badge(ada).code}).text

    assert ">Closed<" in page
    assert "No more sessions." in page
    assert '<h2 class="answer__word">Closed</h2>' in answered


def test_the_people_here_are_never_more_than_the_expected(
    as_staff: FlaskClient, ada: Participant, make: Maker, event: Event, sqlite_desk: Desk
) -> None:
    guest = make.participant(event, "Grace")
    for each in (ada, guest):
        check_ins.check_in(sqlite_desk, make.scan(each))
    with sqlite_desk.store.write() as tx:
        expected = schema.expectation
        tx.execute(delete(expected).where(expected.c.participant_id == guest.id))

    assert (
        '<strong class="numbers">1</strong> <span>of 1 on the list are here'
        in as_staff.get("/kiosk").text
    )


def stream_of(client: FlaskClient, path: str = "/kiosk/live") -> Iterator[bytes]:
    response = client.get(path, buffered=False)
    assert response.mimetype == "text/event-stream"
    return iter(response.response)  # type: ignore[arg-type]


def until(stream: Iterator[bytes], name: str) -> str:
    return next(each.decode() for each in stream if each.startswith(f"event: {name}\n".encode()))


def test_the_stream_begins_with_the_present_state(as_staff: FlaskClient, ada: Participant) -> None:
    stream = stream_of(as_staff)

    assert "of 1 on the list are here" in until(stream, "waiting")
    assert "stamp" in until(stream, "pulse")


def test_a_stream_that_was_away_tells_the_answers_that_fell_meanwhile(
    as_staff: FlaskClient, make: Maker, event: Event, sqlite_desk: Desk, clock: Clock
) -> None:
    early, ada = (make.participant(event, name) for name in ("Grace", "Ada"))
    station = stations.server_station(sqlite_desk)
    check_ins.check_in(sqlite_desk, make.scan(early, station_id=station.id))
    clock.pass_by(seconds=3)
    heard = int(clock.now.timestamp() * 1000)
    check_ins.check_in(sqlite_desk, make.scan("ELSEWHERE"))
    check_ins.check_in(sqlite_desk, make.scan(ada, station_id=station.id))
    clock.pass_by(seconds=2)

    answers = until(stream_of(as_staff, f"/kiosk/live?heard={heard}"), "answer")

    assert "Ada" in answers
    clock.pass_by(minutes=1)
    stream = stream_of(as_staff, f"/kiosk/live?heard={heard}")
    assert not any(b"event: answer" in next(stream) for _piece in range(4))


@pytest.mark.parametrize("heard", ["0", "", "never", "9" * 30])
def test_a_stream_that_heard_nothing_yet_begins_now(
    as_staff: FlaskClient, make: Maker, ada: Participant, sqlite_desk: Desk, heard: str
) -> None:
    check_ins.check_in(
        sqlite_desk, make.scan(ada, station_id=stations.server_station(sqlite_desk).id)
    )

    stream = stream_of(as_staff, f"/kiosk/live?heard={heard}")

    assert not any(b"event: answer" in next(stream) for _piece in range(4))


def test_the_stream_tells_every_answer_of_its_station_in_order(
    as_staff: FlaskClient, make: Maker, event: Event, sqlite_desk: Desk
) -> None:
    people = [make.participant(event, name) for name in ("Ada", "Grace")]
    station = stations.server_station(sqlite_desk)
    other, _token = stations.add_station(sqlite_desk, "Pintu Belakang")
    stream = stream_of(as_staff)
    until(stream, "pulse")

    check_ins.check_in(sqlite_desk, make.scan("ELSEWHERE", station_id=other.id))
    for each in people:
        check_ins.check_in(sqlite_desk, make.scan(each, station_id=station.id))

    assert "Ada" in until(stream, "answer")
    assert "Grace" in until(stream, "answer")


def test_the_stream_ends_with_the_login_by_which_the_door_listens(
    as_staff: FlaskClient, event: Event, sqlite_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.web.door.stream.PULSE", 0.05)
    stream = stream_of(as_staff)
    assert [until(stream, "pulse") for _more in range(2)]

    logins.end_all(sqlite_desk, users.users(sqlite_desk)[0])

    assert len(list(islice(stream, 40))) < 40


def test_the_page_is_loaded_anew_for_what_it_was_made_of_alone(
    sqlite_desk: Desk, make: Maker, event: Event
) -> None:
    door = stations.server_station(sqlite_desk)
    seen = [stamp(sqlite_desk, door.id)]
    for change in (
        lambda: stations.change_station(sqlite_desk, door.id, "Siti", door="Timur"),
        lambda: stations.store_station_settings(sqlite_desk, door.id, {"names": "first"}, "Siti"),
        lambda: events.change_event(sqlite_desk, replace(event, name="Seminar"), "Siti"),
        lambda: make.event("Seminar"),
    ):
        change()
        seen.append(stamp(sqlite_desk, door.id))
    assert len(set(seen)) == 5

    stations.add_station(sqlite_desk, "Pintu Belakang")
    make.participant(event, "Grace")
    assert stamp(sqlite_desk, door.id) == seen[-1]


def test_the_stream_tells_when_the_camera_is_lost(
    as_staff: FlaskClient, event: Event, sqlite_desk: Desk, camera: DoorCameraByHand
) -> None:
    stream = stream_of(as_staff)
    until(stream, "pulse")

    camera.is_now(status="lost")
    sqlite_desk.updates.publish(Update(Topic.CAMERA, event.id))

    assert 'data-status="lost"' in until(stream, "camera")


def test_settings_are_stored_for_the_station(
    as_supervisor: FlaskClient, event: Event, sqlite_desk: Desk, camera: DoorCameraByHand
) -> None:
    form = {"camera": "1", "names": "first", "languages": "both", "seconds": "3", "door": "Aula"}

    as_supervisor.post("/kiosk/station", data=form)

    station = stations.server_station(sqlite_desk)
    assert station.door == "Aula"
    assert station.settings["names"] == "first"
    assert station.settings["mirror"] is False
    assert camera.chosen == ["1"]


SECRET = "rtsp://admin:r4h@sia@10.0.0.9/live"


@pytest.mark.parametrize("address", [SECRET, "http://10.0.0.1/", "/etc", "file:///etc/passwd"])
def test_a_supervisor_names_no_address_and_no_folder(
    as_supervisor: FlaskClient, event: Event, camera: DoorCameraByHand, address: str
) -> None:
    for field in ("camera", "address"):
        assert as_supervisor.post("/kiosk/station", data={field: address}).status_code == 403

    assert camera.chosen == []


def test_the_password_of_a_camera_is_kept_apart_and_never_shown(
    as_admin: FlaskClient, event: Event, sqlite_desk: Desk, camera: DoorCameraByHand
) -> None:
    as_admin.post("/kiosk/station", data={"address": SECRET})

    stored = str(stations.server_station(sqlite_desk).settings["camera"])
    assert camera.chosen == [SECRET]
    assert stored == "rtsp://admin@10.0.0.9/live"
    assert whole_source(sqlite_desk, stored) == SECRET
    assert "r4h" not in as_admin.get("/kiosk/station").text
    kept = sqlite_desk.settings.data / "camera-password"
    assert kept.stat().st_mode & 0o077 == 0


def test_other_settings_keep_the_camera_and_its_password(
    as_admin: FlaskClient, as_supervisor: FlaskClient, event: Event, sqlite_desk: Desk,
    camera: DoorCameraByHand,
) -> None:  # fmt: skip
    as_admin.post("/kiosk/station", data={"address": SECRET})

    form = {"camera": "rtsp://admin@10.0.0.9/live", "names": "first"}
    assert as_supervisor.post("/kiosk/station", data=form).status_code == 302

    stored = str(stations.server_station(sqlite_desk).settings["camera"])
    assert whole_source(sqlite_desk, stored) == SECRET


def test_a_steward_looks_at_the_settings_and_changes_none(
    as_staff: FlaskClient, event: Event
) -> None:
    assert as_staff.get("/kiosk/station").status_code == 200
    assert as_staff.post("/kiosk/station", data={}).status_code == 403


def test_nonsense_in_stored_settings_harms_nobody(
    as_staff: FlaskClient, event: Event, sqlite_desk: Desk
) -> None:
    store_settings(sqlite_desk, names=7, languages="tlh", seconds="often", camera=None)

    assert as_staff.get("/kiosk").status_code == 200


def test_a_browser_can_be_another_station(
    as_staff: FlaskClient, ada: Participant, make: Maker, sqlite_desk: Desk
) -> None:
    tablet, _token = stations.add_station(sqlite_desk, "Tablet", "Pintu 2")

    as_staff.post("/kiosk/station/choice", data={"station": tablet.id, "back": "/kiosk/station"})
    send(as_staff, make.badge(ada).code)

    assert scans_of(sqlite_desk, ada.event_id)[-1].door == "Pintu 2"


def test_a_rehearsal_is_marked_at_the_door(
    as_staff: FlaskClient, event: Event, sqlite_desk: Desk
) -> None:
    start_rehearsal(sqlite_desk, "Siti")

    assert "REHEARSAL" in as_staff.get("/kiosk").text


def test_the_door_speaks_of_the_session_that_staff_have_chosen(
    as_staff: FlaskClient, event: Event, sqlite_desk: Desk, make: Maker
) -> None:
    afternoon: Session = sessions_of(sqlite_desk, event.id)[1]
    choose_session(sqlite_desk, afternoon.id, "Siti")

    page = as_staff.get("/kiosk").text
    assert "Sesi Sore" in page
    assert "Chosen by staff" in page


def test_a_scanner_under_another_keyboard_layout_admits_and_the_page_says_so(
    as_staff: FlaskClient, make: Maker, event: Event
) -> None:
    ada = make.participant(event, "Ada Lovelace")
    typed = as_typed(make.badge(ada).code, "AZERTY")

    html = send(as_staff, typed, means="wedge")

    assert kind(html) == ["ok"]
    assert "data-layout" in html and "AZERTY" in html
    assert "data-layout" not in send(as_staff, make.badge(ada).code)


def test_the_camera_of_this_computer_is_no_other_stations(
    app: Flask, sqlite_desk: Desk, make: Maker
) -> None:
    make.event()
    app.extensions["camera"] = DoorCameraByHand()
    other, _token = stations.add_station(sqlite_desk, "Laptop")

    with app.test_request_context():
        assert camera_state(stations.server_station(sqlite_desk)) is not None
        assert camera_state(other) is None


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("session", '<p class="answer__sentence">Sesi Pagi</p>'),
        ("group", '<p class="answer__sentence">Kelompok 3</p>'),
        ("district", '<p class="answer__sentence">Dusun Timur</p>'),
        ("next", '<p class="answer__sentence">Next: Sesi Sore at 13:00</p>'),
    ],
)
def test_a_welcome_carries_the_one_line_that_helps(  # noqa: PLR0913, PLR0917
    as_staff: FlaskClient, sqlite_desk: Desk, make: Maker, event: Event, line: str, says: str
) -> None:
    store_settings(sqlite_desk, line=line)
    ada = make.participant(event, "Ada", group="Kelompok 3", district="Dusun Timur")

    assert says in send(as_staff, make.badge(ada).code)


def test_who_belongs_to_a_later_session_is_told_which(
    as_staff: FlaskClient, sqlite_desk: Desk, make: Maker, event: Event
) -> None:
    grace = make.participant(event, "Grace", expected=False)
    afternoon = make.sessions(event)[1]
    set_expected(sqlite_desk, event.id, [grace.id], [afternoon.id], "Siti")

    shown = send(as_staff, make.badge(grace).code)

    assert "You are expected in Sesi Sore at 13:00." in shown


@pytest.mark.parametrize(
    ("expected", "says"),
    [
        (True, "Next: Hari 2, 24 Nov 2026 at 08:00"),
        (False, "You are expected in Hari 2, 24 Nov 2026 at 08:00."),
    ],
)
def test_a_session_of_another_day_is_named_with_its_day(
    as_staff: FlaskClient, sqlite_desk: Desk, make: Maker, *, expected: bool, says: str
) -> None:
    parts = [NewSession(f"Hari {n + 1}", time(8), time(9), date(2026, 11, 23 + n)) for n in (0, 1)]
    event = make.event("Pelatihan", *parts)
    store_settings(sqlite_desk, line="next")
    grace = make.participant(event, "Grace", expected=expected)
    if not expected:
        later = make.sessions(event)[1]
        set_expected(sqlite_desk, event.id, [grace.id], [later.id], "Siti")

    assert says in send(as_staff, make.badge(grace).code)

"""The page by which two computers become one truth."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kiosk.core.model import Event, Participant, Reason
from kiosk.desk import Desk
from kiosk.services import acts, exchange
from kiosk.services.backups import backup
from kiosk.services.check_ins import check_in
from kiosk.services.events import current_event
from kiosk.settings import Settings
from kiosk.storage.database import open_store
from tests.conftest import Clock
from tests.makers import Maker


@pytest.fixture
def event(make: Maker) -> Event:
    return make.event()


@pytest.fixture
def ada(make: Maker, event: Event) -> Participant:
    return make.participant(event, "Ada Lestari")


@pytest.fixture
def other(sqlite_desk: Desk, ada: Participant, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """A second computer, restored from a backup of this one."""
    settings = Settings(data=tmp_path / "other")
    backup.backup(sqlite_desk.settings, tmp_path / "stick.db", clock())
    backup.restore(settings, tmp_path / "stick.db", now=clock())
    desk = Desk(settings, open_store(settings.database_url), clock=clock)
    yield desk
    desk.close()


@pytest.fixture
def file(other: Desk, event: Event, ada: Participant, tmp_path: Path) -> Path:
    """What the other computer wrote after it let Ada in."""
    assert check_in(other, Maker(other).scan(ada)).reason is Reason.OK
    exchange.export(other, event, tmp_path / "scans.hadir", "Budi")
    return tmp_path / "scans.hadir"


def brought(client: FlaskClient, file: Path, **more: str) -> str:
    data = {"file": (BytesIO(file.read_bytes()), file.name), **more}
    return client.post("/exchange/uploads", data=data, follow_redirects=True).text


def finished(client: FlaskClient, page: str) -> str:
    state = page.split('data-job="')[1].split('"', maxsplit=1)[0]
    while 'data-over="no"' in (shown := client.get(state).text):
        continue
    return shown


def test_who_wrote_a_file_is_asked_once(
    as_admin: FlaskClient, sqlite_desk: Desk, other: Desk, file: Path
) -> None:
    asked = brought(as_admin, file)
    assert "Who wrote this file?" in asked
    assert exchange.fingerprint(other) in asked

    page = brought(as_admin, file, trust=exchange.fingerprint(other))

    assert "1 scans are new" in finished(as_admin, page)
    assert "0 scans are new, 1 were known" in finished(as_admin, brought(as_admin, file))


def test_who_was_let_in_without_the_network_is_shown(
    as_admin: FlaskClient, sqlite_desk: Desk, ada: Participant, other: Desk, clock: Clock
) -> None:
    assert "Nobody" in as_admin.get("/exchange").text
    acts.cancel(sqlite_desk, ada.event_id, [ada.id], "Siti")
    clock.pass_by(minutes=1)
    check_in(other, Maker(other).scan(ada))
    stick = other.settings.data / "scans.hadir"
    exchange.export(other, current_event(other), stick, "Budi")

    page = brought(as_admin, stick, trust=exchange.fingerprint(other))

    assert "1 are kept" in finished(as_admin, page)
    shown = as_admin.get("/exchange").text
    assert "Ada Lestari" in shown
    assert "was taken off the list before" in shown


def test_a_file_that_was_changed_is_said_to_be(as_admin: FlaskClient, file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"Ada", b"Eve"))

    assert "was changed after it was written" in brought(as_admin, file)


def test_the_file_for_the_other_computer_is_written(
    as_admin: FlaskClient, other: Desk, event: Event, tmp_path: Path
) -> None:
    page = as_admin.post("/exchange/files", follow_redirects=True).text

    shown = finished(as_admin, page)

    address = shown.split('href="')[1].split('"')[0]
    with as_admin.get(address) as answer:
        (tmp_path / "mine.hadir").write_bytes(answer.data)
    assert exchange.take_in(other, tmp_path / "mine.hadir", "Budi").scans == 0


def test_files_leave_at_the_computer_alone(as_admin: FlaskClient, file: Path) -> None:
    elsewhere = {"REMOTE_ADDR": "192.168.1.20"}

    assert (
        "Open this page on that computer" in as_admin.get("/exchange", environ_base=elsewhere).text
    )
    assert as_admin.post("/exchange/files", environ_base=elsewhere).status_code == 403


def test_without_a_file_the_page_says_so(as_admin: FlaskClient, event: Event) -> None:
    assert "Choose the file" in as_admin.post("/exchange/uploads").text

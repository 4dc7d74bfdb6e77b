"""The password of a camera lies in a file of its own, also where an older version stored it."""

from kiosk.desk import Desk
from kiosk.services.cameras import move_apart, whole_source
from kiosk.services.stations import add_station, is_here, server_station, stations
from kiosk.storage import stations as stored

SOURCE = "rtsp://admin:hunter2@10.0.0.8/live"


def _store(desk: Desk, station_id: int) -> None:
    with desk.store.write() as tx:
        stored.change(tx, station_id, settings={"camera": SOURCE, "sound": True})


def test_a_password_of_an_older_version_is_moved_out_of_the_database(sqlite_desk: Desk) -> None:
    _store(sqlite_desk, server_station(sqlite_desk).id)
    _store(sqlite_desk, add_station(sqlite_desk, "Second")[0].id)

    move_apart(sqlite_desk)

    files = (sqlite_desk.settings.data / name for name in ("hadir.db", "hadir.db-wal"))
    assert not any(b"hunter2" in each.read_bytes() for each in files if each.exists())
    assert {each.settings["camera"] for each in stations(sqlite_desk)} == {
        "rtsp://admin@10.0.0.8/live"
    }
    assert {each.settings["sound"] for each in stations(sqlite_desk)} == {True}
    [here] = [each for each in stations(sqlite_desk) if is_here(sqlite_desk, each)]
    assert whole_source(sqlite_desk, str(here.settings["camera"])) == SOURCE


def test_where_there_is_none_nothing_is_touched(sqlite_desk: Desk) -> None:
    station = server_station(sqlite_desk)
    move_apart(sqlite_desk)

    assert server_station(sqlite_desk) == station
    assert not (sqlite_desk.settings.data / "camera-password").exists()

"""What a helper gets: enough to help, and nobody's data."""

import json
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from kiosk.core.errors import Refused
from kiosk.desk import Desk
from kiosk.log import log_file
from kiosk.services.bundle import write_bundle
from kiosk.services.readiness import readiness
from tests.makers import Maker


def test_a_bundle_has_versions_settings_log_and_figures_and_nobodys_data(
    sqlite_desk: Desk, make: Maker, tmp_path: Path
) -> None:
    person = make.participant(make.event("Rahasia Besar"), "Mallory Example", phone="0812345")
    make.user("Siti Rahayu")
    settings = replace(
        sqlite_desk.settings,
        camera="rtsp://siti:geheim@10.0.0.7/live",
        backup_passphrase="panas sekali",
    )
    log_file(settings).parent.mkdir()
    log_file(settings).write_text("2026-11-23T07:45:00+0000 WARNING kiosk: Camera 0: lost\n")

    write_bundle(settings, readiness(sqlite_desk), tmp_path / "bundle.zip")

    with ZipFile(tmp_path / "bundle.zip") as bundle:
        everything = "\n".join(bundle.read(each).decode() for each in bundle.namelist())
        tables = json.loads(bundle.read("tables.json"))
    secrets = ("Mallory", "0812345", "Siti", "Rahasia", "geheim", "panas", make.badge(person).code)
    assert [each for each in secrets if each in everything] == []
    assert tables["rows"]["participant"] == 1
    for part in ("flask ", "Camera 0: lost", "The database can be written.", "10.0.0.7"):
        assert part.lower() in everything.lower()


def test_a_bundle_is_made_where_the_database_is_damaged(sqlite_desk: Desk, tmp_path: Path) -> None:
    sqlite_desk.close()
    (sqlite_desk.settings.data / "hadir.db").write_bytes(b"\xff" * 9000)

    write_bundle(sqlite_desk.settings, [], tmp_path / "bundle.zip")

    with ZipFile(tmp_path / "bundle.zip") as bundle:
        assert "damaged" in json.loads(bundle.read("tables.json"))["error"]


def test_a_bundle_never_overwrites(sqlite_desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "bundle.zip").touch()

    with pytest.raises(Refused):
        write_bundle(sqlite_desk.settings, [], tmp_path / "bundle.zip")

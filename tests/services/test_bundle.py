"""What a helper gets: enough to help, and nobody's data."""

import json
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from kiosk.core.errors import Refused
from kiosk.core.readiness import Finding, Fitness
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
    for part in ("flask ", "Camera 0: lost", "The database can be written to.", "10.0.0.7"):
        assert part.lower() in everything.lower()


PLANTED = """\
2026-11-23T07:45:01+0700 ERROR   kiosk.app: a page failed: participants.show
Traceback (most recent call last):
  File "/opt/hadir/kiosk/web/participants/participant.py", line 30, in show
    raise KeyError(name)
KeyError: 'Mallory Example'
sqlalchemy.exc.IntegrityError: (UniqueViolation) duplicate key value violates "uq_nip"
DETAIL: Key (nip)=(19800101 200501 1 001) already exists.
2026-11-23T07:45:02+0700 WARNING kiosk: no file: mallory.example@contoh.invalid
2026-11-23T07:45:03+0700 WARNING kiosk: call Mallory, +62 812-3456-7890
2026-11-23T07:45:03+0700 WARNING kiosk: 198001012005011001, NUPTK 1234567890123456
2026-11-23T07:45:04+0700 WARNING kiosk: code {code} and {spaced} of SMPN Rahasia 1
2026-11-23T07:45:05+0700 INFO    kiosk.scanner: Camera 0: lost
"""


def test_whatever_fell_into_the_log_a_bundle_names_nobody(
    sqlite_desk: Desk, make: Maker, tmp_path: Path
) -> None:
    event = make.event("Rahasia Besar")
    person = make.participant(
        event,
        "Mallory Example, S.Pd.",
        nip="198001012005011001",
        nuptk="1234567890123456",
        email="mallory.example@contoh.invalid",
        phone="081234567890",
        organization="SMPN Rahasia 1",
    )
    code = make.badge(person).code
    spaced = "-".join(code[at : at + 4] for at in range(0, 16, 4))
    settings = replace(sqlite_desk.settings, camera="/home/mallory/film.mp4")
    log_file(settings).parent.mkdir()
    log_file(settings).write_text(PLANTED.format(code=code, spaced=spaced))
    findings = [Finding("camera", Fitness.FINE, "{name}", {"name": "Kamera Mallory"})]

    write_bundle(settings, findings, tmp_path / "bundle.zip")

    with ZipFile(tmp_path / "bundle.zip") as bundle:
        everything = "\n".join(bundle.read(each).decode() for each in bundle.namelist())
    planted = (
        "mallory",
        "example",
        "rahasia",
        "contoh",
        "19800101",
        "200501",
        "3456",
        code,
        spaced,
    )
    assert [each for each in planted if each.casefold() in everything.casefold()] == []
    for kept in (
        "2026-11-23T07:45:01+0700 ERROR   kiosk.app: a page failed: participants.show",
        'participant.py", line 30, in show',
        "KeyError: …",
        "2026-11-23T07:45:05+0700 INFO    kiosk.scanner: Camera 0: lost",
    ):
        assert kept in everything


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

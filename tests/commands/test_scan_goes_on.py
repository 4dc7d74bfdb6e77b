"""`hadir scan` goes on where the database fails for a while: a film waits, and loses nobody."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
import qrcode

from kiosk.desk import open_desk
from kiosk.services.check_ins import answer_to
from kiosk.settings import Settings
from tests.makers import Maker

PEOPLE = 40
Trouble = Callable[[Path], "Iterator[None]"]


def lock(data: Path) -> Iterator[None]:
    """Another program holds the database."""
    with closing(sqlite3.connect(data / "hadir.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def full_disk(data: Path) -> Iterator[None]:
    """The disk is full to its last byte."""
    filler = data / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        for size in (4096, 1):
            with suppress(OSError):
                while file.write(bytes(size)):
                    pass
    yield
    filler.unlink()


@pytest.mark.parametrize("trouble", [lock, full_disk])
def test_a_film_waits_until_it_is_over_and_everybody_is_recorded(
    small_disk: Path, tmp_path: Path, trouble: Trouble
) -> None:
    data, film = small_disk, tmp_path / "film"
    film.mkdir()
    desk = open_desk(Settings(data=data))
    make = Maker(desk)
    event = make.event()
    for number in range(PEOPLE):
        code = make.badge(make.participant(event, f"Person {number}")).code
        qrcode.make(code, box_size=10).save(film / f"{number}.png")
    desk.close()
    command = [sys.executable, "-m", "kiosk", "scan", "--data", data, "--camera", film]
    command += ["--session", "Sesi Pagi", "--at", "2026-11-23T07:45", "--json"]

    scanning = subprocess.Popen(
        [*map(os.fspath, command)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert scanning.stdout and scanning.stderr
    first = scanning.stdout.readline()
    with contextmanager(trouble)(data):
        said = scanning.stderr.readline()
    answers, more = scanning.communicate(timeout=120)

    assert said.startswith("Not recorded: "), said + more
    told = [json.loads(line) for line in (first + answers).splitlines()]
    assert (scanning.returncode, [each["reason"] for each in told]) == (0, ["ok"] * PEOPLE)
    desk = open_desk(Settings(data=data))
    assert all(answer_to(desk, each["scan_id"]) for each in told)
    desk.close()

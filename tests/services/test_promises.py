"""The promises of the door: no accepted check-in is lost, and nobody is admitted twice."""

import random
import subprocess
import sys
import time
from collections import Counter

import pytest
from sqlalchemy import select

from kiosk.desk import Desk
from kiosk.services.attendance import attendance
from kiosk.storage import schema
from tests.makers import Maker

DOORS = 4


def door(url: str, codes: list[str]) -> "subprocess.Popen[str]":
    """Another process at another door; it begins when it is told to."""
    command = [sys.executable, "-m", "tests.processes", url, *codes]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)


def test_the_same_badges_at_four_doors_in_four_processes_are_admitted_once(
    desk: Desk, make: Maker, database_url: str
) -> None:
    event = make.event()
    codes = [make.badge(make.participant(event, f"Person {n}")).code for n in range(10)]
    doors = [door(database_url, random.sample(codes, len(codes))) for _ in range(DOORS)]

    said = "".join(each.communicate("go\n")[0] for each in doors)

    reasons = Counter(line.split()[1] for line in said.splitlines())
    assert reasons == {"ok": 10, "already_checked_in": 10 * (DOORS - 1)}
    assert sum(len(each.check_ins) for each in attendance(desk, event).records) == 10


@pytest.mark.parametrize("cuts", [3, pytest.param(60, marks=pytest.mark.slow)])
def test_a_process_killed_at_any_moment_loses_nothing_that_was_answered(
    sqlite_desk: Desk, make: Maker, cuts: int
) -> None:
    event = make.event()
    codes = [make.badge(make.participant(event, f"Person {n}")).code for n in range(40)]
    url = f"sqlite:///{sqlite_desk.settings.data / 'hadir.db'}"
    answered: dict[str, str] = {}

    for _ in range(cuts):
        process = door(url, random.sample(codes, len(codes)))
        assert process.stdin and process.stdout
        process.stdin.write("go\n")
        process.stdin.flush()
        first = process.stdout.readline()
        time.sleep(random.uniform(0, 0.1))
        process.kill()
        said = first + process.communicate()[0]
        whole = (line.split() for line in said.splitlines(keepends=True) if line.endswith("\n"))
        answered |= dict(whole)  # type: ignore[arg-type]

    with sqlite_desk.store.read() as tx:
        stored = {row.scan_id: row.reason for row in tx.execute(select(schema.scan))}
    assert answered.items() <= stored.items()
    standing = sum(len(each.check_ins) for each in attendance(sqlite_desk, event).records)
    assert standing == sum(reason == "ok" for reason in stored.values())

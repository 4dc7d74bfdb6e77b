"""Two served products: the second joins over HTTPS, the line is cut, either is killed outright."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.core.people import NewParticipant
from kiosk.services import participants
from kiosk.services.authority import Authority
from kiosk.services.check_ins import by_hand
from kiosk.services.led import lag
from kiosk.storage import events
from tests.commands.test_serve import free_port, wait_until
from tests.laptops import SERVE, Two, two_laptops, until

PEOPLE = 40


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    with two_laptops(tmp_path_factory.mktemp("two"), PEOPLE) as found:
        yield found


def test_two_laptops_become_alike_whatever_is_cut_and_killed(two: Two) -> None:
    first, second, codes = two.first, two.second, two.codes
    assert [first.scan(codes[0]), second.scan(codes[1])] == ["ok", "ok"]
    until(two.are_alike)
    assert [first.scan(codes[1]), second.scan(codes[0])] == ["already_checked_in"] * 2

    two.line.cut()
    assert [each.scan(codes[2]) for each in (first, second)] == ["ok", "ok"]
    assert [second.scan(code) for code in codes[3:20]] == ["ok"] * 17
    second.kill_what_serves()
    walk_in(two, 1, "Baru B")
    walk_in(two, 0, "Baru A")
    wait_until(second.port, taken=True)
    assert first.scan(codes[20]) == "ok"
    assert two.waiting() > 17

    two.line.mend()
    until(lambda: two.count(0, "scan") > 8)
    first.kill_what_serves()
    wait_until(first.port, taken=True)
    until(two.are_alike)

    assert two.count(0, "check_in") == two.count(1, "check_in") == 21 + 2
    two.second.end()
    # The command that was written down is good again: the key is taken once.
    second.start("--join", f"https://127.0.0.1:{two.line.port}", "--key", "-", key=two.key)
    assert [first.scan(codes[21]), second.scan(codes[22])] == ["ok", "ok"]
    until(two.are_alike)


def walk_in(two: Two, where: int, name: str) -> None:
    """Add somebody at one of the two, as its desk does, and admit them there."""
    desk = two.desks[where]
    with desk.store.read() as tx:
        event = events.current(tx)
    assert event
    person = participants.add_walk_in(desk, event.id, NewParticipant(name), "Siti")
    by_hand(desk, person.id, two.by)


@pytest.mark.parametrize(
    ("address", "change", "said"),
    [
        ("http://127.0.0.1:1", str, "https://192.168.1.5:8443"),
        ("", str.upper, "not the whole key"),
        ("", lambda key: key[:-1] + ("0" if key[-1] != "0" else "1"), "certificate"),
        ("", str, "used already"),
        ("https://127.0.0.1:9", str, "does not answer"),
    ],
    ids=["not https", "half a key", "another certificate", "used", "nobody there"],
)
def test_who_cannot_join_is_told_in_one_sentence(
    two: Two, tmp_path: Path, address: str, change: Callable[[str], str], said: str
) -> None:
    key, place = change(two.key), address or f"https://127.0.0.1:{two.line.port}"
    command = [*SERVE, "--data", str(tmp_path), "--port", str(free_port()), "--join", place]

    told = subprocess.run(
        [*command, "--key", "-"], input=key, capture_output=True, text=True, check=False
    )

    assert told.returncode == 1
    assert said in told.stderr
    assert told.stderr.count("\n") == 1
    assert not (tmp_path / "first.json").exists()


def test_another_certificate_is_not_spoken_with_and_nothing_is_lost(two: Two) -> None:
    until(two.are_alike)
    two.first.end()
    (two.first.data / "tls").rename(two.first.data / "tls-before")
    two.first.start()
    two.second.scan(two.codes[30])

    until(lambda: "has changed" in refusal(two))
    assert two.waiting() > 0
    two.first.end()
    for each in (two.first.data / "tls").iterdir():
        each.unlink()
    (two.first.data / "tls").rmdir()
    (two.first.data / "tls-before").rename(two.first.data / "tls")
    two.first.start()
    until(two.are_alike)

    until(lambda: not refusal(two))
    assert Authority(two.desks[0].settings).certificate


def refusal(two: Two) -> str:
    found = lag(two.desks[1])
    assert found
    return found.refusal

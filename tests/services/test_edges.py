"""What is allowed up to a figure is allowed at it; what stands until a moment is over at it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from kiosk.core.certificates import CertificateRule
from kiosk.core.errors import BadInput, NotFound
from kiosk.core.logins import Origin
from kiosk.core.model import Event, Role, Scope
from kiosk.core.webhooks import address_of
from kiosk.desk import Desk
from kiosk.reports.letterhead import Letterhead
from kiosk.services import (
    audit,
    badges,
    certificates,
    events,
    invitations,
    logins,
    privacy,
    refusals,
    reports,
    sessions,
    stations,
    users,
    walls,
)
from kiosk.services.audit import AuditFilter
from kiosk.services.check_ins import check_in
from kiosk.services.events import NewEvent
from kiosk.services.lists.spreadsheets import read_file
from kiosk.services.lists.texts import HEADER_ROOM
from kiosk.services.readiness import readiness
from kiosk.services.sessions import NewSession
from tests.conftest import Clock
from tests.makers import Maker

MINUTE = timedelta(minutes=1)


@pytest.fixture
def event(make: Maker) -> Event:
    return make.event()


def _letterhead(desk: Desk, event: Event, lines: int) -> object:
    return reports.store_letterhead(desk, event, Letterhead(lines=("x",) * lines), "S")


def _opening(desk: Desk, event: Event, minutes: int) -> object:
    part = sessions.sessions_of(desk, event.id)[0]
    return sessions.change_session(desk, replace(part, opens_before=minutes * MINUTE), "S")


def _length(desk: Desk, event: Event, minutes: int) -> object:
    new = NewSession("Malam", time(8), time(8, minutes), until_next_day=True)
    return sessions.add_session(desk, event, new, "S")


def _year(desk: Desk, _event: Event, year: int) -> object:
    return events.add_event(desk, NewEvent("Lain", date(year, 6, 1)))


def _password(desk: Desk, _event: Event, letters: int) -> object:
    text = ("kx7#mQ2pLw9v" * 20)[:letters]
    return users.add_user(desk, f"user {letters}", Role.VIEWER, text)


def _pin(desk: Desk, _event: Event, digits: int) -> object:
    rina = users.add_user(desk, f"user {digits}", Role.STEWARD, "rahasia-sekali")
    return users.set_pin(desk, rina.id, "6204819357046"[:digits], "S")


def _phrase(desk: Desk, _event: Event, letters: int) -> object:
    rina = users.add_user(desk, f"user {letters}", Role.STEWARD, "rahasia-sekali")
    return users.set_pin(desk, rina.id, "kx7#mQ2pL"[:letters], "S")


def _rule(percent: int, jp: int) -> Callable[[Desk, Event, int], object]:
    def store(desk: Desk, event: Event, _figure: int) -> object:
        return certificates.store_rule(desk, event, CertificateRule({1: jp}, percent), "S")

    return store


def _reserve(desk: Desk, event: Event, count: int) -> object:
    return badges.make_reserve(desk, event.id, count, "S")


def _remarks(desk: Desk, event: Event, letters: int) -> object:
    return reports.store_remarks(desk, event, "x" * letters, "S")


def _remark_lines(desk: Desk, event: Event, lines: int) -> object:
    return reports.store_remarks(desk, event, "x\n" * lines, "S")


def _bytes(_desk: Desk, _event: Event, size: int) -> object:
    return read_file("a.csv", (b"Nama\nAda\n" + (b" " * 999 + b"\n") * 5001)[:size])


def _columns(_desk: Desk, _event: Event, columns: int) -> object:
    return read_file("a.csv", (";".join(f"K{each}" for each in range(columns)) + "\n").encode() * 2)


def _rows(_desk: Desk, _event: Event, rows: int) -> object:
    return read_file("a.csv", b"Nama\n" + b"Ada\n" * (rows - 1))


def _cell(_desk: Desk, _event: Event, letters: int) -> object:
    return read_file("a.csv", b"Nama;Catatan\nAda;" + b"x" * letters + b"\n")


def _notice(desk: Desk, event: Event, letters: int) -> object:
    return privacy.store_notice(desk, event, "x" * letters, "S")


def _address(_desk: Desk, _event: Event, letters: int) -> object:
    return address_of("https://x.id/".ljust(letters, "x"), local=False)


def _key(desk: Desk, _event: Event, seconds: int) -> object:
    until = desk.now() + timedelta(seconds=seconds)
    return stations.add_key(desk, ("Dinas", ""), frozenset({Scope.SCAN}), until, "S")


ALLOWED: list[tuple[Callable[[Desk, Event, int], object], int]] = [
    (_letterhead, 8), (_opening, 0), (_opening, 24 * 60), (_length, 0), (_year, 2000),
    (_year, 2199), (_password, 8), (_password, 200), (_pin, 6), (_pin, 12), (_phrase, 8),
    (_rule(1, 1), 0), (_rule(100, 100), 0), (_reserve, 1), (_remarks, 2000), (_remark_lines, 20),
    (_bytes, 5_000_000), (_columns, 256), (_rows, 20_000 + HEADER_ROOM),
    (_cell, 32_767), (_notice, 4000), (_address, 500), (_key, 1),
]  # fmt: skip
REFUSED: list[tuple[Callable[[Desk, Event, int], object], int]] = [
    (_letterhead, 9), (_opening, -1), (_opening, 24 * 60 + 1), (_length, 1), (_year, 1999),
    (_year, 2200), (_password, 7), (_password, 201), (_pin, 5), (_pin, 13), (_phrase, 7),
    (_rule(0, 1), 0), (_rule(101, 1), 0), (_rule(80, 0), 0), (_rule(80, 101), 0), (_reserve, 0),
    (_reserve, 1001), (_remarks, 2001), (_remark_lines, 21), (_bytes, 5_000_001), (_columns, 257),
    (_rows, 20_001 + HEADER_ROOM), (_cell, 32_768), (_notice, 4001), (_address, 501), (_key, 0),
]  # fmt: skip


def named(value: Any) -> str:
    return getattr(value, "__name__", str(value)).strip("_")


@pytest.mark.parametrize(("do", "figure"), ALLOWED, ids=named)
def test_a_figure_at_its_edge_is_allowed(
    sqlite_desk: Desk, event: Event, do: Callable[..., object], figure: int
) -> None:
    do(sqlite_desk, event, figure)


@pytest.mark.parametrize(("do", "figure"), REFUSED, ids=named)
def test_a_figure_beyond_it_is_refused(
    sqlite_desk: Desk, event: Event, do: Callable[..., object], figure: int
) -> None:
    with pytest.raises(BadInput):
        do(sqlite_desk, event, figure)


def test_a_session_does_not_end_where_it_starts(sqlite_desk: Desk, event: Event) -> None:
    part = sessions.sessions_of(sqlite_desk, event.id)[0]

    with pytest.raises(BadInput, match="must end after it starts"):
        sessions.change_session(sqlite_desk, replace(part, ends_at=part.starts_at), "S")


def test_an_invitation_stands_for_two_days(sqlite_desk: Desk, clock: Clock) -> None:
    made, token = invitations.invite(sqlite_desk, "Dian", Role.STEWARD, "Siti")

    clock.now = made.ends_at - timedelta(seconds=1)
    assert invitations.standing(sqlite_desk) == [invitations.invitation_of(sqlite_desk, token)]
    clock.now = made.ends_at
    assert invitations.standing(sqlite_desk) == []
    with pytest.raises(NotFound):
        invitations.invitation_of(sqlite_desk, token)


def test_a_link_to_the_wall_stands_as_long_as_was_chosen(
    sqlite_desk: Desk, event: Event, clock: Clock
) -> None:
    link, token = walls.make_wall_link(sqlite_desk, event, "Siti", walls.A_DAY)
    end = clock.now + timedelta(days=1)

    clock.now = end - timedelta(seconds=1)
    assert walls.wall_links(sqlite_desk, event) == [walls.link_of_token(sqlite_desk, token)]
    assert walls.event_of_link(sqlite_desk, link.id)
    clock.now = end
    assert walls.wall_links(sqlite_desk, event) == []
    assert walls.link_of_token(sqlite_desk, token) is None
    assert walls.event_of_link(sqlite_desk, link.id) is None


def test_a_login_ends_at_its_end_and_not_before(
    sqlite_desk: Desk, make: Maker, clock: Clock
) -> None:
    viewer = make.user("Kepala", Role.VIEWER)
    token = logins.begin(sqlite_desk, viewer, Origin())
    login = logins.login_of(sqlite_desk, token)
    assert login

    clock.now = login.ends_at - timedelta(seconds=1)
    assert logins.standing(sqlite_desk, {login.id}) == {login.id}
    assert logins.logins_of(sqlite_desk, viewer)
    clock.now = login.ends_at
    assert logins.standing(sqlite_desk, {login.id}) == set()
    assert logins.logins_of(sqlite_desk, viewer) == []
    assert logins.login_of(sqlite_desk, token) is None


def test_who_was_refused_is_waited_for_an_hour(
    sqlite_desk: Desk, make: Maker, event: Event, clock: Clock
) -> None:
    check_in(sqlite_desk, make.scan("KODE ASING"))

    clock.now += timedelta(minutes=60)
    assert len(refusals.waiting_cases(sqlite_desk, event.id)) == 1
    clock.now += timedelta(seconds=1)
    assert refusals.waiting_cases(sqlite_desk, event.id) == []


def test_the_same_refusal_within_a_minute_is_written_down_once(
    sqlite_desk: Desk, clock: Clock
) -> None:
    for seconds, written in ((0, 1), (60, 1), (1, 2)):
        clock.pass_by(seconds=seconds)
        audit.refused(sqlite_desk, "Budi", "users.users")
        assert audit.look(sqlite_desk, AuditFilter(action="refused_by_right"), 5)[1] == written


@pytest.mark.parametrize(
    ("free", "fitness"),
    [(500 * 1024**2 - 1, "bad"), (500 * 1024**2, "warning"), (2 * 1024**3, "fine")],
)
@pytest.mark.usefixtures("event")
def test_room_on_the_disk(
    sqlite_desk: Desk, monkeypatch: pytest.MonkeyPatch, free: int, fitness: str
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _path: type("", (), {"free": free}))

    found = [each for each in readiness(sqlite_desk) if each.subject == "disk"]

    assert [(each.fitness, each.values["free"]) for each in found] == [
        (fitness, f"{free / 1024**3:.1f}")
    ]

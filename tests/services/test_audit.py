"""The audit is a chain: whoever edits the table by hand is found out, on both databases."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from kiosk.core.audit import AuditEntry, chained
from kiosk.core.audit_check import AuditFault
from kiosk.desk import Desk
from kiosk.services.audit import record
from kiosk.services.audit_heads import heads, write_down
from kiosk.services.audit_proof import verify
from kiosk.services.check_ins import check_in
from kiosk.services.rehearsals import end_rehearsal, start_rehearsal
from kiosk.services.scan_seals import seal_scans
from kiosk.storage.audit.signing import AuditSigner
from tests.conftest import Clock
from tests.makers import Maker

Sql = Callable[..., None]


@pytest.fixture
def by_hand(desk: Desk) -> Sql:
    """Somebody at the database who holds no key: runs one statement past Hadir."""

    def run(statement: str, **values: object) -> None:
        with desk.store.engine.begin() as tx:
            tx.execute(text(statement), values)

    return run


@pytest.fixture
def eight(desk: Desk) -> Desk:
    """A desk with eight entries in its chain, two by two."""
    for each in range(4):
        with desk.store.write() as tx:
            for place in range(2):
                record(tx, desk, None, "Siti", "tried", f"user:{each}", place=place)
    return desk


def faults(desk: Desk) -> list[tuple[AuditFault, int, int]]:
    return [(each.fault, each.first, each.last) for each in verify(desk).findings]


def test_what_nobody_touched_is_whole(eight: Desk) -> None:
    proof = verify(eight)

    assert proof.findings == []
    assert [(each.entries, each.is_ours) for each in proof.chains] == [(8, True)]
    assert proof.head and proof.head.number == 8


@pytest.mark.parametrize(
    ("column", "value", "fault"),
    [
        ("action", "else", AuditFault.CHANGED),
        ("subject", "user:9", AuditFault.CHANGED),
        ("by", "Budi", AuditFault.VALUES_CHANGED),
        ("where", "10.0.0.9", AuditFault.VALUES_CHANGED),
        ("detail", '{"place": 7}', AuditFault.VALUES_CHANGED),
        ("event_id", 5, AuditFault.CHANGED),
    ],
)
def test_a_changed_line_is_named(
    eight: Desk, by_hand: Sql, column: str, value: object, fault: AuditFault
) -> None:
    by_hand(f'UPDATE audit_entry SET "{column}" = :value WHERE number = 3', value=value)  # noqa: S608

    assert faults(eight) == [(fault, 3, 3)]


def test_a_changed_time_is_named(eight: Desk, by_hand: Sql, clock: Clock) -> None:
    clock.pass_by(hours=1)
    with eight.store.write() as tx:
        record(tx, eight, None, "Siti", "tried", "user:1")
    by_hand(
        "UPDATE audit_entry SET at = (SELECT at FROM audit_entry WHERE number = 9) WHERE number = 2"
    )

    assert faults(eight) == [(AuditFault.CHANGED, 2, 2)]


def test_a_removed_line_is_named(eight: Desk, by_hand: Sql) -> None:
    by_hand("DELETE FROM audit_entry WHERE number IN (4, 5)")

    assert faults(eight) == [(AuditFault.REMOVED, 4, 5)]


def test_a_line_removed_with_the_others_moved_up_shows(eight: Desk, by_hand: Sql) -> None:
    by_hand("DELETE FROM audit_entry WHERE number = 4")
    for number in range(5, 9):
        by_hand(
            "UPDATE audit_entry SET number = :to WHERE number = :was", to=number - 1, was=number
        )

    found = faults(eight)
    assert (AuditFault.CHANGED, 4, 4) in found
    assert (AuditFault.MOVED, 5, 5) in found


@pytest.mark.parametrize(("one", "other"), [(3, 6), (4, 5)])
def test_lines_that_changed_places_are_named(
    eight: Desk, by_hand: Sql, one: int, other: int
) -> None:
    for to, was in ((99, one), (one, other), (other, 99)):
        by_hand("UPDATE audit_entry SET number = :to WHERE number = :was", to=to, was=was)

    found = [each for each in verify(eight).findings if each.fault is AuditFault.MOVED]

    assert {(each.first, each.more) for each in found} == {(one, str(other)), (other, str(one))}


def test_a_cut_off_shows_by_what_was_written_down_outside(eight: Desk, by_hand: Sql) -> None:
    write_down(eight)
    by_hand("DELETE FROM audit_entry WHERE number > 6")

    assert faults(eight) == [(AuditFault.CUT_OFF, 7, 8)]


def test_a_cut_off_of_everything_shows_too(eight: Desk, by_hand: Sql) -> None:
    write_down(eight)
    by_hand("DELETE FROM audit_entry")

    assert faults(eight) == [(AuditFault.CUT_OFF, 1, 8)]


def test_a_cut_off_shows_by_what_was_printed(eight: Desk, by_hand: Sql) -> None:
    head = verify(eight).head
    assert head
    by_hand("DELETE FROM audit_entry WHERE number > 6")

    assert [each.fault for each in verify(eight, str(head)).findings] == [AuditFault.CUT_OFF]


def test_a_cut_in_the_middle_of_an_act_lacks_the_signature(eight: Desk, by_hand: Sql) -> None:
    by_hand("DELETE FROM audit_entry WHERE number = 8")

    assert faults(eight) == [(AuditFault.FORGED, 7, 7)]


def test_what_a_forger_appends_without_the_key_shows(
    eight: Desk, by_hand: Sql, clock: Clock, tmp_path: Path
) -> None:
    with eight.store.read() as tx:
        chain, link = tx.execute(text("SELECT chain, link FROM audit_entry WHERE number = 8")).one()
    [forged] = chained(chain, (8, link), [AuditEntry(clock(), "Siti", "tried", "user:1", {})])
    by_hand(
        'INSERT INTO audit_entry (at, "by", "where", action, subject, detail, chain, number, '
        "who_salt, who_hash, detail_salt, detail_hash, link, signature) VALUES "
        "(:at, 'Siti', '', 'tried', 'user:1', '{}', :chain, 9, :ws, :wh, :ds, :dh, :link, :signed)",
        at=str(clock().replace(tzinfo=None)) if eight.store.is_sqlite else clock(),
        chain=chain,
        ws=forged.who.salt,
        wh=forged.who.hash,
        ds=forged.detail.salt,
        dh=forged.detail.hash,
        link=forged.hash,
        signed=AuditSigner(tmp_path / "forger").sign(b"anything"),
    )

    assert faults(eight) == [(AuditFault.FORGED, 9, 9)]


def test_a_line_without_a_link_shows(eight: Desk, by_hand: Sql) -> None:
    by_hand(
        'INSERT INTO audit_entry (at, "by", action, subject, detail) '
        "SELECT at, 'Budi', action, subject, detail FROM audit_entry WHERE number = 1"
    )

    assert [each[0] for each in faults(eight)] == [AuditFault.UNLINKED]


def test_values_removed_with_their_salt_need_a_purge_that_says_so(
    eight: Desk, by_hand: Sql
) -> None:
    by_hand("UPDATE audit_entry SET detail = '{}', detail_salt = NULL WHERE number = 3")

    assert faults(eight) == [(AuditFault.VALUES_REMOVED, 3, 3)]


@pytest.mark.parametrize(
    ("action", "left"),
    [("purged", [4]), ("tried", [3, 4])],  # nothing but a purge deletes values
)
def test_a_purge_is_believed_as_it_was_written_alone(
    eight: Desk, by_hand: Sql, action: str, left: list[int]
) -> None:
    chain = verify(eight).chains[0].chain
    with eight.store.write() as tx:
        record(tx, eight, None, "Siti", action, "event:1", entries={chain: "3"})
    by_hand("UPDATE audit_entry SET detail = '{}', detail_salt = NULL WHERE number IN (3, 4)")

    assert faults(eight) == [(AuditFault.VALUES_REMOVED, each, each) for each in left]

    widened = f'{{"entries": {{"{chain}": "3-4"}}}}'
    by_hand("UPDATE audit_entry SET detail = :wide WHERE number = 9", wide=widened)

    assert faults(eight) == [
        *((AuditFault.VALUES_REMOVED, each, each) for each in (3, 4)),
        (AuditFault.VALUES_CHANGED, 9, 9),
    ]


def test_a_chain_rewritten_to_its_end_is_not_signed(eight: Desk, by_hand: Sql) -> None:
    with eight.store.read() as tx:
        rows = tx.execute(text("SELECT * FROM audit_entry ORDER BY number")).all()
        from kiosk.storage.audit.chain import links  # noqa: PLC0415

        entries = [each.entry for each in links(tx, rows[0].chain)]
    for each in chained(rows[0].chain, (0, ""), entries):
        by_hand(
            "UPDATE audit_entry SET who_salt = :ws, who_hash = :wh, detail_salt = :ds, "
            "detail_hash = :dh, link = :link WHERE number = :number",
            ws=each.who.salt,
            wh=each.who.hash,
            ds=each.detail.salt,
            dh=each.detail.hash,
            link=each.hash,
            number=each.number,
        )

    assert faults(eight) == [(AuditFault.FORGED, 1, 8)]


def test_entries_of_a_version_without_a_chain_are_taken_in(desk: Desk, by_hand: Sql) -> None:
    for each in ("one", "two"):
        by_hand(
            'INSERT INTO audit_entry (at, "by", action, subject, detail) VALUES '
            "('2026-11-20 08:00:00', 'Siti', :action, 'event:1', '{\"name\": \"x\"}')",
            action=each,
        )
    with desk.store.write() as tx:
        record(tx, desk, None, "Siti", "tried", "user:1")

    assert [(each.entries, each.findings) for each in verify(desk).chains] == [(3, ())]
    by_hand("UPDATE audit_entry SET action = 'three' WHERE number = 2")
    assert faults(desk) == [(AuditFault.CHANGED, 2, 2)]


def test_what_is_rolled_back_is_not_in_the_chain(eight: Desk) -> None:
    def fail() -> None:
        with eight.store.write() as tx:
            record(tx, eight, None, "Siti", "tried", "user:1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert verify(eight).chains[0].entries == 8


def test_nothing_is_recorded_where_nothing_is_written(desk: Desk) -> None:
    with pytest.raises(KeyError), desk.store.read() as tx:
        record(tx, desk, None, "Siti", "tried", "user:1")


def test_the_chain_outlives_a_rehearsal(desk: Desk, make: Maker) -> None:
    make.participant(make.event())
    start_rehearsal(desk, "Siti")
    end_rehearsal(desk, "Siti")
    second = start_rehearsal(desk, "Siti")

    assert verify(desk).findings == []
    with desk.store.read() as tx:
        ids = tx.execute(text("SELECT event_id FROM audit_entry")).scalars().all()
    assert second.id not in ids


def test_a_sealed_scan_that_is_changed_shows(
    desk: Desk, make: Maker, by_hand: Sql, clock: Clock
) -> None:
    event = make.event()
    check_in(desk, make.scan(make.participant(event, "Ada")))
    check_in(desk, make.scan(make.participant(event, "Grace")))
    clock.pass_by(minutes=3)

    assert seal_scans(desk) == 1
    assert seal_scans(desk) == 0
    assert verify(desk).findings == []

    by_hand("UPDATE scan SET reason = 'invalid' WHERE id = 2")
    assert AuditFault.SCANS_CHANGED in [each.fault for each in verify(desk).findings]


_COPIED = (
    "event_id, session_id, participant_id, station_id, code, means, reason, scanned_at, by, doubt"
)


def _inserted(by_hand: Sql, row: int, received: int) -> None:
    """Somebody at the database copies the first scan, as if received with that other one."""
    by_hand(
        f"INSERT INTO scan (id, scan_id, received_at, {_COPIED}) "  # noqa: S608  our own words
        f"SELECT {row}, 'forged-{row}', (SELECT received_at FROM scan WHERE id = :received), "
        f"{_COPIED} FROM scan WHERE id = 1",
        received=received,
    )


@pytest.mark.parametrize("is_sealed", [False, True])
def test_a_scan_inserted_into_a_minute_that_was_sealed_shows(
    desk: Desk,
    make: Maker,
    by_hand: Sql,
    clock: Clock,
    is_sealed: bool,  # noqa: FBT001
) -> None:
    event = make.event()
    for name in ("Ada", "Grace"):
        check_in(desk, make.scan(make.participant(event, name)))
        clock.pass_by(minutes=3)
        seal_scans(desk)

    _inserted(by_hand, row=9, received=1)
    if is_sealed:
        clock.pass_by(minutes=3)
        assert seal_scans(desk) == 1

    assert faults(desk) == [(AuditFault.SCANS_ADDED, 9, 9)]


def test_a_scan_inserted_between_two_seals_shows(
    desk: Desk, make: Maker, by_hand: Sql, clock: Clock
) -> None:
    event, other = make.event(), make.event("Second")
    for of in (event, other, event):
        check_in(desk, make.scan(make.participant(of, "Ada")))
        clock.pass_by(minutes=3)
        seal_scans(desk)
    by_hand("DELETE FROM scan WHERE id = 2")
    by_hand("DELETE FROM check_in WHERE scan_row_id = 2")

    _inserted(by_hand, row=2, received=1)

    assert (AuditFault.SCANS_ADDED, 2, 2) in faults(desk)


@pytest.mark.parametrize("how", ["DELETE FROM check_in", "UPDATE check_in SET checked_in_at = :at"])
def test_a_moved_check_in_shows(
    desk: Desk, make: Maker, by_hand: Sql, clock: Clock, how: str
) -> None:
    event = make.event()
    check_in(desk, make.scan(make.participant(event)))
    clock.pass_by(minutes=3)
    seal_scans(desk)
    if how.startswith("DELETE"):
        by_hand("DELETE FROM scan")
    else:
        at = str(clock().replace(tzinfo=None)) if desk.store.is_sqlite else clock()
        by_hand(how, at=at)

    assert len(verify(desk).findings) == 1


def test_scans_of_this_minute_are_sealed_in_the_next(desk: Desk, make: Maker, clock: Clock) -> None:
    event = make.event()
    check_in(desk, make.scan(make.participant(event)))

    assert seal_scans(desk) == 0
    assert verify(desk).unsealed == 1
    clock.pass_by(minutes=2)
    assert seal_scans(desk) == 1
    assert verify(desk).unsealed == 0


def test_a_clock_set_back_breaks_no_seal(desk: Desk, make: Maker, clock: Clock) -> None:
    event = make.event()
    check_in(desk, make.scan(make.participant(event, "Ada")))
    clock.pass_by(minutes=3)
    seal_scans(desk)
    clock.pass_by(minutes=-3)
    check_in(desk, make.scan(make.participant(event, "Grace")))
    clock.pass_by(minutes=2)
    assert seal_scans(desk) == 1

    assert verify(desk).findings == []


def test_the_key_and_the_heads_lie_beside_the_database(eight: Desk) -> None:
    write_down(eight)
    write_down(eight)

    assert [each.number for each in heads(eight.settings)] == [8]
    assert (eight.settings.data / "audit.key").stat().st_mode & 0o077 == 0

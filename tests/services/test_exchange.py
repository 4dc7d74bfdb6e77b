"""Two computers, one restored from the other's backup, become one truth by files."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import permutations
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import make_url, select

from kiosk.core.acts import ActKind
from kiosk.core.errors import BadInput, HadirError, Refused
from kiosk.core.model import Event, Participant, Reason, User
from kiosk.core.people import NewParticipant
from kiosk.desk import Desk
from kiosk.services import acts, badges, changes, exchange, participants
from kiosk.services.audit import history
from kiosk.services.audit_proof import verify
from kiosk.services.check_ins import by_hand, check_in, undo
from kiosk.services.merging import merge
from kiosk.services.participants import dossier
from kiosk.services.rehearsals import start_rehearsal
from kiosk.services.taking_back import take_back
from kiosk.settings import Settings
from kiosk.storage import facts, schema
from kiosk.storage.database import open_store
from tests.conftest import Clock, copied_sqlite, run_on
from tests.makers import Maker

NIP = "198609262015052001"


@dataclass
class Computer:
    """A computer at a door: what its staff do, and the files that it writes and takes in."""

    desk: Desk
    event: Event
    by: User
    folder: Path
    codes: list[str] = field(default_factory=list)

    def scan(self, code: str) -> Reason:
        return check_in(self.desk, Maker(self.desk).scan(code)).reason

    def person(self, number: int) -> Participant:
        with self.desk.store.read() as tx:
            table = schema.participant
            query = select(table.c.id, table.c.name).where(table.c.event_id == self.event.id)
            row = tx.execute(query.where(table.c.number == number)).one()
        return Participant(row.id, self.event.id, number, row.name)

    def code(self, number: int) -> str:
        return Maker(self.desk).badge(self.person(number)).code

    def undo(self, number: int) -> None:
        made = dossier(self.desk, self.person(number).id).check_ins
        standing = [each for each in made if not each.undone_at]
        for each in standing:
            undo(self.desk, each.id, self.by)

    def merge(self, kept: int, gone: int) -> None:
        merge(self.desk, self.event.id, self.person(kept).id, self.person(gone).id, "Siti")

    def take_back(self) -> None:
        """Take the newest merge or new badge back that stands."""
        done = [each for each in acts.recent(self.desk, self.event.id) if not each.undone_at]
        handed_on = {ActKind.MERGED, ActKind.BADGE_REPLACED}
        for newest in [each for each in done if each.kind in handed_on][:1]:
            take_back(self.desk, self.event.id, newest.id, self.by)

    def written(self) -> Path:
        target = self.folder / f"{uuid4().hex}.hadir"
        exchange.export(self.desk, self.event, target, "Siti")
        return target

    def take(self, file: Path) -> exchange.Taken:
        return exchange.take_in(self.desk, file, "Siti", exchange.fingerprint_of(file))

    def says(self) -> list[str]:
        """What stands here, without the numbers of rows and without which computer it is."""
        with self.desk.store.read() as tx:
            told = sorted(map(str, facts.of_event(tx, self.event.id)))
            table, person, scan = schema.check_in, schema.participant, schema.scan
            rows = tx.execute(
                select(
                    person.c.uid, person.c.merged_into.is_(None), scan.c.scan_id,
                    table.c.checked_in_at, table.c.undone_at, table.c.undone_by, table.c.by,
                    table.c.means, table.c.kept_despite, table.c.admitted_despite,
                )
                .join(person, person.c.id == table.c.participant_id)
                .join(scan, scan.c.id == table.c.scan_row_id)
            )  # fmt: skip
            return told + sorted(map(str, rows))


Pair = Callable[[], tuple[Computer, Computer]]


@pytest.fixture
def pair(
    request: pytest.FixtureRequest, tmp_path: Path, clock: Clock, database: str
) -> Iterator[Pair]:
    """Make two computers that had one database until now, with five people in an event."""
    opened: list[Desk] = []
    made: list[str] = []

    def desk_at(url: str, folder: Path) -> Desk:
        opened.append(Desk(Settings(data=folder), open_store(url), clock=clock))
        return opened[-1]

    def new_pair() -> tuple[Computer, Computer]:
        home = tmp_path / uuid4().hex
        first, second = (home / name for name in ("one", "two"))
        empty = database == "sqlite" and request.getfixturevalue("empty_sqlite")
        url = copied_sqlite(empty, first) if empty else copy_of(request, "hadir_empty", made)
        make = Maker(one := desk_at(url, first))
        event, by = make.event(), make.user()
        people = [make.participant(event, f"Ada {number}") for number in range(1, 6)]
        codes = [make.badge(each).code for each in people]
        one.store.engine.dispose()
        if empty:
            with one.store.engine.connect() as raw:
                raw.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            other = copied_sqlite(first / "hadir.db", second)
        else:
            one.close()
            other = copy_of(request, str(make_url(url).database), made)
        two = desk_at(other, second)
        return (
            Computer(one, event, by, tmp_path, list(codes)),
            Computer(two, event, by, tmp_path, list(codes)),
        )

    yield new_pair
    let_go(request, opened, made)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def let_go(request: pytest.FixtureRequest, opened: list[Desk], made: list[str]) -> None:
    """Close the computers, and drop the databases that `copy_of` made for them."""
    for desk in opened:
        desk.close()
    for name in made:
        drop = f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"
        run_on(request.getfixturevalue("postgres_server"), drop)


def copy_of(request: pytest.FixtureRequest, template: str, made: list[str]) -> str:
    server = str(request.getfixturevalue("postgres_server"))
    request.getfixturevalue("empty_postgres")
    made.append(f"hadir_{uuid4().hex}")
    run_on(server, f"CREATE DATABASE {made[-1]} TEMPLATE {template}")
    return make_url(server).set(database=made[-1]).render_as_string(hide_password=False)


def lived_apart(one: Computer, two: Computer, clock: Clock) -> None:
    """Let each have scans, walk-ins, undos, reissues and merges of its own."""
    for number, computer in enumerate((one, two)):
        computer.scan(computer.codes[0])
        clock.pass_by(minutes=1)
        computer.scan(computer.codes[1 + number])
        new = NewParticipant(f"Baru {number}", nip=NIP)
        person = participants.add_walk_in(computer.desk, computer.event.id, new, "Siti")
        clock.pass_by(minutes=1)
        by_hand(computer.desk, person.id, computer.by)
        badges.reissue(computer.desk, computer.person(4).id, "Siti")
        computer.scan(computer.code(4))
    one.undo(1)
    one.merge(2, 3)
    clock.pass_by(minutes=1)
    two.scan(two.codes[0])
    two.merge(3, 5)


@pytest.mark.parametrize("order", list(permutations(("one", "two"))), ids="-".join)
def test_files_in_every_order_and_twice_give_the_same(
    pair: Pair, clock: Clock, order: tuple[str, str]
) -> None:
    one, two = pair()
    lived_apart(one, two, clock)
    files = {"one": one.written(), "two": two.written()}

    for name in (*order, "one", "two", *order):
        (two if name == "one" else one).take(files[name])
    for giver, taker in ((one, two), (two, one)) * 2:
        taker.take(giver.written())

    assert one.says() == two.says()
    for each in (one, two):
        assert verify(each.desk).findings == []


def test_what_came_at_one_counts_once_at_both(pair: Pair, clock: Clock) -> None:
    one, two = pair()
    one.scan(one.codes[0])
    clock.pass_by(minutes=5)
    two.scan(two.codes[0])
    two.scan(two.codes[1])

    taken = one.take(two.written())

    assert (taken.new, taken.known, taken.marked) == (2, 0, 0)
    assert [len(standing(one, number)) for number in (1, 2)] == [1, 1]
    assert standing(one, 1)[0].checked_in_at == clock.now - timedelta(minutes=5)
    again = one.take(two.written())
    assert (again.new, again.known) == (0, 2)


def test_an_undo_takes_back_what_it_knew_and_nothing_else(pair: Pair, clock: Clock) -> None:
    one, two = pair()
    one.scan(one.codes[0])
    two.scan(two.codes[0])
    two.scan(two.codes[1])
    one.take(two.written())
    clock.pass_by(minutes=1)
    one.undo(1)
    one.undo(2)
    two.take(one.written())

    assert [standing(two, number) for number in (1, 2)] == [[], []]


def test_an_undo_leaves_an_admission_that_it_did_not_know_of(pair: Pair, clock: Clock) -> None:
    one, two = pair()
    one.scan(one.codes[0])
    clock.pass_by(minutes=1)
    two.scan(two.codes[0])
    clock.pass_by(minutes=1)
    one.undo(1)

    one.take(two.written())

    assert [each.kept_despite for each in standing(one, 1)] == [Reason.ALREADY_CHECKED_IN]


def test_who_was_let_in_without_the_network_is_kept_and_marked(pair: Pair, clock: Clock) -> None:
    one, two = pair()
    ids = [one.person(number).id for number in range(1, 5)]
    acts.cancel(one.desk, one.event.id, ids[:1], "Siti")
    acts.block(one.desk, one.event.id, ids[1:2], "ke meja", "Siti")
    participants.set_expected(one.desk, one.event.id, ids[2:3], [], "Siti")
    badges.reissue(one.desk, ids[3], "Siti")
    clock.pass_by(minutes=1)
    for code in two.codes:
        two.scan(code)

    taken = one.take(two.written())

    kept = {
        who.number: made.kept_despite for made, who in exchange.kept_apart(one.desk, one.event.id)
    }
    assert kept == {
        1: Reason.CANCELED, 2: Reason.BLOCKED, 3: Reason.NOT_EXPECTED, 4: Reason.REVOKED,
    }  # fmt: skip
    assert taken.marked == 4
    assert len(standing(one, 5)) == 1
    two.take(one.written())
    assert marked(two) == kept


def test_what_was_decided_after_the_admission_marks_nobody(pair: Pair, clock: Clock) -> None:
    one, two = pair()
    two.scan(two.codes[0])
    clock.pass_by(minutes=1)
    acts.cancel(one.desk, one.event.id, [one.person(1).id], "Siti")

    assert one.take(two.written()).marked == 0


def test_numbers_of_two_computers_never_meet(pair: Pair) -> None:
    one, two = pair()
    numbers = [
        participants.add_walk_in(each.desk, each.event.id, NewParticipant("Baru"), "Siti").number
        for each in (one, two, one, two)
    ]
    one.take(two.written())
    after = participants.add_walk_in(one.desk, one.event.id, NewParticipant("Baru"), "Siti")

    assert (numbers[0], numbers[2], after.number) == (6, 7, 8)
    assert numbers[1] >= 200_000
    assert numbers[3] == numbers[1] + 1


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_is_handed_over_is_recorded_at_both(pair: Pair) -> None:
    one, two = pair()
    two.scan(two.codes[0])

    taken = [one.take(two.written()) for _twice in range(2)]

    known, event = taken[0].head.fingerprint, f"event:{one.event.id}"
    by_event = {"computer": known, "scans": 1, "marked": 0}
    assert [
        (each.action, each.subject, each.detail)
        for desk, place in ((two.desk, two.event.id), (one.desk, one.event.id), (one.desk, None))
        for each in history(desk, place)
        if each.action in {"facts_exported", "facts_taken", "computer_trusted"}
    ] == [
        *[("facts_exported", event, {"facts": each.head.facts}) for each in taken],
        ("facts_taken", event, {**by_event, "new": 0}),
        ("facts_taken", event, {**by_event, "new": 1}),
        ("computer_trusted", f"computer:{known}", {}),
    ]


def test_two_walk_ins_of_one_nip_are_one_person(pair: Pair, clock: Clock) -> None:
    one, two = pair()
    for computer in (one, two):
        new = NewParticipant("Budi", nip=NIP)
        person = participants.add_walk_in(computer.desk, computer.event.id, new, "Siti")
        by_hand(computer.desk, person.id, computer.by)
        clock.pass_by(minutes=1)
    one.take(two.written())
    two.take(one.written())

    assert one.says() == two.says()
    assert len(standing(one, 6)) == 1


def test_a_badge_that_is_valid_again_is_valid_everywhere(pair: Pair, clock: Clock) -> None:
    one, two = pair()
    badges.reissue(one.desk, one.person(1).id, "Siti")
    two.take(one.written())
    clock.pass_by(minutes=1)
    act = acts.recent(one.desk, one.event.id)[0]
    take_back(one.desk, one.event.id, act.id, one.by)

    two.take(one.written())

    assert two.scan(two.codes[0]) is Reason.OK
    one.take(two.written())
    assert one.says() == two.says()


def test_a_person_who_is_merged_at_one_is_one_at_both_and_two_again(
    pair: Pair, clock: Clock
) -> None:
    one, two = pair()
    two.scan(two.codes[0])
    two.scan(two.codes[1])
    one.merge(1, 2)
    act = acts.recent(one.desk, one.event.id)[0]
    two.take(one.written())
    one.take(two.written())
    assert one.says() == two.says()
    assert [len(standing(two, number)) for number in (1, 2)] == [1, 0]
    clock.pass_by(minutes=1)

    take_back(one.desk, one.event.id, act.id, one.by)
    two.take(one.written())

    assert one.says() == two.says()
    assert [len(standing(two, number)) for number in (1, 2)] == [1, 1]


Step = tuple[str, int, int, int]
STORIES = st.lists(
    st.tuples(
        st.sampled_from(["scan", "scan", "undo", "new", "walk_in", "merge", "back", "meet"]),
        st.integers(0, 1),
        st.integers(1, 5),
        st.integers(1, 5),
    ),
    min_size=4,
    max_size=14,
)
FEW = settings(
    max_examples=int(os.environ.get("HADIR_STORIES", "3")),
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # to shrink a story takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@FEW
@given(STORIES)
@example([("merge", 0, 1, 3), ("new", 0, 3, 1)])
def test_whatever_happens_apart_both_say_the_same_in_the_end(
    pair: Pair, clock: Clock, story: list[Step]
) -> None:
    both = pair()
    for what, where, number, other in story:
        clock.pass_by(minutes=1)
        act(both[where], both[1 - where], what, number, other)
    for giver, taker in (both, both[::-1]) * 2:
        taker.take(giver.written())

    assert both[0].says() == both[1].says()
    assert verify(both[0].desk).findings == []
    for each in both:
        each.desk.close()


def act(here: Computer, there: Computer, what: str, number: int, other: int) -> None:
    """Do one thing that staff may do; what is refused was not done."""
    things: dict[str, Callable[[], object]] = {
        "scan": lambda: here.scan(here.codes[number - 1]),
        "undo": lambda: here.undo(number),
        "new": lambda: badges.reissue(here.desk, here.person(number).id, "Siti"),
        "walk_in": lambda: participants.add_walk_in(
            here.desk, here.event.id, NewParticipant("Baru", nip=NIP[:-1] + str(other)), "Siti"
        ),
        "merge": lambda: here.merge(number, other),
        "back": here.take_back,
        "meet": lambda: here.take(there.written()),
    }
    try:
        things[what]()
    except HadirError:
        return


def marked(computer: Computer) -> dict[int, Reason | None]:
    """Who is kept although the rules would have refused them, by number, with why."""
    found = exchange.kept_apart(computer.desk, computer.event.id)
    return {who.number: made.kept_despite for made, who in found}


def standing(computer: Computer, number: int) -> list[Any]:
    made = dossier(computer.desk, computer.person(number).id).check_ins
    return [each for each in made if not each.undone_at]


@pytest.fixture
def apart(pair: Pair) -> tuple[Computer, Computer]:
    one, two = pair()
    two.scan(two.codes[0])
    return one, two


def refused(computer: Computer, file: Path, trust: str | None = None) -> str:
    with pytest.raises(HadirError) as error:
        exchange.take_in(
            computer.desk, file, "Siti", exchange.fingerprint_of(file) if trust is None else trust
        )
    assert standing(computer, 1) == []
    return error.value.text


def test_an_edited_file_is_refused(apart: tuple[Computer, Computer]) -> None:
    one, two = apart
    file = two.written()
    whole = file.read_text("utf-8")

    for edited, said in (
        (whole.replace(two.codes[0], two.codes[1]), "was changed"),
        (whole[: len(whole) // 2], "not whole"),
        (whole + "{}\n", "not whole"),
        (whole.rpartition("\n{")[0] + "\n", "not whole"),
        ("halo", "no file of scans"),
        ("", "no file of scans"),
    ):
        file.write_text(edited, "utf-8")
        assert said in refused(one, file, ""), said


def test_a_file_of_a_computer_that_nobody_knows_waits_for_its_fingerprint(
    apart: tuple[Computer, Computer],
) -> None:
    one, two = apart
    file = two.written()
    assert "not known here" in refused(one, file, "")
    assert "not known here" in refused(one, file, "AAAA-BBBB")

    exchange.take_in(one.desk, file, "Siti", exchange.fingerprint(two.desk).lower())

    assert len(standing(one, 1)) == 1
    exchange.take_in(one.desk, two.written(), "Siti")
    exchange.take_in(two.desk, one.written(), "Siti")


def test_its_own_file_and_one_of_another_event_are_refused(
    apart: tuple[Computer, Computer], clock: Clock, pair: Pair
) -> None:
    one, _ = apart
    assert "wrote that file itself" in refused(one, one.written())
    stranger, _ = pair()
    assert "another event" in refused(one, stranger.written())


@pytest.mark.parametrize("years", [-10, 10])
def test_a_clock_that_is_ten_years_off_is_refused(
    apart: tuple[Computer, Computer], clock: Clock, years: int
) -> None:
    one, two = apart
    clock.now = clock.now.replace(year=clock.now.year + years)
    file = two.written()
    clock.now = clock.now.replace(year=clock.now.year - years)

    assert "clocks of the two computers differ" in refused(one, file)


def test_a_file_that_is_there_is_not_written_over(apart: tuple[Computer, Computer]) -> None:
    one, two = apart
    file = two.written()

    with pytest.raises(Refused, match="already exists"):
        exchange.export(one.desk, one.event, file, "Siti")
    with pytest.raises(BadInput, match="cannot be written"):
        exchange.export(one.desk, one.event, file / "there", "Siti")


def test_a_rehearsal_is_handed_on_to_nobody(apart: tuple[Computer, Computer]) -> None:
    one, _ = apart
    copy = start_rehearsal(one.desk, "Siti")

    with pytest.raises(Refused, match="rehearsal"):
        exchange.export(one.desk, copy, one.folder / "x", "Siti")


def test_what_came_by_a_file_is_told_to_other_programs(pair: Pair) -> None:
    one, two = pair()
    two.scan(two.codes[0])
    one.take(two.written())
    place = str(changes.since(one.desk, changes.NOW, 1).next)

    two.undo(1)
    two.scan(two.codes[1])
    participants.add_walk_in(two.desk, two.event.id, NewParticipant("Alan"), "Siti")
    one.take(two.written())
    told = changes.since(one.desk, place, 100).changes

    happened = [(each.kind.value, each.participant and each.participant.name) for each in told]
    assert {("undo", "Ada 1"), ("check_in", "Ada 2"), ("walk_in", "Alan")} <= set(happened)

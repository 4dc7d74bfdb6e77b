"""What is written in place, scan by scan, is what the law makes of all of them."""

from collections.abc import Callable
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.core.errors import HadirError
from kiosk.core.model import Participant, User
from kiosk.desk import Desk
from kiosk.services import acts
from kiosk.services.check_ins import check_in, undo
from kiosk.services.merging import merge
from kiosk.services.participants import dossier
from kiosk.services.taking_back import take_back
from kiosk.storage import participants, standing
from tests.conftest import Clock
from tests.makers import Maker, at

STORIES = st.lists(
    st.tuples(
        st.sampled_from(["scan", "scan", "late", "late", "undo", "merge", "two again"]),
        st.integers(0, 2),
        st.integers(0, 2),
        st.integers(0, 40),
    ),
    min_size=4,
    max_size=16,
)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STORIES)
def test_check_ins_are_what_the_law_says_of_their_scans(
    desk: Desk, make: Maker, clock: Clock, story: list[tuple[str, int, int, int]]
) -> None:
    clock.now = at(8)
    event = make.event(f"Clinic {clock.now}")
    by = make.user(f"Siti {event.id}")
    people = [make.participant(event, f"Ada {number}") for number in range(3)]
    codes = [make.badge(each).code for each in people]
    for what, one, other, minutes in story:
        clock.pass_by(minutes=1)
        sooner = clock.now - timedelta(minutes=minutes)
        _do(desk, what, (people[one], people[other]), by, codes[one], sooner, make)

    with desk.store.write() as tx:
        alone = [each.id for each in people if participants.stands_for(tx, each.id) == each.id]
        assert standing.put_right(tx, alone) == 0


def _do(  # noqa: PLR0913, PLR0917
    desk: Desk,
    what: str,
    both: tuple[Participant, Participant],
    by: User,
    code: str,
    sooner: object,
    make: Maker,
) -> None:
    """Do one thing that staff or a station may do; what is refused was not done."""
    one, other = both
    things: dict[str, Callable[[], object]] = {
        "scan": lambda: check_in(desk, make.scan(code, event_id=one.event_id)),
        "late": lambda: check_in(desk, make.scan(code, event_id=one.event_id, scanned_at=sooner)),
        "undo": lambda: _undo(desk, one, by),
        "merge": lambda: merge(desk, one.event_id, one.id, other.id, by.name),
        "two again": lambda: take_back(
            desk, one.event_id, acts.recent(desk, one.event_id)[0].id, by
        ),
    }
    try:
        things[what]()
    except (HadirError, IndexError):
        return


def _undo(desk: Desk, person: Participant, by: User) -> None:
    for each in dossier(desk, person.id).check_ins:
        if not each.undone_at:
            undo(desk, each.id, by)

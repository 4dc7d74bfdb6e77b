"""The log of changes is kept for thirty days; who asks for more is told to begin anew."""

import pytest
from sqlalchemy import func, select

from kiosk.core.errors import Expired
from kiosk.desk import Desk
from kiosk.services import changes
from kiosk.services.check_ins import check_in
from kiosk.services.shortening import shorten
from kiosk.storage import schema
from tests.conftest import Clock
from tests.makers import Maker


def _lines(desk: Desk) -> int:
    with desk.store.read() as tx:
        return tx.execute(select(func.count()).select_from(schema.change)).scalar_one()


def test_what_is_older_than_thirty_days_goes_and_what_follows_is_told(
    desk: Desk, make: Maker, clock: Clock
) -> None:
    event = make.event()
    people = [make.participant(event, f"Ada {n}") for n in range(3)]
    old = str(changes.since(desk, changes.NOW, 1).next)
    for each in people[:2]:
        check_in(desk, make.scan(each))
    shorten(desk)
    clock.pass_by(days=29)
    shorten(desk)
    assert str(changes.since(desk, old, 100).changes[0].kind) == "check_in"
    place = str(changes.since(desk, changes.NOW, 1).next)
    before = _lines(desk)

    clock.pass_by(days=2)
    shorten(desk)

    assert (before, _lines(desk)) == (7, 1)
    for gone in ("", old):
        with pytest.raises(Expired, match="30 days ago"):
            changes.since(desk, gone, 100)
    assert changes.since(desk, place, 100).changes == ()
    clock.pass_by(days=-31)
    check_in(desk, make.scan(people[2]))
    [told] = changes.since(desk, place, 100).changes
    assert told.participant and told.participant.name == "Ada 2"


def test_a_log_of_which_nothing_is_old_stays_whole(desk: Desk, make: Maker, clock: Clock) -> None:
    make.participant(make.event())
    changes.since(desk, changes.NOW, 1)
    for _ in range(40):
        shorten(desk)
        clock.pass_by(hours=12)

    assert _lines(desk) == 3
    assert changes.since(desk, "", 100).changes

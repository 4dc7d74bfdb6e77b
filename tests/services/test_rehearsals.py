"""A rehearsal is the event as it is, and nothing in it counts."""

import pytest

from kiosk.core.errors import Refused
from kiosk.core.model import Reason
from kiosk.desk import Desk
from kiosk.services import badges, privacy
from kiosk.services.check_ins import check_in
from kiosk.services.events import current_event, event_scanned
from kiosk.services.rehearsals import end_rehearsal, start_rehearsal
from kiosk.storage import events, rehearsals
from tests.conftest import Clock
from tests.makers import Maker


def test_a_badge_that_was_replaced_stays_replaced_in_a_rehearsal(desk: Desk, make: Maker) -> None:
    ada = make.participant(make.event())
    old = make.badge(ada).code
    new = badges.reissue(desk, ada.id, "Siti").code
    start_rehearsal(desk, "Siti")

    assert check_in(desk, make.scan(old)).reason is Reason.REVOKED
    assert check_in(desk, make.scan(new)).reason is Reason.OK


def test_after_a_rehearsal_nobody_has_come(desk: Desk, make: Maker) -> None:
    event = make.event()
    ada = make.participant(event)
    start_rehearsal(desk, "Siti")
    check_in(desk, make.scan(make.badge(ada).code))

    assert end_rehearsal(desk, "Siti") == event
    assert current_event(desk) == event
    assert check_in(desk, make.scan(ada)).reason is Reason.OK


def test_commands_scan_into_a_rehearsal_and_into_the_event_where_it_is_named(
    desk: Desk, make: Maker
) -> None:
    event = make.event()
    copy = start_rehearsal(desk, "Siti")

    assert event_scanned(desk, None).id == copy.id
    assert event_scanned(desk, event.slug) == event
    end_rehearsal(desk, "Siti")
    assert event_scanned(desk, None) == event


def test_there_is_one_rehearsal_at_a_time(desk: Desk, make: Maker) -> None:
    make.event()
    start_rehearsal(desk, "Siti")

    with pytest.raises(Refused, match="already running"):
        start_rehearsal(desk, "Siti")


def test_what_is_left_of_one_that_never_began_goes_and_is_in_nobodys_way(
    desk: Desk, make: Maker, clock: Clock
) -> None:
    event = make.event()
    ada = make.participant(event)
    for _ in range(2):
        with desk.store.write() as tx:
            half = rehearsals.add_copy(tx, event, desk.now())
            rehearsals.copy_people(tx, event.id, half.id, (1, 1))
        clock.pass_by(seconds=1)
    assert current_event(desk) == event
    assert check_in(desk, make.scan(ada)).reason is Reason.OK

    copy = start_rehearsal(desk, "Siti")
    assert set(_events(desk)) == {event.id, copy.id}
    assert check_in(desk, make.scan(make.badge(ada).code)).reason is Reason.OK
    end_rehearsal(desk, "Siti")
    with desk.store.write() as tx:
        rehearsals.add_copy(tx, event, desk.now())
    privacy.purge(desk, event, "Siti")
    assert _events(desk) == [event.id]


def _events(desk: Desk) -> list[int]:
    with desk.store.read() as tx:
        return [each.id for each in events.by_choice(tx)]


def test_without_a_rehearsal_none_is_ended(desk: Desk, make: Maker) -> None:
    make.event()

    with pytest.raises(Refused, match="No rehearsal"):
        end_rehearsal(desk, "Siti")

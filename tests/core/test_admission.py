"""The decision, reason by reason, and the choice of the session by the clock."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.core.admission import choose_session, decide, may_undo, opens_next
from kiosk.core.model import (
    Badge,
    CheckIn,
    Holding,
    Means,
    Participant,
    Reason,
    Role,
    Session,
    SessionChoice,
    Status,
    User,
)

EIGHT = datetime(2026, 11, 23, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
MORNING = Session(1, 1, "Sesi Pagi", EIGHT, EIGHT + 4 * HOUR)
AFTEREIGHT = Session(2, 1, "Sesi Sore", EIGHT + 5 * HOUR, EIGHT + 9 * HOUR)
BOTH = [MORNING, AFTEREIGHT]
ADA = Participant(1, 1, 1, "Ada")
BADGE = Badge(1, 1, "0000000000000000", 1, EIGHT)
HELD = Holding(BADGE, ADA, frozenset({1, 2}))


def test_a_badge_of_somebody_expected_is_admitted() -> None:
    assert decide(HELD, MORNING, EIGHT).reason is Reason.OK


def test_what_is_not_one_of_our_codes_is_invalid() -> None:
    assert decide(None, MORNING, EIGHT).reason is Reason.INVALID


def test_a_reserve_badge_that_nobody_has_taken_is_invalid() -> None:
    assert decide(Holding(BADGE, None), MORNING, EIGHT).reason is Reason.INVALID


def test_a_replaced_badge_is_revoked_and_names_its_person() -> None:
    held = replace(HELD, badge=replace(BADGE, revoked_at=EIGHT))

    result = decide(held, MORNING, EIGHT)

    assert (result.reason, result.participant) == (Reason.REVOKED, ADA)


@pytest.mark.parametrize("status", [Status.CANCELED, Status.BLOCKED])
def test_the_status_of_a_person_is_the_reason(status: Status) -> None:
    held = replace(HELD, participant=replace(ADA, status=status))

    assert decide(held, MORNING, EIGHT).reason == status.value


def test_somebody_of_another_session_is_not_expected() -> None:
    held = replace(HELD, expected_sessions=frozenset({2}))

    assert decide(held, MORNING, EIGHT).reason is Reason.NOT_EXPECTED


def test_a_second_time_says_so_even_to_somebody_not_expected() -> None:
    standing = CheckIn(1, 1, 1, 1, EIGHT, Means.CAMERA, "Pintu 1")
    held = replace(HELD, expected_sessions=frozenset(), standing=standing)

    result = decide(held, MORNING, EIGHT)

    assert (result.reason, result.standing) == (Reason.ALREADY_CHECKED_IN, standing)


def test_without_a_session_it_is_not_the_time() -> None:
    assert decide(HELD, None, EIGHT).reason is Reason.INVALID_TIME


def test_a_session_that_is_closed_is_not_the_time_unless_staff_chose_it() -> None:
    assert decide(HELD, AFTEREIGHT, EIGHT).reason is Reason.INVALID_TIME
    assert decide(HELD, AFTEREIGHT, EIGHT, override=True).reason is Reason.OK


def test_a_refused_person_hears_of_that_before_the_time() -> None:
    held = replace(HELD, participant=replace(ADA, status=Status.BLOCKED))

    assert decide(held, None, EIGHT).reason is Reason.BLOCKED


def test_a_session_opens_an_hour_before_its_start_to_the_second() -> None:
    opening = EIGHT - HOUR

    assert choose_session(BOTH, None, opening) is MORNING
    assert choose_session(BOTH, None, opening - timedelta(seconds=1)) is None


def test_the_end_of_the_morning_is_the_opening_of_the_afternoon() -> None:
    noon = EIGHT + 4 * HOUR

    assert choose_session(BOTH, None, noon - timedelta(seconds=1)) is MORNING
    assert choose_session(BOTH, None, noon) is AFTEREIGHT


def test_the_session_that_runs_goes_before_the_one_that_is_only_open() -> None:
    early = replace(AFTEREIGHT, opens_before=3 * HOUR)

    assert choose_session([MORNING, early], None, EIGHT + 3 * HOUR) is MORNING


def test_a_choice_by_staff_sets_the_clock_aside() -> None:
    choice = SessionChoice(2, EIGHT, "Siti")

    assert choose_session(BOTH, choice, EIGHT) is AFTEREIGHT


def test_between_sessions_the_next_one_is_known() -> None:
    assert opens_next(BOTH, EIGHT) is AFTEREIGHT
    assert opens_next(BOTH, EIGHT + 10 * HOUR) is None


def test_a_viewer_takes_nothing_back_not_even_what_bears_their_name() -> None:
    made = CheckIn(1, 1, 1, 1, EIGHT, Means.BY_HAND, by="Kepala")

    assert not may_undo(made, User(1, "Kepala", Role.VIEWER), EIGHT)
    assert may_undo(made, User(1, "Kepala", Role.STEWARD), EIGHT)
    assert not may_undo(made, User(1, "Rina", Role.STEWARD), EIGHT)


@pytest.mark.parametrize(("minutes", "may"), [(15, True), (15.01, False)])
def test_a_steward_may_take_back_for_a_quarter_of_an_hour(minutes: float, may: bool) -> None:  # noqa: FBT001
    made = CheckIn(1, 1, 1, 1, EIGHT, Means.BY_HAND, by="Rina")
    now = EIGHT + timedelta(minutes=minutes)

    assert may_undo(made, User(1, "Rina", Role.STEWARD), now) is may
    assert may_undo(made, User(2, "Siti", Role.SUPERVISOR), now)

"""Who may get a certificate: by JP attended of those that were possible for this person."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.core.attendance import AttendanceRecord
from kiosk.core.certificates import (
    CertificateRule,
    Shortfall,
    entitlement,
    rule_from_json,
    rule_to_json,
    usual_rule,
)
from kiosk.core.model import Status
from tests.reports.events import check_in, person, sessions

MORNING, AFTERNOON = sessions()
RULE = CertificateRule({1: 5, 2: 4}, minimum_percent=80)


def record(expected: set[int], came: set[int], **changes: object) -> AttendanceRecord:
    marks = {each.id: check_in(1, each) for each in (MORNING, AFTERNOON) if each.id in came}
    return AttendanceRecord(person(1, **changes), frozenset(expected), marks)


def test_the_usual_rule_counts_lessons_of_45_minutes() -> None:
    assert usual_rule(sessions()).credits == {1: 5, 2: 5}
    for minutes, jp in ((1, 1), (89, 1), (90, 2)):
        part = replace(MORNING, ends_at=MORNING.starts_at + timedelta(minutes=minutes))
        assert usual_rule([part]).credits == {1: jp}


def test_whoever_came_to_everything_is_entitled_to_all_jp() -> None:
    decided = entitlement(RULE, record({1, 2}, {1, 2}))

    assert decided.is_entitled
    assert (decided.earned, decided.percent) == (9, 100)


def test_half_a_day_is_too_little() -> None:
    decided = entitlement(RULE, record({1, 2}, {1}))

    assert decided.shortfall is Shortfall.TOO_LITTLE
    assert (decided.earned, decided.possible) == (5, 9)


def test_whoever_is_expected_in_the_morning_only_needs_the_morning_only() -> None:
    decided = entitlement(RULE, record({1}, {1}))

    assert decided.is_entitled
    assert decided.earned == 5


def test_a_walk_in_expected_nowhere_is_measured_by_all_sessions() -> None:
    assert entitlement(RULE, record(set(), {2})).shortfall is Shortfall.TOO_LITTLE
    assert entitlement(RULE, record(set(), {1, 2})).is_entitled


def test_whoever_never_came_is_missing() -> None:
    assert entitlement(RULE, record({1, 2}, set())).shortfall is Shortfall.ABSENT


def test_whoever_was_canceled_gets_none_whatever_they_attended() -> None:
    decided = entitlement(RULE, record({1, 2}, {1, 2}, status=Status.CANCELED))

    assert decided.shortfall is Shortfall.CANCELED


def test_a_session_that_does_not_count_changes_nothing() -> None:
    morning_only = CertificateRule({1: 5}, 100)

    assert entitlement(morning_only, record({1, 2}, {1})).is_entitled
    assert entitlement(morning_only, record({1, 2}, {2})).shortfall is Shortfall.ABSENT


@pytest.mark.parametrize(("minimum", "is_entitled"), [(55, True), (56, False)])
def test_the_share_is_exact(minimum: int, *, is_entitled: bool) -> None:
    rule = CertificateRule({1: 5, 2: 4}, minimum)

    assert entitlement(rule, record({1, 2}, {1})).is_entitled is is_entitled


def test_a_rule_survives_json() -> None:
    assert rule_from_json(json.loads(json.dumps(rule_to_json(RULE)))) == RULE

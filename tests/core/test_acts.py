"""How somebody stands on the list after an act, and who may take it back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.core.acts import Act, ActKind, OnList, may_take_back, on_list_after
from kiosk.core.model import Participant, Role, Status, User

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
ACTIVE = Participant(1, 1, 1, "Ada")
BLOCKED = replace(ACTIVE, status=Status.BLOCKED, note="Ambil surat")
CANCELED = replace(ACTIVE, status=Status.CANCELED)
CANCELED_WITH_NOTE = replace(BLOCKED, status=Status.CANCELED)
ACT = Act(1, 1, ActKind.BLOCKED, 1, NOW, "Rina", {"7": {}})


@pytest.mark.parametrize(
    ("kind", "person", "after"),
    [
        (ActKind.BLOCKED, ACTIVE, OnList(Status.BLOCKED, "Catatan")),
        (ActKind.BLOCKED, BLOCKED, OnList(Status.BLOCKED, "Catatan")),
        (ActKind.BLOCKED, CANCELED, None),
        (ActKind.UNBLOCKED, BLOCKED, OnList(Status.ACTIVE, "")),
        (ActKind.UNBLOCKED, ACTIVE, None),
        (ActKind.UNBLOCKED, CANCELED_WITH_NOTE, None),
        (ActKind.CANCELED, ACTIVE, OnList(Status.CANCELED, "")),
        (ActKind.CANCELED, BLOCKED, OnList(Status.CANCELED, "Ambil surat")),
        (ActKind.CANCELED, CANCELED, None),
        (ActKind.RESTORED, CANCELED, OnList(Status.ACTIVE, "")),
        (ActKind.RESTORED, CANCELED_WITH_NOTE, OnList(Status.BLOCKED, "Ambil surat")),
        (ActKind.RESTORED, BLOCKED, None),
    ],
)
def test_how_a_person_stands_after_it(
    kind: ActKind, person: Participant, after: OnList | None
) -> None:
    assert on_list_after(kind, person, "Catatan") == after


@pytest.mark.parametrize(
    ("name", "role", "minutes", "may"),
    [
        ("Rina", Role.STEWARD, 15, True),
        ("Rina", Role.STEWARD, 15.01, False),
        ("Siti", Role.STEWARD, 0, False),
        ("Rina", Role.VIEWER, 0, False),
        ("Siti", Role.SUPERVISOR, 600, True),
    ],
)
def test_one_s_own_for_a_quarter_of_an_hour_a_supervisor_any(
    *, name: str, role: Role, minutes: float, may: bool
) -> None:
    assert may_take_back(ACT, User(1, name, role), NOW + timedelta(minutes=minutes)) is may


def test_what_was_undone_is_not_undone_again() -> None:
    undone = replace(ACT, undone_at=NOW)

    assert not may_take_back(undone, User(1, "Siti", Role.ADMINISTRATOR), NOW)


def test_an_act_concerns_those_of_whom_it_keeps_how_they_were() -> None:
    assert ACT.concerns(7)
    assert not ACT.concerns(8)

"""The way of an organiser through an event: what is done, what is next, what comes later."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from flask_babel import gettext as _
from flask_babel import ngettext

from kiosk.core.model import Session
from kiosk.core.overview import Overview


class StepState(StrEnum):
    """Where a step stands; at most one is next."""

    DONE = "done"
    NEXT = "next"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: where it is done, by whom, and how far it has come."""

    endpoint: str
    icon: str
    title: str
    words: str
    action: str
    state: StepState = StepState.LATER


@dataclass(frozen=True, slots=True)
class SetupProgress:
    """All that the steps depend on."""

    sessions: Sequence[Session]
    overview: Overview
    now: datetime

    @property
    def is_over(self) -> bool:
        """Whether the last session has ended."""
        return bool(self.sessions) and self.now >= max(each.ends_at for each in self.sessions)

    @property
    def is_printed(self) -> bool:
        """Whether every badge was printed."""
        return 0 < self.overview.badges <= self.overview.printed


def steps_of(progress: SetupProgress) -> list[Step]:
    """Return the steps in their order; the first that is not done is next."""
    steps = list(_with_done(progress))
    following = next((index for index, (_step, done) in enumerate(steps) if not done), -1)
    return [
        replace(step, state=_state(done=done, follows=index == following))
        for index, (step, done) in enumerate(steps)
    ]


def first_steps(now: datetime) -> list[Step]:
    """Return the steps as they are before there is an event: to add one is next."""
    words = _("An event has a name, a day and its sessions. Everything else builds on it.")
    event = Step(
        "events.new", "calendar", _("Event"), words, _("Add an event"), state=StepState.NEXT
    )
    later = [step for step, _done in _with_done(SetupProgress([], Overview(0, 0, 0, 0), now))]
    return [event, *later]


def _with_done(progress: SetupProgress) -> Iterator[tuple[Step, bool]]:
    came = progress.overview.check_ins > 0
    yield _sessions(progress), bool(progress.sessions)
    yield _roster(progress), progress.overview.participants > 0
    yield _badges(progress), progress.is_printed or came
    yield _readiness(), came or progress.is_over
    yield _door(progress), progress.is_over
    yield _closing(progress), False
    yield _reports(progress), False


def _state(*, done: bool, follows: bool) -> StepState:
    if done:
        return StepState.DONE
    return StepState.NEXT if follows else StepState.LATER


def _sessions(progress: SetupProgress) -> Step:
    names = ", ".join(each.name for each in progress.sessions)
    words = names or _("Attendance is taken separately in each session.")
    return Step("sessions.index", "clock", _("Sessions"), words, _("Set the sessions"))


def _roster(progress: SetupProgress) -> Step:
    count = progress.overview.participants
    words = (
        ngettext("%(num)s person is on the list.", "%(num)s people are on the list.", count)
        if count
        else _("Import the Excel list as it is: Hadir finds the columns and shows what it read.")
    )
    return Step("roster.index", "upload", _("List of participants"), words, _("Import the list"))


def _badges(progress: SetupProgress) -> Step:
    printed, all_badges = progress.overview.printed, progress.overview.badges
    if not all_badges:
        words = _("Each participant gets a badge with a code of their own.")
    elif progress.overview.check_ins and not printed:
        words = _("They are in use at the door.")
    else:
        words = _("%(printed)s of %(all)s are printed.", printed=printed, all=all_badges)
    return Step("badges.index", "badge", _("Badges"), words, _("Print the badges"))


def _readiness() -> Step:
    words = _("Camera, light, sound and a test badge: before the doors open, not after.")
    return Step("check.show", "ready", _("Readiness"), words, _("Check the door"))


def _door(progress: SetupProgress) -> Step:
    count = progress.overview.check_ins
    words = (
        ngettext("%(num)s check-in so far.", "%(num)s check-ins so far.", count)
        if count
        else _("Participants hold their badge to the camera; the answer comes at once.")
    )
    return Step("kiosk.show", "door", _("Door"), words, _("Open the door"))


def _closing(progress: SetupProgress) -> Step:
    words = (
        _("What the day was, and what is left to do.")
        if progress.is_over
        else _("After the last session: what the day was, and what is left to do.")
    )
    return Step("closing.show", "moon", _("End of the day"), words, _("Look at the day"))


def _reports(progress: SetupProgress) -> Step:
    words = (
        _("The attendance list, the Excel file and the certificates are ready.")
        if progress.is_over
        else _("The attendance list, an Excel file and certificates, when it is over.")
    )
    return Step("attendance.index", "report", _("Reports"), words, _("Create the reports"))

"""How long a scan waits while something is done to many people at once.

``python -m bench many`` lets 8 stations scan 2,000 people, and meanwhile does to 20,000 others
what staff may do to all: it prints how long each act took, and the longest wait of a scan in it.
"""

import argparse
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import time as clock

from bench._doors import KINDS, Filled, Sent, databases, filled
from bench._stations import scanning, within
from bench.roster import book_of, person
from kiosk.core.model import Event, Role, User
from kiosk.core.people import NewParticipant
from kiosk.desk import Desk, open_desk
from kiosk.services import acts, badges, privacy, rehearsals, roster, sessions, taking_back
from kiosk.services.backups.backup import backup
from kiosk.services.lists.spreadsheets import read_file
from kiosk.services.sessions import NewSession
from kiosk.services.users import add_user
from kiosk.storage import participants

SCANNED = 2000
NOTHING_S = 5
_BY = "bench"

Act = tuple[str, Callable[[], object]]


@dataclass(frozen=True)
class Many:
    """An event with many people, and who does something to them."""

    desk: Desk
    event: Event
    staff: User
    people: Sequence[NewParticipant]

    def acts(self) -> Iterator[Act]:
        """Yield what is done, in an order in which each finds what it needs."""
        moved = [replace(each, phone=f"{each.phone}1") for each in self.people]
        yield "nothing", lambda: time.sleep(NOTHING_S)
        yield "the print log", self._print
        yield "blocking", self._block
        yield "taking that back", self._take_back
        yield "a session more", self._add_session
        yield "a session less", self._remove_session
        yield "a rehearsal begins", lambda: rehearsals.start_rehearsal(self.desk, _BY)
        yield "a rehearsal ends", lambda: rehearsals.end_rehearsal(self.desk, _BY)
        yield "a backup", self._backup
        yield self._importing(self.people)
        yield self._importing(moved)
        yield "taking the import back", self._back
        yield "deleting all names", lambda: privacy.purge(self.desk, self.event, _BY)

    def _importing(self, people: Sequence[NewParticipant]) -> Act:
        seen = roster.preview(self.desk, self.event.id, read_file("list.xlsx", book_of(people)))
        return "an import", lambda: roster.commit(
            self.desk, self.event.id, seen, _BY, skip_errors=True
        )

    def _back(self) -> object:
        return roster.undo_last_import(self.desk, self.event.id, _BY)

    def _print(self) -> object:
        return badges.log_print(
            self.desk, badges.badges_of(self.desk, self.event.id), "a6-4up", _BY
        )

    def _block(self) -> object:
        with self.desk.store.read() as tx:
            ids = participants.ids_of_event(tx, self.event.id)[SCANNED:]
        return acts.block(self.desk, self.event.id, ids, "To the desk", _BY)

    def _take_back(self) -> object:
        [last] = acts.recent(self.desk, self.event.id, 1)
        return taking_back.take_back(self.desk, self.event.id, last.id, self.staff)

    def _add_session(self) -> object:
        new = NewSession("Later", clock(23, 50), clock(23, 55))
        return sessions.add_session(self.desk, self.event, new, _BY)

    def _remove_session(self) -> object:
        later = sessions.session_named(self.desk, self.event, "Later")
        return sessions.remove_session(self.desk, later.id, _BY)

    def _backup(self) -> object:
        return backup(self.desk.settings, self.desk.settings.data / "copy.db")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--database", choices=KINDS, nargs="*", default=KINDS)
    parser.add_argument("--only", nargs="*", default=[], help="words of the acts that are measured")
    given = parser.parse_args()
    draw = random.Random(7)
    people = [person(draw, 300_000 + n) for n in range(given.people)]
    with databases(given.database) as both:
        for name, settings in both.items():
            _measure(name, filled(settings, SCANNED + given.people), people, given.only)


def _measure(
    name: str, ready: Filled, people: Sequence[NewParticipant], only: Sequence[str]
) -> None:
    desk = open_desk(ready.settings)
    staff = add_user(desk, "Siti", Role.ADMINISTRATOR, "rahasia-sekali")
    many = Many(desk, desk.arrangement().programme().event, staff, people)
    print(f"{name:26} seconds  processor s  scans  median ms  p95 ms  longest")
    for what, act in many.acts():
        left_out = only and not any(each in what for each in only)
        if left_out or (what == "a backup" and ready.settings.database):
            continue
        with scanning(ready.codes[:SCANNED], within(desk)) as sent:
            began, processor = time.perf_counter(), time.process_time()
            act()
            sent.seconds = time.perf_counter() - began
            sent.processor = time.process_time() - processor
        _print(what, sent)
    desk.close()
    print(flush=True)


def _print(what: str, sent: Sent) -> None:
    waits = f"{sent.wait(0.5):9.0f}  {sent.wait(0.95):6.0f}  {sent.wait(1):7.0f}"
    print(
        f"{what:26} {sent.seconds:7.1f}  {sent.processor:11.2f}  {len(sent.waits):5}  {waits}",
        flush=True,
    )


if __name__ == "__main__":
    main()

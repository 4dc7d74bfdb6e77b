"""What a check-in costs: queries, and people a second at one door and at eight at once."""

import tempfile
import threading
import time
from datetime import UTC, date, datetime
from datetime import time as clock
from pathlib import Path
from uuid import uuid4

from sqlalchemy import event as listening

from badges.code import new_code
from kiosk.core.model import Scan
from kiosk.core.roster.roster import NewParticipant
from kiosk.desk import Desk, open_desk
from kiosk.services.check_ins import check_in
from kiosk.services.events import NewEvent, add_event
from kiosk.services.sessions import NewSession
from kiosk.settings import Settings
from kiosk.storage import badges, participants, sessions

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
DOORS = 8


def main() -> None:
    print("people  queries  one door ms  p95 ms  8 doors, people a second")
    for people in (125, 10_000, 50_000):
        with tempfile.TemporaryDirectory() as folder:
            desk = Desk(
                Settings(data=Path(folder)),
                open_desk(Settings(data=Path(folder))).store,
                clock=lambda: NOW,
            )
            codes = roster(desk, people)
            queries = count_queries(desk, codes[0])
            took = [timed(desk, code) for code in codes[1:61]]
            rate = at_once(desk, codes[61:125])
            took.sort()
            middle, late = took[len(took) // 2], took[int(len(took) * 0.95)]
            print(f"{people:6}  {queries:7}  {middle:11.1f}  {late:6.1f}  {rate:24.0f}")
            desk.close()


def roster(desk: Desk, people: int) -> list[str]:
    day = NewEvent("Bench", date(2026, 11, 23), sessions=(NewSession("Pagi", clock(8), clock(12)),))
    event = add_event(desk, day)
    with desk.store.write() as tx:
        new = [
            NewParticipant(name=f"Guru {n}", organization=f"SDN {n % 300}") for n in range(people)
        ]
        added = participants.add(tx, event.id, new, NOW)
        part = sessions.of_event(tx, event.id)[0].id
        participants.expect_new(tx, {each.id: [part] for each in added})
        codes = {each.id: new_code() for each in added}
        badges.issue(tx, event.id, codes, NOW)
    return list(codes.values())


def count_queries(desk: Desk, code: str) -> int:
    seen: list[str] = []

    def note(*given: object) -> None:
        seen.append(str(given[2]))

    listening.listen(desk.store.engine, "before_cursor_execute", note)
    check_in(desk, Scan(str(uuid4()), code, NOW))
    listening.remove(desk.store.engine, "before_cursor_execute", note)
    return len(seen)


def timed(desk: Desk, code: str) -> float:
    began = time.perf_counter()
    check_in(desk, Scan(str(uuid4()), code, NOW))
    return (time.perf_counter() - began) * 1000


def at_once(desk: Desk, codes: list[str]) -> float:
    def door(mine: int) -> None:
        for code in codes[mine::DOORS]:
            check_in(desk, Scan(str(uuid4()), code, NOW))

    doors = [threading.Thread(target=door, args=(n,)) for n in range(DOORS)]
    began = time.perf_counter()
    for each in doors:
        each.start()
    for each in doors:
        each.join()
    return len(codes) / (time.perf_counter() - began)


if __name__ == "__main__":
    main()

"""What is not known is not called not stored: commits that hang, connections that break in one."""

import threading
from collections.abc import Sequence

import pytest
from sqlalchemy import create_engine, text

from kiosk.core.errors import Busy, HadirError, Moved, Unsure
from kiosk.core.model import Reason, Scan, ScanOutcome
from kiosk.desk import Desk
from kiosk.services.answering import answer_scans
from kiosk.services.check_ins import answer_to, check_in
from kiosk.storage.database import Tx
from tests.makers import Maker


def test_the_same_scan_sent_again_while_the_first_is_stored_is_not_known_yet(
    sqlite_desk: Desk, make: Maker
) -> None:
    scan, other = make.scan(make.participant(make.event())), make.scan("ANOTHER")
    begun, go_on = threading.Event(), threading.Event()

    def slowly(tx: Tx, scans: Sequence[Scan]) -> list[ScanOutcome | HadirError]:
        begun.set()
        go_on.wait(30)
        return answer_scans(sqlite_desk, tx, scans)

    first = threading.Thread(target=sqlite_desk.store.together, args=([scan], slowly))
    first.start()
    begun.wait(30)
    with pytest.raises(Unsure):
        check_in(sqlite_desk, scan)
    with pytest.raises(Busy):
        check_in(sqlite_desk, other)
    go_on.set()
    first.join()

    assert check_in(sqlite_desk, scan).reason is Reason.OK
    assert answer_to(sqlite_desk, other.scan_id) is None


def test_a_folder_that_is_moved_while_a_scan_is_stored_leaves_it_unknown(
    sqlite_desk: Desk, make: Maker
) -> None:
    scan = make.scan(make.participant(make.event()))
    folder = sqlite_desk.settings.data

    def moving(tx: Tx, scans: Sequence[Scan]) -> list[ScanOutcome | HadirError]:
        folder.rename(folder.with_name("away"))
        return answer_scans(sqlite_desk, tx, scans)

    [told] = sqlite_desk.store.together([scan], moving)

    assert isinstance(told, Unsure)
    with pytest.raises(Moved):
        check_in(sqlite_desk, make.scan("ANOTHER"))

    folder.with_name("away").rename(folder)
    assert check_in(sqlite_desk, scan).reason is Reason.OK


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_server_that_breaks_off_while_it_stores_leaves_it_unknown(
    desk: Desk, make: Maker
) -> None:
    scan = make.scan(make.participant(make.event()))
    other = create_engine(desk.store.engine.url)

    def breaking(tx: Tx, scans: Sequence[Scan]) -> list[ScanOutcome | HadirError]:
        answered = answer_scans(desk, tx, scans)
        mine = tx.execute(text("SELECT pg_backend_pid()")).scalar_one()
        with other.connect() as breaker:
            breaker.execute(text("SELECT pg_terminate_backend(:mine)"), {"mine": mine})
        return answered

    [told] = desk.store.together([scan], breaking)

    assert isinstance(told, Unsure)

    assert check_in(desk, scan).reason is Reason.OK
    other.dispose()

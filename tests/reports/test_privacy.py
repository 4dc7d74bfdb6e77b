"""Papers about personal data, read back."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kiosk.core.model import Event
from kiosk.core.privacy import Purge
from kiosk.reports.letterhead import Letterhead
from kiosk.reports.privacy import protocol_pdf
from kiosk.reports.wording import Language, Wording
from tests.reports.pdf import text_of

EVENT = Event(1, "clinic", "Coaching Clinic", date(2026, 11, 23), "Asia/Pontianak")
NIGHT = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)
DONE = Purge(NIGHT, "Siti", 1001, 1002, 1003, 1004, 1005, 1006, 1007)


@pytest.mark.parametrize("backups", [(), ("backups/monday.db", "backups/sunday.db")])
def test_the_protocol_says_when_who_how_much_and_where_names_still_stand(
    backups: tuple[str, ...],
) -> None:
    done, wording = replace(DONE, backups=backups), Wording(EVENT.zone, Language.EN)

    text = " ".join(text_of(protocol_pdf(EVENT, done, Letterhead(), wording)).split())

    assert "Siti deleted" in text
    assert "24 November 2026, 00:30 WIB" in text
    assert [f"{number:,}" in text for number in range(1001, 1008)] == [True] * 7
    assert ("knows of no backup" in text) is not bool(backups)
    assert ("These backups still hold the names" in text) is bool(backups)
    assert all(each in text for each in backups)

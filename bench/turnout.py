"""Measures what a look of the dashboard costs after a scan: processor time and bytes.

``python -m bench.turnout`` fills events of 125, 10,000 and 100,000 people, checks people in one by
one, and renders the dashboard and the wall after each, as they are sent to open pages.
"""

import argparse
import statistics
import tempfile
import time
import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

from flask import Flask, g
from sqlalchemy import insert, select
from werkzeug.test import EnvironBuilder

from badges.code import new_code
from kiosk.app import create_app
from kiosk.core.model import Event, Means, Scan
from kiosk.desk import Desk, open_desk
from kiosk.services.check_ins import check_in
from kiosk.services.events import NewEvent, add_event
from kiosk.services.sessions import NewSession, sessions_of
from kiosk.settings import Settings
from kiosk.storage import badges, schema
from kiosk.web.dashboard import dashboard, wall
from kiosk.web.live.channels import Channel
from kiosk.web.live.pages import LivePage, StreamVariant

_ENVIRON = EnvironBuilder().get_environ()
_ZONE = ZoneInfo("Asia/Pontianak")
_PAGES: tuple[tuple[LivePage, StreamVariant], ...] = (
    (dashboard.PAGE, ("", "staff")),
    (wall.PAGE, ("",)),
)


@dataclass
class Costs:
    """Milliseconds of processor and bytes: of the first look, and of each one after a scan."""

    first: float = 0.0
    whole: int = 0
    looks: list[float] = field(default_factory=list)
    news: list[bytes] = field(default_factory=list)


def main() -> None:
    """Measure each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, nargs="*", default=[125, 10_000, 100_000])
    parser.add_argument("--scans", type=int, default=50)
    given = parser.parse_args()
    print(
        f"{'people':>8} {'page':>10} {'first look':>11} {'look p50/p95':>14} "
        f"{'page':>8} {'news p50/max':>14} {'packed':>7}"
    )
    for people in given.people:
        with tempfile.TemporaryDirectory() as folder:
            _measure(Path(folder), people, given.scans)


def _measure(folder: Path, people: int, scans: int) -> None:
    desk = open_desk(Settings(data=folder))
    codes = _filled(desk, people)
    app = create_app(desk)
    for page, variant in _PAGES:
        costs = Costs()
        channel = Channel()
        seat = channel.sit()
        costs.first = _look(app, channel, page, variant)
        costs.whole = len(channel.news_for(seat))
        for _ in range(scans):
            check_in(desk, Scan(str(uuid4()), codes.pop(), desk.now(), means=Means.CAMERA))
            costs.looks.append(_look(app, channel, page, variant))
            costs.news.append(channel.news_for(seat))
        _tell(people, page.name, costs)
    desk.close()


def _look(app: Flask, channel: Channel, page: LivePage, variant: StreamVariant) -> float:
    began = time.process_time()
    with app.request_context(dict(_ENVIRON)):
        g.language = "id"
        channel.put(page.render(variant))
    return 1000 * (time.process_time() - began)


def _tell(people: int, name: str, costs: Costs) -> None:
    looks, news = sorted(costs.looks), [len(each) for each in costs.news]
    packed = statistics.median(len(zlib.compress(each)) for each in costs.news)
    print(
        f"{people:>8} {name:>10} {costs.first:>8.0f} ms "
        f"{statistics.median(looks):>5.1f} / {looks[int(0.95 * len(looks))]:.1f} ms "
        f"{costs.whole:>6} B {statistics.median(news):>6.0f} / {max(news)} B {packed:>5.0f} B",
        flush=True,
    )


def _filled(desk: Desk, people: int) -> list[str]:
    now = datetime.now(UTC).astimezone(_ZONE)
    starts, ends = (now + timedelta(minutes=20)).time(), (now + timedelta(hours=4)).time()
    session = NewSession("Sesi Pagi", starts, ends)
    event = add_event(desk, NewEvent("Coaching Clinic", now.date(), sessions=(session,)))
    [stored] = sessions_of(desk, event.id)
    codes = [new_code() for _ in range(people)]
    table = schema.participant
    with desk.store.write() as tx:
        tx.execute(insert(table), [_person(event, number, desk.now()) for number in range(people)])
        ids = list(tx.execute(select(table.c.id).order_by(table.c.id)).scalars())
        expected = [{"participant_id": each, "session_id": stored.id} for each in ids]
        tx.execute(insert(schema.expectation), expected)
        badges.issue(tx, event.id, dict(zip(ids, codes, strict=True)), desk.now())
    return codes


def _person(event: Event, number: int, at: datetime) -> dict[str, object]:
    return {
        "event_id": event.id,
        "number": number + 1,
        "name": f"Siti Aminah {number}, S.Pd.",
        "organization": f"SMP Negeri {number // 20 + 1} Dusun Tengah",
        "group": f"Kelompok {number % 2}",
        "district": f"Kecamatan {number % 7}",
        "phone": "0812-5000-0001",
        "added_at": at,
    }


if __name__ == "__main__":
    main()

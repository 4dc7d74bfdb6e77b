"""`hadir scan`, a station without pages, and `hadir read`, what the reader sees in pictures."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import click

from kiosk.commands.options import event_meant, event_option, with_desk
from kiosk.core.errors import BadInput, HadirError, StorageError, Unsure
from kiosk.core.model import Answer, Event, Means, Reading, Scan
from kiosk.desk import Desk
from kiosk.scanner.camera.camera import open_camera, wish_of
from kiosk.scanner.camera.live import LiveCamera
from kiosk.scanner.loop import Seen, scans
from kiosk.scanner.reading.files import FileRead, read_one
from kiosk.scanner.reading.films import Reader
from kiosk.scanner.reading.recognition.recognition import Roster
from kiosk.scanner.repeats import Repeats
from kiosk.services.badges import codes_of
from kiosk.services.check_ins import check_in
from kiosk.services.own_fields import code_kinds
from kiosk.services.sessions import session_named
from kiosk.services.stations import server_station
from kiosk.speaking import said, told
from kiosk.strangers.readers import Readers

_AGAIN_S = 1.0
_UNHURRIED_MS = 60.0
"""A film waits for its reader, so that it is read alike on a slow and on a quick machine."""


@dataclass(frozen=True, slots=True)
class ScanPlace:
    """Where a film is scanned; naming the session is a choice by staff."""

    event: Event
    station_id: int
    session_id: int | None


@click.command()
@click.option("--camera", "source", required=True, help="0, /dev/video2, rtsp://…, film, folder.")
@click.option("--session", "session_name", help="Check in to this session whatever the clock says.")
@click.option("--at", "moment", help="When the film begins, such as 2026-11-23T07:45.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per scan.")
@event_option
@with_desk
def scan(
    desk: Desk,
    source: str,
    session_name: str | None,
    moment: str | None,
    as_json: bool,
    slug: str | None,
) -> None:
    """Scan from a camera, a film or a folder, until it ends or is stopped."""
    event = event_meant(desk, slug)
    session = session_named(desk, event, session_name) if session_name else None
    began = _moment(event, moment) if moment else None
    camera = open_camera(source, wish_of(desk.settings))
    place = ScanPlace(event, server_station(desk).id, session.id if session else None)
    live = isinstance(camera, LiveCamera)
    budget_ms = desk.settings.reading_budget_ms if live else _UNHURRIED_MS
    reader = Reader(Roster.of(codes_of(desk, event.id), code_kinds(desk, event.id)), budget_ms)
    repeats = Repeats(desk.settings.repeat_after)
    try:
        for seen in scans(camera, reader, repeats, began):
            answer = _stored(desk, _scan(seen, place), again=not live)
            if answer:
                click.echo(json.dumps(_object(answer, event)) if as_json else _line(answer, event))
    except KeyboardInterrupt:
        click.echo(said("Stopped."), err=True)
    finally:
        camera.close()


@click.command()
@click.argument("images", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object per file.")
def read(images: tuple[Path, ...], as_json: bool) -> None:
    """Say what the reader sees in image files."""
    failed = 0
    for each in _read(images, str if as_json else told):
        failed += "error" in each
        if as_json:
            click.echo(json.dumps(each, ensure_ascii=False))
        elif error := each.get("error"):
            click.echo(f"{each['file']}: {said(error)}")
        else:
            texts = ", ".join(symbol["text"] for symbol in each["symbols"]) or "-"
            click.echo(f"{each['file']}: {texts} ({each['ms']:.0f} ms)")
    if failed == len(images):
        sys.exit(1)


def _read(images: tuple[Path, ...], words: Callable[[HadirError], str]) -> Iterator[FileRead]:
    """Read each picture in a process of its own: it may be made to take all memory or all time."""
    with Readers() as readers:
        for path in images:
            try:
                yield readers.call(path.name, read_one, path)
            except HadirError as error:
                yield {"file": str(path), "symbols": [], "error": words(error)}


def _scan(seen: Seen, place: ScanPlace) -> Scan:
    return Scan(
        scan_id=str(uuid4()),
        code=seen.code,
        scanned_at=seen.scanned_at,
        means=Means.CAMERA,
        station_id=place.station_id,
        session_id=place.session_id,
        reading=Reading(seen.symbol.how, seen.symbol.score),
        event_id=place.event.id,
        session_named_by_staff=place.session_id is not None,
    )


def _stored(desk: Desk, scan: Scan, *, again: bool) -> Answer | None:
    """Store a scan; where the database fails, say so and go on: a film waits, a camera does not."""
    while True:
        try:
            return check_in(desk, scan)
        except StorageError as error:
            why = told(error)
            click.echo(said("Not recorded: {code}. {why}", code=scan.code, why=why), err=True)
            if not (again or isinstance(error, Unsure)):
                return None
            time.sleep(_AGAIN_S)


def _moment(event: Event, text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        local = moment if moment.tzinfo else moment.replace(tzinfo=event.zone)
        return local.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise BadInput("{text} is not a time. Write it as 2026-11-23T07:45.", text=text) from error


def _object(answer: Answer, event: Event) -> dict[str, object]:
    person = answer.participant
    return {
        "scan_id": answer.scan_id,
        "code": answer.code,
        "reason": answer.reason,
        "participant": person and {"number": person.number, "name": person.name},
        "session": answer.session.name if answer.session else None,
        "scanned_at": answer.scanned_at.astimezone(event.zone).isoformat(timespec="milliseconds"),
    }


def _line(answer: Answer, event: Event) -> str:
    at = answer.scanned_at.astimezone(event.zone).strftime("%H:%M:%S")
    who = answer.participant.name if answer.participant else answer.code
    return f"{at}  {answer.reason:<20}  {who}"

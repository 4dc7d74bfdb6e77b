"""Stations: what scans, where it stands, and the token by which it is known."""

import secrets
from dataclasses import replace
from datetime import datetime
from typing import Any

from kiosk.core.arrangement import Arrangement
from kiosk.core.errors import BadInput, NotFound, Refused
from kiosk.core.model import Scope, Station
from kiosk.core.secrets import fingerprint
from kiosk.desk import Desk
from kiosk.services.audit import record
from kiosk.storage import installation
from kiosk.storage import stations as stored
from kiosk.storage.database import Tx

_SERVER_STATION = "Kamera 1"
"""The station that is this computer's own camera, unless the computer is a second one."""

_CALLED = "server_station"


def add_station(
    desk: Desk, name: str, door: str = "", by: str = "", scope: Scope = Scope.SCAN
) -> tuple[Station, str]:
    """Add a station, or a key for one thing; its token is told once and kept only as a hash."""
    return add_key(desk, (name, door), frozenset({scope}), None, by)


def add_key(
    desk: Desk,
    called: tuple[str, str],
    scopes: frozenset[Scope],
    ends_at: datetime | None,
    by: str,
) -> tuple[Station, str]:
    """Add a key by its name and door, good for these things and until then; and its token.

    Raises BadInput where it is good for nothing, or its end lies behind us.
    """
    if not scopes:
        raise BadInput("Say what the key is for.")
    if ends_at and ends_at <= desk.now():
        raise BadInput("The key would have ended already. Choose a later day.")
    token = secrets.token_urlsafe(32)
    kept = " ".join(sorted(scopes))
    with desk.store.write() as tx:
        station = add_in(tx, desk, called, by, fingerprint(token), scopes=kept)
        stored.change(tx, station.id, scope=kept, ends_at=ends_at)
    return replace(station, scopes=scopes, ends_at=ends_at), token


def add_in(  # noqa: PLR0913
    tx: Tx,
    desk: Desk,
    called: tuple[str, str],
    by: str,
    token_hash: str | None,
    *,
    scopes: str = Scope.SCAN.value,
) -> Station:
    """Add a station by its name and door. BadInput without a name, Refused for a taken one."""
    name, door = (each.strip() for each in called)
    if not name:
        raise BadInput("The station needs a name.")
    station = stored.add(tx, name, door, token_hash, desk.now())
    if station is None:
        raise Refused("There is already a station called {name}.", name=name)
    record(tx, desk, None, by, "station_added", f"station:{station.id}", name=name, scopes=scopes)
    return station


def station_of_token(arrangement: Arrangement, token: str) -> Station | None:
    """Return the station in use that this token belongs to."""
    return arrangement.tokens.get(fingerprint(token))


def stations(desk: Desk) -> list[Station]:
    """Return every station, those in use first."""
    with desk.store.read() as tx:
        return stored.all_stations(tx)


def station(desk: Desk, station_id: int) -> Station:
    """Return a station. Raises NotFound."""
    with desk.store.read() as tx:
        found = stored.by_id(tx, station_id)
    if found is None:
        raise NotFound("There is no such station.")
    return found


def server_station(desk: Desk) -> Station:
    """Return the station of this computer's own camera, made when it is first asked for."""
    with desk.store.read() as tx:
        name = _server_name(tx)
        found = stored.by_name(tx, name)
    if found:
        return found
    with desk.store.write() as tx:
        added = stored.add(tx, name, "Pintu 1", None, desk.now())
        found = added or stored.by_name(tx, name)
    if found is None:
        message = "the server's station could be neither added nor found"
        raise RuntimeError(message)
    return found


def is_here(desk: Desk, station: Station) -> bool:
    """Whether a station is the camera at this computer."""
    with desk.store.read() as tx:
        return station.name == _server_name(tx)


def call_server_station(tx: Tx, computer: str) -> None:
    """Call this computer's camera otherwise than that of the computer that it follows."""
    name = f"Kamera {computer}"[:120]
    before = stored.by_name(tx, _server_name(tx))
    if before and stored.by_name(tx, name) is None:
        stored.change(tx, before.id, name=name)
    installation.keep(tx, _CALLED, name)


def _server_name(tx: Tx) -> str:
    return str(installation.value(tx, _CALLED) or _SERVER_STATION)


def change_station(desk: Desk, station_id: int, by: str, *, door: str) -> None:
    """Store where a station stands."""
    with desk.store.write() as tx:
        before = stored.by_id(tx, station_id)
        stored.change(tx, station_id, door=door.strip())
        change = {"before": before.door if before else "", "after": door.strip()}
        record(tx, desk, None, by, "station_changed", f"station:{station_id}", **change)


def store_station_settings(desk: Desk, station_id: int, settings: dict[str, Any], by: str) -> None:
    """Store what a station shows, sounds and sees: a JSON object."""
    with desk.store.write() as tx:
        before = stored.by_id(tx, station_id)
        stored.change(tx, station_id, settings=settings)
        was = before.settings if before else {}
        changes = {
            name: [was.get(name), settings.get(name)]
            for name in sorted({*was, *settings} - {"camera"})
            if was.get(name) != settings.get(name)
        }
        subject = f"station:{station_id}"
        record(tx, desk, None, by, "station_settings_changed", subject, changes=changes)


def withdraw(desk: Desk, station_id: int, by: str) -> None:
    """End a station: its token is no longer taken, its scans stay."""
    with desk.store.write() as tx:
        stored.change(tx, station_id, withdrawn_at=desk.now())
        record(tx, desk, None, by, "station_withdrawn", f"station:{station_id}")

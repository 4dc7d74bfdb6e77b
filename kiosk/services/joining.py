"""Phones become stations: by a key shown once as QR, without a login and without typing."""

import secrets
from dataclasses import replace

from kiosk.core.errors import NotFound
from kiosk.core.joining import STANDS_FOR, JoiningKey
from kiosk.core.model import Station
from kiosk.core.secrets import fingerprint
from kiosk.desk import Desk
from kiosk.services.audit import record
from kiosk.services.stations import add_in
from kiosk.storage import joining, stations
from kiosk.storage.database import Tx


def add_phone(desk: Desk, name: str, door: str, names: str, by: str) -> JoiningKey:
    """Add a station that a phone becomes; `names` is what it shows of people.

    Raises BadInput without a name, Refused where a station has it already.
    """
    with desk.store.write() as tx:
        station = add_in(tx, desk, (name, door), by, None)
        settings = {**station.settings, "names": names}
        stations.change(tx, station.id, settings=settings)
        return _key_for(tx, desk, replace(station, settings=settings), by)


def key_again(desk: Desk, station_id: int, by: str) -> JoiningKey:
    """Return a new key for a station; the phone that is it now stays until another brings the key.

    Raises NotFound for a station that is not in use.
    """
    with desk.store.write() as tx:
        station = stations.by_id(tx, station_id)
        if station is None or station.withdrawn_at:
            raise NotFound("There is no such station.")
        return _key_for(tx, desk, station, by)


def join(desk: Desk, key: str) -> tuple[Station, str]:
    """Return the station that a key makes of whoever brings it, and the token by which it scans.

    Raises NotFound for a key that was used, is over, or never was.
    """
    token = secrets.token_urlsafe(32)
    with desk.store.write() as tx:
        station_id = joining.take(tx, fingerprint(key), desk.now())
        station = stations.by_id(tx, station_id) if station_id is not None else None
        if station is None or station.withdrawn_at:
            raise NotFound(
                "This key has been used or has expired. Show a new one on the computer, under "
                "Stations."
            )
        stations.change(tx, station.id, token_hash=fingerprint(token))
        record(tx, desk, None, station.name, "station_joined", f"station:{station.id}")
    return station, token


def _key_for(tx: Tx, desk: Desk, station: Station, by: str) -> JoiningKey:
    key, now = secrets.token_urlsafe(24), desk.now()
    until = now + STANDS_FOR
    joining.add(tx, station.id, fingerprint(key), by, (now, until))
    record(tx, desk, None, by, "station_key_shown", f"station:{station.id}")
    return JoiningKey(station, key, until)

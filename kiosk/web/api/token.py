"""Who calls the API: a station, by its bearer token (RFC 6750, 2.1)."""

from flask import request
from flask_babel import gettext as _
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Unauthorized

from kiosk.core.model import Station
from kiosk.services import stations
from kiosk.web.shell.access import current_desk


def current_station() -> Station:
    """Return the station that calls. Raises Unauthorized (401) where the token is not known."""
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    known = scheme.lower() == "bearer" and token.strip()
    station = stations.station_of_token(current_desk(), token.strip()) if known else None
    if station is None:
        raise Unauthorized(
            _("Send the station's token: Authorization: Bearer TOKEN."),
            www_authenticate=WWWAuthenticate("bearer"),
        )
    return station

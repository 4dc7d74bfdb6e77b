"""Who calls the API: a station, by its bearer token (RFC 6750, 2.1)."""

from flask import request
from flask_babel import gettext as _
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Unauthorized

from kiosk.core.errors import Forbidden
from kiosk.core.model import Scope, Station
from kiosk.services import stations
from kiosk.web.shell.access import arrangement_here, current_desk, introduce


def current_station(scope: Scope | None) -> Station:
    """Return the station that calls, or the key; for any use where no scope is named.

    Raises Unauthorized (401) where the token is not known or its time is over, Forbidden where it
    is for another use.
    """
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    known = scheme.lower() == "bearer" and token.strip()
    station = stations.station_of_token(arrangement_here(), token.strip()) if known else None
    if station is None:
        raise Unauthorized(
            _("Send the station's token: Authorization: Bearer TOKEN."),
            www_authenticate=WWWAuthenticate("bearer"),
        )
    if station.is_over(current_desk().now()):
        raise Unauthorized(
            _("The time of this key is over. Make a new one under Stations."),
            www_authenticate=WWWAuthenticate("bearer"),
        )
    introduce(station.name)
    if scope and scope not in station.scopes:
        raise Forbidden(
            "This key is not made for that: it lacks the scope {scope}. Make one that has it, "
            "under Stations.",
            scope=scope.value,
        )
    return station

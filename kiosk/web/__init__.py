"""The pages and the API: parse, call one service, render; a blueprint a noun."""

from kiosk.web import (
    appearance,
    assets,
    attendance,
    auth,
    badges,
    certificates,
    dashboard,
    desk_page,
    events,
    health,
    home,
    i18n,
    kiosk,
    kiosk_station,
    jobs,
    participants,
    patterns,
    roster,
    sessions,
    setup,
    stations,
    users,
    wall,
    walls,
)
from kiosk.web.api import routes as api

BLUEPRINTS = (
    api.blueprint,
    appearance.blueprint,
    assets.blueprint,
    attendance.blueprint,
    auth.blueprint,
    badges.blueprint,
    certificates.blueprint,
    dashboard.blueprint,
    desk_page.blueprint,
    events.blueprint,
    health.blueprint,
    home.blueprint,
    i18n.blueprint,
    kiosk.blueprint,
    kiosk_station.blueprint,
    jobs.blueprint,
    participants.blueprint,
    patterns.blueprint,
    roster.blueprint,
    sessions.blueprint,
    setup.blueprint,
    stations.blueprint,
    users.blueprint,
    wall.blueprint,
    walls.blueprint,
)
"""Every room of the house that has pages; a new one adds its line here."""

UNGUARDED = (api.blueprint,)
"""Those that are called with a token of their own, and so need none against forged forms."""

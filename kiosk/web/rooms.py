"""All rooms of the house that have pages: to import this is to load them."""

from kiosk.web import jobs
from kiosk.web.api import routes as api
from kiosk.web.backups import pages as backups
from kiosk.web.badges import pages as badges
from kiosk.web.dashboard import dashboard, wall, walls
from kiosk.web.desk import pages as desk_page
from kiosk.web.door import lock
from kiosk.web.door import pages as kiosk
from kiosk.web.door import station as kiosk_station
from kiosk.web.event import closing, events, home, purge, readiness, rehearsal, sessions
from kiosk.web.live import together
from kiosk.web.participants import participants
from kiosk.web.reports import attendance, certificates
from kiosk.web.roster import own_fields
from kiosk.web.roster import pages as roster
from kiosk.web.shell import appearance, assets, auth, health, i18n, patterns
from kiosk.web.staff import audit, invitations, phones, setup, stations, users

BLUEPRINTS = (
    api.blueprint,
    appearance.blueprint,
    assets.blueprint,
    attendance.blueprint,
    audit.blueprint,
    auth.blueprint,
    backups.blueprint,
    badges.blueprint,
    certificates.blueprint,
    closing.blueprint,
    readiness.blueprint,
    dashboard.blueprint,
    desk_page.blueprint,
    events.blueprint,
    health.blueprint,
    home.blueprint,
    i18n.blueprint,
    kiosk.blueprint,
    lock.blueprint,
    kiosk_station.blueprint,
    jobs.blueprint,
    together.blueprint,
    participants.blueprint,
    own_fields.blueprint,
    patterns.blueprint,
    phones.blueprint,
    purge.blueprint,
    rehearsal.blueprint,
    roster.blueprint,
    sessions.blueprint,
    invitations.blueprint,
    setup.blueprint,
    stations.blueprint,
    users.blueprint,
    wall.blueprint,
    walls.blueprint,
)
"""Every room of the house that has pages; a new one adds its line here."""

UNGUARDED = (api.blueprint,)
"""Those that are called with a token of their own, and so need none against forged forms."""

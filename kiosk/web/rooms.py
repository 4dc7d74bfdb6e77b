"""All rooms of the house that have pages: to import this is to load them."""

from kiosk.web import jobs
from kiosk.web.api import lists as api_lists
from kiosk.web.api import pages as api_pages
from kiosk.web.api import routes as api
from kiosk.web.api import writes
from kiosk.web.backups import exchange
from kiosk.web.backups import pages as backups
from kiosk.web.badges import design, printable, single
from kiosk.web.badges import pages as badges
from kiosk.web.dashboard import dashboard, wall, walls
from kiosk.web.desk import delegations, lane, paper, walk_in
from kiosk.web.desk import pages as desk_page
from kiosk.web.door import lock
from kiosk.web.door import pages as kiosk
from kiosk.web.door import station as kiosk_station
from kiosk.web.event import closing, events, home, purge, readiness, rehearsal, sessions
from kiosk.web.live import together
from kiosk.web.participants import many, merging, own_data, participant, participants
from kiosk.web.phone import pages as phone
from kiosk.web.reports import attendance, certificates
from kiosk.web.roster import own_fields
from kiosk.web.roster import pages as roster
from kiosk.web.second import feed as second
from kiosk.web.shell import appearance, auth, health, i18n, patterns
from kiosk.web.staff import audit, computers, invitations, phones, setup, stations, users, webhooks

_WITH_VIEWS = (
    api,
    api_pages,
    appearance,
    attendance,
    audit,
    auth,
    backups,
    badges,
    certificates,
    closing,
    computers,
    dashboard,
    delegations,
    design,
    desk_page,
    events,
    exchange,
    health,
    home,
    i18n,
    invitations,
    jobs,
    kiosk,
    kiosk_station,
    lane,
    lock,
    many,
    merging,
    own_data,
    own_fields,
    paper,
    participant,
    participants,
    patterns,
    phone,
    phones,
    printable,
    purge,
    readiness,
    rehearsal,
    roster,
    second,
    sessions,
    setup,
    single,
    stations,
    together,
    users,
    walk_in,
    wall,
    walls,
    webhooks,
    writes,
)
"""Every module with views; a new one adds its line here. Some share the blueprint of their room."""

BLUEPRINTS = tuple(dict.fromkeys(each.blueprint for each in _WITH_VIEWS))

UNGUARDED = (api.blueprint, api_lists.blueprint, phone.blueprint, second.blueprint)
"""Those that are called with a token of their own, and so need none against forged forms."""

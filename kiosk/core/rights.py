"""The one table of rights: pages, keys and links are allowed here or nowhere."""

from enum import StrEnum

from kiosk.core.model import Role, Scope


class Actor(StrEnum):
    """Who asks: the roles of staff, and what comes without a login."""

    VIEWER = "viewer"
    STEWARD = "steward"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"
    DOOR = "door"
    STATION = "station"
    READER = "reader"
    LIST_READER = "list_reader"
    LIST_WRITER = "list_writer"
    BADGE_READER = "badge_reader"
    REPLICA = "replica"
    WALL = "wall"
    ANYBODY = "anybody"


class Right(StrEnum):
    """What can be done."""

    ENTER = "enter"
    LOG_IN = "log_in"
    SEE_WALL = "see_wall"
    SEND_SCANS = "send_scans"
    READ_ATTENDANCE = "read_attendance"
    READ_CHANGES = "read_changes"
    READ_SESSIONS = "read_sessions"
    READ_LIST = "read_list"
    WRITE_LIST = "write_list"
    READ_BADGES = "read_badges"
    FOLLOW = "follow"
    SEE_TURNOUT = "see_turnout"
    HAVE_AN_ACCOUNT = "have_an_account"
    STAND_AT_THE_DOOR = "stand_at_the_door"
    KEEP_THE_DOOR = "keep_the_door"
    HELP_PEOPLE = "help_people"
    DECIDE_EXCEPTIONS = "decide_exceptions"
    CHANGE_THE_LIST = "change_the_list"
    PRINT = "print"
    PLAN = "plan"
    REPORT = "report"
    SET_UP_DOORS = "set_up_doors"
    SHOW_WALLS = "show_walls"
    NAME_CAMERAS = "name_cameras"
    MANAGE_STATIONS = "manage_stations"
    SEND_ELSEWHERE = "send_elsewhere"
    SEE_AUDIT = "see_audit"
    DELETE_DATA = "delete_data"
    MANAGE_STAFF = "manage_staff"
    KEEP_BACKUPS = "keep_backups"


_KEYS = {
    Scope.SCAN: Actor.STATION,
    Scope.ATTENDANCE: Actor.READER,
    Scope.PEOPLE: Actor.LIST_READER,
    Scope.CHANGE_PEOPLE: Actor.LIST_WRITER,
    Scope.BADGES: Actor.BADGE_READER,
}
_ADMINISTRATORS = frozenset({Actor.ADMINISTRATOR})
_SUPERVISORS = _ADMINISTRATORS | {Actor.SUPERVISOR}
_STEWARDS = _SUPERVISORS | {Actor.STEWARD}
_STAFF = _STEWARDS | {Actor.VIEWER}

RIGHTS: dict[Right, frozenset[Actor]] = {
    Right.ENTER: frozenset(Actor),
    Right.LOG_IN: frozenset(Actor) - {Actor.DOOR},
    Right.SEE_WALL: _STAFF | {Actor.WALL},
    Right.SEND_SCANS: frozenset({Actor.STATION}),
    Right.READ_ATTENDANCE: _STEWARDS | {Actor.READER},
    Right.READ_CHANGES: frozenset({Actor.READER}),
    Right.READ_SESSIONS: frozenset(_KEYS.values()),
    Right.READ_LIST: frozenset({Actor.LIST_READER}),
    Right.WRITE_LIST: frozenset({Actor.LIST_WRITER}),
    Right.READ_BADGES: frozenset({Actor.BADGE_READER}),
    Right.FOLLOW: frozenset({Actor.REPLICA}),
    Right.SEE_TURNOUT: _STAFF,
    Right.HAVE_AN_ACCOUNT: _STAFF,
    Right.STAND_AT_THE_DOOR: _STEWARDS | {Actor.DOOR},
    Right.KEEP_THE_DOOR: _STEWARDS,
    Right.HELP_PEOPLE: _STEWARDS,
    Right.DECIDE_EXCEPTIONS: _SUPERVISORS,
    Right.CHANGE_THE_LIST: _SUPERVISORS,
    Right.PRINT: _SUPERVISORS,
    Right.PLAN: _SUPERVISORS,
    Right.REPORT: _SUPERVISORS,
    Right.SET_UP_DOORS: _SUPERVISORS,
    Right.SHOW_WALLS: _SUPERVISORS,
    Right.SEE_AUDIT: _SUPERVISORS,
    Right.DELETE_DATA: _ADMINISTRATORS,
    Right.NAME_CAMERAS: _ADMINISTRATORS,
    Right.MANAGE_STATIONS: _ADMINISTRATORS,
    Right.SEND_ELSEWHERE: _ADMINISTRATORS,
    Right.MANAGE_STAFF: _ADMINISTRATORS,
    Right.KEEP_BACKUPS: _ADMINISTRATORS,
}


def may(actor: Actor, right: Right) -> bool:
    """Whether this actor has this right."""
    return actor in RIGHTS[right]


def actor_of(role: Role) -> Actor:
    """Return the actor that a member of staff of this role is."""
    return Actor(role.value)


def actor_of_key(scope: Scope) -> Actor:
    """Return the actor that a key of this scope is."""
    return _KEYS[scope]

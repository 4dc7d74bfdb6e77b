"""The table of rights as it is shown to people."""

from dataclasses import dataclass

from flask_babel import gettext as _

from kiosk.core.rights import RIGHTS, Actor, Right


@dataclass(frozen=True, slots=True)
class RightInWords:
    """What can be done, in words, and for each actor whether it may."""

    words: str
    may: tuple[bool, ...]


def actors() -> list[str]:
    """Return who is asked about, in the order of the columns."""
    words = {
        Actor.VIEWER: _("Viewer"),
        Actor.STEWARD: _("Steward"),
        Actor.SUPERVISOR: _("Supervisor"),
        Actor.ADMINISTRATOR: _("Administrator"),
        Actor.DOOR: _("Locked door"),
        Actor.STATION: _("Station"),
        Actor.READER: _("Key: who came"),
        Actor.LIST_READER: _("Key: the list"),
        Actor.LIST_WRITER: _("Key: changes the list"),
        Actor.BADGE_READER: _("Key: badges"),
        Actor.REPLICA: _("Second computer"),
        Actor.WALL: _("Wall link"),
        Actor.ANYBODY: _("Without a login"),
    }
    return [words[each] for each in Actor]


def lines() -> list[RightInWords]:
    """Return the table of rights, a line each."""
    words = _words()
    return [
        RightInWords(words[right], tuple(each in RIGHTS[right] for each in Actor))
        for right in Right
    ]


def _words() -> dict[Right, str]:
    return {
        Right.ENTER: _("Choose language and colours; ask whether it runs; take its certificate"),
        Right.LOG_IN: _("Log in, take an invitation"),
        Right.SEE_WALL: _("See the wall screen: numbers only"),
        Right.SEND_SCANS: _("Send scans of a station and be answered"),
        Right.READ_ATTENDANCE: _("Read who came, by program"),
        Right.READ_CHANGES: _("Follow what happens, by program"),
        Right.READ_SESSIONS: _("Read events and sessions, by program"),
        Right.READ_LIST: _("Read the list, by program"),
        Right.WRITE_LIST: _("Add and change people, by program"),
        Right.READ_BADGES: _("Read codes and symbols of badges, by program"),
        Right.FOLLOW: _("Follow this computer: hear what is new, bring what happened"),
        Right.SEE_TURNOUT: _("See the dashboard"),
        Right.HAVE_AN_ACCOUNT: _("Change one's own password, end one's own logins"),
        Right.STAND_AT_THE_DOOR: _("Check in at the door: camera, hand scanner, typed code"),
        Right.KEEP_THE_DOOR: _("Lock the door, hand it over, see whether all is ready"),
        Right.HELP_PEOPLE: _("Find people, check in by hand, add walk-ins, replace badges"),
        Right.DECIDE_EXCEPTIONS: _("Admit against the list or the clock, undo what others did"),
        Right.CHANGE_THE_LIST: _("Import and change the list; block, take off, restore"),
        Right.PRINT: _("Print badges and design them"),
        Right.PLAN: _("Events, sessions, rehearsals"),
        Right.REPORT: _("Reports, attendance lists, certificates"),
        Right.SET_UP_DOORS: _("Set up what a door shows and where it stands"),
        Right.SHOW_WALLS: _("Make and withdraw links to the wall screen"),
        Right.NAME_CAMERAS: _("Name addresses and folders as cameras"),
        Right.MANAGE_STATIONS: _("Add and withdraw stations and keys"),
        Right.SEND_ELSEWHERE: _("Set up what is told to other computers (webhooks)"),
        Right.SEE_AUDIT: _("See who did what; logins and accounts: administrators only"),
        Right.DELETE_DATA: _("Delete the personal data of an event, or of one person"),
        Right.MANAGE_STAFF: _("Add, invite and disable staff"),
        Right.KEEP_BACKUPS: _("Make backups; download and restore them on this computer"),
    }

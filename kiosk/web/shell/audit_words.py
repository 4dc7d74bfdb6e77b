"""Acts of the audit in words: for the history of a participant and the page of the audit."""

from flask_babel import gettext as _

from kiosk.web.shell import page


def action_words(action: str) -> str:
    """Return what was done; an act of another version is called as it was stored."""
    return _actions().get(action, action)


def _actions() -> dict[str, str]:
    return {**_of_people(), **_of_events(), **_of_staff(), **_of_the_audit()}


def _of_people() -> dict[str, str]:
    return {
        "participant_added": _("Added"),
        "participant_imported": _("Came with a list"),
        "participant_changed": _("Details changed"),
        "participant_active": _("Put back on the list"),
        "participant_blocked": _("Blocked"),
        "participant_canceled": _("Taken off the list"),
        "expectation_changed": _("Sessions changed"),
        "badge_reissued": _("Badge replaced"),
        "reserve_taken": _("Took a reserve badge"),
        "participant_merged": _("Merged with another entry"),
        "merged_taken_back": _("Two entries again"),
        "participant_restored": _("Put back on the list"),
        "participant_unblocked": _("Unblocked"),
        "blocked_taken_back": _("Block undone"),
        "unblocked_taken_back": _("Unblocking undone"),
        "canceled_taken_back": _("Removal from the list undone"),
        "restored_taken_back": _("Return to the list undone"),
        "expected_taken_back": _("Sessions as before"),
        "session_removed_taken_back": _("Expected again in a session that was put back"),
        "changed_taken_back": _("Details as before"),
        "added_taken_back": _("Added by mistake: taken off the list"),
        "badge_replaced_taken_back": _("The old badge is valid again"),
        "checked_in_taken_back": _("Check-in undone"),
        "check_in_undone": _("Check-in undone"),
        "check_in_moved_earlier": _("Check-in moved: an earlier scan came late"),
        "admitted_by_override": _("Admitted against the list or the clock"),
        "refusal_settled": _("Settled on the lane"),
        "refusal_reopened": _("Put back on the lane"),
        "person_exported": _("Own data handed out"),
    }


def _of_events() -> dict[str, str]:
    return {
        "event_added": _("Event added"),
        "event_changed": _("Event changed"),
        "event_chosen": _("Event chosen"),
        "session_added": _("Session added"),
        "session_changed": _("Session changed"),
        "session_removed": _("Session removed"),
        "session_chosen": _("Session chosen by hand"),
        "session_choice_ended": _("Session by the clock again"),
        "setting_changed": _("Setting changed"),
        "rehearsal_started": _("Rehearsal started"),
        "rehearsal_ended": _("Rehearsal ended"),
        "roster_imported": _("List imported"),
        "roster_import_undone": _("Import undone"),
        "reserve_made": _("Reserve badges made"),
        "document_made": _("Document made"),
        "certificates_issued": _("Certificates issued"),
        "wall_link_made": _("Wall link made"),
        "wall_link_withdrawn": _("Wall link withdrawn"),
        "purged": _("Personal data deleted"),
    }


def _of_staff() -> dict[str, str]:
    return {
        "logged_in": _("Logged in with a password or PIN"),
        "logged_out": _("Logged out"),
        "login_failed": _("Wrong password"),
        "pin_failed": _("Wrong PIN"),
        "slowed": _("Too many wrong entries: told to wait"),
        "door_left": _("Door locked"),
        "login_ended": _("Login ended"),
        "logins_ended": _("Every login ended"),
        "refused_by_right": _("Refused: not allowed"),
        "user_added": _("Account added"),
        "user_role_changed": _("Role changed"),
        "user_password_changed": _("Password changed"),
        "user_pin_changed": _("PIN changed"),
        "user_disabled": _("Account disabled"),
        "user_enabled": _("Account enabled"),
        "user_unlocked": _("Account unlocked"),
        "invited": _("Invited"),
        "invitation_withdrawn": _("Invitation withdrawn"),
        "station_added": _("Station added"),
        "station_changed": _("Door of a station changed"),
        "station_settings_changed": _("Settings of a door changed"),
        "station_joined": _("Phone became a station"),
        "station_key_shown": _("Key for a phone shown"),
        "station_withdrawn": _("Station withdrawn"),
        "network_let_in": _("Phones were let in"),
        "network_shut_out": _("Phones are let in no more"),
        "webhook_added": _("Webhook added"),
        "webhook_withdrawn": _("Webhook withdrawn"),
        "webhook_resumed": _("Webhook resumed"),
        "webhook_tested": _("Webhook tried"),
        "webhook_paused": _("Webhook paused: nobody answered for a day"),
        "desk_printer_chosen": _("Printer of the desk chosen"),
    }


def _of_the_audit() -> dict[str, str]:
    return {
        "scans_sealed": _("Scans sealed"),
        "restored": _("Backup restored"),
        "restore_asked": _("Restore requested"),
        "facts_exported": _("File for another computer written"),
        "facts_taken": _("Another computer's file taken in"),
        "computer_trusted": _("Another computer was recognized as ours"),
        "restore_refused": _("Restore refused"),
        "computer_key_shown": _("Key for a second computer shown"),
        "computer_joined": _("Second computer joined"),
        "computer_withdrawn": _("Second computer withdrawn"),
        "first_computer_followed": _("Another computer is followed"),
        "first_computer_left": _("No computer is followed any more"),
    }


def value_words(name: str, value: object) -> tuple[str, object]:
    """Return a value's name and the value, in words where they have words."""
    if name == "role":
        roles = {str(role): words for role, words, _what in page.roles()}
        return _("Role"), roles.get(str(value), value)
    return _values().get(name, name), value


def _values() -> dict[str, str]:
    return {
        "name": _("Name"),
        "number": _("Number"),
        "session": _("Session"),
        "station": _("Station"),
        "people": _("People"),
        "event": _("Event"),
        "date": _("Date"),
        "file": _("File"),
        "count": _("Count"),
        "printer": _("Printer"),
        "despite": _("Reason"),
        "scopes": _("What the key is for"),
        "host": _("Address"),
        "kinds": _("What is told"),
        "entries": _("Entries"),
    }

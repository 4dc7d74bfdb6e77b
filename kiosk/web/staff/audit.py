"""The audit: who did what, when and from where; whether it is whole; taking it along."""

from datetime import date, datetime, time, timedelta

from flask import Blueprint, Response, render_template, request

from kiosk.core.audit import AuditEntry, canonical
from kiosk.core.browsers import browser_name
from kiosk.core.rights import Right
from kiosk.desk import Desk
from kiosk.services import audit, stations
from kiosk.services.audit import AuditFilter
from kiosk.services.audit_export import as_csv
from kiosk.services.audit_heads import write_down
from kiosk.services.audit_proof import verify
from kiosk.web.shell.access import current_desk, may, needs
from kiosk.web.shell.audit_words import action_words, value_words
from kiosk.web.shell.forms import whole
from kiosk.web.shell.i18n import zone

blueprint = Blueprint("audit", __name__, url_prefix="/audit")

_ON_A_PAGE = 100
_MOST_EXPORTED = 1_000_000
_LONGEST_VALUE = 200


@blueprint.get("")
@needs(Right.SEE_AUDIT)
def index() -> str:
    """Show what was done, the newest first, by who, what and when."""
    return _page()


@blueprint.post("/check")
@needs(Right.SEE_AUDIT)
def check() -> str:
    """Look through the whole audit, and show what was found and the head to be printed."""
    proof = verify(current_desk(), request.form.get("printed", "").strip())
    if not proof.findings:
        write_down(current_desk())
    return _page(proof=proof)


@blueprint.get("/export.csv")
@needs(Right.SEE_AUDIT)
def export() -> Response:
    """Hand out the entries that are shown, all pages of them, as a table."""
    found, _ = audit.look(current_desk(), _wanted(), _MOST_EXPORTED)
    body = Response(as_csv(found), mimetype="text/csv")
    body.headers["Content-Disposition"] = "attachment; filename=audit.csv"
    return body


def _page(**more: object) -> str:
    desk, wanted = current_desk(), _wanted()
    page = max(1, request.args.get("page", 1, type=whole))
    entries, count = audit.look(desk, wanted, _ON_A_PAGE, (page - 1) * _ON_A_PAGE)
    names, actions = audit.known_of(desk)
    return render_template(
        "staff/audit/audit.html",
        entries=[(each, action_words(each.action), _told(each)) for each in entries],
        places=_places(desk, entries),
        count=count,
        page=page,
        last=max(1, -(-count // _ON_A_PAGE)),
        names=names,
        actions=sorted(((each, action_words(each)) for each in actions), key=lambda x: x[1]),
        chosen=request.args,
        **more,
    )


def _places(desk: Desk, entries: list[AuditEntry]) -> dict[str, str]:
    """Return from where each entry was made, with the name of the station that it was."""
    names = {str(each.id): each.name for each in stations.stations(desk)}
    places = {}
    for where in {each.where for each in entries}:
        address, _space, number = where.partition(" station:")
        places[where] = f"{names[number]}, {address}" if number in names else where
    return places


def _wanted() -> AuditFilter:
    """Return which entries are meant; accounts and logins are shown to administrators alone."""
    given = request.args
    since, until = _day(given.get("since")), _day(given.get("until"))
    return AuditFilter(
        by=given.get("by", ""),
        action=given.get("action", ""),
        subject=given.get("subject", "").strip(),
        since=since,
        until=until + timedelta(days=1) if until else None,
        of_events=not may(Right.MANAGE_STAFF),
    )


def _day(text: str | None) -> datetime | None:
    try:
        return datetime.combine(date.fromisoformat(text or ""), time(), zone())
    except (ValueError, OverflowError):
        return None


def _told(entry: AuditEntry) -> list[str]:
    """Return the values before and after, a line each."""
    detail = dict(entry.detail)
    lines = []
    changes = detail.pop("changes", None)
    if isinstance(changes, dict):
        lines += [f"{name}: {_short(a)} → {_short(b)}" for name, (a, b) in changes.items()]
    if {"before", "after"} <= set(detail):
        lines.append(f"{_short(detail.pop('before'))} → {_short(detail.pop('after'))}")
    browser = detail.pop("browser", "")
    lines += [browser_name(browser)] if browser else []
    lines += [_said(name, value) for name, value in detail.items() if name != "hash" and value != 0]
    return lines


def _said(name: str, value: object) -> str:
    words, told = value_words(name, value)
    return f"{words}: {_short(told)}"


def _short(value: object) -> str:
    if value in ("", None):
        return "\N{EN DASH}"
    words = value if isinstance(value, str) else canonical(value)
    return words if len(words) <= _LONGEST_VALUE else f"{words[:_LONGEST_VALUE]}…"

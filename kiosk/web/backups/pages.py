"""The page of backups; what holds all data leaves, or comes back, at this computer only."""

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.core.backups import Backup
from kiosk.core.errors import BadInput, Refused
from kiosk.core.rights import Right
from kiosk.services.backups import automatic_backup, backup, restoring
from kiosk.services.readiness import backup_findings
from kiosk.services.sessions import session_now
from kiosk.web.backups.place import check_is_here, is_here
from kiosk.web.shell.access import current_desk, current_staff, event_here, needs
from kiosk.web.shell.anew import begin_anew, check_begins_anew

blueprint = Blueprint("backups", __name__, url_prefix="/backups")


@blueprint.get("")
@needs(Right.KEEP_BACKUPS)
def index() -> str:
    """Show how old the last backup is, and which there are."""
    desk = current_desk()
    return render_template(
        "backups/backups.html",
        findings=list(backup_findings(desk)),
        found=backup.backups(desk.settings),
        replaced=restoring.replaced(desk.settings),
        folder=backup.folder_of(desk.settings),
        second=desk.settings.backup_to,
        last=restoring.last_restore(desk.settings),
        is_here=is_here(),
    )


@blueprint.post("")
@needs(Right.KEEP_BACKUPS)
def make() -> Response:
    """Make a backup now, and take it to the second place where that is there."""
    desk = current_desk()
    automatic_backup.make(desk.settings, desk.now())
    automatic_backup.take_along(desk.settings)
    flash(_("A backup was made."), "ok")
    return redirect(url_for("backups.index"), 303)


@blueprint.get("/<name>")
@needs(Right.KEEP_BACKUPS)
def show(name: str) -> str:
    """Say what a backup holds, and what putting it back means."""
    return _shown(_chosen(name))


@blueprint.get("/<name>/file")
@needs(Right.KEEP_BACKUPS)
def take(name: str) -> Response:
    """Hand the file out."""
    chosen = _chosen(name)
    return send_file(chosen.path.absolute(), as_attachment=True, download_name=chosen.path.name)


@blueprint.post("/<name>/restoration")
@needs(Right.KEEP_BACKUPS)
def restore(name: str) -> str | tuple[str, int]:
    """Stage the backup and stop: the process above puts it in place and serves again."""
    chosen = _chosen(name)
    check_begins_anew(Refused("Stop Hadir, then: hadir restore {name}", name=name))
    if "sure" not in request.form:
        return _shown(chosen, BadInput("Tick that you are sure.")), 400
    passphrase = request.form.get("passphrase") or current_desk().settings.backup_passphrase
    try:
        restoring.stage(current_desk(), chosen, passphrase, current_staff().name)
    except BadInput as error:
        return _shown(chosen, error), 400
    begin_anew()
    return render_template("backups/restoring.html", chosen=chosen)


def _shown(chosen: Backup, wrong: BadInput | None = None) -> str:
    desk, event = current_desk(), event_here()
    contents = None if chosen.sealed else backup.check(desk.settings, chosen.path)
    return render_template(
        "backups/backup.html",
        chosen=chosen,
        contents=contents,
        running=session_now(desk, event.id).session if event else None,
        asks_passphrase=chosen.sealed and not desk.settings.backup_passphrase,
        wrong=wrong,
    )


def _chosen(name: str) -> Backup:
    check_is_here()
    return restoring.named(current_desk().settings, name)

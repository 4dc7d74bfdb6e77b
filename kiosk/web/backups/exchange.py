"""The page by which two computers become one truth: a file written here, one taken in."""

from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from kiosk.core.errors import BadInput, HadirError
from kiosk.core.model import Event, Reason
from kiosk.core.rights import Right
from kiosk.desk import Desk
from kiosk.services import exchange
from kiosk.services.exchange import UnknownComputer
from kiosk.services.sessions import sessions_of
from kiosk.web import jobs
from kiosk.web.backups.place import check_is_here, is_here
from kiosk.web.jobs import Job, JobPlan, Made
from kiosk.web.shell.access import current_desk, current_event, current_staff, needs
from kiosk.web.shell.i18n import sentence

blueprint = Blueprint("exchange", __name__, url_prefix="/exchange")


@blueprint.get("")
@needs(Right.KEEP_BACKUPS)
def index() -> str:
    """Show how two computers are brought together, and who is kept that a rule would refuse."""
    return _page()


@blueprint.post("/files")
@needs(Right.KEEP_BACKUPS)
def write() -> Response:
    """Write the file for the other computer."""
    check_is_here()
    desk, event, by = current_desk(), current_event(), current_staff().name
    name = f"{event.slug}-{desk.now():%Y%m%d-%H%M%S}.hadir"

    def work(job: Job) -> Made:
        exchange.export(desk, event, job.folder / name, by)
        return Made(job.folder / name, name)

    return jobs.start(
        JobPlan(_("The file for the other computer"), work, url_for("exchange.index"))
    )


@blueprint.post("/uploads")
@needs(Right.KEEP_BACKUPS)
def take() -> Response | tuple[str, int]:
    """Take in the file of the other computer; who wrote it is asked about once."""
    check_is_here()
    desk, trust = current_desk(), request.form.get("trust", "")
    path = _kept(desk, request.files.get("file"))
    try:
        exchange.look(desk, path, trust)
    except UnknownComputer as error:
        asked = exchange.fingerprint_of(path)
        path.unlink()
        return _page(error, asked), 409
    except HadirError as error:
        path.unlink()
        return _page(error), 400
    return jobs.start(_plan(desk, path, trust, current_staff().name))


def _plan(desk: Desk, path: Path, trust: str, by: str) -> JobPlan:
    def work(job: Job) -> Made:
        def progress(done: int, total: int) -> None:
            job.done, job.total = done, total

        try:
            return Made(details=exchange.take_in(desk, path, by, trust, progress))
        finally:
            path.unlink(missing_ok=True)

    title, back = _("The other computer's file is taken in"), url_for("exchange.index")
    return JobPlan(title, work, back, "backups/_taken.html", can_stop=False)


def _kept(desk: Desk, given: FileStorage | None) -> Path:
    if given is None or not given.filename:
        raise BadInput("Choose the file that the other computer wrote.")
    folder = desk.settings.data / "work"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{uuid4().hex}.hadir"
    given.save(path)
    given.close()
    return path


def _page(wrong: HadirError | None = None, asked: str = "") -> str:
    desk, event = current_desk(), current_event()
    return render_template(
        "backups/exchange.html",
        fingerprint=exchange.fingerprint(desk),
        kept=exchange.kept_apart(desk, event.id),
        sessions=_session_names(desk, event),
        why=kept_words(),
        wrong=sentence(wrong) if wrong else "",
        asked=asked,
        is_here=is_here(),
    )


def _session_names(desk: Desk, event: Event) -> Mapping[int, str]:
    return {each.id: each.name for each in sessions_of(desk, event.id)}


def kept_words() -> Mapping[Reason, str]:
    """Return why somebody would have been refused, in words."""
    return {
        Reason.REVOKED: _("the badge was replaced before"),
        Reason.CANCELED: _("was taken off the list before"),
        Reason.BLOCKED: _("staff were to see this person first"),
        Reason.INVALID_TIME: _("the session was long over"),
        Reason.NOT_EXPECTED: _("is not expected in this session"),
        Reason.ALREADY_CHECKED_IN: _("was taken back at another door"),
    }

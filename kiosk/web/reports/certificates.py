"""Certificates: the rule, the texts, who may get one, the papers, and whether a code is real."""

from dataclasses import dataclass
from io import BytesIO

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from kiosk.core.certificates import CertificateRule, Shortfall
from kiosk.core.errors import BadInput, HadirError
from kiosk.core.model import Event
from kiosk.core.rights import Right
from kiosk.desk import Desk
from kiosk.reports.certificates.design import CertificateDesign
from kiosk.reports.wording import Language
from kiosk.services import certificates, reports
from kiosk.services.certificates import Verified
from kiosk.services.sessions import sessions_of
from kiosk.web import jobs
from kiosk.web.jobs import Job, JobPlan, Made
from kiosk.web.shell.access import current_desk, current_event, current_staff, needs
from kiosk.web.shell.forms import choice_of, whole_or_none
from kiosk.web.shell.i18n import sentence

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHOWN = 50
_SHORTFALLS = {
    Shortfall.CANCELED: _l("Taken off the list"),
    Shortfall.ABSENT: _l("Attended no session that counts"),
    Shortfall.TOO_LITTLE: _l("Attended too little"),
}


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The language of the papers, and the one person they are for; None stands for all."""

    language: Language
    number: int | None


blueprint = Blueprint("certificates", __name__, url_prefix="/certificates")


@blueprint.get("")
@needs(Right.REPORT)
def index() -> str:
    """Show the rule, who may get a certificate, and why others may not."""
    desk, event = current_desk(), current_event()
    everybody = certificates.entitlements(desk, event)
    refused = [each for each in everybody if not each.is_entitled]
    return render_template(
        "reports/certificates.html",
        sessions=sessions_of(desk, event.id),
        rule=certificates.rule_of(desk, event),
        design=certificates.design_of(desk, event),
        issued=certificates.issued(desk, event),
        entitled=len(everybody) - len(refused),
        refused=refused,
        shown=refused[:_SHOWN],
        shortfalls=_SHORTFALLS,
        lacking=certificates.undrawable(desk, event),
    )


@blueprint.post("/rule")
@needs(Right.REPORT)
def store_rule() -> Response:
    """Keep how many JP each session is worth, and what share is needed."""
    desk, event = current_desk(), current_event()
    credits_ = {each.id: _whole(f"jp-{each.id}") for each in sessions_of(desk, event.id)}
    counted = {session_id: jp for session_id, jp in credits_.items() if jp}
    rule = CertificateRule(counted, _whole("percent"))
    certificates.store_rule(desk, event, rule, current_staff().name)
    flash(_("The rule was saved."), "ok")
    return redirect(url_for("certificates.index"), 303)


@blueprint.post("/design")
@needs(Right.REPORT)
def store_design() -> Response:
    """Save the texts of the certificates."""
    names = ("title", "given_to", "role", "text", "numbers", "color")
    design = CertificateDesign(**{name: request.form.get(name, "").strip() for name in names})
    certificates.store_design(current_desk(), current_event(), design, current_staff().name)
    flash(_("The texts were saved."), "ok")
    return redirect(url_for("certificates.index"), 303)


@blueprint.get("/preview.png")
@needs(Right.REPORT)
def preview() -> Response:
    """Return a certificate of nobody, as the texts, the logo and the letterhead make it."""
    language = choice_of(Language, request.args.get("document_language"), Language.ID)
    picture = certificates.preview(current_desk(), current_event(), language)
    return send_file(BytesIO(picture), "image/png")


@blueprint.post("/papers")
@needs(Right.REPORT)
def make() -> Response:
    """Begin to issue and draw the certificates of all who may have one, or of one person."""
    desk, event, by = current_desk(), current_event(), current_staff().name
    wanted = _Wanted(
        choice_of(Language, request.form.get("document_language"), Language.ID),
        _whole("number") or None,
    )
    if wanted.number:
        certificates.issue(desk, event, by, wanted.number)
    back = url_for("certificates.index")
    title = _("Certificates (PDF)")
    return jobs.start(JobPlan(title, lambda job: _papers(job, (desk, event), by, wanted), back))


@blueprint.post("/list")
@needs(Right.REPORT)
def make_list() -> Response:
    """Begin to make the list for mail merge."""
    desk, event, by = current_desk(), current_event(), current_staff().name
    back = url_for("certificates.index")
    title = _("Who may get a certificate (Excel)")
    return jobs.start(JobPlan(title, lambda job: _list(job, (desk, event), by), back))


@blueprint.get("/verification")
@needs(Right.HELP_PEOPLE)
def verify() -> str:
    """Show whose certificate has this code."""
    code = request.args.get("code", "").strip()
    found, problem = _verified(code) if code else (None, "")
    return render_template("reports/verification.html", code=code, found=found, problem=problem)


def _verified(code: str) -> tuple[Verified | None, str]:
    try:
        return certificates.verify(current_desk(), code), ""
    except HadirError as error:
        return None, sentence(error)


def _papers(job: Job, of: tuple[Desk, Event], by: str, wanted: "_Wanted") -> Made:
    awarded = certificates.issue(*of, by, wanted.number)
    content = certificates.pdf(*of, awarded, wanted.language, job.step)
    whose = f"-{wanted.number}" if wanted.number else ""
    name = f"{of[1].slug}-sertifikat{whose}.pdf"
    return _kept(job, of, (name, "application/pdf", content), by)


def _list(job: Job, of: tuple[Desk, Event], by: str) -> Made:
    content = certificates.entitled_xlsx(*of)
    return _kept(job, of, (f"{of[1].slug}-berhak-sertifikat.xlsx", _XLSX, content), by)


def _kept(job: Job, of: tuple[Desk, Event], file: tuple[str, str, bytes], by: str) -> Made:
    name, mimetype, content = file
    reports.hand_out(*of, name, by)
    path = job.folder / name
    path.write_bytes(content)
    return Made(path, name, mimetype)


def _whole(name: str) -> int:
    text = request.form.get(name, "").strip() or "0"
    number = whole_or_none(text)
    if number is None or number < 0:
        raise BadInput("“{text}” is not a whole number.", text=text[:40])
    return number

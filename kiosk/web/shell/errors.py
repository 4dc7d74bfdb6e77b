"""The one place where an error becomes an answer: a page or JSON, with what to do next."""

from contextlib import suppress
from dataclasses import dataclass

from flask import Flask, current_app, jsonify, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, TooManyRequests
from werkzeug.wrappers import Response

from badges.errors import PrintingRefused
from kiosk.core.errors import (
    BadInput,
    Damaged,
    Expired,
    Forbidden,
    HadirError,
    NoEvent,
    NotFound,
    Refused,
    StorageError,
    TooSoon,
    Unsure,
)
from kiosk.services.audit import refused
from kiosk.services.backups.backup import way_back
from kiosk.web.shell.access import current_desk, name_here
from kiosk.web.shell.i18n import finding_words, language, sentence

_STATUS: tuple[tuple[type[HadirError], int], ...] = (
    (PrintingRefused, 400),
    (NotFound, 404),
    (Forbidden, 403),
    (TooSoon, 429),
    (Refused, 409),
    (BadInput, 400),
    (StorageError, 503),
)
CODES = {
    400: "bad_input",
    401: "unauthorized",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    409: "refused",
    413: "too_large",
    429: "too_many_requests",
    500: "error",
    503: "unavailable",
}
"""What programs are told by status: stable public values."""
EXPIRED = "expired"
"""And this, of what was there once."""

_TRY_AGAIN_S = 5
_HEADERS = {"Retry-After", "Allow", "WWW-Authenticate"}


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What is shown: the HTTP status, a heading, a sentence, and what to do.

    Before the first event there is only one thing to do, whatever page was asked for.
    """

    status: int
    title: str
    text: str
    advice: str
    lacks_event: bool = False
    code: str = ""

    @property
    def told(self) -> dict[str, object]:
        """What programs are told, as RFC 9457 has it; `code` is ours, and stays as it is."""
        code = self.code or CODES.get(self.status, "error")
        return {
            "type": f"/api#{code}",
            "title": self.title,
            "status": self.status,
            "detail": self.text or self.title,
            "code": code,
        }


def init_errors(app: Flask) -> None:
    """Let every error of this application be answered here."""
    app.register_error_handler(StorageError, _storage_error)
    app.register_error_handler(HadirError, _hadir_error)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _surprise)


def status_of(error: HadirError) -> int:
    """Return the HTTP status of an error of ours."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)


def problem_json(error: HadirError) -> dict[str, object]:
    """Return an error of ours as programs are told of it among several answers."""
    told = _problem(error).told
    return {**told, "message": told["detail"]}


def code_words() -> dict[str, str]:
    """Return the codes that programs are told, each in words."""
    words = {code: _words(status)[1] for status, code in CODES.items()}
    return {**words, EXPIRED: _("This was there once, and is no more: begin anew.")}


def _problem(error: HadirError) -> ErrorPage:
    status = status_of(error)
    title, _text, advice = _words(status)
    code = EXPIRED if isinstance(error, Expired) else ""
    lacks_event = isinstance(error, NoEvent)
    return ErrorPage(status, title, sentence(error), advice, lacks_event, code)


def wants_json() -> bool:
    """Whether the one who asks is a program."""
    if request.path.startswith("/api/"):
        return True
    best = request.accept_mimetypes.best_match(["text/html", "application/json"], "text/html")
    return best == "application/json"


def answer(problem: ErrorPage) -> Response:
    """Return the problem as a page or as JSON."""
    if wants_json():
        told = problem.told
        # Who knew the API before it told problems so finds them as they were, too.
        body = jsonify(**told, error={"code": told["code"], "message": told["detail"]})
        body.status_code, body.mimetype = problem.status, "application/problem+json"
        return body
    return _page(problem)


def _page(problem: ErrorPage) -> Response:
    """Return the page; where what stands around it cannot be had, one that needs nothing."""
    try:
        page = render_template("shell/errors/error.html", problem=problem)
    except Exception:
        current_app.logger.exception("The page of an error failed")
        return _plain_page(problem)
    return Response(page, problem.status, mimetype="text/html")


def _plain_page(problem: ErrorPage) -> Response:
    """Return a page without person, event and navigation: it asks neither database nor login."""
    template = current_app.jinja_env.get_template("shell/errors/plain.html")
    again = _TRY_AGAIN_S if request.method == "GET" else 0
    page = template.render(problem=problem, language=language(), again=again)
    return Response(page, problem.status, mimetype="text/html")


def _storage_error(error: StorageError) -> Response:
    """Answer without the database: it is what fails. The log has it already, once."""
    title, _text, advice = _words(503)
    if isinstance(error, Damaged):
        title, advice = _("The database is damaged"), _way_back()
    problem = ErrorPage(503, title, sentence(error), advice)
    shown = answer(problem) if wants_json() else _plain_page(problem)
    shown.headers["Retry-After"] = str(_TRY_AGAIN_S)
    shown.headers["X-Stored"] = "unknown" if isinstance(error, Unsure) else "no"
    return shown


def failing_words(error: StorageError) -> tuple[str, str, str]:
    """Return for doors and dashboards what happens, what to do meanwhile, and why or the way back.

    It asks no database, for that is what fails.
    """
    paper = _("Write the names on the paper list.")
    if isinstance(error, Damaged):
        return _("The database is damaged"), paper, _way_back()
    goes_on = _("The door goes on by itself.")
    return _("Nothing is recorded now"), f"{paper} {goes_on}", sentence(error)


def _way_back() -> str:
    return finding_words(way_back(current_desk().settings, current_desk().now()))


def _hadir_error(error: HadirError) -> Response:
    if isinstance(error, Forbidden):
        _note_refusal()
    response = answer(_problem(error))
    if isinstance(error, TooSoon):
        response.headers["Retry-After"] = str(error.seconds)
    return response


def _note_refusal() -> None:
    """Keep that somebody's right did not suffice; it is refused also where nothing is written."""
    with suppress(StorageError):
        refused(current_desk(), name_here(), request.endpoint or "")


def _stale_form(_error: CSRFError) -> Response:
    text = _("This form is too old, or was not opened here. Nothing was changed.")
    advice = _("Go back, load the page again and send the form once more.")
    return answer(ErrorPage(400, _("Please send the form again"), text, advice))


def _http_error(error: HTTPException) -> Response:
    if error.response is not None or (error.code or 500) < 400:  # noqa: PLR2004
        return error.get_response()
    status = error.code or 500
    title, text, advice = _words(status)
    # A limit describes itself in figures, `10 per 1 minute`; ours are words, in both languages.
    is_own = status != TooManyRequests.code and error.description != type(error).description
    own = error.description if is_own else None
    response = answer(ErrorPage(status, title, own or text, advice))
    told = (pair for pair in error.get_headers() if pair[0] in _HEADERS)
    response.headers.extend(dict(told))
    return response


def _surprise(error: Exception) -> Response:
    current_app.logger.error("a page failed: %s", request.endpoint, exc_info=error)
    title, text, advice = _words(500)
    return answer(ErrorPage(500, title, text, advice))


def _words(status: int) -> tuple[str, str, str]:
    words = {
        400: (
            _("This could not be understood"),
            _("What was sent cannot be used."),
            _("Go back, check what you entered and try again."),
        ),
        401: (
            _("Please log in"),
            _("You are not logged in, or no longer are."),
            _("Log in and try again."),
        ),
        403: (
            _("You do not have access to this"),
            _("Your role does not allow this."),
            _("Ask an administrator, or log in as somebody else."),
        ),
        404: (
            _("There is nothing here"),
            _("This page does not exist, or no longer exists."),
            _("Check the address, or begin at the start page."),
        ),
        405: (
            _("This page is reached in another way"),
            _("The address is right, but the page was not opened by its button."),
            _("Go back to the start page and use the buttons there."),
        ),
        409: (
            _("This is not possible now"),
            _("It may not be done in this state."),
            _("Go back and look at what has changed in the meantime."),
        ),
        413: (
            _("The file is too large"),
            _("More was sent than this page takes."),
            _("Choose a smaller file. A list of participants is rarely larger than 5 MB."),
        ),
        429: (
            _("Too many attempts"),
            _("To prevent guessing, each further attempt has to wait a moment."),
            _("Correct entries never count. “hadir user unlock NAME” opens an account at once."),
        ),
        503: (
            _("Not available just now"),
            _("Too many pages are open at once."),
            _("None of this was saved. At the door, note names on paper until it works again."),
        ),
    }
    surprise = (
        _("Something went wrong here"),
        _("This is our fault, and it was logged."),
        _("Try again. If it stays like this, run “hadir doctor” on the laptop."),
    )
    return words.get(status, surprise)

"""Logging in and out, and the rule that nobody opens a page without the right to it."""

from contextlib import suppress
from datetime import timedelta

from flask import Blueprint, Flask, Request, flash, redirect, render_template, request, url_for
from flask import session as browser_session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_babel import gettext as _
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from werkzeug.exceptions import Unauthorized
from werkzeug.wrappers import Response

from kiosk.core.errors import Forbidden, NotFound
from kiosk.core.logins import Login, LoginKind
from kiosk.core.model import User
from kiosk.core.rights import Right
from kiosk.services import installation, logins, users
from kiosk.web.shell.access import (
    current_desk,
    current_login,
    introduce,
    is_locked,
    may_open,
    needs,
    origin,
)
from kiosk.web.shell.browser import local_address
from kiosk.web.shell.errors import wants_json

blueprint = Blueprint("auth", __name__)

_PROGRAMS = "/api/"
_KEPT_BY_THE_BROWSER = timedelta(days=365)
"""By its own clock, which may be set as well; the login ends on the server."""


class Browser(UserMixin):
    """A browser with a login, as Flask-Login wants to see one; the cookie keeps its token."""

    def __init__(self, token: str, login: Login) -> None:
        self.token = token
        self.login = login

    @property
    def is_active(self) -> bool:
        """Whether a login may begin here: also a door's."""
        return True

    @property
    def is_authenticated(self) -> bool:
        """Whether somebody of the staff is logged in here: a locked door is nobody's."""
        return self.login.kind is LoginKind.STAFF

    def get_id(self) -> str:
        """Return what the cookie keeps."""
        return self.token


class _Cookies(SecureCookieSessionInterface):
    """The cookie of a login, which differs between HTTPS and this computer's own plain HTTP.

    A browser lets nobody but this host, over HTTPS, set a cookie with the prefix (RFC 6265bis,
    4.1.3.2). Without a name of its own the cookie of plain HTTP could not be set beside it.
    """

    def get_cookie_name(self, app: Flask) -> str:  # noqa: ARG002
        """Return the name of the cookie on the way that this request came."""
        return "__Host-hadir" if request.is_secure else "hadir"

    def get_cookie_secure(self, app: Flask) -> bool:  # noqa: ARG002
        """Whether it goes over HTTPS alone."""
        return request.is_secure

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return what the browser keeps; None for a program, which keeps nothing.

        When it was signed is not asked: the login has its end on the server, by time that passed,
        and a clock that is set back would make every cookie one of the future.
        """
        value = request.cookies.get(self.get_cookie_name(app))
        if value and (serializer := self.get_signing_serializer(app)):
            is_ours, kept = serializer.loads_unsafe(value)
            if is_ours:
                return self.session_class(kept)
        return None if request.path.startswith(_PROGRAMS) else self.session_class()


def init_login(app: Flask) -> None:
    """Make every page of this application want a login."""
    desk = app.extensions["desk"]
    app.config.update(
        SECRET_KEY=installation.secret_key(desk),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=_KEPT_BY_THE_BROWSER,
    )
    app.session_interface = _Cookies()
    manager = LoginManager(app)
    manager.session_protection = None
    manager.user_loader(_load_browser)
    app.before_request(_check_right)


def _load_browser(token: str) -> Browser | None:
    login = logins.login_of(current_desk(), token)
    if login:
        introduce()
    return Browser(token, login) if login else None


def _check_right() -> Response | None:
    """Let in whom the table of rights lets in; a page that declares no right opens to nobody."""
    if request.endpoint is None or may_open(request.endpoint):
        return None
    if current_user.is_authenticated:
        raise Forbidden("Your role does not allow this.")
    if wants_json() or request.accept_mimetypes.best == "text/event-stream":
        raise Unauthorized
    if is_locked():
        return redirect(url_for("kiosk.show"))
    wanted = request.full_path.rstrip("?") if request.method == "GET" else "/"
    return redirect(url_for("auth.login", next=None if wanted == "/" else wanted))


@blueprint.get("/login")
@needs(Right.LOG_IN)
def login() -> str | Response:
    """Ask who is there."""
    if current_user.is_authenticated:
        return redirect(_next_page())
    nobody = not users.has_users(current_desk())
    return render_template(
        "shell/login/login.html", next=request.args.get("next", ""), nobody=nobody
    )


@blueprint.post("/login")
@needs(Right.LOG_IN)
def login_post() -> tuple[str, int] | Response:
    """Let in who knows the password."""
    name, password = request.form.get("name", "").strip(), request.form.get("password", "")
    user = users.enter(current_desk(), name, password, origin().address)
    if user is None:
        wrong = _("The name or the password is wrong.")
        wanted = request.form.get("next", "")
        return render_template("shell/login/login.html", next=wanted, name=name, wrong=wrong), 401
    let_in(user)
    return redirect(_next_page())


@blueprint.post("/logout")
@needs(Right.HAVE_AN_ACCOUNT)
def logout() -> Response:
    """Say good-bye."""
    _end_login_here("logged_out")
    logout_user()
    browser_session.clear()
    flash(_("You are logged out."), "ok")
    return redirect(url_for("auth.login"))


def let_in(user: User, kind: LoginKind = LoginKind.STAFF) -> None:
    """Log this person in, in a browser session of its own, or leave this browser as a door."""
    _end_login_here()
    token = logins.begin(current_desk(), user, origin(), kind)
    begun = logins.login_of(current_desk(), token)
    browser_session.clear()
    browser_session.permanent = True
    if begun:
        login_user(Browser(token, begun))


def _end_login_here(did: str = "login_ended") -> None:
    here = current_login()
    if here:
        with suppress(NotFound):
            logins.end(current_desk(), here.user, here.id, did)


def _next_page() -> str:
    return local_address(request.values.get("next", ""))

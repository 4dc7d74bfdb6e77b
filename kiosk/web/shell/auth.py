"""Logging in and out, and the rule that every page needs it but the listed ones."""

from datetime import timedelta

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask import session as browser_session
from flask_babel import gettext as _
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from werkzeug.exceptions import Unauthorized
from werkzeug.wrappers import Response

from kiosk.core.model import User
from kiosk.services import installation, users
from kiosk.web.shell.access import current_desk
from kiosk.web.shell.browser import local_address
from kiosk.web.shell.errors import wants_json
from kiosk.web.shell.limits import limiter, was_refused

OPEN_ENDPOINTS = {
    "static",
    "appearance.switch",
    "assets.font",
    "auth.login",
    "auth.login_post",
    "health.healthz",
    "language.switch",
    "live.together",
    "setup.show",
    "setup.first_user",
    "api.scans",
    "api.attendance",
    "wall.show",
    "wall.live",
}
"""Who comes here has a token or needs nothing; every other page wants a login."""

_IMPRINT = "password"

blueprint = Blueprint("auth", __name__)


class Staff(UserMixin):
    """A member of staff as Flask-Login wants to see one."""

    def __init__(self, staff: User) -> None:
        self.staff = staff

    def get_id(self) -> str:
        """Return what the cookie keeps."""
        return str(self.staff.id)


def init_login(app: Flask) -> None:
    """Make every page of this application want a login."""
    desk = app.extensions["desk"]
    app.config.update(
        SECRET_KEY=installation.secret_key(desk),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=desk.settings.tls,
        SESSION_COOKIE_NAME="hadir",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=desk.settings.session_hours),
    )
    manager = LoginManager(app)
    manager.session_protection = None
    manager.user_loader(_load_staff)
    app.before_request(_login_by_default)


def _load_staff(cookie: str) -> Staff | None:
    found = users.user(current_desk(), int(cookie)) if cookie.isdigit() else None
    if found is None or found.disabled_at or not _has_same_password(found):
        return None
    return Staff(found)


def _has_same_password(user: User) -> bool:
    kept = browser_session.get(_IMPRINT)
    return kept is None or kept == users.imprint(current_desk(), user.id)


def _login_by_default() -> Response | None:
    if request.endpoint is None or request.endpoint in OPEN_ENDPOINTS:
        return None
    if current_user.is_authenticated:
        return None
    if wants_json() or request.accept_mimetypes.best == "text/event-stream":
        raise Unauthorized
    wanted = request.full_path.rstrip("?") if request.method == "GET" else "/"
    return redirect(url_for("auth.login", next=None if wanted == "/" else wanted))


@blueprint.get("/login")
def login() -> str | Response:
    """Ask who is there."""
    if current_user.is_authenticated:
        return redirect(_next_page())
    nobody = not users.has_users(current_desk())
    return render_template(
        "shell/login/login.html", next=request.args.get("next", ""), nobody=nobody
    )


@blueprint.post("/login")
@limiter.limit("10 per minute; 60 per hour", deduct_when=was_refused)
def login_post() -> tuple[str, int] | Response:
    """Let in who knows the password."""
    name = request.form.get("name", "").strip()
    user = users.authenticate(current_desk(), name, request.form.get("password", ""))
    if user is None:
        wrong = _("The name or the password is not right.")
        wanted = request.form.get("next", "")
        return render_template("shell/login/login.html", next=wanted, name=name, wrong=wrong), 401
    let_in(user)
    return redirect(_next_page())


@blueprint.post("/logout")
def logout() -> Response:
    """Say good-bye."""
    logout_user()
    browser_session.clear()
    flash(_("You are logged out."), "ok")
    return redirect(url_for("auth.login"))


def let_in(user: User) -> None:
    """Log this person in, in a browser session of its own."""
    browser_session.clear()
    browser_session.permanent = True
    browser_session[_IMPRINT] = users.imprint(current_desk(), user.id)
    login_user(Staff(user))


def _next_page() -> str:
    return local_address(request.values.get("next", ""))

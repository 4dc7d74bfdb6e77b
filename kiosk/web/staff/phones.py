"""Phones: where they find the product, and the certificate by which they know this computer."""

import socket

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from kiosk.core.addresses import is_loopback
from kiosk.core.errors import Forbidden, NotFound, Refused
from kiosk.core.rights import Right
from kiosk.services.authority import Authority, as_file, fingerprint
from kiosk.services.letting_in import let_in, shut_out
from kiosk.web.shell.access import current_desk, current_staff, needs, origin
from kiosk.web.shell.anew import begin_anew, check_begins_anew
from kiosk.web.shell.hosts import places_for_others

blueprint = Blueprint("phones", __name__)


@blueprint.get("/phones")
@needs(Right.KEEP_THE_DOOR)
def show() -> str:
    """Show what a phone scans: first the certificate, then the product."""
    settings = current_desk().settings
    if not settings.lan:
        return render_template("staff/phones/alone.html", is_here=_is_here())
    authority = _authority()
    return render_template(
        "staff/phones/phones.html",
        places=places_for_others(),
        plain=places_for_others(plain=True),
        authority=fingerprint(authority.certificate),
        leaf=fingerprint(authority.leaf),
        may_shut=settings.network_wish.exists() and _is_here(),
    )


@blueprint.post("/phones/network")
@needs(Right.MANAGE_STATIONS)
def change_network() -> str:
    """Let phones in, or nobody but this computer; the product starts again for it."""
    if not _is_here():
        raise Forbidden("Phones are let in only on the computer that runs Hadir.")
    check_begins_anew(Refused("Stop Hadir, then: hadir serve --lan"))
    change = let_in if request.form.get("phones") == "yes" else shut_out
    change(current_desk(), current_staff().name)
    begin_anew()
    return render_template("staff/phones/changing.html")


@blueprint.get("/certificate")
@needs(Right.ENTER)
def certificate() -> str:
    """Tell a phone what it means to trust this computer; read over plain HTTP too."""
    own = fingerprint(_authority().certificate)
    place = f"https://{request.host.partition(':')[0]}:{current_desk().settings.https_port}"
    name = socket.gethostname()
    return render_template("staff/phones/certificate.html", own=own, place=place, name=name)


@blueprint.get("/certificate/hadir.crt")
@needs(Right.ENTER)
def certificate_file() -> Response:
    """Return the certificate that phones install."""
    content = as_file(_authority().certificate)
    response = Response(content, mimetype="application/x-x509-ca-cert")
    response.headers["Content-Disposition"] = 'attachment; filename="hadir.crt"'
    return response


def _is_here() -> bool:
    return is_loopback(origin().address)


def _authority() -> Authority:
    settings = current_desk().settings
    if not settings.lan:
        raise NotFound("This computer has no certificate: it was started without --lan.")
    return Authority(settings)

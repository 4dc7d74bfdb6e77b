"""Whether others reach this computer: wished for on a page, and so from the next start on."""

from dataclasses import replace

from kiosk.core.addresses import is_loopback
from kiosk.core.errors import Refused
from kiosk.desk import Desk
from kiosk.private import keep_private
from kiosk.services.audit import record
from kiosk.services.network import is_free


def let_in(desk: Desk, by: str) -> None:
    """Let the network in over HTTPS from the next start on, as `--lan` does; Refused where not."""
    settings = desk.settings
    if settings.demo:
        raise Refused("The invented event is shown on this computer alone.")
    if not is_loopback(settings.host):
        raise Refused("Hadir was started with an address of its own: leave --host out.")
    if not is_free(replace(settings, lan=True).listens_on, settings.https_port):
        raise Refused(
            "Port {port} is used by another program. Stop it, or start Hadir with {option} "
            "{other}.",
            port=settings.https_port,
            option="--https-port",
            other=settings.https_port + 1,
        )
    with desk.store.write() as tx:
        record(tx, desk, None, by, "network_let_in", "computer:here")
    keep_private(settings.network_wish, b"")


def shut_out(desk: Desk, by: str) -> None:
    """Answer this computer alone from the next start on."""
    if not desk.settings.network_wish.exists():
        raise Refused(
            "Hadir was started with --lan. Start it without, to answer this computer alone."
        )
    with desk.store.write() as tx:
        record(tx, desk, None, by, "network_shut_out", "computer:here")
    desk.settings.network_wish.unlink()

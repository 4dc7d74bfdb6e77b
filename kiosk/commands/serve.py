"""`hadir serve`: the product."""

import ipaddress
import socket
import sys
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict

import click

from kiosk import known_places
from kiosk.commands.announcing import once_it_answers, open_browser
from kiosk.commands.options import Sentence, with_settings
from kiosk.keeping import keep_alive
from kiosk.settings import Settings, hand_over, load_settings
from kiosk.speaking import said
from kiosk.storage.lock import held
from kiosk.tls import addresses, certificate, fingerprint

_LETTING_GO_S = 3.0
"""A server that was just killed may take as long to give its folder back."""


@click.command()
@click.option("--host", help="127.0.0.1 for this computer alone, 0.0.0.0 for the whole network.")
@click.option("--port", type=int, help="8000 unless another is given.")
@click.option("--camera", help="0, /dev/video2, rtsp://…, a film, or simulated.")
@click.option("--tls", is_flag=True, default=None, help="HTTPS, so that phones may use a camera.")
@click.option("--new", is_flag=True, help="Start afresh although the data folder is gone.")
@with_settings
def serve(settings: Settings, *, new: bool, **given: str | int | bool | None) -> None:
    """Run the product: pages, API, and the camera at this computer."""
    chosen = {name: value for name, value in given.items() if value is not None}
    settings = load_settings({**asdict(settings), **chosen, "demo": False})
    if not new:
        known_places.expect(settings)
    with alone(settings):
        _serve(settings)


def _serve(settings: Settings) -> None:
    if not is_free(settings.host, settings.port):
        raise Sentence(
            "Port {port} is taken by another program. Take another: --port 8001.",
            port=settings.port,
        )
    once_it_answers(settings.address, lambda: _announce(settings))
    run(settings)


def _announce(settings: Settings) -> None:
    click.echo(f"Hadir: {settings.address}")
    if not settings.tls and not is_loopback(settings.host):
        click.echo(
            said(
                "Everybody in this network can read along: passwords and names go over plain "
                "HTTP. Add --tls, or leave --host out."
            ),
            err=True,
        )
    if settings.tls:
        path, _ = certificate(settings.data / "tls")
        click.echo(f"{said('Certificate (SHA-256)')}: {fingerprint(path)}")
        for each in addresses():
            click.echo(f"{said('In the network')}: https://{each}:{settings.port}")
    open_browser(settings.address)


def alone(settings: Settings) -> AbstractContextManager[None]:
    """Hold the folder of the data: two servers with one are refused. PostgreSQL takes several."""
    return held(settings.data, _LETTING_GO_S) if settings.database_file else nullcontext()


def run(settings: Settings) -> None:
    """Serve until the process is told to end; what serves comes back by itself when it dies."""
    hand_over(settings)
    if code := keep_alive([sys.executable, "-m", "kiosk.serving"]):
        raise SystemExit(code)


def is_loopback(host: str) -> bool:
    """Whether an address is reached from this computer alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_free(host: str, port: int) -> bool:
    """Whether nobody listens there."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError:
            return False
        return True

"""`hadir serve`: the product."""

import socket
import time
from collections import deque
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from granian import Granian
from granian.constants import Interfaces, SSLProtocols
from granian.log import LogLevels

from kiosk.commands.options import Sentence, with_settings
from kiosk.desk import open_desk
from kiosk.services.users import setup_key
from kiosk.settings import Settings, hand_over, load_settings
from kiosk.storage.lock import held
from kiosk.tls import addresses, certificate, fingerprint

_SPARE_THREADS = 32
"""Beside the streams of open pages: for scans and clicks, so that neither waits for a stream."""

_LETTING_GO_S = 3.0
"""A server that was just killed may take as long to give its folder back."""

_TRIES = 3
_TRIES_WITHIN_S = 60.0


@click.command()
@click.option("--host", help="127.0.0.1 for this computer alone, 0.0.0.0 for the whole network.")
@click.option("--port", type=int, help="8000 where nothing else is said.")
@click.option("--camera", help="0, /dev/video2, rtsp://…, a film, or simulated.")
@click.option("--tls", is_flag=True, default=None, help="HTTPS, so that phones may use a camera.")
@with_settings
def serve(settings: Settings, **given: str | int | bool | None) -> None:
    """Run the product: pages, API, and the camera at this computer."""
    chosen = {name: value for name, value in given.items() if value is not None}
    settings = load_settings({**asdict(settings), **chosen})
    with alone(settings):
        _serve(settings)


def _serve(settings: Settings) -> None:
    if not is_free(settings.host, settings.port):
        raise Sentence(
            f"Port {settings.port} is taken by another program. Take another: --port 8001."
        )
    desk = open_desk(settings)
    key = setup_key(desk)
    desk.close()
    address = address_of(settings)
    click.echo(f"Hadir: {address}")
    if settings.tls:
        path, _ = certificate(settings.data / "tls")
        click.echo(f"Certificate (SHA-256): {fingerprint(path)}")
        for each in addresses():
            click.echo(f"In the network: https://{each}:{settings.port}")
    if key:
        click.echo(
            f"Nobody can log in yet. Make the first administrator: {address}/setup?key={key}"
        )
    run(settings)


def alone(settings: Settings) -> AbstractContextManager[None]:
    """Hold the folder of the data: two servers with one are refused. PostgreSQL takes several."""
    return held(settings.data, _LETTING_GO_S) if settings.database_file else nullcontext()


def run(settings: Settings) -> None:
    """Serve until the process is told to end; what serves comes back by itself when it dies."""
    hand_over(settings)
    proof, key = certificate(settings.data / "tls") if settings.tls else (None, None)
    died: deque[float] = deque(maxlen=_TRIES)
    while True:
        server = _server(settings, proof, key)
        try:
            server.serve()
        except SystemExit:
            # Granian gives up where what serves dies twice within seconds of its start.
            died.append(time.monotonic())
            in_vain = len(died) == _TRIES and died[-1] - died[0] < _TRIES_WITHIN_S
            if server.interrupt_signal or in_vain:
                raise
        else:
            return


def _server(settings: Settings, proof: Path | None, key: Path | None) -> Any:
    return Granian(
        "kiosk.serving:application",
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=1,
        respawn_failed_workers=True,
        blocking_threads=settings.max_streams + _SPARE_THREADS,
        backpressure=settings.max_streams + 2 * _SPARE_THREADS,
        workers_kill_timeout=3,
        log_level=LogLevels.error,
        ssl_cert=proof,
        ssl_key=key,
        ssl_protocol_min=SSLProtocols.tls12,
    )


def address_of(settings: Settings) -> str:
    """Return the address for a browser on this computer."""
    host = "localhost" if settings.host in ("127.0.0.1", "0.0.0.0") else settings.host  # noqa: S104
    return f"http{'s' if settings.tls else ''}://{host}:{settings.port}"


def is_free(host: str, port: int) -> bool:
    """Whether nobody listens there."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError:
            return False
        return True

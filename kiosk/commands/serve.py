"""`hadir serve`: the product."""

import sys
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import partial
from typing import IO

import click

from kiosk import known_places
from kiosk.commands.announcing import once_it_answers, open_browser
from kiosk.commands.options import Sentence, with_settings
from kiosk.core.addresses import EVERYWHERE, EVERYWHERE_OR_6, in_a_link, is_loopback
from kiosk.core.clock import zero_of
from kiosk.keeping import keep_alive
from kiosk.services.network import for_others, is_free, reached
from kiosk.settings import Settings, hand_over, load_settings
from kiosk.speaking import said
from kiosk.storage.engine.lock import held

_LETTING_GO_S = 3.0
"""A server that was just killed may take as long to give its folder back."""


@click.command()
@click.option("--host", help="127.0.0.1, this computer alone, unless another is given.")
@click.option("--port", type=int, help="8000 unless another is given.")
@click.option("--camera", help="0, /dev/video2, rtsp://…, a film, or simulated.")
@click.option("--lan", is_flag=True, default=None, help="Let phones in: HTTPS in the network.")
@click.option("--https-port", type=int, help="With --lan; 8443 unless another is given.")
@click.option("--new", is_flag=True, help="Start afresh although the data folder is gone.")
@click.option("--join", metavar="ADDRESS", help="Follow the first computer: https://….")
@click.option("--key", type=click.File("r"), help="The file with its key; - is standard input.")
@with_settings
def serve(
    settings: Settings,
    *,
    new: bool,
    join: str | None,
    key: IO[str] | None,
    **given: str | int | bool | None,
) -> None:
    """Run the product: pages, API, and the camera at this computer."""
    chosen = {name: value for name, value in given.items() if value is not None}
    settings = load_settings({**asdict(settings), **chosen, "demo": False})
    if not new:
        known_places.expect(settings)
    with alone(settings):
        if join:
            _join(settings, join, key)
        _serve(settings)


def _join(settings: Settings, address: str, key: IO[str] | None) -> None:
    """Become a second computer, once; the key is asked for where none was given."""
    from kiosk.desk import open_desk  # noqa: PLC0415  the server loads it again, and few join
    from kiosk.services.following import join  # noqa: PLC0415

    typed = key.read() if key else click.prompt(said("Key of the first computer"), hide_input=True)
    desk = open_desk(settings)
    try:
        followed = join(desk, address, typed)
    finally:
        desk.close()
    text = "This computer is {name} and follows {first}."
    click.echo(said(text, name=followed.name, first=followed.named))


def _serve(given: Settings) -> None:
    settings = _as_wished(given)
    if settings.lan and settings.host not in {"127.0.0.1", EVERYWHERE, EVERYWHERE_OR_6}:
        raise Sentence("--lan takes every address of this computer: leave --host out.")
    ports = {"--port": settings.port}
    ports |= {"--https-port": settings.https_port} if settings.lan else {}
    for option, port in ports.items():
        if not is_free(settings.listens_on, port):
            raise Sentence(
                "Port {port} is used by another program. Use another one: {option} {other}.",
                port=port,
                option=option,
                other=port + 1,
            )
    once_it_answers(settings.address, lambda: _announce(settings))
    run(given)


def _as_wished(settings: Settings) -> Settings:
    """Return the settings, with the network let in where a page asked for it."""
    return replace(settings, lan=settings.lan or settings.network_wish.exists())


def _announce(settings: Settings) -> None:
    click.echo(f"Hadir: {settings.address}")
    if settings.lan:
        _announce_to_others(settings)
    elif not is_loopback(settings.host):
        click.echo(
            said(
                "Everybody in this network can read along: passwords and names go over plain "
                "HTTP. Use --lan instead of --host."
            ),
            err=True,
        )
    open_browser(settings.address)


def _announce_to_others(settings: Settings) -> None:
    from kiosk.services.authority import Authority, fingerprint  # noqa: PLC0415  as below

    authority, known = Authority(settings), reached(settings)
    for each in (*for_others(), *known.names[1:]):
        click.echo(f"{said('In the network')}: https://{in_a_link(each)}:{settings.https_port}")
    click.echo(f"{said('Certificate authority (SHA-256)')}: {fingerprint(authority.certificate)}")
    click.echo(f"{said('Phones')}: {settings.address}/phones")
    if left_out := authority.left_out(known):
        click.echo(
            said(
                "The certificate authority may not vouch for {names}. To make a new one, which "
                "phones must install again, move {folder} away.",
                names=", ".join(left_out),
                folder=settings.data / "tls",
            ),
            err=True,
        )


def alone(settings: Settings) -> AbstractContextManager[None]:
    """Hold the folder of the data: two servers with one are refused. PostgreSQL takes several."""
    return held(settings.data, _LETTING_GO_S) if settings.database_file else nullcontext()


def run(settings: Settings) -> None:
    """Serve until the process is told to end; what serves comes back by itself when it dies."""
    # What serves now and what follows it go by the same time, however the clock is set meanwhile.
    command = [sys.executable, "-m", "kiosk.serving", str(zero_of(datetime.now(UTC)))]
    if code := keep_alive(command, partial(_prepare, settings)):
        raise SystemExit(code)


def _prepare(settings: Settings) -> None:
    """Carry out what a page asked for, before the database is opened again."""
    hand_over(_as_wished(settings))
    if settings.restore_wish.exists():
        # Somebody waits at the door for the server, which starts after this: mostly there is none.
        from kiosk.services.backups.restoring import carry_out  # noqa: PLC0415

        carry_out(settings)

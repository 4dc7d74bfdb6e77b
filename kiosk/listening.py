"""Where the product listens: plain HTTP at this computer, HTTPS in the network, both kept true."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from granian.constants import HTTPModes, SSLProtocols
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.embed import Server

from kiosk.bridge.application import Bridge
from kiosk.bridge.plain import Plain
from kiosk.core.errors import HadirError
from kiosk.services.network import reached
from kiosk.settings import Settings

_CONNECTIONS = 4096
_HEAD_MS = 10_000
"""The longest that the head of a request may take; bodies are limited in kiosk/bridge."""
_LOOK_EVERY_S = 5.0
_OLD_SERVES_S = 4.0
"""For so long granian lets the old certificate's listener serve beside the new one's."""

log = logging.getLogger(__name__)


class Listeners:
    """The servers around one bridge, begun and ended together."""

    def __init__(self, settings: Settings, bridge: Bridge, now: Callable[[], datetime]) -> None:
        self._settings = settings
        self._bridge = bridge
        self._now = now
        if settings.lan:
            plain = Plain(bridge, settings.https_port)
            self._secure = _server(settings, settings.https_port, bridge, self._renewed()[0])
            self._servers = [_server(settings, settings.port, plain), self._secure]
        else:
            self._servers = [_server(settings, settings.port, bridge)]

    async def serve(self) -> None:
        """Serve until `stop` is called, or one of the servers ends."""
        serving = {asyncio.create_task(each.serve()) for each in self._servers}
        beside = [asyncio.create_task(self._keep_renewed())]
        beside.append(asyncio.create_task(self._bridge.guests.watch()))
        try:
            ended, _rest = await asyncio.wait(serving, return_when=asyncio.FIRST_COMPLETED)
            for each in ended:
                await each
            self.stop()
            await asyncio.wait(serving)
        finally:
            for each in beside:
                each.cancel()

    def stop(self) -> None:
        """End the servers."""
        for each in self._servers:
            each.stop()  # type: ignore[no-untyped-call]

    async def _keep_renewed(self) -> None:
        """Show a new certificate where the old one ends soon, or an address came; end nothing."""
        while self._settings.lan:
            await asyncio.sleep(_LOOK_EVERY_S)
            try:
                _path, is_new = await asyncio.to_thread(self._renewed)
            except (OSError, HadirError):
                log.exception("the certificate could not be looked after")
                continue
            if is_new:
                log.info("a new certificate is shown")
                self._secure.reload()  # type: ignore[no-untyped-call]
                await asyncio.sleep(_OLD_SERVES_S)
                # The old listener ends when nobody holds it: streams begin anew by themselves.
                self._bridge.end_streams()

    def _renewed(self) -> tuple[Path, bool]:
        from kiosk.services.authority import Authority  # noqa: PLC0415  few serve in a network

        return Authority(self._settings).renewed(reached(self._settings), self._now())


Target = Bridge | Plain


def _server(settings: Settings, port: int, target: Target, leaf: Path | None = None) -> Server:
    return Server(
        target,
        address=settings.listens_on,
        port=port,
        backlog=1024,
        backpressure=_CONNECTIONS,
        # HTTP/2 has no limit of time for a silent connection; HTTP/1.1 ends it with the head's.
        http=HTTPModes.http1,
        websockets=False,
        http1_settings=HTTP1Settings(header_read_timeout=_HEAD_MS),
        log_level=LogLevels.error,
        ssl_cert=leaf,
        ssl_key=leaf,
        ssl_protocol_min=SSLProtocols.tls12,
    )

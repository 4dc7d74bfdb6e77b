"""Under which names the product answers, and whose word about the visitor's address is believed."""

import time
from collections.abc import Callable, Iterable
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, request

from kiosk.core.addresses import EVERYWHERE, EVERYWHERE_OR_6, in_a_link, is_loopback
from kiosk.core.errors import BadInput, BadSetting
from kiosk.services.network import own_names
from kiosk.settings import Settings

_ADDRESSES_STAND_FOR_S = 2.0
_WILDCARDS = {EVERYWHERE, EVERYWHERE_OR_6, ""}

Network = IPv4Network | IPv6Network
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def init_hosts(app: Flask, addresses: Callable[[], Iterable[str]]) -> None:
    """Refuse requests under unknown names; believe the proxies that the settings name.

    `addresses` gives this computer's addresses in its networks, which may change.
    """
    settings: Settings = app.extensions["desk"].settings
    known = _Names(settings, addresses)
    app.extensions["addresses"] = addresses
    app.before_request(known.check)
    if proxies := _networks(settings.trusted_proxies):
        app.wsgi_app = _BehindProxies(app.wsgi_app, proxies)  # type: ignore[method-assign]


def link_for_others(path: str) -> str:
    """Return the address of a page for another device, also where it is asked for at this one."""
    settings: Settings = current_app.extensions["desk"].settings
    if not is_loopback(_name_of(request.host)) or settings.listens_on not in _WILDCARDS:
        return f"{request.host_url.rstrip('/')}{path}"
    return f"{next(iter(places_for_others()), request.host_url.rstrip('/'))}{path}"


def places_for_others(*, plain: bool = False) -> list[str]:
    """Return under which addresses others in the network find the product: the likeliest first.

    `plain` is where they find what they need before they can use HTTPS.
    """
    settings: Settings = current_app.extensions["desk"].settings
    is_secure = settings.lan and not plain
    scheme, port = ("https", settings.https_port) if is_secure else ("http", settings.port)
    found = [each for each in current_app.extensions["addresses"]() if not is_loopback(each)]
    return [f"{scheme}://{in_a_link(each)}:{port}" for each in found]


class _Names:
    """The names and addresses of this computer, and those of the setting."""

    def __init__(self, settings: Settings, addresses: Callable[[], Iterable[str]]) -> None:
        always = {"127.0.0.1", "::1", *own_names()}
        given = {each.strip().lower() for each in settings.hosts.split(",")}
        self._always = (always | given | {settings.host.lower()}) - _WILDCARDS
        self._addresses = addresses
        self._asked_at = float("-inf")
        self._now: frozenset[str] = frozenset()

    def check(self) -> None:
        """Raise BadInput (400) for a request under a name that is not ours."""
        name = _name_of(request.host)
        if name not in self._always and name not in self._of_networks():
            raise BadInput(
                "Hadir is not known under the name {name}. Use the address that the computer "
                "shows where it was started, or add the name to the setting HADIR_HOSTS.",
                name=name[:100],
            )

    def _of_networks(self) -> frozenset[str]:
        if time.monotonic() - self._asked_at > _ADDRESSES_STAND_FOR_S:
            self._asked_at = time.monotonic()
            self._now = frozenset(self._addresses())
        return self._now


@lru_cache(maxsize=64)
def _name_of(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return ""


class _BehindProxies:
    """Takes the visitor's address and scheme from trusted proxies, and from nobody else."""

    def __init__(self, app: Wsgi, proxies: list[Network]) -> None:
        self._app = app
        self._proxies = proxies

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Answer the request as if it had come without the proxy."""
        if self._is_trusted(environ.get("REMOTE_ADDR", "")):
            forwarded = environ.get("HTTP_X_FORWARDED_FOR", "").split(",")
            for each in reversed([each.strip() for each in forwarded if each.strip()]):
                environ["REMOTE_ADDR"] = each
                if not self._is_trusted(each):
                    break
            if (scheme := environ.get("HTTP_X_FORWARDED_PROTO", "")) in {"http", "https"}:
                environ["wsgi.url_scheme"] = scheme
        return self._app(environ, start_response)

    def _is_trusted(self, address: str) -> bool:
        try:
            wanted = ip_address(address)
        except ValueError:
            return False
        return any(wanted in each for each in self._proxies)


def _networks(setting: str) -> list[Network]:
    try:
        return [ip_network(each.strip()) for each in setting.split(",") if each.strip()]
    except ValueError as error:
        raise BadSetting(
            "HADIR_TRUSTED_PROXIES is {raw}, but it must be addresses or networks with commas, "
            "like 192.168.1.2,10.0.0.0/8.",
            raw=setting,
        ) from error

"""One frozen table of settings, from HADIR_* and the command line; wrong values stop the start."""

import os
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from typing import get_type_hints

from kiosk.core.addresses import EVERYWHERE, EVERYWHERE_OR_6, in_a_link
from kiosk.core.errors import BadSetting


@dataclass(frozen=True, slots=True)
class Settings:
    """What may be set; each field `name` is also read from `HADIR_NAME`.

    Durations are in seconds unless the name says otherwise.
    """

    data: Path
    database: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    lan: bool = False
    https_port: int = 8443
    camera: str = ""
    camera_width: int = 1280
    camera_height: int = 720
    camera_exposure: float | None = None
    camera_focus: float | None = None
    repeat_after: float = 3.0
    reading_budget_ms: float = 12.0
    max_streams: int = 2400
    session_hours: int = 14
    backup_minutes: float = 5.0
    backup_to: Path | None = None
    backup_passphrase: str = field(default="", repr=False)
    trusted_proxies: str = ""
    hosts: str = ""
    demo: bool = False

    @property
    def address(self) -> str:
        """The address for a browser on this computer."""
        is_named = self.listens_on not in {"127.0.0.1", EVERYWHERE, EVERYWHERE_OR_6}
        return f"http://{in_a_link(self.listens_on) if is_named else 'localhost'}:{self.port}"

    @property
    def listens_on(self) -> str:
        """The address at which connections are taken; with `lan`, every one of this computer."""
        return _everywhere() if self.lan else self.host

    @property
    def database_url(self) -> str:
        """Where the data lies: the address given, else the file `hadir.db` in `data`."""
        return self.database or f"sqlite:///{self.data / 'hadir.db'}"

    @property
    def database_file(self) -> Path | None:
        """The file in which the data lies; None where it lies in PostgreSQL."""
        if not self.database:
            return self.data / "hadir.db"
        kind, _, path = self.database.partition(":///")
        return Path(path) if kind.startswith("sqlite") else None

    @property
    def network_wish(self) -> Path:
        """The file that says that a page let the network in, as `lan` does."""
        return self.data / "in-the-network"

    @property
    def restore_wish(self) -> Path:
        """The file that says which backup a page asked to have in place."""
        return self.data / "restore" / "wish.json"


_LIMITS: dict[str, tuple[float, float]] = {
    "port": (0, 65535),
    "https_port": (0, 65535),
    "camera_width": (160, 7680),
    "camera_height": (120, 4320),
    "camera_exposure": (-100, 1_000_000),
    "camera_focus": (0, 100_000),
    "repeat_after": (0, 600),
    "reading_budget_ms": (1, 1000),
    "max_streams": (1, 5000),
    "session_hours": (1, 168),
    "backup_minutes": (0.01, 1440),
}


def load_settings(
    given: Mapping[str, object] | None = None, environment: Mapping[str, str] | None = None
) -> Settings:
    """Return the settings: those `given` (None counts as not given), then HADIR_*, then defaults.

    Raises BadSetting naming the setting, its value and what was expected.
    """
    environment = os.environ if environment is None else environment
    if environment.get("HADIR_TLS"):
        raise BadSetting("HADIR_TLS is no longer there. HADIR_LAN=yes takes its place.")
    kinds = get_type_hints(Settings)
    values: dict[str, object] = {"data": Path.home() / "hadir"}
    for each in fields(Settings):
        raw = (given or {}).get(each.name)
        raw = environment.get(f"HADIR_{each.name.upper()}") if raw is None else raw
        if raw is not None:
            values[each.name] = _parsed(each.name, kinds[each.name], raw)
    return Settings(**values)  # type: ignore[arg-type]


def hand_over(settings: Settings) -> None:
    """Put the settings where a process that this one starts finds them."""
    for each in fields(settings):
        value = getattr(settings, each.name)
        os.environ[f"HADIR_{each.name.upper()}"] = "" if value is None else str(value)


def _parsed(name: str, kind: object, raw: object) -> object:
    parse, expected = _KINDS[kind]
    try:
        value = parse(str(raw))
    except ValueError as error:
        raise BadSetting(
            "HADIR_{name} is {raw}, but it must be {expected}.",
            name=name.upper(),
            raw=raw,
            expected=expected,
        ) from error
    low, high = _LIMITS.get(name, (float("-inf"), float("inf")))
    if isinstance(value, int | float) and not low <= value <= high:
        raise BadSetting(
            "HADIR_{name} is {raw}, but it must lie between {low:g} and {high:g}.",
            name=name.upper(),
            raw=raw,
            low=low,
            high=high,
        )
    return value


@lru_cache(maxsize=1)
def _everywhere() -> str:
    """Return what takes connections of IPv6 too, where a socket for it takes those of IPv4."""
    with suppress(OSError, AttributeError), socket.socket(socket.AF_INET6) as trial:
        if not trial.getsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY):
            return EVERYWHERE_OR_6
    return EVERYWHERE


def _yes_or_no(text: str) -> bool:
    answers = {"1": True, "yes": True, "true": True, "0": False, "no": False, "false": False}
    if text.lower() not in answers:
        raise ValueError(text)
    return answers[text.lower()]


def _number_or_auto(text: str) -> float | None:
    return None if text.lower() in {"auto", "none", ""} else float(text)


_KINDS: dict[object, tuple[Callable[[str], object], str]] = {
    Path: (lambda text: Path(text).expanduser(), "a folder"),
    Path | None: (lambda text: Path(text).expanduser() if text else None, "a folder"),
    int: (int, "a whole number"),
    float: (float, "a number"),
    float | None: (_number_or_auto, "a number or auto"),
    bool: (_yes_or_no, "yes or no"),
    str: (str, "a text"),
}

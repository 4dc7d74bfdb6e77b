"""What a helper needs who is not here: versions, settings, log, figures; nobody's data."""

import json
import platform
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from importlib.metadata import distributions
from pathlib import Path
from urllib.parse import urlsplit
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import make_url

from kiosk import __version__
from kiosk.core.errors import HadirError, Refused
from kiosk.core.readiness import Finding
from kiosk.services.backups.backup import backups
from kiosk.services.nameless import nameless
from kiosk.settings import Settings
from kiosk.storage import figures
from kiosk.storage.database import open_store


def write_bundle(settings: Settings, findings: Iterable[Finding], target: Path) -> None:
    """Write the bundle as a ZIP file. Raises Refused where there is one, OSError of its disk."""
    if target.exists():
        raise Refused("{file} already exists; it was not touched.", file=target)
    tables, words = _tables(settings)
    parts = {
        "settings.json": _json(_settings(settings)),
        "findings.txt": "\n".join(f"{each.fitness}  {each}" for each in findings),
        "tables.json": _json(tables),
    }
    for each in sorted((settings.data / "log").glob("hadir.log*")):
        with suppress(OSError):
            parts[f"log/{each.name}"] = each.read_text("utf-8", "replace")
    with ZipFile(target, "w", ZIP_DEFLATED) as bundle:
        bundle.writestr("versions.txt", _versions())
        bundle.writestr("backups.txt", "\n".join(_backups(settings)))
        for name, text in parts.items():
            bundle.writestr(name, nameless(_without_home(text), words))


def _versions() -> str:
    packages = sorted(f"{each.name} {each.version}" for each in distributions())
    here = (f"Hadir {__version__}", f"Python {platform.python_version()}", platform.platform())
    return "\n".join((*here, "", *packages))


def _settings(settings: Settings) -> dict[str, object]:
    values = {name: value for name, value in asdict(settings).items() if "passphrase" not in name}
    values["backup_passphrase_is_set"] = bool(settings.backup_passphrase)
    values["camera"] = _without_password(settings.camera)
    if settings.database:
        values["database"] = make_url(settings.database).render_as_string()
    return values


def _without_password(source: str) -> str:
    parts = urlsplit(source)
    return parts._replace(netloc=parts.hostname or "").geturl() if "@" in parts.netloc else source


def _tables(settings: Settings) -> tuple[dict[str, object], frozenset[str]]:
    """Return the figures, and the words of names that must stand nowhere."""
    try:
        store = open_store(settings.database_url)
    except HadirError as error:
        return {"error": str(error)}, frozenset()
    try:
        with store.read() as tx:
            return figures.figures(tx), figures.words_of_names(tx)
    except HadirError as error:
        return {"error": str(error)}, frozenset()
    finally:
        store.close()


def _backups(settings: Settings) -> list[str]:
    return [f"{each.made_at:%Y-%m-%d %H:%M:%S}Z {each.size}" for each in backups(settings)]


def _json(value: object) -> str:
    return json.dumps(value, indent=2, default=str, ensure_ascii=False)


def _without_home(text: str) -> str:
    return text.replace(str(Path.home()), "~")

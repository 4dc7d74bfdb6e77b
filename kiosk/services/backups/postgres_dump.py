"""PostgreSQL has tools of its own for backups: pg_dump and pg_restore, where they are there."""

import os
import shutil
import subprocess
from pathlib import Path

from sqlalchemy import URL, make_url

from kiosk.core.errors import BadInput, Refused
from kiosk.storage.database import server_version

_LONGEST_S = 3600

_PLACES = (
    "/usr/lib/postgresql/{version}/bin",
    "/usr/pgsql-{version}/bin",
    "/opt/homebrew/opt/postgresql@{version}/bin",
    "C:/Program Files/PostgreSQL/{version}/bin",
)
"""Where systems keep the tools of each version; those of another one may refuse the server."""


def dump(address: str, target: Path) -> None:
    """Write the database into `target` in PostgreSQL's own format, as of one moment."""
    _run("pg_dump", address, "--format=custom", "--file", str(target))


def put_back(address: str, source: Path) -> None:
    """Replace the tables by those of a dump, all of them or none."""
    with source.open("rb") as file:
        if file.read(5) != b"PGDMP":
            raise BadInput("{file} is not a backup of a PostgreSQL database.", file=source)
    options = ("--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error")
    _run("pg_restore", address, *options, str(source))


def _run(tool: str, address: str, *options: str) -> None:
    version = server_version(address)
    places = (each.format(version=version) for each in _PLACES)
    program = next(filter(None, (shutil.which(tool, path=each) for each in (*places, None))), None)
    if program is None:
        raise Refused("{tool} is missing. Install the client programs of PostgreSQL.", tool=tool)
    url = make_url(address)
    # A password in the arguments would stand in the list of processes.
    environment = {**os.environ, "PGPASSWORD": url.password or os.environ.get("PGPASSWORD", "")}
    shown = URL.create(
        "postgresql", url.username, None, url.host, url.port, url.database, url.query
    )
    done = subprocess.run(  # noqa: S603  our own arguments, no shell
        [program, "--dbname", shown.render_as_string(), "--no-password", *options],
        env=environment,
        capture_output=True,
        text=True,
        timeout=_LONGEST_S,
        check=False,
    )
    if "version mismatch" in done.stderr:
        raise Refused(
            "{tool} is older than the server. Install the client programs of PostgreSQL {version}.",
            tool=tool,
            version=version,
        )
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["?"]
        raise BadInput("{tool} failed: {why}", tool=tool, why=lines[-1])

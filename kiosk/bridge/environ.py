"""A request of granian as a WSGI application wants to see it: PEP 3333, "environ Variables"."""

import sys
from pathlib import Path
from typing import IO, Any

from granian.rsgi import Scope

from kiosk.bridge.bodies import Body
from kiosk.core.addresses import address_in

_BARE = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}


class FileAnswer:
    """A file that a page answers with (`wsgi.file_wrapper`): granian sends it in pieces."""

    def __init__(self, file: IO[bytes], size: int = 64 * 1024) -> None:
        self._file = file
        self._size = size

    @property
    def path(self) -> Path | None:
        """Where it lies, if it is a file of this computer that was not read in yet."""
        name = getattr(self._file, "name", None)
        return Path(name) if isinstance(name, str) and self._file.tell() == 0 else None

    def seekable(self) -> bool:
        """Whether a part of it can be asked for."""
        return self._file.seekable()

    def seek(self, *place: int) -> int:
        """Go to a place in it."""
        return self._file.seek(*place)

    def tell(self) -> int:
        """Return the place in it."""
        return self._file.tell()

    def __iter__(self) -> "FileAnswer":
        return self

    def __next__(self) -> bytes:
        if piece := self._file.read(self._size):
            return piece
        raise StopIteration

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def environ_of(scope: Scope, body: Body) -> dict[str, Any]:
    """Return the environment of a request."""
    host, _, port = scope.server.rpartition(":")
    environ: dict[str, Any] = {
        **_ALWAYS,
        "REQUEST_METHOD": scope.method,
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": address_in(scope.client),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body.file,
        "wsgi.errors": sys.stderr,
    }
    if scope.authority:
        environ["HTTP_HOST"] = scope.authority
    _add_headers(environ, scope.headers.items())
    if body.length or "CONTENT_LENGTH" in environ:
        environ["CONTENT_LENGTH"] = str(body.length)
    return environ


_ALWAYS = {
    "SCRIPT_NAME": "",
    "wsgi.version": (1, 0),
    "wsgi.multithread": True,
    "wsgi.multiprocess": False,
    "wsgi.run_once": False,
    "wsgi.input_terminated": True,
    "wsgi.file_wrapper": FileAnswer,
}


def _add_headers(environ: dict[str, Any], headers: list[tuple[str, str]]) -> None:
    for name, value in headers:
        # With an underscore a name would pass for another one; the body is no longer in chunks.
        if "_" in name or name == "transfer-encoding":
            continue
        key = _BARE.get(name) or "HTTP_" + name.upper().replace("-", "_")
        if key in environ and key.startswith("HTTP_") and key != "HTTP_HOST":
            between = "; " if name == "cookie" else ","
            value = f"{environ[key]}{between}{value}"  # noqa: PLW2901
        environ[key] = value

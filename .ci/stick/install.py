"""Installs Hadir from this folder, without any network; again, it updates, after a backup."""

import subprocess
import sys
import venv
from datetime import datetime, timezone
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent
NEEDED = "Python 3.11 to 3.14 (64 bit). Bring its installer from python.org on this stick."


def main() -> int:
    home = Path(sys.argv[1]) if len(sys.argv) > 1 else Path.home() / "Hadir"
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    lock = HERE / f"requirements-{version}.txt"
    if not lock.exists() or sys.maxsize < 2**32:
        print(f"This is Python {version}. Hadir on this stick needs {NEEDED}")
        return 1
    if find_spec("ensurepip") is None:
        print(f"This Python cannot install programs. Bring python{version}-venv on this stick.")
        return 1
    programs = home / "program" / ("Scripts" if sys.platform == "win32" else "bin")
    data = home / "data"
    if (data / "hadir.db").exists() and not _backed_up(programs, data):
        return 1
    venv.create(home / "program", with_pip=True)
    pip = [str(programs / "python"), "-m", "pip", "install", "-q"]
    pip += ["--no-index", "--no-warn-script-location", "--disable-pip-version-check"]
    wheels = ["--find-links", str(HERE / "wheels")]
    subprocess.run([*pip, *wheels, "--require-hashes", "-r", str(lock)], check=True)
    newest = max((HERE / "wheels").glob("hadir-*.whl"), key=lambda each: each.stat().st_mtime)
    subprocess.run([*pip, "--no-deps", "--force-reinstall", str(newest)], check=True)
    start = _start_file(home, programs, data)
    print(f"\nHadir is installed. Start it with {start}")
    return 0


def _backed_up(programs: Path, data: Path) -> bool:
    """Copy what is there before anything is changed; `hadir backup list` shows it."""
    if _is_running(programs, data):
        print("Hadir is running. End it first, then install again; nothing was changed.")
        return False
    folder = data / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    now = datetime.now(timezone.utc)  # noqa: UP017  an older Python must be able to say that it is
    target = folder / f"hadir-{now:%Y%m%d-%H%M%S}.db"
    command = [str(programs / "hadir"), "backup", str(target), "--data", str(data)]
    done = subprocess.run(command, check=False)
    if done.returncode:
        print("The data could not be backed up, so nothing was changed.")
    return done.returncode == 0


def _is_running(programs: Path, data: Path) -> bool:
    """Ask the program that is installed whether a server holds the data."""
    asked = "import sys; from kiosk.storage.engine.lock import is_held; from pathlib import Path"
    asked += "; sys.exit(3 * is_held(Path(sys.argv[1])))"
    done = subprocess.run([str(programs / "python"), "-c", asked, str(data)], check=False)
    return done.returncode == 3


def _start_file(home: Path, programs: Path, data: Path) -> Path:
    if sys.platform == "win32":
        start = home / "Start Hadir.cmd"
        text = "@echo off\r\nchcp 65001 >nul\r\n"
        text += f'"{programs / "hadir.exe"}" serve --data "{data}" %*\r\npause\r\n'
    else:
        start = home / "start-hadir"
        text = f'#!/bin/sh\nexec "{programs / "hadir"}" serve --data "{data}" "$@"\n'
    start.write_text(text, "utf-8", newline="")
    start.chmod(0o755)
    return start


if __name__ == "__main__":
    sys.exit(main())

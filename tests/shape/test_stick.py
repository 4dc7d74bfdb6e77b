"""The folder for a USB stick: what the lock names can be had for every system."""

import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.storage.engine.lock import held
from tests.shape.strings import ROOT


@pytest.mark.slow
@pytest.mark.parametrize("system", ["windows", "macos", "linux"])
@pytest.mark.parametrize("version", ["3.11", "3.14"])
def test_every_wheel_of_the_lock_is_there_for_every_system(
    tmp_path: Path, system: str, version: str
) -> None:
    command = [sys.executable, ".ci/stick/make.py", str(tmp_path), "--only-resolve"]
    command += ["--system", system, "--python", version]

    subprocess.run(command, cwd=ROOT, check=True)

    wheels = [each.name.lower() for each in (tmp_path / system / "wheels").iterdir()]
    for needed in ("colorama", "opencv_python", "zxing_cpp", "granian", "cryptography"):
        assert any(each.startswith(needed) for each in wheels), needed


@pytest.mark.slow
def test_the_stick_installs_without_any_network_and_updates_after_a_backup(tmp_path: Path) -> None:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    make = [sys.executable, ".ci/stick/make.py", str(tmp_path / "stick"), "--system", "linux"]
    subprocess.run([*make, "--python", version], cwd=ROOT, check=True)
    install = [sys.executable, str(tmp_path / "stick/linux/install.py"), str(tmp_path / "home")]
    hadir = tmp_path / "home/program/bin/hadir"

    subprocess.run(install, check=True)
    day = ["event", "add", "Trial", "--date", "2026-11-23", "--session", "Pagi=08:00-12:00"]
    subprocess.run([hadir, *day, "--data", str(tmp_path / "home/data")], check=True)
    with held(tmp_path / "home/data"):
        while_it_runs = subprocess.run(install, check=False)
    subprocess.run(install, check=True)

    assert while_it_runs.returncode == 1, "files in use are not replaced"
    assert len(list((tmp_path / "home/data/backups").glob("hadir-*.db"))) == 1
    assert (tmp_path / "home/start-hadir").exists()

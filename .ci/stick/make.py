"""Makes one folder for a USB stick: the product with all it needs, for a computer without network.

`python .ci/stick/make.py FOLDER --system windows --python 3.12 3.13`; each system's wheels are
those of the lock, with their hashes.
"""

import argparse
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PLATFORMS = {
    "windows": ["win_amd64"],
    "macos": [f"macosx_{n}_0_{cpu}" for n in range(11, 16) for cpu in ("arm64", "universal2")],
    "linux": [
        "manylinux2014_x86_64",
        "manylinux_2_17_x86_64",
        "manylinux_2_27_x86_64",
        "manylinux_2_28_x86_64",
    ],
}
MARKERS = {
    "windows": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
    "macos": {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
    "linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
}
MACHINES = {"windows": "AMD64", "macos": "arm64", "linux": "x86_64"}
BUILD_ONLY = {"hatchling", "editables", "pathspec", "pluggy", "trove-classifiers"}


def main() -> None:
    wanted = _wanted()
    folder = wanted.folder / wanted.system
    wheels = folder / "wheels"
    wheels.mkdir(parents=True, exist_ok=True)
    for version in wanted.python:
        lock = folder / f"requirements-{version}.txt"
        lock.write_text("\n".join(requirements(wanted.system, version)) + "\n", "utf-8")
        download(wanted.system, version, lock, wheels)
    if wanted.only_resolve:
        return
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation"]
    subprocess.run([*build, "-w", str(wheels), str(ROOT)], check=True)
    shutil.copy(HERE / "install.py", folder)
    shutil.copy(HERE / ("install.cmd" if wanted.system == "windows" else "install.sh"), folder)
    shutil.copy(HERE / "README.txt", wanted.folder)
    (wanted.folder / "data").mkdir(exist_ok=True)


def requirements(system: str, version: str) -> Iterator[str]:
    """Yield the lines of the lock that this system needs, without its condition."""
    environment = {
        **MARKERS[system],
        "python_version": version,
        "python_full_version": f"{version}.0",
        "platform_machine": MACHINES[system],
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    for line, hashes in _locked():
        needed = Requirement(line)
        if needed.name in BUILD_ONLY:
            continue
        if needed.marker is None or needed.marker.evaluate(environment):
            yield " ".join((f"{needed.name}{needed.specifier}", *hashes))


def download(system: str, version: str, lock: Path, wheels: Path) -> None:
    """Bring the wheels, whose hashes are compared."""
    platforms = [part for each in PLATFORMS[system] for part in ("--platform", each)]
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps"]
    command += ["--only-binary=:all:", "--implementation", "cp", "--python-version", version]
    command += [*platforms, "--require-hashes", "-r", str(lock), "-d", str(wheels)]
    subprocess.run(command, check=True)


def _locked() -> Iterator[tuple[str, list[str]]]:
    """Yield each requirement of the lock with its hashes."""
    text = (ROOT / "requirements.txt").read_text("utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            first, *hashes = line.split(" --hash=")
            yield first.strip(), [f"--hash={each.strip()}" for each in hashes]


def _wanted() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--system", choices=sorted(PLATFORMS), default="windows")
    parser.add_argument("--python", nargs="+", default=["3.11", "3.12", "3.13", "3.14"])
    parser.add_argument("--only-resolve", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()

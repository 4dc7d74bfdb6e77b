"""Files that start the product with the computer: one for each system."""

import os
import plistlib
import shlex
import shutil
import signal
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

from kiosk.services.autostart import autostart

COMMAND = ["/opt/hadir program/bin/python", "-m", "kiosk", "serve", "--data", "/home/siti/100%"]


def test_linux_gets_a_unit_that_comes_back_and_keeps_the_computer_awake(tmp_path: Path) -> None:
    made = autostart("linux", COMMAND, tmp_path)
    unit = ConfigParser(interpolation=None, strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(made.text)

    assert made.path == tmp_path / ".config/systemd/user/hadir.service"
    assert unit["Service"]["Restart"] == "always"
    assert unit["Unit"]["StartLimitIntervalSec"] == "0", "five quick ends are not the last"
    assert "'/opt/hadir program/bin/python' -m kiosk serve" in unit["Service"]["ExecStart"]
    assert unit["Service"]["ExecStart"].endswith("--data /home/siti/100%%")
    assert "systemd-inhibit --what=idle:sleep" in unit["Service"]["ExecStart"]


@pytest.mark.skipif(sys.platform != "linux", reason="a unit belongs to Linux")
def test_the_door_opens_also_where_nobody_may_keep_the_computer_awake(tmp_path: Path) -> None:
    opened = tmp_path / "50% $HOME"
    made = autostart("linux", ["touch", str(opened)], tmp_path)
    (line,) = (each for each in made.text.splitlines() if each.startswith("ExecStart="))
    command = line.removeprefix("ExecStart=").replace("%%", "%").replace("$$", "$")

    with subprocess.Popen(
        shlex.split(command), env={"PATH": "/usr/bin:/bin"}, start_new_session=True
    ) as started:
        code = started.wait(30)
        os.killpg(started.pid, signal.SIGKILL)  # it goes on asking to stay awake

    assert code == 0
    assert opened.exists()


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd")
def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    made = autostart("linux", ["/bin/true"], tmp_path)
    path = tmp_path / "hadir.service"
    path.write_text(made.text)

    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", str(path)],
        env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_macos_gets_an_agent(tmp_path: Path) -> None:
    made = autostart("macos", COMMAND, tmp_path)
    agent = plistlib.loads(made.text.encode())

    assert agent["KeepAlive"] is True
    assert agent["ProgramArguments"] == ["/usr/bin/caffeinate", "-i", *COMMAND]


def test_windows_gets_a_script_that_starts_again(tmp_path: Path) -> None:
    made = autostart("windows", COMMAND, tmp_path)

    assert '"/opt/hadir program/bin/python" "-m" "kiosk" "serve"' in made.text
    assert '"/home/siti/100%%"' in made.text
    assert "goto again" in made.text
    assert made.text.index("chcp 65001") < made.text.index('"/opt'), "a path of any letters"
    assert made.text.count("\n") == made.text.count("\r\n")

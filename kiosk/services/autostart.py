"""What makes the product run for a day by itself: started with the computer, kept awake, restarted.

Each system has its way: a systemd unit, a launchd agent, a start script of Windows.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from shlex import join
from xml.sax.saxutils import escape

_UNIT = """\
[Unit]
Description=Hadir, check-in at the door
After=network.target
StartLimitIntervalSec=0

[Service]
ExecStart={command}
Restart=always
RestartSec=1
TimeoutStopSec=10
UMask=0077

[Install]
WantedBy=default.target
"""
_AGENT = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key><string>id.hadir</string>
  <key>ProgramArguments</key>
  <array>
{arguments}
  </array>
  <key>RunAtLoad</key><true/>
  <key>KeepAlive</key><true/>
</dict>
</plist>
"""
_SCRIPT = """\
@echo off
chcp 65001 >nul
title Hadir
rem Keep the computer awake while it is plugged in, with its lid closed as well.
powercfg /change standby-timeout-ac 0
powercfg /change hibernate-timeout-ac 0
powercfg /setacvalueindex scheme_current sub_buttons lidaction 0
powercfg /setactive scheme_current
:again
{command}
if %errorlevel%==0 exit /b 0
echo Hadir starts again in 2 seconds. Close this window to end it.
timeout /t 2 /nobreak >nul
goto again
"""
# Who is not logged in yet may not keep a computer awake: that is asked again, and the door opens.
_AWAKE = (
    "until systemd-inhibit --what=idle:sleep:handle-lid-switch --who=Hadir"
    ' --why="The door is open" sleep infinity; do sleep 30; done 2>/dev/null & exec "$@"'
)


@dataclass(frozen=True, slots=True)
class Autostart:
    """A file that starts the product: where it belongs, what stands in it, what to do then."""

    path: Path
    text: str
    then: str


def autostart(system: str, command: Sequence[str], home: Path) -> Autostart:
    """Return the file for a system, `linux`, `macos` or `windows`; `command` runs the product."""
    return _SYSTEMS[system](command, home)


def _linux(command: Sequence[str], home: Path) -> Autostart:
    # In a unit, % begins a specifier and $ a variable (systemd.service(5)).
    line = join(["/bin/sh", "-c", _AWAKE, "hadir", *command]).replace("%", "%%").replace("$", "$$")
    path = home / ".config" / "systemd" / "user" / "hadir.service"
    then = "systemctl --user enable --now hadir && loginctl enable-linger"
    return Autostart(path, _UNIT.format(command=line), then)


def _macos(command: Sequence[str], home: Path) -> Autostart:
    every = ["/usr/bin/caffeinate", "-i", *command]
    arguments = "\n".join(f"    <string>{escape(each)}</string>" for each in every)
    path = home / "Library" / "LaunchAgents" / "id.hadir.plist"
    return Autostart(path, _AGENT.format(arguments=arguments), f"launchctl load -w {path}")


def _windows(command: Sequence[str], home: Path) -> Autostart:
    quoted = " ".join(f'"{each.replace("%", "%%")}"' for each in command)
    folder = home / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Startup"
    text = _SCRIPT.format(command=quoted).replace("\n", "\r\n")
    return Autostart(folder / "Hadir.cmd", text, "It starts with the next login; or open it now.")


_SYSTEMS: dict[str, Callable[[Sequence[str], Path], Autostart]] = {
    "linux": _linux,
    "macos": _macos,
    "windows": _windows,
}

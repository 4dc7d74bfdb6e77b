"""Writing a file where somebody wants it: whole or not at all, and never over something else."""

import os
from contextlib import suppress
from pathlib import Path

from kiosk.commands.options import Sentence


def write_whole(out: Path, content: bytes) -> None:
    """Write a file, whole or not at all."""
    check_target(out)
    half = out.with_name(f".{out.name}.half")
    try:
        half.write_bytes(content)
        os.replace(half, out)  # noqa: PTH105  Path.replace is the same, but reads like a copy
    except OSError as error:
        with suppress(OSError):
            half.unlink()
        why = error.strerror or str(error)
        raise Sentence(
            "{name} cannot be written: {why}. Choose another place.", name=out, why=why
        ) from error


def check_target(out: Path) -> None:
    """Refuse to put a file in the place of a folder or a device, or where there is no folder."""
    if out.exists() and not out.is_file():
        raise Sentence("{name} is not a file. Give the name of a file.", name=out)
    if not out.parent.is_dir():
        raise Sentence(
            "{name} cannot be written: there is no folder {folder}. "
            "Create it first, or choose another place.",
            name=out,
            folder=out.parent,
        )

"""Faults: each begins, lasts a random while, and ends; what this computer cannot do is left out."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

from tests.torture.product import Product

Fault = Callable[[Product, random.Random], None]


def kill_server(product: Product, _random: random.Random) -> None:
    os.kill(product.server(), signal.SIGKILL)


def pull_plug(product: Product, _random: random.Random) -> None:
    product.kill_all()
    product.start()


def stop_and_continue(product: Product, chance: random.Random) -> None:
    server = product.server()
    os.kill(server, signal.SIGSTOP)
    time.sleep(chance.uniform(0.2, 4))
    os.kill(server, signal.SIGCONT)


def end_and_start(product: Product, _random: random.Random) -> None:
    product.stop()
    product.start()


def lock(product: Product, chance: random.Random) -> None:
    path = product.data / "hadir.db"
    with closing(sqlite3.connect(path, isolation_level=None, timeout=30)) as other:
        other.execute("BEGIN IMMEDIATE")
        time.sleep(chance.uniform(0.2, 4))
        other.execute("ROLLBACK")


def move_folder(product: Product, chance: random.Random) -> None:
    away = product.data.with_name("away")
    product.data.rename(away)
    time.sleep(chance.uniform(0.1, 3))
    if product.data.exists():
        shutil.rmtree(product.data)
    away.rename(product.data)


def clock(product: Product, chance: random.Random) -> None:
    product.set_clock(chance.randint(-600, 600))
    time.sleep(chance.uniform(0.5, 3))
    product.set_clock(0)


def fill_disk(product: Product, chance: random.Random) -> None:
    filler = os.open(product.data / "filler", os.O_WRONLY | os.O_CREAT)
    with suppress(OSError):
        for size in (1 << 20, 4096, 1):
            with suppress(OSError):
                while os.write(filler, bytes(size)):
                    pass
    time.sleep(chance.uniform(0.2, 4))
    os.close(filler)
    (product.data / "filler").unlink()


def read_only(product: Product, chance: random.Random) -> None:
    files = [product.data / f"hadir.db{ending}" for ending in ("", "-wal")]
    there = [each for each in files if each.exists()]
    _run("chattr", "+i", *there)
    try:
        time.sleep(chance.uniform(0.2, 4))
    finally:
        _run("chattr", "-i", *there)


def freeze_disk(product: Product, chance: random.Random) -> None:
    disk = product.data.parent
    _run("fsfreeze", "-f", disk)
    try:
        time.sleep(chance.uniform(0.2, 4))
    finally:
        _run("fsfreeze", "-u", disk)


def of_any_folder() -> list[Fault]:
    """Return the faults that need no rights and no disk of one's own."""
    return [kill_server, pull_plug, stop_and_continue, end_and_start, lock, move_folder, clock]


def of_own_disk() -> list[Fault]:
    return [fill_disk, freeze_disk, read_only]


def small_disk(folder: Path, megabytes: int = 20) -> Iterator[Path | None]:
    """Give a disk of its own in a file, or None where that is not allowed here."""
    image, place = folder / "disk.img", folder / "disk"
    place.mkdir()
    with image.open("wb") as file:
        file.truncate(megabytes << 20)
    try:
        _run("mkfs.ext4", "-q", image)
        _run("mount", "-o", "loop", image, place)
    except (OSError, subprocess.CalledProcessError):
        yield None
        return
    try:
        yield place
    finally:
        _run("umount", "--lazy", place)


def _run(*command: object) -> None:
    subprocess.run([str(each) for each in command], check=True, capture_output=True)

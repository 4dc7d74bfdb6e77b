"""A day of many people at speed, with dashboards that come and go; the server is measured."""

import http.client
import random
import re
import threading
import time
from dataclasses import dataclass, fields
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from tests.torture.product import PASSWORD, Product
from tests.torture.stations import Answers, Station

LOG_BYTES = 7 * 1024 * 1024
WAL_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Sample:
    """The server at one moment: memory in kB (proportional), threads, open files, bytes on disk."""

    memory: int
    threads: int
    files: int
    wal: int
    log: int


def sample(product: Product) -> Sample:
    """Measure the process that serves."""
    process = Path(f"/proc/{product.server()}")
    rollup = (process / "smaps_rollup").read_text()
    pss = re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)
    wal = product.data / "hadir.db-wal"
    return Sample(
        memory=int(pss[1]) if pss else 0,
        threads=len(list((process / "task").iterdir())),
        files=len(list((process / "fd").iterdir())),
        wal=wal.stat().st_size if wal.exists() else 0,
        log=sum(each.stat().st_size for each in (product.data / "log").iterdir()),
    )


class Dashboards(threading.Thread):
    """Opens so many streams, closes some of them and opens others, all the time."""

    def __init__(self, product: Product, number: int) -> None:
        super().__init__(daemon=True)
        self._product, self._number = product, number
        self._cookie = logged_in(product)
        self._stopping = threading.Event()

    def stop(self) -> None:
        self._stopping.set()

    def run(self) -> None:
        opened: list[http.client.HTTPConnection] = []
        while not self._stopping.wait(0.02):
            if len(opened) >= self._number:
                opened.pop(random.randrange(len(opened))).close()
            line = http.client.HTTPConnection("127.0.0.1", self._product.port, timeout=10)
            try:
                line.request("GET", "/dashboard/live", headers={"Cookie": self._cookie})
                line.getresponse().read1(100)
            except (OSError, http.client.HTTPException):
                line.close()
            else:
                opened.append(line)
        for each in opened:
            each.close()


def soak(product: Product, seconds: float, dashboards: int) -> list[Sample]:
    """Run the day; return what was measured, thirty times."""
    product.start()
    answers, watching = Answers(), Dashboards(product, dashboards)
    stations = [Station(product, token, answers, pause=0) for token in product.tokens]
    samples = []
    for each in (*stations, watching):
        each.start()
    for _ in range(30):
        time.sleep(seconds / 30)
        samples.append(sample(product))
    for each in (*stations, watching):
        each.stop()
    for each in (*stations, watching):
        each.join(30)
    return samples


def growing(samples: list[Sample], tolerance: float) -> list[str]:
    """Return what is larger in the last third than in the one before, beyond the tolerance."""
    third = len(samples) // 3
    before, after = samples[third : 2 * third], samples[2 * third :]
    grown = []
    for each in ("memory", "threads", "files"):
        most, now = (max(getattr(one, each) for one in part) for part in (before, after))
        if now > most * (1 + tolerance) + 8:
            grown.append(f"{each}: {most} -> {now}")
    limits = {"wal": WAL_BYTES, "log": LOG_BYTES}
    grown += [
        f"{name}: {size}" for name in limits if (size := getattr(after[-1], name)) > limits[name]
    ]
    return grown


def table(samples: list[Sample]) -> str:
    """Return the samples as lines."""
    names = [each.name for each in fields(Sample)]
    rows = ["  ".join(f"{getattr(each, name):>9}" for name in names) for each in samples]
    return "\n".join(["  ".join(f"{name:>9}" for name in names), *rows])


def logged_in(product: Product) -> str:
    """Return the cookie of somebody who has just logged in."""
    line = http.client.HTTPConnection("127.0.0.1", product.port, timeout=30)
    line.request("GET", "/login")
    page = line.getresponse()
    cookie = _cookie_of(page)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.read().decode())
    assert token
    form = urlencode({"csrf_token": token[1], "name": "steward", "password": PASSWORD})
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    line.request("POST", "/login", form, headers)
    answer = line.getresponse()
    answer.read()
    line.close()
    return _cookie_of(answer)


def _cookie_of(answer: http.client.HTTPResponse) -> str:
    cookies = SimpleCookie(answer.headers.get("Set-Cookie", ""))
    return "; ".join(f"{name}={each.value}" for name, each in cookies.items())

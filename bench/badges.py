"""Measures the printing of badges: seconds, memory, size, and the proof.

``python -m bench.badges`` prints the table of docs/measured.md. Each row runs in a process of
its own, so that its memory is its own; ``--small`` leaves out the 10,000.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import qrcode
import zxingcpp

from badges.code import new_code
from badges.design import Design
from badges.drawing import Style
from badges.face import Face
from badges.png import write_zip
from badges.presets import sheet
from badges.proof import GreyPage, proof
from badges.sheet import PrintJob, write_pdf
from badges.symbol import matrices

_MB = 1_000_000
_LONG = ("PDF a6-4up", "PDF avery-l4785", "symbols")
_FORMATS = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCodeModel2)
_FIRST = ("Siti", "Budi", "Maria", "Yohanes", "Nur", "Agus", "Dewi", "Rina", "Hendra", "Ester")
_LAST = ("Rahmawati", "Santoso", "Wijaya", "Kusuma", "Handayani", "Saputra", "Lestari", "Hidayat")
_Row = dict[str, float]


def main() -> None:
    """Run one row where it is named, else all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="125 badges only")
    parser.add_argument("--row", choices=_ROWS, help=argparse.SUPPRESS)
    parser.add_argument("--count", type=int, default=125, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.row:
        sys.stdout.write(json.dumps(_measured(_ROWS[options.row], options.count)))
    else:
        _print_table([125] if options.small else [125, 10_000])


def _print_table(counts: list[int]) -> None:
    _say(f"{'what':28}{'badges':>8}{'seconds':>9}{'a badge':>11}{'memory':>9}{'file':>9}")
    each: dict[str, float] = {}
    for row in _ROWS:
        for count in counts if row in _LONG else counts[:1]:
            found = _best_of(3 if count == counts[0] else 1, row, count)
            each[row] = found["seconds"] / count
            _print_row(row, count, found)
    one = each["qrcode.make().save()"]
    _say(f"One qrcode.make().save() takes as long as {one / each['symbols']:.0f} symbols here,")
    _say(f"or as {one / each['PDF a6-4up']:.1f} whole A6 badges in a PDF of {counts[-1]:,}.")


def _best_of(times: int, row: str, count: int) -> _Row:
    """Return the quickest of some runs: what else the machine does only ever slows them."""
    return min((_in_a_process(row, count) for _ in range(times)), key=lambda row: row["seconds"])


def _print_row(row: str, count: int, found: _Row) -> None:
    a_badge = f"{found['seconds'] / count * 1000:.2f} ms"
    memory = f"{found['memory'] / _MB:.0f} MB"
    size = f"{found['size'] / _MB:.2f} MB" if found["size"] else ""
    _say(f"{row:28}{count:>8,}{found['seconds']:>9.2f}{a_badge:>11}{memory:>9}{size:>9}")


def _in_a_process(row: str, count: int) -> _Row:
    command = [sys.executable, "-m", "bench.badges", "--row", row, "--count", str(count)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    found: _Row = json.loads(done.stdout)
    return found


def _measured(run: Callable[[int], int], count: int) -> _Row:
    """Return seconds, the most memory the process ever held, and the bytes that were written."""
    start = time.perf_counter()
    size = run(count)
    return {"seconds": time.perf_counter() - start, "memory": _peak(), "size": size}


def _peak() -> float:
    """Return the most bytes this process ever held; 0 on Windows, which does not say."""
    try:
        import resource  # noqa: PLC0415  # not there on Windows
    except ImportError:
        return 0.0
    unit = 1 if sys.platform == "darwin" else 1024
    return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit)


def _people(count: int) -> Iterator[Face]:
    for number in range(1, count + 1):
        first, last = _FIRST[number % 10], _LAST[number // 10 % 8]
        name = f"{first} {last} {number}, S.Pd."
        school = f"SDN {number % 60 + 1} Tamiang Layang"
        group = ("Calon Guru Penggerak", "Calon Pengajar Praktik")[number % 2]
        yield Face(new_code(), name, school, group, "", str(number), ("Pagi", "Sore"))


def _style() -> Style:
    return Style(Design(title="Coaching Clinic ke-2 Gelombang 1", organizer="Dinas Pendidikan"))


def _pdf(name: str) -> Callable[[int], int]:
    def run(count: int) -> int:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "badges.pdf"
            write_pdf(file, _people(count), PrintJob(sheet(name), _style()))
            return file.stat().st_size

    return run


def _zip(count: int) -> int:
    out = BytesIO()
    write_zip(out, _people(count), _style(), sheet("a6-4up").badge)
    return len(out.getvalue())


def _proof(count: int) -> int:
    out = BytesIO()
    write_pdf(out, _people(count), PrintJob(style=_style()))
    outcome = proof(out.getvalue(), _read)
    if not outcome.is_good:
        raise SystemExit(str(outcome.findings))
    return len(out.getvalue())


def _read(grey: GreyPage) -> Iterator[tuple[str, list[tuple[float, float]]]]:
    for found in zxingcpp.read_barcodes(grey, formats=_FORMATS):
        at = found.position
        corners = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
        yield found.text, [(float(corner.x), float(corner.y)) for corner in corners]


def _symbols(count: int) -> int:
    matrices([new_code() for _ in range(count)])
    return 0


def _qrcode(count: int) -> int:
    size = 0
    for _ in range(count):
        out = BytesIO()
        qrcode.make(new_code()).save(out)
        size += out.tell()
    return size


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


_ROWS: dict[str, Callable[[int], int]] = {
    "PDF a6-4up": _pdf("a6-4up"),
    "PDF avery-l4785": _pdf("avery-l4785"),
    "PNG zip, A6 at 300 dpi": _zip,
    "PDF and its proof": _proof,
    "symbols": _symbols,
    "qrcode.make().save()": _qrcode,
}


if __name__ == "__main__":
    main()

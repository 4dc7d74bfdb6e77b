"""Measures the reports: processor seconds and size of each document, for 125 and for 10,000 people.

``python -m bench.reports`` prints the table of docs/measured.md; ``--small`` leaves out the
10,000. A small one is made first, so that reading the fonts is not counted again and again.
"""

import argparse
import time
from collections.abc import Callable, Iterator

from kiosk.core.attendance import Attendance
from kiosk.core.certificates import entitlement, usual_rule
from kiosk.reports.attendance_list.pdf import list_pdf
from kiosk.reports.attendance_list.values import ListChoice, ListVariant
from kiosk.reports.certificates.design import CertificateDesign
from kiosk.reports.certificates.entitled import Entitled, entitled_workbook
from kiosk.reports.certificates.pdf import Awarded, Stationery, certificate_pdf
from kiosk.reports.turnout.pdf import turnout_pdf
from kiosk.reports.workbook.rows import csv_bytes, json_bytes
from kiosk.reports.workbook.workbook import workbook
from tests.reports.events import attendance, certificate_of, letterhead, scans

LIMITS = {
    ("Daftar Hadir, filled", 125): 1.0,
    ("Daftar Hadir, filled", 10_000): 5.0,
    ("Excel workbook", 10_000): 4.0,
}
"""Seconds that the plan allows."""

_AWARDED = 125


def main() -> None:
    """Print a row for each document and size."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--small", action="store_true")
    sizes = (125,) if arguments.parse_args().small else (125, 10_000)
    for _name, make in _documents(attendance(3)):
        make()
    print(f"{'document':<28}{'people':>8}{'seconds':>10}{'kB':>8}  allowed")
    for size in sizes:
        for name, make in _documents(attendance(size)):
            _print_row(name, size, make)


def _documents(whole: Attendance) -> Iterator[tuple[str, Callable[[], bytes]]]:
    rows, head = scans(whole), letterhead()
    blank = ListChoice(variant=ListVariant.BLANK)
    decided = [entitlement(usual_rule(whole.sessions), each) for each in whole.records]
    people = [each.participant for each in whole.records[:_AWARDED]]
    awarded = [Awarded(certificate_of(each), each, 10) for each in people]
    paper = Stationery(whole.event, head, CertificateDesign())
    yield "Daftar Hadir, filled", lambda: list_pdf(whole, head, ListChoice())
    yield "Daftar Hadir, blank", lambda: list_pdf(whole, head, blank)
    yield "Turnout report", lambda: turnout_pdf(whole, rows, head)
    yield "Excel workbook", lambda: workbook(whole, rows)
    yield "CSV", lambda: csv_bytes(whole)
    yield "JSON", lambda: json_bytes(whole)
    yield "Certificates: the list", lambda: entitled_workbook(Entitled(whole.event, decided, {}))
    yield f"Certificates: {_AWARDED} papers", lambda: certificate_pdf(awarded, paper)


def _print_row(name: str, size: int, make: Callable[[], bytes]) -> None:
    began = time.process_time()
    content = make()
    seconds = time.process_time() - began
    limit = LIMITS.get((name, size))
    verdict = "" if limit is None else f"  {limit:g} s: {'yes' if seconds < limit else 'NO'}"
    print(f"{name:<28}{size:>8}{seconds:>10.2f}{len(content) / 1000:>8.0f}{verdict}", flush=True)


if __name__ == "__main__":
    main()

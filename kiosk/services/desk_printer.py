"""One badge at the desk: sent to a printer of this computer through CUPS, or as a PDF to print.

CUPS: `lpstat -e` names the printers, `lp` takes a file from its standard input (lp(1)).
"""

import shutil
import subprocess
from dataclasses import replace
from io import BytesIO

from badges.sheet import PrintJob, write_pdf
from kiosk.core.errors import Forbidden, NotFound, Refused
from kiosk.core.model import Event
from kiosk.desk import Desk
from kiosk.services.audit import record
from kiosk.services.badges import (
    BadgeOf,
    BadgePaper,
    Selection,
    badges_of,
    faces,
    log_print,
    style_of,
)
from kiosk.storage import installation

_KEPT = "desk_printer"
_PATIENCE_S = 15


def printers() -> tuple[str, ...]:
    """Return the names of the printers of this computer; none where there is no CUPS."""
    if not shutil.which("lp") or not shutil.which("lpstat"):
        return ()
    try:
        said = _run(["lpstat", "-e"])
    except (OSError, subprocess.SubprocessError):
        return ()
    return tuple(said.stdout.decode(errors="replace").split())


def chosen_printer(desk: Desk) -> str:
    """Return the printer that the desk prints on; empty where a PDF is printed by hand."""
    with desk.store.read() as tx:
        kept = str(installation.value(tx, _KEPT) or "")
    return kept if shutil.which("lp") else ""


def choose_printer(desk: Desk, name: str, by: str) -> None:
    """Keep the printer that the desk prints on; an empty name is none. Raises NotFound."""
    if name and name not in printers():
        raise NotFound("There is no printer {name} at this computer.", name=name)
    with desk.store.write() as tx:
        installation.keep(tx, _KEPT, name)
        record(tx, desk, None, by, "desk_printer_chosen", "installation", printer=name)


def pdf_of(desk: Desk, event: Event, person_id: int, paper: BadgePaper, by: str) -> bytes:
    """Return the PDF of one badge whose print dialog opens with it, and write the print log."""
    found, content = _drawn(desk, event, person_id, paper)
    log_print(desk, [found], paper.layout, by)
    return content


def print_badge(desk: Desk, event: Event, person_id: int, paper: BadgePaper, by: str) -> str:
    """Send one badge to the chosen printer, write the print log, and return the printer's name.

    Raises Forbidden where no printer is chosen, Refused with what the printer says.
    """
    printer = chosen_printer(desk)
    if not printer:
        raise Forbidden("No printer is chosen for the desk.")
    found, content = _drawn(desk, event, person_id, paper)
    title = f"{event.name} {found.badge.id}"
    try:
        said = _run(["lp", "-d", printer, "-t", title, "-"], content)
    except (OSError, subprocess.SubprocessError) as error:
        raise _not_printed(printer, str(error)) from error
    if said.returncode:
        raise _not_printed(printer, said.stderr.decode(errors="replace"))
    log_print(desk, [found], f"lp {paper.layout}", by)
    return printer


def _drawn(desk: Desk, event: Event, person_id: int, paper: BadgePaper) -> tuple[BadgeOf, bytes]:
    chosen = badges_of(desk, event.id, Selection(participant_ids=frozenset([person_id])))
    if not chosen:
        raise Refused("There is no badge to print.")
    job = PrintJob(paper.sheet, style_of(desk, event), title=event.name)
    out = BytesIO()
    write_pdf(out, faces(desk, event, chosen), replace(job, opens_dialog=True))
    return chosen[0], out.getvalue()


def _not_printed(printer: str, why: str) -> Refused:
    return Refused(
        "{printer} did not take the badge ({why}). It was not printed.",
        printer=printer,
        why=why.strip() or "?",
    )


def _run(command: list[str], given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603  names of printers come from CUPS itself
        command, input=given, capture_output=True, timeout=_PATIENCE_S, check=False
    )

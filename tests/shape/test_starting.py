"""What a start loads: somebody at the door waits for it, so nothing that can come later."""

import subprocess
import sys

import pytest

HEAVY = {
    *(
        "PIL",
        "alembic",
        "cv2",
        "numpy",
        "psycopg",
        "pypdfium2",
        "qrcode",
        "reportlab",
        "xlsxwriter",
    ),
    *("cryptography.x509", "sqlalchemy.dialects.postgresql"),
}


def _loaded_by(module: str) -> set[str]:
    code = f"import sys, {module}; print(*sys.modules)"
    listed = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    return set(listed.split())


def test_the_server_answers_scans_before_it_loads_what_pages_need() -> None:
    loaded = _loaded_by("kiosk.serving")

    assert "kiosk.web.api.routes" in loaded
    assert loaded & {*HEAVY, "kiosk.web.rooms"} == set()


def test_what_keeps_the_server_alive_loads_nothing_that_only_the_server_needs() -> None:
    loaded = _loaded_by("kiosk.commands.serve")

    assert loaded & {*HEAVY, "cryptography", "flask", "granian", "sqlalchemy"} == set()


@pytest.mark.parametrize("noun", ["event", "participants", "station", "user", "backup"])
def test_a_command_that_makes_no_paper_loads_nothing_to_make_it(noun: str) -> None:
    assert _loaded_by(f"kiosk.commands.{noun}") & {*HEAVY, "flask"} == set()

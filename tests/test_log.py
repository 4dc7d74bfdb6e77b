"""The log beside the data."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.log import keep_log, log_file
from kiosk.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    yield Settings(data=tmp_path)
    for each in set(root.handlers) - set(before):
        root.removeHandler(each)
        each.close()
    root.setLevel(level)


def test_an_event_is_one_line_with_time_level_and_where_it_comes_from(settings: Settings) -> None:
    keep_log(settings)

    logging.getLogger("kiosk.scanner.camera.live").warning("Camera %s: %s", 0, "lost")

    (line,) = log_file(settings).read_text().splitlines()
    assert re.fullmatch(r"20\S+T\S+[+-]\d{4} WARNING kiosk\.scanner\S+: Camera 0: lost", line)


def test_the_log_takes_a_bounded_part_of_the_disk(settings: Settings) -> None:
    keep_log(settings)

    for _ in range(9000):
        logging.getLogger("kiosk").info("x" * 1000)

    files = list(log_file(settings).parent.iterdir())
    assert sum(each.stat().st_size for each in files) < 7 * 1024 * 1024


def test_a_folder_that_cannot_be_written_does_not_stop_the_start(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    keep_log(Settings(data=tmp_path / "file"))

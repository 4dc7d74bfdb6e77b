"""Files that want to stop the product: one sentence each, nothing stored, and the door goes on."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.core.errors import BadInput
from kiosk.core.model import Reason
from kiosk.desk import Desk
from kiosk.services.check_ins import check_in
from kiosk.services.lists.spreadsheets import read_file
from kiosk.services.strangers import read_list
from kiosk.strangers.readers import Readers
from tests.hostile import LISTS
from tests.makers import Maker

HARMLESS = {"a.xlsx: 300,000 attributes", "a.xlsx: a size said to be the largest"}
FAR = [name for name in LISTS if "far cell" in name]


@pytest.fixture(scope="module")
def hasty() -> Iterator[Readers]:
    """As the product reads, only that it waits less long for what would take for ever."""
    with Readers(seconds=4.0) as readers:
        yield readers


@pytest.mark.parametrize("name", [name for name in LISTS if name not in HARMLESS])
def test_a_file_that_wants_to_stop_the_product_is_one_sentence(name: str, hasty: Readers) -> None:
    file = name.partition(":")[0]

    with pytest.raises(BadInput) as refused:
        hasty.call(file, read_file, file, LISTS[name]())

    assert str(refused.value).startswith(file)
    assert hasty.call("a.csv", read_file, "a.csv", b"Nama\nAda\n").sheets


@pytest.mark.parametrize("name", sorted(HARMLESS))
def test_what_only_looks_large_is_read(name: str, readers: Readers) -> None:
    assert len(readers.call("a.xlsx", read_file, "a.xlsx", LISTS[name]()).sheets[0].rows) == 1


def test_an_xls_whose_sectors_are_said_to_be_endless_is_no_spreadsheet() -> None:
    header = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(1536, b"\1"))
    header[28:32] = b"\xfe\xff\xff\xff"

    with pytest.raises(BadInput, match="is not a spreadsheet"):
        read_file("a.xls", bytes(header))


@pytest.mark.parametrize("name", FAR)
def test_a_cell_far_away_is_seen_before_the_reader_comes_to_it(name: str) -> None:
    with pytest.raises(BadInput, match="has 16384 columns; at most 256"):
        read_file("a.xlsx", LISTS[name]())


def test_the_door_admits_while_a_file_takes_all_its_time(sqlite_desk: Desk, make: Maker) -> None:
    person = make.participant(make.event())
    slow = threading.Thread(target=sqlite_desk.readers.call, args=("a", time.sleep, 3))
    slow.start()

    answer = check_in(sqlite_desk, make.scan(person))

    assert slow.is_alive()
    assert answer.reason is Reason.OK
    slow.join()


def test_a_hostile_file_is_refused_by_name_wherever_it_lies(
    sqlite_desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "daftar.xlsx"
    path.write_bytes(LISTS["a.xlsx: far cell in single quotes"]())

    with pytest.raises(BadInput, match=r"^daftar\.xlsx, sheet S, has 16384 columns"):
        read_list(sqlite_desk, str(path), path)

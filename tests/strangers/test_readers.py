"""Functions carried out in the other process: limits, deaths, and what it may answer."""

import ctypes
import io
import os
import pickle
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from badges.errors import PrintingRefused, Refusal
from badges.logo import read_logo
from kiosk.core.errors import BadInput, Unreadable
from kiosk.services.lists.spreadsheets import read_file
from kiosk.strangers import frames
from kiosk.strangers.frames import Reply, TooMuch, Untrue, WorkOutcome, answer_of
from kiosk.strangers.limits import MEMORY, _limit_by_job, job_limits, memory_of
from kiosk.strangers.process import Ended, Process
from kiosk.strangers.readers import SECONDS, WAIT, Readers


@pytest.fixture
def quick() -> Iterator[Readers]:
    with Readers(seconds=5.0, wait=0.1) as readers:
        yield readers


def test_the_work_is_done_in_another_process_that_is_kept_warm(quick: Readers) -> None:
    first, second = quick.call("a", os.getpid), quick.call("a", os.getpid)

    assert first == second != os.getpid()


def test_a_refusal_arrives_with_its_words_and_values(readers: Readers) -> None:
    with pytest.raises(BadInput) as refused:
        readers.call("a", read_file, "{a}.pdf", b"%PDF-1.7\n\0\0")

    assert refused.value.values == {"file": "{a}.pdf"}
    assert "{file}" in refused.value.text
    assert str(refused.value).startswith("{a}.pdf is a PDF")


def test_a_refusal_to_print_arrives_with_its_reason(readers: Readers) -> None:
    with pytest.raises(PrintingRefused) as refused:
        readers.call("a", read_logo, bytes(3_000_000))

    assert refused.value.reason is Refusal.LOGO_TOO_LARGE
    assert "2929 kB" in str(refused.value)


@pytest.mark.parametrize(
    ("function", "args"),
    [
        (os.abort, ()),
        (os._exit, (0,)),
        (ctypes.string_at, (1,)),
        (bytearray, (3 * MEMORY,)),
        (eval, ("bytes(70_000_000)",)),
        (eval, ("print",)),
    ],
    ids=["abort", "exit", "segmentation fault", "memory", "output", "no value"],
)
def test_a_process_that_dies_or_takes_too_much_is_a_sentence_and_replaced(
    quick: Readers, function: object, args: tuple[object, ...]
) -> None:
    with pytest.raises(Unreadable, match=r"daftar\.xlsx cannot be read: it takes far more"):
        quick.call("daftar.xlsx", function, *args)  # type: ignore[arg-type]

    assert quick.call("a", len, b"abc") == 3


def test_what_takes_too_long_is_ended_and_told() -> None:
    hasty = Readers(seconds=0.5)

    with pytest.raises(Unreadable, match="far more time or memory"):
        hasty.call("a.xlsx", time.sleep, 60)


def test_the_promised_twenty_seconds_hold_the_wait_and_the_work() -> None:
    assert SECONDS + WAIT < 20


def test_whoever_finds_all_places_taken_is_told_so_and_nobody_else_waits(quick: Readers) -> None:
    taken = [threading.Thread(target=_ignoring, args=(quick, time.sleep, 3)) for _ in range(2)]
    for each in taken:
        each.start()
    while quick._places._value:  # type: ignore[attr-defined]
        time.sleep(0.01)

    with pytest.raises(Unreadable, match="Other files are being read"):
        quick.call("a", len, b"")
    for each in taken:
        each.join()
    assert quick.call("a", len, b"ab") == 2


def test_the_process_can_write_no_file(readers: Readers, tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        readers.call("a", Path.write_bytes, tmp_path / "written", b"x")

    assert not (tmp_path / "written").stat().st_size


def test_the_process_is_not_handed_our_settings(
    quick: Readers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HADIR_DATABASE", "postgresql://hadir:secret@localhost/hadir")

    assert quick.call("a", os.getenv, "HADIR_DATABASE") is None


def test_a_process_without_a_parent_ends(quick: Readers) -> None:
    pid = quick.call("a", os.getpid)
    (process,) = quick._idle
    assert process._process.stdin
    process._process.stdin.close()

    process._process.wait(timeout=10)
    assert memory_of(pid) == 0


@pytest.mark.parametrize(
    "value", [os.system, print, io.StringIO, Readers], ids=["function", "builtin", "class", "ours"]
)
def test_an_answer_that_would_call_something_is_not_let_in(value: object) -> None:
    with pytest.raises(Untrue):
        answer_of(pickle.dumps(Reply(WorkOutcome.DONE, value)))


def test_an_answer_that_acts_when_it_is_opened_is_not_let_in() -> None:
    class Acts:
        def __reduce__(self) -> tuple[object, ...]:
            return os.putenv, ("HADIR_TAKEN", "1")

    with pytest.raises(Untrue):
        answer_of(pickle.dumps(Reply(WorkOutcome.DONE, Acts())))


def test_an_answer_is_refused_by_its_length_before_it_is_read() -> None:
    with pytest.raises(TooMuch):
        frames.read(io.BytesIO((1 << 40).to_bytes(8, "little")), 100)


def test_the_limits_for_windows_have_the_layout_of_its_headers() -> None:
    limits = job_limits()

    assert ctypes.sizeof(limits) == 144
    assert type(limits).ProcessMemoryLimit.offset == 112
    assert limits.ProcessMemoryLimit == MEMORY
    assert limits.BasicLimitInformation.LimitFlags & 0x100


def test_the_memory_of_a_process_is_told_where_the_parent_must_watch() -> None:
    assert memory_of(os.getpid()) > 10_000_000


@pytest.mark.parametrize("watched", [120_000_000, None])
def test_a_parent_that_watches_ends_a_process_that_grows(watched: int | None) -> None:
    grown = "(time := __import__('time'), bytearray(250_000_000), time.sleep(2)) and 1"
    process = Process(watched)
    try:
        process.call(15.0, os.getpid, ())
        if watched is None:
            assert process.call(15.0, eval, (grown,)).value == 1
        else:
            with pytest.raises(Ended):
                process.call(15.0, eval, (grown,))
    finally:
        process.end()


def test_a_parent_that_cannot_look_still_keeps_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert memory_of(os.getpid()) == 0


class _Kernel:
    """kernel32 as its documentation describes it: 0 is a failure, the pseudo handle is -1."""

    def __init__(self, failing: str = "") -> None:
        self.asked: list[str] = []
        for name, answer in _KERNEL.items():
            setattr(self, name, self._function(name, 0 if name == failing else answer))

    def _function(self, name: str, answer: int) -> object:
        def function(*_given: object) -> int:
            self.asked.append(name)
            return answer

        return function


_KERNEL = {
    "CreateJobObjectW": 44,
    "GetCurrentProcess": -1,
    "SetInformationJobObject": 1,
    "AssignProcessToJobObject": 1,
}


@pytest.mark.parametrize("failing", ["", *(name for name in _KERNEL if name[0] != "G")])
def test_on_windows_nothing_is_read_without_a_job(
    failing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kernel = _Kernel(failing)
    monkeypatch.setattr(ctypes, "WinDLL", lambda *_, **__: kernel, raising=False)
    monkeypatch.setattr(ctypes, "get_last_error", lambda: 5, raising=False)
    monkeypatch.setattr(ctypes, "WinError", OSError, raising=False)
    if failing:
        with pytest.raises(OSError, match="5"):
            _limit_by_job()
    else:
        _limit_by_job()
        assert kernel.asked[-1] == "AssignProcessToJobObject"


def _ignoring(readers: Readers, function: object, *args: object) -> None:
    readers.call("a", function, *args)  # type: ignore[arg-type]

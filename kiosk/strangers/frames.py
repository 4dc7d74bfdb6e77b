"""How the two processes speak: a length of eight bytes, then a pickle of that length.

What comes back from a process that a stranger's file may have taken over is only let in where it
is made of plain values, our own dataclasses and refusals: unpickling it can call nothing else.
"""

import pickle
import struct
from dataclasses import dataclass, is_dataclass
from enum import Enum, StrEnum
from io import BytesIO
from typing import IO, Any

LARGEST_ANSWER = 64 * 1024 * 1024
_LENGTH = struct.Struct("<Q")
_OURS = ("kiosk.", "badges.")


class WorkOutcome(StrEnum):
    """How the work ended: with a value, with a refusal in words, or as nobody expected."""

    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of the work: its value, the refusal, or the traceback as text.

    `is_spent` says that the process has used so much memory that it is better begun anew.
    """

    outcome: WorkOutcome
    value: Any
    is_spent: bool = False


class TooMuch(Exception):
    """The answer is larger than any that is taken."""


class Untrue(Exception):
    """The answer holds what no answer of ours does."""


def write(stream: IO[bytes], value: object) -> None:
    """Send a value."""
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def read(stream: IO[bytes], largest: int | None = None) -> bytes:
    """Return what was sent, still pickled. Raises EOFError, or TooMuch before anything is kept."""
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    if largest is not None and length > largest:
        raise TooMuch
    return _exactly(stream, length)


def answer_of(data: bytes) -> Reply:
    """Return the answer in what came back. Raises Untrue where it is none."""
    try:
        answer = _Careful(BytesIO(data)).load()
    except Exception as error:
        raise Untrue from error
    if not isinstance(answer, Reply):
        raise Untrue
    return answer


def _exactly(stream: IO[bytes], length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data


class _Careful(pickle.Unpickler):
    def find_class(self, module: str, name: str, /) -> Any:
        if module.startswith(_OURS):
            found = super().find_class(module, name)
            if isinstance(found, type) and _is_harmless(found):
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")


def _is_harmless(kind: type) -> bool:
    ours = kind.__module__.startswith(_OURS)
    return ours and (is_dataclass(kind) or issubclass(kind, (Enum, Exception)))

"""The process that reads strangers' files: `python -m kiosk.strangers.worker`, started by Readers.

It takes functions with their arguments at its standard input, one after the other, and ends when
nobody is there any more.
"""

import os
import pickle
import signal
import sys
import traceback
from typing import BinaryIO

from kiosk.core.errors import HadirError
from kiosk.strangers.frames import Reply, WorkOutcome, read, write
from kiosk.strangers.limits import limit_process, limit_work, memory_now
from kiosk.uncollected import uncollected

_SPENT = 300 * 1024 * 1024


def main() -> None:
    """Answer until the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent says when it is over
    asked, answers = sys.stdin.buffer, _answers()
    limit_process()
    while True:
        try:
            seconds, function, args = pickle.loads(read(asked))  # noqa: S301  from our parent
        except EOFError:
            return
        limit_work(seconds)
        write(answers, _carried_out(function, args))


def _answers() -> BinaryIO:
    """Return where answers go: what a library prints must not stand between them."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _carried_out(function: object, args: tuple[object, ...]) -> Reply:
    try:
        with uncollected():
            value = function(*args)  # type: ignore[operator]
    except HadirError as error:
        return Reply(WorkOutcome.REFUSED, error.with_traceback(None), _is_spent())
    except BaseException:  # noqa: BLE001  a reader's panic is no Exception
        return Reply(WorkOutcome.FAILED, traceback.format_exc(limit=-8), is_spent=True)
    return Reply(WorkOutcome.DONE, value, _is_spent())


def _is_spent() -> bool:
    return memory_now() > _SPENT


if __name__ == "__main__":
    main()

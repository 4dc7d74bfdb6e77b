"""Two processes on one PostgreSQL live through stories side by side; what is left is the law's."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from kiosk.services.audit_proof import verify
from kiosk.storage import participants, schema, standing
from tests.services.test_exchange import Computer, Pair, pair

__all__ = ["pair"]

Deed = tuple[str, int, int]
BEGAN = time.time()
QUEUE = st.lists(
    st.tuples(
        st.sampled_from(["scan", "scan", "scan", "undo", "new", "walk_in", "merge", "take"]),
        st.integers(1, 5),
        st.integers(1, 5),
    ),
    min_size=6,
    max_size=16,
)


@pytest.fixture
def database() -> str:
    return "postgresql"


@pytest.fixture(scope="module")
def processes() -> Iterator[list["subprocess.Popen[str]"]]:
    command = [sys.executable, "-m", "tests.processes", "live"]
    two = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    yield two
    for each in two:
        each.communicate(timeout=30)


@settings(
    max_examples=int(os.environ.get("HADIR_STORIES", "3")),
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(queues=st.tuples(QUEUE, QUEUE, QUEUE))
def test_what_two_processes_did_is_what_the_law_says(
    pair: Pair,
    processes: list["subprocess.Popen[str]"],
    queues: tuple[list[Deed], list[Deed], list[Deed]],
) -> None:
    here, there, apart = queues
    shared, other = pair()
    told(processes[:1], other, [apart], "")
    file = other.written()

    told(processes, shared, [here, there], str(file))

    with shared.desk.store.write() as tx:
        everybody = participants.ids_of_event(tx, shared.event.id)
        stands = {participants.stands_for(tx, each) for each in everybody}
        standing.put_right(tx, stands)
        numbers = tx.execute(select(schema.participant.c.number)).scalars().all()
    assert len(set(numbers)) == len(numbers)
    assert verify(shared.desk).findings == []
    shared.take(file)
    # What speaks against an admission is seen by whoever takes it in: so both hear of it.
    for giver, taker in ((shared, other), (other, shared)):
        taker.take(giver.written())
    assert sorted(set(shared.says()) ^ set(other.says())) == []
    for each in (shared, other):
        each.desk.close()


def told(
    several: list["subprocess.Popen[str]"], where: Computer, queues: list[list[Deed]], file: str
) -> None:
    """Let processes live through queues of deeds at the same time, and wait for both."""
    for each, queue in zip(several, queues, strict=True):
        assert each.stdin
        url = where.desk.store.engine.url.render_as_string(hide_password=False)
        said = {"url": url, "deeds": queue, "file": file, "began": BEGAN}
        each.stdin.write(json.dumps({**said, "codes": where.codes}) + "\n")
        each.stdin.flush()
    for each in several:
        assert each.stdout
        assert json.loads(each.stdout.readline()) == {"done": True}

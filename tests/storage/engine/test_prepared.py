"""Statements that are prepared once."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import create_engine, event, literal, select
from sqlalchemy.exc import DBAPIError

from kiosk.storage.engine.glances import Glances
from kiosk.storage.engine.prepared import Prepared


def test_a_server_that_does_not_answer_is_an_error_of_the_database_at_a_glance_as_well() -> None:
    away = create_engine("postgresql+psycopg://127.0.0.1:1/nothing")

    with pytest.raises(DBAPIError):
        Glances(away).first(Prepared(lambda _dialect: select(literal(1))))


def test_however_many_look_at_once_few_connections_are_opened(tmp_path: Path) -> None:
    engine, opened = create_engine(f"sqlite:///{tmp_path / 'x.db'}"), list[object]()
    event.listen(engine, "connect", lambda connection, _record: opened.append(connection))
    glances, together = Glances(engine), threading.Barrier(40)

    def look() -> None:
        together.wait()
        for _ in range(20):
            assert glances.first(Prepared(lambda _dialect: select(literal(1)))) == (1,)

    threads = [threading.Thread(target=look) for _ in range(40)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    glances.close()

    assert 1 <= len(opened) <= 16

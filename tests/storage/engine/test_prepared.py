"""Statements that are prepared once."""

import pytest
from sqlalchemy import create_engine, literal, select
from sqlalchemy.exc import DBAPIError

from kiosk.storage.engine.glances import Glances
from kiosk.storage.engine.prepared import Prepared


def test_a_server_that_does_not_answer_is_an_error_of_the_database_at_a_glance_as_well() -> None:
    away = create_engine("postgresql+psycopg://127.0.0.1:1/nothing")

    with pytest.raises(DBAPIError):
        Glances(away).first(Prepared(lambda _dialect: select(literal(1))))

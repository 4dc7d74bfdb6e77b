"""The description is enough: a client made of it works, and a fuzzer finds nothing wrong."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema_rs import validator_for

from kiosk.core.model import Scope
from kiosk.desk import Desk
from kiosk.services.stations import add_key
from tests.bridge.conftest import Serve, serve
from tests.makers import Maker

__all__ = ["serve"]

SECONDS = 12
"""So long the fuzzer asks."""

CLOCKS = """
[[operations]]
include-path = "/api/v1/scans"
checks.positive_data_acceptance.expected-statuses = ["2xx", 400, 403, 404, 409, 429]
"""
"""No schema says that a time lies ahead: a scan of the future is refused, as JSON it is right."""


@dataclass
class GenericClient:
    """Knows nothing but a description: it finds operations by their names, and checks answers."""

    http: FlaskClient
    description: dict[str, Any]
    token: str

    def ask(self, name: str, body: object = None, **values: object) -> Any:
        """Do what is called so, and hold the answer to its description."""
        path, method, operation = self._found(name)
        query = {}
        for each in operation["parameters"]:
            if each["name"] in values and each["in"] == "path":
                path = path.replace(f"{{{each['name']}}}", str(values[each["name"]]))
            elif each["name"] in values:
                query[each["name"]] = str(values[each["name"]])
        answer = self.http.open(
            path,
            method=method,
            query_string=query,
            json=body,
            headers={"Authorization": f"Bearer {self.token}"},
        )
        responses, parts = operation["responses"], self.description["components"]
        told = responses.get(str(answer.status_code)) or responses["default"]
        told = told if "content" in told else parts["responses"]["Problem"]
        schema = told["content"][answer.mimetype]["schema"]
        whole = {**schema, "components": parts}
        if answer.is_json:
            validator_for(whole).validate(answer.json)
        return answer.json if answer.is_json else answer.data

    def _found(self, name: str) -> tuple[str, str, dict[str, Any]]:
        for path, methods in self.description["paths"].items():
            for method, operation in methods.items():
                if operation["operationId"] == name:
                    return path, method, operation
        raise KeyError(name)


@pytest.fixture
def token(sqlite_desk: Desk, make: Maker) -> str:
    event = make.event()
    make.participant(event, "Ada", email="ada@x.id")
    return add_key(sqlite_desk, ("Dinas", ""), frozenset(Scope), None, "Siti")[1]


@pytest.fixture
def generic(client: FlaskClient, token: str) -> GenericClient:
    return GenericClient(client, client.get("/api/v1/openapi.json").get_json(), token)


def test_a_client_made_of_the_description_brings_people_scans_and_reads_who_came(
    generic: GenericClient,
) -> None:
    people = [{"name": f"Person {number}", "email": f"p{number}@x.id"} for number in range(5)]
    done = generic.ask("writeParticipants", people)
    codes = [
        generic.ask("readBadge", number=each["participant"]["number"])["code"] for each in done
    ]
    place = generic.ask("readChanges", since="now")["next"]
    answers = generic.ask("sendScans", [{"scan_id": str(uuid4()), "code": code} for code in codes])
    told = generic.ask("readAttendance")

    assert [each["reason"] for each in answers] == ["ok"] * 5
    assert told["sessions"][0]["present"] == 5
    assert len(generic.ask("readChanges", since=place)["changes"]) == 5
    for name in ("readEvents", "readSessions", "readParticipants", "readBadges"):
        assert generic.ask(name)
    assert generic.ask("cancelParticipant", number=1)["status"] == "canceled"
    assert generic.ask("readParticipant", number=99)["code"] == "not_found"


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_page_shows_every_operation_and_asks_nobody_else(
    as_viewer: FlaskClient, make: Maker, language: str
) -> None:
    make.event()
    as_viewer.set_cookie("language", language)
    page = as_viewer.get("/api").text
    described = as_viewer.get("/api/v1/openapi.json").get_json()

    assert [path for path in described["paths"] if path not in page] == []
    says = [each["summary"] for methods in described["paths"].values() for each in methods.values()]
    assert [each for each in says if each.split("“")[0] not in page.replace("&#39;", "'")] == []


def test_a_fuzzer_that_reads_the_description_finds_nothing_wrong(
    app: Flask, token: str, serve: Serve, tmp_path: Path
) -> None:
    (tmp_path / "schemathesis.toml").write_text(CLOCKS)
    port = serve(app)
    fuzzer = [sys.executable, "-m", "schemathesis.cli", "run"]
    asked = subprocess.run(
        [
            *fuzzer,
            f"http://127.0.0.1:{port}/api/v1/openapi.json",
            *("--header", f"Authorization: Bearer {token}", "--max-time", str(SECONDS)),
            *("--seed", "17", "--no-color", "--suppress-health-check", "all"),
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )

    assert asked.returncode == 0, asked.stdout[-6000:]
    assert "Tested: 13" in asked.stdout

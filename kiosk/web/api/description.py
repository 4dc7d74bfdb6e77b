"""The description of the API for programs: OpenAPI 3.1, made of what checks it."""

from typing import Any

from kiosk import __version__
from kiosk.core.model import Scope
from kiosk.services.sending_again import KEY
from kiosk.web.api import described
from kiosk.web.api.operations import OPERATIONS, Operation, Parameter
from kiosk.web.api.shapes import JsonSchema, Record, Shape, Text, records_in
from kiosk.web.shell.errors import code_words

_PROBLEM_KIND = "application/problem+json"
_KEY = "Idempotency-Key"


def description(title: str, says: str) -> dict[str, Any]:
    """Return the description, its words in the language at hand."""
    paths: dict[str, dict[str, Any]] = {}
    for each in OPERATIONS:
        paths.setdefault(f"/api/v1{each.path}", {})[each.method] = _operation(each)
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": __version__, "description": says},
        "servers": [{"url": "/"}],
        "security": [{"key": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "schemas": _schemas(),
            "responses": {"Problem": _problem()},
        },
        "x-codes": code_words(),
    }


def _operation(done: Operation) -> dict[str, Any]:
    found: dict[str, Any] = {
        "operationId": done.name,
        "summary": str(done.says),
        "x-scope": done.scope.value if done.scope else " ".join(Scope),
        "parameters": [
            *(_parameter(each, "path") for each in done.parts),
            *(_parameter(each, "query") for each in done.query),
            *([_repeated()] if done.repeatable else []),
        ],
        "responses": {
            "200": {"description": "OK", "content": _content(done.answers)},
            **{str(status): _refused() for status in _refusals(done)},
            "default": _refused(),
        },
    }
    if done.body:
        example = {"example": done.example} if done.example else {}
        content = {"application/json": {"schema": done.body.schema, **example}}
        found["requestBody"] = {"required": True, "content": content}
    return found


def _refusals(done: Operation) -> list[int]:
    """Return with which status it is refused, as far as it is known before."""
    sure = {400, 401, 403, 404}
    return sorted(sure | ({409, 413} if done.body else set()))


def _refused() -> dict[str, str]:
    return {"$ref": "#/components/responses/Problem"}


def _parameter(asked: Parameter, place: str) -> dict[str, Any]:
    return {
        "name": asked.name,
        "in": place,
        "required": place == "path",
        "description": str(asked.says),
        "schema": asked.shape.schema,
    }


def _repeated() -> dict[str, Any]:
    schema = Text(200, 1, KEY).schema
    return {"name": _KEY, "in": "header", "required": False, "schema": schema}


def _content(answers: Shape | str) -> dict[str, Any]:
    if isinstance(answers, str):
        return {answers: {"schema": {"type": "string", "contentMediaType": answers}}}
    return {"application/json": {"schema": answers.schema}}


def _problem() -> dict[str, Any]:
    return {
        "description": "RFC 9457",
        "content": {_PROBLEM_KIND: {"schema": described.PROBLEM.schema}},
    }


def _schemas() -> dict[str, JsonSchema]:
    found: dict[str, Record] = {described.PROBLEM.name: described.PROBLEM}
    for each in OPERATIONS:
        for shape in (each.body, each.answers):
            if shape is not None and not isinstance(shape, str):
                found |= {record.name: record for record in records_in(shape)}
    schemas = {name: record.whole for name, record in found.items()}
    schemas["Problem"]["properties"]["code"] = {"type": "string", "enum": sorted(code_words())}
    return schemas

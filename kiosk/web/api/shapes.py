"""What JSON of the API looks like, said once: so it is read, so described (JSON Schema 2020-12).

A shape reads a value that was sent, or refuses it by name; the description of the API is written
from the same shapes. What answers look like is described by shapes too, and held to it by tests.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from kiosk.core.errors import BadInput

JsonSchema = dict[str, Any]
_YEARS = re.compile("^(19[789]|20[0-8])[0-9]-")
LARGEST_ID = 2**31 - 1


class Shape(Protocol):
    """What a value looks like."""

    @property
    def schema(self) -> JsonSchema:
        """The shape as JSON Schema."""

    def read(self, name: str, value: object) -> Any:
        """Return the value as we use it. Raises BadInput naming what is wrong."""


class ToldOnly:
    """A shape that only answers have: nobody sends it."""

    __slots__ = ()

    def read(self, name: str, value: object) -> Any:
        """Refuse it: it was described as something that can be sent."""
        message = f"{name} was sent and is only told: {value!r}"
        raise RuntimeError(message)


@dataclass(frozen=True, slots=True)
class Text:
    """A text of so many characters; `pattern` is one that both JSON Schema and Python know."""

    most: int
    least: int = 0
    pattern: str = ""
    wrong: str = ""

    @property
    def schema(self) -> JsonSchema:
        """The shape as JSON Schema."""
        found: JsonSchema = {"type": "string", "maxLength": self.most}
        if self.least:
            found["minLength"] = self.least
        if self.pattern:
            found["pattern"] = self.pattern
        return found

    def read(self, name: str, value: object) -> str:
        """Return the text."""
        if isinstance(value, str) and self.least <= len(value) <= self.most:
            # Not every text of JSON can be stored: a half of a surrogate pair cannot.
            text = value.encode(errors="replace").decode()
            if not self.pattern or re.search(self.pattern, text):
                return text
        raise BadInput(
            self.wrong or "{name} must be a text of at most {most} characters.",
            name=name,
            most=self.most,
        )


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number."""

    least: int = 1
    most: int = LARGEST_ID
    wrong: str = ""

    @property
    def schema(self) -> JsonSchema:
        """The shape as JSON Schema."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most}

    def read(self, name: str, value: object) -> int:
        """Return the number."""
        # To JSON Schema 1.0 is a whole number, too.
        is_whole = isinstance(value, int | float) and not isinstance(value, bool)
        if is_whole and value % 1 == 0 and self.least <= value <= self.most:  # type: ignore[operator]
            return int(value)  # type: ignore[call-overload,no-any-return]
        raise BadInput(
            self.wrong or "{name} must be a whole number from {least} to {most}.",
            name=name,
            least=self.least,
            most=self.most,
        )


@dataclass(frozen=True, slots=True)
class AnyNumber(ToldOnly):
    """A number; only answers have it."""

    @property
    def schema(self) -> JsonSchema:
        """The shape as JSON Schema."""
        return {"type": "number"}


@dataclass(frozen=True, slots=True)
class Flag(ToldOnly):
    """Yes or no."""

    @property
    def schema(self) -> JsonSchema:
        """The shape as JSON Schema."""
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Uuid:
    """A UUID (RFC 9562)."""

    wrong: str

    @property
    def schema(self) -> JsonSchema:
        """The shape as JSON Schema."""
        return {"type": "string", "format": "uuid"}

    def read(self, name: str, value: object) -> str:
        """Return it as it is usually written."""
        try:
            return str(UUID(str(value)))
        except ValueError as error:
            raise BadInput(self.wrong, name=name) from error


@dataclass(frozen=True, slots=True)
class Moment:
    """A time with its zone (RFC 3339), of the years that a clock may show that is only wrong."""

    @property
    def schema(self) -> JsonSchema:
        """The shape as JSON Schema."""
        return {"type": "string", "format": "date-time", "pattern": _YEARS.pattern}

    def read(self, name: str, value: object) -> datetime:
        """Return the time in UTC."""
        try:
            read = datetime.fromisoformat(str(value))
            if read.tzinfo is not None and _YEARS.match(read.isoformat()):
                return read.astimezone(UTC)
        except (ValueError, OverflowError):
            pass
        raise BadInput(
            "{name} must be a time with its zone, like 2026-11-23T07:40:00+07:00.", name=name
        )


@dataclass(frozen=True, slots=True)
class Day(ToldOnly):
    """A day; only answers have it."""

    @property
    def schema(self) -> JsonSchema:
        """The shape as JSON Schema."""
        return {"type": "string", "format": "date"}


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of some words."""

    words: tuple[StrEnum, ...]
    wrong: str = ""

    @property
    def schema(self) -> JsonSchema:
        """The shape as JSON Schema."""
        return {"type": "string", "enum": [each.value for each in self.words]}

    def read(self, name: str, value: object) -> StrEnum:
        """Return the word."""
        for each in self.words:
            if isinstance(value, str) and each.value == value:
                return each
        known = ", ".join(each.value for each in self.words)
        raise BadInput(self.wrong or "{name} must be one of {known}.", name=name, known=known)


@dataclass(frozen=True, slots=True)
class OrNull:
    """A value, or null where there is none."""

    inner: Shape

    @property
    def schema(self) -> JsonSchema:
        """The shape as JSON Schema."""
        return {"anyOf": [self.inner.schema, {"type": "null"}]}

    def read(self, name: str, value: object) -> Any:
        """Return the value, or None."""
        return None if value is None else self.inner.read(name, value)


@dataclass(frozen=True, slots=True)
class ListOf:
    """Several of a kind."""

    inner: Shape
    most: int | None = None

    @property
    def schema(self) -> JsonSchema:
        """The shape as JSON Schema."""
        limit = {"maxItems": self.most} if self.most is not None else {}
        return {"type": "array", "items": self.inner.schema, **limit}

    def read(self, name: str, value: object) -> list[Any]:
        """Return them."""
        if not isinstance(value, list) or len(value) > (self.most or len(value)):
            raise BadInput("{name} must be a list, at most {most} long.", name=name, most=self.most)
        return [self.inner.read(name, each) for each in value]


@dataclass(frozen=True, slots=True)
class TextsByName:
    """Texts under names that the organiser chose."""

    most: int

    @property
    def schema(self) -> JsonSchema:
        """The shape as JSON Schema."""
        return {"type": "object", "additionalProperties": Text(self.most).schema}

    def read(self, name: str, value: object) -> dict[str, str]:
        """Return them."""
        if not isinstance(value, Mapping):
            raise BadInput("{name} must be an object of texts.", name=name)
        inner = Text(self.most)
        return {str(key): inner.read(f"{name}.{key}", each) for key, each in value.items()}


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an object; what is not `needed` may be left out."""

    name: str
    shape: Shape
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """An object with members; others that are sent are not looked at."""

    name: str
    members: tuple[Member, ...] = ()
    wrong: str = ""

    @property
    def schema(self) -> JsonSchema:
        """The place of the shape in the description."""
        return {"$ref": f"#/components/schemas/{self.name}"}

    @property
    def whole(self) -> JsonSchema:
        """The shape itself as JSON Schema."""
        needed = [each.name for each in self.members if each.needed]
        members = {each.name: each.shape.schema for each in self.members}
        found: JsonSchema = {"type": "object", "properties": members}
        return {**found, "required": needed} if needed else found

    def read(self, name: str, value: object) -> dict[str, Any]:
        """Return the members that were sent."""
        if not isinstance(value, Mapping):
            raise BadInput(self.wrong or "{name} must be a JSON object.", name=name)
        return dict(self._read(value))

    def _read(self, value: Mapping[str, object]) -> Iterator[tuple[str, Any]]:
        for each in self.members:
            if each.needed or each.name in value:
                yield each.name, each.shape.read(each.name, value.get(each.name))

    def records(self) -> "Iterator[Record]":
        """Return this record and all that stand in it."""
        yield self
        for each in self.members:
            yield from records_in(each.shape)


@dataclass(frozen=True, slots=True)
class OneOrMany:
    """One of a kind, or a list of them of which each is answered for itself."""

    one: Record
    most: int
    wrong: str = ""

    @property
    def schema(self) -> JsonSchema:
        """The shape as JSON Schema."""
        # Also what is none of the kind has a result of its own among the others.
        each = {"anyOf": [self.one.schema, {}]}
        many = {"type": "array", "items": each, "maxItems": self.most}
        return {"oneOf": [self.one.schema, many]}

    def read(self, name: str, value: object) -> Any:  # noqa: ARG002  as the others
        """Return what was sent; each is read for itself."""
        if isinstance(value, list) and len(value) > self.most:
            raise BadInput(self.wrong or "Send at most {most} at once.", most=self.most)
        return value


@dataclass(frozen=True, slots=True)
class Either(ToldOnly):
    """One shape or another; only answers have it."""

    shapes: tuple[Shape, ...]

    @property
    def schema(self) -> JsonSchema:
        """The shape as JSON Schema."""
        return {"anyOf": [each.schema for each in self.shapes]}


def records_in(shape: Shape) -> Iterator[Record]:
    """Return the records that a shape speaks of."""
    if isinstance(shape, Record):
        yield from shape.records()
    elif isinstance(shape, OrNull | ListOf):
        yield from records_in(shape.inner)
    elif isinstance(shape, OneOrMany):
        yield from shape.one.records()
    elif isinstance(shape, Either):
        for each in shape.shapes:
            yield from records_in(each)

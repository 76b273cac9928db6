"""Small shapes that stand inside many answers: people, departments, tasks' lines."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields


def text(description: str = "") -> fields.String:
    """Required text."""
    return fields.String(required=True, metadata={"description": description})


def text_or_null(description: str = "") -> fields.String:
    """Text, or null."""
    return fields.String(required=True, allow_none=True, metadata={"description": description})


def moment() -> fields.DateTime:
    """A moment in UTC."""
    return fields.DateTime(required=True)


def moment_or_null() -> fields.DateTime:
    """A moment in UTC, or null."""
    return fields.DateTime(required=True, allow_none=True)


def whole() -> fields.Integer:
    """A required whole number."""
    return fields.Integer(required=True)


def flag() -> fields.Boolean:
    """Required true or false."""
    return fields.Boolean(required=True)


def ident() -> fields.UUID:
    """A required id."""
    return fields.UUID(required=True)


def ident_or_null() -> fields.UUID:
    """An id, or null."""
    return fields.UUID(required=True, allow_none=True)


def many(schema: type[Schema]) -> fields.List[Any]:
    """A list of parts."""
    return fields.List(fields.Nested(schema), required=True)


def texts() -> fields.List[Any]:
    """A list of texts."""
    return fields.List(fields.String(), required=True)


def part(schema: type[Schema]) -> fields.Nested:
    """A part that is always there."""
    return fields.Nested(schema, required=True)


def part_or_null(schema: type[Schema]) -> fields.Nested:
    """A part, or null."""
    return fields.Nested(schema, required=True, allow_none=True)


class UnitSchema(Schema):
    """Perangkat daerah."""

    id = ident()
    name = text()
    short_name = text()


class OfficerSchema(Schema):
    """Petugas."""

    id = ident()
    name = text()


class IdNameSchema(Schema):
    """Sesuatu dengan nama."""

    id = ident()
    name = text()

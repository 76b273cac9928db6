"""Reads what a client sent: strict JSON and query strings, every fault named at its field."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, NoReturn

from flask import Request
from marshmallow import RAISE, Schema, ValidationError
from webargs.flaskparser import FlaskParser, is_json_request
from werkzeug.datastructures import MultiDict

from admin_api.schemas.english_faults import in_english
from tanggap.domain.refusal import Refused
from tanggap.services.reader import reads_english

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""NUL and halves of surrogate pairs: no text column holds them, and nobody types them."""


class InputInvalid(Refused):
    """Fields of a request are wrong; ``errors`` has sentences per field."""

    def __init__(self, errors: Mapping[str, list[str]]) -> None:
        super().__init__("input-invalid", fields=sorted(errors))
        self.errors = dict(errors)


class Parser(FlaskParser):
    """Reads arguments for views; unknown fields are refused everywhere, so that no typo is lost."""

    DEFAULT_UNKNOWN_BY_LOCATION = {  # noqa: RUF012 - the base class has it mutable
        **FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION,
        "json": RAISE,
        "query": RAISE,
        "form": RAISE,
        "files": RAISE,
    }

    def load_json(self, req: Request, schema: Schema) -> Any:
        """The body, which must be JSON and say so."""
        if not is_json_request(req):
            raise Refused("media-type-wrong", wanted="application/json")
        try:
            return storable(json.loads(req.get_data().decode(), parse_constant=_no_constant))
        except (ValueError, RecursionError) as error:
            raise Refused("json-malformed", why=_where(error)) from None

    def load_querystring(self, req: Request, schema: Schema) -> Any:
        """The query, without what no column could hold."""
        pairs = [(name, storable(value)) for name, value in req.args.items(multi=True)]
        return self._makeproxy(MultiDict(pairs), schema)

    def handle_error(
        self, error: ValidationError, req: Request, schema: Schema, **_: Any
    ) -> NoReturn:
        """Refuse with a sentence for every field."""
        messages = error.messages
        if isinstance(messages, dict) and len(messages) == 1:  # keyed by location: json, query
            messages = next(iter(messages.values()))
        faults = dict(_flat(messages, ""))
        if reads_english():
            faults = {path: [in_english(one) for one in said] for path, said in faults.items()}
        raise InputInvalid(faults) from None


def storable(value: Any) -> Any:
    """``value`` without characters that no text column can hold; everything else as typed."""
    if isinstance(value, str):
        return _UNSTORABLE.sub("", value)
    if isinstance(value, list):
        return [storable(one) for one in value]
    if isinstance(value, dict):
        return {storable(name): storable(one) for name, one in value.items()}
    return value


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _where(error: Exception) -> str:
    if reads_english():
        return _where_in_english(error)
    if isinstance(error, json.JSONDecodeError):
        return f"periksa baris {error.lineno}, kolom {error.colno}."
    if isinstance(error, RecursionError):
        return "susunannya terlalu dalam."
    return "ada nilai atau tanda yang tidak dapat dipakai."


def _where_in_english(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"check line {error.lineno}, column {error.colno}."
    if isinstance(error, RecursionError):
        return "it is nested too deeply."
    return "it has values or characters that cannot be used."


def _flat(messages: Any, path: str) -> list[tuple[str, list[str]]]:
    """Nested messages as dotted paths: ``persons.0.nip``."""
    if isinstance(messages, str):
        return [(path or "_schema", [messages])]
    if isinstance(messages, list):
        return [(path or "_schema", [str(one) for one in messages])]
    found: list[tuple[str, list[str]]] = []
    for name, inner in messages.items():
        here = path if name == "_schema" else f"{path}.{name}".lstrip(".")
        found += _flat(inner, here)
    return found

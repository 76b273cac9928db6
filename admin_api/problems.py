"""Answers every error of the API as problem+json (RFC 9457), in Indonesian, with a stable code."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from flask import Response, current_app
from flask_limiter import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError

from admin_api.parsing import InputInvalid
from tanggap.domain.refusal import Refused, RefusedTogether
from tanggap.services.refusal_texts import sentence, status_of, title_of

if TYPE_CHECKING:
    from flask import Blueprint

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "/api/admin/v1/problems#"

CODES_OF_STATUS = {
    400: "request-malformed",
    401: "login-required",
    403: "not-allowed",
    404: "not-found",
    405: "method-not-allowed",
    406: "not-acceptable",
    408: "request-too-slow",
    411: "length-required",
    413: "request-too-large",
    414: "address-too-long",
    415: "media-type-wrong",
    416: "range-not-satisfiable",
    422: "input-invalid",
    429: "too-many-requests",
    431: "headers-too-large",
    503: "try-again-later",
}


def problem(
    refusal: Refused,
    *,
    errors: Mapping[str, list[str]] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The response that says ``refusal``.

    Args:
        errors: sentences per field, the path of a nested field with dots (``persons.0.nip``).
        headers: further headers, such as ``Allow`` or ``Retry-After``.
    """
    status = status_of(refusal.code)
    body: dict[str, Any] = {
        "type": TYPE_PREFIX + refusal.code,
        "title": title_of(status),
        "status": status,
        "detail": sentence(refusal),
        "code": refusal.code,
        "facts": {name: _plain(value) for name, value in refusal.facts.items()},
        "errors": dict(errors) if errors is not None else _field_errors(refusal),
    }
    response = Response(
        json.dumps(body, ensure_ascii=False), status=status, content_type=MEDIA_TYPE
    )
    response.headers.extend(headers or {})
    return response


def answer_errors_as_problems(blueprint: Blueprint) -> None:
    """Register the handlers of every kind of error on ``blueprint``."""
    handlers: tuple[tuple[type[Exception], Callable[[Any], Response]], ...] = (
        (InputInvalid, lambda refusal: problem(refusal, errors=refusal.errors)),
        (Refused, problem),
        (CSRFError, lambda _: problem(Refused("cross-site-token-invalid"))),
        (RateLimitExceeded, _too_many),
        (OperationalError, _database_away),
        (InternalServerError, _failed),
        (HTTPException, problem_of_http_error),
    )
    for error, handler in handlers:
        blueprint.register_error_handler(error, handler)


def problem_of_http_error(error: HTTPException) -> Response:
    """What the framework refused, as a problem; responses it carries itself stay as they are."""
    if error.response is not None:
        return current_app.make_response(error.response)
    code = CODES_OF_STATUS.get(error.code or 500, "failed")
    headers = {
        name: value
        for name, value in error.get_headers()
        if name.lower() in ("allow", "retry-after", "content-range")
    }
    return problem(Refused(code), headers=headers)


def _too_many(error: RateLimitExceeded) -> Response:
    seconds = min(error.limit.limit.get_expiry(), 3600)
    return problem(Refused("too-many-requests"), headers={"Retry-After": str(seconds)})


def _database_away(error: OperationalError) -> Response:
    current_app.logger.error("The database did not answer", exc_info=error)
    return problem(Refused("try-again-later"), headers={"Retry-After": "5"})


def _failed(error: InternalServerError) -> Response:
    return problem(Refused("failed"))


def _field_errors(refusal: Refused) -> dict[str, list[str]]:
    """The sentence at the fields a refusal names, so that a form can show it there."""
    if isinstance(refusal, RefusedTogether):
        return {at: said for one in refusal.refusals for at, said in _field_errors(one).items()}
    named = refusal.facts.get("fields", refusal.facts.get("field", ()))
    fields = [named] if isinstance(named, str) else named
    if not isinstance(fields, list | tuple):
        return {}
    return {str(field): [_sentence_for(refusal, place)] for place, field in enumerate(fields)}


def _sentence_for(refusal: Refused, place: int) -> str:
    labels = refusal.facts.get("labels")
    if isinstance(labels, list | tuple) and place < len(labels):
        return sentence(Refused(refusal.code, labels=[labels[place]]))
    return sentence(refusal)


def _plain(value: object) -> object:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    return value if isinstance(value, str | int | float | bool | None) else str(value)

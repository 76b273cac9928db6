"""A group of endpoints: problems as errors, bounded bodies, and its guards told in the document."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from flask import current_app, request
from flask_smorest import Blueprint

from admin_api.cross_site import HEADER, SAFE_METHODS
from admin_api.parsing import Parser
from admin_api.problems import answer_errors_as_problems
from tanggap.services.refusal_texts import TITLES

PREFIX = "/api/admin/v1"
LARGEST_BODY = 1024 * 1024
"""Bytes of a body that carries no file."""
ALWAYS_POSSIBLE = (400, 404, 405, 429, 500)


class Resources(Blueprint):
    """Endpoints of one subject under ``/api/admin/v1``."""

    ARGUMENTS_PARSER = Parser()

    def __init__(self, name: str, description: str) -> None:
        """Make an empty group.

        Args:
            name: the tag in the document, in Indonesian words as the officers' app shows them.
        """
        super().__init__(name, __name__, url_prefix=PREFIX, description=description)
        self._prepare_doc_cbks.append(_tell_guards)
        self.before_request(_bound_body)
        answer_errors_as_problems(self)


def refuses(*statuses: int) -> Callable[[Any], Any]:
    """Tell the document which statuses an endpoint refuses with, beside those always possible."""

    def decorate(view: Any) -> Any:
        known = getattr(view, "_apidoc", {})
        view._apidoc = {**known, "refuses": {"statuses": list(statuses)}}
        return view

    return decorate


def takes_files(view: Any) -> Any:
    """Let the endpoint receive up to the size of one file; others take small bodies only."""
    view.takes_files = True
    return view


def _bound_body() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    if not getattr(view, "takes_files", False):
        request.max_content_length = LARGEST_BODY


def _tell_guards(doc: dict[str, Any], doc_info: dict[str, Any], **given: Any) -> dict[str, Any]:
    """Add what the guards do: errors, who may, and the header that every change needs."""
    method = given["method"].upper()
    guard = doc_info.get("guard", {}).get("name", "public")
    statuses: Iterable[int] = (*ALWAYS_POSSIBLE, *doc_info.get("refuses", {}).get("statuses", ()))
    if guard == "public":
        doc["security"] = []
    else:
        statuses = (*statuses, 401, *(() if guard == "any-officer" else (403,)))
        doc["x-permission"] = guard
    responses = doc.setdefault("responses", {})
    responses.pop("default", None)
    for status in sorted(set(statuses)):
        responses[str(status)] = problem_reference(status)
    for told in [key for key in responses if key in (422, 500)]:
        responses[str(told)] = problem_reference(int(responses.pop(told) and told))
    if method not in SAFE_METHODS:
        doc.setdefault("parameters", []).append(
            {
                "name": HEADER,
                "in": "header",
                "required": True,
                "schema": {"type": "string"},
                "description": "Token dari `GET /session` (`csrf_token`).",
            }
        )
    return doc


def problem_reference(status: int) -> dict[str, Any]:
    """The response component of a refusal with this status."""
    return {"$ref": f"#/components/responses/{component_name(status)}"}


def component_name(status: int) -> str:
    """``NOT_FOUND`` for 404, as the document's components are named."""
    return f"Problem{status}"


def problem_components() -> dict[str, dict[str, Any]]:
    """One response component for every status a refusal can have."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        component_name(status): {
            "description": title,
            "content": {"application/problem+json": {"schema": schema}},
        }
        for status, title in TITLES.items()
    }

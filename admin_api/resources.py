"""A group of endpoints: problems as errors, bounded bodies, and its guards told in the document."""

from __future__ import annotations

from collections.abc import Callable
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
NOT_MODIFIED = 304
ALWAYS_POSSIBLE = (400, 404, 405, 429, 500, 503)


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

    def _store_endpoint_docs(
        self, endpoint: str, obj: Any, parameters: Any, tags: Any, **options: Any
    ) -> None:
        """Remember the view's name too: it becomes the operation's id, ``takeAction``.

        Parameters a route names (If-Match) belong to its own methods: told for the whole path, they
        would seem to be demanded by what only reads it.
        """
        super()._store_endpoint_docs(endpoint, obj, None, tags, **options)
        first, *others = endpoint.split("_")
        for method, told in self._docs[endpoint].items():
            if method != "parameters":
                told["operation_id"] = first + "".join(word.title() for word in others)
                told["own_parameters"] = list(parameters or ())


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
    """Add what the guards do: who may, the header that every change needs, and all refusals."""
    changes = given["method"].upper() not in SAFE_METHODS
    guard = doc_info.get("guard", {}).get("name", "public")
    doc["operationId"] = doc_info["operation_id"]
    if guard == "public":
        doc["security"] = []
    else:
        doc["x-permission"] = guard
    if doc_info.get("own_parameters"):
        doc.setdefault("parameters", []).extend(doc_info["own_parameters"])
    responses = doc.setdefault("responses", {})
    for status in [told for told in responses if int(told) >= 400]:
        del responses[status]
    for status in sorted(_refusals(doc, doc_info, guard, changes=changes)):
        responses[str(status)] = problem_reference(status)
    if changes:
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


def _refusals(
    doc: dict[str, Any], doc_info: dict[str, Any], guard: str, *, changes: bool
) -> set[int]:
    """The statuses an operation can refuse with."""
    found = {*ALWAYS_POSSIBLE, *doc_info.get("refuses", {}).get("statuses", ())}
    if not changes:
        found.add(NOT_MODIFIED)
    if guard != "public":
        found |= {401, 403}
    if "requestBody" in doc:
        found |= {413, 415, 422}
    if doc_info.get("arguments"):
        found.add(422)
    return found


def problem_reference(status: int) -> dict[str, Any]:
    """The response component of a refusal with this status; 304 is no refusal and has no body."""
    if status == NOT_MODIFIED:
        return {"description": "Tidak berubah sejak ETag pada If-None-Match"}
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

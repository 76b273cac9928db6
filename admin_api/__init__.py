"""The officers' face: a JSON API under ``/api/admin/v1``, described by its OpenAPI document."""

from __future__ import annotations

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from admin_api import (
    account_security,
    actions,
    app_page,
    confidentiality,
    conversation,
    document,
    documents,
    drafts,
    evidence,
    intake,
    knowledge,
    knowledge_at_report,
    notes,
    oversight,
    preferences,
    procedures,
    publication,
    queues,
    recaps,
    reports,
    search,
    session,
    signing,
)
from admin_api.administration import register_administration
from admin_api.problems import problem_of_http_error
from admin_api.resources import PREFIX, Resources

WORK: tuple[Resources, ...] = (
    session.blp,
    account_security.blp,
    preferences.blp,
    queues.blp,
    search.blp,
    reports.blp,
    actions.blp,
    signing.blp,
    drafts.blp,
    notes.blp,
    conversation.blp,
    confidentiality.blp,
    publication.blp,
    documents.blp,
    evidence.blp,
    intake.blp,
    knowledge.blp,
    knowledge_at_report.blp,
    procedures.blp,
    oversight.blp,
    recaps.blp,
    document.blp,
)
"""What officers work with, in the order of the document."""


def register_api(app: Flask) -> None:
    """Add the API to ``app``."""
    api = document.start_api(app)
    for group in WORK:
        api.register_blueprint(group)
    register_administration(api)
    app.register_blueprint(app_page.blp)
    app.before_request(_answer_unknown_address)


def _answer_unknown_address() -> Response | None:
    """Answer as a problem what no endpoint of the API takes: unknown address, or other method."""
    error = request.routing_exception
    if not request.path.startswith(f"{PREFIX}/") or not isinstance(error, HTTPException):
        return None
    return None if isinstance(error, RequestRedirect) else problem_of_http_error(error)

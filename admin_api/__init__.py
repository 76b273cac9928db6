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
    saved_views,
    search,
    session,
    signing,
    unsent_texts,
)
from admin_api.administration import register_administration
from admin_api.problems import problem_of_http_error
from admin_api.resources import PREFIX, Resources
from tanggap.domain.languages import INDONESIAN, LANGUAGES, Language
from tanggap.services.reader import speak_to_reader

WORK: tuple[Resources, ...] = (
    session.blp,
    account_security.blp,
    preferences.blp,
    saved_views.blp,
    queues.blp,
    search.blp,
    reports.blp,
    actions.blp,
    signing.blp,
    drafts.blp,
    unsent_texts.blp,
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
    # Before everything else: the limiter's refusal is a sentence, too.
    app.before_request_funcs.setdefault(None, []).insert(0, _speak_to_reader)
    app.teardown_request(_speak_indonesian_again)
    api = document.start_api(app)
    for group in WORK:
        api.register_blueprint(group)
    register_administration(api)
    app.register_blueprint(app_page.blp)
    app.before_request(_answer_unknown_address)


def _speak_to_reader() -> None:
    """Answer the API's client in the language it prefers; every page of the portal in Indonesian.

    Asked at every request: a thread that answered in English serves somebody else next.
    """
    is_api = request.path.startswith(f"{PREFIX}/")
    speak_to_reader(_preferred_language() if is_api else INDONESIAN)


def _speak_indonesian_again(_: BaseException | None) -> None:
    """What the thread does outside of requests is for the house."""
    speak_to_reader(INDONESIAN)


def _preferred_language() -> Language:
    """The first of the client's languages that we speak, whatever country is named with it."""
    for tag, quality in request.accept_languages:
        if quality > 0:
            for language in LANGUAGES:
                if tag.partition("-")[0].lower() == language:
                    return language
    return INDONESIAN


def _answer_unknown_address() -> Response | None:
    """Answer as a problem what no endpoint of the API takes: unknown address, or other method."""
    error = request.routing_exception
    if not request.path.startswith(f"{PREFIX}/") or not isinstance(error, HTTPException):
        return None
    return None if isinstance(error, RequestRedirect) else problem_of_http_error(error)

"""Pages for what went wrong: each says in Indonesian what happened and what to do."""

from __future__ import annotations

import secrets

from flask import Flask, current_app, redirect, render_template, request
from flask_limiter import RateLimitExceeded
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.wrappers import Response

from portal.pages import settings
from portal.report_steps import Elsewhere
from portal.spoken import upload_limits
from tanggap.domain.refusal import Refused
from tanggap.services.refusal_texts import sentence, status_of
from tanggap.services.transaction import reading

API = "/api/"
PAGES = frozenset({400, 403, 404, 405, 413, 429, 500, 503})
NOT_FOUND = 404
PAGE_OF = {401: 403, 406: 400, 408: 400, 411: 400, 414: 400, 415: 400, 416: 400, 422: 400, 431: 400}

Shown = tuple[str, int] | tuple[str, int, dict[str, str]] | Response | HTTPException


def answer_errors_as_pages(app: Flask) -> None:
    """Register the handlers; errors under the API's addresses are left to the API."""
    app.register_error_handler(Elsewhere, lambda elsewhere: redirect(elsewhere.address, 303))
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(RateLimitExceeded, _too_often)
    app.register_error_handler(OperationalError, _database_away)
    app.register_error_handler(InternalServerError, _failed)
    app.register_error_handler(HTTPException, _http_error)


def _http_error(error: HTTPException) -> Shown:
    if request.path.startswith(API) or error.response is not None:
        return error
    status = error.code or 500
    page = status if status in PAGES else PAGE_OF.get(status, 500 if status > 499 else 400)
    limits = upload_limits(settings()) if page == 413 else None
    allowed = error.get_response().headers.get("Allow")
    headers = {"Allow": allowed} if allowed else {}
    return render_template(f"errors/{page}.html", limits=limits), status, headers


def _refused(refusal: Refused) -> Shown:
    if refusal.code == "reporter-not-found":
        return render_template("portal/not_a_reporter.html"), 403
    status = status_of(refusal.code)
    if status == NOT_FOUND:
        return render_template("errors/404.html"), status
    if status >= 500:
        current_app.logger.error("Refused without a way out: %s", refusal)
    return render_template("portal/refused.html", sentence=sentence(refusal)), status


def _too_often(error: RateLimitExceeded) -> Shown:
    if request.path.startswith(API):
        return error
    seconds = error.limit.limit.get_expiry()
    return (
        render_template("errors/429.html", wait=_said_wait(seconds)),
        429,
        {"Retry-After": str(min(seconds, 3600))},
    )


def _said_wait(seconds: int) -> str:
    minutes = -(-seconds // 60)
    return f"{minutes} menit" if minutes < 60 else f"{-(-minutes // 60)} jam"


def _database_away(error: OperationalError) -> Shown:
    current_app.logger.error("The database did not answer", exc_info=error)
    reading().rollback()
    return render_template("errors/503.html"), 503, {"Retry-After": "30"}


def _failed(error: InternalServerError) -> Shown:
    if request.path.startswith(API):
        return error
    reference = secrets.token_hex(4).upper()
    current_app.logger.error("Failure %s at %s", reference, request.endpoint)
    reading().rollback()
    return render_template("errors/500.html", reference=reference), 500

"""Checks the token that proves a change was asked for by our own pages."""

from __future__ import annotations

from flask import Request
from flask_wtf.csrf import generate_csrf, validate_csrf
from wtforms import ValidationError

from tanggap.domain.refusal import Refused

HEADER = "X-CSRFToken"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def check_cross_site_token(request: Request) -> None:
    """Refuse a change whose token is missing or belongs to another session.

    Raises:
        Refused: ``cross-site-token-invalid``.
    """
    if request.method in SAFE_METHODS:
        return
    try:
        validate_csrf(request.headers.get(HEADER))
    except ValidationError:
        raise Refused("cross-site-token-invalid") from None


def cross_site_token() -> str:
    """The token of this session, to be sent back in the header ``X-CSRFToken``."""
    return str(generate_csrf())

"""The portal's blueprint, and what every page of it needs: the desk, the visitor, the time."""

from __future__ import annotations

import time
from typing import cast

from flask import Blueprint, abort, current_app, redirect
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from tanggap.domain.refusal import Refused
from tanggap.login_sessions import current_account
from tanggap.services.desk_front import DeskFront, read_desk_front
from tanggap.services.house import house
from tanggap.services.transaction import reading
from tanggap.services.viewers import SignedIn
from tanggap.settings import Settings

DESK_FRONTS = "portal-desk-fronts"
SECONDS_A_FRONT_IS_KEPT = 20.0

INPUT_WRONG = 422

Answer = str | Response | tuple[str, int]
"""What a view gives back."""

pages = Blueprint("portal", __name__)


class DeskFronts:
    """Remembers the desk's public face for a few seconds, so that pages need not read it anew."""

    def __init__(self, slug: str, seconds: float = SECONDS_A_FRONT_IS_KEPT) -> None:
        self._slug = slug
        self._seconds = seconds
        self._kept: tuple[float, DeskFront] | None = None

    def current(self) -> DeskFront:
        """The desk's face, at most a few seconds old.

        Raises:
            Refused: ``desk-not-found``.
        """
        kept, moment = self._kept, time.monotonic()
        if kept is not None and moment - kept[0] < self._seconds:
            return kept[1]
        front = read_desk_front(reading(), self._slug)
        self._kept = (moment, front)
        return front

    def forget(self) -> None:
        """Read it anew the next time."""
        self._kept = None


def this_desk() -> DeskFront:
    """The desk this portal belongs to.

    Raises:
        Refused: ``desk-not-found``.
    """
    return desk_fronts().current()


def desk_fronts() -> DeskFronts:
    """The application's memory of its desk."""
    return cast(DeskFronts, current_app.extensions[DESK_FRONTS])


def desk_if_reachable() -> DeskFront | None:
    """The desk, or None when the database cannot tell: for pages that must come out anyway."""
    try:
        return this_desk()
    except (SQLAlchemyError, Refused):
        return None


def signed_in() -> SignedIn:
    """The account that is logged in; only for views that demand a login."""
    account = current_account()
    if account is None:
        abort(401)
    return account


def visitor_if_known() -> SignedIn | None:
    """Who is logged in, or None, also when the database cannot tell."""
    try:
        return current_account()
    except SQLAlchemyError:
        return None


def settings() -> Settings:
    """The settings of the running product."""
    return house().settings


def see_other(address: str) -> Response:
    """Send the reader on after a POST, so that a reload repeats nothing."""
    return redirect(address, 303)


def was_accepted(response: Response) -> bool:
    """Whether a form went through: only then it counts against how often one may send it."""
    return response.status_code == 303

"""The citizens' face of Tanggap: thin views, forms and templates over the services."""

from __future__ import annotations

from typing import Any

from flask import Flask, request
from flask_babel import Babel, get_translations

from portal import (
    channel_demonstration,
    demonstration,
    health,
    home,
    own_actions,
    own_reports,
    publications,
    report_check,
    report_evidence,
    report_form,
    report_persons,
    tracking,
    verification,
)
from portal.account import account_pages
from portal.assets import register_assets
from portal.errors import API, answer_errors_as_pages
from portal.pages import DESK_FRONTS, DeskFronts, desk_if_reachable, pages, visitor_if_known
from tanggap.settings import Settings

LOCALE = "id"
PAGES_OF_PORTAL = (
    channel_demonstration,
    demonstration,
    health,
    home,
    own_actions,
    own_reports,
    publications,
    report_check,
    report_evidence,
    report_form,
    report_persons,
    tracking,
    verification,
)
"""Modules that put their views onto the blueprint by being imported."""


def register_portal(app: Flask, settings: Settings) -> None:
    """Put the citizens' pages, their assets and their error pages into ``app``."""
    Babel(app, default_locale=LOCALE)
    _speak_one_language(app)
    register_assets(app)
    app.extensions[DESK_FRONTS] = DeskFronts(settings.default_desk)
    app.register_blueprint(pages)
    app.register_blueprint(account_pages)
    answer_errors_as_pages(app)

    def surroundings() -> dict[str, Any]:
        """What every page's frame shows; all of it may be missing when the database is away."""
        if request.path.startswith(API):
            return {}
        desk = desk_if_reachable()
        return {
            "desk": desk,
            "agency": {"name": desk.agency_name} if desk else None,
            "visitor": visitor_if_known(),
            "demonstration": settings.mode == "demonstration",
        }

    app.context_processor(surroundings)


def _speak_one_language(app: Flask) -> None:
    """Give templates the words of ``LOCALE`` once, instead of looking them up at every text.

    A page has some forty texts; asking Flask-Babel for each takes a seventh of the page's time.
    """
    with app.test_request_context():
        words = get_translations()
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=words.ugettext,
        ngettext=words.ungettext,
        newstyle=True,
        pgettext=words.upgettext,
        npgettext=words.unpgettext,
    )

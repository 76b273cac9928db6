"""Published answers: the list with its search, one answer, and the Atom feed."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import make_response, render_template, request, session, url_for
from werkzeug.wrappers import Response

from portal.pages import Answer, pages, this_desk
from portal.publication_feed import feed_of
from portal.spoken import moment_parts
from tanggap.rate_limits import limit_reading
from tanggap.services.public_addresses import publication_address
from tanggap.services.publications import (
    LONGEST_QUERY,
    PublicationFilter,
    PublicationKey,
    Published,
    categories_to_filter_by,
    desks_to_filter_by,
    latest_publications,
    list_publications,
    read_publication,
)
from tanggap.services.transaction import reading

ASK_AGAIN = "no-cache"
"""Keep it, but ask each time whether it still stands: what is withdrawn is gone at once."""
LONGEST_SLUG = 60
LONGEST_SUMMARY = 220


@pages.get("/publikasi")
@limit_reading("publications")
def published_answers() -> Answer:
    """What was published, newest first, by desk and category and by words."""
    wanted = _wanted()
    agency = this_desk().agency_id
    page = list_publications(
        reading(),
        agency,
        wanted,
        older_than=_key(request.args.get("sesudah")),
        newer_than=_key(request.args.get("sebelum")),
    )
    query = _query_of(wanted)
    here = "portal.published_answers"
    desks = desks_to_filter_by(reading(), agency)
    categories = categories_to_filter_by(reading(), agency, wanted.desk) if wanted.desk else []
    return _kept(
        render_template(
            "portal/publications/list.html",
            items=[_row(item) for item in page.items],
            wanted=wanted,
            category=str(wanted.category or ""),
            desks=desks,
            categories=categories,
            feed=url_for("portal.publication_feed", layanan=wanted.desk or None),
            previous=url_for(here, **query, sebelum=_written(page.newer)) if page.newer else None,
            next=url_for(here, **query, sesudah=_written(page.older)) if page.older else None,
        )
    )


@pages.get("/publikasi/<public_id>")
@limit_reading("publications")
def published_answer(public_id: str) -> Answer:
    """One published answer."""
    item = read_publication(reading(), this_desk().agency_id, public_id)
    return _kept(
        render_template(
            "portal/publications/answer.html",
            item=item,
            address=publication_address(item.public_id),
            published=moment_parts(item.published_at, item.timezone),
            updated=moment_parts(item.updated_at, item.timezone)
            if item.updated_at != item.published_at
            else None,
            summary=summary_of(item.question),
        )
    )


@pages.get("/publikasi/umpan.atom")
@limit_reading("publications")
def publication_feed() -> Answer:
    """The newest published answers as Atom, of all desks or of one."""
    desk = this_desk()
    slug = _slug()
    items = latest_publications(reading(), desk.agency_id, slug)
    response = make_response(feed_of(desk.agency_id, desk.agency_name, items, slug))
    response.content_type = "application/atom+xml; charset=utf-8"
    response.headers["Cache-Control"] = ASK_AGAIN
    if items:
        response.last_modified = items[0].updated_at
    response.add_etag()
    return response.make_conditional(request)


def summary_of(text: str) -> str:
    """The beginning of a text on one line."""
    line = " ".join(text.split())
    if len(line) <= LONGEST_SUMMARY:
        return line
    return line[:LONGEST_SUMMARY].rsplit(" ", 1)[0] + "…"


def _wanted() -> PublicationFilter:
    try:
        category = UUID(request.args.get("kategori", ""))
    except ValueError:
        category = None
    words = request.args.get("q", "").replace("\0", "").strip()[:LONGEST_QUERY]
    return PublicationFilter(words, _slug(), category)


def _slug() -> str:
    return request.args.get("layanan", "").replace("\0", "")[:LONGEST_SLUG]


def _query_of(wanted: PublicationFilter) -> dict[str, Any]:
    given = {"q": wanted.words, "layanan": wanted.desk, "kategori": str(wanted.category or "")}
    return {name: value for name, value in given.items() if value}


def _row(item: Published) -> dict[str, str]:
    said = moment_parts(item.published_at, item.timezone)
    return {
        "href": url_for("portal.published_answer", public_id=item.public_id),
        "title": item.title,
        "summary": summary_of(item.question),
        "desk": item.desk_name,
        "category": item.parent_category or item.category,
        **said,
    }


def _kept(page: str) -> Response:
    """Let a browser keep a page that was made for nobody in particular, and ask with its ETag."""
    response = make_response(page)
    if session:
        return response
    response.headers["Cache-Control"] = ASK_AGAIN
    response.add_etag()
    return response.make_conditional(request)


def _written(key: PublicationKey) -> str:
    text = f"{key.published_at.isoformat()} {key.id}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _key(written: str | None) -> PublicationKey | None:
    """The key in a page's address; an address somebody mangled shows the first page."""
    try:
        padded = (written or "") + "=" * (-len(written or "") % 4)
        moment, _space, row = base64.urlsafe_b64decode(padded.encode()).decode().partition(" ")
        key = PublicationKey(datetime.fromisoformat(moment), UUID(row))
    except (ValueError, binascii.Error):
        return None
    return key if key.published_at.tzinfo is not None else None

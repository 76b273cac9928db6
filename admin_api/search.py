"""Finding reports."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response

from admin_api.access import current_viewer, requires
from admin_api.cursors import cursor_of, moment_and_id
from admin_api.preconditions import tagged
from admin_api.presenting.found import found_reports
from admin_api.resources import Resources
from admin_api.schemas.search import FoundReportsSchema, SearchQuery
from tanggap.domain.policy import Permission
from tanggap.services.house import now
from tanggap.services.officer_desks import zone_of
from tanggap.services.search import SearchFilter, SearchKey, search_reports
from tanggap.services.search_at_step import AtStep
from tanggap.services.transaction import reading

blp = Resources("Pencarian", "Mencari laporan dengan kata dan saringan.")
REPORTS = "reports"


@blp.route("/reports")
@requires(Permission.SEARCH_REPORTS)
@blp.arguments(SearchQuery, location="query")
@blp.response(200, FoundReportsSchema)
def list_reports(wanted: dict[str, Any]) -> Response:
    """Laporan yang boleh dilihat petugas, terbaru dahulu.

    `q` mencari kata dalam nomor, judul, uraian, dan tempat. Laporan rahasia hanya ditemukan lewat
    kata oleh yang boleh tahu pelapornya; lewat nomor selalu.
    """
    session, viewer, at = reading(), current_viewer(), now()
    after = SearchKey(*moment_and_id(REPORTS, wanted["cursor"])) if wanted["cursor"] else None
    has_days = any(wanted[name] is not None for name in ("from_", "to", "done_from", "done_to"))
    zone = zone_of(session, viewer, wanted["desk"]) if has_days else ZoneInfo("UTC")
    page = search_reports(
        session,
        viewer,
        SearchFilter(
            words=wanted["q"],
            desk=wanted["desk"],
            state=wanted["state"],
            outcome=wanted["outcome"],
            classification=wanted["classification"],
            category=wanted["category"],
            unit=wanted["unit"],
            channel=wanted["channel"],
            filed_from=_midnight(wanted["from_"], zone),
            filed_before=_midnight(wanted["to"], zone, following=True),
            overdue_at=at if wanted["overdue"] else None,
            place=wanted["place"],
            in_place=wanted["in_place"],
            place_state=wanted["place_state"],
            at_step=_at_step(wanted, zone, at),
        ),
        after=after,
        limit=wanted["limit"],
    )
    key = page.next_key
    return tagged(
        {
            "items": found_reports(session, viewer, page.reports, at),
            "next_cursor": cursor_of(REPORTS, key.filed_at, key.id) if key else None,
        }
    )


def _at_step(wanted: dict[str, Any], zone: ZoneInfo, at: datetime) -> AtStep | None:
    """What happened at a step, if the search asks for that."""
    if wanted["step"] is None and wanted["task"] is None:
        return None
    return AtStep(
        step=wanted["step"],
        state=wanted["task"] or "open",
        at=at,
        closed_from=_midnight(wanted["done_from"], zone),
        closed_before=_midnight(wanted["done_to"], zone, following=True),
    )


def _midnight(day: date | None, zone: ZoneInfo, *, following: bool = False) -> datetime | None:
    """The moment a local day begins, or the one after it."""
    if day is None:
        return None
    earliest, latest = date(1970, 1, 1), date(9000, 1, 1)
    day = max(earliest, min(day, latest)) + timedelta(days=1 if following else 0)
    return datetime.combine(day, time(), zone).astimezone(UTC)

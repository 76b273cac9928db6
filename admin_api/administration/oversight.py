"""The audit log, how the channels do, and messages that could not be delivered."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response

from admin_api.access import requires
from admin_api.administration.changing import acting, answer
from admin_api.administration.list_cursors import cursor_behind, id_of_cursor
from admin_api.cursors import cursor_of, number
from admin_api.resources import Resources, refuses
from admin_api.schemas.administration import LongListQuery
from admin_api.schemas.administration_oversight import (
    AuditChoicesSchema,
    AuditLinesSchema,
    AuditQuery,
    ChannelStatesSchema,
    FailedMessagesSchema,
    RetriesSchema,
    RetryGivenSchema,
)
from tanggap.domain.policy import Permission
from tanggap.services.administration.audit_log import AuditFilter, audit_page
from tanggap.services.administration.audit_texts import actions_in_words, objects_in_words
from tanggap.services.administration.channel_traffic import DAYS, channel_states
from tanggap.services.administration.failed_messages import failed_page, retry_messages
from tanggap.services.refusal_texts import sentence

blp = Resources("Pengawasan sistem", "Catatan audit dan pesan yang gagal terkirim.")

AUDIT = "/administration/audit-log"
FAILED = "/administration/failed-messages"
ZONE = ZoneInfo("Asia/Jakarta")
EARLIEST, LATEST = date(1970, 1, 1), date(9000, 1, 1)


@blp.route(AUDIT)
@requires(Permission.SEE_AUDIT)
@refuses(304)
@blp.arguments(AuditQuery, location="query")
@blp.response(200, AuditLinesSchema)
def list_audit(wanted: dict[str, Any]) -> Response:
    """Catatan audit, terbaru dahulu, dengan nilai sebelum dan sesudahnya."""
    page = audit_page(
        acting(),
        AuditFilter(
            account_id=wanted["account"],
            action=wanted["action"],
            object_kind=wanted["object_kind"],
            object_id=wanted["object"],
            since=_midnight(wanted["from_"]),
            until=_midnight(wanted["to"], days_later=1),
        ),
        after=number(AUDIT, wanted["cursor"]) if wanted["cursor"] else None,
        limit=wanted["limit"],
    )
    following = cursor_of(AUDIT, page.next_id) if page.next_id else None
    return answer(AuditLinesSchema, {"items": page.lines, "next_cursor": following})


@blp.route(f"{AUDIT}/choices")
@requires(Permission.SEE_AUDIT)
@refuses(304)
@blp.response(200, AuditChoicesSchema)
def list_audit_choices() -> Response:
    """Perbuatan dan jenis objek yang dapat disaring."""
    shown = {
        name: [{"value": value, "label": label} for value, label in table.items()]
        for name, table in (("actions", actions_in_words()), ("objects", objects_in_words()))
    }
    return answer(AuditChoicesSchema, shown)


@blp.route("/administration/channels")
@requires(Permission.ADMINISTER)
@refuses(304)
@blp.response(200, ChannelStatesSchema)
def list_channels() -> Response:
    """Keadaan tiap saluran: yang masuk, terkirim, menunggu, dan gagal dalam tujuh hari terakhir."""
    return answer(ChannelStatesSchema, {"items": channel_states(acting()), "days": DAYS})


@blp.route(FAILED)
@requires(Permission.ADMINISTER)
@refuses(304)
@blp.arguments(LongListQuery, location="query")
@blp.response(200, FailedMessagesSchema)
def list_failed(wanted: dict[str, Any]) -> Response:
    """Pesan yang tidak dapat dikirim, terbaru dahulu; isinya tidak ditampilkan."""
    page = failed_page(
        acting(),
        after=id_of_cursor(FAILED, wanted["cursor"]),
        limit=wanted["limit"],
    )
    following = cursor_behind(FAILED, page.next_id)
    return answer(FailedMessagesSchema, {"items": page.messages, "next_cursor": following})


@blp.route(f"{FAILED}/retries", methods=["POST"])
@requires(Permission.ADMINISTER)
@refuses(413, 415)
@blp.arguments(RetryGivenSchema)
@blp.response(200, RetriesSchema)
def retry_failed(given: dict[str, Any]) -> Response:
    """Kirim ulang pesan yang gagal; tiap pesan diperiksa sendiri."""
    shown = [
        {
            "id": one.message_id,
            "is_done": one.refusal is None,
            "code": one.refusal.code if one.refusal else None,
            "detail": sentence(one.refusal) if one.refusal else None,
        }
        for one in retry_messages(acting(), given["ids"])
    ]
    return answer(RetriesSchema, {"items": shown})


def _midnight(day: date | None, *, days_later: int = 0) -> datetime | None:
    """The moment a day begins in western Indonesia, where audit dates are meant."""
    if day is None:
        return None
    held = max(EARLIEST, min(day, LATEST)) + timedelta(days=days_later)
    return datetime.combine(held, time(), ZONE).astimezone(UTC)

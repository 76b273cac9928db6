"""Working-time calendars."""

from __future__ import annotations

from uuid import UUID

from flask import Response

from admin_api.access import requires
from admin_api.administration.changing import (
    CHANGES,
    CREATES,
    VERSION_SEEN,
    acting,
    answer,
    created,
)
from admin_api.preconditions import version_decided_on
from admin_api.resources import Resources, refuses
from admin_api.schemas.administration_calendars import (
    CalendarGivenSchema,
    CalendarSchema,
    CalendarsSchema,
    MovesSchema,
    ProposalSchema,
)
from tanggap.domain.policy import Permission
from tanggap.services.administration import calendars
from tanggap.services.administration.calendar_drafts import CalendarDraft
from tanggap.services.administration.holiday_proposals import propose_year

blp = Resources("Kelola kalender", "Jam kerja, masa khusus, dan hari libur, oleh administrator.")

CALENDARS = "/administration/calendars"
CALENDAR = f"{CALENDARS}/<uuid:calendar_id>"


@blp.route(CALENDARS)
@requires(Permission.ADMINISTER)
@refuses(304)
@blp.response(200, CalendarsSchema)
def list_calendars() -> Response:
    """Semua kalender kerja dan layanan yang memakainya."""
    return answer(CalendarsSchema, {"items": calendars.list_calendars(acting())})


@blp.route(CALENDARS, methods=["POST"])
@requires(Permission.ADMINISTER)
@refuses(*CREATES)
@blp.arguments(CalendarGivenSchema)
@blp.response(201, CalendarSchema)
def create_calendar(draft: CalendarDraft) -> Response:
    """Tambah kalender kerja."""
    view = calendars.create_calendar(acting(), draft)
    return created(CalendarSchema, view, view.calendar.version)


@blp.route(CALENDAR)
@requires(Permission.ADMINISTER)
@refuses(304)
@blp.response(200, CalendarSchema)
def show_calendar(calendar_id: UUID) -> Response:
    """Satu kalender kerja."""
    view = calendars.get_calendar(acting(), calendar_id)
    return answer(CalendarSchema, view, view.calendar.version)


@blp.route(CALENDAR, methods=["PUT"], parameters=[VERSION_SEEN])
@requires(Permission.ADMINISTER)
@refuses(*CHANGES)
@blp.arguments(CalendarGivenSchema)
@blp.response(200, CalendarSchema)
def change_calendar(draft: CalendarDraft, calendar_id: UUID) -> Response:
    """Simpan kalender dan geser tenggat yang terbuka; `settled` menyebut berapa yang bergeser."""
    view = calendars.change_calendar(acting(), calendar_id, version_decided_on(), draft)
    return answer(CalendarSchema, view, view.calendar.version)


@blp.route(f"{CALENDAR}/preview", methods=["POST"])
@requires(Permission.ADMINISTER)
@refuses(413, 415)
@blp.arguments(CalendarGivenSchema)
@blp.response(200, MovesSchema)
def preview_calendar(draft: CalendarDraft, calendar_id: UUID) -> Response:
    """Tenggat yang akan bergeser bila kalender ini disimpan; tidak ada yang disimpan."""
    return answer(MovesSchema, calendars.preview_calendar(acting(), calendar_id, draft))


@blp.route(f"{CALENDAR}/proposals/<int:year>")
@requires(Permission.ADMINISTER)
@refuses(304, 422)
@blp.response(200, ProposalSchema)
def propose_holidays(calendar_id: UUID, year: int) -> Response:
    """Hari libur nasional, cuti bersama, dan Ramadan satu tahun, sebagai usulan."""
    return answer(ProposalSchema, propose_year(acting(), calendar_id, year))

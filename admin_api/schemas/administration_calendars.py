"""Working-time calendars: what the editor sends, what would move, what a year proposes."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, post_load

from admin_api.schemas.administration import SettledSchema, moment
from admin_api.schemas.fields import Day, Many, OneOf, Part, Strict, Text
from admin_api.schemas.parts import (
    flag,
    ident_or_null,
    many,
    part_or_null,
    text,
    text_or_null,
    texts,
    whole,
)
from tanggap.services.administration.calendar_drafts import (
    HOLIDAY_KINDS,
    TIMEZONES,
    CalendarDraft,
    HolidayDraft,
    PeriodDraft,
)

MOST_LINE = 1000
MOST_HOLIDAYS = 1500
MOST_PERIODS = 60
MOST_STRETCHES = 8


def _hours_given() -> Many:
    """Seven days of stretches such as ``07:30-12:00``."""
    return Many(
        Many(Text(longest=20), most=MOST_STRETCHES),
        most=7,
        least=7,
        required=True,
        metadata={"description": "Tujuh hari dari Senin; tiap hari misalnya ['07:30-12:00']."},
    )


class HolidayGivenSchema(Strict):
    """Hari libur."""

    day = Day(required=True)
    name = Text(longest=MOST_LINE, required=True)
    kind = OneOf(*HOLIDAY_KINDS, required=True)

    @post_load
    def draft(self, given: dict[str, Any], **_: Any) -> HolidayDraft:
        """The holiday as the service takes it."""
        return HolidayDraft(**given)


class PeriodGivenSchema(Strict):
    """Masa dengan jam kerja lain, misalnya Ramadan; kedua tanggal termasuk."""

    name = Text(longest=MOST_LINE, required=True)
    first = Day(required=True)
    last = Day(required=True)
    hours = _hours_given()

    @post_load
    def draft(self, given: dict[str, Any], **_: Any) -> PeriodDraft:
        """The period as the service takes it."""
        return PeriodDraft(**given)


class CalendarGivenSchema(Strict):
    """Seluruh isi kalender; menggantikan yang tersimpan."""

    name = Text(longest=MOST_LINE, required=True)
    timezone = OneOf(*TIMEZONES, required=True)
    hours = _hours_given()
    periods = Many(Part(PeriodGivenSchema), most=MOST_PERIODS, load_default=[])
    holidays = Many(Part(HolidayGivenSchema), most=MOST_HOLIDAYS, load_default=[])

    @post_load
    def draft(self, given: dict[str, Any], **_: Any) -> CalendarDraft:
        """The calendar as the service takes it."""
        return CalendarDraft(**given)


def _hours() -> fields.List[Any]:
    return fields.List(fields.List(fields.String()), required=True)


class HolidaySchema(Schema):
    """Hari libur."""

    day = fields.Date(required=True)
    name = text()
    kind = text("public, joint_leave, atau regional.")


class PeriodSchema(Schema):
    """Masa dengan jam kerja lain."""

    name = text()
    first = fields.Date(required=True)
    last = fields.Date(required=True)
    hours = _hours()


class CalendarSchema(Schema):
    """Kalender kerja."""

    id = fields.UUID(attribute="calendar.id", required=True)
    version = fields.Integer(attribute="calendar.version", required=True)
    name = fields.String(attribute="calendar.name", required=True)
    timezone = fields.String(attribute="calendar.timezone", required=True)
    hours = fields.List(fields.List(fields.String()), attribute="calendar.hours", required=True)
    periods = fields.List(fields.Nested(PeriodSchema), attribute="calendar.periods", required=True)
    holidays = fields.List(
        fields.Nested(HolidaySchema), attribute="calendar.holidays", required=True
    )
    desks = texts()
    settled = part_or_null(SettledSchema)


class CalendarsSchema(Schema):
    """Semua kalender, menurut nama."""

    items = many(CalendarSchema)


class MoveSchema(Schema):
    """Tenggat yang bergeser. Tanpa `task_id`: batas keseluruhan; tanpa `report_id`: rekap."""

    report_id = ident_or_null()
    number = text()
    task_id = ident_or_null()
    step = text()
    was = moment()
    becomes = moment()


class MovesSchema(Schema):
    """Yang bergeser bila kalender ini disimpan."""

    items = fields.List(fields.Nested(MoveSchema), attribute="moves", required=True)
    tasks = whole()
    reports = whole()
    overdue = whole()
    is_complete = flag()


class ProposedHolidaySchema(Schema):
    """Hari libur usulan."""

    day = fields.Date(required=True)
    name = text()
    kind = text()
    state = text("new, present, atau named_otherwise.")
    present_name = text_or_null()


class ProposedPeriodSchema(Schema):
    """Masa usulan, perkiraan."""

    name = text()
    first = fields.Date(required=True)
    last = fields.Date(required=True)
    hours = _hours()
    is_new = flag()


class ProposalSchema(Schema):
    """Usulan untuk satu tahun; tidak ada yang disimpan."""

    year = whole()
    holidays = many(ProposedHolidaySchema)
    periods = many(ProposedPeriodSchema)

"""The drawing of a report's SOP."""

from __future__ import annotations

from marshmallow import Schema, fields

from admin_api.schemas.parts import many, text, whole


class FlowStepSchema(Schema):
    """Satu langkah SOP: rencana dan kenyataannya pada laporan ini."""

    number = text()
    activity = text()
    actor_title = text()
    state = text("waiting, now, atau done.")
    times = whole()
    spent = text()
    standard = text()
    is_late = fields.Boolean(required=True, allow_none=True)


class ReportFlowSchema(Schema):
    """Gambar alur dan tabelnya."""

    title = text()
    svg = text("Satu unsur SVG tanpa gaya, skrip, atau acuan keluar.")
    steps = many(FlowStepSchema)

"""Procedures as tables."""

from __future__ import annotations

from marshmallow import Schema

from admin_api.schemas.parts import (
    flag,
    ident,
    many,
    moment,
    part,
    part_or_null,
    text,
    text_or_null,
    texts,
    whole,
)


class ProcedureLineSchema(Schema):
    """Versi SOP."""

    id = ident()
    name = text()
    version = whole()
    title = text()
    loaded_at = moment()
    in_force = flag()


class ProceduresSchema(Schema):
    """Semua versi SOP pemerintah daerah ini."""

    items = many(ProcedureLineSchema)


class ProcedureActorSchema(Schema):
    """Pelaksana."""

    id = text()
    title = text()
    kind = text()


class ProcedureActionSchema(Schema):
    """Tindakan pada langkah."""

    id = text()
    label = text()
    goto = text_or_null()
    ends = text_or_null()
    is_return = flag()


class DurationSchema(Schema):
    """Waktu baku."""

    amount = whole()
    unit = text()
    words = text()


class ProcedureStepSchema(Schema):
    """Satu baris SOP."""

    id = text()
    number = text()
    actor = text()
    actor_title = text()
    activity = text()
    requirements = text()
    duration = part_or_null(DurationSchema)
    output = text()
    remarks = text()
    source_note = text()
    waits_for_all = flag()
    actions = many(ProcedureActionSchema)


class ProcedureIdentitySchema(Schema):
    """Kepala lembar SOP."""

    number = text()
    unit = text()
    approved_by = text()
    legal_basis = texts()
    qualifications = texts()
    related = texts()
    equipment = texts()
    warning = text()
    records = texts()
    source_note = text()


class ProcedureSchema(Schema):
    """SOP sebagai tabel."""

    id = ident()
    name = text()
    version = whole()
    title = text()
    loaded_at = moment()
    in_force = flag()
    overall = part_or_null(DurationSchema)
    identity = part(ProcedureIdentitySchema)
    actors = many(ProcedureActorSchema)
    steps = many(ProcedureStepSchema)


class ProcedureFlowSchema(Schema):
    """Bagan alur SOP."""

    svg = text()

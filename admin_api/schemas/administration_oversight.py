"""The audit log, the channels, and messages that failed."""

from __future__ import annotations

from marshmallow import Schema, fields

from admin_api.schemas.administration import LongListQuery, OutcomeSchema, moment, moment_or_null
from admin_api.schemas.fields import Day, Id, Many, Strict, Text
from admin_api.schemas.parts import (
    flag,
    ident,
    ident_or_null,
    many,
    text,
    text_or_null,
    texts,
    whole,
)
from tanggap.services.administration.failed_messages import MOST_AT_ONCE


class AuditQuery(LongListQuery):
    """Saringan catatan audit; tanggal menurut WIB, keduanya termasuk."""

    account = Id(load_default=None)
    action = Text(longest=100, load_default=None)
    object_kind = Text(longest=100, load_default=None)
    object = Text(longest=100, load_default=None)
    from_ = Day(load_default=None, data_key="from")
    to = Day(load_default=None)


class ChangedSchema(Schema):
    """Satu nilai sebelum dan sesudah."""

    field = text()
    label = text()
    was = fields.Raw(required=True, allow_none=True)
    becomes = fields.Raw(required=True, allow_none=True)


class AuditLineSchema(Schema):
    """Satu catatan."""

    id = whole()
    at = moment()
    account_id = ident_or_null()
    account_name = text()
    address = text_or_null()
    action = text()
    what = text()
    object_kind = text()
    object_label = text()
    object_id = text()
    object_name = text()
    changes = many(ChangedSchema)


class AuditChoiceSchema(Schema):
    """Pilihan saringan."""

    value = text()
    label = text()


class AuditLinesSchema(Schema):
    """Satu halaman catatan, terbaru dahulu."""

    items = many(AuditLineSchema)
    next_cursor = text_or_null()


class AuditChoicesSchema(Schema):
    """Pilihan saringan catatan audit."""

    actions = many(AuditChoiceSchema)
    objects = many(AuditChoiceSchema)


class ChannelStateSchema(Schema):
    """Satu saluran; `is_connected` null bila tidak ada yang perlu diatur."""

    channel = text()
    is_connected = fields.Boolean(required=True, allow_none=True)
    desks = texts()
    reports = whole()
    received = whole()
    sent = whole()
    queued = whole()
    failed = whole()
    last_sent_at = moment_or_null()
    last_received_at = moment_or_null()
    oldest_queued_at = moment_or_null()
    is_stuck = flag()


class ChannelStatesSchema(Schema):
    """Keadaan saluran dalam `days` hari terakhir."""

    days = whole()
    items = many(ChannelStateSchema)


class FailedMessageSchema(Schema):
    """Pesan yang gagal; isinya tidak ditampilkan."""

    id = ident()
    template = text()
    audience = text()
    channel = text()
    address = text("Untuk pelapor hanya huruf pertama dan nama pos.")
    subject = text()
    number = text_or_null()
    attempts = whole()
    failure = text("Apa arti kegagalannya dan apa yang perlu dilakukan; kosong bila sudah jelas.")
    last_error = text("Kata-kata penyedia pengiriman, untuk tim TI.")
    created_at = moment()


class FailedMessagesSchema(Schema):
    """Satu halaman pesan gagal, terbaru dahulu."""

    items = many(FailedMessageSchema)
    next_cursor = text_or_null()


class RetryGivenSchema(Strict):
    """Pesan yang dikirim ulang."""

    ids = Many(Id(), least=1, most=MOST_AT_ONCE, required=True)


class RetriesSchema(Schema):
    """Hasil untuk tiap pesan, menurut urutan permintaan."""

    items = many(OutcomeSchema)

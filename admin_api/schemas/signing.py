"""The signing desk: letters that wait, one letter, and what becomes of a mark."""

from __future__ import annotations

from marshmallow import Schema

from admin_api.schemas.fields import Id, Many, Part, Strict, Text, Whole
from admin_api.schemas.parts import (
    OfficerSchema,
    flag,
    ident,
    ident_or_null,
    many,
    moment,
    moment_or_null,
    part,
    part_or_null,
    text,
    text_or_null,
    whole,
)
from admin_api.schemas.queues import PageQuery

MOST_AT_ONCE = 20
LONGEST_PASSPHRASE = 200


class LettersQuery(PageQuery):
    """Paging of the letters that wait."""


class WaitingLetterSchema(Schema):
    """Surat yang menunggu paraf atau tanda tangan petugas ini."""

    task_id = ident()
    report_id = ident()
    report_number = text()
    subject = text()
    reporter = text()
    desk_name = text()
    step_number = text()
    activity = text()
    wanted = text("`initial` (paraf) atau `signature` (tanda tangan).")
    accept_label = text()
    text_sha256 = text("Sidik naskah yang tampil; kirim kembali ketika memutuskan.")
    assigned_to = part_or_null(OfficerSchema)
    is_assigned_to_another = flag()
    opened_at = moment()
    due_at = moment_or_null()
    due_words = text()
    is_overdue = flag()
    version = whole()
    etag = text()


class WaitingLettersSchema(Schema):
    """Satu halaman surat yang menunggu."""

    items = many(WaitingLetterSchema)
    next_cursor = text_or_null()
    signs = flag()


class RungSchema(Schema):
    """Satu jenjang paraf atau tanda tangan."""

    step = text()
    step_number = text()
    title = text()
    is_marked = flag()
    is_yours = flag()


class LetterMarkSchema(Schema):
    """Satu paraf, tanda tangan, atau pengembalian yang tercatat."""

    id = ident()
    step = text()
    kind = text("`initial`, `signature`, atau `return`.")
    name = text()
    position = text()
    note = text()
    text_sha256 = text()
    is_present_text = flag()
    document_id = ident_or_null()
    at = moment()


class PassageSchema(Schema):
    """Sepenggal naskah: `same`, `removed`, atau `added`."""

    change = text()
    text = text()


class LetterSchema(Schema):
    """Satu surat beserta naskah, jenjang, dan perubahannya."""

    waiting = part(WaitingLetterSchema)
    text = text()
    rungs = many(RungSchema)
    marks = many(LetterMarkSchema)
    compared_with = moment_or_null()
    changes = many(PassageSchema)
    may_return = flag()
    return_label = text_or_null()


class InitialSchema(Strict):
    """Paraf atas naskah yang dibaca."""

    text_sha256 = Text(longest=64, least=64, required=True)


class ReturnSchema(Strict):
    """Pengembalian satu jenjang."""

    note = Text(longest=5000, required=True)


class SignSchema(InitialSchema):
    """Tanda tangan; frasa sandi tidak pernah disimpan."""

    passphrase = Text(longest=LONGEST_PASSPHRASE, required=True, load_only=True)


class LetterToSignSchema(InitialSchema):
    """Satu surat di antara beberapa."""

    task_id = Id(required=True)
    version = Whole(least=1, most=2**31 - 1, required=True)


class SignManySchema(Strict):
    """Beberapa surat dengan satu frasa sandi."""

    passphrase = Text(longest=LONGEST_PASSPHRASE, required=True, load_only=True)
    letters = Many(Part(LetterToSignSchema), least=1, most=MOST_AT_ONCE, required=True)


class MarkedSchema(Schema):
    """Apa yang terjadi dengan satu surat."""

    report_id = ident()
    version = whole()


class SigningResultSchema(Schema):
    """Hasil satu surat; `code` null berarti sudah ditandatangani."""

    task_id = ident()
    is_signed = flag()
    report_number = text_or_null()
    code = text_or_null()
    detail = text_or_null()


class SigningResultsSchema(Schema):
    """Hasil tiap surat, menurut urutan permintaan."""

    items = many(SigningResultSchema)

"""Rules of form fields: something is there, it is not too long, it is a number that can be."""

from __future__ import annotations

from flask_babel import gettext as _
from wtforms import Field, Form
from wtforms.validators import StopValidation, ValidationError

from portal.spoken import said_count
from tanggap.domain.identity_numbers import parse_nip
from tanggap.domain.refusal import Refused
from tanggap.domain.typed_text import clean_text, is_blank
from tanggap.services.house import now
from tanggap.services.refusal_texts import sentence


class Present:
    """Something a reader can see was typed."""

    field_flags = {"required": True}  # noqa: RUF012 - WTForms reads it from the class

    def __init__(self, message: object) -> None:
        self._message = message

    def __call__(self, form: Form, field: Field) -> None:
        """Stop at an empty field."""
        if is_blank(field.data):
            raise StopValidation(str(self._message))


class NotTooLong:
    """The text, cleaned as it will be stored, has at most ``limit`` characters."""

    def __init__(self, limit: int, *, multiline: bool = False) -> None:
        self.limit = limit
        self._multiline = multiline

    def __call__(self, form: Form, field: Field) -> None:
        """Refuse a longer text and say how long it is."""
        try:
            clean_text(field.data or "", max_length=self.limit, multiline=self._multiline)
        except Refused as refusal:
            raise ValidationError(
                _(
                    "%(label)s: paling banyak %(limit)s karakter, sekarang %(length)s",
                    label=field.label.text,
                    limit=said_count(self.limit),
                    length=said_count(int(str(refusal.facts["length"]))),
                )
            ) from None


class StaffNumber:
    """Empty, or built like a staff number (NIP)."""

    def __call__(self, form: Form, field: Field) -> None:
        """Refuse digits that no NIP can have."""
        if is_blank(field.data):
            return
        try:
            parse_nip(field.data, today=now().date())
        except Refused as refusal:
            raise ValidationError(sentence(refusal)) from None

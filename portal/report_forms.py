"""The forms of the steps in which a report is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, MultipleFileField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired

from portal.form_base import PortalForm
from portal.form_rules import NotTooLong, Present, StaffNumber
from tanggap.services.filing import LONGEST_LINE, LONGEST_NARRATIVE
from tanggap.services.report_drafts import MOST_PERSONS

LONGEST_SUBJECT = 150

IDENTITY_CHOICES = (
    ("shown", _("Nama saya boleh dilihat dinas yang menanggapi")),
    ("hidden", _("Rahasiakan nama saya")),
)


class CategoryForm(PortalForm):
    """One group of complaints, or one kind within it."""

    chosen = RadioField(
        _("Apa yang ingin Anda laporkan?"),
        validators=[InputRequired(_("Pilih yang paling sesuai"))],
    )


class EventForm(PortalForm):
    """What happened, when and where."""

    subject = StringField(
        _("Judul singkat"),
        validators=[Present(_("Tulis judul singkat")), NotTooLong(LONGEST_SUBJECT)],
    )
    narrative = TextAreaField(
        _("Apa yang terjadi?"),
        validators=[
            Present(_("Ceritakan apa yang terjadi")),
            NotTooLong(LONGEST_NARRATIVE, multiline=True),
        ],
    )
    happened = StringField(_("Kapan? (boleh kosong)"), validators=[NotTooLong(LONGEST_LINE)])
    place = StringField(_("Di mana? (boleh kosong)"), validators=[NotTooLong(LONGEST_LINE)])


class PersonForm(PortalForm):
    """One person whom the report concerns."""

    name = StringField(_("Nama, atau ciri yang Anda ingat"), validators=[NotTooLong(LONGEST_LINE)])
    unit_name = StringField(_("Tempat kerja"), validators=[NotTooLong(LONGEST_LINE)])
    position = StringField(_("Jabatan (boleh kosong)"), validators=[NotTooLong(LONGEST_LINE)])
    nip = StringField(_("NIP (boleh kosong)"), validators=[StaffNumber()])

    @property
    def typed(self) -> dict[str, str]:
        """The four fields as typed."""
        return {
            "name": self.name.data or "",
            "unit_name": self.unit_name.data or "",
            "position": self.position.data or "",
            "nip": self.nip.data or "",
        }

    @property
    def is_empty(self) -> bool:
        """Nothing was typed at all."""
        return not any(text.strip() for text in self.typed.values())

    def validate(self, extra_validators: Any = None) -> bool:
        """Besides each field's own rule: who is described must be called something."""
        is_valid = bool(super().validate(extra_validators))
        if not self.is_empty and not (self.name.data or "").strip():
            self.name.errors = [
                *self.name.errors,
                str(_("Tulis namanya, atau cirinya bila Anda tidak tahu namanya")),
            ]
            return False
        return is_valid


class UnknownPersonForm(PortalForm):
    """Nobody can be named, or the report is about no one."""

    unknown = BooleanField(_("Saya tidak tahu orangnya, atau ini permintaan informasi"))


class EvidenceForm(PortalForm):
    """Files that show what happened."""

    files = MultipleFileField(_("Tambah berkas"))


class ConfidentialityForm(PortalForm):
    """Whether the responding office may know who reports."""

    identity = RadioField(
        _("Bolehkah dinas yang menanggapi tahu nama Anda?"),
        choices=[SelectChoice(value, label) for value, label in IDENTITY_CHOICES],
        validators=[InputRequired(_("Pilih apakah nama Anda boleh dilihat"))],
    )


class SendForm(PortalForm):
    """Nothing but the button that sends the report."""


def person_forms(
    stored: Sequence[Mapping[str, Any]], sent: MultiDict[str, str] | None, count: int
) -> list[PersonForm]:
    """As many person forms as are wanted, filled from what was sent or stored.

    Args:
        stored: the persons in the draft.
        sent: the form fields of a POST, or None.
        count: how many; at least one and at most ``MOST_PERSONS`` are made.
    """
    wanted = max(1, min(count, MOST_PERSONS))
    return [
        PersonForm(
            formdata=sent,
            data=stored[place] if sent is None and place < len(stored) else None,
            prefix=f"person{place}-",
        )
        for place in range(wanted)
    ]

"""Forms on a reporter's own report: a message to the desk, the actions of the reporter's step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateField,
    Field,
    Form,
    HiddenField,
    MultipleFileField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Optional, ValidationError

from portal.form_base import PortalForm
from portal.form_rules import NotTooLong, Present
from tanggap.domain.procedure import Action, FieldKind
from tanggap.domain.procedure import Field as Asked
from tanggap.services.reporter_messages import LONGEST_MESSAGE

RATINGS = (
    _("1 – sangat kurang"),
    _("2 – kurang"),
    _("3 – cukup"),
    _("4 – baik"),
    _("5 – sangat baik"),
)
NEVER_ASKED_OF_REPORTERS = frozenset({FieldKind.UNIT, FieldKind.UNITS})


def is_id(form: Form, field: Field) -> None:
    """Refuse a hidden id that somebody changed."""
    try:
        UUID(str(field.data))
    except ValueError:
        raise ValidationError(gettext("Muat ulang halaman ini, lalu kirim lagi")) from None


class MessageForm(PortalForm):
    """A message to the desk; ``message_id`` makes sending it twice the same as once."""

    message_id = HiddenField(validators=[is_id])
    text = TextAreaField(
        _("Tulis kepada petugas"),
        validators=[
            Present(_("Tulis pesan Anda dahulu")),
            NotTooLong(LONGEST_MESSAGE, multiline=True),
        ],
    )


class ReporterActionForm(PortalForm):
    """What every action of the reporter carries: which task it answers."""

    task_id = HiddenField(validators=[is_id])


def action_form(action: Action, *, takes_files: bool) -> type[ReporterActionForm]:
    """Make the form class for an action of the reporter's step, from what the procedure asks."""
    fields: dict[str, Any] = {
        f"asked_{asked.id}": _field(asked)
        for asked in action.asks
        if asked.kind not in NEVER_ASKED_OF_REPORTERS
    }
    if takes_files:
        fields["files"] = MultipleFileField(_("Tambah berkas (boleh kosong)"))
    return type("ThisActionForm", (ReporterActionForm,), fields)


def given_by(form: ReporterActionForm, action: Action) -> Mapping[str, object]:
    """The answers as the engine takes them; what was left empty is left out."""
    answers: dict[str, object] = {}
    for asked in action.asks:
        field = form._fields.get(f"asked_{asked.id}")
        if field is not None and field.data not in (None, ""):
            answers[asked.id] = field.data
    return answers


def _field(asked: Asked) -> Any:
    label = (
        asked.label if asked.required else gettext("%(label)s (boleh kosong)", label=asked.label)
    )
    match asked.kind:
        case FieldKind.LONG_TEXT:
            return TextAreaField(label, validators=_text_rules(asked, multiline=True))
        case FieldKind.RATING:
            choices = [
                SelectChoice(str(stars), _said_stars(stars, asked.maximum))
                for stars in range(1, asked.maximum + 1)
            ]
            return RadioField(label, choices=choices[::-1], validators=_choice_rules(asked))
        case FieldKind.CHOICE:
            choices = [SelectChoice(one.value, one.label) for one in asked.choices]
            return RadioField(label, choices=choices, validators=_choice_rules(asked))
        case FieldKind.BOOLEAN:
            return BooleanField(label)
        case FieldKind.DATE:
            rules = [InputRequired()] if asked.required else [Optional()]
            return DateField(label, format="%d %m %Y", validators=rules)
        case _:
            return StringField(label, validators=_text_rules(asked, multiline=False))


def _said_stars(stars: int, most: int) -> str:
    return str(RATINGS[stars - 1]) if most == len(RATINGS) else str(stars)


def _text_rules(asked: Asked, *, multiline: bool) -> list[Any]:
    limit = NotTooLong(asked.maximum if multiline else min(asked.maximum, 300), multiline=multiline)
    if not asked.required:
        return [limit]
    return [Present(gettext("%(label)s: isi dahulu", label=asked.label)), limit]


def _choice_rules(asked: Asked) -> list[Any]:
    if not asked.required:
        return [Optional()]
    return [InputRequired(gettext("%(label)s: pilih salah satu", label=asked.label))]

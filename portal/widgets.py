"""Form widgets of the portal: the GOV.UK ones, in Indonesian and safe against odd input.

A template may render any WTForms field with any of them, so forms need not name widgets.
"""

# The library ships no types, so its classes are Any to the checker.
# mypy: allow-subclassing-any

from __future__ import annotations

from types import MappingProxyType, SimpleNamespace
from typing import Any

from flask_babel import gettext as _
from govuk_frontend_wtf import wtforms_widgets as govuk
from govuk_frontend_wtf.gov_form_base import GovFormBase
from govuk_frontend_wtf.main import wtforms_errors
from markupsafe import Markup
from wtforms import Field, Form

Params = dict[str, Any]


class _Spoken:
    """What every widget of ours does on top of the library's."""

    def map_gov_params(self, field: Field, **given: Any) -> Params:
        # The server judges and answers in Indonesian; the browser's own bubbles would not.
        given.pop("required", None)
        return _finish(super().map_gov_params(field, **given))  # type: ignore[misc]


def _finish(params: Params) -> Params:
    """Say "Kesalahan" before an error, and drop a hint that has no words."""
    hint = params.get("hint") or {}
    if not (hint.get("text") or hint.get("html")):
        params["hint"] = None
    if "errorMessage" in params:
        params["errorMessage"]["visuallyHiddenText"] = _("Kesalahan")
    return params


class TextInput(_Spoken, govuk.GovTextInput):
    """A single line of text; ``params['type']`` may make it e-mail, telephone or search."""


class PasswordInput(_Spoken, govuk.GovPasswordInput):
    """A password, with a button that shows it where JavaScript runs."""


class _Lines(_Spoken):
    """Text of several lines, given back exactly as it was typed."""

    def map_gov_params(self, field: Field, **given: Any) -> Params:
        if str(given.get("value") or "").startswith(("\n", "\r")):
            given["value"] = f"\n{given['value']}"  # a browser swallows the first line break
        return super().map_gov_params(field, **given)


class TextArea(_Lines, govuk.GovTextArea):
    """Several lines of text."""


class CharacterCount(_Lines, govuk.GovCharacterCount):
    """Several lines of text with a limit that counts down while one types."""


class _Choices(_Spoken):
    """Choices that may carry a hint each, and open further fields when chosen.

    ``hints`` and ``reveals`` map an option's value to its hint and to rendered fields.
    """

    def map_gov_params(self, field: Field, **given: Any) -> Params:
        hints: dict[str, str] = given.pop("hints", {})
        reveals: dict[str, Markup] = given.pop("reveals", {})
        params = super().map_gov_params(field, **given)
        params["idPrefix"] = field.id
        for item in params["items"]:
            value = str(item["value"])
            if value in hints:
                item["hint"] = {"text": hints[value]}
            if value in reveals:
                item["conditional"] = {"html": reveals[value]}
        return params


class Radios(_Choices, govuk.GovRadioInput):
    """One choice of a few."""


class Checkboxes(_Choices, govuk.GovCheckboxesInput):
    """Any number of choices."""


class Checkbox(_Choices, govuk.GovCheckboxInput):
    """A single yes."""


class Select(_Spoken, govuk.GovSelect):
    """One choice of many."""


class FileInput(_Spoken, govuk.GovFileInput):
    """A file from the reader's phone or computer."""


class Files(FileInput):
    """Several files at once."""

    multiple = True


class DateInput(govuk.GovDateInput):
    """Day, month and year as three numbers.

    The three inputs share the field's name. The first carries the field's id, so that the
    error summary's link lands on it. Any number of submitted values is shown, never refused.
    """

    def map_gov_params(self, field: Field, **given: Any) -> Params:
        """Return the GOV.UK parameters; the library's own would fail on any but three values."""
        given.pop("required", None)
        given["id"] = f"{field.id}-group"
        params: Params = GovFormBase.map_gov_params(self, field, **given)
        params.setdefault("fieldset", {"legend": {"text": field.label.text}})
        typed = [str(value) for value in field.raw_data or () if value is not None]
        if not typed and field.data:
            typed = field.data.strftime("%d %m %Y").split()
        typed = [*typed, "", "", ""][:3]
        wrong = " govuk-input--error" if field.errors else ""
        parts = (
            (field.id, _("Tanggal"), "2"),
            (f"{field.id}-month", _("Bulan"), "2"),
            (f"{field.id}-year", _("Tahun"), "4"),
        )
        params["items"] = [
            {
                "id": part_id,
                "name": field.name,
                "label": label,
                "value": value,
                "classes": f"govuk-input--width-{width}{wrong}",
            }
            for (part_id, label, width), value in zip(parts, typed, strict=True)
        ]
        return _finish(params)


PORTAL_WIDGETS = SimpleNamespace(
    text=TextInput(),
    password=PasswordInput(),
    textarea=TextArea(),
    counted=CharacterCount(),
    radios=Radios(),
    checkboxes=Checkboxes(),
    checkbox=Checkbox(),
    select=Select(),
    file=FileInput(),
    files=Files(multiple=True),
    date=DateInput(),
)


def list_form_errors(form: Form | None) -> list[MappingProxyType[str, str]]:
    """Return the errors of ``form`` for the error summary, in the order of its fields.

    Each is ``{"text": ..., "href": "#id"}``; an error of the form as a whole has no ``href``.
    """
    if form is None or not form.errors:
        return []
    return [
        MappingProxyType(error if error["href"] not in ("#", "#None") else {"text": error["text"]})
        for error in wtforms_errors(form)["errorList"]
    ]

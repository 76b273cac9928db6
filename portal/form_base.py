"""The form every portal form is made from: WTForms' own messages, in Indonesian."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm

# What WTForms says by itself: it ships no Indonesian. A message given to a field wins over these.
STOCK_MESSAGES: Mapping[str, Any] = MappingProxyType(
    {
        "This field is required.": _("Bagian ini harus diisi"),
        "This field cannot be edited.": _("Bagian ini tidak bisa diubah"),
        "This field is disabled and cannot have a value.": _("Bagian ini harus kosong"),
        "Invalid input.": _("Isian ini tidak bisa diterima"),
        "Field must be equal to %(other_name)s.": _("Kedua isian harus sama"),
        "Not a valid choice.": _("Pilih salah satu dari daftar"),
        "Invalid Choice: could not coerce.": _("Pilih salah satu dari daftar"),
        "Invalid choice(s): one or more data inputs could not be coerced.": _("Pilih dari daftar"),
        "'%(value)s' is not a valid choice for this field.": _("Pilih dari daftar"),
        "'%(value)s' are not valid choices for this field.": _("Pilih dari daftar"),
        "Invalid value, must be one of: %(values)s.": _("Pilih salah satu dari: %(values)s"),
        "Invalid value, can't be any of: %(values)s.": _("Jangan memakai: %(values)s"),
        "Not a valid integer value.": _("Tulis angka saja"),
        "Not a valid decimal value.": _("Tulis angka saja"),
        "Not a valid float value.": _("Tulis angka saja"),
        "Number must be at least %(min)s.": _("Angka paling kecil %(min)s"),
        "Number must be at most %(max)s.": _("Angka paling besar %(max)s"),
        "Number must be between %(min)s and %(max)s.": _("Angka dari %(min)s sampai %(max)s"),
        "Not a valid date value.": _("Tanggal itu tidak ada. Tulis seperti 27 3 2026"),
        "Not a valid datetime value.": _("Tanggal dan jam itu tidak ada"),
        "Not a valid time value.": _("Jam itu tidak ada. Tulis seperti 14.30"),
        "Date must be at least %(min)s.": _("Tanggal paling awal %(min)s"),
        "Date must be at most %(max)s.": _("Tanggal paling akhir %(max)s"),
        "Date must be between %(min)s and %(max)s.": _("Tanggal dari %(min)s sampai %(max)s"),
        "Invalid email address.": _("Tulis surel yang lengkap, seperti nama@contoh.id"),
        "Invalid URL.": _("Tulis alamat situs yang lengkap"),
        "Field must be at least %(min)d character long.": _("Paling sedikit %(min)d karakter"),
        "Field cannot be longer than %(max)d character.": _("Paling banyak %(max)d karakter"),
        "Field must be exactly %(max)d character long.": _("Harus tepat %(max)d karakter"),
        "Field must be between %(min)d and %(max)d characters long.": _(
            "Antara %(min)d dan %(max)d karakter"
        ),
    }
)


class _Indonesian:
    """The translations object WTForms asks; a text it does not know comes back unchanged."""

    def gettext(self, string: str) -> str:
        return str(STOCK_MESSAGES.get(string, string))

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        return self.gettext(singular)  # Indonesian has one form


class PortalForm(FlaskForm):
    """A Flask-WTF form whose stock error messages are Indonesian."""

    class Meta(FlaskForm.Meta):
        """Settings of WTForms."""

        def get_translations(self, form: FlaskForm) -> _Indonesian:
            """Return the messages for ``form``."""
            return _Indonesian()

"""Forms of registration, login, recovery and profile; every message says what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field, PasswordField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import StopValidation

from portal.form_base import PortalForm
from tanggap.domain.refusal import Refused
from tanggap.domain.typed_text import clean_text, is_blank
from tanggap.services.accounts import LONGEST_ADDRESS, clean_name
from tanggap.services.email_addresses import parse_email
from tanggap.services.house import now
from tanggap.services.password_rules import (
    SHORTEST_PASSWORD,
    demand_good_password,
)
from tanggap.services.phone_numbers import parse_phone
from tanggap.services.refusal_texts import sentence
from tanggap.services.registration import read_number
from tanggap.storage.identity import ASN, CITIZEN

Validator = Callable[[PortalForm, Field], None]

KINDS = (
    SelectChoice(CITIZEN, _("Warga")),
    SelectChoice(ASN, _("ASN (PNS atau PPPK)")),
)

PASSWORD_TEXTS = {
    "password-too-short": _("Kata sandi paling sedikit {limit} karakter. Tambah beberapa kata."),
    "password-too-long": _("Kata sandi paling banyak {limit} karakter. Pendekkan."),
    "password-too-common": _(
        "Kata sandi ini mudah ditebak. Pilih beberapa kata yang tidak berkaitan."
    ),
    "password-about-owner": _("Jangan memakai nama, surel, atau nomor Anda sebagai kata sandi."),
    "password-wrong": _("Kata sandi yang sekarang tidak cocok. Ketik sekali lagi."),
    "password-unchanged": _("Kata sandi baru harus lain dari yang sekarang."),
}
"""What a refused password is told; the other codes are said by ``services.refusal_texts``."""


def explain(refusal: Refused) -> str:
    """Return what a refusal means for the person at the form."""
    text = PASSWORD_TEXTS.get(refusal.code)
    return str(text).format(**refusal.facts) if text else sentence(refusal)


def typed(field: Field) -> str:
    """Return what stands in a field, as text."""
    return str(field.data or "")


def needed(message: Any) -> Validator:
    """Demand that a reader would see something in the field."""

    def check(_form: PortalForm, field: Field) -> None:
        if is_blank(field.data):
            raise StopValidation(str(message))

    return check


def read_by(parse: Callable[[str], object]) -> Validator:
    """Demand that a service can read the field; an empty one is not its affair."""

    def check(_form: PortalForm, field: Field) -> None:
        if is_blank(field.data):
            return
        try:
            parse(field.data)
        except Refused as refusal:
            raise StopValidation(explain(refusal)) from None

    return check


def email_field() -> StringField:
    """A field for an e-mail address."""
    return StringField(
        _("Alamat surel (e-mail)"),
        validators=[needed(_("Tulis alamat surel Anda")), read_by(parse_email)],
    )


def new_password_field(label: Any) -> PasswordField:
    """A field for a password to be set; its owner's own words are judged by the service."""
    return PasswordField(
        label,
        validators=[needed(_("Ketik kata sandi yang Anda pilih")), read_by(demand_good_password)],
    )


class RegistrationForm(PortalForm):
    """Who registers, how to reach them, and their password."""

    kind = RadioField(
        _("Anda mendaftar sebagai apa?"),
        choices=KINDS,
        validate_choice=False,  # by the rule below, whose words fit
    )
    nik = StringField(_("NIK"))
    nip = StringField(_("NIP"))
    name = StringField(
        _("Nama lengkap"),
        validators=[needed(_("Tulis nama lengkap Anda")), read_by(clean_name)],
    )
    email = email_field()
    phone = StringField(_("Nomor telepon (boleh kosong)"), validators=[read_by(parse_phone)])
    password = new_password_field(_("Kata sandi"))
    notice_read = BooleanField(_("Saya sudah membaca bagaimana data saya dipakai"))

    @property
    def number(self) -> str:
        """The NIK or NIP that goes with the chosen kind, as typed."""
        return str((self.nip if self.kind.data == ASN else self.nik).data or "")

    def validate_kind(self, field: Field) -> None:
        """One of the two."""
        if field.data not in (CITIZEN, ASN):
            raise StopValidation(gettext("Pilih: warga atau ASN"))

    def validate_nik(self, field: Field) -> None:
        """A citizen's NIK must be one; an ASN's is not asked."""
        if self.kind.data == CITIZEN:
            self._demand_number(field, gettext("Tulis NIK Anda: 16 angka di KTP"))

    def validate_nip(self, field: Field) -> None:
        """An ASN's NIP must be one; a citizen has none."""
        if self.kind.data == ASN:
            self._demand_number(field, gettext("Tulis NIP Anda: 18 angka"))

    def validate_notice_read(self, field: Field) -> None:
        """The notice must have been shown and acknowledged (UU 27/2022)."""
        if not field.data:
            raise StopValidation(gettext("Baca cara data Anda dipakai, lalu centang kotak ini"))

    def _demand_number(self, field: Field, missing: str) -> None:
        if is_blank(field.data):
            raise StopValidation(missing)
        try:
            read_number(self.kind.data, field.data, now())
        except Refused as refusal:
            raise StopValidation(explain(refusal)) from None


class LoginForm(PortalForm):
    """E-mail address and password."""

    email = StringField(
        _("Alamat surel (e-mail)"), validators=[needed(_("Tulis alamat surel Anda"))]
    )
    password = PasswordField(_("Kata sandi"), validators=[needed(_("Ketik kata sandi Anda"))])


class CodeForm(PortalForm):
    """A code of the authenticator, or a recovery code."""

    code = StringField(
        _("Kode dari aplikasi autentikator"),
        validators=[needed(_("Ketik enam angka yang tampil di aplikasi autentikator"))],
    )


class EmailForm(PortalForm):
    """The address a link is wanted for."""

    email = email_field()


class NewPasswordForm(PortalForm):
    """The password that a link lets its holder set."""

    password = new_password_field(_("Kata sandi baru"))


class ConfirmForm(PortalForm):
    """Nothing but the button."""


class PasswordChangeForm(PortalForm):
    """The present password, and the one to come."""

    current_password = PasswordField(
        _("Kata sandi sekarang"), validators=[needed(_("Ketik kata sandi Anda yang sekarang"))]
    )
    new_password = new_password_field(_("Kata sandi baru"))


class ProfileForm(PortalForm):
    """What a reporter may change alone."""

    name = StringField(
        _("Nama lengkap"),
        validators=[needed(_("Tulis nama lengkap Anda")), read_by(clean_name)],
    )
    phone = StringField(_("Nomor telepon (boleh kosong)"), validators=[read_by(parse_phone)])
    address = TextAreaField(
        _("Alamat (boleh kosong)"),
        validators=[
            read_by(lambda text: clean_text(text, max_length=LONGEST_ADDRESS, multiline=True))
        ],
    )


PASSWORD_HINT = _(
    "Paling sedikit %(shortest)s karakter. Beberapa kata yang tidak berkaitan mudah diingat dan "
    "sulit ditebak.",
    shortest=SHORTEST_PASSWORD,
)

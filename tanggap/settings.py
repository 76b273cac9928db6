"""Every setting of the product: typed, frozen, read once, failing fast by name."""

import difflib
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails

from tanggap.demonstration_secrets import demonstration_secrets
from tanggap.setting_formats import (
    ROOT,
    BaseUrl,
    BsreUrl,
    ChannelUrl,
    DatabaseUrl,
    FileStoreUrl,
    Folder,
    Mailbox,
    Mailboxes,
    MailServerUrl,
    Port,
    Rate,
    Secret,
    SmsUrl,
    Token,
    wrong,
)

__all__ = ["ROOT", "Mode", "Settings", "SettingsError", "load_settings", "stop_on_wrong_settings"]

PREFIX = "TANGGAP_"
WITHOUT_PREFIX = frozenset({"database_url", "database_owner_url"})
SIGNING = ("pkcs12", "bsre")
CANNOT_START = 3
"""Exit status by which gunicorn knows that a worker will never start, and stops."""

Mode = Literal["production", "demonstration", "test"]
SigningMethod = Literal["none", "pkcs12", "bsre"]
Minutes = Annotated[int, Field(ge=1)]


class SettingsError(Exception):
    """Settings are wrong; the text has one line for each, in Indonesian and English."""


class Settings(BaseModel):
    """All settings, each read from the variable of its name; docs/settings.md explains them."""

    model_config = ConfigDict(frozen=True, validate_default=True, hide_input_in_errors=True)

    mode: Mode = "production"
    secret_key: Secret
    password_salt: Secret
    tracking_key: Secret
    host: Annotated[str, Field(min_length=1)] = "127.0.0.1"
    port: Port = 8000
    base_url: BaseUrl
    trusted_proxies: Annotated[int, Field(ge=0, le=10)] = 0
    web_processes: Annotated[int, Field(ge=1, le=64)] = 2
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    default_desk: Annotated[str, Field(min_length=1)] = "nkk"
    procedure_dir: Folder = Path("sop")

    database_url: DatabaseUrl = Field(repr=False)
    database_owner_url: DatabaseUrl = Field(repr=False)
    database_pool_size: Annotated[int, Field(ge=1, le=100)] = 5

    file_store_url: FileStoreUrl = "file:var/files"
    max_file_mb: Annotated[int, Field(ge=1, le=500)] = 25
    max_files: Annotated[int, Field(ge=1, le=50)] = 10
    max_request_mb: Annotated[int, Field(ge=1, le=2000)] = 256

    smtp_url: MailServerUrl | None = Field(default=None, repr=False)
    mail_from: Mailbox = "Layanan Pengaduan <tanggap@localhost.localdomain>"
    mail_catcher_dir: Folder = Path("var/mail")
    mail_catcher_port: Port = 8025

    whatsapp_url: ChannelUrl = "https://graph.facebook.com/v23.0"
    whatsapp_token: Token | None = Field(default=None, repr=False)
    whatsapp_app_secret: Token | None = Field(default=None, repr=False)
    whatsapp_verify_token: Token | None = Field(default=None, repr=False)
    sms_url: SmsUrl | None = Field(default=None, repr=False)
    sms_secret: Token | None = Field(default=None, repr=False)
    mailboxes: Mailboxes | None = Field(default=None, repr=False)
    auto_replies_per_day: Annotated[int, Field(ge=1, le=100)] = 10
    signing_method: SigningMethod = "none"
    signing_certificates_dir: Folder = Path("var/certificates")
    signing_trust_dir: Folder = Path("var/certificates")
    bsre_url: BsreUrl | None = Field(default=None, repr=False)
    bsre_timeout_seconds: Annotated[int, Field(ge=5, le=300)] = 60
    bsre_authorities_file: Folder | None = None

    session_minutes: Minutes = 480
    officer_idle_minutes: Minutes = 30
    fresh_login_minutes: Minutes = 30

    rate_limits_enabled: bool = True
    rate_limit_storage_url: Annotated[str, Field(pattern=r"^[a-z+]+://")] = "memory://"
    rate_limit_default: Rate = "600 per minute"
    rate_limit_login: Rate = "10 per minute; 60 per hour"
    rate_limit_registration: Rate = "10 per hour"
    rate_limit_report: Rate = "20 per hour"
    rate_limit_tracking: Rate = "20 per minute"
    rate_limit_signing: Rate = "20 per minute; 200 per hour"
    rate_limit_publications: Rate = "120 per minute"

    @model_validator(mode="before")
    @classmethod
    def _fill_what_follows_from_others(cls, given: dict[str, Any]) -> dict[str, Any]:
        """Take the owner from the web's role; away from production the product serves itself."""
        filled = dict(given)
        if "database_url" in given:
            filled.setdefault("database_owner_url", given["database_url"])
        if given.get("mode", "production") != "production":
            filled.setdefault("base_url", f"http://localhost:{given.get('port', 8000)}")
        if given.get("mode") == "demonstration":
            filled.setdefault("signing_method", "pkcs12")
            filled.setdefault(
                "smtp_url", f"smtp://127.0.0.1:{given.get('mail_catcher_port', 8025)}"
            )
        return filled

    @field_validator("base_url")
    @classmethod
    def _public_address_is_encrypted(cls, value: str, others: ValidationInfo) -> str:
        if others.data.get("mode") == "production" and not value.startswith("https://"):
            raise wrong(
                "mode produksi hanya melayani https://", "production mode serves https:// only"
            )
        return value

    @field_validator("smtp_url")
    @classmethod
    def _production_can_send_mail(cls, value: str | None, others: ValidationInfo) -> str | None:
        if others.data.get("mode") == "production" and value is None:
            raise wrong("belum diisi", "it is not set")
        return value

    @field_validator("whatsapp_app_secret", "whatsapp_verify_token")
    @classmethod
    def _whatsapp_is_whole(cls, value: str | None, others: ValidationInfo) -> str | None:
        return _set_with(value, others, "whatsapp_token")

    @field_validator("sms_secret")
    @classmethod
    def _sms_is_whole(cls, value: str | None, others: ValidationInfo) -> str | None:
        return _set_with(value, others, "sms_url")

    @field_validator("file_store_url")
    @classmethod
    def _production_keeps_files(cls, value: str, others: ValidationInfo) -> str:
        if others.data.get("mode") == "production" and value.startswith("memory:"):
            raise wrong(
                "berkas dalam memori hilang saat server berhenti",
                "files in memory are lost when the server stops",
            )
        return value

    @field_validator("max_request_mb")
    @classmethod
    def _a_request_holds_a_file(cls, value: int, others: ValidationInfo) -> int:
        if value <= others.data.get("max_file_mb", 0):
            raise wrong(
                "harus lebih besar daripada TANGGAP_MAX_FILE_MB",
                "it must be larger than TANGGAP_MAX_FILE_MB",
            )
        return value

    @field_validator("bsre_url")
    @classmethod
    def _bsre_has_an_address(cls, value: str | None, others: ValidationInfo) -> str | None:
        if others.data.get("signing_method") == "bsre" and value is None:
            raise wrong(
                "belum diisi, padahal TANGGAP_SIGNING_METHOD bsre",
                "it is not set although TANGGAP_SIGNING_METHOD is bsre",
            )
        return value

    @field_validator("signing_certificates_dir", "signing_trust_dir")
    @classmethod
    def _production_has_certificates(cls, value: Path, others: ValidationInfo) -> Path:
        methods = ("pkcs12",) if others.field_name == "signing_certificates_dir" else SIGNING
        is_needed = others.data.get("signing_method") in methods
        if others.data.get("mode") == "production" and is_needed and not value.is_dir():
            raise wrong("folder ini tidak ada", "this folder does not exist")
        return value

    @field_validator("bsre_authorities_file")
    @classmethod
    def _authorities_can_be_read(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_file():
            raise wrong("berkas ini tidak ada", "this file does not exist")
        return value

    @property
    def sqlalchemy_url(self) -> str:
        """The web role's database address with its driver, as SQLAlchemy wants it."""
        return self.database_url.replace("postgresql:", "postgresql+psycopg:", 1)

    @property
    def sqlalchemy_owner_url(self) -> str:
        """The owner's database address with its driver: for migrations alone."""
        return self.database_owner_url.replace("postgresql:", "postgresql+psycopg:", 1)


def _set_with(value: str | None, others: ValidationInfo, other: str) -> str | None:
    """Demand that two settings are set together: one alone would be an open or a dead door."""
    if value is None and others.data.get(other) is not None:
        name = variable_of(other)
        raise wrong(f"wajib diisi bila {name} diisi", f"it must be set when {name} is")
    if value is not None and other in others.data and others.data[other] is None:
        name = variable_of(other)
        raise wrong(f"hanya berguna bila {name} diisi", f"it is of use only when {name} is set")
    return value


def variable_of(field: str) -> str:
    """Return the name of the environment variable from which ``field`` is read."""
    return field.upper() if field in WITHOUT_PREFIX else PREFIX + field.upper()


def load_settings(environ: Mapping[str, str]) -> Settings:
    """Read all settings from ``environ``; a variable that is there but empty counts as not set.

    In demonstration mode the secrets that are missing come from ``var/demonstration.env``, which
    is made on first use.

    Raises:
        SettingsError: a setting is missing or wrong, or a TANGGAP_ variable is none of ours.
    """
    given = {name: value.strip() for name, value in environ.items() if value.strip()}
    if given.get("TANGGAP_MODE") == "demonstration":
        given = demonstration_secrets(ROOT / "var" / "demonstration.env") | given
    fields = {variable_of(field): field for field in Settings.model_fields}
    strangers = sorted(name for name in given if name.startswith(PREFIX) and name not in fields)
    if strangers:
        raise SettingsError("\n".join(_unknown(name, fields) for name in strangers))
    try:
        return Settings.model_validate(
            {field: given[name] for name, field in fields.items() if name in given}
        )
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        lines = [_line(detail) for detail in details if not _follows(detail, given)]
        raise SettingsError("\n".join(lines)) from None


def stop_on_wrong_settings(problem: SettingsError) -> NoReturn:
    """Say what is wrong on standard error, without a traceback, and end this process for good."""
    sys.stderr.write(f"{problem}\n")
    sys.exit(CANNOT_START)


def _unknown(name: str, known: Mapping[str, str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    hint = (f" Maksud Anda {near[0]}?", f" Did you mean {near[0]}?") if near else ("", "")
    return (
        f"Pengaturan {name} tidak dikenal.{hint[0]} / "
        f"Setting {name} is not known.{hint[1]} (docs/settings.md)"
    )


def _follows(detail: ErrorDetails, given: Mapping[str, str]) -> bool:
    """Whether nobody wrote this setting: it took over a wrong value from one that is named."""
    field = str(detail["loc"][0])
    if variable_of(field) in given:
        return False
    return field == "database_owner_url" or (field == "base_url" and detail["type"] != "missing")


_IN_INDONESIAN = {
    "missing": "belum diisi",
    "string_too_short": "terlalu pendek, paling sedikit {min_length} karakter",
    "string_pattern_mismatch": "bentuknya tidak sesuai",
    "literal_error": "pilih salah satu: {expected}",
    "int_parsing": "harus berupa angka bulat",
    "bool_parsing": "tulis true atau false",
    "greater_than_equal": "paling kecil {ge}",
    "less_than_equal": "paling besar {le}",
    "wrong_setting": "{indonesian}",
}
_IN_ENGLISH = {
    "missing": "it is not set",
    "string_too_short": "too short, at least {min_length} characters",
}


def _line(detail: ErrorDetails) -> str:
    """Return one problem as one line; the value itself is never shown, it may be a secret."""
    name, kind, facts = variable_of(str(detail["loc"][0])), detail["type"], detail.get("ctx", {})
    indonesian = _IN_INDONESIAN.get(kind, "nilainya tidak dapat dipakai").format(**facts)
    english = _IN_ENGLISH[kind].format(**facts) if kind in _IN_ENGLISH else detail["msg"]
    return f"Pengaturan {name} salah: {indonesian}. / Setting {name} is wrong: {english}."

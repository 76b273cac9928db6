"""Settings are complete, typed and refused by name."""

import os
import re
import stat
import subprocess
import sys

import pytest
from pydantic_core import PydanticUndefined

from tanggap.demonstration_secrets import NAMES, demonstration_secrets
from tanggap.settings import ROOT, Settings, SettingsError, load_settings, variable_of

PRODUCTION = {
    "TANGGAP_SECRET_KEY": "s" * 32,
    "TANGGAP_PASSWORD_SALT": "p" * 32,
    "TANGGAP_TRACKING_KEY": "t" * 32,
    "TANGGAP_BASE_URL": "https://lapor.kota.example/",
    "TANGGAP_SMTP_URL": "smtp://mail.kota.example:587?starttls=yes",
    "DATABASE_URL": "postgres://tanggap_web:sandi@db.kota.example/tanggap",
}


def refusal(**changes):
    """Return what is said when production settings are changed so; None takes one away."""
    environ = {name: value for name, value in (PRODUCTION | changes).items() if value is not None}
    with pytest.raises(SettingsError) as refused:
        load_settings(environ)
    return str(refused.value)


def test_production_needs_its_secrets_and_addresses_and_nothing_else():
    settings = load_settings(PRODUCTION)
    assert settings.mode == "production"
    assert settings.base_url == "https://lapor.kota.example"
    assert settings.sqlalchemy_url == (
        "postgresql+psycopg://tanggap_web:sandi@db.kota.example/tanggap"
    )
    assert settings.database_owner_url == settings.database_url


@pytest.mark.parametrize("name", sorted(PRODUCTION))
def test_each_thing_that_is_missing_is_named_alone(name):
    (line,) = refusal(**{name: None}).splitlines()
    assert line.startswith(f"Pengaturan {name} salah: belum diisi. / Setting {name} is wrong:")


def test_an_empty_variable_is_a_missing_one():
    assert "TANGGAP_SECRET_KEY" in refusal(TANGGAP_SECRET_KEY="  ")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TANGGAP_MODE", "produksi"),
        ("TANGGAP_SECRET_KEY", "rahasia-kecil"),
        ("TANGGAP_PORT", "delapan"),
        ("TANGGAP_PORT", "70000"),
        ("TANGGAP_BASE_URL", "http://lapor.kota.example"),
        ("TANGGAP_BASE_URL", "lapor.kota.example"),
        ("DATABASE_URL", "sqlite:///tanggap.db"),
        ("DATABASE_URL", "postgresql://db.kota.example"),
        ("DATABASE_OWNER_URL", "mysql://db/tanggap"),
        ("TANGGAP_FILE_STORE_URL", "memory:"),
        ("TANGGAP_FILE_STORE_URL", "ftp://files"),
        ("TANGGAP_SMTP_URL", "mail.kota.example"),
        ("TANGGAP_MAIL_FROM", "bukan alamat"),
        ("TANGGAP_RATE_LIMIT_LOGIN", "banyak"),
        ("TANGGAP_RATE_LIMITS_ENABLED", "barangkali"),
        ("TANGGAP_MAX_REQUEST_MB", "25"),
        ("TANGGAP_WHATSAPP_URL", "http://graph.example/v23.0"),
        ("TANGGAP_SMS_URL", "http://kannel.example:13013/cgi-bin/sendsms"),
        ("TANGGAP_MAILBOXES", "lapor@kota.example"),
        ("TANGGAP_MAILBOXES", "lapor@kota.example=pop3://u:p@mail.example"),
        ("TANGGAP_SMS_SECRET", "tanpa-alamat-kannel"),
    ],
)
def test_a_wrong_value_is_refused_in_one_line_that_names_it_and_hides_it(name, value):
    (line,) = refusal(**{name: value}).splitlines()
    assert line.startswith(f"Pengaturan {name} salah: ")
    assert f" / Setting {name} is wrong: " in line
    if name == "TANGGAP_SECRET_KEY":
        assert value not in line


def test_a_channel_is_set_whole_or_not_at_all():
    said = refusal(TANGGAP_WHATSAPP_TOKEN="t" * 16)
    assert [line.split()[1] for line in said.splitlines()] == [
        "TANGGAP_WHATSAPP_APP_SECRET",
        "TANGGAP_WHATSAPP_VERIFY_TOKEN",
    ]
    said = refusal(TANGGAP_SMS_URL="http://u:p@kannel.example/cgi-bin/sendsms")
    assert "TANGGAP_SMS_SECRET salah: wajib diisi bila TANGGAP_SMS_URL diisi" in said


def test_mailboxes_are_pairs_of_address_and_server():
    given = "Lapor@kota.example=imaps://u:p@mail.example/INBOX  b@k.example=imap://x:y@h.example"
    assert load_settings(PRODUCTION | {"TANGGAP_MAILBOXES": given}).mailboxes == (
        ("lapor@kota.example", "imaps://u:p@mail.example/INBOX"),
        ("b@k.example", "imap://x:y@h.example"),
    )


def test_a_misspelt_variable_is_refused_with_the_nearest_name():
    assert "Did you mean TANGGAP_SMTP_URL?" in refusal(TANGGAP_SMPT_URL="smtp://x")


def test_settings_never_show_a_secret_when_printed():
    settings = load_settings(PRODUCTION | {"TANGGAP_SMTP_URL": "smtp://u:rahasia@mail.example"})
    shown = repr(settings)
    assert not any(secret in shown for secret in ("s" * 32, "p" * 32, "t" * 32, "sandi", "rahasia"))


def test_settings_cannot_be_changed_afterwards():
    with pytest.raises(ValueError, match="frozen"):
        load_settings(PRODUCTION).port = 1


def test_outside_production_the_address_follows_from_the_port():
    settings = load_settings(
        PRODUCTION
        | {"TANGGAP_MODE": "test", "TANGGAP_PORT": "8099"}
        | {"TANGGAP_BASE_URL": "", "TANGGAP_SMTP_URL": ""}
    )
    assert settings.base_url == "http://localhost:8099"
    assert settings.smtp_url is None


def test_a_demonstration_makes_its_secrets_once_and_for_its_owner_alone(tmp_path):
    file = tmp_path / "var" / "demonstration.env"
    made = demonstration_secrets(file)
    assert demonstration_secrets(file) == made
    assert set(made) == set(NAMES)
    assert len(set(made.values())) == len(NAMES)
    assert min(map(len, made.values())) >= 32
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_two_demonstrations_do_not_share_secrets(tmp_path):
    assert demonstration_secrets(tmp_path / "a") != demonstration_secrets(tmp_path / "b")


def test_gunicorn_stops_with_that_one_line_and_no_traceback():
    run = subprocess.run(
        [sys.executable, "-m", "gunicorn", "--check-config"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]} | PRODUCTION | {"TANGGAP_PORT": "x"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode != 0
    assert run.stderr.startswith("Pengaturan TANGGAP_PORT salah: ")
    assert len(run.stderr.splitlines()) == 1


def test_the_handbook_lists_every_setting_with_its_default():
    table = (ROOT / "docs" / "settings.md").read_text("utf-8").split("## ")[0]
    told = dict(re.findall(r"^\| `(\w+)` \| (.*?) ?\|", table, re.MULTILINE))
    assert told == {
        variable_of(name): _as_told(field.default) for name, field in Settings.model_fields.items()
    }


def _as_told(default):
    if default is PydanticUndefined or default is None:
        return ""
    return f"`{str(default).lower() if isinstance(default, bool) else default}`"

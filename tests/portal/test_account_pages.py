"""Pages of accounts as a person without JavaScript meets them."""

from __future__ import annotations

import pytest
from flask import Flask
from flask_limiter import Limiter
from passlib.totp import TOTP
from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.rate_limits import limiter
from tanggap.services.officer_access import begin_totp_enrolment, confirm_totp_enrolment
from tanggap.storage.accounts import Account
from tanggap.storage.tasks import ParkedForm
from tests.conftest import PASSWORD, MovableClock
from tests.portal.browsing import Browser
from tests.services.account_links import mails_to, token_in

CITIZEN = "warga@contoh.example"
OPERATOR = "operator@contoh.example"
EMAIL = "dian@contoh.example"
REGISTRATION = {
    "kind": "citizen",
    "nik": "1971 0152 0488 0007",
    "name": "Dian Paramita",
    "email": EMAIL,
    "phone": "",
    "password": "kereta pagi menuju muntok",
    "notice_read": "y",
}
NEW_PASSWORD = "gerobak biru di tepi pantai"


@pytest.fixture
def browser(app: Flask) -> Browser:
    return Browser(app)


@pytest.fixture
def citizen(browser: Browser) -> Browser:
    """The browser of a logged-in citizen."""
    assert browser.log_in(CITIZEN, PASSWORD).status_code == 303
    return browser


def account(session: Session, email: str) -> Account:
    session.expire_all()
    return session.scalars(select(Account).where(Account.email == email)).one()


def test_a_citizen_registers_confirms_and_gets_in(browser: Browser, session: Session) -> None:
    browser.get("/daftar")
    browser.follow(browser.send("/daftar", **REGISTRATION))
    assert EMAIL in browser.words
    token = token_in(mails_to(session, EMAIL)[0])
    browser.get(f"/konfirmasi/{token}")
    assert account(session, EMAIL).confirmed_at is None, "a mere visit must not confirm"
    browser.follow(browser.send(f"/konfirmasi/{token}"))
    assert "sudah dikonfirmasi" in browser.words
    assert browser.log_in(EMAIL, REGISTRATION["password"]).status_code == 303
    browser.get("/profil")
    assert "1971015204880007" in browser.words


def test_errors_name_what_to_do_and_keep_what_was_typed(browser: Browser) -> None:
    browser.get("/daftar")
    wrong = {**REGISTRATION, "nik": "12345", "phone": "halo", "name": "Dian <b>P</b>"}
    del wrong["notice_read"]
    assert browser.send("/daftar", **wrong).status_code == 422
    assert "Kesalahan:" in browser.words
    for message in (
        "NIK terdiri atas 16 angka",
        "Nomor telepon tidak terbaca",
        "centang kotak ini",
    ):
        assert browser.words.count(message) == 2, "in the summary and beside the field"
    kept = browser.fields
    assert (kept["nik"], kept["phone"], kept["name"]) == ("12345", "halo", "Dian <b>P</b>")
    assert (kept["email"], kept["kind"]) == (EMAIL, "citizen")
    assert "<b>P</b>" not in browser.page
    assert REGISTRATION["password"] not in browser.page


def test_only_the_number_of_the_chosen_kind_is_asked(browser: Browser) -> None:
    browser.get("/daftar")
    browser.send("/daftar", **{**REGISTRATION, "kind": "asn"})
    assert "Tulis NIP Anda" in browser.words
    assert "Tulis NIK Anda" not in browser.words


def test_an_empty_form_is_answered_field_by_field(browser: Browser) -> None:
    browser.get("/daftar")
    assert browser.send("/daftar").status_code == 422
    for message in (
        "Pilih: warga atau ASN",
        "Tulis nama lengkap",
        "Tulis alamat surel",
        "Ketik kata",
    ):
        assert message in browser.words


def test_a_known_address_gets_the_same_page(browser: Browser, session: Session) -> None:
    pages = []
    for email in (CITIZEN, EMAIL):
        browser.get("/daftar")
        browser.follow(browser.send("/daftar", **{**REGISTRATION, "email": email}))
        pages.append(browser.words.replace(email, "…"))
    assert pages[0] == pages[1]
    assert [mail.template for mail in mails_to(session, CITIZEN)] == ["already_registered"]


def test_an_unknown_region_is_a_hint_not_a_refusal(browser: Browser, session: Session) -> None:
    browser.get("/daftar")
    browser.follow(browser.send("/daftar", **{**REGISTRATION, "nik": "9999995204880007"}))
    assert "bukan kode wilayah yang kami kenal" in browser.words
    assert mails_to(session, EMAIL)


def test_a_link_that_is_over_offers_a_new_one(browser: Browser, session: Session) -> None:
    for path in ("/konfirmasi/abc", "/atur-ulang/abc", "/undangan/abc"):
        assert browser.get(path).status_code == 200
        assert "Tautan tidak berlaku lagi" in browser.words
    browser.get("/konfirmasi/abc")
    browser.follow(browser.send("/konfirmasi", email=EMAIL))
    assert "Periksa surel Anda" in browser.words


def test_an_unconfirmed_login_offers_to_send_the_link_again(
    browser: Browser, session: Session
) -> None:
    browser.get("/daftar")
    browser.send("/daftar", **REGISTRATION)
    assert browser.log_in(EMAIL, REGISTRATION["password"]).status_code == 422
    assert "belum dikonfirmasi" in browser.words
    browser.send("/konfirmasi", email=EMAIL)
    assert len(mails_to(session, EMAIL)) == 2


def test_wrong_credentials_keep_the_address_and_tell_nothing(browser: Browser) -> None:
    told = []
    for email in (CITIZEN, "siapa@contoh.example"):
        assert browser.log_in(email, "salah sama sekali").status_code == 422
        assert browser.fields["email"] == email
        told.append(browser.words.replace(email, "…").replace(browser.token, ""))
    assert told[0] == told[1]


def test_login_leads_back_to_the_page_that_asked_for_it(browser: Browser) -> None:
    answer = browser.get("/profil/ubah")
    browser.follow(answer)
    assert browser.fields["next"] == "/profil/ubah"
    answer = browser.send("/masuk", email=CITIZEN, password=PASSWORD, next=browser.fields["next"])
    assert answer.headers["Location"] == "/profil/ubah"


@pytest.mark.parametrize(
    "target",
    [
        "https://jahat.example/",
        "//jahat.example",
        "/\\jahat.example",
        "\\\\jahat.example",
        "/%0d%0ajahat",
        "javascript:alert(1)",
        "/\t/jahat.example",
        "/tidak-ada",
        "profil",
    ],
)
def test_login_never_leads_to_another_site(browser: Browser, target: str) -> None:
    answer = browser.log_in(CITIZEN, PASSWORD, next=target)
    assert answer.headers["Location"] == "/laporan-saya"


def test_logging_out_ends_the_login_on_every_device(app: Flask, citizen: Browser) -> None:
    other = Browser(app)
    other.log_in(CITIZEN, PASSWORD)
    assert other.get("/profil").status_code == 200
    citizen.get("/profil")
    citizen.follow(citizen.send("/keluar"))
    assert "Anda sudah keluar" in citizen.words
    assert other.get("/profil").status_code == 303


def test_a_cookie_kept_from_before_logging_out_is_void(app: Flask, citizen: Browser) -> None:
    [cookie] = [one for one in citizen.client._cookies.values() if one.key == "tanggap"]
    citizen.get("/profil")
    citizen.send("/keluar")
    thief = Browser(app)
    thief.client.set_cookie("tanggap", cookie.value)
    assert thief.get("/profil").status_code == 303


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(browser: Browser) -> None:
    cookie = browser.log_in(CITIZEN, PASSWORD).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Expires" not in cookie


def test_logging_in_leaves_the_earlier_session_behind(browser: Browser) -> None:
    browser.get("/masuk")
    before = browser.token
    browser.send("/masuk", email=CITIZEN, password=PASSWORD)
    answer = browser.send("/profil/ubah", token=before, name="Orang Lain")
    browser.follow(answer)
    assert browser.fields["name"] == "Orang Lain", "parked, not accepted"


def test_a_login_ends_when_its_time_is_over(citizen: Browser, clock: MovableClock) -> None:
    clock.advance(minutes=479)
    assert citizen.get("/profil").status_code == 200
    clock.advance(minutes=1)
    assert citizen.get("/profil").status_code == 303


def test_a_deactivated_account_is_out_at_once(citizen: Browser, session: Session) -> None:
    account(session, CITIZEN).active = False
    session.commit()
    assert citizen.get("/profil").status_code == 303


def test_an_officers_account_is_shown_the_officers_way(browser: Browser) -> None:
    assert browser.log_in(OPERATOR, PASSWORD).status_code == 422
    assert "akun petugas" in browser.words
    assert browser.get("/profil").status_code == 303


def test_an_account_with_authenticator_needs_its_code(
    browser: Browser, session: Session, clock: MovableClock
) -> None:
    owner = account(session, CITIZEN)
    key = TOTP.from_uri(begin_totp_enrolment(owner.id).uri)
    codes = confirm_totp_enrolment(owner.id, key.generate(int(clock().timestamp())).token)
    clock.advance(minutes=1)
    browser.follow(browser.log_in(CITIZEN, PASSWORD))
    assert browser.get("/profil").status_code == 303
    browser.get("/masuk/kode")
    assert browser.send("/masuk/kode", code="000000").status_code == 422
    assert browser.send("/masuk/kode", code=codes[0]).headers["Location"] == "/laporan-saya"
    assert browser.get("/profil").status_code == 200


def test_the_code_is_asked_only_for_five_minutes(
    browser: Browser, session: Session, clock: MovableClock
) -> None:
    owner = account(session, CITIZEN)
    key = TOTP.from_uri(begin_totp_enrolment(owner.id).uri)
    confirm_totp_enrolment(owner.id, key.generate(int(clock().timestamp())).token)
    browser.log_in(CITIZEN, PASSWORD)
    clock.advance(minutes=6)
    browser.get("/masuk")
    answer = browser.send("/masuk/kode", code=key.generate(int(clock().timestamp())).token)
    assert answer.headers["Location"].startswith("/masuk")


def test_a_forgotten_password_is_replaced_by_mail(browser: Browser, session: Session) -> None:
    browser.get("/lupa-sandi")
    browser.follow(browser.send("/lupa-sandi", email=CITIZEN))
    assert "Periksa surel Anda" in browser.words
    token = token_in(mails_to(session, CITIZEN)[-1])
    browser.get(f"/atur-ulang/{token}")
    assert browser.send(f"/atur-ulang/{token}", password="pendek").status_code == 422
    browser.follow(browser.send(f"/atur-ulang/{token}", password=NEW_PASSWORD))
    assert "Silakan masuk" in browser.words
    assert browser.log_in(CITIZEN, NEW_PASSWORD).status_code == 303


def test_changing_the_password_keeps_this_device_and_ends_the_others(
    app: Flask, citizen: Browser
) -> None:
    other = Browser(app)
    other.log_in(CITIZEN, PASSWORD)
    citizen.get("/profil/kata-sandi")
    wrong = {"current_password": "salah sekali ini", "new_password": NEW_PASSWORD}
    assert citizen.send("/profil/kata-sandi", **wrong).status_code == 422
    assert "tidak cocok" in citizen.words
    right = {**wrong, "current_password": PASSWORD}
    citizen.follow(citizen.send("/profil/kata-sandi", **right))
    assert "Kata sandi sudah diganti" in citizen.words
    assert other.get("/profil").status_code == 303


def test_a_profile_is_changed(citizen: Browser) -> None:
    citizen.get("/profil/ubah")
    typed = {"name": "Citra L. Dewi", "phone": "0811 2222 333", "address": "Jalan Melati\nRT 02"}
    citizen.follow(citizen.send("/profil/ubah", **typed))
    for shown in ("Citra L. Dewi", "0811-2222-333", "Jalan Melati"):
        assert shown in citizen.words


# Text is never lost


TYPED = {"name": "Citra yang Lama Mengetik", "phone": "", "address": "Jalan\nPanjang  Sekali"}


def test_a_login_that_ends_while_typing_loses_no_text(
    citizen: Browser, clock: MovableClock, session: Session
) -> None:
    citizen.get("/profil/ubah")
    clock.advance(minutes=481)
    answer = citizen.send("/profil/ubah", **TYPED)
    citizen.follow(answer)
    assert "Tulisan Anda kami simpan" in citizen.words
    next_page = citizen.fields["next"]
    answer = citizen.send("/masuk", email=CITIZEN, password=PASSWORD, next=next_page)
    citizen.follow(answer)
    assert "Periksa, lalu kirim lagi" in citizen.words
    assert citizen.fields["name"] == TYPED["name"]
    assert citizen.fields["address"].strip("\n") == TYPED["address"]
    citizen.send("/profil/ubah", **TYPED)
    assert session.scalars(select(ParkedForm)).all() == []
    citizen.get("/profil/ubah")
    assert "kirim lagi" not in citizen.words


def test_an_expired_token_shows_the_form_again_as_it_was(citizen: Browser) -> None:
    citizen.get("/profil/ubah")
    citizen.follow(citizen.send("/profil/ubah", token="kedaluwarsa", **TYPED))
    assert citizen.fields["name"] == TYPED["name"]
    assert citizen.send("/profil/ubah", **TYPED).headers["Location"] == "/profil"


def test_a_button_without_text_leads_back_to_its_page(citizen: Browser) -> None:
    citizen.follow(citizen.send("/keluar", token="kedaluwarsa"))
    assert "Coba sekali lagi" in citizen.words


def test_passwords_are_never_parked(browser: Browser, session: Session) -> None:
    browser.get("/daftar")
    browser.follow(browser.send("/daftar", token="kedaluwarsa", **REGISTRATION))
    assert browser.fields["name"] == REGISTRATION["name"]
    [row] = session.scalars(select(ParkedForm))
    assert REGISTRATION["password"] not in str(row.typed)
    assert "csrf_token" not in row.typed


def test_nothing_is_parked_for_another_site(citizen: Browser, session: Session) -> None:
    answer = citizen.send_from_elsewhere("/profil/ubah", **TYPED)
    assert answer.status_code == 400
    assert session.scalars(select(ParkedForm)).all() == []
    assert citizen.get("/profil").status_code == 200, "and nobody is logged out by it"


def test_what_one_person_typed_is_not_shown_to_the_next(
    app: Flask, citizen: Browser, clock: MovableClock
) -> None:
    citizen.get("/profil/ubah")
    clock.advance(minutes=481)
    citizen.follow(citizen.send("/profil/ubah", **TYPED))
    citizen.log_in("asn@contoh.example", PASSWORD)
    citizen.get("/profil/ubah")
    assert TYPED["name"] not in citizen.words


def test_parked_text_is_gone_after_a_day(citizen: Browser, clock: MovableClock) -> None:
    citizen.get("/profil/ubah")
    clock.advance(minutes=481)
    citizen.send("/profil/ubah", **TYPED)
    clock.advance(hours=25)
    citizen.log_in(CITIZEN, PASSWORD)
    citizen.get("/profil/ubah")
    assert TYPED["name"] not in citizen.words


def test_text_too_long_to_park_stays_on_the_page(citizen: Browser, session: Session) -> None:
    citizen.get("/profil/ubah")
    long = {**TYPED, "address": "kalimat panjang " * 14_000}
    answer = citizen.send("/profil/ubah", token="kedaluwarsa", **long)
    assert answer.status_code == 400
    assert citizen.fields["address"] == long["address"]
    assert session.scalars(select(ParkedForm)).all() == []


@pytest.mark.parametrize(
    "odd",
    [
        "\x00nol",
        "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
        "\u202ebalik",
        "x" * 100_000,
    ],
)
def test_odd_text_never_breaks_a_page(citizen: Browser, odd: str) -> None:
    citizen.get("/profil/ubah")
    assert citizen.send("/profil/ubah", name=odd).status_code in (303, 422)
    citizen.get("/profil/ubah")
    assert citizen.send("/profil/ubah", token="kedaluwarsa", name=odd).status_code in (303, 400)
    assert citizen.get("/profil/ubah").status_code == 200


# Guessing


@pytest.fixture
def limits(monkeypatch: pytest.MonkeyPatch) -> Limiter:
    """The rate limits in force, counting from nothing."""
    monkeypatch.setattr(limiter, "enabled", True)
    limiter.reset()
    return limiter


def test_wrong_passwords_are_limited_and_right_ones_are_not(
    browser: Browser, limits: Limiter
) -> None:
    for _again in range(12):
        assert browser.log_in(CITIZEN, PASSWORD).status_code == 303
        browser.get("/profil")
        browser.send("/keluar")
    for _again in range(10):
        assert browser.log_in(CITIZEN, "salah sama sekali").status_code == 422
    assert browser.log_in(CITIZEN, PASSWORD).status_code == 429
    assert "Terlalu sering mencoba" in browser.words


def test_one_account_is_guarded_against_many_addresses(browser: Browser, limits: Limiter) -> None:
    for number in range(10):
        browser.client.environ_base["REMOTE_ADDR"] = f"192.0.2.{number}"
        assert browser.log_in(CITIZEN, "salah sama sekali").status_code == 422
    browser.client.environ_base["REMOTE_ADDR"] = "192.0.2.99"
    assert browser.log_in(CITIZEN, PASSWORD).status_code == 429
    assert browser.log_in("asn@contoh.example", PASSWORD).status_code == 303


def test_nobody_floods_a_mailbox(browser: Browser, session: Session, limits: Limiter) -> None:
    for number in range(12):
        browser.client.environ_base["REMOTE_ADDR"] = f"192.0.2.{number}"
        browser.get("/lupa-sandi")
        browser.send("/lupa-sandi", email=CITIZEN)
    assert len(mails_to(session, CITIZEN)) == 10

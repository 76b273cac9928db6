"""Passkeys in a real Chromium, with a virtual authenticator in place of a phone or a laptop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import CDPSession, Locator, expect

from tanggap.services.house import house
from tests.browser.conftest import PHONE, SCREEN, Site, Visit, Visitor
from tests.browser.officers import fill_in_login, forgive, heading

BY_PASSKEY = "Masuk dengan kunci sandi (passkey)"


@dataclass
class Device:
    """The authenticator of one browser window."""

    devtools: CDPSession
    id: str

    def knows_owner(self, whether: bool) -> None:
        """Whether finger, face or PIN will be right the next time."""
        self.devtools.send(
            "WebAuthn.setUserVerified", {"authenticatorId": self.id, "isUserVerified": whether}
        )

    @property
    def passkeys(self) -> int:
        """How many it holds."""
        held = self.devtools.send("WebAuthn.getCredentials", {"authenticatorId": self.id})
        return len(held["credentials"])


def with_device(visit: Visit) -> Device:
    """Give a window a device that makes sure of its owner and keeps passkeys."""
    devtools = visit.page.context.new_cdp_session(visit.page)
    devtools.send("WebAuthn.enable")
    added = devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return Device(devtools, added["authenticatorId"])


@pytest.fixture
def window(site: Site, visitor: Visitor) -> Visit:
    """A window on the site's name: a passkey belongs to a name, never to an address in numbers."""
    visit = visitor(size=SCREEN)
    visit.address = site.address.replace("127.0.0.1", "localhost")
    return visit


@pytest.fixture
def clock(site: Site) -> Iterator[Callable[[timedelta], None]]:
    """Moves the product's clock on from now."""
    with site.app.app_context():
        parts = house()
        usual = parts.clock
        yield lambda ahead: setattr(parts, "clock", lambda: usual() + ahead)
        parts.clock = usual


def card(visit: Visit) -> Locator:
    return visit.page.get_by_role("region", name="Kunci sandi (passkey)")


def guard(visit: Visit, login: str) -> None:
    """Sign in and open the page on which the account is guarded."""
    visit.open("/admin/keamanan")
    fill_in_login(visit, login)
    expect(heading(visit, "Keamanan akun")).to_be_visible()


def add_passkey(visit: Visit, name: str) -> None:
    card(visit).get_by_role("button", name="Tambah kunci sandi").click()
    card(visit).get_by_label("Nama kunci sandi").fill(name)
    visit.page.keyboard.press("Enter")


def sign_out(visit: Visit) -> None:
    visit.open("/admin/akun")
    visit.page.get_by_role("button", name="Keluar", exact=True).click()
    expect(heading(visit, "Masuk sebagai petugas")).to_be_visible()


def test_a_passkey_is_made_used_and_taken_away(window: Visit) -> None:
    page, device = window.page, with_device(window)
    guard(window, "dinkes")
    expect(card(window)).to_contain_text("Belum ada kunci sandi.")
    add_passkey(window, "Laptop kantor")
    expect(card(window).get_by_role("listitem")).to_contain_text("Laptop kantor")
    expect(card(window).get_by_role("listitem")).to_contain_text("Belum pernah dipakai")
    expect(card(window).get_by_role("button", name="Tambah kunci sandi")).to_be_focused()
    assert device.passkeys == 1

    sign_out(window)
    page.get_by_role("button", name=BY_PASSKEY).click()
    expect(heading(window, "Pekerjaan saya")).to_be_visible()
    window.open("/admin/keamanan")
    expect(card(window).get_by_role("listitem")).to_contain_text("Terakhir dipakai")

    card(window).get_by_role("button", name="Hapus kunci sandi Laptop kantor").click()
    page.get_by_role("dialog").get_by_role("button", name="Hapus kunci sandi").click()
    expect(card(window)).to_contain_text("Belum ada kunci sandi.")
    sign_out(window)
    page.get_by_role("button", name=BY_PASSKEY).click()
    expect(page.get_by_test_id("problem")).to_contain_text("tidak terdaftar pada akun mana pun")
    forgive(window, 401)


def test_a_device_that_does_not_know_its_owner_is_told_so_in_words(window: Visit) -> None:
    device = with_device(window)
    guard(window, "disdik")
    device.knows_owner(False)
    add_passkey(window, "Ponsel")
    expect(card(window).get_by_test_id("problem")).to_contain_text("tidak jadi dipakai")
    device.knows_owner(True)
    card(window).get_by_role("button", name="Buat di perangkat ini").click()
    expect(card(window).get_by_role("listitem")).to_contain_text("Ponsel")
    add_passkey(window, "Ponsel lagi")
    expect(card(window).get_by_test_id("problem")).to_contain_text("sudah menyimpan kunci sandi")


def test_a_passkey_answers_the_question_who_is_there(
    window: Visit, clock: Callable[[timedelta], None]
) -> None:
    with_device(window)
    guard(window, "timutama")
    add_passkey(window, "Laptop kantor")
    expect(card(window).get_by_role("listitem")).to_contain_text("Laptop kantor")
    for minutes in (20, 40):
        clock(timedelta(minutes=minutes))
        window.open("/admin/keamanan")
        expect(heading(window, "Keamanan akun")).to_be_visible()
    window.page.get_by_role("button", name="Keluar dari perangkat lain").click()
    again = window.page.get_by_test_id("sign-in-again")
    expect(again).to_contain_text("Pastikan ini Anda")
    again.get_by_role("button", name=BY_PASSKEY).click()
    expect(window.page.get_by_test_id("notice")).to_contain_text("sudah dikeluarkan")
    forgive(window, 403)


def test_an_address_in_numbers_has_no_passkeys_and_says_why(visitor: Visitor) -> None:
    visit = visitor(size=PHONE)
    with_device(visit)
    visit.open("/admin/")
    visit.page.get_by_role("button", name=BY_PASSKEY).click()
    expect(visit.page.get_by_test_id("problem")).to_contain_text("lewat nama situsnya")


def test_a_new_password_puts_the_other_window_out(site: Site, visitor: Visitor) -> None:
    here, there = visitor(size=SCREEN), visitor(size=SCREEN)
    guard(here, "disdik")
    guard(there, "disdik")
    page = here.page
    page.get_by_role("button", name="Keluar dari perangkat lain").click()
    expect(page.get_by_test_id("notice")).to_contain_text("perangkat lain sudah dikeluarkan")
    there.page.get_by_role("link", name="Pekerjaan saya").click()
    expect(there.page.get_by_test_id("sign-in-again")).to_be_visible()
    page.get_by_label("Kata sandi sekarang").fill("bukan sandinya")
    page.get_by_label("Kata sandi baru").fill("pendek")
    page.get_by_role("button", name="Ganti kata sandi").click()
    expect(page.get_by_text("Kata sandi sekarang tidak cocok.").first).to_be_visible()
    forgive(there, 401)

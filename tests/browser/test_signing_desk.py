"""Superiors at the signing desk: initial, compare, send back, sign several with one passphrase."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from sqlalchemy import select

from tanggap.services.transaction import reading
from tanggap.storage.correspondence import Document
from tests.browser.conftest import PHONE, Site, Visit, Visitor
from tests.browser.officers import forgive, heading, officer
from tests.browser.phone_width import fits
from tests.services.licence_desk import (
    DIVISION,
    DRAFT,
    DRAFTER,
    HEAD,
    SECRET,
    SECRETARY,
    act,
    drafted,
    initial,
    send_back,
    to_the_head,
)

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("licence_desk")]


def at_desk(visitor: Visitor, login: str, size: dict[str, int] | None = None) -> Visit:
    """An officer at the signing desk, come there by the menu's address."""
    visit = officer(visitor, login, size)
    visit.open("/admin/tanda-tangan")
    expect(heading(visit, "Meja tanda tangan")).to_be_visible()
    return visit


def accessible(visit: Visit) -> None:
    found = Axe().run(visit.page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found] == []


def test_several_letters_are_signed_with_one_passphrase_that_is_not_kept(
    visitor: Visitor, site: Site
) -> None:
    subjects = [f"Izin warung nomor {number}" for number in range(3)]
    session = reading()
    reports = [to_the_head(session, subject).id for subject in subjects]
    session.commit()
    head = at_desk(visitor, HEAD.login)
    page = head.page
    expect(page.get_by_test_id("letter")).to_have_count(3)
    page.get_by_label("Pilih semua yang dapat ditandatangani").check()
    field = page.get_by_label("Frasa sandi sertifikat", exact=True)
    expect(field).to_have_attribute("autocomplete", "off")
    field.fill("bukan frasa saya")
    page.get_by_role("button", name="Tanda tangani 3 surat").click()
    results = page.get_by_test_id("signing-results")
    expect(results).to_contain_text("0 dari 3 surat ditandatangani.")
    expect(results).to_contain_text("Frasa sandi tidak cocok")
    expect(field).to_have_value("")
    accessible(head)

    field.fill(SECRET)
    field.press("Enter")
    expect(results).to_contain_text("3 dari 3 surat ditandatangani.", timeout=60_000)
    expect(page.get_by_text("Tidak ada surat yang menunggu")).to_be_visible()
    stored = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert SECRET not in stored
    session.rollback()
    signed = session.scalars(
        select(Document.signing).where(
            Document.report_id.in_(reports), Document.kind == "reply_letter"
        )
    ).all()
    assert signed == ["signed"] * 3


def test_a_superior_sees_what_changed_and_sends_it_back_on_a_phone(
    visitor: Visitor, site: Site
) -> None:
    session = reading()
    report = drafted(session, "Izin bengkel")
    initial(session, report, DIVISION)
    send_back(session, report, SECRETARY, "Sebut batas waktunya.")
    send_back(session, report, DIVISION)
    act(session, report, DRAFTER, "submit_draft", answer=DRAFT.replace("tujuh", "lima"))
    initial(session, report, DIVISION)
    session.commit()
    secretary = at_desk(visitor, SECRETARY, PHONE)
    page = secretary.page
    page.get_by_role("link", name="Izin bengkel").click()
    differences = page.get_by_test_id("differences")
    expect(differences.locator("del")).to_contain_text("tujuh")
    expect(differences.locator("ins")).to_contain_text("lima")
    expect(page.get_by_text("Sebut batas waktunya.")).to_be_visible()
    expect(page.get_by_test_id("pdf").get_by_role("img").first).to_be_visible()
    assert fits(page)
    accessible(secretary)
    send = page.get_by_role("button", name="Tidak setuju, kembalikan")
    send.click()
    expect(page.get_by_test_id("problem")).to_be_visible()
    forgive(secretary, 422)
    page.get_by_label("Apa yang perlu diperbaiki").fill("Tulis tanggalnya.")
    send.click()
    expect(heading(secretary, "Meja tanda tangan")).to_be_visible()
    expect(page.get_by_test_id("notice")).to_contain_text("dikembalikan")


def test_the_report_leads_the_head_to_the_signing_desk(visitor: Visitor, site: Site) -> None:
    session = reading()
    report = to_the_head(session, "Izin klinik").id
    session.commit()
    head = officer(visitor, HEAD.login)
    page = head.page
    page.goto(f"{head.address}/admin/laporan/{report}")
    page.get_by_label("Setuju dan tanda tangani").check()
    page.get_by_role("link", name="Tanda tangani di Meja tanda tangan").click()
    page.get_by_label("Frasa sandi sertifikat", exact=True).fill(SECRET)
    page.get_by_role("button", name="Setuju dan tanda tangani").click()
    expect(page.get_by_test_id("notice")).to_contain_text("ditandatangani dan terbit")

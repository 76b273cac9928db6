"""A month's recap goes to and fro between two officers at their own windows, to the archive."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask_security import hash_password
from playwright.sync_api import expect
from sqlalchemy import select

from tanggap.cli.demonstration import PASSWORD
from tanggap.domain.procedure import Every
from tanggap.services.house import house
from tanggap.services.recaps.work import begin_recap
from tanggap.services.transaction import reading, transaction
from tanggap.storage.organisation import Desk
from tests.browser.conftest import PHONE, Site, Visit, Visitor
from tests.browser.officers import heading, officer
from tests.services.licence_desk import found_licence_desk
from tests.services.nkk_desk import officer as viewer_named
from tests.services.nkk_desk import run_jobs

pytestmark = pytest.mark.browser


@pytest.fixture
def recap(site: Site) -> str:
    """The call centre's recap of last month, just begun; returns its id."""
    with site.app.app_context():
        with transaction() as session:
            if session.scalar(select(Desk.id).where(Desk.slug == "call-center")) is None:
                found_licence_desk(session, hash_password(PASSWORD))
        session = reading()
        desk = session.scalars(select(Desk).where(Desk.slug == "call-center")).one()
        last_month = house().clock().date().replace(day=1) - timedelta(days=1)
        coordinator = viewer_named(session, "koordinator")
        return str(begin_recap(coordinator, desk.id, Every.MONTH, last_month).id)


def act(visit: Visit, action: str) -> None:
    visit.page.get_by_test_id("recap-action").get_by_role("button", name=action).click()
    expect(visit.page.get_by_test_id("notice")).to_contain_text(f"Berhasil: {action}")


def correct_first_figure(visit: Visit, figure: str, reason: str) -> None:
    """Correct it; without a reason it is not."""
    page = visit.page
    page.get_by_role("button", name="Perbaiki").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Angka yang benar").fill(figure)
    dialog.get_by_role("button", name="Simpan perbaikan").click()
    expect(
        dialog.get_by_test_id("problem").or_(dialog.locator(".v-messages__message")).first
    ).to_be_visible()
    dialog.get_by_label("Alasan").fill(reason)
    dialog.get_by_role("button", name="Simpan perbaikan").click()
    expect(page.get_by_test_id("notice")).to_contain_text("Angka diperbaiki.")
    expect(page.get_by_text("terhitung 0").first).to_be_visible()


def test_a_month_is_corrected_sent_back_initialled_and_archived(
    visitor: Visitor, site: Site, recap: str
) -> None:
    coordinator, head = officer(visitor, "koordinator"), visitor(size=PHONE)
    page = coordinator.page
    page.get_by_role("link", name="Rekap", exact=True).click()
    expect(heading(coordinator, "Rekap")).to_be_visible()
    page.locator(f"a[href$='/rekap/{recap}']").click()
    correct_first_figure(coordinator, "7", "Tujuh telepon tercatat di buku.")
    page.get_by_label("Ringkasan bulan ini").fill("Bulan yang tenang.")
    act(coordinator, "Ajukan untuk diparaf")

    head.open(f"/admin/rekap/{recap}")
    head.page.get_by_label("Surel").fill("kasi@contoh.example")
    head.page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    head.page.get_by_role("button", name="Masuk", exact=True).click()
    expect(head.page.get_by_text("Bulan yang tenang.").first).to_be_visible()
    expect(head.page.get_by_text("Tujuh telepon tercatat di buku.")).to_be_visible()
    head.page.get_by_label("Kembalikan untuk diperbaiki", exact=True).check()
    head.page.get_by_label("Apa yang perlu diperbaiki").fill("Sebut jumlah teleponnya.")
    act(head, "Kembalikan untuk diperbaiki")
    expect(page.get_by_role("button", name="Perbaiki")).to_have_count(0)

    page.reload()
    expect(page.get_by_text("Sebut jumlah teleponnya.")).to_be_visible()
    expect(page.get_by_role("button", name="Perbaiki").first).to_be_visible()
    summary = page.get_by_label("Ringkasan bulan ini")
    expect(summary).to_have_value("Bulan yang tenang.")
    summary.fill("Bulan yang tenang: tujuh telepon.")
    act(coordinator, "Ajukan untuk diparaf")

    head.page.reload()
    expect(head.page.get_by_text("Bulan yang tenang: tujuh telepon.").first).to_be_visible()
    head.page.get_by_label("Paraf", exact=True).check()
    act(head, "Paraf")

    page.reload()
    act(coordinator, "Arsipkan")
    expect(page.get_by_role("button", name="Perbaiki")).to_have_count(0)
    with site.app.app_context():
        run_jobs(reading())
    page.reload()
    expect(page.get_by_role("link", name="Buka PDF")).to_be_visible()
    with page.expect_download() as saved:
        page.get_by_role("link", name="Unduh lembar kerja").click()
    assert saved.value.suggested_filename.endswith(".xlsx")

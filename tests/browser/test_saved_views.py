"""Officers keep views of their work, and let the browser call them back to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import delete

from tanggap.services.transaction import transaction
from tanggap.storage.officer_desktop import SavedView
from tests.browser.conftest import PHONE, SCREEN, Site, Visit, Visitor
from tests.browser.officers import filed, fill_in_login, heading, officer
from tests.browser.phone_width import fits

pytestmark = pytest.mark.browser

REMEMBERS_NOTIFICATIONS = """
window.Notification = class extends Notification {
  constructor(title, options) {
    super(title, options);
    const { dataset } = document.documentElement;
    dataset.shown = `${dataset.shown ?? ""}${title}. ${options.body}`;
  }
};
"""
"""Notes what the browser is asked to show; it is shown as well."""
WATCHES_FOR_NEWS = "**/WorkAlerts-*.js"
"""The part that calls back is fetched after the page; on a busy machine, long after its menu."""


@pytest.fixture(autouse=True)
def nobody_keeps_a_view(site: Site) -> Iterator[None]:
    """Officers of other tests begin with all of their work."""
    yield
    with site.app.app_context(), transaction() as session:
        session.execute(delete(SavedView))


def views(page: Page) -> Locator:
    return page.get_by_role("region", name="Tampilan tersimpan")


def chip(page: Page, name: str) -> Locator:
    return views(page).get_by_role("button", name=re.compile(f"^(tampilan awal )?{name}$"))


def save(page: Page, name: str) -> None:
    views(page).get_by_role("button", name="Simpan tampilan ini").click()
    page.get_by_role("textbox", name="Nama tampilan").fill(name)
    page.keyboard.press("Enter")


def manage(page: Page, name: str, what: str) -> None:
    """Choose from the menu of a view, by keyboard alone."""
    page.get_by_role("button", name=f"Atur tampilan {name}").focus()
    page.keyboard.press("Enter")
    item = page.get_by_role("menuitem", name=what, exact=True)
    expect(item).to_be_visible()
    item.focus()
    page.keyboard.press("Enter")


def show_overdue_only(page: Page) -> None:
    page.get_by_label("Hanya yang terlambat").check()
    expect(page).to_have_url(re.compile("terlambat=ya"))


@pytest.mark.parametrize("size", [SCREEN, PHONE], ids=["screen", "phone"])
def test_a_view_is_kept_opened_renamed_and_deleted(visitor: Visitor, size: dict[str, int]) -> None:
    visit = officer(visitor, "operator", size)
    page = visit.page
    expect(views(page)).to_have_count(0)
    show_overdue_only(page)
    save(page, "Yang terlambat di loket pelayanan pengaduan kota")
    name = "Yang terlambat di loket pelayanan pengaduan kota"
    expect(chip(page, name)).to_have_attribute("aria-pressed", "true")
    expect(chip(page, name)).to_be_focused()

    visit.open("/admin/tugas")
    expect(chip(page, name)).to_have_attribute("aria-pressed", "false")
    chip(page, name).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("terlambat=ya"))
    expect(page.get_by_label("Hanya yang terlambat")).to_be_checked()
    assert fits(page)

    manage(page, name, "Ganti nama")
    page.get_by_role("textbox", name="Nama tampilan").fill("Terlambat")
    page.keyboard.press("Enter")
    expect(chip(page, "Terlambat")).to_be_focused()

    manage(page, "Terlambat", "Hapus")
    page.get_by_role("button", name="Hapus tampilan", exact=True).click()
    expect(chip(page, "Terlambat")).to_have_count(0)
    page.reload()
    expect(views(page).get_by_role("button")).to_have_text(["Simpan tampilan ini"])


def test_a_search_is_kept_and_opened_again(visitor: Visitor) -> None:
    visit = officer(visitor, "operator")
    page = visit.page
    visit.open("/admin/cari?q=loket&keadaan=open")
    save(page, "Loket yang terbuka")
    expect(chip(page, "Loket yang terbuka")).to_be_focused()
    visit.open("/admin/cari")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    chip(page, "Loket yang terbuka").click()
    expect(page).to_have_url(re.compile("q=loket&keadaan=open"))
    expect(page.get_by_role("searchbox")).to_have_value("loket")
    visit.open("/admin/tugas")
    expect(heading(visit, "Pekerjaan saya")).to_be_visible()
    expect(views(page)).to_have_count(0)


def test_a_name_that_is_taken_or_missing_is_told_at_the_field(visitor: Visitor) -> None:
    page = officer(visitor, "operator").page
    show_overdue_only(page)
    save(page, "Terlambat")
    expect(chip(page, "Terlambat")).to_be_visible()
    page.get_by_label("Hanya yang terlambat").uncheck()
    expect(views(page).get_by_role("button", name="Simpan tampilan ini")).to_have_count(0)
    page.get_by_label("Dikerjakan oleh").select_option("me")
    save(page, "terlambat")
    field = page.get_by_role("textbox", name="Nama tampilan")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_role("dialog")).to_contain_text("nama")
    field.fill("Tugas saya sendiri")
    page.keyboard.press("Enter")
    expect(chip(page, "Tugas saya sendiri")).to_have_attribute("aria-pressed", "true")


def test_the_start_view_opens_with_the_page_until_it_is_none(visitor: Visitor) -> None:
    visit = officer(visitor, "operator")
    page = visit.page
    show_overdue_only(page)
    save(page, "Terlambat")
    expect(chip(page, "Terlambat")).to_be_visible()
    manage(page, "Terlambat", "Jadikan tampilan awal")
    expect(page.get_by_test_id("notice")).to_contain_text("kini tampilan awal")

    visit.open("/admin/")
    expect(page).to_have_url(re.compile("terlambat=ya"))
    page.get_by_label("Hanya yang terlambat").uncheck()
    expect(page).not_to_have_url(re.compile("terlambat=ya"))
    page.reload()
    expect(chip(page, "Terlambat")).to_have_attribute("aria-pressed", "false")
    expect(page.get_by_label("Hanya yang terlambat")).not_to_be_checked()

    manage(page, "Terlambat", "Jangan jadikan tampilan awal")
    expect(page.get_by_test_id("notice")).to_contain_text("bukan lagi tampilan awal")
    visit.open("/admin/")
    expect(chip(page, "Terlambat")).to_have_attribute("aria-pressed", "false")


def choose_alerts(page: Page) -> None:
    page.get_by_role("button", name="Akun ").click()
    page.get_by_role("menuitemcheckbox", name="Beri tahu saya").click()


def expect_alerts(page: Page, are_on: str) -> None:
    page.get_by_role("button", name="Akun ").click()
    item = page.get_by_role("menuitemcheckbox", name="Beri tahu saya")
    expect(item).to_have_attribute("aria-checked", are_on)
    page.keyboard.press("Escape")
    expect(item).to_be_hidden()


def test_a_new_task_calls_the_officer_back_without_saying_whose(
    visitor: Visitor, site: Site
) -> None:
    visit: Visit = visitor(size=SCREEN)
    page = visit.page
    page.context.grant_permissions(["notifications"], origin=site.address)
    page.add_init_script(REMEMBERS_NOTIFICATIONS)
    page.clock.install()
    visit.open("/admin/")
    fill_in_login(visit, "operator")
    expect(heading(visit, "Pekerjaan saya")).to_be_visible()
    choose_alerts(page)
    expect(page.get_by_test_id("notice")).to_contain_text("Pemberitahuan menyala")

    with page.expect_response(WATCHES_FOR_NEWS):
        page.reload()
    expect_alerts(page, "true")
    # What stands in the first look is no news, so that look must come before the report.
    with page.expect_response("**/api/admin/v1/queues"):
        page.clock.fast_forward("00:25")
    expect(page.locator("html[data-shown]")).to_have_count(0)
    filed(site, "Rahasia warga yang tidak boleh tampil")
    page.clock.fast_forward("00:25")
    expect(page.locator("html")).to_have_attribute(
        "data-shown",
        "Ada tugas baru di antrean Anda. Buka aplikasi untuk melihatnya.",
        timeout=45_000,  # a look that was under way already shows nothing yet; the next one does
    )

    choose_alerts(page)
    expect(page.get_by_test_id("notice")).to_contain_text("dimatikan")
    page.reload()
    expect_alerts(page, "false")


def test_a_browser_that_refuses_is_explained(visitor: Visitor) -> None:
    page = officer(visitor, "operator").page
    choose_alerts(page)
    expect(page.get_by_test_id("notice")).to_contain_text("Izinkan notifikasi")
    expect_alerts(page, "false")
    page.get_by_role("button", name="Akun ").click()
    item = page.get_by_role("menuitemcheckbox", name="Beri tahu saya")
    expect(item).to_contain_text("Diblokir peramban")

"""Who oversees a desk sees its figures, goes down to the reports, and takes the table along."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tanggap.cli.demonstration import PASSWORD
from tanggap.services.house import house
from tanggap.services.transaction import reading
from tests.browser.conftest import PHONE, SCREEN, Site, Visit, Visitor
from tests.browser.officers import filed, heading, officer, open_report
from tests.browser.phone_width import fits
from tests.conftest import MovableClock
from tests.services.nkk_desk import file
from tests.services.oversight.days_of_work import weeks_of_work

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def history(site: Site) -> None:
    """Some weeks of work before now."""
    with site.app.app_context():
        parts = house()
        before = parts.clock
        parts.clock = clock = MovableClock(before() - timedelta(days=90))
        try:
            weeks_of_work(reading(), clock, reports=10)
            assert clock.moment < before(), "what is still to come would be newest for good"
        finally:
            parts.clock = before


@pytest.fixture
def overseer(visitor: Visitor, history: None) -> Visit:
    visit = officer(visitor, "operator", SCREEN)
    visit.page.get_by_role("link", name="Pengawasan").click()
    expect(heading(visit, "Pengawasan")).to_be_visible()
    return visit


def figure(visit: Visit, title: str):  # type: ignore[no-untyped-def]
    return visit.page.get_by_role("region", name=title, exact=True)


def drawn(visit: Visit) -> None:
    """Wait until every chart is on its canvas."""
    last = visit.page.get_by_role("heading", name="Tempat seperti tertulis")
    expect(last).to_be_visible()
    for chart in visit.page.get_by_role("img", name=re.compile("^Grafik: ")).all():
        chart.scroll_into_view_if_needed()  # none is drawn before it is near
        expect(chart.locator("canvas")).to_have_count(1)
    visit.page.evaluate("window.scrollTo(0, 0)")


def without_faults(visit: Visit) -> None:
    assert Axe().run(visit.page).generate_report().startswith("Found 0 accessibility violations")


def test_figures_are_charts_and_tables_and_the_address_keeps_the_filters(overseer: Visit) -> None:
    page = overseer.page
    page.get_by_label("Sejak").fill(house_day(overseer, -85))
    expect(page).to_have_url(re.compile(r"sejak="))
    expect(page.get_by_test_id("times-row")).not_to_have_count(0)
    drawn(overseer)
    page.get_by_label("Langkah", exact=True).select_option("classify")
    expect(page.get_by_test_id("times-row")).to_have_count(1)
    expect(page.get_by_test_id("times-row")).to_contain_text("Tim NKK Utama")
    kept = page.url
    page.goto("about:blank")
    page.goto(kept)
    expect(page.get_by_test_id("times-row")).to_have_count(1)
    late = page.get_by_test_id("times-row").get_by_role("link", name=re.compile("terlambat"))
    late.click()
    expect(heading(overseer, "Cari laporan")).to_be_visible()
    wanted = parse_qs(urlsplit(page.url).query)
    assert (wanted["langkah"], wanted["tugas"]) == (["classify"], ["late"])
    expect(page.get_by_test_id("found")).not_to_have_count(0)


def house_day(visit: Visit, days: int) -> str:
    return str(
        visit.page.evaluate(
            "d => new Date(Date.now() + d * 864e5).toISOString().slice(0, 10)", days
        )
    )


def test_a_period_that_cannot_be_meant_is_said_at_its_field(overseer: Visit) -> None:
    overseer.page.goto(f"{overseer.address}/admin/pengawasan?sejak=2020-01-01")
    expect(overseer.page.get_by_test_id("problem")).to_contain_text("366 hari")
    expect(overseer.page.get_by_label("Sejak")).to_have_attribute("aria-invalid", "true")


def test_the_table_is_saved_as_a_spreadsheet(overseer: Visit) -> None:
    with overseer.page.expect_download() as saved:
        overseer.page.get_by_role("link", name="Unduh XLSX").click()
    assert saved.value.suggested_filename.endswith(".xlsx")


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_view_has_no_faults_axe_can_find(overseer: Visit, look: str) -> None:
    overseer.page.evaluate("look => localStorage.setItem('tanggap.tampilan', look)", look)
    since = house_day(overseer, -85)
    overseer.open(f"/admin/pengawasan?sejak={since}")
    drawn(overseer)
    without_faults(overseer)


def test_on_a_phone_the_view_fits_its_width(visitor: Visitor, history: None) -> None:
    visit = officer(visitor, "timutama", PHONE)
    visit.open(f"/admin/pengawasan?sejak={house_day(visit, -85)}")
    drawn(visit)
    assert fits(visit.page)
    without_faults(visit)


@pytest.fixture(scope="module")
def places(site: Site, history: None) -> None:
    """Reports from two districts, and one from nowhere known."""
    with site.app.app_context():
        for place in ("Kel. Air Itam, Bukit Intan", "Bukit Intan", "Gabek", "Loket 3"):
            file(place=place)


@pytest.mark.parametrize("size", [SCREEN, PHONE], ids=["screen", "phone"])
def test_a_bubble_of_the_map_leads_to_its_reports_by_keyboard(
    visitor: Visitor, places: None, size: dict[str, int]
) -> None:
    visit = officer(visitor, "operator", size)
    visit.open("/admin/pengawasan")
    page = visit.page
    bubble = page.get_by_role("link", name=re.compile("^Bukit Intan: 2 laporan, tepat waktu"))
    bubble.focus()
    without_faults(visit)
    assert fits(page)
    page.keyboard.press("Enter")
    expect(heading(visit, "Cari laporan")).to_be_visible()
    expect(page.get_by_test_id("found")).to_have_count(2)
    kept = page.url
    page.goto("about:blank")
    page.goto(kept)
    expect(page.get_by_test_id("found")).to_have_count(2)


def test_places_that_are_not_known_lead_to_their_reports(visitor: Visitor, places: None) -> None:
    visit = officer(visitor, "operator", SCREEN)
    visit.open("/admin/pengawasan")
    visit.page.get_by_role("link", name="Tempat tidak dikenali: lihat 1 laporan").click()
    expect(visit.page.get_by_test_id("found")).to_have_count(1)


def test_the_auditor_sees_figures_and_no_way_to_reports(visitor: Visitor, history: None) -> None:
    visit = visitor(size=SCREEN)
    visit.open("/admin/pengawasan")
    visit.page.get_by_label("Surel").fill("auditor@contoh.example")
    visit.page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    visit.page.get_by_role("button", name="Masuk", exact=True).click()
    expect(visit.page.get_by_test_id("tiles")).to_contain_text("Tugas tepat waktu")
    expect(visit.page.locator("main a[href*='/cari']")).to_have_count(0)


@pytest.mark.parametrize("size", [SCREEN, PHONE], ids=["screen", "phone"])
def test_the_sop_is_drawn_with_the_report_in_it(
    visitor: Visitor, site: Site, size: dict[str, int]
) -> None:
    report = filed(site, "Loket tutup lebih awal")
    visit = officer(visitor, "operator", size)
    open_report(visit, report)
    visit.page.get_by_role("button", name="Lihat gambar alur dan waktunya").click()
    drawing = visit.page.get_by_test_id("flow").locator("svg")
    expect(drawing).to_be_visible()
    expect(drawing.locator(".flow-step.flow-now")).to_have_count(1)
    now = visit.page.get_by_test_id("flow-row").filter(has_text="laporan ada di sini")
    expect(now).to_contain_text("10 menit")
    assert fits(visit.page)
    without_faults(visit)

"""A citizen files a report in a real browser: on a phone, without scripts, by keyboard alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from tanggap.services.transaction import reading
from tanggap.storage.reports import Report
from tests.browser.conftest import PASSWORD, SCREEN, Site, Visit, Visitor
from tests.browser.reporting import STORY, begin, choose, fill_in, tell

pytestmark = pytest.mark.browser


@pytest.fixture
def note(tmp_path: Path) -> Path:
    """A small piece of evidence."""
    file = tmp_path / "catatan.txt"
    file.write_text("Pukul sepuluh, loket 3.")
    return file


def filed(site: Site, subject: str) -> int:
    with site.app.app_context():
        count = select(func.count()).select_from(Report).where(Report.subject == subject)
        return reading().scalar(count) or 0


@pytest.mark.parametrize("scripts", [False, True], ids=["without scripts", "with scripts"])
def test_a_report_is_filed_on_a_phone(
    visitor: Visitor, site: Site, note: Path, scripts: bool
) -> None:
    subject = f"Laporan lewat ponsel {scripts}"
    visit = visitor(scripts=scripts)
    begin(visit)
    fill_in(visit, note, subject=subject)
    assert "catatan.txt" in visit.words
    assert "Rp50.000" in visit.words
    visit.press("Kirim laporan")
    assert "Laporan Anda sudah kami terima" in visit.words
    number = visit.page.inner_text(".govuk-panel__body strong")
    code = visit.page.inner_text("#tracking-code")
    assert filed(site, subject) == 1
    if scripts:
        visit.page.get_by_role("button", name="Salin kode lacak").click()
        expect(visit.page.locator("[data-copy-status]")).to_have_text("Disalin")
        assert visit.page.evaluate("navigator.clipboard.readText()") == code

    visit.page.get_by_role("link", name="Buka laporan ini").click()
    visit.page.get_by_label("Tulis kepada petugas").fill("Apakah saya perlu datang?")
    visit.press("Kirim pesan")
    assert "Pesan Anda terkirim." in visit.words
    with visit.page.expect_download() as download:
        visit.page.get_by_role("link", name="Bukti 1: catatan.txt").click()
    assert download.value.suggested_filename == "catatan.txt"
    visit.open("/laporan-saya")
    assert number in visit.words

    other = visitor(scripts=scripts)
    other.open(f"/lacak/{number}")
    other.page.get_by_label("Kode lacak").fill(code.lower())
    other.press("Lacak")
    assert "menunggu diperiksa operator" in other.words
    assert "Rp50.000" not in other.words


@pytest.mark.parametrize("scripts", [False, True], ids=["without scripts", "with scripts"])
def test_a_double_click_files_one_report(visitor: Visitor, site: Site, scripts: bool) -> None:
    subject = f"Ditekan dua kali {scripts}"
    visit = visitor(scripts=scripts)
    begin(visit)
    fill_in(visit, subject=subject)
    visit.page.get_by_role("button", name="Kirim laporan").dblclick()
    expect(visit.page.get_by_role("heading", level=1)).to_contain_text("sudah kami terima")
    visit.page.go_back()
    visit.page.reload()
    assert visit.place.endswith("/tanda-terima")
    assert filed(site, subject) == 1


def test_text_typed_while_the_session_ended_is_not_lost(visitor: Visitor) -> None:
    visit = visitor()
    begin(visit)
    choose(visit, "Pelanggaran kode etik")
    choose(visit, "Penyalahgunaan jabatan")
    visit.page.get_by_label("Judul singkat").fill("Sebelum habis waktu")
    visit.page.get_by_label("Apa yang terjadi?").fill(STORY)
    visit.page.context.clear_cookies()
    visit.press("Simpan dan lanjutkan")
    assert visit.place == "/masuk"
    visit.log_in()
    assert "Tulisan Anda kami simpan" in visit.words
    expect(visit.page.get_by_label("Judul singkat")).to_have_value("Sebelum habis waktu")
    expect(visit.page.get_by_label("Apa yang terjadi?")).to_have_value(STORY)
    visit.press("Simpan dan lanjutkan")
    assert visit.place.endswith("/terlapor")


def test_errors_are_announced_and_lead_to_their_fields(visitor: Visitor) -> None:
    visit = visitor()
    begin(visit)
    choose(visit, "Pelanggaran kode etik")
    choose(visit, "Penyalahgunaan jabatan")
    visit.press("Simpan dan lanjutkan")
    assert visit.page.title().startswith("Kesalahan:")
    summary = visit.page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Ceritakan apa yang terjadi").click()
    expect(visit.page.get_by_label("Apa yang terjadi?")).to_be_focused()


def test_the_count_of_characters_goes_down_while_typing(visitor: Visitor) -> None:
    visit = visitor()
    begin(visit)
    choose(visit, "Pelanggaran kode etik")
    choose(visit, "Penyalahgunaan jabatan")
    visit.page.get_by_label("Apa yang terjadi?").fill("a" * 20_100)
    expect(visit.page.get_by_text("Kelebihan 100 karakter").first).to_be_visible()


class Keyboard:
    """Hands that only know Tab, Space, Enter, arrows and letters."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def reach(self, name: str) -> None:
        """Tab forward until what is focused is called ``name``."""
        for _ in range(80):
            self._page.keyboard.press("Tab")
            if re.search(name, self._focused()):
                return
        pytest.fail(f"{name} cannot be reached with Tab")

    def _focused(self) -> str:
        found = self._page.evaluate(
            """() => { const e = document.activeElement;
                return (e.labels && e.labels[0] ? e.labels[0].innerText : e.innerText) || ""; }"""
        )
        return " ".join(str(found).split())

    def type(self, name: str, text: str) -> None:
        self.reach(name)
        self._page.keyboard.insert_text(text)

    def tick(self, name: str) -> None:
        """Reach a group of radio buttons, then go down with the arrow key to ``name``."""
        self.reach("")
        for _ in range(30):
            is_radio = self._page.evaluate("document.activeElement.type === 'radio'")
            if is_radio:
                break
            self._page.keyboard.press("Tab")
        self._page.keyboard.press("Space")
        for _ in range(10):
            if re.search(name, self._focused()):
                return
            self._page.keyboard.press("ArrowDown")
        pytest.fail(f"{name} is not among the choices")

    def enter(self) -> None:
        with self._page.expect_navigation():
            self._page.keyboard.press("Enter")


def test_a_report_is_filed_by_keyboard_alone(visitor: Visitor, site: Site) -> None:
    visit: Visit = visitor(size=SCREEN)
    hands = Keyboard(visit.page)
    visit.open("/")
    hands.reach("Langsung ke isi halaman")
    hands.reach("^Buat laporan$")
    hands.enter()
    hands.type("Alamat surel", "warga@contoh.example")
    hands.type("Kata sandi", PASSWORD)
    hands.enter()
    hands.reach("^Mulai$")
    hands.enter()
    for choice in ("Pelanggaran kode etik", "Penyalahgunaan jabatan"):
        hands.tick(choice)
        hands.enter()
    hands.type("Judul singkat", "Hanya dengan papan ketik")
    hands.type("Apa yang terjadi", STORY)
    hands.reach("Simpan dan lanjutkan")
    hands.enter()
    hands.type("Nama, atau ciri", "Bapak Joko")
    hands.enter()
    assert visit.place.endswith("/bukti"), "Enter in a field saves; it removes nobody"
    hands.reach("^Lanjutkan$")
    hands.enter()
    hands.tick("Rahasiakan nama saya")
    hands.enter()
    hands.reach("^Kirim laporan$")
    hands.enter()
    assert visit.place.endswith("/tanda-terima")
    assert filed(site, "Hanya dengan papan ketik") == 1


def test_quick_exit_leaves_by_button_and_by_three_shifts(visitor: Visitor) -> None:
    for leave in ("button", "keys"):
        visit = visitor()
        page = visit.page
        visit.address = "http"  # going elsewhere is what is wanted here
        page.route("https://www.bmkg.go.id/**", lambda route: route.fulfill(body="Cuaca"))
        address = visitor().address
        page.goto(f"{address}/lacak")
        if leave == "button":
            page.get_by_role("button", name="Keluar cepat").click()
        else:
            for _ in range(3):
                page.keyboard.press("Shift")
        page.wait_for_url("https://www.bmkg.go.id/**")


def test_subject_of_a_report_cannot_script_a_page(visitor: Visitor) -> None:
    visit = visitor()
    begin(visit)
    choose(visit, "Pelanggaran kode etik")
    choose(visit, "Penyalahgunaan jabatan")
    hostile = "\"><script>window.hacked=1</script><img src=x onerror='window.hacked=1'>"
    tell(visit, hostile)
    visit.open("/lapor")
    assert hostile in visit.words
    assert visit.page.evaluate("window.hacked") is None

"""An officer reviews and publishes an answer in the app; anybody reads it on the portal."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tanggap.services.transaction import reading, transaction
from tests.browser.conftest import PHONE, SCREEN, Site, Visit, Visitor
from tests.browser.officers import officer, open_report
from tests.browser.phone_width import fits
from tests.browser.test_accessibility import NARROW, Inspector
from tests.services.published import SECRETS, answered, nkk, published

pytestmark = pytest.mark.browser

SELECT_WORD = """(word) => {
  const text = document.querySelector(".tg-marked");
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.textContent.indexOf(word);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + word.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return true;
  }
  return false;
}"""


@pytest.fixture
def open_desk(site: Site) -> Iterator[None]:
    """The city's desk publishes during the test; becoming ethical again withdraws everything."""
    for is_ethics in (False, True):
        with site.app.app_context(), transaction() as session:
            nkk(session).is_ethics = is_ethics
        if not is_ethics:
            yield


@pytest.fixture
def inspector() -> Iterator[Inspector]:
    """An inspector that finds nothing."""
    one = Inspector(Axe(), [])
    yield one
    assert one.faults == []


def picture(visit: Visit, name: str) -> None:
    """Keep a picture for whoever asks for one by TANGGAP_PICTURES."""
    if folder := os.environ.get("TANGGAP_PICTURES"):
        visit.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.mark.usefixtures("open_desk")
def test_an_officer_masks_shows_publishes_and_withdraws(visitor: Visitor, site: Site) -> None:
    with site.app.app_context():
        report = str(answered(reading(), subject="Pungutan di loket 3").id)
    desk = officer(visitor, "operator")
    open_report(desk, report)
    section = desk.page.get_by_role("region", name="Publikasi", exact=True)
    section.get_by_role("button", name="Siapkan publikasi").click()
    expect(section).to_contain_text("Disamarkan: ")
    shown = section.get_by_role("region", name="Jawaban", exact=True)
    expect(shown).to_contain_text("Hubungi kami di [disamarkan] bila terulang")
    shown.get_by_role("button", name="nomor telepon").click()
    dialog = desk.page.get_by_role("dialog")
    dialog.get_by_label("Alasan").fill("Telepon kantor")
    dialog.get_by_role("button", name="Tampilkan", exact=True).click()
    expect(shown).to_contain_text("Hubungi kami di (0717) 432-101 bila terulang")
    assert desk.page.evaluate(SELECT_WORD, "Rp 50.000")
    section.get_by_role("button", name="Samarkan sorotan").first.click()
    expect(section).to_contain_text("meminta [disamarkan] pada 02-01-2026")
    section.get_by_label("Kata lain yang disamarkan").fill("gratis")
    expect(section).to_contain_text("Loket 3 kini [disamarkan]")
    found = Axe().run(desk.page, context="section[aria-labelledby=publication]")
    assert [one["id"] for one in found.response["violations"]] == []
    picture(desk, "panel-1280")
    desk.page.set_viewport_size(PHONE)
    assert fits(desk.page)
    picture(desk, "panel-360")
    desk.page.set_viewport_size(SCREEN)
    section.get_by_role("button", name="Terbitkan", exact=True).click()
    link = section.get_by_role("link", name="Lihat halaman publik")
    address = re.sub(r"^https?://[^/]+", "", link.get_attribute("href") or "")

    reader = visitor(scripts=False)
    reader.open(address)
    assert "(0717) 432-101" in reader.words
    assert not any(secret in reader.words for secret in SECRETS if secret != "432-101")

    section.get_by_role("button", name="Tarik publikasi").click()
    dialog.get_by_label("Alasan").fill("Ada nama saksi")
    dialog.get_by_role("button", name="Tarik publikasi").click()
    expect(section).to_contain_text("Alasan: Ada nama saksi")
    reader.open(address)
    assert "sudah ditarik" in reader.words
    reader.faults[:] = [fault for fault in reader.faults if "status of 410" not in fault]


@pytest.mark.parametrize("size", [NARROW, SCREEN], ids=["narrow", "wide"])
@pytest.mark.usefixtures("open_desk")
def test_published_answers_are_good_to_read(
    visitor: Visitor, inspector: Inspector, site: Site, size: dict[str, int]
) -> None:
    with site.app.app_context():
        row = published(reading(), answered(reading(), subject=f"Loket {size['width']}"))
        address = f"/publikasi/{row.public_id}"
    visit = visitor(size=size)
    for path in ("/publikasi", "/publikasi?layanan=nkk&q=loket", "/publikasi?q=tidakada", address):
        visit.open(path)
        inspector.look(visit)
        picture(visit, f"portal-{size['width']}-{abs(hash(path)) % 1000}")
    visit.open("/publikasi?layanan=nkk")
    visit.page.get_by_label("Cari kata").fill("loket gratis")
    visit.press("Cari")
    assert "layanan=nkk" in visit.page.url
    visit.page.get_by_role("link", name=f"Loket {size['width']}").first.click()
    assert visit.place == address

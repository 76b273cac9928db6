"""From a report to its papers: the official sheet, a letter before it is issued, masked words."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tanggap.services.transaction import reading
from tests.browser.conftest import PHONE, Visitor
from tests.browser.officers import choose, officer, open_report, panel
from tests.browser.phone_width import fits
from tests.services.licence_desk import (
    DIVISION,
    DRAFTER,
    SECRETARY,
    act,
    drafted,
    file_complaint,
    initial,
    sign,
)

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("licence_desk")]

ANSWER = "Izin Saudara terbit. Hubungi 0812-3456-7890 bila belum diterima."


def test_the_sheet_and_a_letter_to_come_are_a_click_away(visitor: Visitor) -> None:
    session = reading()
    report = file_complaint("Izin kios")
    act(session, report, "staf", "declare_complete")
    session.commit()
    desk = officer(visitor, DRAFTER, PHONE)
    open_report(desk, str(report.id))
    button = desk.page.get_by_role("link", name="Lembar SOP resmi (PDF)")
    sheet = desk.page.request.get(button.evaluate("link => link.href"))
    assert sheet.headers["content-type"] == "application/pdf"
    assert sheet.body().startswith(b"%PDF-")
    expect(panel(desk).get_by_role("textbox")).to_have_count(4)
    for words in panel(desk).get_by_role("textbox").all():
        words.fill("Berkas lengkap.")
    panel(desk).get_by_role("button", name="Lihat naskahnya dahulu").click()
    letter = desk.page.get_by_role("region", name="Naskah yang akan terbit", exact=True)
    expect(letter.get_by_test_id("pdf").get_by_role("img").first).to_be_visible()
    assert fits(desk.page)


def test_a_publication_opens_with_its_words_masked(visitor: Visitor) -> None:
    session = reading()
    report = drafted(session, "Izin warung", ANSWER)
    initial(session, report, DIVISION)
    initial(session, report, SECRETARY)
    sign(session, report)
    session.commit()
    desk = officer(visitor, DRAFTER)
    open_report(desk, str(report.id))
    choose(desk, "Kirim dan publikasikan")
    answer = panel(desk).get_by_label("Jawaban tanpa data pribadi")
    expect(answer).to_have_value("Izin Saudara terbit. Hubungi [disamarkan] bila belum diterima.")

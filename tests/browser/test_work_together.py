"""An NKK case goes from its filing to its answer through windows that are all open at once.

Nobody reloads: what one does, the others see when their window next looks (every 20 seconds).
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Request, expect

from tanggap.services.transaction import reading
from tanggap.storage.reports import Report
from tests.browser.conftest import SCREEN, Site, Visit, Visitor
from tests.browser.officers import (
    choose,
    done,
    filed,
    fill_in_login,
    heading,
    open_report,
    panel,
    take,
)
from tests.browser.reporting import begin, fill_in
from tests.services.nkk_desk import act, run_jobs

pytestmark = pytest.mark.browser

A_LOOK = 21_000
"""Milliseconds after which a window has looked at what others did (``LIVE`` in queries.ts)."""
TWO_LOOKS = 45_000
"""Milliseconds to wait where a look was under way already, and only the next one can show it."""
TEAM = "Tim NKK Utama"


def watching(visitor: Visitor, login: str) -> Visit:
    """A window with this officer's work, whose time the test can let pass."""
    visit = visitor(size=SCREEN)
    visit.page.clock.install()
    visit.open("/admin/")
    fill_in_login(visit, login)
    expect(heading(visit, "Pekerjaan saya")).to_be_visible()
    return visit


def looks(*visits: Visit) -> None:
    """Let the time pass until these windows look again."""
    for visit in visits:
        visit.page.clock.fast_forward(A_LOOK)


def finds(visit: Visit, subject: str) -> None:
    """The task comes in by itself, and is opened."""
    looks(visit)
    task = visit.page.get_by_role("link", name=subject)
    expect(task).to_be_visible(timeout=TWO_LOOKS)
    task.click()
    expect(panel(visit)).to_be_visible()


def is_told(visit: Visit, words: str) -> None:
    """The report that is open says so by itself where the next action is."""
    looks(visit)
    expect(panel(visit)).to_contain_text(words, timeout=TWO_LOOKS)


def decide(visit: Visit, action: str, field: str = "", text: str = "") -> None:
    """Take an action; ``field`` is what it asks."""
    if panel(visit).get_by_role("radio").count():
        choose(visit, action)
    if field:
        panel(visit).get_by_role("textbox", name=field).fill(text)
    take(visit, action)
    done(visit, action)


def test_a_case_travels_through_four_open_windows_to_its_answer(
    visitor: Visitor, site: Site
) -> None:
    subject = "Petugas loket meninggalkan antrean"
    operator, main_team, dinkes = (
        watching(visitor, one) for one in ("operator", "timutama", "dinkes")
    )
    reporter = visitor()
    begin(reporter)
    fill_in(reporter, subject=subject)
    reporter.press("Kirim laporan")
    reporter.page.get_by_role("link", name="Buka laporan ini").click()

    finds(operator, subject)
    decide(operator, "Serahkan ke Tim NKK Utama")
    expect(panel(operator)).to_contain_text(f"Menunggu {TEAM}")

    finds(main_team, subject)
    choose(main_team, "Pengaduan")
    main_team.page.get_by_label("Dinas Kesehatan").check()
    main_team.page.get_by_role("button", name="Lihat naskahnya dahulu").click()
    letter = main_team.page.get_by_test_id("pdf").get_by_role("img").first
    expect(letter).to_have_attribute("aria-label", re.compile("Dinas Kesehatan"))
    decide(main_team, "Pengaduan")
    is_told(operator, "Menunggu Tim NKK Pembantu Dinkes")

    finds(dinkes, subject)
    decide(dinkes, "Kirim tanggapan", "Tanggapan", "Petugas sudah ditegur.")

    is_told(main_team, "Menerima tanggapan")
    expect(main_team.page.get_by_text("Petugas sudah ditegur.")).to_be_visible()
    decide(main_team, "Serahkan ke operator")

    is_told(operator, "Jawaban untuk pelapor")
    answer = "Terima kasih. Petugas sudah ditegur."
    expect(panel(operator)).to_contain_text("tidak dapat dibatalkan")
    decide(operator, "Kirim jawaban resmi", "Jawaban untuk pelapor", answer)
    for visit in (operator, main_team, dinkes):
        is_told(visit, "Menunggu Pelapor")

    with site.app.app_context():
        run_jobs(reading())
    looks(operator)
    issued = operator.page.get_by_role("link", name=re.compile("Unduh Surat .*Tanggapan atas"))
    expect(issued).to_be_visible(timeout=TWO_LOOKS)
    reporter.page.reload()
    assert answer in reporter.words
    with reporter.page.expect_download() as saved:
        reporter.page.get_by_role("link", name=re.compile("Surat jawaban")).click()
    assert saved.value.suggested_filename.endswith(".pdf")


def test_a_hidden_window_asks_nothing_and_catches_up_when_it_is_looked_at(
    visitor: Visitor, site: Site
) -> None:
    report = filed(site, "Tab ditinggal di belakang")
    visit = watching(visitor, "operator")
    open_report(visit, report)
    visit.page.wait_for_load_state("networkidle")
    asked: list[str] = []

    def note(request: Request) -> None:
        if "/api/" in request.url:
            asked.append(request.url)

    visit.page.on("request", note)
    shown(visit, "hidden")
    with site.app.app_context():
        session = reading()
        act(session, session.get_one(Report, report), "operator2", "hand_over")
    looks(visit, visit, visit)
    assert asked == []
    expect(panel(visit)).not_to_contain_text(f"Menunggu {TEAM}")
    shown(visit, "visible")
    expect(panel(visit)).to_contain_text(f"Menunggu {TEAM}")


def shown(visit: Visit, state: str) -> None:
    """Let the page believe that its tab was hidden or shown; a headless window is never hidden."""
    visit.page.evaluate(
        """state => {
          Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
          document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
        }""",
        state,
    )

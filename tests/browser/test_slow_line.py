"""An officer on a bad line: it is slow, it drops, it loses the answer. Nothing happens twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
from playwright.sync_api import Request, Route, expect
from sqlalchemy import select

from tanggap.services.transaction import reading
from tanggap.storage.events import Event
from tests.browser.conftest import Site, Visit, Visitor
from tests.browser.officers import choose, done, filed, heading, officer, open_report, panel, take

pytestmark = pytest.mark.browser

SLOW = 600  # milliseconds until an answer begins
ASK = "Minta pelapor melengkapi"
QUESTION = "Apa yang perlu dilengkapi"
TEXT = "Tolong sebutkan nama petugas dan nomor loketnya."


@contextmanager
def line(visit: Visit, *, latency: int = 0, offline: bool = False) -> Iterator[None]:
    """Give the window another line to the server for a while."""
    session = visit.page.context.new_cdp_session(visit.page)
    session.send("Network.enable")

    def be(latency: int, offline: bool) -> None:
        rates = {"downloadThroughput": -1, "uploadThroughput": -1}
        given = {"offline": offline, "latency": latency, **rates}
        session.send("Network.emulateNetworkConditions", given)

    be(latency, offline)
    yield
    be(0, False)
    session.detach()


def sent_by(visit: Visit) -> list[str]:
    """The actions this window sends from now on."""
    sent: list[str] = []

    def note(request: Request) -> None:
        if request.method == "POST" and "/actions/" in request.url:
            sent.append(request.url)

    visit.page.on("request", note)
    return sent


def times_asked(site: Site, report: str) -> int:
    """How often the reporter was asked to complete the report."""
    with site.app.app_context():
        events = select(Event.facts).where(
            Event.report_id == UUID(report), Event.kind == "action_taken"
        )
        return [facts["action"] for facts in reading().scalars(events)].count("ask_completion")


def test_a_slow_line_shows_that_it_works_and_sends_once(visitor: Visitor, site: Site) -> None:
    report = filed(site, "Sambungan 600 milidetik")
    visit = officer(visitor, "operator")
    sent = sent_by(visit)
    with line(visit, latency=SLOW):
        open_report(visit, report)
        choose(visit, ASK)
        text = panel(visit).get_by_label(QUESTION)
        text.fill(TEXT)
        expect(panel(visit)).to_contain_text("Konsep tersimpan")
        expect(text).to_be_focused()
        button = panel(visit).get_by_role("button", name=ASK)
        button.focus()
        for _ in range(3):
            visit.page.keyboard.press("Enter")
        expect(button.get_by_role("progressbar")).to_be_visible()
        expect(button).to_be_focused()
        done(visit, ASK)
        expect(panel(visit)).to_contain_text("Menunggu Pelapor")
        expect(panel(visit).get_by_role("heading").first).to_be_focused()
    assert len(sent) == 1
    assert times_asked(site, report) == 1


def test_a_line_that_drops_keeps_the_text_and_the_place(visitor: Visitor, site: Site) -> None:
    report = filed(site, "Sambungan putus sebelum terkirim")
    visit = officer(visitor, "operator")
    open_report(visit, report)
    choose(visit, ASK)
    text = panel(visit).get_by_label(QUESTION)
    button = panel(visit).get_by_role("button", name=ASK)
    with line(visit, offline=True):
        text.fill(TEXT)
        button.focus()
        visit.page.keyboard.press("Enter")
        expect(panel(visit).get_by_test_id("problem")).to_contain_text("Server tidak terhubung")
        expect(text).to_have_value(TEXT)
        expect(button).to_be_focused()
    assert times_asked(site, report) == 0
    visit.page.keyboard.press("Enter")
    done(visit, ASK)
    assert times_asked(site, report) == 1
    forgive_the_line(visit)


def test_an_answer_lost_on_its_way_does_nothing_twice(visitor: Visitor, site: Site) -> None:
    report = filed(site, "Jawaban server hilang di jalan")
    visit = officer(visitor, "operator")
    open_report(visit, report)
    choose(visit, ASK)
    panel(visit).get_by_label(QUESTION).fill(TEXT)

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    visit.page.route("**/actions/*", lose, times=1)
    take(visit, ASK)
    expect(panel(visit)).to_contain_text("Menunggu Pelapor")
    expect(visit.page.get_by_role("region", name="Riwayat")).to_contain_text(TEXT)
    assert times_asked(site, report) == 1
    visit.page.get_by_role("link", name="Pekerjaan saya").first.click()
    expect(heading(visit, "Pekerjaan saya")).to_be_visible()
    forgive_the_line(visit)


def forgive_the_line(visit: Visit) -> None:
    """Overlook Chromium's own lines about requests that the bad line swallowed."""
    visit.faults[:] = [fault for fault in visit.faults if "net::ERR_" not in fault]

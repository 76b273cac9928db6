"""Officers who prefer English read English on every view; what the SOP says stays as it says it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from tanggap.cli.demonstration import PASSWORD
from tanggap.services.transaction import transaction
from tanggap.settings import ROOT
from tanggap.storage.accounts import Post
from tests.browser.conftest import PHONE, SCREEN, Site, Visit, Visitor
from tests.browser.officers import filed, fill_in_login, forgive, heading
from tests.browser.phone_width import fits

TEXTS = ROOT / "frontend" / "admin" / "src" / "texts"
LITERAL = re.compile(r'"((?:[^"\\]|\\.)+)"')
VISIBLE = """() => [
  document.body.innerText,
  ...[...document.querySelectorAll('[aria-label], [alt], [title]')].map(
    (one) => one.getAttribute('aria-label') ?? one.getAttribute('alt') ?? one.getAttribute('title')
  ),
].join('\\n')"""


def words_of(language: str) -> set[str]:
    """Every sentence of a language that is said as it stands."""
    files = [path for path in TEXTS.glob(f"{language}*.ts") if path.name != "en-all.ts"]
    return {said for path in files for said in LITERAL.findall(path.read_text("utf-8"))}


INDONESIAN = words_of("id") - words_of("en")
SAID_BY_THE_DESK = {"Informasi", "Pengaduan", "Pelapor", "Laporan", "Tanggapan perangkat daerah"}
"""Also words of a procedure, of a category or of an answer template: those stay as they are."""


@pytest.fixture(autouse=True)
def nobody_keeps_english(site: Site) -> Iterator[None]:
    """Officers of other tests speak Indonesian, as they did before."""
    yield
    with site.app.app_context(), transaction() as session:
        session.execute(update(Post).values(preferences={}))


def left_over(page: Page) -> list[str]:
    """Lines in view that are Indonesian sentences of the app."""
    lines = {line.strip(" :.,·") for line in page.evaluate(VISIBLE).splitlines()}
    return sorted(lines & INDONESIAN - SAID_BY_THE_DESK)


def choose_english(visit: Visit) -> None:
    """Choose English before anybody has signed in."""
    visit.page.get_by_role("button", name="Bahasa (language)").click()
    visit.page.get_by_role("menuitemradio", name="English").click()
    expect(heading(visit, "Sign in as an officer")).to_be_visible()


def enter(visit: Visit, login: str) -> None:
    page = visit.page
    page.get_by_label("E-mail").fill(f"{login}@contoh.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


@pytest.mark.parametrize("login", ["operator", "admin"])
def test_no_view_keeps_an_indonesian_word(visitor: Visitor, site: Site, login: str) -> None:
    report = filed(site, f"Dibaca {login} dalam bahasa Inggris")
    visit = visitor(size=SCREEN)
    page = visit.page
    visit.open("/admin/")
    choose_english(visit)
    assert left_over(page) == []
    enter(visit, login)
    menu = page.get_by_role("navigation", name="Main menu").get_by_role("link")
    expect(menu.first).to_be_visible()
    places = [str(link.get_attribute("href")) for link in menu.all()]
    if login == "operator":
        places.append(f"/admin/laporan/{report}")
    found = {}
    for place in places:
        visit.open(place)
        expect(page.get_by_role("heading", level=1).first).to_be_visible()
        page.wait_for_load_state("networkidle")
        assert page.locator("html").get_attribute("lang") == "en"
        found[place] = left_over(page)
        page.set_viewport_size(PHONE)
        if not fits(page):
            found[place].append("too wide for a phone")
        page.set_viewport_size(SCREEN)
    assert {place: words for place, words in found.items() if words} == {}


def test_time_left_refusals_and_dates_follow_the_language(visitor: Visitor, site: Site) -> None:
    report = filed(site, "Dibaca dengan batas waktu")
    visit = visitor(size=PHONE)
    page = visit.page
    visit.open(f"/admin/laporan/{report}")
    choose_english(visit)
    page.get_by_label("E-mail").fill("operator@contoh.example")
    page.get_by_label("Password", exact=True).fill("keliru sekali")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("problem")).to_contain_text("do not match")
    enter(visit, "operator")
    expect(page.get_by_text(re.compile(r"\d+ (h|min|working days?) left")).first).to_be_visible()
    expect(page.get_by_text("Report filed").first).to_be_attached()
    forgive(visit, 401)


def test_the_choice_follows_the_officer_to_another_device(visitor: Visitor) -> None:
    here, there = visitor(size=SCREEN), visitor(size=SCREEN)
    here.open("/admin/")
    choose_english(here)
    enter(here, "operator2")
    expect(heading(here, "My work")).to_be_visible()
    there.open("/admin/cari")
    fill_in_login(there, "operator2")
    expect(heading(there, "Find reports")).to_be_visible()

    there.page.get_by_role("button", name="Account of").click()
    there.page.get_by_role("menuitemradio", name="Bahasa Indonesia").click()
    expect(heading(there, "Cari laporan")).to_be_visible()
    assert there.page.locator("html").get_attribute("lang") == "id"
    there.page.reload()
    expect(heading(there, "Cari laporan")).to_be_visible()

"""Every view, as the officer's handbook shows it: light, dark, and on a phone."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.app import create_app
from tanggap.services.transaction import reading
from tanggap.settings import ROOT
from tanggap.storage import embedded_postgres, migrating
from tanggap.storage.knowledge import KnowledgeEntry
from tanggap.storage.organisation import Desk
from tanggap.storage.places import Place
from tanggap.storage.procedures import ProcedureVersion
from tanggap.storage.recaps import Recap
from tanggap.storage.reports import Report
from tests.browser.conftest import PHONE, SCREEN, Site, Visit, Visitor, serving, windows
from tests.browser.officers import fill_in_login
from tests.browser.phone_width import fits
from tests.browser.pictured.camera import Look, dress, settle, take_picture, wear
from tests.browser.pictured.city import BEGINNING, NOW, City, build_city
from tests.browser.pictured.views import VIEWS, View
from tests.conftest import MovableClock, test_settings
from tests.services.administration.office import calendar_row, nkk
from tests.services.nkk_desk import account, open_tasks, unit

pytestmark = pytest.mark.browser


MOST_BYTES = 8_000_000  # of all pictures together: they are kept with the sources
FOR_THE_HANDBOOK = os.environ.get("TANGGAP_PICTURES")
"""The folder that pictures are kept in; without it none are taken, and axe looks instead."""
LOOKS = (
    Look("", SCREEN, "light"),
    Look("-gelap", SCREEN, "dark", rules=("color-contrast",)),  # nothing but colours differs
    Look("-ponsel", PHONE, "light", sharpness=1.5),
)


@dataclass(slots=True)
class Pictured:
    """The pictured city as it is served, and its ids."""

    site: Site
    ids: dict[str, str]


@pytest.fixture(scope="module")
def pictured(
    server: embedded_postgres.EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Pictured]:
    """The product in the middle of its day, on a database and port of its own."""
    with embedded_postgres.throwaway_database(server) as database:
        web = server.url(embedded_postgres.WEB, database)
        owner = server.url(embedded_postgres.OWNER, database)
        migrating.prepare(owner, web)
        clock = MovableClock(BEGINNING)
        settings = test_settings(web, owner, tmp_path_factory.mktemp("pictured"))
        app = create_app(settings, clock=clock)
        with app.app_context():
            city = build_city(clock, tmp_path_factory.mktemp("signing") / "certificates")
            ids = ids_of(reading(), city)
        with serving(app) as site:
            yield Pictured(site, ids)


def ids_of(session: Session, city: City) -> dict[str, str]:
    """What the paths of the views name, by the word that stands for it there."""
    ids: dict[str, object] = dict(city.reports)
    compare = session.get_one(Report, city.reports["compare"])
    ids["task_compare"] = open_tasks(session, compare)[0].id
    ids["entry"] = session.scalars(select(KnowledgeEntry.id).order_by(KnowledgeEntry.id)).first()
    recaps = session.scalars(select(Recap).order_by(Recap.first_day)).all()
    ids["recap"] = next(one.id for one in recaps if one.every == "month")
    ids["recap_day"] = recaps[-1].id
    ids["sop"], ids["sop2"] = session.scalars(
        select(ProcedureVersion.id)
        .where(ProcedureVersion.name == "nkk")
        .order_by(ProcedureVersion.version)
    ).all()
    ids["officer"] = account(session, "operator").id
    ids["unit"] = unit(session, "bkpsdmd").id
    ids["desk"] = nkk(session).id
    ids["hotline"] = session.scalars(select(Desk.id).where(Desk.slug == "hotline")).one()
    ids["calendar"] = calendar_row(session).id
    ids["place"] = session.scalars(select(Place.id).where(Place.name == "Rangkui")).first()
    return {word: str(one) for word, one in ids.items()}


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_a_view_is_accessible_fits_and_has_its_pictures(view: View, officers: Officers) -> None:
    visit = officers.at(view.login)
    dress(visit.page, LOOKS[0])
    visit.open("/admin" + view.path.format(**officers.pictured.ids))
    settle(visit.page)
    if view.prepare is not None:
        view.prepare(visit)
        settle(visit.page)
    faults: list[str] = []
    pictures: dict[str, bytes] = {}
    for look in LOOKS:
        wear(visit.page, look, view.subject)
        if FOR_THE_HANDBOOK:  # whoever waits for pictures has run the tests before
            pictures[f"{view.name}{look.name}.webp"] = take_picture(visit.page, look.sharpness)
        else:
            # A label whose colour was still changing, on a busy machine, is looked at once more.
            found = barriers(visit, look) and barriers(visit, look)
            faults += [f"{look}: {fault}" for fault in found]
    faults += visit.faults
    # Time stands still in these windows: what moves would move for ever, all of them at once.
    visit.page.goto("about:blank")
    visit.faults.clear()
    assert faults + officers.pictured.site.policy_reports.taken() == []
    for name, picture in pictures.items():
        Path(FOR_THE_HANDBOOK or "", name).write_bytes(picture)


@dataclass(slots=True)
class Officers:
    """Windows of the pictured city, one for each officer, kept from view to view."""

    pictured: Pictured
    window: Visitor
    opened: dict[str, Visit] = field(default_factory=dict)

    def at(self, login: str) -> Visit:
        """The window in which this officer has signed in, at the pictured moment."""
        if login not in self.opened:
            self.opened[login] = self._open(login)
        return self.opened[login]

    def _open(self, login: str) -> Visit:
        visit = self.window(size=SCREEN, timezone_id="Asia/Jakarta")
        visit.page.clock.set_fixed_time(NOW)
        if login:
            visit.open("/admin/akun")
            fill_in_login(visit, login)
            expect(visit.page.get_by_role("navigation").first).to_be_attached()
            settle(visit.page)
        return visit


@pytest.fixture(scope="module")
def officers(pictured: Pictured, chromium: Browser) -> Iterator[Officers]:
    """The officers of the pictured city at their windows."""
    with windows(pictured.site, chromium) as window:
        yield Officers(pictured, window)


def barriers(visit: Visit, look: Look) -> list[str]:
    """What axe objects to, and whether the page is wider than its window."""
    page = visit.page
    faults = [] if fits(page) else ["wider than the window"]
    asked: dict[str, Any] = {"resultTypes": ["violations"]}
    if look.rules:
        asked["runOnly"] = {"type": "rule", "values": list(look.rules)}
    found = Axe().run(page, options=asked)
    return faults + [
        f"{one['id']}: {one['help']} {[node['target'] for node in one['nodes']][:4]}"
        for one in found.response["violations"]
    ]


ROUTE = re.compile(r'(?:path: |route\()"(/[^"]*)"')


def test_every_view_of_the_router_is_pictured() -> None:
    features = (ROOT / "frontend" / "admin" / "src" / "features").glob("*/feature.ts")
    routes = [path for file in features for path in ROUTE.findall(file.read_text("utf-8"))]
    assert len(routes) > 25
    paths = [urlsplit(view.path).path for view in VIEWS]
    missing = [
        route
        for route in routes
        if not any(re.fullmatch(re.sub(r":\w+", "[^/]+", route), path) for path in paths)
    ]
    assert missing == []


HANDBOOK = ROOT / "docs" / "handbook"
PICTURE = re.compile(r"!\[([^\]]+)\]\(gambar/([^)]+)\)")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")


def test_the_handbook_shows_every_view_and_every_picture_it_names_is_there() -> None:
    pages = {page.name: page.read_text("utf-8") for page in HANDBOOK.glob("*.md")}
    shown = [file for text in pages.values() for _words, file in PICTURE.findall(text)]
    assert {view.name for view in VIEWS} - {Path(file).stem for file in shown} == set()
    links = {link for text in pages.values() for link in LINK.findall(text)}
    assert [link for link in links if not (HANDBOOK / link).exists()] == []
    assert set(pages) - {"README.md"} <= links


def test_the_kept_pictures_are_those_of_the_views_and_small() -> None:
    kept = list((HANDBOOK / "gambar").iterdir())
    meant = {f"{view.name}{look.name}.webp" for view in VIEWS for look in LOOKS}
    assert {file.name for file in kept} == meant, "script/handbook takes them anew"
    assert sum(file.stat().st_size for file in kept) < MOST_BYTES

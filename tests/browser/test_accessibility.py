"""Every page of the portal passes axe-core, fits a narrow phone and is good to touch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from sqlalchemy import select

from tanggap.services.transaction import reading
from tanggap.storage.reports import Report
from tests.browser.conftest import SCREEN, Site, Visit, Visitor
from tests.browser.phone_width import fits
from tests.browser.reporting import begin, choose, fill_in, name_person, tell
from tests.services.nkk_desk import act, answer_as_information, run_jobs

pytestmark = pytest.mark.browser

NARROW = {"width": 320, "height": 640}
PUBLIC = (
    "/",
    "/bantuan",
    "/pelindungan-data",
    "/aksesibilitas",
    "/lacak",
    "/publikasi",
    "/periksa",
    "/periksa/AAAA-AAAA-AAAA",
    "/masuk",
    "/daftar",
    "/lupa-sandi",
    "/konfirmasi",
    "/tidak-ada",
)
OWN = ("/lapor", "/laporan-saya", "/profil", "/profil/ubah", "/profil/kata-sandi")
SMALL_TARGETS = """() =>
  [...document.querySelectorAll("a, button, input, select, summary, textarea")].filter(e => {
    const r = e.getBoundingClientRect();
    const inText = e.tagName === "A" && getComputedStyle(e).display === "inline";
    const hidden = r.width < 2 || r.height < 2 || e.closest(".govuk-visually-hidden");
    return !hidden && !inText && r.height < 44 && !["radio", "checkbox"].includes(e.type);
  })
  .map(e => `${e.tagName} ${(e.textContent || e.name).trim().slice(0, 40)}`)"""


@dataclass
class Inspector:
    """Looks at the page that is shown and remembers every fault."""

    axe: Axe
    faults: list[str]

    def look(self, visit: Visit) -> None:
        """Check the page for accessibility, width and the size of what is touched."""
        page = visit.page
        if page.viewport_size == NARROW:  # the same elements on a wide screen: once is enough
            self._run_axe(visit)
        if not fits(page):
            self.faults.append(f"{visit.place}: wider than the window")
        self.faults += [f"{visit.place}: small: {one}" for one in page.evaluate(SMALL_TARGETS)]
        if page.locator("h1").count() != 1:
            self.faults.append(f"{visit.place}: not one h1")

    def _run_axe(self, visit: Visit) -> None:
        found = self.axe.run(visit.page, options={"resultTypes": ["violations"]})
        for violation in found.response["violations"]:
            nodes = [node for node in violation["nodes"] if not _is_known(violation["id"], node)]
            if nodes:
                where = [node["target"] for node in nodes][:3]
                self.faults.append(f"{visit.place}: {violation['id']}: {violation['help']} {where}")


def _is_known(rule: str, node: dict[str, Any]) -> bool:
    """GOV.UK Frontend says with aria-expanded that a radio button opens fields; axe objects."""
    is_radio = 'type="radio"' in node["html"]
    return rule == "aria-allowed-attr" and is_radio and "aria-expanded" in node["html"]


@pytest.fixture
def inspector() -> Iterator[Inspector]:
    """An inspector that finds nothing."""
    one = Inspector(Axe(), [])
    yield one
    assert one.faults == []


@pytest.mark.parametrize("size", [NARROW, SCREEN], ids=["narrow", "wide"])
def test_public_pages(visitor: Visitor, inspector: Inspector, size: dict[str, int]) -> None:
    visit = visitor(size=size)
    for path in PUBLIC:
        visit.open(path)
        inspector.look(visit)


@pytest.mark.parametrize("size", [NARROW, SCREEN], ids=["narrow", "wide"])
def test_the_report_form_and_its_errors(
    visitor: Visitor, inspector: Inspector, size: dict[str, int], tmp_path: Path
) -> None:
    visit = visitor(size=size)
    begin(visit)
    for go_on in (
        lambda: choose(visit, "Pelanggaran kode etik"),
        lambda: choose(visit, "Penyalahgunaan jabatan"),
        lambda: tell(visit),
        lambda: name_person(visit),
    ):
        inspector.look(visit)
        visit.follow(visit.page.locator("main button.govuk-button").last)
        inspector.look(visit)
        go_on()
    program = tmp_path / "pasang.exe"
    program.write_bytes(b"MZ\x90\x00" + b"\0" * 100)
    note = tmp_path / "catatan.txt"
    note.write_text("Catatan")
    inspector.look(visit)
    visit.page.set_input_files("input[type=file]", [program, note])
    visit.press("Unggah")
    inspector.look(visit)
    visit.press("Lanjutkan")
    inspector.look(visit)
    choose(visit, "Rahasiakan nama saya")
    inspector.look(visit)
    for path in OWN:
        visit.open(path)
        inspector.look(visit)


@pytest.mark.parametrize("size", [NARROW, SCREEN], ids=["narrow", "wide"])
def test_a_report_from_receipt_to_the_last_word(
    visitor: Visitor, inspector: Inspector, site: Site, size: dict[str, int]
) -> None:
    subject = f"Dilihat pada lebar {size['width']}"
    visit = visitor(size=size)
    begin(visit)
    fill_in(visit, subject=subject)
    visit.press("Kirim laporan")
    inspector.look(visit)
    code = visit.page.inner_text("#tracking-code")
    page = visit.place.removesuffix("/tanda-terima")

    with site.app.app_context():
        session = reading()
        report = session.scalars(select(Report).where(Report.subject == subject)).one()
        number = report.number
        act(session, report, "operator", "ask_completion", note="Mohon sebutkan jamnya.")
    visit.open(page)
    inspector.look(visit)
    visit.follow(visit.page.get_by_role("button", name="Kirim kelengkapan"))
    inspector.look(visit)
    visit.page.get_by_label("Keterangan tambahan").fill("Pukul sepuluh")
    visit.press("Kirim")

    with site.app.app_context():
        session = reading()
        report = session.scalars(select(Report).where(Report.subject == subject)).one()
        answer_as_information(session, report)
        run_jobs(session)
    visit.open(page)
    inspector.look(visit)
    _look_at_public_side(visitor(size=size), inspector, number, code)
    for action in ("Belum terjawab", "Sudah terjawab"):
        visit.open(page)
        visit.follow(visit.page.get_by_role("button", name=action))
        inspector.look(visit)
    visit.press("Kirim")
    inspector.look(visit)
    visit.page.get_by_label("4 – baik").check()
    visit.press("Kirim")
    assert "Terima kasih" in visit.words
    inspector.look(visit)


def _look_at_public_side(visit: Visit, inspector: Inspector, number: str, code: str) -> None:
    visit.open(f"/lacak/{number}")
    visit.page.get_by_label("Kode lacak").fill("salah")
    visit.press("Lacak")
    inspector.look(visit)
    visit.page.get_by_label("Kode lacak").fill(code)
    visit.press("Lacak")
    inspector.look(visit)

"""The report form as a person meets it in a browser window."""

from __future__ import annotations

from pathlib import Path

from tests.browser.conftest import Visit

SUBJECT = "Petugas meminta uang untuk surat pindah"
STORY = "Pagi itu saya datang ke loket.\n\nPetugas meminta uang Rp50.000."


def begin(visit: Visit) -> None:
    """From the first page to the first step, logging in on the way."""
    visit.open("/")
    visit.page.locator("main").page.get_by_role("button", name="Buat laporan").first.click()
    visit.log_in()
    visit.press("Mulai")


def choose(visit: Visit, label: str) -> None:
    visit.page.get_by_label(label, exact=True).check()
    visit.press("Lanjutkan")


def tell(visit: Visit, subject: str = SUBJECT) -> None:
    visit.page.get_by_label("Judul singkat").fill(subject)
    visit.page.get_by_label("Apa yang terjadi?").fill(STORY)
    visit.page.get_by_label("Kapan? (boleh kosong)").fill("Senin pagi")
    visit.page.get_by_label("Di mana? (boleh kosong)").fill("Loket 3")
    visit.press("Simpan dan lanjutkan")


def name_person(visit: Visit) -> None:
    visit.page.get_by_label("Nama, atau ciri yang Anda ingat").fill("Bapak Joko")
    visit.page.get_by_label("Tempat kerja").fill("Dinas Perhubungan")
    visit.press("Simpan dan lanjutkan")


def add_evidence(visit: Visit, *files: Path) -> None:
    visit.page.set_input_files("input[type=file]", list(files))
    visit.press("Lanjutkan")


def fill_in(visit: Visit, *files: Path, subject: str = SUBJECT) -> None:
    """All steps up to the page with all answers; begins on the first step."""
    choose(visit, "Pelanggaran kode etik")
    choose(visit, "Penyalahgunaan jabatan")
    tell(visit, subject)
    name_person(visit)
    add_evidence(visit, *files)
    choose(visit, "Rahasiakan nama saya")

"""The views of the officers' app as the handbook shows them: a line each, in the menu's order."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.officers import choose, panel
from tests.services.administration.versions import with_secretary

Prepare = Callable[[Visit], None]


@dataclass(frozen=True, slots=True)
class View:
    """One picture's subject.

    Attributes:
        name: of the picture's file.
        path: below ``/admin``; ``{words}`` stand for ids of the pictured city.
        login: who looks; empty for somebody who has not signed in.
        prepare: what the officer does there before the picture is taken.
        subject: selector of what is scrolled to; empty for the top of the page.
    """

    name: str
    path: str
    login: str
    prepare: Prepare | None = None
    subject: str = ""


def _type_answer(visit: Visit) -> None:
    choose(visit, "Pengaduan")
    visit.page.get_by_label("Dinas Perhubungan").check()
    panel(visit).get_by_label("Arahan kepada OPD").fill(
        "Periksa petugas loket 3 pada 15 Juli 2026. Nama pelapor dirahasiakan."
    )


def _show_letter(visit: Visit) -> None:
    _type_answer(visit)
    visit.page.get_by_role("button", name="Lihat naskahnya dahulu").click()
    expect(visit.page.get_by_test_id("pdf").get_by_role("img").first).to_be_visible()


def _show_flow(visit: Visit) -> None:
    visit.page.get_by_role("button", name="Lihat gambar alur dan waktunya").click()
    expect(visit.page.get_by_test_id("flow").locator("svg")).to_be_visible()


def _prepare_publication(visit: Visit) -> None:
    section = visit.page.get_by_role("region", name="Publikasi", exact=True)
    section.get_by_role("button", name="Siapkan publikasi").click()
    expect(section).to_contain_text("Disamarkan: ")


def _take_call(visit: Visit) -> None:
    page = visit.page
    page.get_by_label("Lewat", exact=True).select_option(label="Telepon")
    page.get_by_label("Kategori", exact=True).select_option(label="Perilaku tidak sopan")
    page.get_by_role("textbox", name="Judul").fill("Petugas loket meminta uang")
    page.get_by_role("textbox", name="Uraian").fill(
        "Penelepon dimintai Rp20.000 di loket 3 kemarin pagi dan tidak diberi kuitansi."
    )
    expect(page.get_by_test_id("duplicates")).to_contain_text("Petugas loket")


def _charts(visit: Visit) -> None:
    last = visit.page.get_by_role("heading", name="Tempat seperti tertulis")
    expect(last).to_be_visible()
    for chart in visit.page.get_by_role("img", name=re.compile("^Grafik: ")).all():
        chart.scroll_into_view_if_needed()  # none is drawn before it is near
        expect(chart.locator("canvas")).to_have_count(1)
    visit.page.evaluate("window.scrollTo(0, 0)")


def _letter(visit: Visit) -> None:
    expect(visit.page.get_by_test_id("pdf").get_by_role("img").first).to_be_visible()


def _select_letters(visit: Visit) -> None:
    visit.page.get_by_label("Pilih semua yang dapat ditandatangani").check()
    expect(visit.page.get_by_label("Frasa sandi sertifikat", exact=True)).to_be_visible()


def _check_file(visit: Visit) -> None:
    broken = with_secretary().replace("goto: classify", "goto: klasifikasi")
    visit.page.get_by_label("Isi berkas").fill(broken)
    visit.page.get_by_role("button", name="Periksa", exact=True).click()
    expect(visit.page.get_by_test_id("faults")).to_be_visible()


VIEWS = (
    View("masuk", "/masuk", ""),
    View("pekerjaan-saya", "/tugas", "operator"),
    View("pekerjaan-tim-utama", "/tugas", "timutama"),
    View("laporan", "/laporan/{star}", "timutama"),
    View("laporan-tindakan", "/laporan/{star}", "timutama", _type_answer, "#tindakan"),
    View("laporan-naskah", "/laporan/{star}", "timutama", _show_letter, "#naskah"),
    View("laporan-alur", "/laporan/{star}", "timutama", _show_flow, "[aria-labelledby=flow]"),
    View("laporan-jawab", "/laporan/{to_answer}", "operator"),
    View("laporan-opd", "/laporan/{at_unit}", "dishub"),
    View("laporan-whatsapp", "/laporan/{whatsapp}", "timaduan"),
    View(
        "publikasi",
        "/laporan/{call1}",
        "callcenter",
        _prepare_publication,
        "[aria-labelledby=publication]",
    ),
    View("catat", "/catat", "operator", _take_call),
    View("cari", "/cari?q=loket", "operator"),
    View("meja-tanda-tangan", "/tanda-tangan", "kadis", _select_letters),
    View("surat", "/tanda-tangan/{task_compare}", "sekretaris", _letter),
    View("pengetahuan", "/pengetahuan", "operator"),
    View("pengetahuan-satu", "/pengetahuan/{entry}", "timutama"),
    View("pengetahuan-baru", "/pengetahuan/baru", "timutama"),
    View("rekap", "/rekap", "koordinator"),
    View("rekap-satu", "/rekap/{recap}", "kasi"),
    View("rekap-harian", "/rekap/{recap_day}", "callcenter"),
    View("pengawasan", "/pengawasan?sejak=2026-04-20", "timutama", _charts),
    View(
        "pengawasan-peta",
        "/pengawasan?sejak=2026-04-20",
        "timutama",
        _charts,
        "[data-testid=map]",
    ),
    View("sop", "/sop", "admin"),
    View("sop-satu", "/sop/{sop}?tampil=tabel", "timutama"),
    View("sop-bagan", "/sop/{sop}?tampil=bagan", "timutama"),
    View("sop-banding", "/sop/banding?dari={sop}&ke={sop2}", "admin"),
    View("sop-unggah", "/sop/unggah", "admin", _check_file),
    View("petugas", "/kelola/petugas", "admin"),
    View("petugas-satu", "/kelola/petugas/{officer}", "admin"),
    View("petugas-undang", "/kelola/petugas/undang", "admin"),
    View("opd", "/kelola/opd", "admin"),
    View("opd-satu", "/kelola/opd/{unit}", "admin"),
    View("opd-baru", "/kelola/opd/baru", "admin"),
    View("layanan", "/kelola/layanan", "admin"),
    View("layanan-satu", "/kelola/layanan/{desk}?bagian=data", "admin"),
    View("layanan-tim", "/kelola/layanan/{desk}?bagian=tim", "admin"),
    View("layanan-kategori", "/kelola/layanan/{desk}?bagian=kategori", "admin"),
    View("layanan-alamat", "/kelola/layanan/{hotline}?bagian=alamat", "admin"),
    View("layanan-baru", "/kelola/layanan/baru", "admin"),
    View("tempat", "/kelola/tempat", "admin"),
    View("tempat-satu", "/kelola/tempat/{place}", "admin"),
    View("tempat-baru", "/kelola/tempat/baru", "admin"),
    View("tempat-impor", "/kelola/tempat/impor", "admin"),
    View("kalender", "/kelola/kalender", "admin"),
    View("kalender-satu", "/kelola/kalender/{calendar}?tahun=2026", "admin"),
    View("saluran-dan-pesan", "/kelola/pesan", "admin"),
    View("templat-jawaban", "/templat-jawaban", "admin"),
    View("audit", "/audit", "auditor"),
    View("akun", "/akun", "operator"),
    View("keamanan", "/keamanan", "operator"),
    View("tidak-ada", "/halaman-lama", "operator"),
)

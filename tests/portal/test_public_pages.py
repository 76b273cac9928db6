"""Pages for everybody say what the desk's own data and procedure say."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.pages import DESK_FRONTS
from tanggap.services.desk_front import spoken_week
from tanggap.storage.organisation import Category, Unit
from tests.portal.reporting import Reporter

PUBLIC = ("/", "/bantuan", "/pelindungan-data", "/aksesibilitas", "/lacak", "/periksa")


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_stands_in_its_frame(stranger: Reporter, path: str) -> None:
    response = stranger.get(path)
    assert response.status_code == 200
    assert '<html lang="id"' in stranger.page
    assert stranger.page.count("<h1") == 1
    assert "Layanan Pengaduan NKK" in stranger.words
    assert response.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_the_first_page_is_drawn_from_the_procedure(stranger: Reporter) -> None:
    stranger.get("/")
    for said in (
        "Mengklasifikasi laporan sebagai informasi atau pengaduan",
        "Batas waktu: 120 menit",
        "2 hari kerja",
        "Permintaan informasi",
        "bkpsdmd@contoh.example",
        "Senin–Kamis 07.30–16.00, Jumat 07.30–16.30",
    ):
        assert said in stranger.words
    assert "Mengalihkan laporan yang dikembalikan OPD" not in stranger.words


def test_a_closed_category_is_not_offered(stranger: Reporter, session: Session, app: Flask) -> None:
    session.scalars(select(Category).where(Category.name == "Netralitas")).one().is_active = False
    session.commit()
    app.extensions[DESK_FRONTS].forget()
    stranger.get("/")
    assert "Netralitas" not in stranger.words


def test_the_telephone_is_found_in_the_letterhead(
    stranger: Reporter, session: Session, app: Flask
) -> None:
    unit = session.scalars(select(Unit).where(Unit.code == "bkpsdmd")).one()
    line = "Telepon (0717) 123-456, laman contoh.example"
    unit.letterhead = {**unit.letterhead, "contact_line": line}
    session.commit()
    app.extensions[DESK_FRONTS].forget()
    stranger.get("/")
    assert 'href="tel:(0717)123456"' in stranger.page


@pytest.mark.parametrize(
    ("week", "said"),
    [
        ([[]] * 7, ""),
        ([["00:00-24:00"]] * 7, "Senin–Minggu 00.00–24.00"),
        (
            [["08:00-12:00"], [], ["08:00-12:00"], [], [], [], []],
            "Senin 08.00–12.00, Rabu 08.00–12.00",
        ),
    ],
)
def test_a_week_is_said_in_words(week: list[list[str]], said: str) -> None:
    assert spoken_week(week) == said


def test_the_mail_catcher_is_part_of_a_demonstration_alone(stranger: Reporter) -> None:
    assert stranger.get("/peragaan/surat").status_code == 404
    assert stranger.get("/peragaan/surat/x.eml").status_code == 404

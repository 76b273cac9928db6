"""Evidence at the portal: what is good is kept, what is not is refused by name."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.services.house import house
from tanggap.storage.reports import Attachment
from tests.portal.reporting import EVENT, PERSON, Reporter

PROGRAM = b"MZ\x90\x00" + b"\0" * 200


def photo(*, with_place: bool = False, colour: str = "teal") -> bytes:
    """A small JPEG, with a GPS position in its EXIF if wanted."""
    picture = Image.new("RGB", (40, 30), colour)
    exif = Image.Exif()
    if with_place:
        exif.get_ifd(0x8825)[1] = "S"
        exif[0x010F] = "Pembuat Ponsel"
    written = BytesIO()
    picture.save(written, "JPEG", exif=exif)
    return written.getvalue()


@pytest.fixture
def draft(warga: Reporter, session: Session) -> str:
    """A draft whose next step is evidence."""
    address = warga.begin()
    warga.choose_category(address, session)
    warga.follow(warga.send(f"{address}/kejadian", **EVENT))
    warga.follow(warga.send(f"{address}/terlapor", **PERSON))
    return address


def test_limits_are_said_before_anything_is_chosen(warga: Reporter, draft: str) -> None:
    warga.get(f"{draft}/bukti")
    assert "foto sampai 20 MB" in warga.words
    assert "video sampai 25 MB" in warga.words
    assert "Masih ada tempat untuk 10 berkas" in warga.words


def test_a_bad_file_costs_only_itself(warga: Reporter, draft: str) -> None:
    response = warga.upload(
        f"{draft}/bukti",
        ("foto loket.jpg", photo()),
        ("C:\\data\\pasang.exe", PROGRAM),
        ("kosong.txt", b""),
    )
    assert response.status_code == 422
    assert "pasang.exe: Jenis berkas ini tidak diterima" in warga.words
    assert "kosong.txt: Berkas ini kosong" in warga.words
    assert "foto loket.jpg" in warga.words
    assert "Masih ada tempat untuk 9 berkas" in warga.words


def test_a_program_that_calls_itself_a_picture_is_refused(warga: Reporter, draft: str) -> None:
    assert warga.upload(f"{draft}/bukti", ("foto.jpg", PROGRAM)).status_code == 422
    page = b"<html><script>alert(1)</script></html>"
    assert warga.upload(f"{draft}/bukti", ("foto.png", page)).status_code == 422


def test_a_hostile_name_is_shown_harmless(warga: Reporter, draft: str) -> None:
    name = '../../\u202egpj.<img src=x onerror=alert(1)>".jpg'
    warga.follow(warga.upload(f"{draft}/bukti", (name, photo()), upload="1"))
    assert "<img src=x" not in warga.page
    assert "\u202e" not in warga.page


def test_continuing_sends_the_chosen_files_too(warga: Reporter, draft: str) -> None:
    warga.follow(warga.upload(f"{draft}/bukti", ("catatan.txt", b"catatan")))
    assert "Bolehkah dinas yang menanggapi tahu nama Anda" in warga.words
    warga.get(f"{draft}/bukti")
    assert "catatan.txt" in warga.words


def test_the_same_file_twice_is_kept_once(warga: Reporter, draft: str) -> None:
    for _ in range(2):
        warga.follow(warga.upload(f"{draft}/bukti", ("a.txt", b"sama"), upload="1"))
    assert "Masih ada tempat untuk 9 berkas" in warga.words


def test_a_full_list_takes_no_more(warga: Reporter, draft: str) -> None:
    many = [(f"{number}.txt", f"catatan {number}".encode()) for number in range(12)]
    assert warga.upload(f"{draft}/bukti", *many).status_code == 422
    assert "Paling banyak 10 berkas" in warga.words
    assert "9.txt" in warga.words
    assert "Tempat untuk berkas sudah penuh" in warga.words


def test_a_file_can_be_taken_out_again(warga: Reporter, draft: str) -> None:
    warga.follow(warga.upload(f"{draft}/bukti", ("a.txt", b"satu"), upload="1"))
    removal = warga.page.split(f'action="{draft}/bukti/')[1].split('"')[0]
    warga.follow(warga.send(f"{draft}/bukti/{removal}"))
    assert "a.txt sudah dihapus" in warga.words
    warga.follow(warga.send(f"{draft}/bukti/{removal}"))
    assert "Masih ada tempat untuk 10 berkas" in warga.words


def test_uploading_nothing_says_so(warga: Reporter, draft: str) -> None:
    warga.get(f"{draft}/bukti")
    warga.follow(warga.upload(f"{draft}/bukti", upload="1"))
    assert "Pilih berkas dahulu" in warga.words


def test_filed_evidence_has_no_hidden_particulars_and_is_its_owners_alone(
    warga: Reporter, asn: Reporter, draft: str, session: Session
) -> None:
    original = photo(with_place=True)
    warga.upload(f"{draft}/bukti", ("bukti.jpg", original))
    warga.get(f"{draft}/kerahasiaan")
    warga.send(f"{draft}/kerahasiaan", identity="shown")
    warga.get(f"{draft}/periksa")
    response = warga.send(f"{draft}/periksa")
    page = response.headers["Location"].removesuffix("/tanda-terima")
    [attachment] = session.scalars(select(Attachment))
    assert b"Pembuat Ponsel" in original
    assert b"Pembuat Ponsel" not in house().files.get(attachment.sha256)

    warga.get(page)
    assert "Bukti 1: bukti.jpg" in warga.words
    file = f"{page}/bukti/{attachment.id}"
    download = warga.get(file)
    assert download.status_code == 200
    assert download.mimetype == "image/jpeg"
    assert download.headers["Content-Disposition"] == "attachment; filename=bukti.jpg"
    assert download.headers["X-Content-Type-Options"] == "nosniff"
    assert download.headers["Cache-Control"] == "no-store"
    assert "sandbox" in download.headers["Content-Security-Policy"]
    assert asn.get(file).status_code == 404


def test_a_request_that_is_too_large_gets_a_page(
    warga: Reporter, draft: str, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 10_000)
    response = warga.upload(f"{draft}/bukti", ("besar.txt", b"x" * 50_000))
    assert response.status_code == 413
    assert "Berkas terlalu besar" in warga.words
    assert "Setiap berkas paling besar 25 MB" in warga.words

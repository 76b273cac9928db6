"""Whatever goes wrong, a person gets a page in Indonesian that says what to do."""

from __future__ import annotations

import logging

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from portal.pages import DESK_FRONTS, DeskFronts
from tests.portal.reporting import EVENT, Reporter


def test_an_unknown_address_gets_a_page(stranger: Reporter) -> None:
    assert stranger.get("/tidak-ada").status_code == 404
    assert "Halaman tidak ditemukan" in stranger.words


def test_an_address_under_the_api_gets_no_page(stranger: Reporter) -> None:
    response = stranger.get("/api/tidak-ada")
    assert response.status_code == 404
    assert "Tanggap" not in response.get_data(as_text=True)


def test_a_form_address_opened_by_hand_gets_a_page(warga: Reporter, session: Session) -> None:
    page = warga.file(session)
    response = warga.get(f"{page}/pesan")
    assert response.status_code == 405
    assert "POST" in response.headers["Allow"]
    assert "tidak bisa dibuka begitu saja" in warga.words


def test_an_expired_token_keeps_what_was_typed(warga: Reporter, session: Session) -> None:
    draft = warga.begin()
    warga.choose_category(draft, session)
    warga.follow(warga.send(f"{draft}/kejadian", token="basi", **EVENT))
    assert warga.fields["subject"] == EVENT["subject"]
    assert "Tulisan Anda kami simpan" in warga.words


def test_persons_typed_before_an_expired_token_are_kept(warga: Reporter, session: Session) -> None:
    draft = warga.begin()
    warga.choose_category(draft, session)
    warga.follow(warga.send(f"{draft}/kejadian", **EVENT))
    typed = {"person0-name": "Pak Joko", "person1-name": "Bu Rini"}
    warga.follow(warga.send(f"{draft}/terlapor", token="basi", **typed))
    assert warga.fields["person0-name"] == "Pak Joko"
    assert warga.fields["person1-name"] == "Bu Rini"


def test_a_message_typed_before_an_expired_token_is_kept(warga: Reporter, session: Session) -> None:
    page = warga.file(session)
    warga.get(page)
    typed = {"message_id": warga.fields["message_id"], "text": "Apakah perlu datang?"}
    warga.client.environ_base["HTTP_REFERER"] = f"http://localhost{page}"
    warga.follow(warga.send(f"{page}/pesan", token="basi", **typed))
    assert warga.fields["text"].strip() == "Apakah perlu datang?"
    warga.follow(warga.send(f"{page}/pesan", **{**typed, "message_id": warga.fields["message_id"]}))
    assert "Pesan Anda terkirim." in warga.words


def test_another_sites_form_does_nothing(warga: Reporter, session: Session) -> None:
    response = warga.send_from_elsewhere("/lapor")
    assert response.status_code == 400


def test_a_failure_is_told_with_its_reference(
    app: Flask,
    stranger: Reporter,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fails() -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(app.view_functions, "portal.help_page", fails)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    with caplog.at_level(logging.ERROR):
        response = stranger.get("/bantuan")
    assert response.status_code == 500
    assert "Maaf, ada kesalahan di pihak kami" in stranger.words
    reference = stranger.page.split("<code>")[1].split("</code>")[0]
    assert reference in caplog.text


def test_a_page_comes_out_while_the_database_is_away(
    app: Flask, stranger: Reporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Away(DeskFronts):
        def current(self) -> None:  # type: ignore[override]
            raise OperationalError("SELECT", {}, Exception("connection refused"))

    monkeypatch.setitem(app.extensions, DESK_FRONTS, Away("nkk"))
    response = stranger.get("/")
    assert response.status_code == 503
    assert "Layanan sedang tidak tersedia" in stranger.words
    assert response.headers["Retry-After"] == "30"


@pytest.mark.parametrize(
    "path", ["/lapor/x/kejadian", "/laporan/1", "/lacak/%00", "/periksa/%ff%fe", "/lapor?next=//x"]
)
def test_odd_addresses_never_fail(stranger: Reporter, path: str) -> None:
    assert stranger.get(path).status_code < 500

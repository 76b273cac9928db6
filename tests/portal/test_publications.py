"""Anybody reads, searches and follows published answers; nothing in them names a person."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from xml.etree import ElementTree

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tanggap.domain.publication import TextField
from tanggap.rate_limits import limiter
from tanggap.services.publications import PAGE_SIZE
from tanggap.services.publishing import wish_of, withdraw_publication
from tanggap.storage.publications import Publication
from tanggap.storage.reports import Report
from tests.conftest import MovableClock
from tests.portal.reporting import Reporter
from tests.portal.test_query_caps import cost
from tests.services.nkk_desk import officer
from tests.services.published import SECRETS, answered, nkk, open_the_desk, published

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(autouse=True)
def desk_that_publishes(session: Session) -> None:
    open_the_desk(session)


def titled(session: Session, title: str, answer: str | None = None) -> Publication:
    report = answered(session)
    wishes = {TextField.TITLE: wish_of(title, [], [], [])}
    if answer is not None:
        wishes[TextField.ANSWER] = wish_of(answer, [], [], [])
    return published(session, report, wishes)


def link(browser: Reporter, rel: str) -> str:
    """Where a link of the page leads, by what it is."""
    before = browser.page.split(f'rel="{rel}"')[0]
    return unescape(before.rsplit('href="', 1)[1].split('"')[0])


def test_a_published_answer_is_found_and_names_nobody(stranger: Reporter, session: Session) -> None:
    row = titled(session, "Pungutan di loket")
    stranger.get("/")
    assert "/publikasi" in stranger.page
    stranger.get("/publikasi?q=pungutan")
    assert "Pungutan di loket" in stranger.words
    response = stranger.get(f"/publikasi/{row.public_id}")
    assert response.status_code == 200
    assert "<title>Pungutan di loket – Jawaban atas pengaduan" in stranger.page
    assert "Loket 3 kini gratis" in stranger.words
    article = stranger.page.split("<article>")[1].split("</article>")[0]
    assert [secret for secret in SECRETS if secret in article] == []
    assert response.headers["Cache-Control"] == "no-cache"


def test_words_desk_and_category_narrow_the_list(stranger: Reporter, session: Session) -> None:
    titled(session, "Lampu jalan padam", "Lampunya sudah diganti.")
    titled(session, "Loket tutup", "Loket buka lagi.")
    for query, shown, hidden in (
        ("q=lampu", "Lampu jalan padam", "Loket tutup"),
        ("q=lampunya+diganti", "Lampu jalan padam", "Loket tutup"),
        ("layanan=nkk", "Loket tutup", "Tidak ditemukan"),
        ("layanan=lain", "Tidak ditemukan", "Loket tutup"),
        ("q=%22tidak+ada+begini", "Tidak ditemukan", "Loket tutup"),
        ("kategori=bukan-id&sesudah=%00x", "Loket tutup", "Tidak ditemukan"),
    ):
        assert stranger.get(f"/publikasi?{query}").status_code == 200
        assert shown in stranger.words, query
        assert hidden not in stranger.words, query
    stranger.get("/publikasi?layanan=nkk")
    assert "Pelanggaran kode etik" in stranger.words


def test_the_list_turns_its_pages_by_key(
    stranger: Reporter, session: Session, clock: MovableClock
) -> None:
    for number in range(PAGE_SIZE + 2):
        titled(session, f"Laporan ke {number:02}")
        clock.advance(minutes=1)
    stranger.get("/publikasi")
    assert f"Laporan ke {PAGE_SIZE + 1:02}" in stranger.words
    assert "Laporan ke 01" not in stranger.words
    assert cost(stranger, "/publikasi?layanan=nkk") <= 3
    stranger.get(link(stranger, "next"))
    assert "Laporan ke 01" in stranger.words
    assert "Laporan ke 00" in stranger.words
    assert f"Laporan ke {PAGE_SIZE + 1:02}" not in stranger.words
    stranger.get(link(stranger, "prev"))
    assert f"Laporan ke {PAGE_SIZE + 1:02}" in stranger.words


def test_what_is_withdrawn_or_secret_is_gone(stranger: Reporter, session: Session) -> None:
    row = titled(session, "Pungutan di loket")
    withdraw_publication(officer(session, "operator"), row.report_id, "Ada nama saksi")
    assert stranger.get(f"/publikasi/{row.public_id}").status_code == 410
    assert "Pungutan" not in stranger.words
    assert "saksi" not in stranger.words
    other = titled(session, "Loket tutup")
    nkk(session).is_ethics = True
    session.commit()
    for path in ("/publikasi", "/publikasi/umpan.atom", f"/publikasi/{other.public_id}"):
        assert "Loket tutup" not in stranger.get(path).get_data(as_text=True)
    for unknown in ("0" * 16, "x", "%00", "NKK-2026-00001"):
        assert stranger.get(f"/publikasi/{unknown}").status_code == 404


def test_the_feed_is_valid_atom_with_ids_that_stay(
    stranger: Reporter, session: Session, clock: MovableClock
) -> None:
    row = titled(session, "Biaya <b>&amp; pungutan</b>", "Gratis & cepat <tanpa syarat>.")
    response = stranger.get("/publikasi/umpan.atom")
    assert response.content_type == "application/atom+xml; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-cache"
    feed = ElementTree.fromstring(response.get_data())
    [entry] = feed.findall("a:entry", ATOM)

    def said(parent: ElementTree.Element, name: str) -> str:
        found = parent.find(f"a:{name}", ATOM)
        assert found is not None, name
        return found.text or ""

    assert said(entry, "title") == "Biaya <b>&amp; pungutan</b>"
    assert "Gratis & cepat <tanpa syarat>." in said(entry, "content")
    assert said(entry, "id") == f"urn:uuid:{row.id}"
    assert said(entry, "updated") == said(feed, "updated") == "2026-07-16T02:00:00Z"
    assert said(feed, "id").startswith("urn:uuid:")
    assert {link.get("rel") for link in feed.findall("a:link", ATOM)} == {"self", "alternate"}
    assert said(feed.findall("a:author", ATOM)[0], "name")
    assert not any(secret in response.get_data(as_text=True) for secret in SECRETS)
    clock.advance(hours=2)
    session.expire_all()
    published(session, session.get_one(Report, row.report_id))
    again = ElementTree.fromstring(stranger.get("/publikasi/umpan.atom").get_data())
    [changed] = again.findall("a:entry", ATOM)
    assert said(changed, "id") == said(entry, "id")
    assert said(changed, "published") == said(entry, "published")
    assert said(changed, "updated") == "2026-07-16T04:00:00Z"


def test_what_nobody_changed_is_not_sent_again(
    stranger: Reporter, session: Session, app: Flask
) -> None:
    row = titled(session, "Loket tutup")
    for path in ("/publikasi", f"/publikasi/{row.public_id}", "/publikasi/umpan.atom"):
        tag = stranger.get(path).headers["ETag"]
        with app.app_context():
            again = stranger.client.get(path, headers={"If-None-Match": tag})
        assert again.status_code == 304


@pytest.fixture
def limited() -> Iterator[None]:
    limiter.enabled = True
    limiter.reset()
    yield
    limiter.enabled = False
    limiter.reset()


@pytest.mark.usefixtures("limited")
def test_nobody_reads_everything_in_a_minute(stranger: Reporter) -> None:
    statuses = [stranger.get("/publikasi").status_code for _ in range(121)]
    assert statuses == [200] * 120 + [429]


def test_a_signed_in_readers_page_is_kept_by_no_cache(warga: Reporter) -> None:
    assert warga.get("/publikasi").headers["Cache-Control"] == "no-store"

"""A reporter at the portal, without scripts: fills in the steps, uploads files, sends."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tanggap.storage.organisation import Category
from tests.conftest import PASSWORD
from tests.portal.browsing import SAME_ORIGIN, Browser

EVENT = {
    "subject": "Petugas meminta uang untuk surat pindah",
    "narrative": "Pagi itu saya datang.\r\n\r\nPetugas loket meminta uang Rp50.000.",
    "happened": "Senin, sekitar pukul 10",
    "place": "Loket 3",
}
PERSON = {
    "person0-name": "Bapak Joko",
    "person0-unit_name": "Dinas Perhubungan",
    "person0-position": "",
    "person0-nip": "",
}
STEPS = ("kategori", "subkategori", "kejadian", "terlapor", "bukti", "kerahasiaan", "periksa")


class Reporter(Browser):
    """One reporter's browser, with the moves of the report form."""

    def upload(
        self, path: str, *files: tuple[str, bytes], field: str = "files", **fields: str
    ) -> TestResponse:
        """POST a form with files, each a name and its content."""
        with_files: dict[str, Any] = {
            "csrf_token": self.token,
            **fields,
            field: [(BytesIO(content), name) for name, content in files],
        }
        return self._open(path, "POST", with_files, SAME_ORIGIN)

    def begin(self) -> str:
        """Begin a report; returns the address its steps lie under."""
        self.get("/lapor")
        response = self.send("/lapor")
        self.follow(response)
        return response.headers["Location"].rsplit("/", 1)[0]

    def choose_category(self, draft: str, session: Session) -> None:
        sub = session.scalars(
            select(Category).where(Category.name == "Penyalahgunaan jabatan")
        ).one()
        self.get(f"{draft}/kategori")
        self.follow(self.send(f"{draft}/kategori", chosen=str(sub.parent_id)))
        self.follow(self.send(f"{draft}/subkategori", chosen=str(sub.id)))

    def fill_in(self, session: Session, **event: str) -> str:
        """Fill in every step but the last; returns the draft's address."""
        draft = self.begin()
        self.choose_category(draft, session)
        self.follow(self.send(f"{draft}/kejadian", **{**EVENT, **event}))
        self.follow(self.send(f"{draft}/terlapor", **PERSON))
        self.follow(self.send(f"{draft}/bukti"))
        self.follow(self.send(f"{draft}/kerahasiaan", identity="hidden"))
        return draft

    def file(self, session: Session, **event: str) -> str:
        """File a report; returns the address of its page."""
        draft = self.fill_in(session, **event)
        response = self.send(f"{draft}/periksa")
        self.follow(response)
        return response.headers["Location"].removesuffix("/tanda-terima")


def signed_in(app: Flask, login: str) -> Reporter:
    """The browser of a demonstration account that has logged in."""
    reporter = Reporter(app)
    assert reporter.log_in(f"{login}@contoh.example", PASSWORD).status_code == 303
    return reporter

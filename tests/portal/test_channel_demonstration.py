from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.channels.demonstration_phone import DemonstrationPhone
from tanggap.services.house import house
from tanggap.storage.channels import DeskChannel
from tanggap.storage.reports import Attachment, Report
from tests.services.inbound.chat_desk import open_chat_desk
from tests.services.nkk_desk import run_jobs

PAGE = "/peragaan/kanal"


@pytest.fixture
def demonstration(app: Flask, session: Session) -> Iterator[dict[str, str]]:
    """The product in demonstration mode; the addresses of a desk by channel."""
    open_chat_desk(session)
    parts = house()
    before = parts.settings, parts.ways_out
    parts.settings = parts.settings.model_copy(update={"mode": "demonstration"})
    phone = DemonstrationPhone()
    parts.ways_out = {"whatsapp": phone, "sms": phone}
    rows = session.scalars(select(DeskChannel))
    yield {row.channel: str(row.id) for row in rows}
    parts.settings, parts.ways_out = before


def send(app: Flask, **fields: object) -> tuple[int, str]:
    client = app.test_client()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(PAGE).text)
    assert token is not None
    answer = client.post(
        PAGE, data={"csrf_token": token[1], **fields}, content_type="multipart/form-data"
    )
    where = answer.headers.get("Location", "")
    return answer.status_code, client.get(where).text if where else answer.text


def test_a_person_writes_to_a_desk_and_reads_its_answer(
    app: Flask, session: Session, demonstration: dict[str, str]
) -> None:
    fields = {"door": demonstration["whatsapp"], "sender": "0812-3456-7890"}
    status, page = send(app, **fields, text="Lampu <b>mati</b>")
    assert status == 303
    assert "Lampu &lt;b&gt;mati&lt;/b&gt;" in page
    run_jobs(session)
    report = session.scalars(select(Report)).one()
    page = app.test_client().get(PAGE, query_string=fields).text
    assert report.number in page
    assert "terkirim" in page


def test_a_photo_comes_along(app: Flask, session: Session, demonstration: dict[str, str]) -> None:
    kept = io.BytesIO()
    Image.new("RGB", (20, 20)).save(kept, "PNG")
    kept.seek(0)
    status, _ = send(
        app,
        door=demonstration["email"],
        sender="warga@contoh.example",
        text="",
        subject="Foto",
        file=(kept, "foto.png"),
    )
    assert status == 303
    assert session.scalars(select(Attachment.given_name)).all() == ["foto.png"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"sender": "bukan nomor", "text": "Halo"}, "Nomor telepon"),
        ({"sender": "", "text": "Halo"}, "Tulis nomor ponsel"),
        ({"sender": "081234567890", "text": " "}, "Tulis isinya"),
        ({"sender": "081234567890", "text": "Halo", "door": "x"}, "Pilih"),
    ],
)
def test_what_cannot_be_sent_is_said(
    app: Flask, demonstration: dict[str, str], fields: dict[str, str], said: str
) -> None:
    status, page = send(app, **{"door": demonstration["sms"], **fields})
    assert status == 422
    assert said in page


def test_outside_a_demonstration_there_is_no_such_page(app: Flask) -> None:
    assert app.test_client().get(PAGE).status_code == 404

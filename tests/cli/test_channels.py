from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.storage.events import AuditEntry
from tanggap.storage.organisation import Desk


def run(app: Flask, *words: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["channel", *words])
    return result.exit_code, result.output


def test_a_desk_is_connected_listed_and_disconnected(app: Flask, session: Session) -> None:
    assert run(app, "connect", "nkk", "email", "Lapor@Contoh.example")[0] == 0
    assert run(app, "connect", "nkk", "sms", "1708") == (
        0,
        "Layanan Pengaduan NKK: sms 1708 tersambung.\n",
    )
    assert run(app, "disconnect", "sms", "1708")[0] == 0
    lines = [line.split() for line in run(app, "list")[1].splitlines()]
    assert ["nkk", "email", "lapor@contoh.example"] in lines
    assert ["nkk", "sms", "1708", "(diputus)"] in lines
    desk = session.scalars(select(Desk).where(Desk.slug == "nkk")).one()
    assert {"sms", "email"} <= set(desk.channels)
    actions = session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert actions[-3:] == ["channel_connected", "channel_connected", "channel_disconnected"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("connect", "tidak-ada", "sms", "1708"), "Layanan"),
        (("connect", "nkk", "faks", "1708"), "whatsapp"),
        (("connect", "nkk", "whatsapp", "+62 812"), "Phone Number ID"),
        (("connect", "nkk", "email", "bukan alamat"), "Alamat kanal belum benar"),
        (("disconnect", "sms", "404"), "tidak ada"),
    ],
)
def test_a_wrong_connection_is_refused_in_a_sentence(
    app: Flask, words: tuple[str, ...], said: str
) -> None:
    status, output = run(app, *words)
    assert status == 1
    assert said in output

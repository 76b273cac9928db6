"""The operator tells the product by which NIK BSrE knows a signatory."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.storage.accounts import Post
from tests.services.nkk_desk import account

NIK = "1971015203700001"


def test_the_nik_of_a_signatory_is_kept_and_never_printed(app: Flask, session: Session) -> None:
    head = account(session, "kepala")
    runner = app.test_cli_runner()
    done = runner.invoke(args=["signing", "nik", head.email], input=f"{NIK}\n")
    assert done.exit_code == 0
    assert head.name in done.output
    assert NIK not in done.output
    session.expire_all()
    assert session.scalars(select(Post.nik).where(Post.account_id == head.id)).one() == NIK


def test_a_wrong_nik_and_a_stranger_are_refused_in_words(app: Flask, session: Session) -> None:
    runner = app.test_cli_runner()
    wrong = runner.invoke(args=["signing", "nik", account(session, "kepala").email], input="12\n")
    assert wrong.exit_code == 1
    assert "NIK terdiri atas 16 angka" in wrong.output
    stranger = runner.invoke(args=["signing", "nik", "tidak@ada.example"], input=f"{NIK}\n")
    assert stranger.exit_code == 1
    assert "Petugas ini tidak ada" in stranger.output

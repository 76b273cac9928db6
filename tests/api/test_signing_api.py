"""The signing desk over the API: what waits, reading it, initials, return, signature, many."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_security import hash_password
from sqlalchemy.orm import Session

from tanggap.cli.demonstration import PASSWORD
from tanggap.services.transaction import transaction
from tests.api.conftest import SignIn
from tests.api.officers import Browser, code_of, queries
from tests.services.licence_desk import (
    DIVISION,
    DRAFT,
    DRAFTER,
    HEAD,
    SECRET,
    SECRETARY,
    drafted,
    found_licence_desk,
    initial,
    pkcs12,
    signing_house,
    to_the_head,
)
from tests.services.nkk_desk import document

DESK = "/signing/letters"


@pytest.fixture(autouse=True)
def licence_desk(app: Flask, tmp_path: Path) -> Iterator[None]:
    """The licensing desk, whose officers can sign in, signing with certificates of the house."""
    with signing_house():
        with transaction() as own:
            found_licence_desk(own, hash_password(PASSWORD))
        pkcs12(tmp_path / "certificates")
        yield


def waiting(browser: Browser, **query: Any) -> list[dict[str, Any]]:
    response = browser.get(DESK, query_string=query)
    assert response.status_code == 200
    return list(response.get_json()["items"])


def on(letter: dict[str, Any]) -> dict[str, Any]:
    return {"headers": {"If-Match": letter["etag"]}}


def test_a_letter_goes_up_and_is_signed(session: Session, sign_in: SignIn) -> None:
    report = drafted(session)
    secretary = sign_in(SECRETARY)
    assert waiting(secretary) == []
    division = sign_in(DIVISION)
    [letter] = waiting(division)
    assert (letter["wanted"], letter["report_number"]) == ("initial", report.number)
    path = f"{DESK}/{letter['task_id']}"
    read = division.get(path).get_json()
    assert read["text"] == DRAFT
    assert [(rung["step"], rung["is_yours"]) for rung in read["rungs"]] == [
        ("check_division", True),
        ("check_secretary", False),
        ("sign", False),
    ]
    assert division.get(f"{path}/preview").get_data().startswith(b"%PDF-")
    body = {"text_sha256": letter["text_sha256"]}
    assert division.post(f"{path}/initial", body, **on(letter)).status_code == 200

    [letter] = waiting(secretary)
    path = f"{DESK}/{letter['task_id']}"
    marks = secretary.get(path).get_json()["marks"]
    assert [(mark["kind"], mark["is_present_text"]) for mark in marks] == [("initial", True)]
    assert secretary.post(f"{path}/initial", body, **on(letter)).status_code == 200

    head = sign_in(HEAD.login)
    [letter] = waiting(head)
    path = f"{DESK}/{letter['task_id']}/signature"
    wrong = head.post(path, {**body, "passphrase": "bukan frasa saya"}, **on(letter))
    assert (wrong.status_code, code_of(wrong)) == (422, "passphrase-wrong")
    assert "bukan frasa saya" not in wrong.get_data(as_text=True)
    empty = head.post(path, {**body, "passphrase": ""}, **on(letter))
    assert code_of(empty) == "passphrase-missing"
    assert head.post(path, {**body, "passphrase": SECRET}, **on(letter)).status_code == 200
    assert waiting(head) == []
    session.expire_all()
    assert document(session, report, "reply_letter").signing == "signed"


def test_a_letter_sent_back_carries_its_note(session: Session, sign_in: SignIn) -> None:
    drafted(session)
    division = sign_in(DIVISION)
    [letter] = waiting(division)
    path = f"{DESK}/{letter['task_id']}/return"
    blank = division.post(path, {"note": " "}, **on(letter))
    assert code_of(blank) == "output-missing"
    assert division.post(path, {"note": "Sebut nomor izin."}, **on(letter)).status_code == 200
    report = sign_in(DRAFTER).report(letter["report_id"])
    assert "Sebut nomor izin." in str(report["timeline"])


def test_what_changed_meanwhile_is_refused_and_nothing_is_lost(
    session: Session, sign_in: SignIn
) -> None:
    drafted(session)
    division = sign_in(DIVISION)
    [letter] = waiting(division)
    path = f"{DESK}/{letter['task_id']}/initial"
    other = division.post(path, {"text_sha256": "0" * 64}, **on(letter))
    assert (other.status_code, code_of(other)) == (409, "letter-text-changed")
    old = division.post(path, {"text_sha256": letter["text_sha256"]}, headers={"If-Match": '"999"'})
    assert (old.status_code, code_of(old)) == (412, "version-outdated")
    assert waiting(division) == [letter]


def test_several_are_signed_with_one_passphrase(session: Session, sign_in: SignIn) -> None:
    for number in range(3):
        to_the_head(session, f"Izin {number}")
    head = sign_in(HEAD.login)
    letters = waiting(head)
    chosen = [
        {name: one[name] for name in ("task_id", "version", "text_sha256")} for one in letters
    ]
    chosen[1]["version"] = 999
    answered = head.post("/signing/signatures", {"passphrase": SECRET, "letters": chosen})
    assert [one["code"] for one in answered.get_json()["items"]] == [
        None,
        "version-outdated",
        None,
    ]
    assert [one["report_number"] for one in waiting(head)] == [letters[1]["report_number"]]
    too_many = head.post("/signing/signatures", {"passphrase": SECRET, "letters": chosen * 7})
    assert too_many.status_code == 422


def test_the_list_is_paged_and_costs_the_same_however_long_it_is(
    session: Session, sign_in: SignIn
) -> None:
    first = drafted(session, "Izin 0")
    division = sign_in(DIVISION)
    waiting(division)
    cost = queries(lambda: waiting(division))
    for number in range(1, 5):
        drafted(session, f"Izin {number}")
    assert queries(lambda: waiting(division)) == cost
    page = division.get(DESK, query_string={"limit": 2}).get_json()
    rest = waiting(division, cursor=page["next_cursor"], limit=100)
    assert len({one["task_id"] for one in (*page["items"], *rest)}) == 5
    initial(session, first, DIVISION)
    assert len(waiting(division)) == 4

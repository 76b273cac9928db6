"""Every operation × every role: the answers are those of the reviewed table, and no other."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.services.exclusions import exclude
from tanggap.services.house import now
from tanggap.services.transaction import transaction
from tanggap.storage.correspondence import Document
from tanggap.storage.knowledge import KnowledgeEntry
from tanggap.storage.reports import Report
from tests.api.attached import attach
from tests.api.officers import PREFIX, Browser
from tests.api.role_requests import LATER, request_for
from tests.api.test_reports import with_department
from tests.services.nkk_desk import account, open_tasks, run_jobs

TABLE = Path(__file__).with_name("role_matrix.csv")
MADE_UP = "0190a0a0-0000-7000-8000-000000000000"
LOGINS = {
    "anonymous": None,
    "reporter": "warga",
    "operator": "operator",
    "main_team": "timutama",
    "supporting_team": "dinkes",
    "other_team": "disdik",
    "administrator": "admin",
    "auditor": "auditor",
    "excluded_officer": "operator2",
}


def operations(app: Flask) -> list[str]:
    """Every method and rule, in the order in which they are asked for."""
    found = [
        f"{method} {rule.rule.removeprefix(PREFIX)}"
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(PREFIX)
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    ]
    order = {operation: place for place, operation in enumerate(LATER)}
    is_change = {operation: not operation.startswith("GET") for operation in found}
    return sorted(found, key=lambda one: (order.get(one, -1), is_change[one], one))


def table() -> dict[str, dict[str, str]]:
    """The reviewed answers: operation → role → status."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return {f"{row['method']} {row['route']}": row for row in csv.DictReader(lines)}


@pytest.fixture
def ids(session: Session) -> dict[str, str]:
    """A report with papers and evidence that lies with the health office, hidden from one."""
    report = with_department(session, confidential=True)
    run_jobs(session)
    attachment = attach(report)
    with transaction() as own:
        report = own.get_one(Report, report.id)
        exclude(own, report, account(own, "operator2").id, "named_by_officer", now())
    return {
        "report_id": str(report.id),
        "etag": f'"{report.version}"',
        "task_id": str(open_tasks(session, report)[0].id),
        "action": "respond",
        "desk_id": str(report.desk_id),
        "category_id": str(report.category_id),
        "version_id": str(report.procedure_version_id),
        "document_id": str(_disposition(session, report)),
        "evidence_id": str(attachment),
        "entry_id": str(session.scalars(select(KnowledgeEntry.id).limit(1)).one()),
        "recap_id": MADE_UP,
        "passkey_id": MADE_UP,
        "view_id": MADE_UP,
        "kind": "note",
        "about_id": str(report.id),
        "stranger_id": str(account(session, "dishub").id),
    }


def _disposition(session: Session, report: Report) -> UUID:
    return session.scalars(
        select(Document.id).where(Document.report_id == report.id, Document.kind == "disposition")
    ).one()


def entered(app: Flask, session: Session, login: str | None) -> Browser:
    """A browser signed in as ``login``."""
    browser = Browser(app)
    browser.fetch_token()
    if login == "warga":
        browser.enter_as(account(session, login))
    elif login is not None:
        assert browser.sign_in(login).status_code == 200
    return browser


def value_of(name: str, rule: str, ids: dict[str, str]) -> str:
    """What stands in an address: a real id for the officers' work, a made-up one elsewhere."""
    if name == "year":
        return "2027"
    return MADE_UP if rule.startswith("/administration/") else ids[name]


def ask(browser: Browser, operation: str, ids: dict[str, str]) -> int:
    """The status this browser gets for an operation."""
    method, _, rule = operation.partition(" ")
    path = re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", lambda found: value_of(found[1], rule, ids), rule)
    response = browser.send(method, path, **request_for(operation, ids))
    if path == "/account/other-sessions" and response.status_code == 200:
        browser.token = response.get_json()["csrf_token"]  # a new login, so a new token
    return int(response.status_code)


def test_the_table_has_every_operation(app: Flask) -> None:
    assert sorted(table()) == sorted(operations(app))


@pytest.mark.parametrize("role", LOGINS)
def test_every_operation_answers_a_role_as_reviewed(
    app: Flask, session: Session, ids: dict[str, str], role: str
) -> None:
    browser = entered(app, session, LOGINS[role])
    reviewed = table()
    answers: dict[str, Any] = {one: ask(browser, one, ids) for one in operations(app)}
    different = {
        operation: f"{status}, reviewed {reviewed.get(operation, {}).get(role)}"
        for operation, status in answers.items()
        if str(status) != reviewed.get(operation, {}).get(role)
    }
    assert different == {}

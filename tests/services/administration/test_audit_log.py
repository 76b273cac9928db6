"""The audit log: who did what, in words and with names."""

from __future__ import annotations

import ast
from datetime import timedelta

from sqlalchemy.orm import Session

from tanggap.services.administration.acting import Acting
from tanggap.services.administration.audit_log import AuditFilter, audit_page
from tanggap.services.administration.audit_texts import ACTIONS
from tanggap.services.administration.units import change_unit
from tanggap.services.house import now
from tanggap.services.unmasking import unmask_reporter
from tanggap.settings import ROOT
from tests.conftest import MovableClock
from tests.services.administration.office import ADDRESS, as_administrator, refused
from tests.services.nkk_desk import account, file, officer, unit
from tests.statements import statements_sent

PLACE_OF_ACTION = {"audit": 3, "note": 2, "change": 4, "_note": 2, "_audit": 3, "_audit_self": 3}
"""Where functions that write to the audit log are told the action."""


def test_administrators_and_auditors_read_it_and_nobody_else(session: Session) -> None:
    for login in ("admin", "auditor"):
        audit_page(as_administrator(session, login), AuditFilter())
    for login in ("operator", "kepala", "warga"):
        with refused("not-allowed"):
            audit_page(as_administrator(session, login), AuditFilter())


def test_a_change_stands_there_in_words_and_names(admin: Acting, session: Session) -> None:
    dinkes = unit(session, "dinkes")
    head = account(session, "dinkes")
    change_unit(admin, dinkes.id, 1, {"head_id": head.id, "deputy": "Plh."})
    line = audit_page(admin, AuditFilter()).lines[0]
    assert (line.what, line.object_label, line.object_name) == (
        "Perangkat daerah diubah",
        "Perangkat daerah",
        "Dinas Kesehatan",
    )
    assert (line.account_name, line.address) == ("Anggun Prameswari", ADDRESS)
    assert [(one.label, one.was, one.becomes) for one in line.changes] == [
        ("Kepala", None, "Yoga Permana"),
        ("Plt./Plh.", None, "Plh."),
    ]


def test_it_is_filtered_by_who_what_whom_and_when(
    admin: Acting, session: Session, clock: MovableClock
) -> None:
    dinkes, disdik = unit(session, "dinkes"), unit(session, "disdik")
    change_unit(admin, dinkes.id, 1, {"name": "A"})
    clock.advance(hours=1)
    middle = now()
    change_unit(admin, disdik.id, 1, {"name": "B"})
    report = file(confidential=True)
    unmask_reporter(officer(session, "timutama"), report.id, "Ancaman")

    def found(**wanted: object) -> list[str]:
        page = audit_page(admin, AuditFilter(**wanted))  # type: ignore[arg-type]
        return [line.object_name for line in page.lines]

    assert found(object_kind="unit") == ["B", "A"]
    assert found(object_id=str(dinkes.id)) == ["A"]
    assert found(account_id=account(session, "timutama").id) == [report.number]
    assert found(action="identity_unmasked") == [report.number]
    assert found(object_kind="unit", since=middle) == ["B"]
    assert found(object_kind="unit", until=middle) == ["A"]
    assert found(object_kind="unit", since=middle + timedelta(hours=1)) == []


def test_it_goes_on_where_the_page_ended(admin: Acting, session: Session) -> None:
    dinkes = unit(session, "dinkes")
    for version in range(1, 6):
        change_unit(admin, dinkes.id, version, {"name": f"Nama {version}"})
    first = audit_page(admin, AuditFilter(object_kind="unit"), limit=3)
    rest = audit_page(admin, AuditFilter(object_kind="unit"), after=first.next_id, limit=3)
    told = [line.changes[0].becomes for line in (*first.lines, *rest.lines)]
    assert told == [f"Nama {version}" for version in range(5, 0, -1)]
    assert rest.next_id is None


def test_a_page_costs_the_same_however_long(admin: Acting, session: Session) -> None:
    dinkes = unit(session, "dinkes")
    change_unit(admin, dinkes.id, 1, {"name": "Nama"})
    with statements_sent() as few:
        audit_page(admin, AuditFilter(object_kind="unit"))
    for version in range(2, 12):
        change_unit(admin, dinkes.id, version, {"name": f"Nama {version}"})
    with statements_sent() as many:
        audit_page(admin, AuditFilter(object_kind="unit"))
    assert len(many) == len(few) == 3


def test_every_action_that_is_written_has_words() -> None:
    """A page of codes would be no log for people."""
    written = set()
    for path in (ROOT / "tanggap" / "services").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in PLACE_OF_ACTION:
                told = node.args[PLACE_OF_ACTION[node.func.id] :][:1]  # type: ignore[attr-defined]
                written |= {one.value for one in told if isinstance(one, ast.Constant)}
    assert len(written) > 20
    assert written - set(ACTIONS) == set()

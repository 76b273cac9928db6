"""Any letter an SOP gives a chain is signed at the signing desk, driven by the SOP file alone."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.documents.demonstration_authority import (
    DemonstrationSigner,
    make_demonstration_certificates,
)
from tanggap.documents.signature_validation import validate
from tanggap.documents.signing import Pkcs12Folder
from tanggap.domain.refusal import Refused
from tanggap.domain.signing import Passphrase
from tanggap.services.demonstration.desk_tables import MORE_OFFICERS
from tanggap.services.house import house, now
from tanggap.services.procedure_loading import store_version
from tanggap.services.signing.letters_waiting import letters_page, preview, read_letter
from tanggap.services.transaction import transaction
from tanggap.storage.accounts import Account
from tanggap.storage.correspondence import Document
from tanggap.storage.database import new_id
from tanggap.storage.organisation import Membership, Team, Unit
from tanggap.storage.procedure_files import read_procedure_file
from tanggap.storage.reports import Report
from tests.services.licence_desk import (
    DIVISION,
    DRAFTER,
    HEAD,
    SECRET,
    SECRETARY,
    act,
    file_complaint,
    found_licence_desk,
    initial,
    send_back,
    sign,
    signing_house,
    signs_with,
    task,
    viewer,
)
from tests.services.nkk_desk import pdf, run_jobs

PROCEDURE = Path(__file__).with_name("signed_papers.yaml")
STAFF, FIELD = "staf", "lapangan1"


@pytest.fixture(autouse=True)
def signing_desk(app: Flask, tmp_path: Path) -> Iterator[None]:
    """The licensing office on an SOP whose papers are signed; every officer has a certificate."""
    signers = [
        DemonstrationSigner(name=one.name, position=one.position, nip=one.nip)
        for one in MORE_OFFICERS
    ]
    folder = tmp_path / "certificates"
    make_demonstration_certificates(folder, signers, now(), Passphrase(SECRET))
    with signing_house():
        with transaction() as own:
            desk = found_licence_desk(own, "")
            version = store_version(own, desk.agency_id, read_procedure_file(PROCEDURE))
            desk.procedure_version_id = version.id
            other = own.scalars(select(Unit).where(Unit.code == "dinkes")).one()
            dinkes = own.scalars(select(Account).where(Account.email.startswith("dinkes@"))).one()
            team = Team(id=new_id(), agency_id=desk.agency_id, desk_id=desk.id, actor="other_opd")
            team.unit_id, team.name = other.id, "Dinas Kesehatan"
            own.add(team)
            own.flush()
            own.add(
                Membership(
                    team_id=team.id,
                    account_id=dinkes.id,
                    agency_id=desk.agency_id,
                    since=now(),
                )
            )
        signs_with(Pkcs12Folder(folder), "pkcs12", folder)
        yield


def issued(session: Session, report: Report, kind: str) -> list[Document]:
    session.expire_all()
    return list(
        session.scalars(
            select(Document).where(Document.report_id == report.id, Document.kind == kind)
        )
    )


def ordered(session: Session) -> Report:
    report = file_complaint()
    act(session, report, STAFF, "prepare", note="Tindak lanjuti segera.")
    return sign(session, report)


def assigned(session: Session, report: Report, purpose: str = "Memeriksa loket.") -> Report:
    people = [str(viewer(session, FIELD).account)]
    given = {"people": people, "assignment_purpose": purpose, "assignment_from": "2026-07-20"}
    return act(session, report, DRAFTER, "send_team", **given)


def is_really_signed(document: Document, name: str) -> bool:
    content = house().files.get(document.sha256 or "")
    found = validate(content, house().trust(), at=now())
    return found.is_sound and name in str(found.signatures[0].signer)


def test_a_disposition_is_signed_by_the_head_before_it_is_issued(session: Session) -> None:
    report = ordered(session)
    [document] = issued(session, report, "disposition")
    assert (document.signing, document.context["signature"]) == ("signed", "local")
    assert document.context["note"] == "Tindak lanjuti segera."
    assert document.context["forwarded_to"] == ["Subkoordinator"]
    assert is_really_signed(document, HEAD.name)


def test_an_assignment_letter_is_initialled_signed_and_sends_whom_it_names(
    session: Session,
) -> None:
    report = assigned(session, ordered(session))
    assert issued(session, report, "assignment_letter") == []
    division = viewer(session, DIVISION)
    [waiting] = letters_page(session, division).tasks
    shown = read_letter(session, division, waiting.id).shown
    assert "Memeriksa loket." in shown
    assert "Mulai tanggal: 20 Juli 2026" in shown
    assert "Anggota tim: " in shown
    assert preview(session, division, waiting.id).startswith(b"%PDF-")
    initial(session, report, DIVISION)
    sign(session, report)
    [document] = issued(session, report, "assignment_letter")
    assert document.signing == "signed"
    assert document.context["purpose"] == "Memeriksa loket."
    assert document.context["starts"] == "2026-07-20"
    assert len(document.context["people"]) == 1
    assert document.context["signatory"]["name"] == HEAD.name
    assert "Surat Tugas" in document.title
    assert is_really_signed(document, HEAD.name)
    pages = PdfReader(io.BytesIO(pdf(document))).pages
    assert "Memeriksa loket." in " ".join(page.extract_text() for page in pages)
    open_task = task(session, report)
    assert (open_task.actor, open_task.people) == ("field_team", [viewer(session, FIELD).account])


def test_other_dates_or_people_lose_the_initials_like_another_text(session: Session) -> None:
    report = assigned(session, ordered(session))
    initial(session, report, DIVISION)
    send_back(session, report, HEAD.login)
    send_back(session, report, DIVISION)
    people = [str(viewer(session, FIELD).account)]
    given = {"people": people, "assignment_purpose": "Memeriksa loket."}
    act(session, report, DRAFTER, "send_team", **given, assignment_from="2026-07-21")
    division = viewer(session, DIVISION)
    read = read_letter(session, division, task(session, report).id)
    assert [rung.is_marked for rung in read.rungs] == [False, False]
    changed = {one.text.strip() for one in read.changes if one.change.value != "same"}
    assert {"20", "21"} & {word for text in changed for word in text.split()} == {"20", "21"}
    initial(session, report, DIVISION)
    with pytest.raises(Refused, match="letter-text-changed"):
        sign(session, report, sha256="0" * 64)


def test_a_referral_form_is_signed_by_the_officer_on_the_rung_and_opens_the_units_task(
    session: Session,
) -> None:
    report = ordered(session)
    unit = session.scalars(select(Unit).where(Unit.code == "dinkes")).one()
    act(session, report, DRAFTER, "refer", units=[str(unit.id)], note="Urusan kesehatan.")
    sign(session, report, SECRETARY)
    [document] = issued(session, report, "referral_form")
    secretary = next(one for one in MORE_OFFICERS if one.login == SECRETARY)
    assert document.context["signatory"]["name"] == secretary.name
    assert document.context["reason"] == "Urusan kesehatan."
    assert document.for_unit_id == unit.id
    assert is_really_signed(document, secretary.name)
    open_task = task(session, report)
    assert (open_task.actor, open_task.unit_id) == ("other_opd", unit.id)


def test_an_examination_record_is_signed_by_one_of_the_team(session: Session) -> None:
    report = assigned(session, ordered(session))
    initial(session, report, DIVISION)
    sign(session, report)
    act(session, report, FIELD, "record", examined_place="Loket 3", findings="Antrean panjang.")
    sign(session, report, FIELD)
    run_jobs(session)
    [document] = issued(session, report, "examination_record")
    assert document.context["examined_place"] == "Loket 3"
    assert document.signing == "signed"


def test_people_and_units_of_a_letter_are_checked_where_it_is_written(session: Session) -> None:
    report = ordered(session)
    stranger = str(viewer(session, SECRETARY).account)
    given = {"assignment_purpose": "Periksa.", "assignment_from": "2026-07-20"}
    with pytest.raises(Refused, match="person-not-in-team"):
        act(session, report, DRAFTER, "send_team", people=[stranger], **given)
    elsewhere = session.scalars(select(Unit).where(Unit.code == "dishub")).one()
    with pytest.raises(Refused, match="unit-has-no-team"):
        act(session, report, DRAFTER, "refer", units=[str(elsewhere.id)], note="Bukan urusan kami.")


def test_nobody_but_the_head_signs_an_assignment_letter(session: Session) -> None:
    report = assigned(session, ordered(session))
    initial(session, report, DIVISION)
    with transaction() as own:
        unit = own.get_one(Report, report.id).desk.unit
        unit.head_id = viewer(own, SECRETARY).account
    session.expire_all()
    with pytest.raises(Refused, match="signer-not-head"):
        sign(session, report)

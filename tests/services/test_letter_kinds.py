"""Every kind of letter is built from its action's answers, numbered, and names nobody amiss."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from datetime import date

import pytest
from PIL import Image
from pypdf import PdfReader
from sqlalchemy.orm import Session

from tanggap.documents.contexts import Rung, to_json
from tanggap.domain.document_kinds import DOCUMENT_KINDS, FOR_THE_REPORTER
from tanggap.domain.procedure import Action, ActionId, StepId
from tanggap.domain.refusal import Refused
from tanggap.services.house import house, now
from tanggap.services.letters import (
    issue_document,
    letter_to_sign,
    number_letter,
    numbered_letter,
    preview_document,
)
from tanggap.services.letters.issuing import BUILDERS
from tanggap.services.rendering import render_document
from tanggap.storage.correspondence import Document
from tanggap.storage.database import new_id
from tanggap.storage.files import StoredFile
from tanggap.storage.organisation import Desk
from tanggap.storage.reports import Attachment, Report
from tanggap.storage.tasks import Task
from tests.services.nkk_desk import account, act, file, open_tasks, pdf, unit

pytestmark = pytest.mark.usefixtures("desk", "postbox")

REPORTER = "Citra Lestari Dewi"
SLIP = f"Hubungi {REPORTER} di 0812 3456 7890."


def answers(session: Session) -> dict[str, Mapping[str, object]]:
    """Answers to every kind's fields, each with a slip that names the reporter."""
    people = [str(account(session, login).id) for login in ("timutama", "operator")]
    department = unit(session, "dinkes").id
    return {
        "reply_letter": {"answer": SLIP},
        "disposition": {"units": [department], "note": SLIP},
        "referral_form": {"units": (department,), "note": SLIP},
        "referral_receipt": {"received_by": "Hendra Contoh", "note": SLIP},
        "study": {
            "study_issue": SLIP,
            "study_facts": SLIP,
            "study_analysis": SLIP,
            "study_conclusion": SLIP,
        },
        "assignment_letter": {
            "people": people,
            "assignment_purpose": SLIP,
            "assignment_from": date(2026, 7, 20),
            "assignment_until": "2026-07-21",
        },
        "examination_record": {
            "examined_on": date(2026, 7, 21),
            "examined_place": "Loket 3",
            "findings": SLIP,
            "formulation": SLIP,
        },
        "follow_up_report": {"follow_up": SLIP},
    }


def task_of(session: Session, report: Report) -> Task:
    return open_tasks(session, report)[0]


def issue(
    session: Session,
    report: Report,
    kind: str,
    given: Mapping[str, object] | None = None,
    *,
    by: str = "timutama",
) -> Document:
    """Issue a document at the open task, as the action of an SOP would."""
    document = issue_document(
        session,
        kind,
        report,
        task_id=task_of(session, report).id,
        given=answers(session)[kind] if given is None else given,
        at=now(),
        account_id=account(session, by).id,
    )
    session.commit()
    return document


def at_the_health_office(session: Session, **given: object) -> Report:
    report = file(**given)  # type: ignore[arg-type]
    act(session, report, "operator", "hand_over")
    return act(session, report, "timutama", "complaint", units=[unit(session, "dinkes").id])


def on_paper(document: Document) -> str:
    return json.dumps(document.context, ensure_ascii=False) + document.title


@pytest.mark.parametrize("kind", BUILDERS)
def test_each_kind_has_its_own_series_and_is_rendered(session: Session, kind: str) -> None:
    report = file()
    first, second = issue(session, report, kind), issue(session, report, kind)
    code = DOCUMENT_KINDS[kind].code
    assert first.number == f"800/0001/{code}/BKPSDMD/VII/2026"
    assert second.number == f"800/0002/{code}/BKPSDMD/VII/2026"
    render_document(first.id)
    session.refresh(first)
    assert pdf(first).startswith(b"%PDF")
    assert first.context["template_version"] >= 1
    assert first.context["verification"]["code"] == first.verification_code


@pytest.mark.parametrize("kind", BUILDERS)
def test_a_confidential_reporter_is_named_in_no_kind_of_letter(session: Session, kind: str) -> None:
    report = at_the_health_office(session, confidential=True, subject=f"Saya {REPORTER}, dibentak")
    said = on_paper(issue(session, report, kind))
    assert not any(part in said for part in ("Citra", "Lestari", "0812", "3456"))


@pytest.mark.parametrize("kind", BUILDERS)
def test_no_title_that_the_public_can_look_up_names_anyone(session: Session, kind: str) -> None:
    title = issue(session, file(subject=f"Saya {REPORTER}, dibentak"), kind).title
    assert "Citra" not in title


@pytest.mark.parametrize("kind", BUILDERS)
def test_every_kind_can_be_seen_before_any_answer_is_given(session: Session, kind: str) -> None:
    report = file()
    officer = account(session, "timutama").id
    for given in ({}, answers(session)[kind]):
        seen = preview_document(session, report, kind, given, now(), account_id=officer)
        assert seen.startswith(b"%PDF")


def test_a_referral_names_an_open_reporter_and_where_to_reach_them(session: Session) -> None:
    form = issue(session, file(), "referral_form")
    assert form.context["reporter"] == REPORTER
    assert form.context["contact"]
    assert form.context["addressee"] == ["Kepala Dinas Kesehatan", "di Pangkalpinang"]
    assert form.for_unit_id == unit(session, "dinkes").id


def test_a_referral_of_a_confidential_report_leads_to_the_desk_alone(session: Session) -> None:
    report = file(confidential=True)
    form = issue(session, report, "referral_form")
    assert form.context["reporter"] == f"Pelapor laporan nomor {report.number}"
    assert len(form.context["contact"]) == 1
    assert form.context["contact"][0].startswith("melalui Badan Kepegawaian")


def test_the_other_office_signs_the_receipt_on_its_own_paper(session: Session) -> None:
    report = at_the_health_office(session)
    form = issue(session, report, "referral_form")
    department = unit(session, "dinkes")
    receipt = issue(session, report, "referral_receipt", by="dinkes")
    assert receipt.number == "800/0001/TT/DINKES/VII/2026"
    assert receipt.unit_id == receipt.for_unit_id == department.id
    assert receipt.context["letterhead"]["unit"] == department.name
    assert receipt.context["signatory"]["name"] == account(session, "dinkes").name
    assert receipt.context["form_number"] == form.number


def test_a_study_goes_to_whoever_heads_the_office(session: Session, desk: Desk) -> None:
    desk.unit.deputy = "Plh."
    session.commit()
    paper = issue(session, file(), "study").context
    assert paper["addressee"].startswith("Plh. Kepala")
    assert paper["signatory"]["name"] == account(session, "timutama").name
    assert paper["signatory"]["deputy"] is None


def test_an_assignment_letter_sends_those_chosen_on_the_disposition(session: Session) -> None:
    report = at_the_health_office(session)
    letter = issue(session, report, "assignment_letter").context
    chosen = [account(session, login) for login in ("timutama", "operator")]
    assert [one["name"] for one in letter["people"]] == [one.name for one in chosen]
    assert letter["people"][0]["nip"] == chosen[0].post.nip
    assert "Lembar Disposisi Nomor 800/0001/LD/BKPSDMD/VII/2026" in letter["basis"][1]
    assert letter["signatory"]["name"] == "Ratih Anindya Kusuma"


def test_people_who_are_not_there_or_days_in_reverse_take_no_number(session: Session) -> None:
    report = file()
    given = answers(session)["assignment_letter"]
    for change, code in (
        ({"people": [str(new_id())]}, "person-unknown"),
        ({"people": ["bukan petugas"]}, "letter-choice-broken"),
        ({"assignment_until": "2026-07-19"}, "assignment-dates-reversed"),
        ({"assignment_from": "besok"}, "letter-date-broken"),
    ):
        with pytest.raises(Refused) as refused:
            issue(session, report, "assignment_letter", {**given, **change})
        assert refused.value.code == code
        session.rollback()
    assert issue(session, report, "assignment_letter").number == "800/0001/ST/BKPSDMD/VII/2026"


def test_a_record_is_signed_by_those_who_were_sent(session: Session) -> None:
    report = file()
    alone = issue(session, report, "examination_record").context
    assert [one["name"] for one in alone["team"]] == [account(session, "timutama").name]
    sent = issue(session, report, "assignment_letter")
    record = issue(session, report, "examination_record").context
    assert record["team"] == sent.context["people"]
    assert str(sent.number) in record["basis"]


def test_a_follow_up_shows_what_officers_added_by_neutral_names(session: Session) -> None:
    report = file()
    sha256 = house_file(session)
    for label, mine in (("Bukti 1", True), ("Bukti 2", False)):
        session.add(
            Attachment(
                id=new_id(),
                agency_id=report.agency_id,
                report_id=report.id,
                sha256=sha256,
                label=label,
                given_name=f"{REPORTER}.jpg",
                at=now(),
                from_reporter=mine,
            )
        )
    session.commit()
    paper = issue(session, report, "follow_up_report", {"follow_up": "Sudah ditegur."})
    assert [one["label"] for one in paper.context["documentation"]] == ["Bukti 2"]
    assert "Citra" not in on_paper(paper)


def test_a_follow_up_prints_the_pictures_officers_added(session: Session) -> None:
    report = file()
    photo = io.BytesIO()
    Image.new("RGB", (1600, 900), "teal").save(photo, "PNG")
    sha256 = house().files.put(photo.getvalue())
    kept = StoredFile(
        sha256=sha256, media_type="image/png", extension=".png", size=len(photo.getvalue())
    )
    added = Attachment(
        id=new_id(),
        agency_id=report.agency_id,
        report_id=report.id,
        sha256=sha256,
        label="Bukti 1",
        given_name="selokan.png",
        at=now(),
        from_reporter=False,
    )
    session.add_all([kept, added])
    session.commit()
    paper = issue(session, report, "follow_up_report", {"follow_up": "Selokan dibersihkan."})
    assert paper.context["documentation"][0]["is_shown"]
    render_document(paper.id)
    session.refresh(paper)
    pages = PdfReader(io.BytesIO(pdf(paper))).pages
    sizes = [image.image.size for page in pages for image in page.images if image.image]
    assert (1200, 675) in sizes


def house_file(session: Session) -> str:
    """A stored file: the receipt of some report."""
    report = file()
    receipt = next(
        one for one in session.query(Document).filter_by(report_id=report.id, kind="receipt")
    )
    render_document(receipt.id)
    session.refresh(receipt)
    assert receipt.sha256 is not None
    return receipt.sha256


def test_a_disposition_without_departments_goes_to_the_team_that_follows(
    session: Session,
) -> None:
    report = file()
    action = Action(id=ActionId("order"), label="Perintahkan", goto=StepId("classify"))
    at, officer = now(), account(session, "timutama").id
    seen = preview_document(
        session, report, "disposition", {}, at, account_id=officer, action=action
    )
    assert seen.startswith(b"%PDF")
    task = task_of(session, report)
    task.action = "hand_over"  # as the engine leaves it: this action leads to the main team
    sheet = issue(session, report, "disposition", {"note": "Segera"}).context
    assert sheet["forwarded_to"] == ["Tim NKK Utama"]
    assert sheet["instructions"][0] == "Tindak lanjuti laporan ini"


def test_a_draft_shows_its_initials_and_the_issued_letter_does_not(session: Session) -> None:
    report = file()
    rungs = (Rung(position="Sekretaris", name="Wulan", deputy="Plt.", text_sha256="a" * 64),)
    given = {"answer": "Sudah ditegur."}
    plain = preview_document(session, report, "reply_letter", given, now())
    initialled = preview_document(session, report, "reply_letter", given, now(), rungs=rungs)
    assert plain != initialled
    assert issue(session, report, "reply_letter", given).context["rungs"] == []


def test_a_letter_signed_before_it_is_issued_is_the_letter_that_is_issued(
    session: Session,
) -> None:
    report, given = file(), {"answer": "Sudah ditegur."}
    officer = account(session, "timutama").id
    draft = letter_to_sign(session, report, "reply_letter", given, now(), account_id=officer)
    assert draft.issuer.id == report.desk.unit_id
    number = number_letter(session, draft)
    letter = numbered_letter(draft.letter, number, "7KQF-2M9D-XW4T")
    session.commit()
    issued = issue(session, report, "reply_letter", given)
    assert [number, issued.number] == [f"800/000{n}/S/BKPSDMD/VII/2026" for n in (1, 2)]
    said = json.loads(to_json(letter))
    assert {name for name in said if said[name] != issued.context[name]} == {
        "number",
        "verification",
    }


def test_the_reporter_may_have_what_answers_them_and_nothing_of_the_house() -> None:
    assert FOR_THE_REPORTER == ("receipt", "reply_letter", "follow_up_report")

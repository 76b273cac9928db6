"""A published answer shows no personal data, and what must stay secret cannot be published."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tanggap.domain.masking import MASK
from tanggap.domain.publication import TextField
from tanggap.domain.refusal import Refused
from tanggap.services.procedure_loading import store_version
from tanggap.services.publications import (
    PublicationFilter,
    list_publications,
    read_publication,
)
from tanggap.services.publishing import (
    prepare_publication,
    propose_in,
    publish,
    publish_in,
    wish_of,
    withdraw_publication,
)
from tanggap.services.transaction import transaction
from tanggap.settings import ROOT
from tanggap.storage.database import new_id
from tanggap.storage.events import Event
from tanggap.storage.procedure_files import read_procedure_file
from tanggap.storage.publications import Publication
from tanggap.storage.reports import Report
from tests.services.nkk_desk import act as take
from tests.services.nkk_desk import file, officer, unit, units
from tests.services.published import (
    ANSWER,
    NARRATIVE,
    SECRETS,
    SUBJECT,
    answered,
    filed,
    nkk,
    open_the_desk,
    published,
)


@pytest.fixture(autouse=True)
def desk_that_publishes(session: Session) -> None:
    open_the_desk(session)


def place_of(words: str, source: str = NARRATIVE) -> tuple[int, int]:
    start = source.index(words)
    return start, start + len(words)


def events(session: Session, report: Report, kind: str) -> list[Event]:
    return list(
        session.scalars(select(Event).where(Event.report_id == report.id, Event.kind == kind))
    )


def refused(code: str) -> pytest.RaisesExc[Refused]:
    return pytest.raises(Refused, match=f"^{code}")


def test_a_published_answer_shows_no_personal_data(session: Session) -> None:
    report = answered(session)
    row = published(session, report)
    everything = f"{row.title} {row.question} {row.answer}"
    assert [secret for secret in SECRETS if secret in everything] == []
    assert "Rp 50.000 pada 02-01-2026 pukul 08.30" in row.question
    assert "Loket 3 kini gratis" in row.answer
    session.refresh(report)
    assert (report.subject, report.narrative) == (SUBJECT, NARRATIVE)
    shown = read_publication(session, row.agency_id, row.public_id)
    assert report.number not in f"{row.public_id} {everything}"
    assert shown.title == f"Pungutan di loket 3 dilaporkan {MASK}"
    [told] = events(session, report, "report_published")
    assert told.account_id == officer(session, "operator").account
    assert told.facts["public_id"] == row.public_id
    assert not any(secret in str(told.facts) for secret in SECRETS)


def test_the_proposal_names_what_it_masked(session: Session) -> None:
    report = answered(session)
    proposal = prepare_publication(session, officer(session, "timutama"), report.id)
    question = proposal.texts[TextField.QUESTION]
    assert question.original == NARRATIVE
    assert {kind.value for kind in question.covered.kinds} == {
        "nik", "nip", "phone", "email", "reporter_name", "reported_name", "address",
    }  # fmt: skip
    assert proposal.texts[TextField.ANSWER].original == ANSWER


def test_lifting_a_find_needs_a_reason_which_is_kept(session: Session) -> None:
    report = answered(session)
    office = place_of("(0717) 432-101", ANSWER)
    with refused("reason-missing"):
        published(session, report, {TextField.ANSWER: wish_of(None, [(*office, "  ")], [], [])})
    row = published(
        session, report, {TextField.ANSWER: wish_of(None, [(*office, "Telepon kantor")], [], [])}
    )
    assert "(0717) 432-101" in row.answer
    [kept] = [one for one in row.maskings["answer"] if one["how"] == "lifted"]
    assert kept["reason"] == "Telepon kantor"
    [told] = events(session, report, "report_published")
    assert told.facts["lifted"] == [
        {"field": "answer", "kind": "phone", "reason": "Telepon kantor"}
    ]


def test_an_officer_masks_more_by_place_and_by_word(session: Session) -> None:
    report = answered(session)
    row = published(
        session,
        report,
        {
            TextField.QUESTION: wish_of(None, [], [(*place_of("Rp 50.000"), "Jumlah")], ["Pak"]),
            TextField.TITLE: wish_of("Pungutan di loket", [], [], []),
        },
    )
    assert row.title == "Pungutan di loket"
    assert "Rp 50.000" not in row.question
    assert "Pak" not in row.question
    added = [one for one in row.maskings["question"] if one["how"] == "added"]
    assert [one["reason"] for one in added] == ["", "Jumlah"]


def test_a_wording_of_the_officers_own_is_searched_too(session: Session) -> None:
    report = answered(session)
    title = wish_of("Laporan Bu Citra, 081234567890", [], [], [])
    row = published(session, report, {TextField.TITLE: title})
    assert row.title == f"Laporan Bu {MASK}, {MASK}"


@pytest.mark.parametrize(
    ("lifted", "added", "code"),
    [
        ([(0, 4, "Bukan")], [], "masking-not-found"),
        ([], [(5, 100_000, "")], "masking-outside-text"),
        ([], [(-3, 2, "")], "masking-outside-text"),
    ],
)
def test_places_that_are_not_there_are_refused(
    session: Session,
    lifted: list[tuple[int, int, str]],
    added: list[tuple[int, int, str]],
    code: str,
) -> None:
    with refused(code):
        published(
            session, answered(session), {TextField.QUESTION: wish_of(None, lifted, added, [])}
        )


def test_a_text_that_is_all_mask_or_blank_is_refused(session: Session) -> None:
    report = answered(session)
    for title in ("  ", "Citra Lestari Dewi"):
        with refused("text-missing"):
            published(session, report, {TextField.TITLE: wish_of(title, [], [], [])})


def test_nobody_publishes_a_text_that_changed_after_they_read_it(session: Session) -> None:
    report = answered(session)
    with refused("publication-source-changed"):
        publish(officer(session, "operator"), report.id, {}, "0" * 64)


def test_a_departments_team_publishes_nothing(session: Session) -> None:
    report = file()
    take(session, report, "operator", "hand_over")
    take(session, report, "timutama", "complaint", units=units(unit(session, "dinkes")))
    with refused("not-allowed"):
        prepare_publication(session, officer(session, "dinkes"), report.id)
    with refused("report-not-found"):
        prepare_publication(session, officer(session, "disdik"), report.id)


def test_what_must_stay_secret_is_refused_and_not_even_shown(session: Session) -> None:
    viewer = officer(session, "timutama")
    secret, unanswered = answered(session, confidential=True), filed(session)
    public = answered(session)
    nkk(session).is_ethics = True
    session.commit()
    for report, code in (
        (secret, "report-confidential"),
        (public, "desk-of-ethics"),
    ):
        proposal = prepare_publication(session, viewer, report.id)
        assert (proposal.obstacle, dict(proposal.texts)) == (code, {})
        with refused(code):
            publish(viewer, report.id, {}, "")
    nkk(session).is_ethics = False
    session.commit()
    with refused("report-not-answered"):
        publish(viewer, unanswered.id, {}, "")


def row_of(report: Report) -> dict[str, object]:
    return {
        "id": new_id(),
        "agency_id": report.agency_id,
        "report_id": report.id,
        "desk_id": report.desk_id,
        "category_id": report.category_id,
        "public_id": "a" * 16,
        "at": datetime(2026, 7, 16, tzinfo=UTC),
    }


INSERT = text(
    "INSERT INTO publication (id, agency_id, report_id, desk_id, category_id, public_id, title,"
    " question, answer, published_at, updated_at) VALUES (:id, :agency_id, :report_id, :desk_id,"
    " :category_id, :public_id, 'a', 'b', 'c', :at, :at)"
)


@pytest.mark.parametrize(
    ("secret", "constraint"),
    [
        ("UPDATE report SET is_confidential = true", "publication_not_confidential"),
        ("UPDATE desk SET is_ethics = true", "publication_not_ethics"),
        ("UPDATE report SET answered_at = NULL", "publication_answered"),
        ("UPDATE desk SET name = name", None),
    ],
)
def test_the_database_itself_refuses_what_may_not_be_public(
    session: Session, secret: str, constraint: str | None
) -> None:
    report = answered(session)
    session.execute(text(secret))
    if constraint is None:
        session.execute(INSERT, row_of(report))
        return
    with pytest.raises(IntegrityError) as failure:
        session.execute(INSERT, row_of(report))
    assert failure.value.orig.diag.constraint_name == constraint
    session.rollback()


@pytest.mark.parametrize(
    "secret",
    [
        "UPDATE report SET is_confidential = true",
        "UPDATE report SET answered_at = NULL",
        "UPDATE desk SET is_ethics = true",
    ],
)
def test_what_turns_secret_later_is_withdrawn_and_cannot_come_back(
    session: Session, secret: str
) -> None:
    report = answered(session)
    row = published(session, report)
    session.execute(text(secret))
    session.commit()
    session.refresh(row)
    assert row.withdrawn_at is not None
    with refused("publication-withdrawn"):
        read_publication(session, row.agency_id, row.public_id)
    [told] = events(session, report, "publication_withdrawn")
    assert told.facts["by"] == "system"
    with pytest.raises(IntegrityError):
        session.execute(text("UPDATE publication SET withdrawn_at = NULL, withdrawn_reason = NULL"))
    session.rollback()


def test_withdrawing_needs_a_reason_and_publishing_again_keeps_the_address(
    session: Session,
) -> None:
    report, viewer = answered(session), officer(session, "timutama")
    with refused("publication-not-in-force"):
        withdraw_publication(viewer, report.id, "Salah")
    row = published(session, report)
    address = row.public_id
    with refused("reason-missing"):
        withdraw_publication(viewer, report.id, " ")
    withdraw_publication(viewer, report.id, "Ada nama saksi")
    with refused("publication-withdrawn"):
        read_publication(session, row.agency_id, address)
    assert list_publications(session, row.agency_id, PublicationFilter()).items == []
    [told] = events(session, report, "publication_withdrawn")
    assert told.facts["reason"] == "Ada nama saksi"
    assert published(session, report).public_id == address
    assert read_publication(session, row.agency_id, address).title
    assert events(session, report, "report_published")[-1].facts["again"] is True


def test_an_action_publishes_in_its_own_transaction(session: Session, clock) -> None:
    report = answered(session)
    with transaction() as own:
        given = propose_in(own, own.get_one(Report, report.id))
        row = publish_in(own, own.get_one(Report, report.id), given, clock(), None)
    assert not any(secret in f"{row.title}{row.question}{row.answer}" for secret in SECRETS)
    assert len(events(session, report, "report_published")) == 1


@pytest.mark.parametrize(
    ("field", "left", "kind"),
    [
        ("publication_answer", "Hubungi 0812 3456 7890.", "phone"),
        ("publication_question", "NIK 3201011203850004", "nik"),
        ("publication_question", "NIP 199501012020121010", "nip"),
        ("publication_title", "Laporan a.b@contoh.id", "email"),
        ("publication_title", "Laporan Dewi", "reporter_name"),
        ("publication_answer", "Suryanto ditegur", "reported_name"),
    ],
)
def test_an_action_that_leaves_personal_data_is_taken_back(
    session: Session, clock, field: str, left: str, kind: str
) -> None:
    report = answered(session)
    with refused("personal-data-left") as failure, transaction() as own:
        given = {**propose_in(own, own.get_one(Report, report.id)), field: left}
        publish_in(own, own.get_one(Report, report.id), given, clock(), None)
    assert failure.value.facts["kind"] == kind
    assert failure.value.facts["field"] == field
    assert str(failure.value.facts["excerpt"]) in left
    assert session.scalars(select(Publication)).all() == []


@pytest.fixture
def answer_that_publishes(session: Session, tmp_path: Path) -> None:
    """The NKK procedure, whose answer is published by the very action that sends it."""
    source = (ROOT / "sop" / "nkk.yaml").read_text("utf-8")
    fields = [f"{{id: publication_{one}, label: Teks, kind: long_text}}" for one in TextField]
    before = "releases: true\n        asks:\n"
    assert source.count(before) == 1
    after = before.replace("asks", "publishes: true\n        asks")
    after += "".join(f"          - {field}\n" for field in fields)
    written = tmp_path / "nkk.yaml"
    written.write_text(
        source.replace(before, after).replace("version: 1", "version: 99", 1), "utf-8"
    )
    with transaction() as own:
        desk = nkk(own)
        loaded = read_procedure_file(written)
        desk.procedure_version_id = store_version(own, desk.agency_id, loaded).id


@pytest.mark.usefixtures("answer_that_publishes")
def test_an_sops_action_publishes_or_is_taken_back_whole(session: Session) -> None:
    report = filed(session)
    take(session, report, "operator", "hand_over")
    take(session, report, "timutama", "information")
    texts = {
        "answer": ANSWER,
        "publication_title": "Pungutan di loket",
        "publication_question": "Seorang petugas meminta Rp 50.000.",
        "publication_answer": "Bambang sudah ditegur.",
    }
    with refused("personal-data-left"):
        take(session, report, "operator", "answer", **texts)
    session.expire_all()
    assert report.answered_at is None
    assert session.scalars(select(Publication)).all() == []
    texts["publication_answer"] = f"{MASK} sudah ditegur."
    take(session, report, "operator", "answer", **texts)
    row = session.scalars(select(Publication)).one()
    assert (
        read_publication(session, row.agency_id, row.public_id).answer == f"{MASK} sudah ditegur."
    )
    assert len(events(session, report, "report_published")) == 1


def test_an_action_must_bring_every_text(session: Session, clock) -> None:
    report = answered(session)
    with refused("text-missing"), transaction() as own:
        publish_in(own, own.get_one(Report, report.id), {}, clock(), None)

"""The answer file: found by words, stale ones behind, changed with history, counted when used."""

from __future__ import annotations

from datetime import date
from typing import Any

import psycopg
import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tanggap.services.administration.acting import Acting
from tanggap.services.knowledge.at_report import entries_for_report, recent_uses, use_entry
from tanggap.services.knowledge.entries import (
    EntryFilter,
    change_entry,
    create_entry,
    get_entry,
    list_entries,
)
from tanggap.services.transaction import reading
from tanggap.storage.knowledge import KnowledgeEntry, KnowledgeUse
from tanggap.storage.reports import Report
from tests.conftest import MovableClock
from tests.services.administration.office import (
    another_agency,
    as_administrator,
    last_entry,
    nkk,
    refused,
)
from tests.services.nkk_desk import account, act, file, officer, unit


@pytest.fixture
def main_team(session: Session) -> Acting:
    return as_administrator(session, "timutama")


@pytest.fixture
def operator(session: Session) -> Acting:
    return as_administrator(session, "operator")


def write(acting: Acting, session: Session, question: str, **given: Any) -> KnowledgeEntry:
    return create_entry(
        acting, nkk(session).id, {"question": question, "answer": "Begini jawabannya.", **given}
    )


def found(session: Session, acting: Acting, words: str, **more: Any) -> list[str]:
    page = list_entries(session, acting, nkk(session).id, EntryFilter(words, **more))
    return [entry.question for entry in page.entries]


def test_words_are_found_by_their_stem_while_they_are_typed(
    session: Session, main_team: Acting
) -> None:
    write(main_team, session, "Bagaimana cara mengajukan cuti besar?", keywords="izin, libur")
    for typed in ("pengajuan cuti", "mengaju", "cut", "izin", "cara cuti besar bagaimana"):
        assert found(session, main_team, typed)[0] == "Bagaimana cara mengajukan cuti besar?", typed
    assert found(session, main_team, "bulutangkis") == []
    assert "Bagaimana cara mengajukan cuti besar?" not in found(session, main_team, "libur -cuti")


@pytest.mark.parametrize("typed", ["'", '"', "a:*b & | !", "\\", "-", ":*", "( <-> )", "😀"])
def test_no_typing_breaks_the_search(session: Session, main_team: Acting, typed: str) -> None:
    found(session, main_team, typed)


def test_an_entry_past_its_date_stands_behind_and_is_marked(
    session: Session, main_team: Acting, clock: MovableClock
) -> None:
    write(main_team, session, "Parkir pasar pagi", valid_until=date(2026, 7, 16), keywords="parkir")
    write(main_team, session, "Tarif", answer="Parkir pasar seribu rupiah.")
    assert found(session, main_team, "parkir pasar") == ["Parkir pasar pagi", "Tarif"]
    clock.advance(days=1)
    assert found(session, main_team, "parkir pasar") == ["Tarif", "Parkir pasar pagi"]
    assert "Parkir pasar pagi" in found(session, main_team, "", state="stale")
    assert "Parkir pasar pagi" not in found(session, main_team, "", state="current")


def test_pages_hold_every_entry_once_and_stale_ones_last(
    session: Session, main_team: Acting, clock: MovableClock
) -> None:
    for number in range(7):
        clock.advance(seconds=number % 2)  # some were written in the same moment
        until = date(2026, 1, 1) if number % 3 == 0 else None
        write(main_team, session, f"Pertanyaan {number}", valid_until=until)
    seen: list[KnowledgeEntry] = []
    after = None
    while True:
        page = list_entries(
            session, main_team, nkk(session).id, EntryFilter(), after=after, limit=2
        )
        seen += page.entries
        after = page.next_after
        if after is None:
            break
    everything = session.scalar(select(func.count()).select_from(KnowledgeEntry))
    assert len({entry.id for entry in seen}) == len(seen) == everything
    stale = [entry.valid_until is not None and entry.valid_until < page.today for entry in seen]
    assert stale == sorted(stale)


def test_the_desks_own_teams_write_and_departments_only_read(session: Session) -> None:
    dinkes = as_administrator(session, "dinkes")
    with refused("not-allowed"):
        write(dinkes, session, "Dari dinas")
    assert found(session, dinkes, "etik") != []
    write(as_administrator(session, "admin"), session, "Dari administrator")


def test_another_agencys_administrator_finds_nothing(session: Session, main_team: Acting) -> None:
    entry = write(main_team, session, "Milik kota ini")
    stranger = Acting(officer(session, "admin"), another_agency().id)
    with refused("knowledge-not-found"):
        get_entry(session, stranger, entry.id)
    with refused("desk-not-found"):
        list_entries(session, stranger, nkk(session).id, EntryFilter())


def test_a_change_is_in_the_audit_log_and_needs_the_version_that_was_seen(
    session: Session, main_team: Acting, operator: Acting, clock: MovableClock
) -> None:
    entry = write(main_team, session, "Jam buka loket", keywords=" loket ,jam, loket ")
    assert entry.keywords == "loket, jam"
    clock.advance(hours=1)
    change_entry(operator, entry.id, 1, {"answer": "Pukul delapan."})
    noted = last_entry(session)
    assert (noted.action, noted.before, noted.after) == (
        "knowledge_changed",
        {"answer": "Begini jawabannya."},
        {"answer": "Pukul delapan."},
    )
    again = get_entry(session, main_team, entry.id)
    assert (again.version, again.changed_by.name, again.updated_at) == (
        2,
        account(session, "operator").name,
        clock(),
    )
    with refused("version-outdated"):
        change_entry(main_team, entry.id, 1, {"answer": "Pukul sembilan."})


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"question": " "}, "text-missing"),
        ({"question": "p" * 301}, "text-too-long"),
        ({"answer": "\u200b"}, "text-missing"),
        ({"answer": "j" * 5001}, "text-too-long"),
        ({"keywords": ",".join(map(str, range(21)))}, "too-many-keywords"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field(
    session: Session, main_team: Acting, given: dict[str, Any], code: str
) -> None:
    with refused(code) as caught:
        create_entry(main_team, nkk(session).id, {"question": "P", "answer": "J", **given})
    assert caught.value.facts["field"] in given


def test_a_report_is_offered_what_its_words_ask_for(session: Session, operator: Acting) -> None:
    report = file(subject="Petugas loket membentak pengantre")
    offered = entries_for_report(session, operator, report.id, "").entries
    assert offered[0].question.startswith("Petugas loket tidak sopan")
    typed = entries_for_report(session, operator, report.id, "nama dirahasiakan").entries
    assert typed[0].question == "Apakah nama pelapor dirahasiakan?"


def test_suggestions_do_not_tell_who_filed_a_confidential_report(
    session: Session, main_team: Acting
) -> None:
    """Whoever plants an entry under a name learns nothing from seeing it offered, or not."""
    name = "Rangga Wirasena"
    reporter = account(session, "warga")
    session.execute(
        text("UPDATE reporter SET name = :name WHERE account_id = :id"),
        {"name": name, "id": reporter.id},
    )
    session.commit()
    planted = write(main_team, session, name, keywords=name)
    report = file(subject=f"{name} dibentak", confidential=True)
    act(session, report, "operator", "hand_over")

    def offered(login: str) -> set[object]:
        who = as_administrator(session, login)
        return {entry.id for entry in entries_for_report(session, who, report.id, "").entries}

    assert planted.id not in offered("timutama")
    assert planted.id in offered("operator")  # intake reads the name anyway


def test_a_use_is_counted_once_for_a_report_and_never_rewritten(
    session: Session, operator: Acting, main_team: Acting
) -> None:
    entry = write(main_team, session, "Cara melapor")
    report, other = file(subject="Satu"), file(subject="Dua")
    for _ in range(2):
        use_entry(operator, entry.id, report.id)
    used = use_entry(main_team, entry.id, other.id)
    assert (used.use_count, used.version) == (2, 1)
    uses = recent_uses(session, operator.viewer, used)
    assert {use.number for use in uses} == {report.number, other.number}
    assert [entry.id] == list(entries_for_report(session, operator, report.id, "cara melapor").used)
    use = session.scalars(select(KnowledgeUse).where(KnowledgeUse.report_id == report.id)).one()
    assert use.account_id == operator.viewer.account
    with pytest.raises(DBAPIError) as caught, session.begin_nested():
        session.execute(text("DELETE FROM knowledge_use"))
    assert isinstance(caught.value.orig, psycopg.errors.InsufficientPrivilege)


def test_who_cannot_see_the_report_neither_uses_an_entry_there_nor_reads_of_it(
    session: Session, operator: Acting, main_team: Acting
) -> None:
    entry = write(main_team, session, "Cara melapor")
    report = file(subject="Bukan untuk dinas")
    dinkes = as_administrator(session, "dinkes")
    for attempt in (
        lambda: use_entry(dinkes, entry.id, report.id),
        lambda: entries_for_report(session, dinkes, report.id, ""),
    ):
        with refused("report-not-found"):
            attempt()
    used = use_entry(operator, entry.id, report.id)
    assert recent_uses(session, dinkes.viewer, used) == []
    act(session, reading().get_one(Report, report.id), "operator", "hand_over")
    act(session, report, "timutama", "complaint", units=[unit(session, "dinkes").id])
    assert len(recent_uses(session, dinkes.viewer, used)) == 1

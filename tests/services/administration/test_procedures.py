"""Procedure versions: stored, checked, compared."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.services.administration.acting import Acting
from tanggap.services.administration.procedures import (
    check_source,
    compare_versions,
    get_version,
    list_versions,
    upload_version,
)
from tanggap.storage.procedures import ProcedureVersion
from tests.services.administration.office import (
    as_administrator,
    entries,
    last_entry,
    nkk,
    refused,
)
from tests.services.administration.versions import nkk_source, with_secretary
from tests.statements import statements_sent

BROKEN = (
    nkk_source().replace("goto: classify", "goto: klasifikasi").replace("version: 1", "version: 2")
)


def test_officers_read_versions_and_administrators_store_them(session: Session) -> None:
    operator = as_administrator(session, "operator")
    assert [entry.version.version for entry in list_versions(operator)] == [1]
    with refused("not-allowed"):
        upload_version(operator, with_secretary())
    with refused("not-allowed"):
        check_source(operator, with_secretary())
    with refused("not-allowed"):
        list_versions(as_administrator(session, "warga"))


def test_a_new_version_is_stored_but_not_in_force(admin: Acting, session: Session) -> None:
    entry = upload_version(admin, with_secretary())
    assert (entry.version.version, list(entry.desks)) == (2, [])
    assert nkk(session).procedure_version.version == 1
    written = last_entry(session)
    assert written.action == "procedure_stored"
    assert written.after is not None
    assert (written.after["name"], written.after["version"]) == ("nkk", 2)
    shown = list_versions(admin)
    assert [(one.version.version, [desk.name for desk in one.desks]) for one in shown] == [
        (2, []),
        (1, ["Layanan Pengaduan NKK"]),
    ]


def test_the_same_text_twice_is_one_version(admin: Acting, session: Session) -> None:
    first = upload_version(admin, with_secretary())
    before = entries(session)
    assert upload_version(admin, with_secretary()).version.id == first.version.id
    assert entries(session) == before


def test_a_version_in_the_store_is_never_rewritten(admin: Acting, session: Session) -> None:
    with refused("procedure-version-changed"):
        upload_version(admin, nkk_source().replace("10 menit", "20 menit"))
    upload_version(admin, with_secretary().replace("version: 2", "version: 5"))
    with refused("procedure-version-behind"):
        upload_version(admin, with_secretary().replace("version: 2", "version: 3"))
    stored = session.scalars(select(ProcedureVersion.version).order_by(ProcedureVersion.version))
    assert list(stored) == [1, 5]


def test_a_broken_file_is_refused_with_lines_and_sentences(admin: Acting, session: Session) -> None:
    with refused("procedure-broken") as caught:
        upload_version(admin, BROKEN)
    lines = caught.value.facts["lines"]
    assert isinstance(lines, list)
    wanted = BROKEN.splitlines().index("        goto: klasifikasi") + 1
    dangling = next(one for one in lines if one["code"] == "step-unknown")
    assert wanted - 3 <= dangling["line"] <= wanted
    assert "klasifikasi" in dangling["sentence"]
    assert len(session.scalars(select(ProcedureVersion.id)).all()) == 1


def test_a_file_is_checked_without_storing_it(admin: Acting, session: Session) -> None:
    found = check_source(admin, BROKEN)
    assert found.procedure is None
    assert {fault.code for fault in found.faults} >= {"step-unknown"}
    good = check_source(admin, with_secretary())
    assert (good.faults, good.is_stored, good.next_version) == ((), False, 2)
    assert check_source(admin, nkk_source()).is_stored
    for hostile in ("", "- 1\n- 2", "a: &x [*x]", "\tx: 1", "procedure: {nkk", "x" * 300_000):
        assert check_source(admin, hostile).faults
    assert len(session.scalars(select(ProcedureVersion.id)).all()) == 1


def test_a_version_shows_its_source_and_what_a_reviewer_would_say(
    admin: Acting, session: Session
) -> None:
    whole = get_version(admin, nkk(session).procedure_version_id)
    assert whole.entry.version.source == nkk_source()
    assert all(remark.sentence for remark in whole.remarks)
    with refused("procedure-unknown"):
        get_version(admin, nkk(session).id)


def test_a_comparison_names_steps_actions_and_times(admin: Acting, session: Session) -> None:
    second = upload_version(admin, with_secretary()).version.id
    found = compare_versions(admin, nkk(session).procedure_version_id, second)
    assert [(part.id, part.kind) for part in found.actors] == [("secretary", "added")]
    assert {part.id: [one.what for one in part.differences] for part in found.steps} == {
        "receive": [],
        "classify": ["actor", "duration"],
    }
    classify = next(part for part in found.steps if part.id == "classify")
    assert [(one.was, one.becomes) for one in classify.differences] == [
        ("main_team", "secretary"),
        ("120 menit", "60 menit"),
    ]
    receive = next(part for part in found.steps if part.id == "receive")
    [action] = receive.actions
    [label] = action.differences
    assert (action.id, label.what, label.becomes) == (
        "hand_over",
        "label",
        "Serahkan kepada sekretaris",
    )
    assert not found.is_same


def test_the_way_back_shows_the_opposite(admin: Acting, session: Session) -> None:
    first = nkk(session).procedure_version_id
    second = upload_version(admin, with_secretary()).version.id
    back = compare_versions(admin, second, first)
    assert [(part.id, part.kind) for part in back.actors] == [("secretary", "removed")]
    assert compare_versions(admin, first, first).is_same


def test_listing_versions_costs_the_same_however_many(admin: Acting, session: Session) -> None:
    upload_version(admin, with_secretary())
    session.expunge_all()
    with statements_sent() as sent:
        assert [entry.version.title for entry in list_versions(admin)]
    assert len(sent) == 2

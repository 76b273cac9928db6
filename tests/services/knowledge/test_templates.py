"""Answer templates: checked when written, filled with what may be told when used."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tanggap.services.administration.acting import Acting
from tanggap.services.knowledge.answer_templates import (
    change_template,
    create_template,
    list_templates,
    places_of_desk,
    preview_template,
    remove_template,
)
from tanggap.services.knowledge.filled_templates import FilledTemplate, templates_for
from tanggap.services.refusal_texts import sentence
from tanggap.storage.knowledge import AnswerTemplate
from tanggap.storage.reports import Report
from tests.services.administration.office import as_administrator, last_entry, nkk, refused
from tests.services.nkk_desk import account, act, file, officer, open_tasks, unit


@pytest.fixture
def admin(session: Session) -> Acting:
    return as_administrator(session, "admin")


def write(
    admin: Acting, session: Session, name: str, body: str = "Isi", **given: object
) -> AnswerTemplate:
    return create_template(admin, nkk(session).id, {"name": name, "body": body, **given})


def offered(session: Session, login: str, report: Report, action: str) -> dict[str, FilledTemplate]:
    viewer = officer(session, login)
    seats = {(seat.actor, seat.unit) for seat in viewer.seats}
    task = next(one for one in open_tasks(session, report) if (one.actor, one.unit_id) in seats)
    return {one.name: one for one in templates_for(session, viewer, task.id, action)}


def test_an_unknown_placeholder_is_refused_with_those_that_exist(
    session: Session, admin: Acting
) -> None:
    with refused("placeholder-unknown") as caught:
        write(admin, session, "Salah ketik", "Laporan {nomer_laporan} dan {kategori}")
    said = sentence(caught.value)
    assert "{nomer_laporan} tidak dikenal" in said
    assert "{nomor_laporan}" in said
    assert caught.value.facts["field"] == "body"


def test_a_template_is_offered_where_it_was_made_for(session: Session, admin: Acting) -> None:
    report = file()
    write(admin, session, "Di mana saja")
    write(admin, session, "Melengkapi saja", step="receive", action="ask_completion")
    write(admin, session, "Langkah lain", step="answer", action="answer")
    write(admin, session, "Kategori ini", category_id=report.category.parent_id)
    closed = write(admin, session, "Tidak dipakai lagi")
    change_template(admin, closed.id, closed.version, {"is_active": False})
    found = offered(session, "operator", report, "ask_completion")
    assert {"Di mana saja", "Melengkapi saja", "Kategori ini"} <= set(found)
    assert next(iter(found)) == "Kategori ini"
    assert not {"Langkah lain", "Tidak dipakai lagi"} & set(found)
    assert "Melengkapi saja" not in offered(session, "operator", report, "hand_over")
    with refused("task-not-found"):
        templates_for(
            session, officer(session, "dinkes"), open_tasks(session, report)[0].id, "hand_over"
        )


def test_placeholders_become_the_reports_facts(session: Session, admin: Acting) -> None:
    body = (
        "{nomor_laporan}|{kategori}|{nama_layanan}|{nama_pelapor}|{tanggal_laporan}|{judul_laporan}"
    )
    write(admin, session, "Semua", body)
    report = file(subject="Judul dengan {kategori}")
    filled = offered(session, "operator", report, "ask_completion")["Semua"].text
    assert filled.split("|") == [
        report.number,
        "Perilaku tidak sopan",
        nkk(session).name,
        account(session, "warga").name,
        "16 Juli 2026",
        "Judul dengan {kategori}",
    ]


def test_a_confidential_reporter_is_named_in_no_template(session: Session, admin: Acting) -> None:
    name = account(session, "warga").name
    write(admin, session, "Bernama", "Yth. {nama_pelapor} tentang {judul_laporan}")
    report = file(subject=f"{name} dibentak", confidential=True)
    act(session, report, "operator", "hand_over")
    act(session, report, "timutama", "complaint", units=[unit(session, "dinkes").id])
    for_department = offered(session, "dinkes", report, "respond")["Bernama"].text
    assert for_department == "Yth. Pelapor tentang [disamarkan] dibentak"
    at_intake = file(subject=f"{name} lagi", confidential=True)
    text = offered(session, "operator", at_intake, "ask_completion")["Bernama"].text
    assert text == "Yth. Pelapor tentang [disamarkan] lagi"


def test_only_actions_of_officers_with_a_text_are_places(session: Session, admin: Acting) -> None:
    places = {(place.step, place.action) for place in places_of_desk(admin, nkk(session).id)}
    assert ("answer", "answer") in places
    assert ("complete", "complete") not in places
    for step, action in (("complete", "complete"), ("answer", "nothing"), (None, "answer")):
        with refused("template-place-unknown"):
            write(admin, session, "Tersesat", step=step, action=action)


def test_administrators_arrange_templates_and_nobody_else(session: Session, admin: Acting) -> None:
    template = write(admin, session, "Satu")
    with refused("template-name-taken"):
        write(admin, session, "Satu")
    operator = as_administrator(session, "operator")
    with refused("not-allowed"):
        change_template(operator, template.id, 1, {"name": "Dua"})
    change_template(admin, template.id, 1, {"name": "Dua"})
    assert (last_entry(session).before, last_entry(session).after) == (
        {"name": "Satu"},
        {"name": "Dua"},
    )
    remove_template(admin, template.id, 2)
    assert "Dua" not in [one.name for one in list_templates(admin, nkk(session).id)]
    assert preview_template(admin, nkk(session).id, "Dari {nama_layanan}").endswith(
        nkk(session).name
    )

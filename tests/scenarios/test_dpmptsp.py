"""Licensing office, Pangkalpinang: six ways in, a visit, three superiors, a signed answer."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from tanggap.running.demonstration_walk import Stuck
from tests.scenarios.city import Providers, line_to, mail_in, mailbox_of
from tests.scenarios.conftest import World
from tests.scenarios.licensing import ANSWER, studied, taken, to_the_head
from tests.scenarios.seen import kinds, open_steps, papers, waits_for
from tests.scenarios.walking import Case
from tests.services.licence_desk import SECRET
from tests.standins.dovecot import Dovecot

TAKEN = ("box", "lapor", "telephone", "counter")
WRITTEN = ("email", "whatsapp")
MONDAY = datetime(2026, 7, 20, 2, 0, tzinfo=UTC)
AFTER_THE_LIMIT = datetime(2026, 7, 29, 2, 0, tzinfo=UTC)
SIX_DAYS_FROM_THURSDAY = "2026-07-24T09:30:00Z"
SIX_DAYS_FROM_MONDAY = "2026-07-28T09:00:00Z"
FEED = "/publikasi/umpan.atom"
PUBLICATION = {
    "publication_title": "Penggilingan batu tanpa izin",
    "publication_question": "Warga melaporkan penggilingan batu yang berdebu.",
    "publication_answer": "Kegiatan diperiksa dan dihentikan sampai perizinannya lengkap.",
}


def written(office: World, providers: Providers, imap: Dovecot, channel: str) -> Case:
    """A complaint that somebody sends to the office."""
    line = line_to(office, "dpmptsp", providers)
    if channel == "whatsapp":
        line.chat("Penggilingan di dekat rumah berdebu.")
    else:
        mail_in(
            line,
            imap,
            mailbox_of(line),
            "Rukmini Wijayanti <rukmini@contoh.example>",
            subject="Penggilingan berdebu",
            words="Penggilingan di dekat rumah berdebu.",
        )
    return Case(office, str(line.report().id))


@pytest.mark.parametrize("channel", [*TAKEN, *WRITTEN])
def test_a_complaint_from_each_channel_is_registered_and_declared_complete(
    office: World, providers: Providers, imap: Dovecot, channel: str
) -> None:
    is_taken = channel in TAKEN
    case = taken(office, channel) if is_taken else written(office, providers, imap, channel)
    seen = case.seen("staf")
    assert seen["channel"] == channel
    assert waits_for(seen) == ("register", "Staf Pengaduan", None)  # the source gives no time
    assert seen["due_at"] is None
    assert papers(seen) == ["receipt"]

    seen = case.act("staf", "declare_complete")
    assert seen["due_at"] == SIX_DAYS_FROM_THURSDAY
    assert kinds(seen)[0] == "report_filed"
    assert waits_for(case.seen("subkoor")) == ("study", "Subkoordinator Pengaduan", None)
    [told] = office.post.to("subkoor")
    assert seen["number"] in told.subject
    [acknowledged] = [one for one in messages(case) if one["template"] == "acknowledgement"]
    answered_by = channel if channel in WRITTEN else "email"  # the caller left an address
    assert (acknowledged["channel"], acknowledged["state"]) == (answered_by, "sent")


def test_without_a_visit_the_answer_is_signed_and_conveyed(office: World) -> None:
    case = taken(office)
    to_the_head(case)
    assert papers(case.seen("subkoor")) == ["disposition", "receipt", "study"]
    assert case.sign("kadis", case.letter("kadis"), SECRET).status_code == 200
    assert waits_for(case.seen("subkoor"))[0] == "convey"

    seen = case.act("subkoor", "convey_only", documentation="Menyangkut satu orang.")
    assert (seen["state"], seen["outcome"]) == ("closed", "answered")
    assert papers(seen) == ["disposition", "receipt", "reply_letter", "study"]
    assert steps_taken(seen) == [
        "register", "study", "analyse", "order", "assign", "draft", "check_division",
        "check_secretary", "sign", "convey",
    ]  # fmt: skip
    assert [kind for kind in kinds(seen) if kind.startswith("letter")] == ["letter_signed"]
    letter = case.paper("subkoor", "reply_letter")
    for words in (ANSWER, "570/0001/S/DPMPTSP/VII/2026", "16 Juli 2026", "Widya Paramitha"):
        assert words in letter
    assert "Ditandatangani secara elektronik" in letter
    [sent] = [one for one in office.post.to("rukmini") if "sudah dijawab" in one.subject]
    assert [file.media_type for file in sent.attachments] == ["application/pdf"]
    assert "Penggilingan" not in office.stranger().get("/publikasi").text


def test_a_visit_leaves_an_assignment_letter_and_an_examination_record(office: World) -> None:
    case = taken(office)
    studied(case)
    case.act(
        "subkoor",
        "send_team",
        people=["Hasan"],
        assignment_purpose="Memeriksa kegiatan penggilingan batu.",
        assignment_from="2026-07-16",
        assignment_until="2026-07-17",
    )
    assert waits_for(case.seen("subkoor"))[:2] == ("monitor", "Tim Lapangan")
    unnamed = next(task for task in case.seen("lapangan2")["tasks"] if task["closed_at"] is None)
    assert unnamed["allowed_actions"] == []  # of the team, but not in the letter
    assert office.post.to("lapangan2") == []
    assert len(office.post.to("lapangan1")) == 1
    assigned = case.paper("subkoor", "assignment_letter")
    assert "Memeriksa kegiatan penggilingan batu." in assigned
    assert "Hasan" in assigned

    case.act("lapangan1", "gather", field_data="Satu mesin beroperasi tanpa penyiraman debu.")
    case.act(
        "lapangan1",
        "record",
        examined_on="2026-07-16",
        examined_place="Lokasi penggilingan batu",
        findings="Kegiatan berjalan tanpa izin.",
        formulation="Kegiatan dihentikan sampai perizinannya lengkap.",
    )
    seen = case.seen("subkoor")
    assert waits_for(seen)[:2] == ("draft", "Subkoordinator Pengaduan")
    assert papers(seen) == [
        "assignment_letter", "disposition", "examination_record", "receipt", "study",
    ]  # fmt: skip
    assert "Kegiatan berjalan tanpa izin." in case.paper("subkoor", "examination_record")


def test_each_superior_sends_the_draft_one_rung_back_before_it_is_signed(office: World) -> None:
    case = taken(office)
    to_the_head(case)
    down = (("kadis", "check_secretary"), ("sekretaris", "check_division"), ("kabid", "draft"))
    for login, step in down:
        case.act(login, "return_draft", note=f"Perbaiki, kata {login}.")
        assert open_steps(case.seen("subkoor")) == [(step, None)]
    case.act("subkoor", "submit_draft", answer="Izinnya sudah kami periksa.")
    case.act("kabid", "initial")
    case.act("sekretaris", "initial")
    assert case.sign("kadis", case.letter("kadis"), SECRET).status_code == 200
    seen = case.seen("subkoor")
    assert open_steps(seen) == [("convey", None)]
    notes = [entry["note"] for entry in seen["timeline"]["items"] if entry["note"]]
    assert [note for note in reversed(notes) if note.startswith("Perbaiki")] == [
        f"Perbaiki, kata {login}." for login, _ in down
    ]
    letter = case.paper("subkoor", "reply_letter")
    assert "Izinnya sudah kami periksa." in letter
    assert ANSWER not in letter


def test_the_overall_limit_counts_from_completeness_and_not_from_receipt(
    office: World, providers: Providers, imap: Dovecot
) -> None:
    case = written(office, providers, imap, "whatsapp")
    case.act("staf", "ask_completion", note="Di mana letaknya?")
    assert "Di mana letaknya?" in providers[0].texts()[-1]
    case.pass_time(MONDAY)
    assert case.seen("staf")["due_at"] is None
    line_to(office, "dpmptsp", providers).chat("Jalan Contoh 9.", wamid="wamid.LENGKAP")
    office.session.expire_all()
    assert open_steps(case.seen("staf")) == [("register", None)]
    seen = case.act("staf", "declare_complete")
    assert seen["due_at"] == SIX_DAYS_FROM_MONDAY
    case.pass_time(AFTER_THE_LIMIT)
    seen = case.seen("subkoor")
    assert seen["is_overdue"]
    assert [task["due_at"] for task in seen["tasks"] if task["closed_at"] is None] == [None]


def test_a_published_answer_names_nobody_on_the_page_or_in_the_feed(office: World) -> None:
    case = taken(office)
    to_the_head(case)
    assert case.sign("kadis", case.letter("kadis"), SECRET).status_code == 200
    for told in ("Rukmini Wijayanti melapor.", "Hubungi 0812-0000-0099.", "NIK 1971015203900001"):
        with pytest.raises(Stuck, match="personal-data-left"):
            case.act("subkoor", "publish", **PUBLICATION | {"publication_answer": told})
    assert waits_for(case.seen("subkoor"))[0] == "convey"  # nothing happened
    case.act("subkoor", "publish", **PUBLICATION)

    anyone = office.stranger()
    listed = anyone.get("/publikasi?layanan=dpmptsp").text
    [address] = set(re.findall(r'href="(/publikasi/[^"?]+)"', listed)) - {FEED}
    feed = anyone.get(f"{FEED}?layanan=dpmptsp").text
    for shown in (listed, anyone.get(address).text, feed):
        assert PUBLICATION["publication_title"] in shown
        for secret in ("Rukmini", "Wijayanti", "0812-0000", "Jalan Contoh Nomor 9", "rukmini@"):
            assert secret not in shown


def messages(case: Case) -> list[dict[str, Any]]:
    """What the desk sent to the complainant, as the staff see it."""
    return [one for one in case.seen("staf")["messages"] if one["direction"] == "out"]


def steps_taken(report: dict[str, Any]) -> list[str]:
    return [task["step"] for task in report["tasks"]]

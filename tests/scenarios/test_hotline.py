"""Hotline, Pekalongan: greeted at once, answered within authority, or referred with a receipt."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.scenarios.city import Providers, line_to
from tests.scenarios.conftest import World
from tests.scenarios.seen import actions_taken, kinds, notes, papers, told, waits_for
from tests.scenarios.walking import Case
from tests.services.inbound.chat_desk import Line

OFFICER, TEAM = "Petugas Hotline", "Tim Penanganan Pengaduan Masyarakat"
FOUR_PAST = datetime(2026, 7, 16, 2, 4, tzinfo=UTC)
SIX_PAST = datetime(2026, 7, 16, 2, 6, tzinfo=UTC)
SUNDAY = datetime(2026, 7, 19, 3, 0, tzinfo=UTC)
MONDAY = datetime(2026, 7, 20, 0, 31, tzinfo=UTC)
A_DAY_LATER = datetime(2026, 7, 17, 9, 31, tzinfo=UTC)
GREETED = [("receipt", "whatsapp", "sent"), ("acknowledgement", "whatsapp", "sent")]


def chatted(city: World, providers: Providers, words: str) -> tuple[Line, Case]:
    """A complaint that somebody sent over WhatsApp."""
    line = line_to(city, "hotline", providers)
    line.chat(words)
    return line, Case(city, str(line.report().id))


def at_the_team(city: World, providers: Providers, words: str) -> tuple[Line, Case]:
    """The same, greeted and forwarded."""
    line, case = chatted(city, providers, words)
    case.act("hotline", "greet")
    assert waits_for(case.seen("hotline")) == ("forward", OFFICER, "2026-07-16T02:10:00Z")
    case.act("hotline", "forward", note="Mohon ditelaah.")
    assert waits_for(case.seen("timaduan")) == ("analyse", TEAM, "2026-07-16T02:15:00Z")
    return line, case


def test_the_complainant_is_greeted_inside_five_minutes(city: World, providers: Providers) -> None:
    line, case = chatted(city, providers, "Kenaikan pangkat saya tertahan")
    assert waits_for(case.seen("hotline")) == ("greet", OFFICER, "2026-07-16T02:05:00Z")
    case.pass_time(FOUR_PAST)
    case.act("hotline", "greet")
    seen = case.seen("hotline")
    [greeting] = [task for task in seen["tasks"] if task["step"] == "greet"]
    assert greeting["closed_at"] == "2026-07-16T02:04:00Z" < greeting["due_at"]
    assert (greeting["standard"], greeting["spent_minutes"]) == ("5 menit", 4)
    assert waits_for(seen) == ("forward", OFFICER, "2026-07-16T02:14:00Z")
    assert told(seen) == GREETED
    assert seen["number"] in line.graph.texts()[-1]


def test_a_greeting_that_is_late_is_seen_to_be_late(city: World, providers: Providers) -> None:
    _, case = chatted(city, providers, "Kenaikan pangkat saya tertahan")
    case.pass_time(SIX_PAST)
    [open_task] = [one for one in case.seen("hotline")["tasks"] if one["closed_at"] is None]
    assert (open_task["step"], open_task["is_overdue"]) == ("greet", True)
    assert [mail.subject.partition("] ")[2] for mail in city.post.to("hotline")] == [
        "Tugas baru: Memberikan respons dengan pesan cepat dan ramah",
        "Lewat tenggat: Memberikan respons dengan pesan cepat dan ramah",
    ]


def test_on_a_sunday_the_five_minutes_begin_with_the_office(
    city: World, providers: Providers
) -> None:
    city.pass_time(SUNDAY)
    _, case = chatted(city, providers, "Kenaikan pangkat saya tertahan")
    assert told(case.seen("hotline")) == [("receipt", "whatsapp", "sent")]  # at once, by itself
    assert waits_for(case.seen("hotline")) == ("greet", OFFICER, "2026-07-20T00:35:00Z")
    case.pass_time(MONDAY)
    assert not any(task["is_overdue"] for task in case.seen("hotline")["tasks"])


def test_within_authority_the_solution_is_composed_and_sent(
    city: World, providers: Providers
) -> None:
    line, case = at_the_team(city, providers, "Kenaikan pangkat saya tertahan")
    case.act("timaduan", "within", note="Periksa berkasnya.")
    seen = case.seen("pejabat")
    assert seen["classification"] == "complaint"
    assert waits_for(seen) == ("resolve", "Pejabat Bidang", "2026-07-16T03:00:00Z")
    assert len(city.post.to("pejabat")) == 1
    case.act("pejabat", "resolve", solution="Ijazah terakhir belum diunggah; sudah dilengkapi.")
    assert waits_for(case.seen("timaduan")) == ("compose", TEAM, "2026-07-16T02:30:00Z")
    case.act("timaduan", "compose", response="Berkas Anda sudah lengkap.")
    assert told(case.seen("hotline")) == GREETED  # nothing is sent before the officer sends it
    assert waits_for(case.seen("hotline")) == ("send_answer", OFFICER, "2026-07-16T02:05:00Z")
    seen = case.act("hotline", "send_answer", answer="Berkas Anda sudah lengkap dan diproses.")
    assert waits_for(seen) == ("confirm", "Pemohon/Pengadu", "2026-07-17T09:30:00Z")  # Friday
    assert "Berkas Anda sudah lengkap dan diproses." in line.graph.texts()[-1]
    assert [one["kind"] for one in seen["responses"]] == ["unit_response", "official_answer"]

    case.pass_time(A_DAY_LATER)
    seen = case.seen("hotline")
    assert (seen["state"], seen["outcome"]) == ("closed", "silent")
    assert told(seen) == [*GREETED, ("answer", "whatsapp", "sent")]
    assert papers(seen) == ["receipt"]
    assert actions_taken(seen) == [
        "send", "greet", "forward", "within", "resolve", "compose", "send_answer", "silent",
    ]  # fmt: skip
    assert kinds(seen)[-1] == "report_closed"


def test_outside_authority_another_office_receives_it_with_form_and_receipt(
    city: World, providers: Providers
) -> None:
    line, case = at_the_team(city, providers, "Guru di sekolah anak saya sering tidak masuk")
    case.act("timaduan", "outside", units=["Pendidikan"], note="Bukan wewenang kami.")
    seen = case.seen("disdik")
    assert seen["classification"] == "referral"
    assert waits_for(seen) == ("receive_referral", "OPD Lain", "2026-07-16T03:00:00Z")
    assert notes(seen)[-1] == "Bukan wewenang kami."
    assert [len(city.post.to(login)) for login in ("disdik", "dinkes")] == [1, 0]
    form = case.paper("disdik", "referral_form")
    for words in ("Dinas Pendidikan", "Bukan wewenang kami.", seen["number"]):
        assert words in form
    assert told(case.seen("hotline")) == GREETED  # nobody has received it yet

    case.act("disdik", "receive", received_by="Wulan Cahyani, Sekretaris Dinas")
    seen = case.seen("timaduan")
    assert (seen["state"], seen["outcome"]) == ("closed", "referred")
    assert papers(seen) == ["receipt", "referral_form", "referral_receipt"]
    assert "Wulan Cahyani, Sekretaris Dinas" in case.paper("timaduan", "referral_receipt")
    assert told(seen) == [*GREETED, ("referred", "whatsapp", "sent")]
    assert "kepada Dinas Pendidikan" in str(line.graph.sent[-1])
    assert actions_taken(seen) == ["send", "greet", "forward", "outside", "receive"]
    assert kinds(seen).count("document_issued") == 2

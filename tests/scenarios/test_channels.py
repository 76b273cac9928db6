"""The procedures that people reach by message: call centre, hotline."""

from __future__ import annotations

from sqlalchemy import select

from tanggap.storage.organisation import Category
from tests.scenarios.city import Providers, act, line_to, mail_in, photo
from tests.scenarios.conftest import World
from tests.services.inbound.chat_desk import Line

CALLER = "+6281298765432"


def call(city: World, line: Line) -> None:
    """The operator writes down a call."""
    operator = city.officer("callcenter")
    category = line.session.scalars(
        select(Category.id).where(
            Category.desk_id == line.desk.id, Category.name == "Penerangan jalan"
        )
    ).one()
    answer = operator.client.post(
        f"/desks/{line.desk.id}/reports",
        json={
            "submission_key": "0190a0a0-0000-7000-8000-000000000001",
            "channel": "telephone",
            "category_id": str(category),
            "subject": "Lampu jalan mati",
            "narrative": "Lampu jalan mati.",
            "reporter": {"name": "Bu Tini", "kind": "citizen", "phone": CALLER},
        },
    )
    assert answer.status_code == 201, answer.text
    line.work()


def test_a_caller_is_asked_by_sms_sends_a_photo_by_mail_and_is_answered_by_sms(
    city: World, providers: Providers
) -> None:
    line = line_to(city, "call-center", providers)
    call(city, line)
    act(city, line, "callcenter", "pick_up")
    act(city, line, "callcenter", "ask_identity", note="Sebutkan alamat Anda.")
    assert "Sebutkan alamat Anda." in line.kannel.sent[-1]["text"]
    line.sms("Jalan Kenanga 4", sender=CALLER)
    act(city, line, "callcenter", "clear")
    act(city, line, "callcenter", "needs_photo")
    act(city, line, "callcenter", "ask_photo", note="Foto tiang lampunya.")
    asked = line.kannel.sent[-1]["text"]
    address = next(word for word in asked.split() if "+cc-2026-" in word)
    mail_in(line, address, "bu.tini@contoh.example", files=(photo(),))
    assert [one.body for one in line.messages("in")] == [
        "Jalan Kenanga 4",
        "(Pelapor mengirim lampiran.)",
    ]
    act(city, line, "callcenter", "answer", answer="Petugas datang besok.")
    assert "Petugas datang besok." in line.kannel.sent[-1]["text"]
    assert line.report().state == "closed"


def test_the_hotline_greets_at_once_and_answers_over_whatsapp(
    city: World, providers: Providers
) -> None:
    line = line_to(city, "hotline", providers)
    line.chat("Kenaikan pangkat saya tertahan")
    act(city, line, "hotline", "greet")
    assert "sedang kami periksa" in line.graph.texts()[-1]
    act(city, line, "hotline", "forward")
    act(city, line, "timaduan", "within")
    act(city, line, "pejabat", "resolve", solution="Berkas dilengkapi.")
    act(city, line, "timaduan", "compose", response="Berkas Anda sudah lengkap.")
    act(city, line, "hotline", "send_answer", answer="Berkas Anda sudah lengkap.")
    assert "Berkas Anda sudah lengkap." in line.graph.texts()[-1]
    assert [one.state for one in line.messages("out")] == ["sent"] * 3


def test_a_referred_complainant_hears_which_office_handles_it_now(
    city: World, providers: Providers
) -> None:
    line = line_to(city, "hotline", providers)
    line.chat("Guru di sekolah anak saya sering tidak masuk")
    act(city, line, "hotline", "greet")
    act(city, line, "hotline", "forward")
    act(city, line, "timaduan", "outside", units="Pendidikan", note="Bukan wewenang kami.")
    act(city, line, "disdik", "receive", received_by="Wulan Cahyani")
    assert "kepada Dinas Pendidikan" in line.graph.texts()[-1]
    assert line.report().outcome == "referred"

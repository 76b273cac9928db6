from __future__ import annotations

import io

import pytest
from PIL import Image
from sqlalchemy import select

from tanggap.channels.outbound import (
    Attachment,
    OutgoingText,
    PermanentFailure,
    TemporaryFailure,
)
from tanggap.channels.whatsapp import WhatsAppCloud
from tanggap.services.house import now
from tanggap.services.inbound.left_over import left_over_messages, take_in_again
from tanggap.services.inbound.states import StateTooEarly, note_states
from tanggap.storage.events import Event
from tanggap.storage.identity import contacts_of, read_identity
from tanggap.storage.reports import Attachment as Attached
from tanggap.storage.tasks import Task
from tests.conftest import MovableClock
from tests.services.inbound.chat_desk import BUDI, BUDI_PHONE, Line
from tests.services.nkk_desk import Postbox, queued_jobs
from tests.standins.graph import (
    PHONE_ID,
    TOKEN,
    VERIFY_TOKEN,
    GraphStandIn,
    person,
    signature,
    status,
    text_message,
    update,
)


def photo() -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (40, 30), "#884422").save(kept, "JPEG")
    return kept.getvalue()


def image_message(wamid: str, media_id: str, caption: str = "") -> dict[str, object]:
    said = text_message(wamid, "", int(now().timestamp()), user_id=BUDI, phone=BUDI_PHONE)
    said |= {"type": "image", "image": {"id": media_id, "mime_type": "image/jpeg"}}
    if caption:
        said["image"]["caption"] = caption  # type: ignore[index]
    return said


def kinds(line: Line) -> list[str]:
    report_id = line.report().id
    rows = select(Event.kind).where(Event.report_id == report_id).order_by(Event.id)
    return list(line.session.scalars(rows))


def test_a_first_message_is_a_report_and_is_answered_at_once(line: Line, postbox: Postbox) -> None:
    line.chat("Jalan Mawar berlubang\nSudah dua minggu.")
    report = line.report()
    assert (report.channel, report.subject) == ("whatsapp", "Jalan Mawar berlubang")
    assert report.category.name == "Belum dikategorikan"
    identity = read_identity(line.session, report.reporter_id)
    assert (identity.name, identity.phone, identity.nik) == ("Budi", f"+{BUDI_PHONE}", None)
    [said] = line.graph.texts()
    assert report.number in said
    assert line.graph.sent[0]["recipient"] == BUDI
    assert line.graph.sent[0]["context"] == {"message_id": "wamid.IN0001"}
    assert [one.state for one in line.messages("out")] == ["sent"]
    assert postbox.to("operator"), "the team is told of its task"


def test_the_webhook_only_keeps_and_defers(line: Line) -> None:
    body = update(
        text_message("wamid.A", "Halo", int(now().timestamp()), user_id=BUDI, phone=None),
        contacts=(person("Budi", BUDI, None),),
    )
    answer = line.post(body)
    assert (answer.status_code, answer.data) == (200, b"")
    assert line.reports() == []
    [row] = line.inbound()
    assert (row.state, row.sender) == ("stored", BUDI)
    assert queued_jobs(line.session) == [("take-in-message", {"inbound_id": str(row.id)})]


def test_a_second_delivery_changes_nothing(line: Line) -> None:
    line.chat("Lampu jalan mati", wamid="wamid.SAMA")
    line.chat("Lampu jalan mati", wamid="wamid.SAMA")
    assert len(line.reports()) == len(line.inbound()) == len(line.graph.sent) == 1


def test_a_person_who_hides_the_number_is_known_by_user_id(line: Line) -> None:
    line.chat("Sampah menumpuk", phone=None)
    line.chat("Di belakang pasar", phone=BUDI_PHONE)
    report = line.report()
    known = [(one.kind.value, one.value) for one in contacts_of(line.session, report.reporter_id)]
    assert known == [("whatsapp", BUDI)]
    assert [one.body for one in line.messages("in")] == ["Di belakang pasar"]


def test_a_later_message_joins_the_open_report_and_the_team_is_told_once(
    line: Line, postbox: Postbox
) -> None:
    line.chat("Pohon tumbang")
    report = line.report()
    version = report.version
    line.chat("Menutup jalan")
    line.chat("Ada kabel juga")
    line.session.refresh(report)
    assert report.version == version + 2
    assert [one.body for one in line.messages("in")] == ["Menutup jalan", "Ada kabel juga"]
    told = [one for one in postbox.to("operator") if "pesan baru" in one.subject]
    assert len(told) == 1
    assert "Menutup" not in told[0].text
    assert [one.state for one in line.inbound()] == ["filed", "joined", "joined"]


def test_a_message_answers_the_step_that_waits_for_it(line: Line, postbox: Postbox) -> None:
    line.chat("Lampu mati")
    report = line.report()
    line.act(report, "ask", note="Di jalan mana?")
    assert "Di jalan mana?" in line.graph.texts()[-1]
    line.session.refresh(report)
    assert report.state == "waiting"
    line.chat("Di Jalan Melati")
    line.session.refresh(report)
    assert report.state == "open"
    [given] = line.session.scalars(
        select(Task.given).where(Task.report_id == report.id, Task.action == "complete")
    ).all()
    assert given == {"completion": "Di Jalan Melati"}
    told = [one.subject for one in postbox.to("operator")]
    assert len([one for one in told if "Tugas baru" in one]) == 2
    assert not [one for one in told if "pesan baru" in one]


def test_after_the_answer_a_message_is_a_new_matter(line: Line) -> None:
    line.chat("Jam buka kantor?")
    line.act(line.report(), "answer", answer="Pukul 08.00 sampai 16.00.")
    assert "Pukul 08.00 sampai 16.00." in line.graph.texts()[-1]
    line.chat("Terima kasih, satu lagi: apakah Sabtu buka?")
    assert len(line.reports()) == 2


def test_a_photo_is_fetched_inspected_and_attached(line: Line) -> None:
    line.chat("Jalan rusak")
    line.graph.media["555"] = ("image/jpeg", photo())
    body = update(
        image_message("wamid.FOTO", "555", "Ini fotonya"),
        contacts=(person("Budi", BUDI, BUDI_PHONE),),
    )
    assert line.post(body).status_code == 200
    line.work()
    report = line.report()
    [attached] = line.session.scalars(select(Attached).where(Attached.report_id == report.id)).all()
    assert (attached.label, attached.from_reporter) == ("Bukti 1", True)
    assert attached.file.media_type == "image/jpeg"
    assert line.messages("in")[0].body == "Ini fotonya"
    assert "file_received" in kinds(line)


def test_what_is_no_evidence_is_refused_and_the_reporter_told(line: Line) -> None:
    line.chat("Ada berkas")
    line.graph.media["666"] = ("image/jpeg", b"MZ" + bytes(200))
    line.post(update(image_message("wamid.VIRUS", "666")))
    line.work()
    assert "file_refused" in kinds(line)
    assert "tidak dapat kami simpan" in line.graph.texts()[-1]
    assert line.session.scalars(select(Attached)).all() == []


def test_a_token_is_never_shown_to_a_strangers_host(line: Line) -> None:
    line.chat("Ada foto")
    line.graph.media["777"] = ("image/jpeg", photo())
    line.graph.media_host = "http://127.0.0.2:1"
    line.post(update(image_message("wamid.JAUH", "777")))
    line.work()
    assert "file_refused" in kinds(line)


def test_after_a_day_of_silence_the_answer_goes_in_a_template(
    line: Line, clock: MovableClock
) -> None:
    line.chat("Halte rusak")
    clock.advance(hours=24)
    line.act(line.report(), "answer", answer="Sudah diperbaiki.\nTerima kasih.")
    sent = line.graph.sent[-1]
    assert sent["type"] == "template"
    assert sent["template"]["name"] == "kabar_laporan"
    number, said = sent["template"]["components"][0]["parameters"]
    assert number["text"] == line.report().number
    assert "Sudah diperbaiki. Terima kasih." in said["text"]


def test_a_window_that_whatsapp_sees_closed_is_answered_with_a_template(line: Line) -> None:
    line.chat("Halte rusak")
    line.graph.closed_window = True
    line.act(line.report(), "answer", answer="Sudah.")
    assert line.graph.sent[-1]["type"] == "template"
    assert [one.by_template for one in line.messages("out")] == [False, True]


def test_an_error_131047_that_comes_later_sends_the_template(line: Line) -> None:
    line.chat("Halte rusak")
    line.act(line.report(), "answer", answer="Sudah.")
    answer = line.messages("out")[-1]
    moment = int(now().timestamp())
    told = status(answer.provider_id or "", "failed", moment, code=131047, title="Re-engagement")
    line.post(update(statuses=(told,)))
    line.work()
    assert line.graph.sent[-1]["type"] == "template"
    line.session.refresh(answer)
    assert (answer.state, answer.by_template) == ("sent", True)


def test_states_come_in_any_order_and_never_go_back(line: Line) -> None:
    line.chat("Halte rusak")
    [message] = line.messages("out")
    wamid, moment = message.provider_id or "", int(now().timestamp())
    for state in ("read", "sent", "delivered", "failed", "read"):
        line.post(update(statuses=(status(wamid, state, moment, code=131026, title="x"),)))
        line.work()
        line.session.refresh(message)
        assert message.state == "read"
    assert message.last_error is None


def test_a_failure_is_told_on_the_report(line: Line) -> None:
    line.chat("Halte rusak")
    [message] = line.messages("out")
    told = status(
        message.provider_id or "", "failed", 1, code=131026, title="Message undeliverable"
    )
    line.post(update(statuses=(told,)))
    line.work()
    line.session.refresh(message)
    assert message.state == "failed"
    assert message.last_error == "WhatsApp melaporkan 131026: Message undeliverable"
    assert "message_failed" in kinds(line)


def test_news_of_a_message_that_is_just_being_sent_waits(line: Line, clock: MovableClock) -> None:
    told = [
        {
            "provider_id": "wamid.X",
            "state": "sent",
            "at": now().isoformat(),
            "code": 0,
            "reason": "",
        }
    ]
    with pytest.raises(StateTooEarly):
        note_states(told)
    clock.advance(minutes=11)
    note_states(told)


def test_a_provider_that_is_away_is_tried_again(line: Line) -> None:
    line.graph.errors = [131016]
    line.chat("Halte rusak")
    [message] = line.messages("out")
    assert (message.state, message.attempts) == ("queued", 1)
    assert message.last_error == "WhatsApp menjawab 131016: as told"
    line.work()
    line.session.refresh(message)
    assert message.state == "sent"


def test_a_sender_gets_only_so_many_automatic_answers_a_day(line: Line) -> None:
    most = 10
    for place in range(most + 3):
        line.chat(f"Laporan ke-{place}")
        line.act(line.reports()[-1], "answer", answer="Baik.")
    receipts = [one for one in line.messages("out") if one.template == "receipt"]
    assert len(receipts) == most
    assert len(line.reports()) == most + 3


def test_the_handshake_repeats_the_challenge_only_to_who_knows_the_word(line: Line) -> None:
    client = line.app.test_client()
    asked = {"hub.mode": "subscribe", "hub.challenge": "1158201444"}
    good = client.get(
        "/api/channels/whatsapp", query_string=asked | {"hub.verify_token": VERIFY_TOKEN}
    )
    assert (good.status_code, good.data) == (200, b"1158201444")
    bad = client.get("/api/channels/whatsapp", query_string=asked | {"hub.verify_token": "x"})
    assert bad.status_code == 403


@pytest.mark.parametrize("signed", ["", "sha256=", "sha256=" + "0" * 64, "sha256=ä", "md5=x"])
def test_what_is_not_signed_is_refused_without_a_word(line: Line, signed: str) -> None:
    answer = line.post(update(), signed)
    assert answer.status_code == 403
    assert answer.get_json() == {"type": "about:blank", "title": "Forbidden", "status": 403}
    assert line.inbound() == []


def test_the_signature_is_over_the_raw_bytes(line: Line) -> None:
    body = update(text_message("wamid.B", "é", 1, user_id=BUDI, phone=None))
    assert line.post(body.replace(b": ", b":"), signature(body)).status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"entry": 3}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"a": ' * 50_000,
    ],
)
def test_signed_nonsense_is_a_bad_request(line: Line, body: bytes) -> None:
    assert line.post(body).status_code == 400


def test_odd_parts_are_left_out_and_the_rest_is_kept(line: Line) -> None:
    good = text_message("wamid.BAIK", "nul\0 \ud800 ada", 1, user_id=BUDI, phone=None)
    odd = [
        None,
        7,
        {},
        {"id": 5, "timestamp": "x", "type": "text"},
        {"id": "wamid.C", "timestamp": "9" * 40, "type": "text", "from_user_id": BUDI},
        {"id": "wamid.D", "timestamp": "1", "type": "text", "text": [], "from_user_id": BUDI},
        {
            "id": "wamid.E",
            "timestamp": "1",
            "type": "image",
            "image": {"id": "../../x"},
            "from_user_id": BUDI,
        },
    ]
    assert line.post(update(*odd, good)).status_code == 200  # type: ignore[arg-type]
    line.work()
    assert {one.provider_id for one in line.inbound()} == {"wamid.BAIK", "wamid.D", "wamid.E"}
    assert len(line.reports()) == 1


def test_an_unknown_number_of_ours_is_answered_and_dropped(line: Line) -> None:
    body = update(text_message("wamid.F", "Halo", 1, user_id=BUDI, phone=None), phone_id="404")
    assert line.post(body).status_code == 200
    assert line.inbound() == []


def test_a_body_of_ten_megabytes_is_refused(line: Line) -> None:
    body = b'{"entry": []}' + b" " * (10 * 1024 * 1024)
    assert line.post(body).status_code == 413


def test_a_thousand_updates_come_in_one_post(line: Line) -> None:
    said = [
        text_message(f"wamid.{n}", f"Pesan {n}", 1000 + n, user_id=f"ID.{n}", phone=None)
        for n in range(500)
    ]
    news = tuple(status(f"wamid.OUT.{n}", "read", 1) for n in range(500))
    assert line.post(update(*said, statuses=news)).status_code == 200
    assert len(line.inbound()) == 500
    names = [name for name, _ in queued_jobs(line.session)]
    assert (names.count("take-in-message"), names.count("note-states")) == (500, 3)


def test_a_reaction_is_no_report(line: Line) -> None:
    line.chat("", type="reaction", reaction={"emoji": "👍", "message_id": "wamid.OUT"})
    assert line.reports() == []
    assert [(one.state, one.reason) for one in line.inbound()] == [("ignored", "reaction")]


def test_an_answer_to_one_of_two_reports_joins_that_one(line: Line, clock: MovableClock) -> None:
    line.chat("Lampu mati")
    first = line.report()
    wamid = line.messages("out")[0].provider_id
    line.act(first, "ask", note="Di mana?")
    clock.advance(minutes=1)
    line.chat("Got mampet", user_id="ID.2", phone="6281111111111", name="Sari")
    line.chat("Di Jalan Melati", context={"id": wamid})
    joined = [one for one in line.messages("in") if one.report_id == first.id]
    assert [one.body for one in joined] == ["Di Jalan Melati"]


def test_the_tracking_code_that_a_person_quotes_is_not_kept(line: Line) -> None:
    line.chat("Lampu mati")
    code = line.graph.texts()[0].partition("Kode lacak: ")[2].split(" ")[0]
    assert len(code) == 14
    line.chat(f"Kode saya {code}")
    assert code not in line.messages("in")[0].body
    assert code not in line.messages("out")[0].body


def test_a_message_to_a_closed_desk_is_kept_and_taken_in_later(line: Line) -> None:
    line.desk.is_active = False
    line.session.commit()
    line.chat("Halte rusak")
    [kept] = line.inbound()
    assert (kept.state, kept.reason) == ("failed", "desk-not-found")
    assert [one.reason for one in left_over_messages()] == ["desk-not-found"]
    line.desk.is_active = True
    line.session.commit()
    assert take_in_again() == 1
    line.work()
    assert line.report().subject == "Halte rusak"


def test_a_letter_goes_along_as_a_document(graph_server: GraphStandIn) -> None:
    graph_server.sent.clear()
    letter = Attachment("Surat.pdf", "application/pdf", b"%PDF-1.7")
    message = OutgoingText("m", PHONE_ID, BUDI_PHONE, "Jawaban kami", attachments=(letter,))
    WhatsAppCloud(graph_server.address, TOKEN).send(message)
    [sent] = graph_server.sent
    assert (sent["type"], sent["to"]) == ("document", BUDI_PHONE)
    assert (sent["document"]["filename"], sent["document"]["caption"]) == (
        "Surat.pdf",
        "Jawaban kami",
    )
    assert graph_server.uploads[sent["document"]["id"]] == ("Surat.pdf", b"%PDF-1.7")


@pytest.mark.parametrize(
    ("code", "failure"),
    [(131026, PermanentFailure), (190, TemporaryFailure), (130429, TemporaryFailure)],
)
def test_errors_are_sorted_into_later_and_never(
    graph_server: GraphStandIn, code: int, failure: type[Exception]
) -> None:
    graph_server.errors = [code]
    message = OutgoingText("m", PHONE_ID, BUDI_PHONE, "Halo")
    with pytest.raises(failure, match=str(code)):
        WhatsAppCloud(graph_server.address, TOKEN).send(message)

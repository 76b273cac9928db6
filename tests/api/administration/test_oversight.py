"""The audit log and failed messages over the API."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from tanggap.channels.smtp import PermanentFailure
from tanggap.services.house import house
from tests.api.administration.paths import HERE, change, found
from tests.api.officers import Browser, code_of, queries
from tests.conftest import MovableClock
from tests.services.nkk_desk import Postbox, file, run_jobs

AUDIT = f"{HERE}/audit-log"
FAILED = f"{HERE}/failed-messages"


def test_an_auditor_sees_what_an_administrator_changed(
    administrator: Browser, auditor: Browser
) -> None:
    unit = found(administrator, "/units", code="dinkes")
    change(administrator, "PATCH", f"/units/{unit['id']}", 1, {"name": "Dinas Kesehatan Kota"})
    [line] = auditor.get(f"{AUDIT}?object={unit['id']}").get_json()["items"]
    assert (line["what"], line["address"]) == ("Perangkat daerah diubah", "127.0.0.1")
    assert line["changes"] == [
        {
            "field": "name",
            "label": "Nama",
            "was": "Dinas Kesehatan",
            "becomes": "Dinas Kesehatan Kota",
        }
    ]


def test_the_log_is_filtered_by_days_and_paged(administrator: Browser, auditor: Browser) -> None:
    unit = found(administrator, "/units", code="dinkes")
    for version in range(1, 4):
        path = f"/units/{unit['id']}"
        change(administrator, "PATCH", path, version, {"name": f"Nama {version}"})
    today = "object_kind=unit&from=2026-07-16&to=2026-07-16"
    first = auditor.get(f"{AUDIT}?{today}&limit=2").get_json()
    rest = auditor.get(f"{AUDIT}?{today}&cursor={first['next_cursor']}").get_json()
    assert (len(first["items"]), len(rest["items"]), rest["next_cursor"]) == (2, 1, None)
    assert auditor.get(f"{AUDIT}?object_kind=unit&to=2026-07-15").get_json()["items"] == []
    assert code_of(auditor.get(f"{AUDIT}?from=kemarin")) == "input-invalid"
    choices = auditor.get(f"{AUDIT}/choices").get_json()
    assert {"value": "unit_changed", "label": "Perangkat daerah diubah"} in choices["actions"]


def test_failed_messages_are_listed_and_sent_again(
    administrator: Browser, session: Session
) -> None:
    parts = house()
    before, parts.mail = parts.mail, Postbox(failures=[PermanentFailure("552 mailbox full")] * 9)
    try:
        file()
        run_jobs(session)
        listed = administrator.get(FAILED).get_json()["items"]
        receipt = next(one for one in listed if one["template"] == "receipt")
        assert receipt["address"] == "w•••@contoh.example"
        assert receipt["failure"].startswith("Kotak surat penerima penuh.")
        assert receipt["last_error"] == "552 mailbox full"
        in_english = administrator.get(FAILED, headers={"Accept-Language": "en"}).get_json()[
            "items"
        ]
        assert in_english[0]["failure"].startswith("The recipient's mailbox is full.")
        stranger = str(uuid4())
        done = administrator.post(f"{FAILED}/retries", {"ids": [receipt["id"], stranger]})
        assert [(one["is_done"], one["code"]) for one in done.get_json()["items"]] == [
            (True, None),
            (False, "message-not-found"),
        ]
        left = administrator.get(FAILED).get_json()["items"]
        assert receipt["id"] not in {one["id"] for one in left}
    finally:
        parts.mail = before


def test_channels_say_what_went_through_them_and_what_is_stuck(
    administrator: Browser, session: Session, clock: MovableClock
) -> None:
    clock.set(datetime.now(UTC))  # ids are in order of the machine's own time
    file()
    clock.advance(hours=2)
    administrator.sign_in("admin")
    shown = administrator.get(f"{HERE}/channels").get_json()
    channels = {one["channel"]: one for one in shown["items"]}
    assert channels["web"]["reports"] == 1
    assert channels["web"]["desks"] == ["Layanan Pengaduan NKK"]
    assert channels["box"]["reports"] == 0
    mail = channels["email"]
    assert (mail["queued"] > 0, mail["sent"], mail["is_stuck"]) == (True, 0, True)
    parts = house()
    before, parts.mail = parts.mail, Postbox()
    try:
        run_jobs(session)
        [mail] = [
            one
            for one in administrator.get(f"{HERE}/channels").get_json()["items"]
            if one["channel"] == "email"
        ]
        assert (mail["queued"], mail["failed"], mail["is_stuck"]) == (0, 0, False)
        assert mail["sent"] > 0
        assert mail["is_connected"] is True
        assert mail["last_sent_at"]
    finally:
        parts.mail = before


def test_channels_are_counted_in_as_many_queries_however_many_messages(
    administrator: Browser, session: Session
) -> None:
    file()
    few = queries(lambda: administrator.get(f"{HERE}/channels"))
    for _ in range(3):
        file()
    assert queries(lambda: administrator.get(f"{HERE}/channels")) == few

"""English, for officers who asked for it: complete beside the Indonesian, and theirs alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest
from flask import Flask
from marshmallow import Schema
from marshmallow.fields import Field

from admin_api.schemas.english_faults import in_english
from tanggap.services import (
    english_event_texts,
    english_failure_texts,
    english_fault_texts,
    english_refusal_texts,
    failure_texts,
    fault_texts,
    refusal_texts,
    timeline,
)
from tanggap.services.administration import audit_texts
from tanggap.services.reader import reads_english
from tanggap.services.recaps import archiving, history_texts
from tests.api.conftest import SignIn
from tests.api.officers import Browser
from tests.conftest import MovableClock
from tests.services.nkk_desk import file

IN_ENGLISH = {"headers": {"Accept-Language": "en"}}
Table = Mapping[object, str]

SENTENCES = {code: text for code, (_, text) in refusal_texts.TEXTS.items()}
TABLES: dict[str, tuple[Table, Table]] = {
    "refusals": (SENTENCES, english_refusal_texts.TEXTS),
    "titles": (refusal_texts.TITLES, english_refusal_texts.TITLES),
    "fields": (refusal_texts.FIELD_NAMES, english_refusal_texts.FIELD_NAMES),
    "wrong fields": (refusal_texts.FIELD_FAULTS, english_refusal_texts.FIELD_FAULTS),
    "personal data": (refusal_texts.PERSONAL_DATA, english_refusal_texts.PERSONAL_DATA),
    "faults": (fault_texts.SENTENCES, english_fault_texts.SENTENCES),
    "findings": (fault_texts.FINDINGS, english_fault_texts.FINDINGS),
    "failures": (failure_texts.MEANINGS, english_failure_texts.MEANINGS),
    "events": (timeline.HOUSE_EVENTS, english_event_texts.HOUSE_EVENTS),
    "recap totals": (history_texts.TOTALS, english_event_texts.RECAP_TOTALS),
    "recap heads": (archiving.HEADS, english_event_texts.RECAP_HEADS),
    "recap titles": (archiving.TITLES, english_event_texts.RECAP_TITLES),
    "audited deeds": (audit_texts.ACTIONS, english_event_texts.AUDIT_ACTIONS),
    "audited objects": (audit_texts.OBJECTS, english_event_texts.AUDIT_OBJECTS),
    "audited fields": (audit_texts.FIELDS, english_event_texts.AUDIT_FIELDS),
}


@pytest.mark.parametrize("table", TABLES)
def test_english_says_what_indonesian_says(table: str) -> None:
    indonesian, english = TABLES[table]
    assert sorted(map(str, set(indonesian) - set(english))) == [], "these have no English yet"
    assert sorted(map(str, set(english) - set(indonesian))) == [], "these are said no more"
    different = {
        key: said for key, said in english.items() if _facts(said) != _facts(indonesian[key])
    }
    assert different == {}
    assert [key for key, said in english.items() if not said.strip()] == []


def _facts(said: str) -> list[str]:
    return sorted(re.findall(r"{(\w+)}", said))


def faults_of_fields() -> Iterator[str]:
    """Every sentence that a field of a request can answer with."""
    waiting: list[type[Schema]] = [Schema]
    while waiting:
        schema = waiting.pop()
        waiting += schema.__subclasses__()
        if not schema.__module__.startswith("admin_api."):
            continue
        for field in schema._declared_fields.values():
            yield from _faults_of(field)


def _faults_of(field: Field[object]) -> Iterator[str]:
    for said in field.error_messages.values():
        yield str(said)
    for validator in field.validators:
        yield str(getattr(validator, "error", None) or "")
    inner = getattr(field, "inner", None)
    if inner is not None:
        yield from _faults_of(inner)


def test_fields_say_what_is_wrong_in_english_too(app: Flask) -> None:
    indonesian = re.compile(r"\b(isi|tulis|pilih|paling|tidak|isian|tanda)\b", re.IGNORECASE)
    left = sorted({said for said in faults_of_fields() if indonesian.search(in_english(said))})
    assert left == []


def test_a_refusal_is_said_in_the_language_asked_for(operator: Browser) -> None:
    path = "/reports/0190a0a0-0000-7000-8000-000000000000"
    english = operator.get(path, **IN_ENGLISH).get_json(force=True)
    assert english["detail"] == "This report does not exist, or is not for you."
    assert english["title"] == "Not found"
    indonesian = operator.get(path).get_json(force=True)
    assert indonesian["detail"] == "Laporan ini tidak ada, atau bukan untuk Anda."
    assert english["code"] == indonesian["code"]


def test_the_list_of_problems_is_in_one_language(anonymous: Browser) -> None:
    listed = anonymous.get("/problems", **IN_ENGLISH).get_json()["items"]
    by_code = {one["code"]: one for one in listed}
    assert by_code["text-missing"]["title"] == "Some fields need attention"
    assert by_code["text-missing"]["detail"] == "Write something here."


@pytest.mark.parametrize(
    ("header", "title"),
    [
        ("id", "Tidak ditemukan"),
        ("en-GB,en;q=0.9", "Not found"),
        ("id-ID,en;q=0.5", "Tidak ditemukan"),
        ("jv, *;q=0.1", "Tidak ditemukan"),
        ("%%%", "Tidak ditemukan"),
        (None, "Tidak ditemukan"),
    ],
)
def test_indonesian_is_spoken_unless_english_is_preferred(
    anonymous: Browser, header: str | None, title: str
) -> None:
    given = {"headers": {"Accept-Language": header}}
    assert anonymous.get("/nowhere", **given).get_json(force=True)["title"] == title


def test_one_officers_english_is_no_other_persons(operator: Browser, app: Flask) -> None:
    operator.get("/nowhere", **IN_ENGLISH)
    page = app.test_client().get("/halaman-yang-tidak-ada")
    assert "Not found" not in page.text
    assert operator.get("/nowhere").get_json(force=True)["title"] == "Tidak ditemukan"


def test_what_is_wrong_with_a_field_is_said_in_english(operator: Browser) -> None:
    refused = operator.put("/account/password", {"current": 7}, **IN_ENGLISH)
    assert refused.get_json(force=True)["errors"] == {
        "current": ["Fill in text."],
        "new": ["Fill this in first."],
    }
    broken = operator.send(
        "PUT",
        "/account/password",
        data="{",
        content_type="application/json",
        headers={"Accept-Language": "en"},
    )
    assert "check line 1, column 2" in broken.get_json(force=True)["detail"]


def test_due_words_and_history_follow_the_reader(operator: Browser, clock: MovableClock) -> None:
    report_id = file().id
    path = f"/reports/{report_id}"
    english, indonesian = (operator.get(path, **given).get_json() for given in (IN_ENGLISH, {}))
    assert [entry["what"] for entry in english["timeline"]["items"]][-1] == "Report filed"
    assert [entry["what"] for entry in indonesian["timeline"]["items"]][-1] == "Laporan masuk"
    clock.advance(days=9)
    operator.sign_in("operator")
    late = operator.get("/tasks", **IN_ENGLISH).get_json()
    assert late["items"]
    assert all(task["due_words"].endswith(" overdue") for task in late["items"])
    # What the SOP says is said as the SOP says it.
    assert english["tasks"][0]["activity"] == indonesian["tasks"][0]["activity"]


def test_the_audit_log_is_read_in_english(sign_in: SignIn) -> None:
    admin = sign_in("admin")
    shown = admin.get("/administration/audit-log", **IN_ENGLISH).get_json()["items"]
    assert "Signed in" in {entry["what"] for entry in shown}
    choices = admin.get("/administration/audit-log/choices", **IN_ENGLISH).get_json()
    assert {"value": "passkey_added", "label": "Passkey added"} in choices["actions"]


def test_a_thread_that_answered_in_english_is_indonesian_afterwards(sign_in: SignIn) -> None:
    sign_in("admin").get("/session", **IN_ENGLISH)
    assert not reads_english()

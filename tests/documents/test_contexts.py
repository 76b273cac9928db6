"""What is stored beside an issued document can be read back and says the same."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from tanggap.documents import specimens
from tanggap.documents.contexts import DocumentContext, from_json, to_json
from tanggap.documents.specimens import SPECIMENS
from tanggap.documents.wording import address_reporter, reporter_as_sender
from tanggap.domain.refusal import Refused


@pytest.mark.parametrize("context", [specimen() for specimen in SPECIMENS.values()], ids=SPECIMENS)
def test_a_context_survives_storage(context: DocumentContext) -> None:
    stored = to_json(context)
    assert from_json(stored) == context
    assert to_json(from_json(stored)) == stored


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"kind": "reply_letter"}', '{"kind": "other"}', "\x00"]
)
def test_a_broken_stored_context_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        from_json(text)
    assert refused.value.code == "document-context-broken"


def test_what_was_stored_before_templates_had_versions_can_still_be_read() -> None:
    stored = json.loads(to_json(specimens.disposition()))
    del stored["template_version"], stored["verification"]
    read = from_json(json.dumps(stored))
    assert read == replace(specimens.disposition(), verification=None)


def test_an_issued_letter_does_not_tell_who_initialled_it() -> None:
    draft = specimens.draft_reply_letter()
    with pytest.raises(Refused) as refused:
        replace(specimens.reply_letter(), rungs=draft.rungs)
    assert refused.value.code == "letter-with-initials"


def test_nobody_is_sent_out_until_the_day_before() -> None:
    letter = specimens.assignment_letter()
    with pytest.raises(Refused) as refused:
        replace(letter, until=date(2026, 11, 8))
    assert refused.value.code == "assignment-dates-reversed"


def test_a_letter_is_a_draft_without_number_or_issued_with_number_and_verification() -> None:
    letter = specimens.reply_letter()
    for change, code in (
        ({"draft": True}, "draft-with-number"),
        ({"number": None}, "letter-number-missing"),
        ({"verification": None}, "letter-verification-missing"),
    ):
        with pytest.raises(Refused) as refused:
            replace(letter, **change)
        assert refused.value.code == code


def test_a_confidential_reporter_is_addressed_by_register_number_alone() -> None:
    lines = address_reporter(
        name="Budi Contoh", register_number="NKK-1", confidential=True, place="Kota Contoh"
    )
    sender = reporter_as_sender(name="Budi Contoh", register_number="NKK-1", confidential=True)
    assert lines[0] == sender == "Pelapor laporan nomor NKK-1"
    assert not any("Budi" in line for line in lines)

"""What is stored beside an issued document can be read back and says the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tanggap.documents import specimens
from tanggap.documents.contexts import DocumentContext, from_json, to_json
from tanggap.documents.wording import address_reporter, reporter_as_sender
from tanggap.domain.refusal import Refused


@pytest.mark.parametrize(
    "context",
    [specimens.reply_letter(), specimens.receipt(), specimens.disposition()],
    ids=lambda context: context.kind,
)
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

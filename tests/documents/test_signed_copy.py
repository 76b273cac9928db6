"""What a signing service gives back is our document and nothing else, however it is written."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest

from tanggap.documents.signed_copy import check_signed_copy
from tanggap.documents.signing import Pkcs12Signer
from tanggap.domain.signing import Passphrase, SigningRefused
from tests.standins.officials import SECRET, asking, credentials, letter


def sign(pdf: bytes) -> bytes:
    return Pkcs12Signer(credentials().pkcs12(Passphrase(SECRET))).sign(pdf, asking())


def rewritten(change: Callable[[pikepdf.Pdf], object] = lambda pdf: None, **how: Any) -> bytes:
    """The letter written anew, perhaps with a change."""
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(letter())) as pdf:
        change(pdf)
        pdf.save(written, **how)
    return written.getvalue()


def reason_of(original: bytes, signed: bytes) -> object:
    with pytest.raises(SigningRefused) as refused:
        check_signed_copy(original, signed)
    assert refused.value.code == "signed-document-changed"
    return refused.value.facts["reason"]


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
        {"stream_decode_level": pikepdf.StreamDecodeLevel.generalized, "compress_streams": False},
        {"linearize": True},
        {"qdf": True},
    ],
)
def test_a_file_written_anew_with_the_same_pages_is_ours(how: dict[str, Any]) -> None:
    check_signed_copy(letter(), sign(rewritten(**how)))


def test_a_second_signature_is_checked_against_the_file_with_the_first() -> None:
    once = sign(letter())
    check_signed_copy(once, sign(once))
    assert reason_of(letter(), sign(once)) == "unsigned"


def more_text(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Contents = pdf.make_stream(pdf.pages[0].Contents.read_bytes() + b"\nBT ET")


def other_glyphs(pdf: pikepdf.Pdf) -> None:
    font = next(iter(dict(pdf.pages[0].Resources.Font).values()))
    program = font.DescendantFonts[0].FontDescriptor.FontFile2
    program.write(program.read_bytes()[:-1] + b"\x55")


def a_note(pdf: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=[0, 0, 99, 99], Contents="x"
    )
    pdf.pages[0].Annots = pikepdf.Array([note])


def a_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def an_attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["lain.txt"] = b"lain"


def a_turn(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Rotate = 90


@pytest.mark.parametrize(
    "change", [more_text, other_glyphs, a_note, a_script, an_attachment, a_turn]
)
def test_a_file_that_shows_or_does_something_else_is_not_ours(
    change: Callable[[pikepdf.Pdf], None],
) -> None:
    assert reason_of(letter(), sign(rewritten(change))) == "content"


def test_a_page_more_is_a_page_too_many() -> None:
    longer = rewritten(lambda pdf: pdf.pages.append(pdf.pages[0]))
    assert reason_of(letter(), sign(longer)) == "pages"


def test_a_file_without_a_new_signature_is_not_signed() -> None:
    assert reason_of(letter(), letter()) == "unsigned"


@pytest.mark.parametrize("reply", [b"", b"<html></html>", b"%PDF-1.7\n", b"%PDF-1.7\n\x00" * 99])
def test_what_cannot_be_read_is_not_ours(reply: bytes) -> None:
    assert reason_of(letter(), reply) == "unreadable"


def test_bytes_changed_after_signing_break_the_signature() -> None:
    signed = bytearray(sign(letter()))
    signed[signed.index(b"TandaTangan1")] ^= 1
    assert reason_of(letter(), bytes(signed)) == "signature-broken"

"""Of a signed file it is told who signed, whether it is unchanged, and whom that rests on."""

from __future__ import annotations

import io
import re
import socket
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from tanggap.documents.demonstration_authority import Credentials, DemonstrationSigner
from tanggap.documents.embedded_signatures import LaterChanges
from tanggap.documents.signature_validation import (
    Revocation,
    SignatureFinding,
    SignatureReport,
    read_trust,
    validate,
)
from tanggap.documents.signing import Pkcs12Signer, Proof
from tanggap.domain.signing import Passphrase
from tests.standins.officials import (
    AT,
    HEAD,
    SECRET,
    SECRETARY,
    EveryLog,
    asking,
    authority,
    credentials,
    letter,
    stranger,
    timestamper,
)

LATER = AT + timedelta(days=2)
YEARS_LATER = AT + timedelta(days=2000)


def signed(
    by: Credentials | None = None,
    *,
    onto: bytes | None = None,
    signer: DemonstrationSigner = HEAD,
    proof: Proof | None = None,
) -> bytes:
    file = (by or credentials(signer)).pkcs12(Passphrase(SECRET))
    return Pkcs12Signer(file, proof=proof).sign(onto or letter(), asking(signer))


@pytest.fixture(scope="module")
def once() -> bytes:
    return signed()


def examined(pdf: bytes, **other: Any) -> SignatureReport:
    given: dict[str, Any] = {"trust": (authority().certificate,), "at": LATER}
    return validate(pdf, **given | other)


def only(report: SignatureReport) -> SignatureFinding:
    (found,) = report.signatures
    return found


def with_revision(pdf: bytes, change: Callable[[Any], None]) -> bytes:
    """Append a revision to ``pdf``, as any editor can."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    change(writer)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def test_a_signed_letter_names_its_signer_and_is_sound(once: bytes) -> None:
    report = examined(once)
    found = only(report)
    assert report.is_sound
    assert found.signer == f"PERAGAAN {HEAD.name}"
    assert found.issuer == "Otoritas Sertifikat PERAGAAN Tanggap"
    assert found.signed_at == AT
    assert found.is_intact
    assert found.is_trusted
    assert found.covers_whole_document
    assert found.later_changes is LaterChanges.NONE
    assert (found.revocation, found.is_time_proven) == (Revocation.UNKNOWN, False)


def test_a_letter_without_a_signature_is_unsigned() -> None:
    assert examined(letter()) == SignatureReport(signatures=(), problems=("unsigned",))


def test_one_changed_byte_of_the_letter_shows(once: bytes) -> None:
    tampered = bytearray(once)
    tampered[tampered.index(b"stream") + 40] ^= 1
    found = only(examined(bytes(tampered)))
    assert not found.is_intact
    assert not found.is_trusted
    assert "content-changed" in found.problems


def test_one_changed_bit_of_the_signature_shows(once: bytes) -> None:
    tampered = bytearray(once)
    start, end = (int(n) for n in re.findall(rb"/ByteRange \[0 (\d+) (\d+) ", once)[0])
    value = len(once[start:end].rstrip(b">0")) + start - 20  # before the padding
    tampered[value] = ord("1" if tampered[value] == ord("0") else "0")
    found = only(examined(bytes(tampered)))
    assert not found.is_intact
    assert found.problems == ("signature-broken",)


def test_two_signatures_stand_side_by_side(once: bytes) -> None:
    report = examined(signed(onto=once, signer=SECRETARY))
    first, second = report.signatures
    assert report.is_sound
    assert (first.signer, second.signer) == (
        f"PERAGAAN {HEAD.name}",
        f"PERAGAAN {SECRETARY.name}",
    )
    assert first.later_changes is LaterChanges.SIGNATURES
    assert not first.covers_whole_document
    assert second.covers_whole_document


def test_the_second_signature_does_not_vouch_for_the_first(once: bytes) -> None:
    by_stranger = signed(stranger().issue(HEAD, AT), onto=once)
    report = examined(by_stranger)
    assert not report.is_sound
    assert report.signatures[0].problems == ()
    assert report.signatures[1].problems == ("chain-untrusted",)


def other_page(writer: Any) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"BT ET"))
    writer.update_container(page)


def test_a_page_replaced_in_an_appended_revision_shows(once: bytes) -> None:
    report = examined(with_revision(once, other_page))
    found = only(report)
    assert found.is_intact, "the signed revision is still there"
    assert not found.covers_whole_document
    assert found.later_changes is LaterChanges.CONTENT
    assert found.problems == ("changed-after-signing",)
    assert report.problems == ("changed-after-last-signature",)


def test_an_empty_field_laid_over_the_letter_after_signing_shows(once: bytes) -> None:
    field = SigFieldSpec("Lain", on_page=0, box=(0, 0, 500, 500))
    report = examined(with_revision(once, lambda writer: append_signature_field(writer, field)))
    assert report.problems == ("changed-after-last-signature",)


def test_bytes_after_the_last_signature_show(once: bytes) -> None:
    report = examined(once + b"\n% tambahan\n")
    assert report.problems == ("bytes-after-last-signature",)
    assert not only(report).covers_whole_document


@pytest.mark.parametrize("trust", [(), (stranger().certificate,)])
def test_a_chain_that_ends_elsewhere_is_not_trusted(once: bytes, trust: Any) -> None:
    found = only(examined(once, trust=trust))
    assert found.is_intact
    assert not found.is_trusted
    assert found.problems == ("chain-untrusted",)


def test_an_expired_certificate_is_told(once: bytes) -> None:
    found = only(examined(once, at=YEARS_LATER))
    assert found.is_intact
    assert found.problems == ("certificate-expired",)


def test_a_certificate_not_yet_valid_is_told(once: bytes) -> None:
    assert only(examined(once, at=AT - timedelta(days=9))).problems == (
        "certificate-not-yet-valid",
    )


def test_a_timestamp_and_a_revocation_list_outlive_the_certificate() -> None:
    proof = Proof(
        trust=(authority().certificate,),
        revocation_lists=(authority().revocation_list(AT - timedelta(hours=1)),),
        timestamper=timestamper(AT),
    )
    found = only(examined(signed(proof=proof), at=YEARS_LATER))
    assert found.problems == ()
    assert found.is_time_proven
    assert found.revocation is Revocation.GOOD
    assert found.covers_whole_document


def test_a_timestamp_of_nobody_known_proves_nothing() -> None:
    proof = Proof(
        trust=(authority().certificate,),
        revocation_lists=(authority().revocation_list(AT - timedelta(hours=1)),),
        timestamper=timestamper(AT),
    )
    found = only(examined(signed(proof=proof), trust=(stranger().certificate,)))
    assert not found.is_time_proven
    assert set(found.problems) == {"timestamp-untrusted", "chain-untrusted"}


def test_a_revoked_certificate_is_told(once: bytes) -> None:
    taken_back = authority().revocation_list(
        AT - timedelta(hours=1), [credentials(HEAD).certificate]
    )
    found = only(examined(once, revocation_lists=[taken_back]))
    assert found.revocation is Revocation.REVOKED
    assert not found.is_trusted
    assert found.problems == ("certificate-revoked",)


def test_an_empty_revocation_list_clears_a_certificate(once: bytes) -> None:
    clear = authority().revocation_list(AT - timedelta(hours=1))
    assert only(examined(once, revocation_lists=[clear])).revocation is Revocation.GOOD


def test_a_name_in_a_certificate_cannot_turn_the_page_around() -> None:
    trickster = DemonstrationSigner(name="Ratna\u202eatawaJ\n<b>", position="x", nip="1")
    found = only(examined(signed(authority().issue(trickster, AT))))
    assert found.signer == "PERAGAAN RatnaatawaJ <b>"


def encrypted() -> bytes:
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(letter())) as pdf:
        pdf.save(written, encryption=pikepdf.Encryption(owner="a", user="b"))
    return written.getvalue()


@pytest.mark.parametrize(
    ("pdf", "problem"),
    [
        (b"", "file-unreadable"),
        (b"bukan PDF", "file-unreadable"),
        (b"%PDF-1.7\n" + b"\xff" * 99, "file-unreadable"),
        (b"%PDF-1.7\n" + b"<<" * 20_000, "file-unreadable"),
        (encrypted(), "file-encrypted"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_finding_not_a_failure(pdf: bytes, problem: str) -> None:
    assert examined(pdf).problems == (problem,)


def test_a_cut_file_is_not_sound(once: bytes) -> None:
    assert not examined(once[:-500]).is_sound
    assert not examined(once[: len(once) // 2]).is_sound


def test_a_signature_that_cannot_be_read_is_not_sound(once: bytes) -> None:
    start = once.index(b"/Contents <3") + len(b"/Contents <")
    report = examined(once[:start] + b"00" * 60 + once[start + 120 :])
    assert not report.is_sound


def test_nothing_is_looked_up_and_nobody_is_named_in_the_log(
    once: bytes, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def reached(*where: object, **how: object) -> None:
        raise AssertionError(f"reached out to {where}")

    log = EveryLog(caplog)
    monkeypatch.setattr(socket.socket, "connect", reached)
    monkeypatch.setattr(socket, "getaddrinfo", reached)
    assert examined(once).is_sound
    assert not examined(once, trust=()).is_sound
    assert "Ratna" not in log.text
    assert HEAD.nip not in log.text


def test_trusted_authorities_are_read_from_a_folder(tmp_path: Path) -> None:
    ours, theirs = authority().certificate, stranger().certificate
    (tmp_path / "a.pem").write_bytes(
        ours.public_bytes(Encoding.PEM) + theirs.public_bytes(Encoding.PEM)
    )
    (tmp_path / "b.cer").write_bytes(theirs.public_bytes(Encoding.DER))
    (tmp_path / "catatan.txt").write_text("bukan sertifikat")
    assert read_trust(tmp_path) == (ours, theirs, theirs)
    (tmp_path / "c.crt").write_text("rusak")
    with pytest.raises(ValueError, match=r"c\.crt"):
        read_trust(tmp_path)

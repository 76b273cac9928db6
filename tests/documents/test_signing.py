"""A letter is signed with a certificate of the house, stays archivable, and keeps the secret."""

from __future__ import annotations

import copy
import dataclasses
import io
import json
import pickle
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from pikepdf.pdfa import validate_written
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError

from tanggap.documents.demonstration_authority import WARNING, make_demonstration_certificates
from tanggap.documents.signed_copy import check_signed_copy
from tanggap.documents.signing import Pkcs12Folder, Pkcs12Signer, Proof
from tanggap.domain.signing import Passphrase, Placement, SignerStatus, SigningRefused
from tests.standins.officials import (
    AT,
    HEAD,
    NIK,
    SECRET,
    SECRETARY,
    EveryLog,
    asking,
    assert_kept_secret,
    authority,
    credentials,
    letter,
    stranger,
    timestamper,
)


@pytest.fixture(scope="module")
def head() -> Pkcs12Signer:
    return Pkcs12Signer(credentials().pkcs12(Passphrase(SECRET)))


@pytest.fixture(scope="module")
def signed(head: Pkcs12Signer) -> bytes:
    return head.sign(letter(), asking())


def fields(pdf: bytes) -> list[Any]:
    return [one.get_object() for one in PdfFileReader(io.BytesIO(pdf)).root["/AcroForm"]["/Fields"]]


def refusal_of(signer: Any, pdf: bytes, **other: Any) -> SigningRefused:
    with pytest.raises(SigningRefused) as refused:
        signer.sign(pdf, asking(**other))
    return refused.value


def test_the_letter_itself_stays_the_beginning_of_the_signed_file(signed: bytes) -> None:
    assert signed.startswith(letter())
    check_signed_copy(letter(), signed)


def test_a_signature_says_who_when_where_and_why_as_pades(signed: bytes) -> None:
    (field,) = fields(signed)
    said = field["/V"]
    assert field["/T"] == "TandaTangan1"
    assert field["/TU"] == f"Tanda tangan elektronik {HEAD.name}, {HEAD.position}"
    assert said["/SubFilter"] == "/ETSI.CAdES.detached"
    assert (said["/Name"], said["/Location"]) == (HEAD.name, "Kota Contoh")
    assert said["/Reason"] == "Tanggapan atas laporan NKK-2026-000123"
    assert said["/M"] == "D:20261105034000Z"


def test_the_next_signature_takes_the_next_field(head: Pkcs12Signer, signed: bytes) -> None:
    again = head.sign(head.sign(signed, asking()), asking())
    assert [field["/T"] for field in fields(again)] == [f"TandaTangan{n}" for n in (1, 2, 3)]


@pytest.mark.parametrize(
    "placement", [None, Placement(page=1, left=300, bottom=120, width=180, height=70, link="")]
)
def test_a_signed_letter_is_as_archivable_as_before(
    head: Pkcs12Signer, tmp_path: Path, placement: Placement | None
) -> None:
    (tmp_path / "before.pdf").write_bytes(letter())
    (tmp_path / "after.pdf").write_bytes(head.sign(letter(), asking(placement=placement)))
    before, after = (
        {str(found) for found in validate_written(tmp_path / name, "3b").findings}
        for name in ("before.pdf", "after.pdf")
    )
    new = after - before
    assert any("interactive forms (/AcroForm)" in one for one in new)
    assert not [one for one in new if not one.startswith("[unsupported]")], (
        "what the checker does not know: forms, and the embedded data of a file saved in steps"
    )


def test_what_the_file_says_of_itself_is_left_alone(signed: bytes) -> None:
    with pikepdf.open(io.BytesIO(letter())) as ours, pikepdf.open(io.BytesIO(signed)) as theirs:
        assert theirs.Root.Metadata.read_bytes() == ours.Root.Metadata.read_bytes()
        assert dict(theirs.docinfo) == dict(ours.docinfo)
        assert theirs.pdf_version == ours.pdf_version == "1.7"
        assert "/Version" not in theirs.Root


def test_a_signature_that_does_not_show_lies_outside_the_page_and_is_not_hidden(
    signed: bytes,
) -> None:
    (field,) = fields(signed)
    assert {int(side) for side in field["/Rect"]} == {-9999}
    assert int(field["/F"]) & 0b111 == 0b100, "printed, neither hidden nor invisible"


def test_a_placed_signature_covers_the_printed_block_without_drawing_on_it(
    head: Pkcs12Signer,
) -> None:
    place = Placement(page=1, left=300, bottom=120, width=180, height=70, link="")
    (field,) = fields(head.sign(letter(), asking(placement=place)))
    assert [int(side) for side in field["/Rect"]] == [300, 120, 480, 190]
    drawing = field["/AP"]["/N"]
    assert "/Font" not in drawing.get("/Resources", {})
    assert not any(sign in drawing.data for sign in (b"Tj", b" re", b" l\n"))


def test_an_elliptic_key_does_not_lift_the_file_to_pdf_2() -> None:
    with pikepdf.open(io.BytesIO(elliptic().sign(letter(), asking()))) as pdf:
        assert pdf.pdf_version == "1.7"
        assert "/Version" not in pdf.Root


def elliptic(*, may_sign: bool = True) -> Pkcs12Signer:
    """A signer with a certificate that vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    own = credentials().certificate
    usage = own.extensions.get_extension_for_class(x509.KeyUsage)
    certificate = x509.CertificateBuilder(
        issuer_name=own.subject,
        subject_name=own.subject,
        public_key=key.public_key(),
        serial_number=1,
        not_valid_before=AT,
        not_valid_after=AT + timedelta(days=1),
        extensions=[usage] if may_sign else [],
    ).sign(key, SHA256())
    lock = BestAvailableEncryption(SECRET.encode())
    return Pkcs12Signer(pkcs12.serialize_key_and_certificates(b"", key, certificate, None, lock))


def proven(**other: Any) -> Pkcs12Signer:
    """The head's signer, with what makes a signature provable later."""
    given: dict[str, Any] = {
        "trust": (authority().certificate,),
        "revocation_lists": (authority().revocation_list(AT - timedelta(hours=1)),),
    }
    return Pkcs12Signer(credentials().pkcs12(Passphrase(SECRET)), proof=Proof(**given | other))


def test_proof_goes_into_the_same_revision_as_the_signature() -> None:
    lasting = proven(timestamper=timestamper(AT)).sign(letter(), asking())
    assert lasting.count(b"%%EOF") == letter().count(b"%%EOF") + 1
    with pikepdf.open(io.BytesIO(lasting)) as pdf:
        assert len(pdf.Root.DSS.CRLs) == 1
        assert len(pdf.Root.DSS.Certs) >= 2


class DeadTimeStamper(TimeStamper):
    """A time-stamping authority that does not answer."""

    async def async_request_tsa_response(self, req: Any) -> Any:
        raise TimestampRequestError("no answer")


@pytest.mark.parametrize(
    ("signer", "code", "facts"),
    [
        (
            lambda: proven(
                revocation_lists=(
                    authority().revocation_list(
                        AT - timedelta(hours=1), [credentials().certificate]
                    ),
                )
            ),
            "signer-not-ready",
            {"status": SignerStatus.REVOKED},
        ),
        (
            lambda: proven(trust=(stranger().certificate,)),
            "signer-not-ready",
            {"status": SignerStatus.CHAIN_UNTRUSTED},
        ),
        (
            lambda: proven(timestamper=DeadTimeStamper()),
            "signing-unavailable",
            {"reason": "timestamp"},
        ),
        (
            lambda: elliptic(may_sign=False),
            "signer-not-ready",
            {"status": SignerStatus.NOT_FOR_SIGNING},
        ),
        (
            lambda: Pkcs12Signer(b"not a key store"),
            "signing-unavailable",
            {"reason": "certificate-unreadable"},
        ),
        (
            lambda: Pkcs12Signer(Path("/nowhere/at/all.p12")),
            "signer-unknown",
            {"reason": "certificate-file-missing"},
        ),
    ],
)
def test_a_signer_who_cannot_sign_is_told_why_and_the_secret_is_kept(
    caplog: pytest.LogCaptureFixture, signer: Any, code: str, facts: dict[str, object]
) -> None:
    log = EveryLog(caplog)
    refusal = refusal_of(signer(), letter())
    assert (refusal.code, refusal.facts) == (code, facts)
    assert_kept_secret(refusal, log.text, SECRET, NIK)


@pytest.mark.parametrize(
    ("given", "code", "facts"),
    [
        ({"passphrase": Passphrase("Keliru-1")}, "passphrase-wrong", {}),
        (
            {"at": AT + timedelta(days=1097)},
            "signer-not-ready",
            {"status": SignerStatus.EXPIRED},
        ),
        (
            {"at": AT - timedelta(days=2)},
            "signer-not-ready",
            {"status": SignerStatus.NOT_YET_VALID},
        ),
        (
            {"placement": Placement(page=9, left=1, bottom=1, width=9, height=9, link="")},
            "signing-unavailable",
            {"reason": "signing-failed"},
        ),
    ],
)
def test_a_request_that_cannot_be_met_is_refused_and_the_secret_is_kept(
    head: Pkcs12Signer,
    caplog: pytest.LogCaptureFixture,
    given: dict[str, Any],
    code: str,
    facts: dict[str, object],
) -> None:
    log = EveryLog(caplog)
    refusal = refusal_of(head, letter(), **given)
    assert (refusal.code, refusal.facts) == (code, facts)
    assert_kept_secret(refusal, log.text, SECRET, "Keliru-1", NIK)


def test_a_broken_file_is_refused_without_showing_the_private_key(
    head: Pkcs12Signer, caplog: pytest.LogCaptureFixture
) -> None:
    log = EveryLog(caplog)
    refusal = refusal_of(head, b"%PDF-1.7 but nothing more")
    assert refusal.facts == {"reason": "signing-failed"}
    private = credentials().key.private_numbers().d.to_bytes(256, "big")
    assert_kept_secret(refusal, log.text, SECRET, repr(private)[2:40], "PrivateKeyInfo")


def test_signing_keeps_quiet(head: Pkcs12Signer, caplog: pytest.LogCaptureFixture) -> None:
    log = EveryLog(caplog)
    head.sign(letter(), asking())
    assert SECRET not in log.text
    assert NIK not in log.text


def test_a_passphrase_shows_dots_however_it_is_printed() -> None:
    secret = Passphrase(SECRET)
    request = asking(passphrase=secret)
    shown = [repr(secret), str(secret), f"{secret}", f"{secret!r:>40}", f"{secret}"]
    shown += [repr(request), str(dataclasses.replace(request, nip=None)), repr([secret])]
    assert not any(SECRET in one for one in shown)
    assert NIK not in repr(request)
    assert not hasattr(secret, "__dict__")


@pytest.mark.parametrize("keep", [pickle.dumps, json.dumps, copy.copy, copy.deepcopy, bytes])
def test_a_passphrase_cannot_be_put_away(keep: Any) -> None:
    with pytest.raises(TypeError) as refused:
        keep(Passphrase(SECRET))
    assert SECRET not in str(refused.value)
    with pytest.raises(TypeError):
        dataclasses.asdict(asking())


@pytest.mark.parametrize(
    "text",
    [SECRET, SECRET.upper(), f"gagal: {SECRET}!", "Kembang-Sepatu+77%26ungu"],
)
def test_a_passphrase_is_found_in_what_gives_it_away(text: str) -> None:
    assert Passphrase(SECRET).occurs_in(text)
    assert not Passphrase(SECRET).occurs_in("Kembang Sepatu")


def test_an_empty_passphrase_is_refused() -> None:
    with pytest.raises(SigningRefused) as refused:
        Passphrase("")
    assert refused.value.code == "passphrase-missing"


def test_the_moment_of_signing_needs_its_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        asking(at=AT.replace(tzinfo=None))


def test_each_official_signs_with_the_file_of_their_nip(tmp_path: Path) -> None:
    folder = tmp_path / "var" / "signing"
    make_demonstration_certificates(folder, [HEAD, SECRETARY], AT, Passphrase(SECRET))
    house = Pkcs12Folder(folder)
    both = house.sign(house.sign(letter(), asking(HEAD)), asking(SECRETARY))
    assert [field["/V"]["/Name"] for field in fields(both)] == [HEAD.name, SECRETARY.name]
    assert refusal_of(house, letter(), nip="1" * 18).code == "signer-unknown"
    for nip in (None, "../../etc/passwd", "197001011995032001/"):
        assert refusal_of(house, letter(), nip=nip).facts == {"reason": "nip-missing"}


def test_demonstration_certificates_say_so_are_private_and_are_made_once(tmp_path: Path) -> None:
    folder = tmp_path / "signing"
    make_demonstration_certificates(folder, [HEAD], AT, Passphrase(SECRET))
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert set(before) == {"authority.pem", "authority.crl", f"{HEAD.nip}.p12"}
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}
    make_demonstration_certificates(folder, [SECRETARY], AT, Passphrase(SECRET))
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    assert [file.name for file in tmp_path.iterdir()] == ["signing"]
    held = pkcs12.load_pkcs12(before[f"{HEAD.nip}.p12"], SECRET.encode())
    assert held.cert is not None
    authorities = x509.load_pem_x509_certificates(before["authority.pem"])
    for certificate in (held.cert.certificate, *authorities):
        assert WARNING in certificate.subject.rfc4514_string()
        assert "PERAGAAN" in certificate.subject.rfc4514_string().split("CN=")[1]

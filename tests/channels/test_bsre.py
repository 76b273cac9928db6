"""Letters are signed by BSrE, its refusals reach the signer, and the passphrase reaches nobody."""

from __future__ import annotations

import datetime as dt
import io
import ipaddress
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.reader import PdfFileReader

from tanggap.channels.bsre import BsreSigner, ServiceVerdict
from tanggap.documents.signature_validation import validate
from tanggap.documents.signed_copy import check_signed_copy
from tanggap.domain.signing import Passphrase, Placement, SignerStatus, SigningRefused
from tests.standins.bsre import PASSWORD, BsreStandIn, Enrolled, bsre_client
from tests.standins.officials import (
    AT,
    HEAD,
    NIK,
    SECRET,
    EveryLog,
    asking,
    assert_kept_secret,
    authority,
    credentials,
    letter,
)

WITHOUT_CERTIFICATE = "1971010202800002"
SUSPENDED = "1971010303800003"
STRANGER = "1971019999990009"
PLACE = Placement(
    page=1, left=300, bottom=120, width=70, height=70, link="https://contoh.example/periksa/7KQF"
)


@pytest.fixture
def service() -> Iterator[BsreStandIn]:
    enrolled = {
        NIK: Enrolled(credentials(), SECRET),
        WITHOUT_CERTIFICATE: Enrolled(None, SECRET, "NO_CERTIFICATE"),
        SUSPENDED: Enrolled(credentials(), SECRET, "SUSPEND"),
    }
    with bsre_client(enrolled) as running:
        yield running


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> EveryLog:
    return EveryLog(caplog)


def signer(service: BsreStandIn, **other: Any) -> BsreSigner:
    return BsreSigner(service.url(), check=check_signed_copy, **other)


def refusal_of(signer: BsreSigner, log: EveryLog, **other: Any) -> SigningRefused:
    """Sign in vain, and find no secret anywhere."""
    with pytest.raises(SigningRefused) as refused:
        signer.sign(letter(), asking(**other))
    assert_kept_secret(refused.value, log.text, SECRET, PASSWORD, NIK)
    return refused.value


@pytest.mark.parametrize("manner", ["pdf", "json", "rewrite"])
def test_a_letter_comes_back_signed_and_is_still_our_letter(
    service: BsreStandIn, log: EveryLog, manner: str
) -> None:
    service.manner = manner
    signed = signer(service).sign(letter(), asking())
    report = validate(signed, (authority().certificate,), at=AT)
    assert report.is_sound
    assert report.signatures[0].signer == f"PERAGAAN {HEAD.name}"
    assert service.forms == [
        {
            "nik": NIK,
            "tampilan": "invisible",
            "reason": "Tanggapan atas laporan NKK-2026-000123",
            "location": "Kota Contoh",
        }
    ]
    assert not any(secret in log.text for secret in (SECRET, PASSWORD, NIK))


def test_a_placed_signature_carries_the_qr_code_of_the_letter(service: BsreStandIn) -> None:
    signed = signer(service).sign(letter(), asking(placement=PLACE))
    (asked,) = service.forms
    assert asked["tampilan"] == "visible"
    assert asked["image"] == "false"
    assert asked["linkQR"] == PLACE.link
    assert [asked[name] for name in ("page", "xAxis", "yAxis", "width", "height")] == [
        "1",
        "300",
        "120",
        "70",
        "70",
    ]
    (field,) = PdfFileReader(io.BytesIO(signed)).root["/AcroForm"]["/Fields"]
    assert [int(side) for side in field.get_object()["/Rect"]] == [300, 120, 370, 190]


def test_a_second_signature_is_added_to_the_first(service: BsreStandIn) -> None:
    both = signer(service).sign(signer(service).sign(letter(), asking()), asking())
    assert len(validate(both, (authority().certificate,), at=AT).signatures) == 2


@pytest.mark.parametrize("manner", ["pdf", "json-no"])
def test_a_wrong_passphrase_is_told_apart(service: BsreStandIn, log: EveryLog, manner: str) -> None:
    service.manner = manner
    refusal = refusal_of(signer(service), log, passphrase=Passphrase("Keliru-1"))
    assert (refusal.code, refusal.facts) == ("passphrase-wrong", {})
    assert_kept_secret(refusal, log.text, "Keliru-1")


@pytest.mark.parametrize(
    ("nik", "facts"),
    [
        (STRANGER, {}),
        (None, {"reason": "nik-missing"}),
        ("12345", {"reason": "nik-missing"}),
        ("../../api/sign/x", {"reason": "nik-missing"}),
    ],
)
def test_a_nik_that_nobody_knows_is_told_apart(
    service: BsreStandIn, log: EveryLog, nik: str | None, facts: dict[str, object]
) -> None:
    refusal = refusal_of(signer(service), log, nik=nik)
    assert (refusal.code, refusal.facts) == ("signer-unknown", facts)
    if facts:
        assert service.paths == [], "nothing was sent"


def test_a_signer_without_a_certificate_is_told_apart(service: BsreStandIn, log: EveryLog) -> None:
    refusal = refusal_of(signer(service), log, nik=WITHOUT_CERTIFICATE)
    assert refusal.code == "signer-not-ready"
    assert refusal.facts == {"status": SignerStatus.NO_CERTIFICATE}


def test_an_error_without_a_reason_is_explained_by_the_signers_status(
    service: BsreStandIn, log: EveryLog
) -> None:
    service.manner = "vague"
    refusal = refusal_of(signer(service), log, nik=SUSPENDED)
    assert refusal.code == "signer-not-ready"
    assert refusal.facts == {"status": SignerStatus.SUSPENDED}


def test_an_error_nobody_can_explain_is_passed_on_for_the_operator(
    service: BsreStandIn, log: EveryLog
) -> None:
    service.manner = "vague"
    refusal = refusal_of(signer(service), log)
    assert refusal.code == "signing-unavailable"
    assert refusal.facts == {
        "reason": "refused",
        "http_status": 400,
        "service_code": 2099,
        "said": "Proses signing gagal",
    }


def test_an_error_that_repeats_the_passphrase_is_not_passed_on(
    service: BsreStandIn, log: EveryLog
) -> None:
    service.manner = "echo"
    refusal = refusal_of(signer(service), log)
    assert refusal.code == "signing-unavailable"
    assert "said" not in refusal.facts


@pytest.mark.parametrize(
    ("manner", "code", "reason"),
    [
        ("alter", "signed-document-changed", "content"),
        ("unsigned", "signed-document-changed", "unsigned"),
        ("garbage", "signing-unavailable", "reply-unreadable"),
        ("redirect", "signing-unavailable", "reply-unreadable"),
        ("broken", "signing-unavailable", "service-failed"),
        ("huge", "signing-unavailable", "reply-too-large"),
    ],
)
def test_a_reply_that_is_not_our_letter_signed_is_refused(
    service: BsreStandIn, log: EveryLog, manner: str, code: str, reason: str
) -> None:
    service.manner = manner
    refusal = refusal_of(signer(service), log)
    assert (refusal.code, refusal.facts["reason"]) == (code, reason)
    assert service.paths.count("/api/sign/elsewhere") == 0, "no passphrase follows a redirect"


def test_credentials_of_ours_that_the_service_refuses_are_not_the_signers_fault(
    service: BsreStandIn, log: EveryLog
) -> None:
    wrong = BsreSigner(service.url(password="lama-4471"), check=check_signed_copy)
    refusal = refusal_of(wrong, log)
    assert refusal.code == "signing-unavailable"
    assert refusal.facts["reason"] == "credentials-refused"
    assert_kept_secret(refusal, log.text, "lama-4471")


def test_a_service_that_keeps_silent_is_left_in_time(service: BsreStandIn, log: EveryLog) -> None:
    service.manner = "silent"
    refusal = refusal_of(signer(service, timeout_seconds=0.5), log)
    assert (refusal.code, refusal.facts) == ("signing-timeout", {"seconds": 0.5})
    assert service.asked.is_set(), "it was asked, and may have signed"


def test_a_service_that_is_not_there_is_unavailable(log: EveryLog) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    nowhere = BsreSigner(f"http://tanggap:{PASSWORD}@127.0.0.1:{port}", check=check_signed_copy)
    refusal = refusal_of(nowhere, log)
    assert refusal.facts == {"reason": "unreachable"}


@pytest.mark.parametrize(
    "url",
    [
        "http://tanggap:kunci@tte.kota.example",
        "ftp://127.0.0.1",
        "tte.kota.example",
        "http://127.0.0.1.kota.example",
    ],
)
def test_a_passphrase_never_leaves_this_machine_unencrypted(url: str) -> None:
    with pytest.raises(ValueError, match="https") as refused:
        BsreSigner(url, check=check_signed_copy)
    assert "kunci" not in str(refused.value)


@pytest.fixture(scope="module")
def host_certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of 127.0.0.1 that vouches for itself, with its key."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .sign(key, SHA256())
    )
    file = tmp_path_factory.mktemp("host") / "host.pem"
    lock = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(certificate.public_bytes(Encoding.PEM) + lock)
    return file


@pytest.fixture
def encrypted_service(host_certificate: Path) -> Iterator[BsreStandIn]:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(host_certificate)
    with bsre_client({NIK: Enrolled(credentials(), SECRET)}, tls=tls) as running:
        yield running


def test_a_host_the_house_vouches_for_is_trusted(
    encrypted_service: BsreStandIn, host_certificate: Path
) -> None:
    trusting = signer(encrypted_service, authorities=host_certificate)
    assert trusting.sign(letter(), asking()).startswith(b"%PDF-")


def test_a_host_nobody_vouches_for_gets_no_passphrase(
    encrypted_service: BsreStandIn, log: EveryLog
) -> None:
    refusal = refusal_of(signer(encrypted_service), log)
    assert refusal.facts == {"reason": "host-untrusted"}
    assert encrypted_service.forms == []


@pytest.mark.parametrize(
    ("nik", "status"),
    [
        (NIK, SignerStatus.READY),
        (WITHOUT_CERTIFICATE, SignerStatus.NO_CERTIFICATE),
        (SUSPENDED, SignerStatus.SUSPENDED),
        (STRANGER, SignerStatus.NOT_REGISTERED),
    ],
)
def test_the_status_of_a_certificate_can_be_asked_beforehand(
    service: BsreStandIn, log: EveryLog, nik: str, status: SignerStatus
) -> None:
    assert signer(service).status(nik) is status
    assert nik not in log.text


def test_a_status_word_nobody_knows_is_unknown(service: BsreStandIn) -> None:
    service.enrolled[NIK].status = "BARU_SEKALI"
    assert signer(service).status(NIK) is SignerStatus.UNKNOWN


def test_bsre_can_be_asked_for_its_own_verdict(service: BsreStandIn) -> None:
    signed = signer(service).sign(letter(), asking())
    assert signer(service).verify(signed).summary == "VALID"
    assert signer(service).verify(letter()) == ServiceVerdict(0, "NO_SIGNATURE", ())


def test_a_signer_shows_where_it_signs_and_no_credentials(service: BsreStandIn) -> None:
    shown = repr(signer(service))
    assert service.address in shown
    assert PASSWORD not in shown

"""What a provider's reply is about: by its status codes, else by its words."""

from __future__ import annotations

import pytest

from tanggap.channels.failure_kinds import FailureKind, failure_kind

MAIL = "Server surel menjawab "


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (MAIL + "552 mailbox full", FailureKind.MAILBOX_FULL),
        (MAIL + "452 4.2.2 Mailbox full", FailureKind.MAILBOX_FULL),
        (MAIL + "552 5.3.4 Message size exceeds fixed limit", FailureKind.TOO_LARGE),
        (MAIL + "552 Message size exceeds fixed limit", FailureKind.TOO_LARGE),
        (MAIL + "550 5.1.1 <(alamat penerima)>: user unknown", FailureKind.MAILBOX_UNKNOWN),
        ("550 <(alamat penerima)> tidak dikenal", FailureKind.MAILBOX_UNKNOWN),
        (MAIL + "550 5.2.1 account disabled", FailureKind.MAILBOX_CLOSED),
        (MAIL + "556 5.1.10 domain takes no mail", FailureKind.HOST_UNKNOWN),
        (MAIL + "553 5.1.3 bad address syntax", FailureKind.ADDRESS_MALFORMED),
        (MAIL + "554 5.7.1 message looks like spam", FailureKind.SPAM),
        (MAIL + "550 5.7.1 refused", FailureKind.SPAM),
        (MAIL + "550 your address is on a blacklist", FailureKind.SPAM),
        (MAIL + "550 5.7.26 unauthenticated mail", FailureKind.SENDER_UNPROVEN),
        (MAIL + "550 5.7.1 DMARC check failed", FailureKind.SENDER_UNPROVEN),
        (MAIL + "554 5.7.1 Relay access denied", FailureKind.SIGN_IN),
        (MAIL + "530 5.7.0 Authentication required", FailureKind.SIGN_IN),
        (MAIL + "530 5.7.0 Must issue a STARTTLS command first", FailureKind.NOT_ENCRYPTED),
        (MAIL + "450 4.7.1 greylisted, come back", FailureKind.BUSY),
        (MAIL + "421 4.3.2 shutting down", FailureKind.BUSY),
        (MAIL + "451 4.4.1 no answer from host", FailureKind.UNREACHABLE),
        (MAIL + "554 transaction failed", FailureKind.REFUSED),
        (MAIL + "500 what?", FailureKind.REFUSED),
        ("Server surel menolak nama atau sandi kita (535)", FailureKind.SIGN_IN),
        (
            "Server surel tidak dapat dihubungi: [SSL: CERTIFICATE_VERIFY_FAILED]",
            FailureKind.NOT_ENCRYPTED,
        ),
        ("Server surel tidak dapat dihubungi: timed out", FailureKind.UNREACHABLE),
        ("WhatsApp melaporkan 131026: Message undeliverable", FailureKind.NOT_ON_WHATSAPP),
        ("WhatsApp menjawab 131047: Re-engagement message", FailureKind.TOO_LATE),
        ("WhatsApp menjawab 132001: Template does not exist", FailureKind.TEMPLATE),
        ("WhatsApp menjawab 190: token expired", FailureKind.SIGN_IN),
        ("WhatsApp menjawab 999999: news", FailureKind.REFUSED),
        ("Kannel menjawab 403 Authorization failed for sendsms", FailureKind.SIGN_IN),
        ("Kannel menjawab 400 Missing receiver", FailureKind.NUMBER_MALFORMED),
        ("Kannel menjawab 503 Temporal failure, try again later.", FailureKind.BUSY),
    ],
)
def test_a_reply_is_sorted(reply: str, kind: FailureKind) -> None:
    assert failure_kind(reply) is kind


@pytest.mark.parametrize(
    "sentence",
    ["Layanan ini tidak lagi punya alamat di kanal ini", "", "5521 surat dikirim pada 550 alamat"],
)
def test_our_own_sentences_are_no_providers_reply(sentence: str) -> None:
    assert failure_kind(sentence) is None

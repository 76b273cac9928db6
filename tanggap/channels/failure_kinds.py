"""What a provider's refusal is about, read from the reply that was written down with the message.

Sources of the tables: RFC 5321 (reply codes), RFC 3463 with RFC 4954, 7372, 7504 and 7505 (enhanced
status codes), the error codes of the WhatsApp Cloud API, the replies of Kannel's ``sendsms``.
"""

from __future__ import annotations

import re
from enum import StrEnum


class FailureKind(StrEnum):
    """What went wrong, as far as it differs in what there is to do."""

    MAILBOX_UNKNOWN = "mailbox-unknown"
    MAILBOX_FULL = "mailbox-full"
    MAILBOX_CLOSED = "mailbox-closed"
    HOST_UNKNOWN = "host-unknown"
    ADDRESS_MALFORMED = "address-malformed"
    TOO_LARGE = "too-large"
    SPAM = "spam"
    SENDER_UNPROVEN = "sender-unproven"
    SIGN_IN = "sign-in"
    NOT_ENCRYPTED = "not-encrypted"
    BUSY = "busy"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    NOT_ON_WHATSAPP = "not-on-whatsapp"
    TOO_LATE = "too-late"
    UNWANTED = "unwanted"
    TEMPLATE = "template"
    FILE = "file"
    ACCOUNT = "account"
    NUMBER_MALFORMED = "number-malformed"
    NOT_BY_OPERATOR = "not-by-operator"
    REPORTED_BACK = "reported-back"


_ENHANCED = {
    "1.0": FailureKind.ADDRESS_MALFORMED,
    "1.1": FailureKind.MAILBOX_UNKNOWN,
    "1.2": FailureKind.HOST_UNKNOWN,
    "1.3": FailureKind.ADDRESS_MALFORMED,
    "1.4": FailureKind.MAILBOX_UNKNOWN,
    "1.6": FailureKind.MAILBOX_CLOSED,
    "1.10": FailureKind.HOST_UNKNOWN,
    "2.1": FailureKind.MAILBOX_CLOSED,
    "2.2": FailureKind.MAILBOX_FULL,
    "2.3": FailureKind.TOO_LARGE,
    "3.4": FailureKind.TOO_LARGE,
    "4.4": FailureKind.HOST_UNKNOWN,
    "7.8": FailureKind.SIGN_IN,
    "7.9": FailureKind.SIGN_IN,
    "7.10": FailureKind.NOT_ENCRYPTED,
    "7.11": FailureKind.NOT_ENCRYPTED,
    **{f"7.{detail}": FailureKind.SENDER_UNPROVEN for detail in range(20, 30)},
}
"""Subject and detail of an enhanced status code; its class says only whether it passes."""
_SUBJECTS = {
    "1": FailureKind.ADDRESS_MALFORMED,
    "2": FailureKind.MAILBOX_CLOSED,
    "3": FailureKind.BUSY,
    "4": FailureKind.UNREACHABLE,
    "7": FailureKind.SPAM,
}
"""For details that have no line of their own, or are left to the server (``x.2.0``)."""
_REPLIES = {
    421: FailureKind.BUSY,
    450: FailureKind.BUSY,
    451: FailureKind.BUSY,
    452: FailureKind.BUSY,
    454: FailureKind.BUSY,
    521: FailureKind.HOST_UNKNOWN,
    530: FailureKind.SIGN_IN,
    534: FailureKind.SIGN_IN,
    535: FailureKind.SIGN_IN,
    538: FailureKind.NOT_ENCRYPTED,
    550: FailureKind.MAILBOX_UNKNOWN,
    551: FailureKind.MAILBOX_UNKNOWN,
    552: FailureKind.MAILBOX_FULL,
    553: FailureKind.ADDRESS_MALFORMED,
    554: FailureKind.REFUSED,
    556: FailureKind.HOST_UNKNOWN,
}
_WORDS = (
    (r"relay|authenticat", FailureKind.SIGN_IN),
    (r"starttls|encrypt", FailureKind.NOT_ENCRYPTED),
    (r"\b(spf|dkim|dmarc)\b", FailureKind.SENDER_UNPROVEN),
    (r"spam|block|blacklist|reputation|policy|denied|junk", FailureKind.SPAM),
    (r"size|too large|too big", FailureKind.TOO_LARGE),
)
"""What servers mean that answer 550, 552 or 554 to everything: said in words alone."""
_VAGUE = frozenset({450, 451, 530, 550, 552, 553, 554})
_WHATSAPP = {
    **dict.fromkeys((0, 3, 10, 190, 200, 131005), FailureKind.SIGN_IN),
    **dict.fromkeys((368, 131031, 131042, 131045, 133010), FailureKind.ACCOUNT),
    **dict.fromkeys((1, 2, 4, 80007, 130429, 131000, 131016, 131048), FailureKind.BUSY),
    **dict.fromkeys((131056, 133004, 133016), FailureKind.BUSY),
    **dict.fromkeys((131021, 131026, 131030), FailureKind.NOT_ON_WHATSAPP),
    131047: FailureKind.TOO_LATE,
    **dict.fromkeys((130472, 131049, 131050), FailureKind.UNWANTED),
    **dict.fromkeys((131051, 131052, 131053), FailureKind.FILE),
}
_TEMPLATES = range(132000, 133000)
_BY_OURSELVES = (
    ("Server surel menolak nama atau sandi kita", FailureKind.SIGN_IN),
    ("Server surel tidak mendukung yang diminta", FailureKind.NOT_ENCRYPTED),
    ("Alamat surel tidak dapat ditulis", FailureKind.ADDRESS_MALFORMED),
    ("Server surel penerima mengembalikan surel ini", FailureKind.REPORTED_BACK),
    ("Operator seluler tidak dapat", FailureKind.NOT_BY_OPERATOR),
    ("Kannel tidak dapat dihubungi", FailureKind.UNREACHABLE),
    ("WhatsApp tidak dapat dihubungi", FailureKind.UNREACHABLE),
)
"""How our own channels begin what they write down without any code."""
_MAIL = re.compile(r"(?:Server surel menjawab )?([45]\d\d)\b[ -]*(?:[245]\.(\d{1,3}\.\d{1,3})\b)?")
_CLOUD = re.compile(r"WhatsApp (?:menjawab|melaporkan) (\d+)")
_KANNEL = re.compile(r"Kannel menjawab (\d+) ?(.*)", re.DOTALL)


def failure_kind(reply: str) -> FailureKind | None:
    """What ``reply`` is about, or None when it is a sentence of ours, which says it by itself.

    Args:
        reply: as a message keeps it, for example ``Server surel menjawab 552 5.2.2 mailbox full``.
    """
    if met := _MAIL.match(reply):
        return _of_mail(int(met[1]), met[2], reply)
    if met := _CLOUD.match(reply):
        code = int(met[1])
        return (
            FailureKind.TEMPLATE if code in _TEMPLATES else _WHATSAPP.get(code, FailureKind.REFUSED)
        )
    if met := _KANNEL.match(reply):
        return _of_kannel(int(met[1]), met[2].lower())
    if reply.startswith("Server surel tidak dapat dihubungi"):
        is_tls = re.search(r"\bssl\b|certificate|tls", reply, re.IGNORECASE)
        return FailureKind.NOT_ENCRYPTED if is_tls else FailureKind.UNREACHABLE
    return next((kind for start, kind in _BY_OURSELVES if reply.startswith(start)), None)


def _of_mail(code: int, enhanced: str | None, reply: str) -> FailureKind:
    # 7.0 and 7.1 are given for whatever a policy refuses; the words are more exact than they.
    if enhanced is not None and not enhanced.startswith("7."):
        known = _ENHANCED.get(enhanced) or _SUBJECTS.get(enhanced.partition(".")[0])
        if known is not None:
            return known
    if enhanced in _ENHANCED:
        return _ENHANCED[enhanced]
    if code in _VAGUE or enhanced is not None:
        for words, kind in _WORDS:
            if re.search(words, reply, re.IGNORECASE):
                return kind
    if enhanced is not None and code not in (421, 450, 451, 454, 530):
        return _SUBJECTS.get(enhanced.partition(".")[0], FailureKind.REFUSED)
    return _REPLIES.get(code, FailureKind.REFUSED if code >= 500 else FailureKind.BUSY)


def _of_kannel(status: int, said: str) -> FailureKind:
    if "authorization" in said or status in (401, 403):
        return FailureKind.SIGN_IN
    if status == 400:
        return FailureKind.NUMBER_MALFORMED
    return FailureKind.BUSY

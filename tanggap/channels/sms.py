"""SMS through Kannel: send by its HTTP interface, read what it calls us with."""

from __future__ import annotations

import hashlib
import hmac
import logging
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

import httpx

from tanggap.channels.outbound import OutgoingText, PermanentFailure, TemporaryFailure
from tanggap.domain.inbound import (
    ChannelKind,
    Contact,
    ContactKind,
    InboundMessage,
    OutboundState,
    cut,
)

log = logging.getLogger(__name__)

# It logs the address of every request, and Kannel's password stands in it.
logging.getLogger("httpx").setLevel(logging.WARNING)

TIMEOUT_SECONDS = 15.0
LONGEST_TEXT = 918  # six parts of GSM text
ALL_REPORTS = 1 + 2 + 4 + 8 + 16
GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà^{}\\[~]|€"
)
"""What fits into the usual alphabet of SMS; one character outside of it halves the length."""
_PLAIN = str.maketrans({"…": "...", "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})
_STATES = {
    "1": OutboundState.DELIVERED,
    "2": OutboundState.FAILED,
    "8": OutboundState.SENT,
    "16": OutboundState.FAILED,
}


class Kannel:
    """Kannel's ``sendsms``, reached anew for each message.

    The address with user name and password is known to this object alone; it is never logged and
    stands in no failure.
    """

    def __init__(self, url: str, *, reports_to: str, secret: str) -> None:
        """Take ``http://user:password@host:13013/cgi-bin/sendsms``.

        Args:
            reports_to: our address for delivery reports.
            secret: from which the token of each report's address is made.
        """
        parts = urlsplit(url)
        host = parts.hostname or ""
        where = f"[{host}]" if ":" in host else host
        port = f":{parts.port}" if parts.port else ""
        self._url = f"{parts.scheme}://{where}{port}{parts.path or '/cgi-bin/sendsms'}"
        self._login = {
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
        }
        self._reports_to = reports_to
        self._secret = secret

    def __repr__(self) -> str:
        return f"Kannel({self._url})"

    def send(self, message: OutgoingText) -> str:
        """Hand over ``message``; Kannel gives no id, so ours comes back with its reports.

        Raises:
            TemporaryFailure: Kannel is away, busy, or refuses our password.
            PermanentFailure: Kannel refuses the number.
        """
        text = _in_gsm(cut(message.text, LONGEST_TEXT))
        token = report_token(self._secret, message.message_id)
        told = urlencode({"m": message.message_id, "t": token})
        asked = {
            **self._login,
            "from": message.address,
            "to": message.to,
            "text": text,
            "charset": "UTF-8",
            "coding": "0" if set(text) <= GSM else "2",
            "dlr-mask": str(ALL_REPORTS),
            "dlr-url": f"{self._reports_to}?{told}&s=%d",
        }
        try:
            with httpx.Client(timeout=TIMEOUT_SECONDS, follow_redirects=False) as client:
                answer = client.get(self._url, params=asked)
        except httpx.HTTPError as error:
            raise TemporaryFailure(
                f"Kannel tidak dapat dihubungi ({type(error).__name__})"
            ) from None
        _must_be_taken(answer)
        return ""


def _must_be_taken(answer: httpx.Response) -> None:
    said = " ".join(answer.text[:200].split())
    if answer.status_code in (200, 202) and said[:2] in ("0:", "3:"):
        return
    reason = f"Kannel menjawab {answer.status_code} {said}"
    if answer.status_code == 400 and "authorization" not in said.lower():
        raise PermanentFailure(reason)
    raise TemporaryFailure(reason)


def _in_gsm(text: str) -> str:
    """``text`` with typographic signs put plainly, and accents dropped where that suffices."""
    plain = text.translate(_PLAIN)
    if set(plain) <= GSM:
        return plain
    bare = "".join(one if one in GSM else unicodedata.normalize("NFKD", one)[0] for one in plain)
    return bare if set(bare) <= GSM else text


def report_token(secret: str, message_id: str) -> str:
    """What proves that a delivery report is about a message that we sent."""
    return hmac.new(secret.encode(), message_id.encode(), hashlib.sha256).hexdigest()[:32]


def is_report_token(secret: str, message_id: str, typed: str) -> bool:
    """Whether ``typed`` is the token of this message."""
    wanted = report_token(secret, message_id)
    return hmac.compare_digest(wanted.encode(), typed.encode("utf-8", "replace"))


def state_of_report(code: str) -> OutboundState | None:
    """What Kannel's ``%d`` says; None for what is no news, such as being queued at the centre."""
    return _STATES.get(code)


@dataclass(frozen=True, slots=True)
class SmsCall:
    """What Kannel asks our ``get-url`` with: the query as it came, and the moment."""

    query: bytes
    at: datetime

    @property
    def secret(self) -> str:
        """The secret it gives."""
        return self._given().get("secret", "")

    def messages(self) -> Iterator[InboundMessage]:
        """The message in it; none when sender or receiver is missing."""
        given = self._given()
        sender, address = given.get("from", "").strip(), given.get("to", "").strip()
        if not sender or not address:
            return
        text = self._text(given)
        sent = _moment(given.get("at", "")) or self.at
        provider_id = (
            given.get("id", "").strip()
            or hashlib.sha256(
                f"{sender}|{address}|{given.get('at')}|{text}".encode("utf-8", "replace")
            ).hexdigest()
        )
        yield InboundMessage(
            channel=ChannelKind.SMS,
            provider_id=provider_id[:200],
            address=address[:100],
            contacts=(Contact(ContactKind.PHONE, sender[:64]),),
            at=min(sent, self.at),
            text=text,
        )

    def _given(self) -> Mapping[str, str]:
        """The query, one byte to a character: its text may be in any alphabet."""
        pairs = parse_qsl(self.query.decode("latin-1"), keep_blank_values=True, encoding="latin-1")
        return dict(pairs)

    def _text(self, given: Mapping[str, str]) -> str:
        raw = given.get("text", "").encode("latin-1", "replace")
        named = given.get("charset", "").upper()
        wide = (
            "utf-16-be"
            if named.startswith(("UTF-16", "UCS-2")) or given.get("coding") == "2"
            else ""
        )
        for alphabet in (wide, "utf-8", "latin-1"):
            try:
                if alphabet:
                    return raw.decode(alphabet).replace("\0", "")
            except UnicodeDecodeError:
                continue
        return ""


def _moment(value: str) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(value), UTC)
    except (ValueError, OverflowError, OSError):
        return None

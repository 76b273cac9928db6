"""Kannel's ``sendsms`` on a loopback port, and the calls that its smsbox makes to us."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, request

from tests.standins.serving import served

USER, PASSWORD = "tanggap", "sandi-kannel-52e7"


@dataclass
class KannelStandIn:
    """What it was asked to send, and what it answers when it does not take a message."""

    address: str = ""
    sent: list[dict[str, str]] = field(default_factory=list)
    refusals: list[tuple[int, str]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The address with user and password."""
        host = self.address.removeprefix("http://")
        return f"http://{USER}:{PASSWORD}@{host}/cgi-bin/sendsms"

    def report(self, place: int, kind: int) -> str:
        """The address that Kannel calls with news of the message sent as number ``place``."""
        return self.sent[place]["dlr-url"].replace("%d", str(kind))


@contextmanager
def kannel() -> Iterator[KannelStandIn]:
    """Run the stand-in."""
    stand_in = KannelStandIn()
    app = Flask("kannel")

    @app.get("/cgi-bin/sendsms")
    def _send() -> Any:
        given = request.args.to_dict()
        if (given.pop("username", ""), given.pop("password", "")) != (USER, PASSWORD):
            return Response("Authorization failed for sendsms", 403)
        if stand_in.refusals:
            status, said = stand_in.refusals.pop(0)
            return Response(said, status)
        if not given.get("to"):
            return Response("Missing receiver number, rejected", 400)
        stand_in.sent.append(given)
        return Response("0: Accepted for delivery", 202)

    with served(app) as address:
        stand_in.address = address
        yield stand_in


def incoming(secret: str, sender: str, to: str, text: str, *, sms_id: str, at: int) -> str:
    """The query of a ``get-url`` call for a text that came in, coded as Kannel codes it."""
    is_plain = all(ord(one) < 256 for one in text)
    raw = text.encode("utf-8") if is_plain else text.encode("utf-16-be")
    given: dict[str, str | bytes] = {
        "secret": secret,
        "from": sender,
        "to": to,
        "id": sms_id,
        "at": str(at),
        "coding": "0" if is_plain else "2",
        "charset": "UTF-8" if is_plain else "UTF-16BE",
        "text": raw,
    }
    return urlencode(given)

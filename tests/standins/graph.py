"""WhatsApp's Cloud API on a loopback port, written from its published reference, not our client.

It knows one access token and one phone number, keeps what it is sent, hands out media in two
steps, and refuses as the real one does: with ``{"error": {"code": ...}}``. It also makes the
webhooks that the real one would post, signed over their raw bytes.
"""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, Response, jsonify, request

from tests.standins.serving import served

TOKEN = "token-sistem-4b1f9e"
APP_SECRET = "rahasia-aplikasi-7d02"
VERIFY_TOKEN = "kata-periksa-31c8a0"
PHONE_ID = "106540352242922"
DISPLAY = "627170000000"


@dataclass
class GraphStandIn:
    """What it was sent, what it holds, how it behaves.

    Attributes:
        sent: bodies of ``POST /{phone}/messages``, in order.
        media: by id: media type and content.
        uploads: files of ``POST /{phone}/media``, by id.
        errors: error codes for the next messages to be sent.
        closed_window: whether free text is refused with 131047.
        media_host: where media are said to lie, when not here.
    """

    address: str = ""
    sent: list[dict[str, Any]] = field(default_factory=list)
    media: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    uploads: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    errors: list[int] = field(default_factory=list)
    closed_window: bool = False
    media_host: str = ""
    _ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def texts(self) -> list[str]:
        """Bodies of the free texts."""
        return [one["text"]["body"] for one in self.sent if one["type"] == "text"]


@contextmanager
def graph_api() -> Iterator[GraphStandIn]:
    """Run the stand-in."""
    stand_in = GraphStandIn()
    with served(_application(stand_in)) as address:
        stand_in.address = f"{address}/v23.0"
        yield stand_in


def _application(stand_in: GraphStandIn) -> Flask:
    app = Flask("graph")

    @app.before_request
    def _authorise() -> Any:
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return _error(190, "Invalid OAuth access token", 401)
        return None

    @app.post(f"/v23.0/{PHONE_ID}/messages")
    def _send() -> Any:
        body = request.get_json()
        if stand_in.errors:
            return _error(stand_in.errors.pop(0), "as told", 400)
        if body.get("messaging_product") != "whatsapp" or not (
            body.get("to") or body.get("recipient")
        ):
            return _error(100, "Invalid parameter", 400)
        if stand_in.closed_window and body["type"] != "template":
            return _error(131047, "Re-engagement message", 400)
        stand_in.sent.append(body)
        wamid = f"wamid.OUT{next(stand_in._ids):04d}"
        return jsonify(messaging_product="whatsapp", messages=[{"id": wamid}])

    @app.post(f"/v23.0/{PHONE_ID}/media")
    def _upload() -> Any:
        file = request.files["file"]
        media_id = f"90{next(stand_in._ids):08d}"
        stand_in.uploads[media_id] = (file.filename or "", file.read())
        return jsonify(id=media_id)

    _serve_media(app, stand_in)
    return app


def _serve_media(app: Flask, stand_in: GraphStandIn) -> None:
    @app.get("/v23.0/<media_id>")
    def _where(media_id: str) -> Any:
        if media_id not in stand_in.media:
            return _error(100, "Unsupported get request", 400)
        kind, content = stand_in.media[media_id]
        host = stand_in.media_host or stand_in.address.rpartition("/")[0]
        return jsonify(
            url=f"{host}/lookaside/{media_id}",
            mime_type=kind,
            sha256=hashlib.sha256(content).hexdigest(),
            file_size=len(content),
            id=media_id,
            messaging_product="whatsapp",
        )

    @app.get("/lookaside/<media_id>")
    def _content(media_id: str) -> Any:
        kind, content = stand_in.media[media_id]
        return Response(content, mimetype=kind)


def _error(code: int, said: str, status: int) -> tuple[Response, int]:
    return jsonify(error={"message": said, "type": "OAuthException", "code": code}), status


def update(
    *messages: dict[str, Any],
    statuses: tuple[dict[str, Any], ...] = (),
    contacts: tuple[dict[str, Any], ...] = (),
    phone_id: str = PHONE_ID,
) -> bytes:
    """The body of a webhook."""
    value: dict[str, Any] = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": DISPLAY, "phone_number_id": phone_id},
    }
    if messages:
        value |= {"contacts": list(contacts), "messages": list(messages)}
    if statuses:
        value["statuses"] = list(statuses)
    entry = {"id": "102290129340398", "changes": [{"field": "messages", "value": value}]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def person(name: str, user_id: str, phone: str | None) -> dict[str, Any]:
    """A contact card; without ``phone`` the person hides the number."""
    card = {"profile": {"name": name}, "user_id": user_id}
    return card | ({"wa_id": phone} if phone else {})


def text_message(
    wamid: str, body: str, at: int, *, user_id: str, phone: str | None, **more: Any
) -> dict[str, Any]:
    """A text message as it stands in a webhook."""
    sender = {"from_user_id": user_id} | ({"from": phone} if phone else {})
    said = {"id": wamid, "timestamp": str(at), "type": "text", "text": {"body": body}}
    return sender | said | more


def status(wamid: str, state: str, at: int, *, code: int = 0, title: str = "") -> dict[str, Any]:
    """What became of a message of ours."""
    told: dict[str, Any] = {"id": wamid, "status": state, "timestamp": str(at)}
    if code:
        told["errors"] = [{"code": code, "title": title}]
    return told


def signature(body: bytes, secret: str = APP_SECRET) -> str:
    """``X-Hub-Signature-256`` over ``body``."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()

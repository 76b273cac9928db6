"""What WhatsApp and Kannel call us with: checked, kept, answered at once; the worker does the rest.

These addresses belong to machines: no session, no cookie, no page. Each call proves itself by a
signature or a secret, and who cannot prove it learns nothing.
"""

from __future__ import annotations

import hmac
import json
from uuid import UUID

from flask import Blueprint, Flask, Response, abort, request

from admin_api.problems import MEDIA_TYPE, answer_errors_as_problems
from tanggap.channels.sms import SmsCall, is_report_token, state_of_report
from tanggap.channels.whatsapp_updates import UpdateUnreadable, WhatsAppUpdate, is_signed
from tanggap.rate_limits import limiter
from tanggap.services.house import house, now
from tanggap.services.inbound.receiving import receive
from tanggap.services.inbound.states import note_sms_report

LARGEST_UPDATE = 4 * 1024 * 1024
"""Bytes; WhatsApp posts three megabytes at most."""
LONGEST_CHALLENGE = 500
RATE = "6000 per minute"
"""Of one address: a provider calls for all its customers from a few."""

blp = Blueprint("channels", __name__, url_prefix="/api/channels")
answer_errors_as_problems(blp)
limiter.limit(RATE, override_defaults=True)(blp)


def register_channels(app: Flask) -> None:
    """Add the addresses to ``app``."""
    app.register_blueprint(blp)


@blp.get("/whatsapp")
def check_whatsapp() -> Response:
    """Repeat Meta's challenge when it knows our word."""
    wanted = house().settings.whatsapp_verify_token
    if wanted is None:
        abort(404)
    given = request.args.get("hub.verify_token", "")
    if request.args.get("hub.mode") != "subscribe" or not _same(wanted, given):
        return _forbidden()
    challenge = request.args.get("hub.challenge", "")[:LONGEST_CHALLENGE]
    return _plain(challenge)


@blp.post("/whatsapp")
def take_whatsapp() -> Response:
    """Keep what WhatsApp posts; the signature is over the bytes as they came."""
    secret = house().settings.whatsapp_app_secret
    if secret is None:
        abort(404)
    request.max_content_length = LARGEST_UPDATE
    body = request.get_data(cache=False)
    if not is_signed(secret, body, request.headers.get("X-Hub-Signature-256", "")):
        return _forbidden()
    try:
        update = WhatsAppUpdate(body)
    except UpdateUnreadable:
        abort(400)
    receive(update.messages(), update.states())
    return _plain("")


@blp.get("/sms")
def take_sms() -> Response:
    """Keep a text message that Kannel passes on; an empty answer sends nothing back."""
    secret = house().settings.sms_secret
    if secret is None:
        abort(404)
    call = SmsCall(request.query_string, now())
    if not _same(secret, call.secret):
        return _forbidden()
    receive(call.messages())
    return _plain("")


@blp.get("/sms/report")
def take_sms_report() -> Response:
    """Note what Kannel says became of a text message of ours."""
    secret = house().settings.sms_secret
    if secret is None:
        abort(404)
    message_id = request.args.get("m", "")
    if not is_report_token(secret, message_id, request.args.get("t", "")):
        return _forbidden()
    state = state_of_report(request.args.get("s", ""))
    if state is not None:
        note_sms_report(UUID(message_id), state)
    return _plain("")


def _same(wanted: str, given: str) -> bool:
    return hmac.compare_digest(wanted.encode(), given.encode("utf-8", "replace"))


def _plain(text: str) -> Response:
    return Response(text, content_type="text/plain; charset=utf-8")


def _forbidden() -> Response:
    """No, and not a word why."""
    body = json.dumps({"type": "about:blank", "title": "Forbidden", "status": 403})
    return Response(body, status=403, content_type=MEDIA_TYPE)

"""One well-formed request for every operation of the API, for the matrix of roles."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from tests.storage.evidence_samples import image

Ids = dict[str, str]
Request = Callable[[Ids], dict[str, Any]]


def _json(**body: Any) -> Request:
    return lambda _: {"json": body}


def _nothing(_: Ids) -> dict[str, Any]:
    return {}


def _answer(ids: Ids) -> dict[str, Any]:
    return {
        "json": {"given": {"response": "Sudah ditegur."}},
        "headers": {"If-Match": ids["etag"]},
    }


def _marking(**body: str) -> Request:
    return lambda ids: {"json": body, "headers": {"If-Match": ids["etag"]}}


def _report(ids: Ids) -> dict[str, Any]:
    return {
        "json": {
            "channel": "counter",
            "submission_key": str(uuid4()),
            "reporter": {"name": "Danu Saputro"},
            "category_id": ids["category_id"],
            "subject": "Loket tutup",
            "narrative": "Pukul 14.00 loket sudah tutup.",
        }
    }


def _file(_: Ids) -> dict[str, Any]:
    return {
        "data": {"file": (io.BytesIO(image()), "foto.jpg")},
        "content_type": "multipart/form-data",
    }


REQUESTS: dict[str, Request] = {
    "POST /session": _json(email="tidakada@contoh.example", password="bukan siapa-siapa"),
    "PUT /preferences": _json(preferences={"theme": "dark"}),
    "POST /views": _json(place="tasks", name="Terlambat", address={"terlambat": "ya"}),
    "PATCH /views/<uuid:view_id>": _json(is_start=True),
    "PUT /unsent-texts/<string(maxlength=20):kind>/<uuid:about_id>": _json(typed={"body": "Akan"}),
    "POST /session/totp": _json(code="123456"),
    "POST /session/passkey": _json(credential={"id": "x"}),
    "POST /account/passkeys": _json(name="Laptop", credential={"id": "x"}),
    "PUT /account/password": _json(current="bukan sandinya", new="jalan kaki ke pasar pagi"),
    "POST /session/authenticator/confirmation": _json(code="123456"),
    "POST /tasks/assignments": lambda ids: {
        "json": {"items": [{"task_id": ids["task_id"], "officer_id": None}]}
    },
    "POST /tasks/<uuid:task_id>/assignment": _json(officer_id=None),
    "POST /reports/<uuid:report_id>/tasks/<uuid:task_id>/actions/<string(maxlength=100):action>"
    "/preview": _json(given={"response": "Sudah ditegur."}),
    "POST /reports/<uuid:report_id>/tasks/<uuid:task_id>/actions/<string(maxlength=100):action>": (
        _answer
    ),
    "POST /signing/letters/<uuid:task_id>/initial": _marking(text_sha256="0" * 64),
    "POST /signing/letters/<uuid:task_id>/return": _marking(note="Perbaiki"),
    "POST /signing/letters/<uuid:task_id>/signature": _marking(
        text_sha256="0" * 64, passphrase="bukan apa-apa"
    ),
    "POST /signing/signatures": lambda ids: {
        "json": {
            "passphrase": "bukan apa-apa",
            "letters": [{"task_id": ids["task_id"], "version": 1, "text_sha256": "0" * 64}],
        }
    },
    "PUT /tasks/<uuid:task_id>/drafts/<string(maxlength=100):action>": _json(
        given={"response": "Sudah"}
    ),
    "PUT /administration/users/<uuid:account_id>/nik": lambda _: {
        "json": {"nik": None},
        "headers": {"If-Match": '"1"'},
    },
    "POST /administration/desks/<uuid:desk_id>/addresses": _json(channel="sms", address="1234"),
    "POST /reports/<uuid:report_id>/notes": _json(body="Catatan"),
    "POST /reports/<uuid:report_id>/messages": _json(body="Pesan"),
    "POST /reports/<uuid:report_id>/unmasking": _json(reason="Perlu dihubungi"),
    "POST /reports/<uuid:report_id>/exclusions": lambda ids: {
        "json": {"officer_id": ids["stranger_id"], "note": "Kerabat"}
    },
    "POST /reports/<uuid:report_id>/recusal": _json(note="Teman dekat"),
    "POST /reports/<uuid:report_id>/publication": _json(fingerprint="0"),
    "POST /reports/<uuid:report_id>/publication/preview": _json(words=["Pak"]),
    "POST /reports/<uuid:report_id>/publication/withdrawal": _json(reason="Salah terbit"),
    "POST /desks/<uuid:desk_id>/reporter-look-ups": _json(q="citra"),
    "POST /desks/<uuid:desk_id>/evidence": _file,
    "POST /desks/<uuid:desk_id>/reports": _report,
    "POST /desks/<uuid:desk_id>/possible-duplicates": _json(subject="Loket tutup"),
    "POST /desks/<uuid:desk_id>/knowledge": _json(question="Kapan buka?", answer="Pukul delapan."),
    "POST /desks/<uuid:desk_id>/recaps": _json(every="day", day="2026-07-01"),
    "POST /recaps/<uuid:recap_id>/corrections": lambda _: {
        "json": {"table": "total", "count": "received", "value": 1, "reason": "Salah hitung"},
        "headers": {"If-Match": '"1"'},
    },
    "POST /recaps/<uuid:recap_id>/actions/<string(maxlength=100):action>": lambda _: {
        "json": {"given": {}},
        "headers": {"If-Match": '"1"'},
    },
    "POST /knowledge/<uuid:entry_id>/uses": lambda ids: {"json": {"report_id": ids["report_id"]}},
    "PATCH /knowledge/<uuid:entry_id>": lambda _: {
        "json": {"keywords": "jam"},
        "headers": {"If-Match": '"1"'},
    },
    "GET /tasks/<uuid:task_id>/answer-templates": lambda ids: {
        "query_string": {"action": ids["action"]}
    },
}
"""By method and rule; an operation that is not here needs no body."""

LATER = (
    "PUT /tasks/<uuid:task_id>/drafts/<string(maxlength=100):action>",
    "GET /tasks/<uuid:task_id>/drafts/<string(maxlength=100):action>",
    "DELETE /tasks/<uuid:task_id>/drafts/<string(maxlength=100):action>",
    "POST /reports/<uuid:report_id>/tasks/<uuid:task_id>/actions/<string(maxlength=100):action>",
    "POST /reports/<uuid:report_id>/exclusions",
    "POST /reports/<uuid:report_id>/recusal",
    "POST /session",
    "DELETE /account/other-sessions",
    "DELETE /session",
)
"""What changes the answers to others is asked for last, in this order."""


def request_for(operation: str, ids: Ids) -> dict[str, Any]:
    """The body and headers of an operation.

    Changes of administration are asked for emptily and of things that do not exist: whoever is let
    in gets as far as 404 or 422, and nothing changes for the operations that follow.
    """
    if operation not in REQUESTS and "/administration/" in operation:
        return {} if operation.startswith("GET") else {"json": {}, "headers": {"If-Match": '"1"'}}
    return REQUESTS.get(operation, _nothing)(ids)

"""The OpenAPI 3.1 document of the officers' API, and the extension that keeps it."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, current_app, json
from flask_smorest import Api

from admin_api.access import public_endpoint
from admin_api.resources import Resources, problem_components
from admin_api.schemas.problem import ProblemKindsSchema, ProblemSchema
from tanggap.services.refusal_texts import TEXTS, template_of, title_of

blp = Resources("Dokumen API", "Dokumen ini sendiri, dan daftar kode galat.")

DESCRIPTION = """\
API untuk petugas pengaduan. Setiap jawaban galat berbentuk `application/problem+json` (RFC 9457)
dengan `code` yang tetap, kalimat `detail` dalam bahasa Indonesia (Inggris dengan
`Accept-Language: en`), dan `errors` per isian.

**Masuk.** `GET /session` memberi `csrf_token`; kirim pada kepala `X-CSRFToken` di setiap permintaan
yang mengubah sesuatu. `POST /session` memeriksa surel dan kata sandi, `POST /session/totp` kode
autentikator. Sesi hidup di kuki. Permintaan berkala yang tidak diminta orang membawa kepala
`X-Background: 1`.

**Versi.** `GET` sebuah laporan memberi `ETag`. Kirim nilai itu pada `If-Match` ketika mengambil
tindakan; bila orang lain sudah bertindak, jawabannya 412 `version-outdated`. `If-None-Match`
memberi 304.

**Halaman.** Daftar memberi `next_cursor`; kirim kembali sebagai `cursor`. Bila null, daftar habis.

**Hak.** Yang bukan untuk Anda dijawab 404, sama dengan yang tidak ada.
"""


class OfficersApi(Api):
    """flask-smorest with our problems instead of its errors, and for our paths alone."""

    DEFAULT_ERROR_RESPONSE_NAME = None

    def _register_doc_blueprint(self) -> None:
        """The document is served by an endpoint like any other, below."""

    def _register_error_handlers(self) -> None:
        """Leave the application's own handlers alone; each group of endpoints has ours."""

    def _register_responses(self) -> None:
        self.spec.components.schema("Problem", schema=ProblemSchema)
        for name, component in problem_components().items():
            self.spec.components.response(name, component)


def start_api(app: Flask) -> OfficersApi:
    """Attach the extension to ``app``; groups of endpoints are registered with what it returns."""
    app.config.update(API_TITLE="Tanggap: API petugas", API_VERSION="1", OPENAPI_VERSION="3.1.0")
    api = OfficersApi(
        app,
        spec_kwargs={
            "info": {"description": DESCRIPTION},
            "servers": [{"url": "/"}],
            "security": [{"session": []}],
        },
    )
    cookie = str(app.config.get("SESSION_COOKIE_NAME", "session"))
    api.spec.components.security_scheme(
        "session", {"type": "apiKey", "in": "cookie", "name": cookie}
    )
    return api


@blp.route("/openapi.json")
@public_endpoint
@blp.response(200, {"type": "object"}, content_type="application/json")
def show_document() -> Response:
    """Dokumen OpenAPI 3.1 ini."""
    found = current_app.extensions.get("tanggap-openapi")
    if found is None:
        spec: Any = current_app.extensions["flask-smorest"]["apis"][""]["ext_obj"].spec
        found = json.dumps(spec.to_dict(), sort_keys=False)
        current_app.extensions["tanggap-openapi"] = found
    return Response(found, content_type="application/json")


@blp.route("/problems")
@public_endpoint
@blp.response(200, ProblemKindsSchema)
def list_problems() -> Any:
    """Semua kode galat yang mungkin, dengan status dan kalimatnya."""
    return {
        "items": [
            {
                "code": code,
                "status": status,
                "title": title_of(status),
                "detail": template_of(code),
            }
            for code, (status, _) in sorted(TEXTS.items())
        ]
    }

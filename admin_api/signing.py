"""The signing desk: letters that wait, reading one, initials, return, signature, many at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response

from admin_api.access import current_viewer, requires
from admin_api.cursors import cursor_of, moment_and_id
from admin_api.file_answers import pdf
from admin_api.preconditions import IF_MATCH, tagged, version_decided_on
from admin_api.presenting import signing as shown
from admin_api.resources import Resources, refuses
from admin_api.schemas.signing import (
    InitialSchema,
    LetterSchema,
    LettersQuery,
    MarkedSchema,
    ReturnSchema,
    SigningResultsSchema,
    SignManySchema,
    SignSchema,
    WaitingLettersSchema,
)
from tanggap.domain.policy import Permission
from tanggap.domain.signing import Passphrase
from tanggap.rate_limits import limit_attempts
from tanggap.services.house import house, now
from tanggap.services.queues import QueueKey
from tanggap.services.refusal_texts import sentence
from tanggap.services.signing.letters_waiting import letters_page, preview, read_letter, report_of
from tanggap.services.signing.marking import initial_letter, return_letter
from tanggap.services.signing.signing import LetterToSign, sign_letter, sign_letters
from tanggap.services.transaction import reading
from tanggap.storage.reports import Report

blp = Resources("Meja tanda tangan", "Surat yang menunggu paraf atau tanda tangan petugas.")
LETTERS = "letters"
LETTER = "/signing/letters/<uuid:task_id>"


@blp.route("/signing/letters")
@requires(Permission.USE_QUEUES)
@blp.arguments(LettersQuery, location="query")
@blp.response(200, WaitingLettersSchema)
def list_letters(wanted: dict[str, Any]) -> Response:
    """Surat yang menunggu paraf atau tanda tangan petugas ini, tenggat terdekat dahulu.

    `signs`: apakah surat benar-benar ditandatangani secara elektronik pada sistem ini.
    """
    session, viewer = reading(), current_viewer()
    after = QueueKey(*moment_and_id(LETTERS, wanted["cursor"])) if wanted["cursor"] else None
    page = letters_page(session, viewer, after=after, limit=wanted["limit"])
    following = page.next_key
    return tagged(
        {
            "items": shown.waiting_letters(session, viewer, page.tasks, now()),
            "next_cursor": cursor_of(LETTERS, following.sort_at, following.id)
            if following
            else None,
            "signs": house().signer is not None,
        }
    )


@blp.route(LETTER)
@requires(Permission.INITIAL_LETTER)
@refuses(409)
@blp.response(200, LetterSchema)
def show_letter(task_id: UUID) -> Response:
    """Naskah surat, jenjang dan catatannya, serta perubahan sejak versi yang terakhir dibaca."""
    session, viewer = reading(), current_viewer()
    return tagged(shown.letter(session, viewer, read_letter(session, viewer, task_id), now()))


@blp.route(f"{LETTER}/preview")
@requires(Permission.INITIAL_LETTER)
@refuses(409)
@blp.response(200, {"type": "string", "format": "binary"}, content_type="application/pdf")
def preview_letter_to_sign(task_id: UUID) -> Response:
    """Surat persis seperti yang akan ditandatangani, bertanda konsep."""
    return pdf(preview(reading(), current_viewer(), task_id), "konsep.pdf")


@blp.route(f"{LETTER}/initial", methods=["POST"], parameters=[IF_MATCH])
@requires(Permission.INITIAL_LETTER)
@refuses(409, 412, 428)
@blp.arguments(InitialSchema)
@blp.response(200, MarkedSchema)
def initial_one(given: dict[str, Any], task_id: UUID) -> Any:
    """Paraf naskah yang dibaca dan teruskan satu jenjang ke atas."""
    viewer = current_viewer()
    report = initial_letter(
        viewer,
        report_of(reading(), viewer, task_id),
        task_id,
        expected_version=version_decided_on(),
        text_sha256=given["text_sha256"],
    )
    return _marked(report)


@blp.route(f"{LETTER}/return", methods=["POST"], parameters=[IF_MATCH])
@requires(Permission.INITIAL_LETTER)
@refuses(409, 412, 428)
@blp.arguments(ReturnSchema)
@blp.response(200, MarkedSchema)
def return_one(given: dict[str, Any], task_id: UUID) -> Any:
    """Kembalikan surat satu jenjang dengan catatan."""
    viewer = current_viewer()
    report = return_letter(
        viewer,
        report_of(reading(), viewer, task_id),
        task_id,
        expected_version=version_decided_on(),
        note=given["note"],
    )
    return _marked(report)


@blp.route(f"{LETTER}/signature", methods=["POST"], parameters=[IF_MATCH])
@requires(Permission.SIGN_LETTER)
@limit_attempts("signing")
@refuses(409, 412, 428)
@blp.arguments(SignSchema)
@blp.response(200, MarkedSchema)
def sign_one(given: dict[str, Any], task_id: UUID) -> Any:
    """Tanda tangani naskah yang dibaca dan terbitkan suratnya.

    Apa pun yang gagal, tugas tetap terbuka dan surat tetap menunggu dengan nomornya.
    """
    viewer = current_viewer()
    report = sign_letter(
        viewer,
        report_of(reading(), viewer, task_id),
        task_id,
        Passphrase(given.pop("passphrase")),
        expected_version=version_decided_on(),
        text_sha256=given["text_sha256"],
    )
    return _marked(report)


@blp.route("/signing/signatures", methods=["POST"])
@requires(Permission.SIGN_LETTER)
@limit_attempts("signing")
@refuses(409)
@blp.arguments(SignManySchema)
@blp.response(200, SigningResultsSchema)
def sign_many(given: dict[str, Any]) -> Any:
    """Tanda tangani beberapa surat dengan satu frasa sandi; tiap surat dijawab sendiri.

    Frasa sandi yang salah menghentikan sisanya, agar sertifikat tidak terkunci.
    """
    letters = [
        LetterToSign(one["task_id"], one["version"], one["text_sha256"]) for one in given["letters"]
    ]
    results = sign_letters(current_viewer(), letters, Passphrase(given.pop("passphrase")))
    return {
        "items": [
            {
                "task_id": one.task_id,
                "is_signed": one.refusal is None,
                "report_number": one.number,
                "code": one.refusal.code if one.refusal else None,
                "detail": sentence(one.refusal) if one.refusal else None,
            }
            for one in results
        ]
    }


def _marked(report: Report) -> dict[str, Any]:
    return {"report_id": report.id, "version": report.version}

"""The public page that says whether a letter is genuine."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import FileField, StringField

from portal.form_base import PortalForm
from portal.form_rules import Present
from portal.pages import INPUT_WRONG, Answer, pages, see_other, settings
from portal.signature_words import SpokenVerdict, spoken_verdict
from portal.spoken import moment_parts
from tanggap.domain.refusal import Refused
from tanggap.rate_limits import limit_attempts
from tanggap.services.verification import VerificationResult, examine, look_up

KINDS = {
    "reply_letter": lazy_gettext("Surat jawaban"),
    "disposition": lazy_gettext("Lembar disposisi"),
    "receipt": lazy_gettext("Tanda terima laporan"),
    "referral_form": lazy_gettext("Formulir penyaluran"),
    "referral_receipt": lazy_gettext("Tanda terima penyaluran"),
    "study": lazy_gettext("Telaahan staf"),
    "assignment_letter": lazy_gettext("Surat tugas"),
    "examination_record": lazy_gettext("Berita acara pemeriksaan"),
    "follow_up_report": lazy_gettext("Laporan tindak lanjut"),
    "recap": lazy_gettext("Rekapitulasi pengaduan"),
}
LONGEST_CODE = 40


class CodeForm(PortalForm):
    """The code printed beside a letter's QR."""

    verification_code = StringField(
        lazy_gettext("Kode verifikasi"),
        validators=[Present(lazy_gettext("Tulis kode yang tercetak di surat"))],
    )


class FileForm(PortalForm):
    """The file somebody received."""

    file = FileField(lazy_gettext("Berkas PDF yang Anda terima"))


@pages.route("/periksa", methods=["GET", "POST"])
def verify() -> Answer:
    """Ask for the code; where it exists, its own page tells of the letter."""
    form = CodeForm()
    problems = []
    if form.is_submitted():
        typed = (form.verification_code.data or "").strip()[:LONGEST_CODE]
        if form.validate():
            found = look_up(typed)
            if found is not None:
                return see_other(url_for("portal.verify_letter", code=found.code))
            problems.append({"text": unknown_code(), "href": "#verification_code"})
    page = render_template("portal/verification/form.html", form=form, problems=problems)
    return page, INPUT_WRONG if problems or form.errors else 200


@pages.route("/periksa/<code>", methods=["GET", "POST"])
@limit_attempts("tracking", scope="verification")
def verify_letter(code: str) -> Answer:
    """Tell what was issued under a code, and whether an uploaded file is that very file."""
    found = look_up(code[:LONGEST_CODE])
    if found is None:
        form = CodeForm(data={"verification_code": code[:LONGEST_CODE]})
        problems = [{"text": unknown_code(), "href": "#verification_code"}]
        page = render_template("portal/verification/form.html", form=form, problems=problems)
        return page, 404
    form = FileForm()
    problems, verdict = [], None
    if request.method == "POST":
        verdict, fault = _verdict(found)
        if fault:
            form.file.errors = [fault]
            problems.append({"text": fault, "href": "#file"})
    page = render_template(
        "portal/verification/letter.html",
        found=found,
        kind=str(KINDS.get(found.kind, found.title)),
        issued=moment_parts(found.issued_at, found.timezone),
        file_form=form,
        problems=problems,
        verdict=verdict,
    )
    return page, INPUT_WRONG if problems else 200


def _verdict(found: VerificationResult) -> tuple[SpokenVerdict | None, str]:
    """What comparing the uploaded file says, or why it cannot be compared."""
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        return None, _("Pilih berkas PDF dahulu")
    limit = settings().max_file_mb * 1024 * 1024
    content = upload.stream.read(limit + 1)
    if len(content) > limit:
        content = b""  # larger than any letter of ours, and not worth reading further
    try:
        return spoken_verdict(examine(found.code, content), found.timezone), ""
    except Refused:
        return None, _("Naskah ini masih dibuat. Coba lagi beberapa detik lagi.")


def unknown_code() -> str:
    """What is said of a code nobody issued."""
    return _("Tidak ada naskah dengan kode ini. Periksa huruf dan angkanya sekali lagi.")


@pages.get("/verifikasi")
@pages.get("/verifikasi/<code>")
def verify_by_other_name(code: str = "") -> Answer:
    """The same page under the word people look for."""
    if code:
        return see_other(url_for("portal.verify_letter", code=code))
    return see_other(url_for("portal.verify"))

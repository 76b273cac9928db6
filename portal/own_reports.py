"""Pages of a reporter's own reports: the list, one report, its receipt and its files."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime
from uuid import UUID

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _

from portal.downloads import download, download_document
from portal.own_forms import MessageForm
from portal.own_words import (
    answers_of,
    deadline_of,
    evidence_of,
    letters_of,
    listed_row,
    messages_of,
    tag_of,
    timeline_of,
    upcoming_of,
)
from portal.pages import INPUT_WRONG, Answer, pages, see_other, signed_in, was_accepted
from portal.parking import login_required, make_form
from portal.spoken import moment_parts
from tanggap.domain.refusal import Refused
from tanggap.rate_limits import limit_attempts
from tanggap.services.house import now
from tanggap.services.public_tracking import code_of
from tanggap.services.refusal_texts import sentence
from tanggap.services.reporter_files import own_attachment, own_document
from tanggap.services.reporter_list import ListKey, own_reports
from tanggap.services.reporter_messages import LONGEST_MESSAGE, write_to_desk
from tanggap.services.reporter_reading import OwnReport, own_report
from tanggap.services.transaction import reading
from tanggap.storage.database import new_id


@pages.get("/laporan-saya")
@login_required
def my_reports() -> Answer:
    """The visitor's reports, newest first, page by page."""
    page = own_reports(
        reading(),
        signed_in().id,
        now(),
        older_than=_key(request.args.get("sesudah")),
        newer_than=_key(request.args.get("sebelum")),
    )
    here = "portal.my_reports"
    return render_template(
        "portal/own/list.html",
        reports=[listed_row(report) for report in page.reports],
        previous=url_for(here, sebelum=_written(page.newer)) if page.newer else None,
        next=url_for(here, sesudah=_written(page.older)) if page.older else None,
    )


@pages.get("/laporan/<uuid:report_id>")
@login_required
def own_report_page(report_id: UUID) -> Answer:
    """One report: where it stands, what is asked of the reporter, the answer, the conversation."""
    own = own_report(reading(), signed_in().id, report_id, now())
    sent_to = url_for("portal.send_message", report_id=report_id)
    form = make_form(MessageForm, sent_to=sent_to, data={"message_id": str(new_id())})
    return _report_page(own, form)


def _report_page(own: OwnReport, form: MessageForm) -> Answer:
    page = render_template(
        "portal/own/report.html",
        own=own,
        report=own.report,
        tag=tag_of(own, now()),
        deadline=deadline_of(own),
        filed=moment_parts(own.report.filed_at, own.timezone),
        until=moment_parts(own.turn.until, own.timezone) if own.turn and own.turn.until else None,
        letters=letters_of(own, "portal.own_letter", report_id=own.report.id),
        timeline=timeline_of(own),
        messages=messages_of(own),
        answers=answers_of(own),
        evidence=evidence_of(own),
        form=form,
        longest_message=LONGEST_MESSAGE,
    )
    return page, INPUT_WRONG if form.errors else 200


@pages.post("/laporan/<uuid:report_id>/pesan")
@login_required
@limit_attempts("report", scope="message", counts=was_accepted)
def send_message(report_id: UUID) -> Answer:
    """Send a message to the desk; pressing twice sends one."""
    form = MessageForm()
    here = url_for("portal.own_report_page", report_id=report_id, _anchor="pesan")
    if form.validate():
        try:
            is_new = write_to_desk(
                signed_in().id, report_id, UUID(form.message_id.data), form.text.data or ""
            )
        except Refused as refusal:
            if refusal.code != "report-closed":
                raise
            flash(_("Laporan ini sudah ditutup, jadi pesan baru tidak bisa dikirim."), "error")
            return see_other(here)
        told = _("Pesan Anda terkirim.") if is_new else _("Pesan itu sudah terkirim tadi.")
        flash(told, "success")
        return see_other(here)
    return _report_page(own_report(reading(), signed_in().id, report_id, now()), form)


@pages.get("/laporan/<uuid:report_id>/tanda-terima")
@login_required
def receipt(report_id: UUID) -> Answer:
    """Number, secret code, receipt file, and what happens next and by when."""
    own = own_report(reading(), signed_in().id, report_id, now())
    paper = own.receipt
    ready = paper is not None and paper.sha256 is not None
    return render_template(
        "portal/own/receipt.html",
        own=own,
        report=own.report,
        code=code_of(report_id),
        filed=moment_parts(own.report.filed_at, own.timezone),
        upcoming=upcoming_of(own),
        deadline=deadline_of(own),
        paper=url_for("portal.own_letter", report_id=report_id, document_id=paper.id)
        if paper is not None and ready
        else None,
        is_waiting_for_paper=paper is not None and not ready,
    )


@pages.get("/laporan/<uuid:report_id>/naskah/<uuid:document_id>")
@login_required
def own_letter(report_id: UUID, document_id: UUID) -> Answer:
    """Download the receipt or an answer letter."""
    try:
        paper = own_document(reading(), signed_in().id, report_id, document_id)
    except Refused as refusal:
        if refusal.code != "file-not-ready":
            raise
        flash(sentence(refusal), "info")
        return see_other(url_for("portal.own_report_page", report_id=report_id))
    return download_document(paper)


@pages.get("/laporan/<uuid:report_id>/bukti/<uuid:attachment_id>")
@login_required
def own_evidence(report_id: UUID, attachment_id: UUID) -> Answer:
    """Download a file the visitor sent."""
    sent = own_attachment(reading(), signed_in().id, report_id, attachment_id)
    return download(sent.sha256, sent.given_name, sent.file.media_type, sent.file.size)


def _written(key: ListKey) -> str:
    text = f"{key.filed_at.isoformat()} {key.id}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _key(written: str | None) -> ListKey | None:
    """The key in a page's address; an address somebody mangled shows the first page."""
    try:
        padded = (written or "") + "=" * (-len(written or "") % 4)
        moment, _space, row = base64.urlsafe_b64decode(padded.encode()).decode().partition(" ")
        key = ListKey(datetime.fromisoformat(moment), UUID(row))
    except (ValueError, binascii.Error):
        return None
    return key if key.filed_at.tzinfo is not None else None

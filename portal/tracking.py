"""Following a report by number and code, without an account."""

from __future__ import annotations

from uuid import UUID

from flask import flash, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import StringField

from portal.downloads import download_document
from portal.form_base import PortalForm
from portal.own_words import deadline_of, letters_of, messages_of, tag_of, timeline_of
from portal.pages import INPUT_WRONG, Answer, pages, see_other, this_desk
from portal.spoken import moment_parts
from tanggap.domain.refusal import Refused
from tanggap.rate_limits import limit_attempts
from tanggap.services.house import now
from tanggap.services.public_tracking import find_by_code, normal_number
from tanggap.services.refusal_texts import sentence
from tanggap.services.reporter_files import tracked_document
from tanggap.services.reporter_reading import tracked_report
from tanggap.services.transaction import reading

TRACKED = "tracked"
MOST_TRACKED = 3
SECONDS_TRACKED = 30 * 60
"""How long a report stays open on a browser that gave its code: phones are lent and shared."""


class TrackingForm(PortalForm):
    """Number and secret code. The code goes nowhere but into this form."""

    number = StringField(lazy_gettext("Nomor laporan"))
    code = StringField(lazy_gettext("Kode lacak"))


def failed(response: object) -> bool:
    """Whether number and code did not fit: only then an attempt is used up."""
    return getattr(response, "status_code", None) == INPUT_WRONG


@pages.route("/lacak", methods=["GET", "POST"])
@pages.route("/lacak/<number>", methods=["GET", "POST"])
@limit_attempts("tracking", counts=failed)
def track(number: str = "") -> Answer:
    """Ask for number and code; show the report to a browser that gave them."""
    wanted = normal_number(number)
    if request.method == "GET":
        report_id = tracked_now().get(wanted)
        if report_id is not None:
            return _tracked_page(wanted, report_id)
        return _form_page(TrackingForm(data={"number": wanted}))
    form = TrackingForm()
    wanted = normal_number(form.number.data or "")
    report_id = find_by_code(reading(), this_desk().agency_id, wanted, form.code.data or "")
    if not form.validate() or report_id is None:
        return _form_page(form, is_wrong=True)
    _remember(wanted, report_id)
    return see_other(url_for("portal.track", number=wanted))


def _form_page(form: TrackingForm, *, is_wrong: bool = False) -> Answer:
    problems = []
    if is_wrong:
        text = _("Nomor dan kode tidak cocok. Periksa keduanya di tanda terima Anda.")
        problems.append({"text": text, "href": "#number"})
    form.code.data = ""  # the code is typed anew: it stands on no page
    form.code.raw_data = None
    page = render_template("portal/tracking/form.html", form=form, problems=problems)
    return page, INPUT_WRONG if is_wrong else 200


def _tracked_page(number: str, report_id: UUID) -> Answer:
    own = tracked_report(reading(), report_id, now())
    _remember(number, report_id)
    return render_template(
        "portal/tracking/report.html",
        own=own,
        report=own.report,
        tag=tag_of(own, now()),
        deadline=deadline_of(own),
        filed=moment_parts(own.report.filed_at, own.timezone),
        letters=letters_of(own, "portal.tracked_letter", number=number),
        timeline=timeline_of(own),
        messages=messages_of(own),
    )


@pages.get("/lacak/<number>/surat/<uuid:document_id>")
def tracked_letter(number: str, document_id: UUID) -> Answer:
    """Download the answer letter of a report whose code was given."""
    wanted = normal_number(number)
    report_id = tracked_now().get(wanted)
    if report_id is None:
        return see_other(url_for("portal.track", number=wanted))
    try:
        paper = tracked_document(reading(), report_id, document_id)
    except Refused as refusal:
        if refusal.code != "file-not-ready":
            raise
        flash(sentence(refusal), "info")
        return see_other(url_for("portal.track", number=wanted))
    return download_document(paper)


@pages.post("/lacak/tutup")
def stop_tracking() -> Answer:
    """Forget on this browser every report whose code was given."""
    session.pop(TRACKED, None)
    flash(_("Laporan sudah ditutup di peramban ini."), "success")
    return see_other(url_for("portal.track"))


def tracked_now() -> dict[str, UUID]:
    """Reports this browser gave the code of not long ago, by number."""
    moment = now().timestamp()
    return {
        number: UUID(report_id)
        for number, (report_id, seen) in session.get(TRACKED, {}).items()
        if moment - seen < SECONDS_TRACKED
    }


def _remember(number: str, report_id: UUID) -> None:
    """Keep the report open on this browser for a while longer; the code itself is not kept."""
    moment = int(now().timestamp())
    others = {one: kept for one, kept in session.get(TRACKED, {}).items() if one != number}
    newest = list(others.items())[-(MOST_TRACKED - 1) :]
    session[TRACKED] = {**dict(newest), number: [str(report_id), moment]}

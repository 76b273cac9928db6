"""The page on which a reporter answers: completes the report, accepts the answer, or not yet."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from itsdangerous import BadSignature, URLSafeSerializer

from portal.own_forms import RATINGS, ReporterActionForm, action_form, given_by
from portal.pages import INPUT_WRONG, Answer, pages, see_other, settings, signed_in
from portal.parking import login_required, make_form
from portal.spoken import moment_parts, upload_limits
from portal.uploads import FIELD, Fault, inspect_uploads, shown_files
from tanggap.domain.procedure import Action
from tanggap.domain.refusal import Refused
from tanggap.services.actions import act_as_reporter
from tanggap.services.evidence import KeptFile, accepted_endings, remember_files
from tanggap.services.house import now
from tanggap.services.refusal_texts import sentence
from tanggap.services.reporter_progress import Turn
from tanggap.services.reporter_reading import OwnReport, own_report
from tanggap.services.transaction import reading

ALREADY_DONE = frozenset({"not-your-turn", "task-not-open"})
PUT_RIGHT_IN_FORM = frozenset({"output-missing", "field-invalid", "text-too-long"})
KEPT = "kept"


@pages.route("/laporan/<uuid:report_id>/tindakan/<action_id>", methods=["GET", "POST"])
@login_required
def reporter_action(report_id: UUID, action_id: str) -> Answer:
    """Show one action of the reporter's step and carry it out; pressing twice does it once."""
    own = own_report(reading(), signed_in().id, report_id, now())
    action = _offered(own.turn, action_id)
    if own.turn is None or action is None:
        flash(_("Sudah terkirim. Laporan ini sedang tidak menunggu Anda."), "info")
        return see_other(_report_page(report_id))
    form = make_form(
        action_form(action, takes_files=_takes_files(action)),
        data={"task_id": str(own.turn.task_id)},
    )
    if request.method == "GET":
        return _action_page(own, own.turn, action, form, [], [])
    if form.task_id.data != str(own.turn.task_id):
        flash(_("Jawaban itu sudah terkirim tadi."), "info")
        return see_other(_report_page(report_id))
    kept, faults = _files_sent(report_id) if _takes_files(action) else ([], [])
    if form.validate() and not faults:
        faults = _carry_out(report_id, action, form, kept)
        if not faults:
            return see_other(_report_page(report_id))
    return _action_page(own, own.turn, action, form, kept, faults)


def _offered(turn: Turn | None, action_id: str) -> Action | None:
    actions = turn.actions if turn is not None else ()
    return next((action for action in actions if action.id == action_id), None)


def _takes_files(action: Action) -> bool:
    """Files come with what goes back to the officers, not with what ends the report."""
    return action.ends is None


def _carry_out(
    report_id: UUID, action: Action, form: ReporterActionForm, kept: list[KeptFile]
) -> list[Fault]:
    """Act; what the form can put right comes back as lines for its error summary."""
    try:
        remember_files(kept)
        evidence = tuple(file.as_evidence() for file in kept)
        report = act_as_reporter(
            signed_in().id, report_id, action.id, given_by(form, action), evidence=evidence
        )
    except Refused as refusal:
        if refusal.code in PUT_RIGHT_IN_FORM:
            return [{"text": sentence(refusal)}]
        if refusal.code not in ALREADY_DONE:
            raise
        flash(_("Jawaban itu sudah terkirim tadi."), "info")
        return []
    if report.closed_at is not None:
        flash(_("Terima kasih. Laporan ini selesai."), "success")
    else:
        flash(_("Terkirim. Petugas melanjutkan laporan Anda."), "success")
    return []


def _files_sent(report_id: UUID) -> tuple[list[KeptFile], list[Fault]]:
    """Files of this request and those kept from an attempt before it."""
    fresh, faults = inspect_uploads(request.files.getlist(FIELD))
    earlier = _kept_before(report_id, request.form.getlist(KEPT))
    together = {file.sha256: file for file in (*earlier, *fresh)}
    limit = settings().max_files
    if len(together) > limit:
        faults.append({"text": sentence(Refused("too-many-files", limit=limit))})
    return list(together.values())[:limit], faults


def _kept_before(report_id: UUID, tokens: Iterable[str]) -> list[KeptFile]:
    signer = _signer(report_id)
    files = []
    for token in tokens:
        try:
            files.append(KeptFile.from_json(signer.loads(token)))
        except BadSignature:
            continue
    return files


def _signer(report_id: UUID) -> URLSafeSerializer:
    """Signs what the form carries of files it received, for this reporter and report alone."""
    salt = f"kept evidence {signed_in().id} {report_id}"
    return URLSafeSerializer(settings().secret_key, salt=salt)


def _report_page(report_id: UUID) -> str:
    return url_for("portal.own_report_page", report_id=report_id)


def _action_page(
    own: OwnReport,
    turn: Turn,
    action: Action,
    form: ReporterActionForm,
    kept: list[KeptFile],
    faults: list[Fault],
) -> Answer:
    signer = _signer(own.report.id)
    if FIELD in form and faults:
        form.files.errors = [one["text"] for one in faults if one.get("href") == f"#{FIELD}"]
    page = render_template(
        "portal/own/action.html",
        own=own,
        report=own.report,
        turn=turn,
        action=action,
        until=moment_parts(turn.until, own.timezone) if turn.until else None,
        form=form,
        problems=_once(form, faults),
        kept=shown_files(kept),
        tokens=[signer.dumps(file.to_json()) for file in kept],
        takes_files=_takes_files(action),
        limits=upload_limits(settings()),
        accept=",".join(accepted_endings()),
        ratings=len(RATINGS),
        back=_report_page(own.report.id),
    )
    return page, INPUT_WRONG if form.errors or faults else 200


def _once(form: ReporterActionForm, faults: list[Fault]) -> list[Fault]:
    """Faults the form does not show by itself."""
    return [one for one in faults if FIELD not in form or one.get("href") != f"#{FIELD}"]

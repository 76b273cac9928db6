"""The page on which evidence is added to a report, one file or several at a time."""

from __future__ import annotations

from uuid import UUID

from flask import flash, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.pages import Answer, pages, see_other, settings, signed_in
from portal.parking import login_required
from portal.report_forms import EvidenceForm
from portal.report_steps import (
    draft_at,
    flag,
    is_changing,
    onward,
    own_draft,
    page_of,
    step_page,
)
from portal.spoken import upload_limits
from portal.uploads import FIELD, Fault, fault, inspect_uploads, shown_files
from tanggap.domain.refusal import Refused
from tanggap.services.evidence import accepted_endings
from tanggap.services.refusal_texts import sentence
from tanggap.services.report_drafts import DraftShown, Part, add_files, remove_file, save_part


@pages.route("/lapor/<uuid:draft_id>/bukti", methods=["GET", "POST"])
@login_required
def report_evidence(draft_id: UUID) -> Answer:
    """Keep what can be kept; every file refused is named with the reason."""
    draft = draft_at(draft_id, Part.EVIDENCE)
    if request.method == "GET":
        return _evidence_page(draft, [])
    account = signed_in()
    kept, faults = inspect_uploads(request.files.getlist(FIELD))
    if add_files(account.id, draft_id, kept):
        faults.append(fault(sentence(Refused("too-many-files", limit=settings().max_files))))
    wants_on = "upload" not in request.form
    save_part(account.id, draft_id, Part.EVIDENCE, {}, done=wants_on and not faults)
    if faults:
        return _evidence_page(own_draft(draft_id), faults)
    if wants_on:
        return onward(Part.EVIDENCE, draft_id)
    if kept:
        flash(_("%(count)s berkas sudah kami terima.", count=len(kept)), "success")
    else:
        flash(_("Pilih berkas dahulu, lalu tekan Unggah."), "info")
    return see_other(page_of(Part.EVIDENCE, draft_id, changing=is_changing()))


@pages.post("/lapor/<uuid:draft_id>/bukti/<key>/hapus")
@login_required
def remove_evidence(draft_id: UUID, key: str) -> Response:
    """Take one file out again."""
    name = remove_file(signed_in().id, draft_id, key)
    if name is not None:
        flash(_("%(name)s sudah dihapus.", name=name), "success")
    return see_other(page_of(Part.EVIDENCE, draft_id, changing=is_changing()))


def _evidence_page(draft: DraftShown, faults: list[Fault]) -> Answer:
    files = [
        {**file, "key": key} for file, key in zip(shown_files(draft.files), draft.keys, strict=True)
    ]

    way = flag(is_changing())

    def removal(file: dict[str, str]) -> str:
        return url_for("portal.remove_evidence", draft_id=draft.id, key=file["key"], **way)

    room = settings().max_files - len(files)
    form = EvidenceForm()
    form.files.errors = [one["text"] for one in faults]
    return step_page(
        "evidence",
        Part.EVIDENCE,
        draft,
        faults=faults,
        files_form=form,
        files=files,
        removal=removal,
        room=room,
        limits=upload_limits(settings()),
        accept=",".join(accepted_endings()),
    )

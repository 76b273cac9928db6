"""The last page of the report form: all answers, and the button that sends them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.pages import Answer, pages, see_other, signed_in, this_desk, was_accepted
from portal.parking import login_required
from portal.report_forms import IDENTITY_CHOICES
from portal.report_steps import STEPS, draft_at, page_of
from tanggap.domain.refusal import Refused
from tanggap.rate_limits import limit_attempts
from tanggap.services.filing import file_draft
from tanggap.services.refusal_texts import sentence
from tanggap.services.report_drafts import (
    DraftShown,
    Part,
    content_of,
    save_part,
)

Row = dict[str, Any]
PART_AT_FAULT = {
    "category-unknown": Part.CATEGORY,
    "output-missing": Part.EVENT,
    "text-too-long": Part.EVENT,
}
"""Which page puts right what filing may still refuse."""


@pages.route("/lapor/<uuid:draft_id>/periksa", methods=["GET", "POST"])
@login_required
@limit_attempts("report", counts=was_accepted)
def report_check(draft_id: UUID) -> Answer:
    """Show all answers; send them when the button is pressed, once however often that is."""
    draft = draft_at(draft_id, None)
    if request.method == "POST":
        return _send(draft)
    return render_template(
        "portal/report/check.html",
        draft=draft,
        back=page_of(Part.CONFIDENTIALITY, draft_id),
        step=STEPS,
        steps=STEPS,
        sections=_sections(draft),
        is_hidden=draft.fields(Part.CONFIDENTIALITY).get("identity") == "hidden",
    )


def _send(draft: DraftShown) -> Response:
    account = signed_in()
    if draft.reporter_id is None:
        raise Refused("reporter-not-found")
    try:
        report = file_draft(account.id, draft.reporter_id, draft.id, content_of(draft))
    except Refused as refusal:
        part = PART_AT_FAULT.get(refusal.code)
        if part is None:
            raise
        save_part(account.id, draft.id, part, draft.fields(part), done=False)
        flash(sentence(refusal), "error")
        return see_other(page_of(part, draft.id))
    return see_other(url_for("portal.receipt", report_id=report.id))


def _sections(draft: DraftShown) -> list[dict[str, Any]]:
    """The answers under their headings, each with the link that changes it."""
    return [
        {"title": _("Jenis laporan"), "rows": _category_rows(draft)},
        {"title": _("Kejadian"), "rows": _event_rows(draft)},
        {"title": _("Siapa yang dilaporkan"), "rows": _person_rows(draft)},
        {"title": _("Bukti"), "rows": _evidence_rows(draft)},
        {"title": _("Kerahasiaan"), "rows": _identity_rows(draft)},
    ]


def _row(draft: DraftShown, part: Part, key: str, value: object) -> Row:
    change = page_of(part, draft.id, changing=True)
    return {"key": key, "value": value, "change": change}


def _category_rows(draft: DraftShown) -> list[Row]:
    held, desk = draft.fields(Part.CATEGORY), this_desk()
    names = [desk.category(str(held.get(level) or "")) for level in ("main", "sub")]
    shown = ": ".join(one.name for one in names if one is not None)
    return [_row(draft, Part.CATEGORY, _("Jenis"), shown or _("Sudah tidak ada, pilih lagi"))]


def _event_rows(draft: DraftShown) -> list[Row]:
    held, nothing = draft.fields(Part.EVENT), _("Tidak diisi")
    labels = (
        ("subject", _("Judul")),
        ("narrative", _("Cerita")),
        ("happened", _("Kapan")),
        ("place", _("Di mana")),
    )
    return [
        _row(draft, Part.EVENT, label, str(held.get(name) or "").strip() or nothing)
        for name, label in labels
    ]


def _person_rows(draft: DraftShown) -> list[Row]:
    held = draft.fields(Part.PERSONS)
    persons = (
        [] if held.get("unknown") else [one for one in held.get("persons", ()) if any(one.values())]
    )
    if not persons:
        return [_row(draft, Part.PERSONS, _("Orang"), _("Tidak ada yang disebut"))]
    many = len(persons) > 1
    return [
        _row(
            draft,
            Part.PERSONS,
            _("Orang %(number)s", number=place) if many else _("Orang"),
            described(person),
        )
        for place, person in enumerate(persons, start=1)
    ]


def described(person: Mapping[str, Any]) -> list[str]:
    """What is known of a person reported, one line each."""
    nip = str(person.get("nip") or "").strip()
    lines = [str(person.get(name) or "").strip() for name in ("name", "position", "unit_name")]
    return [line for line in (*lines, f"NIP {nip}" if nip else "") if line]


def _evidence_rows(draft: DraftShown) -> list[Row]:
    names = [file.name for file in draft.files]
    return [_row(draft, Part.EVIDENCE, _("Berkas"), names or _("Tidak ada"))]


def _identity_rows(draft: DraftShown) -> list[Row]:
    chosen = draft.fields(Part.CONFIDENTIALITY).get("identity")
    label = next((str(text) for value, text in IDENTITY_CHOICES if value == chosen), "")
    return [_row(draft, Part.CONFIDENTIALITY, _("Nama Anda"), label)]

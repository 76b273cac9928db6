"""The pages on which a report is written: start, category, event, confidentiality."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from portal.pages import Answer, pages, see_other, settings, signed_in, this_desk
from portal.parking import login_required, make_form
from portal.report_forms import (
    LONGEST_SUBJECT,
    CategoryForm,
    ConfidentialityForm,
    EventForm,
)
from portal.report_steps import (
    draft_at,
    flag,
    is_changing,
    onward,
    own_draft,
    page_of,
    step_page,
)
from portal.spoken import moment_parts, upload_limits
from tanggap.domain.refusal import Refused
from tanggap.services.desk_front import CategoryShown
from tanggap.services.filing import LONGEST_NARRATIVE
from tanggap.services.gazetteer import names_offered
from tanggap.services.report_drafts import (
    MOST_DRAFTS,
    DraftShown,
    Part,
    begin_draft,
    discard_draft,
    drafts_of,
    save_part,
)
from tanggap.services.transaction import reading


@pages.route("/lapor", methods=["GET", "POST"])
@login_required
def start_report() -> Answer:
    """Explain what comes, offer unfinished reports, begin a new one."""
    account = signed_in()
    if request.method == "POST":
        desk = this_desk()
        try:
            draft_id = begin_draft(account.id, desk.id, desk.agency_id)
        except Refused as refusal:
            if refusal.code != "too-many-drafts":
                raise
            flash(_("Selesaikan atau hapus dahulu salah satu laporan di bawah."), "error")
        else:
            return see_other(page_of(Part.CATEGORY, draft_id))
    drafts = drafts_of(reading(), account.id)
    return render_template(
        "portal/report/start.html",
        drafts=[_shown(draft) for draft in drafts if draft.typed],
        is_full=len(drafts) >= MOST_DRAFTS,
        limits=upload_limits(settings()),
    )


def _shown(draft: DraftShown) -> dict[str, Any]:
    return {
        "subject": draft.subject or _("Belum berjudul"),
        "saved": moment_parts(draft.saved_at, this_desk().timezone),
        "href": url_for("portal.continue_report", draft_id=draft.id),
        "remove": url_for("portal.discard_report", draft_id=draft.id),
    }


@pages.get("/lapor/<uuid:draft_id>")
@login_required
def continue_report(draft_id: UUID) -> Answer:
    """Go on where the reporter stopped."""
    return see_other(page_of(own_draft(draft_id).first_missing, draft_id))


@pages.post("/lapor/<uuid:draft_id>/hapus")
@login_required
def discard_report(draft_id: UUID) -> Answer:
    """Throw an unfinished report away."""
    discard_draft(signed_in().id, draft_id)
    flash(_("Laporan yang belum dikirim itu sudah dihapus."), "success")
    return see_other(url_for("portal.start_report"))


@pages.route("/lapor/<uuid:draft_id>/kategori", methods=["GET", "POST"])
@login_required
def report_category(draft_id: UUID) -> Answer:
    """Choose a group of complaints."""
    draft = draft_at(draft_id, Part.CATEGORY)
    held = draft.fields(Part.CATEGORY)
    form = make_form(CategoryForm, data={"chosen": held.get("main")})
    categories = this_desk().categories
    form.chosen.choices = [SelectChoice(str(one.id), one.name) for one in categories]
    if form.validate_on_submit():
        main = form.chosen.data
        same = main == held.get("main")
        chosen = {"main": main, "sub": held.get("sub", "") if same else ""}
        has_subs = bool(_subs(main))
        done = not has_subs or (same and Part.CATEGORY.value in draft.done)
        save_part(signed_in().id, draft_id, Part.CATEGORY, chosen, done=done)
        if has_subs:
            way = flag(is_changing())
            return see_other(url_for("portal.report_subcategory", draft_id=draft_id, **way))
        return onward(Part.CATEGORY, draft_id)
    hints = {str(one.id): _about(one) for one in categories}
    return step_page("category", Part.CATEGORY, draft, form=form, hints=hints)


@pages.route("/lapor/<uuid:draft_id>/subkategori", methods=["GET", "POST"])
@login_required
def report_subcategory(draft_id: UUID) -> Answer:
    """Choose a kind within the group."""
    draft = draft_at(draft_id, Part.CATEGORY)
    held = draft.fields(Part.CATEGORY)
    main = this_desk().category(str(held.get("main")))
    if main is None or not main.subs:
        return see_other(page_of(Part.CATEGORY, draft_id, changing=is_changing()))
    form = make_form(CategoryForm, data={"chosen": held.get("sub")})
    form.chosen.label.text = _("Yang mana paling sesuai?")
    form.chosen.choices = [SelectChoice(str(one.id), one.name) for one in main.subs]
    if form.validate_on_submit():
        chosen = {"main": str(main.id), "sub": form.chosen.data}
        save_part(signed_in().id, draft_id, Part.CATEGORY, chosen, done=True)
        return onward(Part.CATEGORY, draft_id)
    return step_page(
        "subcategory",
        Part.CATEGORY,
        draft,
        form=form,
        main=main.name,
        up=page_of(Part.CATEGORY, draft_id, changing=is_changing()),
        hints={str(one.id): one.hint for one in main.subs if one.hint},
    )


def _subs(main: str) -> tuple[CategoryShown, ...]:
    category = this_desk().category(main)
    return category.subs if category else ()


def _about(category: CategoryShown) -> str:
    """What a group holds: its own words, or the names of what is in it."""
    return category.hint or ", ".join(one.name for one in category.subs)


@pages.route("/lapor/<uuid:draft_id>/kejadian", methods=["GET", "POST"])
@login_required
def report_event(draft_id: UUID) -> Answer:
    """Tell what happened."""
    draft = draft_at(draft_id, Part.EVENT)
    form = make_form(EventForm, data=dict(draft.fields(Part.EVENT)))
    if form.is_submitted():
        is_valid = form.validate()
        typed = {name: form[name].data for name in ("subject", "narrative", "happened", "place")}
        save_part(signed_in().id, draft_id, Part.EVENT, typed, done=is_valid)
        if is_valid:
            return onward(Part.EVENT, draft_id)
    limits = {"subject": LONGEST_SUBJECT, "narrative": LONGEST_NARRATIVE}
    places = names_offered(reading(), this_desk().agency_id)
    return step_page("event", Part.EVENT, draft, form=form, limits=limits, places=places)


@pages.route("/lapor/<uuid:draft_id>/kerahasiaan", methods=["GET", "POST"])
@login_required
def report_confidentiality(draft_id: UUID) -> Answer:
    """Choose whether the responding office may know the reporter's name."""
    draft = draft_at(draft_id, Part.CONFIDENTIALITY)
    form = make_form(ConfidentialityForm, data=dict(draft.fields(Part.CONFIDENTIALITY)))
    if form.validate_on_submit():
        chosen = {"identity": form.identity.data}
        save_part(signed_in().id, draft_id, Part.CONFIDENTIALITY, chosen, done=True)
        return onward(Part.CONFIDENTIALITY, draft_id)
    return step_page("confidentiality", Part.CONFIDENTIALITY, draft, form=form)

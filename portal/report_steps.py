"""The order of the report form's pages, and where to go from each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import flash, render_template, request, url_for
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import Form

from portal.pages import INPUT_WRONG, Answer, see_other, signed_in
from tanggap.domain.refusal import Refused
from tanggap.services.report_drafts import DraftShown, Part, filed_from, read_draft
from tanggap.services.transaction import reading

CHANGE = "ubah"
"""Query flag of a page that was reached by a change link of the last step."""


@dataclass(frozen=True, slots=True)
class Page:
    """One step: its view, and what it is called in the indicator."""

    endpoint: str
    title: object


PAGES: dict[Part, Page] = {
    Part.CATEGORY: Page("portal.report_category", _("Jenis laporan")),
    Part.EVENT: Page("portal.report_event", _("Kejadian")),
    Part.PERSONS: Page("portal.report_persons", _("Siapa")),
    Part.EVIDENCE: Page("portal.report_evidence", _("Bukti")),
    Part.CONFIDENTIALITY: Page("portal.report_confidentiality", _("Kerahasiaan")),
}
STEPS = len(PAGES) + 1
CHECK = "portal.report_check"


class Elsewhere(Exception):
    """The page cannot be shown now; carries where the reader belongs."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


def draft_at(draft_id: UUID, part: Part | None) -> DraftShown:
    """The visitor's draft, if ``part`` may be filled in now; None stands for the last page.

    What was sent for a part is taken in whatever else is missing: text is never turned away.

    Raises:
        Elsewhere: an earlier part is missing, or the report was filed already.
        Refused: ``draft-not-found``.
    """
    draft = own_draft(draft_id)
    if part is not None and request.method == "POST":
        return draft
    missing = draft.first_missing
    order = list(Part)
    if missing is not None and (part is None or order.index(missing) < order.index(part)):
        raise Elsewhere(page_of(missing, draft_id))
    return draft


def own_draft(draft_id: UUID) -> DraftShown:
    """The visitor's draft.

    Raises:
        Elsewhere: it was filed already; the address is its receipt.
        Refused: ``draft-not-found``.
    """
    account = signed_in()
    try:
        return read_draft(reading(), account.id, draft_id)
    except Refused:
        report_id = filed_from(reading(), account.id, draft_id)
        if report_id is None:
            raise
        if request.method == "POST" and request.endpoint != CHECK:
            flash(_("Laporan ini sudah terkirim. Kirim tambahannya lewat pesan."), "info")
        raise Elsewhere(url_for("portal.receipt", report_id=report_id)) from None


def page_of(part: Part | None, draft_id: UUID, *, changing: bool = False) -> str:
    """The address of a part's page; None is the page with all answers."""
    endpoint = CHECK if part is None else PAGES[part].endpoint
    return url_for(endpoint, draft_id=draft_id, **flag(changing))


def flag(changing: bool) -> dict[str, Any]:
    """The query that keeps a reader who came to change one answer on the way back."""
    return {CHANGE: 1} if changing else {}


def is_changing() -> bool:
    """Whether the reader came here from the last page, to change one answer."""
    return CHANGE in request.args


def onward(part: Part, draft_id: UUID) -> Response:
    """To the next part, or back to the last page for who came from there."""
    order = list(Part)
    place = order.index(part) + 1
    after = order[place] if place < len(order) and not is_changing() else None
    return see_other(page_of(after, draft_id))


def back_from(part: Part, draft_id: UUID) -> str:
    """Where "back" leads from a part's page."""
    if is_changing():
        return page_of(None, draft_id)
    place = list(Part).index(part)
    return page_of(list(Part)[place - 1], draft_id) if place else url_for("portal.start_report")


def step_number(part: Part) -> int:
    """The number of a part's page in "step 2 of 6"."""
    return list(Part).index(part) + 1


def step_page(
    template: str,
    part: Part,
    draft: DraftShown,
    *,
    form: Form | None = None,
    faults: Sequence[Mapping[str, str]] = (),
    **context: Any,
) -> Answer:
    """Render a step with what every step has: indicator, back link, quick exit.

    Args:
        form: whose errors the summary lists.
        faults: further lines for the summary.
    """
    page = render_template(
        f"portal/report/{template}.html",
        draft=draft,
        form=form,
        problems=faults,
        back=back_from(part, draft.id),
        step=step_number(part),
        steps=STEPS,
        step_title=PAGES[part].title,
        **context,
    )
    is_wrong = bool(faults) or bool(form is not None and form.errors)
    return page, INPUT_WRONG if is_wrong else 200

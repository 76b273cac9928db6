"""The page that asks whom a report concerns: one person or several, or nobody who can be named."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from flask import request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from portal.pages import Answer, pages, see_other, signed_in
from portal.parking import login_required, restored_fields
from portal.report_forms import PersonForm, UnknownPersonForm, person_forms
from portal.report_steps import draft_at, is_changing, onward, page_of, step_page
from portal.widgets import list_form_errors
from tanggap.services.report_drafts import MOST_PERSONS, DraftShown, Part, save_part

Fault = dict[str, str]


@pages.route("/lapor/<uuid:draft_id>/terlapor", methods=["GET", "POST"])
@login_required
def report_persons(draft_id: UUID) -> Answer:
    """Say whom the report concerns; the buttons "add" and "remove" only change the page."""
    draft = draft_at(draft_id, Part.PERSONS)
    sent = restored_fields() if request.method == "GET" else request.form
    if sent is None:
        held = draft.fields(Part.PERSONS)
        stored = held.get("persons", ())
        nobody = UnknownPersonForm(data={"unknown": held.get("unknown", False)})
        return _persons_page(draft, person_forms(stored, None, len(stored)), nobody, [])
    nobody = UnknownPersonForm(formdata=sent)
    forms = person_forms((), sent, _persons_in(sent))
    if request.method == "GET":
        return _persons_page(draft, forms, nobody, [])
    typed = [form.typed for form in forms]
    is_unknown = bool(nobody.unknown.data)
    changes_page = "remove" in sent or "add" in sent
    faults = [] if changes_page else _faults(forms, is_unknown=is_unknown)
    persons = _with_one_more_or_less(typed, sent) if changes_page else typed
    fields = {"persons": persons, "unknown": is_unknown}
    is_done = not faults and not changes_page
    save_part(signed_in().id, draft_id, Part.PERSONS, fields, done=is_done)
    if changes_page:
        return see_other(page_of(Part.PERSONS, draft_id, changing=is_changing()))
    if faults:
        return _persons_page(draft, forms, nobody, faults)
    return onward(Part.PERSONS, draft_id)


def _persons_page(
    draft: DraftShown, forms: list[PersonForm], nobody: UnknownPersonForm, faults: list[Fault]
) -> Answer:
    return step_page(
        "persons",
        Part.PERSONS,
        draft,
        faults=faults,
        forms=forms,
        nobody=nobody,
        has_room=len(forms) < MOST_PERSONS,
    )


def _persons_in(sent: Iterable[str]) -> int:
    """How many person forms the fields belong to; gaps between them do not matter."""
    places = (name.removeprefix("person").partition("-")[0] for name in sent)
    return (
        max((int(place) for place in places if place.isdecimal() and len(place) < 3), default=0) + 1
    )


def _with_one_more_or_less(
    typed: list[dict[str, str]], sent: MultiDict[str, str]
) -> list[dict[str, str]]:
    unwanted = sent.get("remove", "")
    kept = [person for place, person in enumerate(typed) if str(place) != unwanted]
    if "add" in sent and len(kept) < MOST_PERSONS:
        kept.append({})
    return kept


def _faults(forms: list[PersonForm], *, is_unknown: bool) -> list[Fault]:
    """What is wrong, for the error summary; a form left empty is no fault."""
    filled = [form for form in forms if not form.is_empty]
    if is_unknown and filled:
        text = _("Hapus centang, atau kosongkan isian orangnya")
        return [{"text": text, "href": "#unknown"}]
    if is_unknown:
        return []
    if not filled:
        text = _("Tulis siapa yang Anda laporkan, atau centang bahwa Anda tidak tahu")
        return [{"text": text, "href": "#person0-name"}]
    return [
        dict(error) for form in filled if not form.validate() for error in list_form_errors(form)
    ]

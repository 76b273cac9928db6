"""Arrange a desk's answer templates: named texts whose placeholders are checked when written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tanggap.domain.answer_templates import SPECIMEN, check_placeholders, fill
from tanggap.domain.procedure import ActorKind, FieldKind, Procedure
from tanggap.domain.refusal import Refused
from tanggap.services.administration.acting import (
    Acting,
    administering,
    change,
    known,
    line,
    locked,
    looking,
    note,
    paragraph,
)
from tanggap.services.house import now
from tanggap.services.knowledge.entries import category_of
from tanggap.services.procedure_catalogue import procedure_of
from tanggap.storage.database import new_id
from tanggap.storage.knowledge import AnswerTemplate
from tanggap.storage.organisation import Desk

LONGEST_BODY = 5_000
MOST_TEMPLATES = 500


@dataclass(frozen=True, slots=True)
class Place:
    """An action with a field for a text, where a template can be offered."""

    step: str
    number: str
    activity: str
    action: str
    label: str


def list_templates(acting: Acting, desk_id: UUID) -> Sequence[AnswerTemplate]:
    """Every template of a desk by name, closed ones too.

    Raises:
        Refused: ``desk-not-found``.
    """
    session = looking(acting)
    known(session, acting, Desk, desk_id)
    return session.scalars(
        select(AnswerTemplate)
        .where(AnswerTemplate.desk_id == desk_id)
        .order_by(AnswerTemplate.name, AnswerTemplate.id)
        .limit(MOST_TEMPLATES)
        .options(joinedload(AnswerTemplate.category))
    ).all()


def places_of_desk(acting: Acting, desk_id: UUID) -> list[Place]:
    """Where templates can be offered: actions of officers that ask for a long text.

    Raises:
        Refused: ``desk-not-found``.
    """
    session = looking(acting)
    desk = known(session, acting, Desk, desk_id)
    return _places(procedure_of(session, desk.procedure_version_id))


def get_template(acting: Acting, template_id: UUID) -> AnswerTemplate:
    """One template.

    Raises:
        Refused: ``template-not-found``.
    """
    return known(looking(acting), acting, AnswerTemplate, template_id)


def create_template(acting: Acting, desk_id: UUID, given: Mapping[str, Any]) -> AnswerTemplate:
    """Add a template.

    Raises:
        Refused: ``desk-not-found``, ``template-name-taken``, ``template-place-unknown``,
            ``placeholder-unknown``, ``category-not-found``, ``text-missing``, ``text-too-long``.
    """
    at = now()
    with administering(acting) as session:
        desk = known(session, acting, Desk, desk_id)
        template = AnswerTemplate(
            id=new_id(),
            agency_id=acting.agency_id,
            desk_id=desk.id,
            updated_at=at,
            is_active=True,
            version=1,
            step=None,
            action=None,
        )
        values = _values(session, acting, desk, template, given)
        for name, value in values.items():
            setattr(template, name, value)
        session.add(template)
        session.flush()
        after = {"desk_id": desk.id, **values}
        note(
            session,
            acting,
            "answer_template_created",
            "answer_template",
            template.id,
            at,
            after=after,
        )
        return template


def change_template(
    acting: Acting, template_id: UUID, decided_on: int, given: Mapping[str, Any]
) -> AnswerTemplate:
    """Change what is named in ``given``; the rest stays.

    Raises:
        Refused: as :func:`create_template`, and ``template-not-found``, ``version-outdated``.
    """
    at = now()
    with administering(acting) as session:
        template = locked(session, acting, AnswerTemplate, template_id, decided_on)
        desk = known(session, acting, Desk, template.desk_id)
        wanted = _values(session, acting, desk, template, given)
        if "is_active" in given:
            wanted["is_active"] = bool(given["is_active"])
        if change(session, acting, template, wanted, "answer_template_changed", at):
            template.updated_at = at
        return template


def remove_template(acting: Acting, template_id: UUID, decided_on: int) -> None:
    """Delete a template; answers written with it stay as they are.

    Raises:
        Refused: ``template-not-found``, ``version-outdated``.
    """
    at = now()
    with administering(acting) as session:
        template = locked(session, acting, AnswerTemplate, template_id, decided_on)
        before = {
            "desk_id": template.desk_id,
            "name": template.name,
            "step": template.step,
            "action": template.action,
            "category_id": template.category_id,
            "body": template.body,
        }
        session.delete(template)
        note(
            session,
            acting,
            "answer_template_removed",
            "answer_template",
            template.id,
            at,
            before=before,
        )


def preview_template(acting: Acting, desk_id: UUID, body: str) -> str:
    """The text filled with the facts of a report that never was.

    Raises:
        Refused: ``desk-not-found``, ``placeholder-unknown``, ``text-missing``, ``text-too-long``.
    """
    desk = known(looking(acting), acting, Desk, desk_id)
    return fill(_body(body), {**SPECIMEN, "nama_layanan": desk.name})


def _values(
    session: Session,
    acting: Acting,
    desk: Desk,
    template: AnswerTemplate,
    given: Mapping[str, Any],
) -> dict[str, object]:
    values: dict[str, object] = {}
    if "name" in given:
        values["name"] = _free_name(session, template, given["name"])
    if "body" in given:
        values["body"] = _body(given["body"])
    if "category_id" in given:
        values["category_id"] = category_of(session, acting, desk.id, given["category_id"])
    if "step" in given or "action" in given:
        step = given.get("step", template.step)
        action = given.get("action", template.action)
        _check_place(procedure_of(session, desk.procedure_version_id), step, action)
        values["step"], values["action"] = step, action
    return values


def _body(typed: str) -> str:
    body = paragraph("body", typed, longest=LONGEST_BODY, may_be_empty=False)
    check_placeholders(body)
    return body


def _free_name(session: Session, template: AnswerTemplate, typed: str) -> str:
    name = line("name", typed)
    taken = session.scalar(
        select(AnswerTemplate.id).where(
            AnswerTemplate.desk_id == template.desk_id,
            AnswerTemplate.name == name,
            AnswerTemplate.id != template.id,
        )
    )
    if taken is not None:
        raise Refused("template-name-taken", field="name", taken=name)
    return name


def _check_place(procedure: Procedure, step: str | None, action: str | None) -> None:
    if step is None and action is None:
        return
    fits = [
        place
        for place in _places(procedure)
        if place.step == step and action in (None, place.action)
    ]
    if not fits:
        raise Refused("template-place-unknown", field="action" if action else "step")


def _places(procedure: Procedure) -> list[Place]:
    return [
        Place(step.id, step.number, step.activity, action.id, action.label)
        for step in procedure.steps
        if procedure.actor_of(step).kind in (ActorKind.TEAM, ActorKind.UNIT_TEAM)
        for action in step.actions
        if any(one.kind is FieldKind.LONG_TEXT for one in action.asks)
    ]

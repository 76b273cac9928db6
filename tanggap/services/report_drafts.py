"""Keep a report while it is being written on the portal: step by step, exactly as typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from tanggap.domain.refusal import Refused
from tanggap.services.evidence import KeptFile, record_files
from tanggap.services.filing import Content, PersonNamed
from tanggap.services.house import house
from tanggap.services.transaction import transaction
from tanggap.storage.accounts import Account
from tanggap.storage.database import new_id
from tanggap.storage.identity import reporter_of_account
from tanggap.storage.prepared import Prepared
from tanggap.storage.reports import Report, Reporter
from tanggap.storage.tasks import ReportDraft

MOST_DRAFTS = 5
"""Reports one account may be writing at the same time."""
MOST_PERSONS = 10


class Part(StrEnum):
    """What a draft is made of, in the order it is asked; the value is its key in the row."""

    CATEGORY = "category"
    EVENT = "event"
    PERSONS = "persons"
    EVIDENCE = "evidence"
    CONFIDENTIALITY = "confidentiality"


@dataclass(frozen=True, slots=True)
class DraftShown:
    """A draft as its pages need it.

    Attributes:
        typed: the fields of each part, as typed.
        done: parts that were accepted.
        keys: what each of ``files`` is taken out by.
        reporter_id: who would file it; None where it was not asked for.
    """

    id: UUID
    desk_id: UUID
    typed: Mapping[str, Mapping[str, Any]]
    done: frozenset[str]
    files: tuple[KeptFile, ...]
    keys: tuple[str, ...]
    saved_at: datetime
    reporter_id: UUID | None = None

    def fields(self, part: Part) -> Mapping[str, Any]:
        """What was typed in ``part``; empty when it was not seen yet."""
        return self.typed.get(part.value, {})

    @property
    def subject(self) -> str:
        """The title given to it so far."""
        return str(self.fields(Part.EVENT).get("subject", "")).strip()

    @property
    def first_missing(self) -> Part | None:
        """The first part that still has to be filled in; None when all are."""
        return next((part for part in Part if part.value not in self.done), None)


def begin_draft(account_id: UUID, desk_id: UUID, agency_id: UUID) -> UUID:
    """Start a report; returns the draft's id, which becomes the key of its submission.

    A draft in which nothing was typed yet is given again, so that two clicks begin one report.

    Raises:
        Refused: ``reporter-not-found`` for an officer's account that never registered as a
            reporter; ``too-many-drafts`` (limit) when the account writes as many as it may.
    """
    with transaction() as session:
        session.execute(select(Account.id).where(Account.id == account_id).with_for_update())
        if reporter_of_account(session, account_id) is None:
            raise Refused("reporter-not-found")
        held = drafts_of(session, account_id)
        untouched = next((draft.id for draft in held if not draft.typed), None)
        if untouched is not None:
            return untouched
        if len(held) >= MOST_DRAFTS:
            raise Refused("too-many-drafts", limit=MOST_DRAFTS)
        draft_id = new_id()
        session.add(
            ReportDraft(
                id=draft_id,
                agency_id=agency_id,
                desk_id=desk_id,
                account_id=account_id,
                typed={},
                files=[],
            )
        )
        return draft_id


def drafts_of(session: Session, account_id: UUID) -> list[DraftShown]:
    """The reports this account is writing, the last touched first."""
    rows = session.scalars(
        select(ReportDraft)
        .where(ReportDraft.account_id == account_id)
        .order_by(ReportDraft.saved_at.desc(), ReportDraft.id.desc())
        .limit(MOST_DRAFTS)
    )
    return [_shown(row) for row in rows]


_DRAFT = Prepared(
    select(
        ReportDraft.id,
        ReportDraft.desk_id,
        ReportDraft.typed,
        ReportDraft.files,
        ReportDraft.saved_at,
        Reporter.id.label("reporter_id"),
    )
    .outerjoin(Reporter, Reporter.account_id == ReportDraft.account_id)
    .where(ReportDraft.id == bindparam("draft"), ReportDraft.account_id == bindparam("account"))
)


def read_draft(session: Session, account_id: UUID, draft_id: UUID) -> DraftShown:
    """One draft of this account.

    Raises:
        Refused: ``draft-not-found``, also when it is somebody else's.
    """
    found = _DRAFT.first(session, draft=draft_id, account=account_id)
    if found is None:
        raise Refused("draft-not-found")
    return _shown(found, found.reporter_id)


def _shown(draft: Any, reporter_id: UUID | None = None) -> DraftShown:
    return DraftShown(
        id=draft.id,
        desk_id=draft.desk_id,
        typed={name: part.get("fields", {}) for name, part in draft.typed.items()},
        done=frozenset(name for name, part in draft.typed.items() if part.get("done")),
        files=tuple(KeptFile.from_json(file) for file in draft.files),
        keys=tuple(str(file["key"]) for file in draft.files),
        saved_at=draft.saved_at,
        reporter_id=reporter_id,
    )


def save_part(
    account_id: UUID, draft_id: UUID, part: Part, fields: Mapping[str, Any], *, done: bool
) -> None:
    """Keep what was typed in one part, accepted or not; other parts stay as they are.

    Raises:
        Refused: ``draft-not-found``.
    """
    with transaction() as session:
        draft = _locked(session, account_id, draft_id)
        draft.typed = {**draft.typed, part.value: {"fields": _storable(fields), "done": done}}


def add_files(account_id: UUID, draft_id: UUID, files: Iterable[KeptFile]) -> int:
    """Add inspected files to the draft, as many as there is room for.

    The same content twice is kept once.

    Returns:
        How many were left out because the draft is full.

    Raises:
        Refused: ``draft-not-found``.
    """
    limit = house().settings.max_files
    with transaction() as session:
        draft = _locked(session, account_id, draft_id)
        held = list(draft.files)
        fresh, left_out = [], 0
        for file in files:
            if any(one["sha256"] == file.sha256 for one in held):
                continue
            if len(held) >= limit:
                left_out += 1
                continue
            held.append({"key": new_id().hex, **file.to_json()})
            fresh.append(file)
        record_files(session, fresh)
        draft.files = held
        return left_out


def remove_file(account_id: UUID, draft_id: UUID, key: str) -> str | None:
    """Take one file out again; a second call changes nothing.

    Returns:
        The file's name, or None when it was not there.

    Raises:
        Refused: ``draft-not-found``.
    """
    with transaction() as session:
        draft = _locked(session, account_id, draft_id)
        gone = next((file for file in draft.files if file["key"] == key), None)
        draft.files = [file for file in draft.files if file["key"] != key]
        return str(gone["name"]) if gone else None


def discard_draft(account_id: UUID, draft_id: UUID) -> None:
    """Throw a draft away; a second call changes nothing."""
    with transaction() as session:
        session.execute(
            delete(ReportDraft).where(
                ReportDraft.id == draft_id, ReportDraft.account_id == account_id
            )
        )


def filed_from(session: Session, account_id: UUID, draft_id: UUID) -> UUID | None:
    """The report that this account filed from the draft, or None."""
    return session.scalar(
        select(Report.id)
        .join(Reporter, Reporter.id == Report.reporter_id)
        .where(Report.submission_key == draft_id, Reporter.account_id == account_id)
    )


def content_of(draft: DraftShown) -> Content:
    """What the finished draft says, ready to be filed.

    Raises:
        Refused: ``category-unknown`` when no category was chosen.
    """
    event, persons = draft.fields(Part.EVENT), draft.fields(Part.PERSONS)
    return Content(
        category_id=_category_id(draft.fields(Part.CATEGORY)),
        subject=str(event.get("subject", "")),
        narrative=str(event.get("narrative", "")),
        happened=str(event.get("happened", "")),
        place=str(event.get("place", "")),
        is_confidential=draft.fields(Part.CONFIDENTIALITY).get("identity") == "hidden",
        persons=() if persons.get("unknown") else tuple(map(_named, persons.get("persons", ()))),
        evidence=tuple(file.as_evidence() for file in draft.files),
    )


def _category_id(fields: Mapping[str, Any]) -> UUID:
    try:
        return UUID(str(fields.get("sub") or fields.get("main")))
    except ValueError:
        raise Refused("category-unknown") from None


def _named(typed: Mapping[str, Any]) -> PersonNamed:
    digits = "".join(sign for sign in str(typed.get("nip", "")) if sign in "0123456789")
    return PersonNamed(
        name=str(typed.get("name", "")),
        unit_name=str(typed.get("unit_name", "")),
        position=str(typed.get("position", "")),
        nip=digits or None,
    )


def _locked(session: Session, account_id: UUID, draft_id: UUID) -> ReportDraft:
    draft = session.scalars(
        select(ReportDraft)
        .where(ReportDraft.id == draft_id, ReportDraft.account_id == account_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if draft is None:
        raise Refused("draft-not-found")
    return draft


def _storable(value: Any) -> Any:
    """``value`` without what PostgreSQL cannot hold in JSON: NUL and half surrogate pairs."""
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode()
    if isinstance(value, Mapping):
        return {str(name): _storable(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_storable(one) for one in value]
    return value

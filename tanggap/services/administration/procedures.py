"""Keep the agency's procedure versions; desks choose which of them is in force."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, load_only

from tanggap.domain.linter import Finding, lint
from tanggap.domain.policy import Permission
from tanggap.domain.procedure import Procedure
from tanggap.domain.procedure_faults import Fault
from tanggap.domain.refusal import Refused
from tanggap.services.administration.acting import Acting, administering, looking, note
from tanggap.services.administration.procedure_comparison import Comparison, compare
from tanggap.services.fault_texts import fault_sentence
from tanggap.services.house import now
from tanggap.services.procedure_catalogue import procedure_of
from tanggap.services.procedure_loading import store_version
from tanggap.storage.organisation import Desk
from tanggap.storage.procedure_files import LoadedProcedure, read_procedure
from tanggap.storage.procedures import ProcedureVersion

MOST_VERSIONS = 500
MOST_LINES = 50
"""How many faulty lines of a refused file the audit log names."""


@dataclass(frozen=True, slots=True)
class DeskNamed:
    """A desk where a version is in force."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class VersionEntry:
    """A stored version and the desks where it is in force."""

    version: ProcedureVersion
    desks: Sequence[DeskNamed]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a procedure file, in words.

    Attributes:
        severity: error (a fault, or a finding that a reviewer sends back) or warning.
        acknowledged: the file itself says why it is so (``source_note``).
    """

    line: int
    code: str
    sentence: str
    severity: str = "error"
    acknowledged: bool = False


@dataclass(frozen=True, slots=True)
class WholeVersion:
    """A version to read: the file, the procedure it describes, and what a reviewer would say."""

    entry: VersionEntry
    procedure: Procedure
    remarks: Sequence[Remark]


@dataclass(frozen=True, slots=True)
class Check:
    """What is wrong with a file that is not stored yet.

    Attributes:
        procedure: None when the file cannot run; ``faults`` then says why.
        is_stored: this very text is stored already.
        next_version: the number a new version of this procedure should carry.
    """

    procedure: Procedure | None
    faults: Sequence[Remark]
    remarks: Sequence[Remark] = ()
    is_stored: bool = False
    next_version: int | None = None


def list_versions(acting: Acting) -> Sequence[VersionEntry]:
    """Every stored version, by procedure, newest first; two queries."""
    session = looking(acting, Permission.SEE_PROCEDURES)
    rows = session.scalars(
        select(ProcedureVersion)
        .where(ProcedureVersion.agency_id == acting.agency_id)
        .options(
            load_only(
                ProcedureVersion.name,
                ProcedureVersion.version,
                ProcedureVersion.title,
                ProcedureVersion.sha256,
                ProcedureVersion.loaded_at,
            )
        )
        .order_by(ProcedureVersion.name, ProcedureVersion.version.desc())
        .limit(MOST_VERSIONS)
    ).all()
    return _entries(session, acting, rows)


def get_version(acting: Acting, version_id: UUID) -> WholeVersion:
    """One version to read.

    Raises:
        Refused: ``procedure-unknown``.
    """
    session = looking(acting, Permission.SEE_PROCEDURES)
    row = _version(session, acting, version_id)
    procedure = procedure_of(session, row.id)
    entry = _entries(session, acting, [row])[0]
    return WholeVersion(entry, procedure, _remarks(_as_written(row, procedure), now().date()))


def _as_written(row: ProcedureVersion, procedure: Procedure) -> Procedure:
    """The version as its file says it, which knows the lines that what is stored has forgotten."""
    try:
        return read_procedure(row.source).procedure
    except Refused:  # written before a rule of the format that came later
        return procedure


def compare_versions(acting: Acting, old_id: UUID, new_id: UUID) -> Comparison:
    """What changed from one stored version to another.

    Raises:
        Refused: ``procedure-unknown``.
    """
    session = looking(acting, Permission.SEE_PROCEDURES)
    old, new = _version(session, acting, old_id), _version(session, acting, new_id)
    return compare(procedure_of(session, old.id), procedure_of(session, new.id))


def check_source(acting: Acting, source: str) -> Check:
    """Say what is wrong with a file without storing it."""
    session = looking(acting)
    try:
        loaded = read_procedure(source)
    except Refused as refusal:
        return Check(None, _faults(refusal))
    procedure = loaded.procedure
    stored = session.execute(
        select(ProcedureVersion.version, ProcedureVersion.sha256).where(
            ProcedureVersion.agency_id == acting.agency_id,
            ProcedureVersion.name == procedure.name,
        )
    ).all()
    return Check(
        procedure=procedure,
        faults=(),
        remarks=_remarks(procedure, now().date()),
        is_stored=any(sha256 == loaded.sha256 for _, sha256 in stored),
        next_version=max((version for version, _ in stored), default=0) + 1,
    )


def upload_version(acting: Acting, source: str) -> VersionEntry:
    """Store a new version; it comes into force where a desk chooses it.

    The same text again gives the version that is there.

    Raises:
        Refused: ``procedure-broken`` with ``lines``: line, code and sentence of each fault;
            ``procedure-version-changed`` for another text under a number that is taken;
            ``procedure-version-behind`` for a number below the newest. All are audited.
    """
    with _refusals_kept(acting, source):
        loaded = _loaded(source)
        with administering(acting) as session:
            return _stored(session, acting, loaded, now())


def _stored(
    session: Session, acting: Acting, loaded: LoadedProcedure, at: datetime
) -> VersionEntry:
    newest = _newest(session, acting, loaded.procedure.name)
    is_new = not _is_stored(session, acting, loaded)
    row = store_version(session, acting.agency_id, loaded)
    if is_new and newest is not None and row.version < newest:
        raise Refused("procedure-version-behind", newest=newest, version=row.version)
    if is_new:
        after = {
            "name": row.name,
            "version": row.version,
            "title": row.title,
            "sha256": row.sha256,
        }
        note(session, acting, "procedure_stored", "procedure_version", row.id, at, after=after)
    return _entries(session, acting, [row])[0]


@contextmanager
def _refusals_kept(acting: Acting, source: str) -> Iterator[None]:
    """Write down that a file was refused, and where it is wrong; it is known by its hash."""
    try:
        yield
    except Refused as refusal:
        if refusal.code.startswith("procedure-"):
            kept = {"code": refusal.code, "lines": _lines_of(refusal)}
            file = hashlib.sha256(source.encode(errors="surrogatepass")).hexdigest()
            with administering(acting) as session:
                note(
                    session,
                    acting,
                    "procedure_refused",
                    "procedure_version",
                    file,
                    now(),
                    after=kept,
                )
        raise


def _lines_of(refusal: Refused) -> list[int]:
    found = refusal.facts.get("lines", ())
    lines = [one["line"] for one in found] if isinstance(found, list) else []
    return sorted({*lines})[:MOST_LINES]


def _loaded(source: str) -> LoadedProcedure:
    try:
        return read_procedure(source)
    except Refused as refusal:
        lines = [
            {"line": one.line, "code": one.code, "sentence": one.sentence}
            for one in _faults(refusal)
        ]
        facts = {**refusal.facts, "lines": lines, "field": "source"}
        raise Refused(refusal.code, **facts) from None


def _faults(refusal: Refused) -> list[Remark]:
    faults = refusal.facts.get("faults", ())
    return [
        Remark(fault.line, fault.code, fault_sentence(fault))
        for fault in (faults if isinstance(faults, list | tuple) else ())
        if isinstance(fault, Fault)
    ]


def _remarks(procedure: Procedure, today: date) -> list[Remark]:
    return [_remark(finding) for finding in lint(procedure, today)]


def _remark(finding: Finding) -> Remark:
    return Remark(
        line=finding.line,
        code=finding.code,
        sentence=fault_sentence(finding),
        severity=finding.severity.value,
        acknowledged=finding.acknowledged,
    )


def _version(session: Session, acting: Acting, version_id: UUID) -> ProcedureVersion:
    row = session.get(ProcedureVersion, version_id)
    if row is None or row.agency_id != acting.agency_id:
        raise Refused("procedure-unknown", version=str(version_id))
    return row


def _newest(session: Session, acting: Acting, name: str) -> int | None:
    return session.scalar(
        select(func.max(ProcedureVersion.version)).where(
            ProcedureVersion.agency_id == acting.agency_id, ProcedureVersion.name == name
        )
    )


def _is_stored(session: Session, acting: Acting, loaded: LoadedProcedure) -> bool:
    found = session.scalar(
        select(ProcedureVersion.id).where(
            ProcedureVersion.agency_id == acting.agency_id,
            ProcedureVersion.name == loaded.procedure.name,
            ProcedureVersion.version == loaded.procedure.version,
        )
    )
    return found is not None


def _entries(
    session: Session, acting: Acting, rows: Sequence[ProcedureVersion]
) -> list[VersionEntry]:
    found: dict[UUID, list[DeskNamed]] = {}
    for desk_id, name, version_id in session.execute(
        select(Desk.id, Desk.name, Desk.procedure_version_id)
        .where(Desk.agency_id == acting.agency_id)
        .order_by(Desk.name)
    ):
        found.setdefault(version_id, []).append(DeskNamed(desk_id, name))
    return [VersionEntry(row, found.get(row.id, [])) for row in rows]

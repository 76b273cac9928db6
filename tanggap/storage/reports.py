"""Rows of reports and what is said in them: reporters, reports, persons reported, responses."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Computed, ForeignKey, Index, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tanggap.storage.database import AgencyId, Base, RowId
from tanggap.storage.files import StoredFile
from tanggap.storage.organisation import Category, Desk, Unit
from tanggap.storage.procedures import ProcedureVersion


class Reporter(Base):
    """Who filed (*pelapor*); read only through ``storage.identity``.

    ``kind`` is citizen or asn; ``nik`` or ``nip`` accordingly.
    """

    __tablename__ = "reporter"
    __table_args__ = (
        Index("ix_reporter_account_id", "account_id", unique=True),
        Index("ix_reporter_agency_id_nik", "agency_id", "nik"),
        Index("ix_reporter_agency_id_nip", "agency_id", "nip"),
    )

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    kind: Mapped[str]
    name: Mapped[str]
    nik: Mapped[str | None]
    nip: Mapped[str | None]
    address: Mapped[str] = mapped_column(server_default=text("''"))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    version: Mapped[int] = mapped_column(server_default=text("1"))
    contacts: Mapped[list[ReporterContact]] = relationship(cascade="all, delete-orphan")


class ReporterContact(Base):
    """One way to reach a reporter: e-mail, phone, a channel's own id."""

    __tablename__ = "reporter_contact"
    __table_args__ = (
        Index("ix_reporter_contact_kind_value", "agency_id", "kind", "value"),
        UniqueConstraint("reporter_id", "kind", "value"),
    )

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    reporter_id: Mapped[UUID] = mapped_column(ForeignKey("reporter.id", ondelete="CASCADE"))
    kind: Mapped[str]
    value: Mapped[str]


class Report(Base):
    """What a reporter filed (*laporan*), and where it stands in its procedure.

    Attributes:
        number: register number, for example ``NKK-2026-00012``.
        case_state: what the engine keeps between actions (facts, counts, arrivals, forks).
        version: grows with every change; the ETag of the report.
        submission_key: the form it came from, so that a double click files one report.
        pseudonym: how a confidential reporter is called inside the house.
        state: open, waiting (for the reporter) or closed.
        place_id: the place of the gazetteer that ``place``, as it was typed, means.
    """

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("agency_id", "number"),
        Index("ix_report_desk_id_filed_at_id", "desk_id", text("filed_at DESC"), text("id DESC")),
        Index(
            "ix_report_reporter_id_filed_at_id",
            "reporter_id",
            text("filed_at DESC"),
            text("id DESC"),
        ),
        Index("ix_report_category_id", "category_id"),
        Index(
            "ix_report_desk_id_closed_at",
            "desk_id",
            "closed_at",
            postgresql_where=text("closed_at IS NOT NULL"),
        ),
        Index(
            "ix_report_open_desk_id_filed_at_id",
            "desk_id",
            text("filed_at DESC"),
            text("id DESC"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index("ix_report_words", "words", postgresql_using="gin"),
        Index(
            "ix_report_place_id_filed_at_id",
            "place_id",
            text("filed_at DESC"),
            text("id DESC"),
            postgresql_where=text("place_id IS NOT NULL"),
        ),
        Index(
            "ix_report_overall_due_at",
            "overall_due_at",
            postgresql_where=text("closed_at IS NULL AND overall_due_at IS NOT NULL"),
        ),
    )

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    desk_id: Mapped[UUID] = mapped_column(ForeignKey("desk.id"))
    procedure_version_id: Mapped[UUID] = mapped_column(ForeignKey("procedure_version.id"))
    reporter_id: Mapped[UUID] = mapped_column(ForeignKey("reporter.id"))
    category_id: Mapped[UUID] = mapped_column(ForeignKey("category.id"))
    number: Mapped[str]
    submission_key: Mapped[UUID] = mapped_column(unique=True)
    channel: Mapped[str]
    subject: Mapped[str]
    narrative: Mapped[str]
    happened: Mapped[str] = mapped_column(server_default=text("''"))
    place: Mapped[str] = mapped_column(server_default=text("''"))
    place_id: Mapped[UUID | None] = mapped_column(ForeignKey("place.id"))
    is_confidential: Mapped[bool]
    pseudonym: Mapped[str]
    classification: Mapped[str | None]
    state: Mapped[str]
    outcome: Mapped[str | None]
    case_state: Mapped[dict[str, Any]]
    filed_at: Mapped[datetime]
    overall_due_at: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    rating: Mapped[int | None]
    recorded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    version: Mapped[int] = mapped_column(server_default=text("1"))
    words: Mapped[Any] = mapped_column(
        TSVECTOR,
        Computed(
            "to_tsvector('indonesian', number || ' ' || subject || ' ' || narrative"
            " || ' ' || place)",
            persisted=True,
        ),
        deferred=True,
    )
    desk: Mapped[Desk] = relationship()
    category: Mapped[Category] = relationship()
    procedure_version: Mapped[ProcedureVersion] = relationship()
    subjects: Mapped[list[PersonReported]] = relationship(order_by="PersonReported.id")


class PersonReported(Base):
    """Whom an ethics report concerns (*terlapor*)."""

    __tablename__ = "person_reported"
    __table_args__ = (Index("ix_person_reported_report_id", "report_id"),)

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id"))
    name: Mapped[str]
    unit_name: Mapped[str] = mapped_column(server_default=text("''"))
    position: Mapped[str] = mapped_column(server_default=text("''"))
    nip: Mapped[str | None]


class Exclusion(Base):
    """An officer who must not see or handle a report, and why."""

    __tablename__ = "exclusion"
    __table_args__ = (Index("ix_exclusion_account_id", "account_id"),)

    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id"), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    agency_id: Mapped[AgencyId]
    reason: Mapped[str]  # person_reported, superior, recused, named_by_officer
    note: Mapped[str] = mapped_column(server_default=text("''"))
    since: Mapped[datetime]


class Unmasking(Base):
    """An officer lifted a confidential reporter's pseudonym, and why."""

    __tablename__ = "unmasking"

    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id"), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    agency_id: Mapped[AgencyId]
    reason: Mapped[str]
    at: Mapped[datetime]


class Response(Base):
    """An answer a team gave (*tanggapan*); later rounds stand beside earlier ones.

    ``kind`` is unit_response, letter_draft (for the signature chain) or official_answer.
    """

    __tablename__ = "response"
    __table_args__ = (Index("ix_response_report_id", "report_id"),)

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id"))
    task_id: Mapped[UUID] = mapped_column(ForeignKey("task.id"))
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    kind: Mapped[str]
    round: Mapped[int]
    body: Mapped[str]
    at: Mapped[datetime]
    unit: Mapped[Unit | None] = relationship()


class Note(Base):
    """An internal note of an officer; never shown to the reporter."""

    __tablename__ = "note"
    __table_args__ = (Index("ix_note_report_id", "report_id"),)

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id"))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    body: Mapped[str]
    at: Mapped[datetime]


class Attachment(Base):
    """A file that came with a report: evidence at filing, completion or in a message.

    ``label`` is neutral ("Bukti 1"); the name the sender gave may name a person.
    """

    __tablename__ = "attachment"
    __table_args__ = (Index("ix_attachment_report_id", "report_id"),)

    id: Mapped[RowId]
    agency_id: Mapped[AgencyId]
    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id"))
    sha256: Mapped[str] = mapped_column(ForeignKey("stored_file.sha256"))
    label: Mapped[str]
    given_name: Mapped[str]
    at: Mapped[datetime]
    from_reporter: Mapped[bool]
    file: Mapped[StoredFile] = relationship()

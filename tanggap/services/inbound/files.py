"""Fetch the files that came with a message from where the provider keeps them."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.channels.inbound import FileGone, FileSource, FileTooLarge, FileUnreachable
from tanggap.domain.inbound import InboundFile
from tanggap.domain.refusal import Refused
from tanggap.services.evidence import KeptFile, evidence_limits, keep_file
from tanggap.services.history import record
from tanggap.services.house import house, now
from tanggap.services.inbound.joined_message import add_files
from tanggap.services.inbound.stored_form import RefusedFile
from tanggap.services.outgoing import tell_reporter
from tanggap.services.refusal_texts import sentence
from tanggap.services.transaction import transaction
from tanggap.storage.channels import InboundRow
from tanggap.storage.reports import Report

log = logging.getLogger(__name__)

FILES_REFUSED = "files_refused"


class FetchPostponed(Exception):
    """The provider cannot be reached now; the job is to be tried again later."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A file to fetch, and from whom."""

    file: InboundFile
    source: FileSource


def fetch_file(inbound_id: UUID, place: int) -> None:
    """Fetch one file of a message, inspect it, and attach it to the report; once.

    Raises:
        FetchPostponed: try again later.
    """
    wanted = _wanted(inbound_id, place)
    if wanted is None:
        log.info("nothing to fetch for %s", inbound_id)
        return
    try:
        outcome = _fetched(wanted)
    except FileUnreachable as reason:
        raise FetchPostponed(str(reason)) from None
    _settle(inbound_id, place, outcome)


def _wanted(inbound_id: UUID, place: int) -> _Wanted | None:
    with transaction() as session:
        row = session.get(InboundRow, inbound_id)
        if row is None or row.report_id is None or _is_done(row, place):
            return None
        source = house().file_sources.get(row.desk_channel.channel)
        if source is None:
            raise FetchPostponed(f"Kanal {row.desk_channel.channel} belum diatur")
        return _Wanted(InboundFile(**row.content["to_fetch"][place]), source)


def _is_done(row: InboundRow, place: int) -> bool:
    to_fetch = row.content.get("to_fetch", [])
    return place >= len(to_fetch) or to_fetch[place] is None


def _fetched(wanted: _Wanted) -> KeptFile | RefusedFile:
    """The file, inspected and in the store; or why it is not."""
    largest = max(evidence_limits(house().settings).size_mb.values())
    name = wanted.file.name
    try:
        file = wanted.source.fetch(wanted.file, largest * 1024 * 1024)
        return keep_or_refuse(file)
    except FileTooLarge:
        return RefusedFile(name, f"Berkas lebih besar daripada {largest} MB.")
    except FileGone:
        return RefusedFile(name, "Berkas sudah tidak tersimpan di penyedia kanal.")


def keep_or_refuse(file: InboundFile) -> KeptFile | RefusedFile:
    """Inspect a file as every evidence is inspected."""
    try:
        return keep_file(file.name, file.content)
    except Refused as refusal:
        return RefusedFile(file.name, sentence(refusal))


def _settle(inbound_id: UUID, place: int, outcome: KeptFile | RefusedFile) -> None:
    at = now()
    with transaction() as session:
        row = session.scalars(
            select(InboundRow)
            .where(InboundRow.id == inbound_id)
            .with_for_update()
            .execution_options(populate_existing=True)
        ).one()
        if _is_done(row, place):
            return  # another worker was faster
        report = session.get_one(Report, row.report_id, with_for_update=True)
        to_fetch = list(row.content["to_fetch"])
        to_fetch[place] = None
        row.content = {"to_fetch": to_fetch}
        if isinstance(outcome, RefusedFile):
            tell_of_refused_files(session, report, (outcome,), at)
        else:
            add_files(session, report, (outcome,), at)
            report.version += 1
            record(session, report, "file_received", at, channel=row.desk_channel.channel)


def tell_of_refused_files(
    session: Session, report: Report, refused: Sequence[RefusedFile], at: datetime
) -> None:
    """Write down which files are not kept and why, and tell the reporter."""
    if not refused:
        return
    reasons = list(dict.fromkeys(one.because for one in refused))
    record(session, report, "file_refused", at, files=len(refused), reasons=reasons)
    tell_reporter(session, report, FILES_REFUSED, at, note="\n".join(reasons))

"""Archive a recap: a numbered PDF, rendered by a job, and a spreadsheet of the same figures."""

from __future__ import annotations

import json
import secrets
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, joinedload

from tanggap.documents.contexts import Breakdown, Counts, Rung, Verification, to_json
from tanggap.documents.contexts import Recap as RecapPaper
from tanggap.documents.contexts.parts import Mark
from tanggap.documents.fingerprint import RANDOM_BYTES, verification_code
from tanggap.documents.front_matter import front_matter
from tanggap.documents.spreadsheet import Cell, Column, Sheet, as_xlsx
from tanggap.domain.document_kinds import DOCUMENT_KINDS
from tanggap.domain.procedure import Every
from tanggap.domain.recap import COUNTS, Figures, Period, Tally, from_plain
from tanggap.domain.refusal import Refused
from tanggap.domain.signature_chain import text_hash
from tanggap.services.house import house
from tanggap.services.letters.letterheads import letterhead_of, signatory_of
from tanggap.services.letters.series import next_number
from tanggap.services.procedure_catalogue import calendar_of
from tanggap.services.public_addresses import verification_page
from tanggap.storage.accounts import Account
from tanggap.storage.correspondence import Document
from tanggap.storage.database import new_id
from tanggap.storage.files import StoredFile
from tanggap.storage.job_queue import put_job
from tanggap.storage.organisation import Desk, Unit
from tanggap.storage.recaps import Recap, RecapEvent

KIND = "recap"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TITLES = {
    "total": "Seluruhnya",
    "category": "Menurut kategori",
    "channel": "Menurut kanal",
    "outcome": "Menurut hasil",
    "unit": "Menurut perangkat daerah",
}
HEADS = {"received": "Masuk", "closed": "Selesai", "on_time": "Tepat waktu", "late": "Terlambat"}


def archive(session: Session, recap: Recap, at: datetime, account_id: UUID) -> None:
    """Issue the PDF and keep the spreadsheet of a recap whose last step was just taken.

    Raises:
        Refused: ``unit-has-no-head``, ``number-pattern-…`` or ``letter-code-broken``.
    """
    desk = _desk(session, recap)
    zone = calendar_of(session, desk.calendar_id).zone
    _keep_spreadsheet(session, recap, desk, at.astimezone(zone))
    code = verification_code(secrets.token_bytes(RANDOM_BYTES))
    local = at.astimezone(zone)
    # From here on other letters of the unit wait: nothing slow may follow.
    number = next_number(session, desk, desk.unit, DOCUMENT_KINDS[KIND], local.date())
    verification = Verification(url=verification_page(code), code=code)
    paper = paper_of(session, recap, desk, local, number=number, verification=verification)
    document = Document(
        id=new_id(),
        agency_id=recap.agency_id,
        unit_id=desk.unit_id,
        kind=KIND,
        number=number,
        title=paper.title,
        context=json.loads(to_json(paper)),
        verification_code=code,
        issued_at=at,
        issued_by_id=account_id,
    )
    session.add(document)
    session.flush()
    recap.document_id = document.id
    put_job(session, "render-document", document_id=str(document.id))


def preview(session: Session, recap: Recap, at: datetime) -> bytes:
    """The PDF the recap would be now, marked as a draft; nothing is stored or numbered."""
    desk = _desk(session, recap)
    local = at.astimezone(calendar_of(session, desk.calendar_id).zone)
    return house().renderer.render(paper_of(session, recap, desk, local))


def paper_of(
    session: Session,
    recap: Recap,
    desk: Desk,
    local: datetime,
    *,
    number: str | None = None,
    verification: Verification | None = None,
) -> RecapPaper:
    """The recap as it is printed: figures as corrected, remarks, and who initialled them."""
    head = desk.unit.head
    if head is None:
        raise Refused("unit-has-no-head", unit=desk.unit.name)
    figures = from_plain(recap.corrected)
    return RecapPaper(
        issued_at=local,
        letterhead=letterhead_of(desk),
        number=number,
        place=desk.agency.place,
        dated=local.date(),
        signatory=signatory_of(head, desk.unit),
        verification=verification,
        draft=number is None,
        template_version=front_matter(KIND).version,
        desk=desk.name,
        period="day" if recap.every == Every.DAY else "month",
        starts=recap.first_day,
        total=_counts(figures.total),
        open_before=figures.open_before,
        open_after=figures.open_after,
        breakdowns=tuple(
            Breakdown(
                title=TITLES[table],
                rows=tuple((name, _counts(tally)) for name, tally in rows.items()),
            )
            for table, rows in figures.tables.items()
        ),
        remarks=recap.summary,
        rungs=_rungs(session, recap, local),
    )


def _counts(tally: Tally) -> Counts:
    return Counts(
        received=tally.received, closed=tally.closed, on_time=tally.on_time, late=tally.late
    )


def _rungs(session: Session, recap: Recap, local: datetime) -> tuple[Rung, ...]:
    """Who initialled the summary as it stands; initials under an earlier one are gone."""
    frozen = text_hash(recap.summary)
    found = session.execute(
        select(RecapEvent, Account)
        .join(Account, Account.id == RecapEvent.account_id)
        .where(RecapEvent.recap_id == recap.id, RecapEvent.kind == "recap_step_taken")
        .options(joinedload(Account.post))
        .order_by(RecapEvent.id)
    )
    rungs: list[Rung] = []
    for event, account in found:
        if event.facts.get("text_sha256") not in (None, frozen):
            rungs.clear()
        elif event.facts.get("initials"):
            rungs.append(
                Rung(
                    position=account.post.position if account.post else "",
                    name=account.name,
                    mark=Mark.INITIALS,
                    at=event.at.astimezone(local.tzinfo),
                    text_sha256=frozen,
                )
            )
    return tuple(rungs)


def _keep_spreadsheet(session: Session, recap: Recap, desk: Desk, local: datetime) -> None:
    content = as_xlsx(sheet_of(recap, desk, local))
    sha256 = house().files.put(content)
    session.execute(
        insert(StoredFile)
        .values(sha256=sha256, media_type=XLSX, extension=".xlsx", size=len(content))
        .on_conflict_do_nothing()
    )
    recap.archive_sha256 = sha256


def sheet_of(recap: Recap, desk: Desk, local: datetime) -> Sheet:
    """The figures as one table: as counted and as corrected, side by side."""
    counted, corrected = from_plain(recap.figures), from_plain(recap.corrected)
    period = Period(Every(recap.every), recap.first_day)
    return Sheet(
        title=f"Rekap {desk.name}",
        about=(
            ("Masa", period.spoken),
            ("Terbuka pada awal masa", str(corrected.open_before)),
            ("Terbuka pada akhir masa", str(corrected.open_after)),
            ("Ringkasan", recap.summary or "–"),
            ("Disusun", f"{local:%d-%m-%Y %H.%M}"),
        ),
        columns=(
            Column("Bagian", width=26),
            Column("Baris", width=34),
            *(Column(HEADS[count], "whole") for count in COUNTS),
            *(Column(f"{HEADS[count]} (terhitung)", "whole", 14) for count in COUNTS),
        ),
        rows=_rows(counted, corrected),
        made_at=local,
    )


def _rows(counted: Figures, corrected: Figures) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for table in ("total", *corrected.tables):
        now = {"": corrected.total} if table == "total" else corrected.tables[table]
        before = {"": counted.total} if table == "total" else counted.tables.get(table, {})
        for name, tally in now.items():
            was = before.get(name, Tally())
            cells: list[Cell] = [TITLES[table], name or "Semua laporan"]
            cells += [getattr(tally, count) for count in COUNTS]
            cells += [getattr(was, count) for count in COUNTS]
            rows.append(cells)
    return rows


def _desk(session: Session, recap: Recap) -> Desk:
    return session.scalars(
        select(Desk)
        .where(Desk.id == recap.desk_id)
        .options(
            joinedload(Desk.agency),
            joinedload(Desk.unit).joinedload(Unit.head).joinedload(Account.post),
        )
    ).one()

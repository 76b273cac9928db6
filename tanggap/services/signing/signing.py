"""Really sign a letter at the end of its chain, alone or many with one passphrase.

The signing itself may take a minute and happens outside of any transaction: one transaction makes
the waiting letter ready, another one checks that nothing changed meanwhile and issues it. Whatever
fails between or in them leaves the task open and the letter waiting, with its number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tanggap.domain.policy import Permission, Viewer
from tanggap.domain.procedure import Action, StepId
from tanggap.domain.refusal import Refused
from tanggap.domain.signature_chain import mark
from tanggap.domain.signing import Passphrase, Signer, SigningRequest
from tanggap.services.casework import CaseFile, carry_out
from tanggap.services.history import record
from tanggap.services.house import house, now
from tanggap.services.signing.attempts import refusals_recorded
from tanggap.services.signing.marking import demand_right, demand_text, forget_drafts, opened
from tanggap.services.signing.papers import Paper, store_signed, waiting_paper
from tanggap.services.signing.signatories import Standing, standing_of
from tanggap.services.transaction import reading, transaction
from tanggap.storage.organisation import Desk
from tanggap.storage.reports import Report
from tanggap.storage.tasks import Task

__all__ = ["LetterToSign", "SigningResult", "sign_letter", "sign_letters"]

MOST_AT_ONCE = 20
"""Letters of one request: the officer waits for them."""


@dataclass(frozen=True, slots=True)
class LetterToSign:
    """One letter as its signatory read it."""

    task_id: UUID
    expected_version: int
    text_sha256: str


@dataclass(frozen=True, slots=True)
class SigningResult:
    """What became of one letter; ``refusal`` is None when it is signed and issued."""

    task_id: UUID
    refusal: Refused | None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class _Ready:
    """All that signing needs while no transaction is open."""

    paper: Paper
    action: Action
    standing: Standing
    register_number: str
    place: str
    at: datetime


def sign_letter(
    viewer: Viewer,
    report_id: UUID,
    task_id: UUID,
    passphrase: Passphrase,
    *,
    expected_version: int,
    text_sha256: str,
) -> Report:
    """Sign the letter at an open task of the viewer's team and carry out the SOP's action with it.

    Raises:
        Refused: ``signing-off`` where letters are not signed; ``report-not-found``,
            ``version-outdated``, ``task-not-open``, ``not-allowed``, ``assigned-to-another``,
            ``letter-not-here``, ``letter-text-changed``, ``initials-missing``,
            ``signer-not-head``; what the letter's making refuses.
        SigningRefused: see there. Every refusal is recorded, and nothing is lost.
    """
    signer = house().signer
    if signer is None:
        raise Refused("signing-off")
    asked = LetterToSign(task_id, expected_version, text_sha256)
    with refusals_recorded(viewer, report_id, task_id, "signature"):
        ready = _make_ready(viewer, report_id, asked)
        content = _signed(signer, ready, passphrase)
        sha256 = house().files.put(content)
        return _issue(viewer, report_id, asked, ready, sha256, len(content))


def sign_letters(
    viewer: Viewer, letters: Sequence[LetterToSign], passphrase: Passphrase
) -> list[SigningResult]:
    """Sign several letters with one passphrase, one after the other; each stands by itself.

    A letter that is refused does not hold up the next; a wrong passphrase stops the rest untried,
    for a service locks a signer who types it wrong too often.

    Raises:
        Refused: ``signing-off``; ``too-many-letters``.
    """
    if house().signer is None:
        raise Refused("signing-off")
    if len(letters) > MOST_AT_ONCE:
        raise Refused("too-many-letters", limit=MOST_AT_ONCE)
    results: list[SigningResult] = []
    is_stopped = False
    for letter in {one.task_id: one for one in letters}.values():
        if is_stopped:
            results.append(SigningResult(letter.task_id, Refused("signing-stopped")))
            continue
        result = _one_of_many(viewer, letter, passphrase)
        results.append(result)
        is_stopped = result.refusal is not None and result.refusal.code == "passphrase-wrong"
    return results


def _one_of_many(viewer: Viewer, letter: LetterToSign, passphrase: Passphrase) -> SigningResult:
    try:
        task = reading().get(Task, letter.task_id)
        if task is None:
            raise Refused("task-not-found")
        report = sign_letter(
            viewer,
            task.report_id,
            letter.task_id,
            passphrase,
            expected_version=letter.expected_version,
            text_sha256=letter.text_sha256,
        )
    except Refused as refusal:
        return SigningResult(letter.task_id, refusal)
    return SigningResult(letter.task_id, None, report.number)


def _make_ready(viewer: Viewer, report_id: UUID, asked: LetterToSign) -> _Ready:
    """Transaction A: the letter, numbered, saying what it will say, waits for its signature."""
    at = now()
    with transaction() as session:
        file, task = opened(session, viewer, report_id, asked.task_id, asked.expected_version)
        demand_right(session, viewer, file, task, Permission.SIGN_LETTER)
        action = _signing_action(file, task)
        letter = file.procedure.letter(str(action.signs))
        written = demand_text(session, file, letter.id, asked.text_sha256)
        mark(letter, file.case.letters.get(letter.id), StepId(task.step))
        desk = session.get_one(Desk, file.report.desk_id)
        paper = waiting_paper(
            session,
            file.report,
            written,
            action,
            task_id=task.id,
            at=at,
            by=viewer.account,
        )
        standing = standing_of(session, viewer.account, paper.issuer)
        return _Ready(paper, action, standing, file.report.number, desk.agency.place, at)


def _signed(signer: Signer, ready: _Ready, passphrase: Passphrase) -> bytes:
    """The signed file; no transaction is open, for a service may take a minute."""
    content = house().renderer.render(ready.paper.letter)
    standing = ready.standing
    position = f"{standing.deputy} {standing.position}" if standing.deputy else standing.position
    request = SigningRequest(
        name=standing.name,
        position=position,
        at=ready.at,
        reason=f"Surat {ready.paper.number} atas laporan {ready.register_number}",
        location=ready.place,
        passphrase=passphrase,
        nik=standing.nik,
        nip=standing.nip,
    )
    return signer.sign(content, request)


def _issue(
    viewer: Viewer, report_id: UUID, asked: LetterToSign, ready: _Ready, sha256: str, size: int
) -> Report:
    """Transaction B: unless something changed, issue the signed letter and let the SOP go on."""
    with transaction() as session:
        file, task = opened(session, viewer, report_id, asked.task_id, asked.expected_version)
        demand_right(session, viewer, file, task, Permission.SIGN_LETTER)
        demand_text(session, file, str(ready.action.signs), asked.text_sha256)
        by, at = viewer.account, ready.at
        document = store_signed(session, ready.paper, sha256, size, task_id=task.id, by=by, at=at)
        carry_out(
            session,
            file,
            task.id,
            ready.action.id,
            {},
            at=at,
            by="officer",
            account_id=by,
            signed=document,
        )
        record(
            session,
            file.report,
            "letter_signed",
            at,
            account_id=by,
            task_id=task.id,
            document=str(document.id),
            number=document.number,
            method=house().settings.signing_method,
            position=ready.standing.position,
            deputy=ready.standing.deputy,
            sha256=sha256,
        )
        forget_drafts(session, task.id)
        return file.report


def _signing_action(file: CaseFile, task: Task) -> Action:
    for action in file.procedure.step(task.step).actions:
        if action.signs is not None:
            return action
    raise Refused("letter-not-here")

"""Show a report's words to a viewer: as they stand, or with the reporter's identity masked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tanggap.domain.masking import mask_text
from tanggap.domain.policy import Permission, ReportFacts, Viewer, may
from tanggap.storage.identity import Identity, known_words, read_identity
from tanggap.storage.reports import Report


@dataclass(frozen=True, slots=True)
class Lens:
    """How a viewer sees one report's words and its reporter.

    Attributes:
        identity: who filed; None when the viewer may not know.
        label: the reporter's name, or the pseudonym.
        show: returns a text as this viewer may read it.
    """

    identity: Identity | None
    label: str
    show: Callable[[str], str]


def lens_for(session: Session, viewer: Viewer, report: Report, facts: ReportFacts) -> Lens:
    """The lens of ``viewer`` on ``report``; one query."""
    return lens_on(read_identity(session, report.reporter_id), report.pseudonym, viewer, facts)


def lens_on(identity: Identity, pseudonym: str, viewer: Viewer, facts: ReportFacts) -> Lens:
    """The lens of ``viewer`` on the report of the reporter who is called ``pseudonym`` in it."""
    if may(Permission.SEE_IDENTITY, viewer, facts):
        return Lens(identity, identity.name, lambda text: text)
    words = tuple(known_words(identity))
    return Lens(None, pseudonym, lambda text: mask_text(text, words) if text else text)

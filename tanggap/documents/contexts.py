"""What each official document says, as frozen data that can be stored beside the issued file.

A context holds words and dates that are ready for paper: it decides nothing and looks nothing up.
The service that builds one is responsible for what may be said to whom. A confidential reporter
is never named: fill ``addressee``, ``sender`` and every other line with
:func:`tanggap.documents.wording.address_reporter` or
:func:`tanggap.documents.wording.reporter_as_sender`, and keep the name out of body and subject.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import Field, TypeAdapter, ValidationError

from tanggap.documents.body import check_length
from tanggap.domain.refusal import Refused


class SignatureKind(StrEnum):
    """What stands behind the name at the foot of a document; the paper says it in words."""

    ISSUED = "issued"
    """Issued by the system on the decision of the named official; no certificate was used."""
    LOCAL = "local"
    """Signed with a certificate of the government's own, not of a certified provider."""
    BSRE = "bsre"
    """Signed with a BSrE certificate. Only for a file that truly carries that signature."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Letterhead:
    """The head of the paper (*kop naskah dinas*).

    Attributes:
        government: the local government, printed in capitals.
        unit: the office that issues the document, printed in capitals.
        address_lines: street, town, postal code.
        contact_line: telephone, e-mail and site in one line.
        emblem_svg: an SVG picture as text, or None for a head without emblem.
    """

    government: str
    unit: str
    address_lines: tuple[str, ...]
    contact_line: str
    emblem_svg: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Signatory:
    """The official whose document it is.

    Attributes:
        position: full name of the position, without the deputy's mark.
        name: name with titles.
        rank: civil service rank, for example ``Pembina Utama Muda``.
        nip: staff number, 18 digits as text.
        deputy: ``Plt.`` (acting) or ``Plh.`` (daily deputy) when the position is held for another.
    """

    position: str
    name: str
    rank: str | None = None
    nip: str | None = None
    deputy: Literal["Plt.", "Plh."] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Verification:
    """How a reader checks the document.

    Attributes:
        url: public page of this document; goes into the QR code.
        code: the code to type there, see :func:`tanggap.documents.fingerprint.verification_code`.
    """

    url: str
    code: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ReplyLetter:
    """The official answer to a reporter, a *surat dinas*.

    A letter is either a draft, with neither number nor verification, or issued with both.

    Attributes:
        issued_at: moment of issue with its zone; fixes the dates inside the file.
        number: letter number; None while it is a draft.
        dated: date of the letter, printed beside ``place``.
        nature: *sifat*, for example ``Biasa``, ``Segera`` or ``Rahasia``.
        attachments: *lampiran*, ``-`` or for example ``1 (satu) berkas``.
        subject: *hal*.
        addressee: lines after ``Yth.``.
        body: plain text; blank lines part paragraphs, lines that start with ``1.``, ``a)`` or
            ``-`` are list items.
        closing: last sentence of the letter.
        copies: *tembusan*, one line each; empty for none.
        register_number: the report this letter answers.

    Raises:
        Refused: ``letter-number-missing``, ``letter-verification-missing`` for an issued letter
            without them; ``draft-with-number`` for a draft that carries either;
            ``document-too-long``.
    """

    template: ClassVar[str] = "reply_letter"
    kind: Literal["reply_letter"] = "reply_letter"
    issued_at: datetime
    letterhead: Letterhead
    number: str | None
    place: str
    dated: date
    nature: str
    attachments: str
    subject: str
    addressee: tuple[str, ...]
    body: str
    closing: str
    signatory: Signatory
    copies: tuple[str, ...] = ()
    register_number: str
    verification: Verification | None
    signature: SignatureKind = SignatureKind.ISSUED
    draft: bool = False

    def __post_init__(self) -> None:
        check_length(f"{self.subject}\n{self.body}\n{self.closing}")
        if self.draft and (self.number or self.verification):
            raise Refused("draft-with-number", register_number=self.register_number)
        if not self.draft and not self.number:
            raise Refused("letter-number-missing", register_number=self.register_number)
        if not self.draft and not self.verification:
            raise Refused("letter-verification-missing", register_number=self.register_number)

    @property
    def title(self) -> str:
        """Title of the file, without a number while it is a draft."""
        return f"Surat {self.number}: {self.subject}" if self.number else f"Konsep: {self.subject}"


@dataclass(frozen=True, kw_only=True, slots=True)
class NextStep:
    """One line of "what happens next".

    Attributes:
        what: plain sentence.
        due: by when, aware; None when no time is promised.
    """

    what: str
    due: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt:
    """Proof that a report was received (*tanda terima*).

    Attributes:
        issued_at: moment of issue with its zone.
        tracking_code: secret of the reporter; whoever holds it may follow the report.
        tracking_url: goes into the QR code.
        desk: name of the complaint desk.
        received_at: when the report came in, aware.
        timezone: IANA name of the desk's zone, in which times are printed.
        summary: what was reported, as written; its beginning is printed.
        next_steps: in order.
        officer: who recorded it at the counter; None when the reporter filed it online.
        confidential: whether the reporter asked for the identity to be kept secret.
    """

    template: ClassVar[str] = "receipt"
    kind: Literal["receipt"] = "receipt"
    issued_at: datetime
    letterhead: Letterhead
    register_number: str
    tracking_code: str
    tracking_url: str
    desk: str
    received_at: datetime
    timezone: str
    category: str
    summary: str
    next_steps: tuple[NextStep, ...]
    officer: str | None = None
    confidential: bool = False
    draft: bool = False

    @property
    def title(self) -> str:
        """Title of the file."""
        return f"Tanda Terima Laporan {self.register_number}"


class Urgency(StrEnum):
    """The boxes *sifat* of a disposition sheet."""

    VERY_URGENT = "Sangat segera"
    URGENT = "Segera"
    CONFIDENTIAL = "Rahasia"


@dataclass(frozen=True, kw_only=True, slots=True)
class Disposition:
    """The sheet with which a report is handed on (*lembar disposisi*).

    Attributes:
        issued_at: moment of issue with its zone.
        sender: from whom the report or letter comes; never a confidential reporter's name.
        letter_number: number of the letter, or the report's register number.
        urgency: boxes that are ticked; empty for an ordinary one.
        forwarded_to: offices or officials, one line each.
        instructions: what they are asked to do, one line each.
        note: free text, as typed.
        signed_by: who hands it on; None leaves room for initials by hand.
        signed_on: date beside the initials.

    Raises:
        Refused: ``document-too-long``.
    """

    template: ClassVar[str] = "disposition"
    kind: Literal["disposition"] = "disposition"
    issued_at: datetime
    letterhead: Letterhead
    sender: str
    letter_number: str
    letter_date: date
    received_date: date
    agenda_number: str
    urgency: tuple[Urgency, ...]
    subject: str
    forwarded_to: tuple[str, ...]
    instructions: tuple[str, ...]
    note: str
    signed_by: Signatory | None
    signed_on: date | None
    draft: bool = False

    def __post_init__(self) -> None:
        check_length(f"{self.subject}\n{self.note}")

    @property
    def title(self) -> str:
        """Title of the file."""
        return f"Lembar Disposisi {self.agenda_number}"


DocumentContext = ReplyLetter | Receipt | Disposition

_STORED: TypeAdapter[DocumentContext] = TypeAdapter(
    Annotated[DocumentContext, Field(discriminator="kind")]
)


def to_json(context: DocumentContext) -> str:
    """Return ``context`` as JSON text, the same text for equal contexts."""
    return _STORED.dump_json(context).decode()


def from_json(text: str | bytes) -> DocumentContext:
    """Return the context that :func:`to_json` wrote.

    Raises:
        Refused: ``document-context-broken`` with the places that do not fit.
    """
    try:
        return _STORED.validate_json(text)
    except ValidationError as broken:
        places = [".".join(str(part) for part in error["loc"]) for error in broken.errors()]
        raise Refused("document-context-broken", places=places) from broken

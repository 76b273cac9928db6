"""Every context as JSON and back: what is stored beside an issued file, and embedded in it."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from tanggap.documents.contexts.disposition import Disposition
from tanggap.documents.contexts.field_work import AssignmentLetter, ExaminationRecord
from tanggap.documents.contexts.follow_up_report import FollowUpReport
from tanggap.documents.contexts.recap import Recap
from tanggap.documents.contexts.receipt import Receipt
from tanggap.documents.contexts.referral import ReferralForm, ReferralReceipt
from tanggap.documents.contexts.reply_letter import ReplyLetter
from tanggap.documents.contexts.study import Study
from tanggap.domain.refusal import Refused

DocumentContext = (
    ReplyLetter
    | Receipt
    | Disposition
    | ReferralForm
    | ReferralReceipt
    | Study
    | AssignmentLetter
    | ExaminationRecord
    | FollowUpReport
    | Recap
)

_STORED: TypeAdapter[DocumentContext] = TypeAdapter(
    Annotated[DocumentContext, Field(discriminator="kind")]
)


def to_json(context: DocumentContext) -> str:
    """Return ``context`` as JSON text, the same text for equal contexts."""
    return _STORED.dump_json(context).decode()


def to_plain(context: DocumentContext) -> dict[str, Any]:
    """Return ``context`` as what JSON knows: mappings, lists, texts and numbers."""
    plain: dict[str, Any] = _STORED.dump_python(context, mode="json")
    return plain


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

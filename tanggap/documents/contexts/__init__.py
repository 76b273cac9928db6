"""What each official document says, as frozen data that can be stored beside the issued file.

A context holds words and dates that are ready for paper: it decides nothing and looks nothing up.
The service that builds one is responsible for what may be said to whom. A confidential reporter
is never named: fill ``addressee``, ``sender`` and every other line with
:func:`tanggap.documents.wording.address_reporter` or
:func:`tanggap.documents.wording.reporter_as_sender`, and keep the name out of body and subject.
"""

from tanggap.documents.contexts.disposition import Disposition, Urgency
from tanggap.documents.contexts.field_work import AssignmentLetter, ExaminationRecord
from tanggap.documents.contexts.follow_up_report import Documentation, FollowUpReport
from tanggap.documents.contexts.paper import Paper, ReportPaper
from tanggap.documents.contexts.parts import (
    Letterhead,
    Mark,
    Person,
    Rung,
    Signatory,
    SignatureKind,
    Verification,
)
from tanggap.documents.contexts.recap import Breakdown, Counts, Recap
from tanggap.documents.contexts.receipt import NextStep, Receipt
from tanggap.documents.contexts.referral import ReferralForm, ReferralReceipt
from tanggap.documents.contexts.reply_letter import ReplyLetter
from tanggap.documents.contexts.storing import DocumentContext, from_json, to_json, to_plain
from tanggap.documents.contexts.study import Study

__all__ = [
    "AssignmentLetter",
    "Breakdown",
    "Counts",
    "Disposition",
    "DocumentContext",
    "Documentation",
    "ExaminationRecord",
    "FollowUpReport",
    "Letterhead",
    "Mark",
    "NextStep",
    "Paper",
    "Person",
    "Recap",
    "Receipt",
    "ReferralForm",
    "ReferralReceipt",
    "ReplyLetter",
    "ReportPaper",
    "Rung",
    "Signatory",
    "SignatureKind",
    "Study",
    "Urgency",
    "Verification",
    "from_json",
    "to_json",
    "to_plain",
]

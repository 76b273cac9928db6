"""What a department did about a report, with what it can show for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from tanggap.documents.body import check_length
from tanggap.documents.contexts.paper import Paper, ReportPaper


@dataclass(frozen=True, kw_only=True, slots=True)
class Documentation:
    """A file kept with the report that shows what was done.

    Attributes:
        label: neutral name, for example ``Bukti 2``.
        added_on: when it was added.
        sha256: of the file, 64 hexadecimal digits; its beginning is printed.
        is_shown: it is a picture, and printed below the list.
    """

    label: str
    added_on: date
    sha256: str
    is_shown: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class FollowUpReport(ReportPaper):
    """The report of what was done (*laporan tindak lanjut*).

    Attributes:
        addressee: lines after ``Yth.``.
        subject: what the report is about.
        received_on: when the report came in.
        follow_up: what was done, as typed.
        documentation: in the order in which it was added.
    """

    kind: Literal["follow_up_report"] = "follow_up_report"
    addressee: tuple[str, ...]
    subject: str
    received_on: date
    follow_up: str
    documentation: tuple[Documentation, ...] = ()

    def __post_init__(self) -> None:
        Paper.__post_init__(self)
        check_length(f"{self.subject}\n{self.follow_up}")

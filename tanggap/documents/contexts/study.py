"""What staff put before a head of office so that he can decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tanggap.documents.body import check_length
from tanggap.documents.contexts.paper import Paper, ReportPaper


@dataclass(frozen=True, kw_only=True, slots=True)
class Study(ReportPaper):
    """A staff study (*telaahan staf*).

    Attributes:
        addressee: to whom, a position.
        sender: from whom, a position.
        nature: *sifat*.
        subject: *hal*.
        issue: the question (*pokok masalah*).
        facts: what bears on it.
        analysis: what follows from the facts.
        conclusion: conclusion and advice (*kesimpulan dan saran*).
    """

    kind: Literal["study"] = "study"
    addressee: str
    sender: str
    nature: str
    subject: str
    issue: str
    facts: str
    analysis: str
    conclusion: str

    def __post_init__(self) -> None:
        Paper.__post_init__(self)
        texts = (self.subject, self.issue, self.facts, self.analysis, self.conclusion)
        check_length("\n".join(texts))

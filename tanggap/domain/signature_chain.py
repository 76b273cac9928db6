"""The signature chain of a letter: initials (*paraf*) rung by rung, then the signature.

What is initialled is frozen by its hash: a changed text loses its initials. Sending back goes down
exactly one rung, whose own mark is taken off, since that officer decides anew.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from tanggap.domain.procedure import Letter, StepId
from tanggap.domain.refusal import Refused


@dataclass(frozen=True, slots=True)
class WrittenLetter:
    """The text of a letter as it stands, and who stands behind it.

    Attributes:
        sha256: of the text, as 64 hexadecimal digits.
        marked: the rungs that initialled or signed this very text, from below.
    """

    sha256: str
    marked: tuple[StepId, ...] = ()


def text_hash(text: str) -> str:
    """The hash by which a text is frozen; white space at the ends does not count."""
    return hashlib.sha256(text.strip().encode("utf-8")).hexdigest()


def write(before: WrittenLetter | None, text: str) -> WrittenLetter:
    """The letter with ``text``; initials stay only under the text they were put under."""
    fresh = text_hash(text)
    if before is not None and before.sha256 == fresh:
        return before
    return WrittenLetter(fresh)


def mark(letter: Letter, written: WrittenLetter | None, rung: StepId) -> WrittenLetter:
    """The letter with the initials or signature of ``rung``.

    Raises:
        Refused: ``letter-not-written``; ``rung-unknown``; ``initials-missing`` with ``rungs``, the
            steps below that have not initialled this text.
    """
    if written is None:
        raise Refused("letter-not-written", letter=letter.id)
    if rung not in letter.rungs:
        raise Refused("rung-unknown", letter=letter.id, step=rung)
    below = letter.rungs[: letter.rungs.index(rung)]
    if missing := [step for step in below if step not in written.marked]:
        raise Refused("initials-missing", letter=letter.id, rungs=missing)
    return replace(written, marked=(*below, rung))


def take_off(letter: Letter, written: WrittenLetter, rung: StepId) -> WrittenLetter:
    """The letter after ``rung`` sent it back: the mark of the rung below is gone too."""
    keep = letter.rungs[: max(letter.rungs.index(rung) - 1, 0)]
    return replace(written, marked=tuple(step for step in written.marked if step in keep))

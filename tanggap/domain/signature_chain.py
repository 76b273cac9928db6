"""The signature chain of a letter: initials (*paraf*) rung by rung, then the signature.

What is initialled, the text and whatever else the letter says, is frozen by its hash: changed words
lose their initials. Sending back goes down exactly one rung, whose own mark is taken off, since
that officer decides anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from tanggap.domain.document_kinds import DOCUMENT_KINDS
from tanggap.domain.procedure import Letter, StepId
from tanggap.domain.refusal import Refused


@dataclass(frozen=True, slots=True)
class WrittenLetter:
    """The text of a letter as it stands, and who stands behind it.

    Attributes:
        sha256: of the words, as 64 hexadecimal digits.
        marked: the rungs that initialled or signed these very words, from below.
        chosen: the people and units it names, by field; whoever signs it acts upon them.
    """

    sha256: str
    marked: tuple[StepId, ...] = ()
    chosen: Mapping[str, tuple[UUID, ...]] = field(default_factory=dict)


def letter_words(letter: Letter, given: Mapping[str, object]) -> str:
    """What the chain decides on: the letter's text, and below it whatever else its kind says.

    A letter that says nothing but its text, such as a reply, is that text alone.

    Args:
        given: the checked answers to the action that writes it.
    """
    text = str(given.get(letter.text, ""))
    kind = DOCUMENT_KINDS.get(letter.kind)
    fields = kind.fields if kind is not None else ()
    more = {name: _plain(given[name]) for name in fields if name != letter.text and name in given}
    return f"{text}\n\n{json.dumps(more, ensure_ascii=False)}" if more else text


def chosen_in(given: Mapping[str, object]) -> dict[str, tuple[UUID, ...]]:
    """The people and units among checked answers, by field."""
    found: dict[str, tuple[UUID, ...]] = {}
    for name, value in given.items():
        several = value if isinstance(value, list | tuple) else (value,)
        if several and all(isinstance(one, UUID) for one in several):
            found[name] = tuple(several)
    return found


def _plain(value: object) -> object:
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def text_hash(text: str) -> str:
    """The hash by which a text is frozen; white space at the ends does not count."""
    return hashlib.sha256(text.strip().encode("utf-8")).hexdigest()


def write(
    before: WrittenLetter | None,
    words: str,
    chosen: Mapping[str, tuple[UUID, ...]] | None = None,
) -> WrittenLetter:
    """The letter with ``words``; initials stay only under the words they were put under."""
    fresh = text_hash(words)
    if before is not None and before.sha256 == fresh:
        return before
    return WrittenLetter(fresh, chosen=chosen or {})


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

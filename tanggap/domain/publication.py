"""Decide what of a text is covered when it is published, and keep why: a pure function."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tanggap.domain.masking import PersonalDataKind, Span, cover, find_writings
from tanggap.domain.personal_data import KnownPeople, find_personal_data
from tanggap.domain.refusal import Refused

LONGEST_EXCERPT = 60


class TextField(StrEnum):
    """The texts of a publication."""

    TITLE = "title"
    QUESTION = "question"
    ANSWER = "answer"


class Handling(StrEnum):
    """What became of a place in a text."""

    DETECTED = "detected"  # found, and masked
    ADDED = "added"  # masked by an officer
    LIFTED = "lifted"  # found, and left readable by an officer, for a reason


@dataclass(frozen=True, slots=True)
class Masking:
    """A place ``[start, end)`` of an original text, and what became of it."""

    start: int
    end: int
    kind: PersonalDataKind
    how: Handling
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What an officer decided beside the finds.

    Attributes:
        lifted: finds to leave readable, with the reason for each.
        added: places to mask, with an optional reason.
        words: words to mask wherever they stand.
    """

    lifted: Mapping[tuple[int, int], str]
    added: Mapping[tuple[int, int], str]
    words: Sequence[str] = ()


UNTOUCHED = Decision({}, {})


@dataclass(frozen=True, slots=True)
class Covered:
    """A text as the public reads it, and how it came about."""

    text: str
    maskings: tuple[Masking, ...]

    @property
    def kinds(self) -> tuple[PersonalDataKind, ...]:
        """Kinds of what was covered, each once."""
        hidden = {one.kind for one in self.maskings if one.how is not Handling.LIFTED}
        return tuple(kind for kind in PersonalDataKind if kind in hidden)


def cover_text(text: str, people: KnownPeople, decision: Decision = UNTOUCHED) -> Covered:
    """Return ``text`` with every find covered, save those lifted, and what was added.

    Raises:
        Refused: ``reason-missing`` for a find lifted without one; ``masking-not-found`` for
            lifting what was not found; ``masking-outside-text`` for a place that is not there.
    """
    found = find_personal_data(text, people)
    places = {(one.start, one.end) for one in found}
    for place, reason in decision.lifted.items():
        if place not in places:
            raise Refused("masking-not-found", start=place[0], end=place[1])
        if not reason:
            raise Refused("reason-missing", field="reason", excerpt=excerpt(text, *place))
    for start, end in decision.added:
        if not 0 <= start < end <= len(text):
            raise Refused("masking-outside-text", start=start, end=end)
    maskings = [_of_find(one, decision) for one in found]
    maskings += [
        Masking(start, end, PersonalDataKind.OTHER, Handling.ADDED, reason)
        for (start, end), reason in decision.added.items()
    ]
    maskings += [
        Masking(start, end, PersonalDataKind.OTHER, Handling.ADDED)
        for word in decision.words
        for start, end in find_writings(text, word)
    ]
    maskings.sort(key=lambda one: (one.start, one.end))
    hidden = [(one.start, one.end) for one in maskings if one.how is not Handling.LIFTED]
    return Covered(cover(text, hidden), tuple(maskings))


def demand_clean(text: str, people: KnownPeople, field: str) -> None:
    """Refuse a text that still shows personal data.

    Raises:
        Refused: ``personal-data-left`` (field, kind, excerpt) for the first find.
    """
    for one in find_personal_data(text, people):
        raise Refused(
            "personal-data-left",
            field=field,
            kind=one.kind.value,
            excerpt=excerpt(text, one.start, one.end),
        )


def excerpt(text: str, start: int, end: int) -> str:
    """The words at a place, shortened, on one line."""
    said = " ".join(text[start:end].split())
    return said if len(said) <= LONGEST_EXCERPT else said[: LONGEST_EXCERPT - 1] + "…"


def _of_find(one: Span, decision: Decision) -> Masking:
    reason = decision.lifted.get((one.start, one.end), "")
    how = Handling.LIFTED if reason else Handling.DETECTED
    return Masking(one.start, one.end, one.kind, how, reason)

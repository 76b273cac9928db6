"""What changed between two versions of a text, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORDS = re.compile(r"\s+|[^\s]+")


class Change(StrEnum):
    """What became of a passage."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of words that share their fate."""

    change: Change
    text: str


def differences(before: str, after: str) -> tuple[Passage, ...]:
    """The passages that make ``before`` into ``after``, in reading order.

    The added and unchanged passages joined are ``after``; the removed and unchanged ``before``.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    found: list[Passage] = []
    # Its own notion of junk keeps a page of one repeated word from taking minutes.
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=True).get_opcodes():
        if tag == "equal":
            found.append(Passage(Change.SAME, "".join(old[i:j])))
            continue
        if i < j:
            found.append(Passage(Change.REMOVED, "".join(old[i:j])))
        if k < m:
            found.append(Passage(Change.ADDED, "".join(new[k:m])))
    return tuple(found)

"""Turn what an officer types, or a report's own words, into full-text queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func

from tanggap.domain.telling_words import telling_words

CONFIGURATION = "indonesian"
LONGEST_QUERY = 200
MOST_WORDS = 40
_OPERATORS = ('"', " -")


@dataclass(frozen=True, slots=True)
class TypedQuery:
    """What was typed: every word of it, and, unless its writer was exact, any word of it."""

    every: ColumnElement[Any]
    any: ColumnElement[Any]


def typed_query(typed: str) -> TypedQuery | None:
    """The query for words being typed; the last one may be unfinished. None for nothing.

    With “quotes” or -minus its writer means exactly this; else entries with some of the words are
    found too, to stand behind those with all.
    """
    typed = typed.strip()[:LONGEST_QUERY]
    exact = func.websearch_to_tsquery(CONFIGURATION, typed)
    if any(operator in f" {typed}" for operator in _OPERATORS):
        return TypedQuery(exact, exact)
    words = telling_words(typed, most=MOST_WORDS)
    if not words:
        return TypedQuery(exact, exact) if typed else None
    *whole, last = words
    every = func.to_tsquery(CONFIGURATION, " & ".join([*whole, f"{last}:*"]))
    some = func.to_tsquery(CONFIGURATION, " | ".join([*words, f"{last}:*"]))
    return TypedQuery(every, some)


def any_of(words: Sequence[str], weights: str = "") -> ColumnElement[Any]:
    """The query for texts with any of ``words``, each in the parts of these weights (A to D)."""
    label = f":{weights}" if weights else ""
    return func.to_tsquery(CONFIGURATION, " | ".join(f"{word}{label}" for word in words))

"""Which language the person who reads the answer asked for; Indonesian unless they said otherwise.

It holds for one request, as gettext's locale does, and only sentences that are *shown* ask for it:
refusals, time left, histories. What is written down or sent out (events, letters, messages) is
Indonesian always, so nothing that outlives the request may depend on it.
"""

from __future__ import annotations

from contextvars import ContextVar

from tanggap.domain.languages import ENGLISH, INDONESIAN, Language

_LANGUAGE: ContextVar[Language] = ContextVar("reader_language", default=INDONESIAN)


def speak_to_reader(language: Language) -> None:
    """Answer in ``language`` from now on; said anew at the start of every request."""
    _LANGUAGE.set(language)


def reader_language() -> Language:
    """The language of the person who reads the answer."""
    return _LANGUAGE.get()


def reads_english() -> bool:
    """Whether the reader asked for English."""
    return _LANGUAGE.get() == ENGLISH

"""Find and cover personal data in text, so that a confidential report can be shown to an OPD.

Covering too much is the safe mistake here: whoever may see the original still has it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MASK = "[disamarkan]"
_SHORTEST_NAME_PART = 4
"""Letters. Shorter parts ("Adi", "Sri") are covered only within the whole name."""
_SHORTEST_NUMBER = 6
_GAP = r"[\s.\-()/\u00a0\u2010-\u2015]{0,3}"
"""What people put between the digits of a number they write out."""


class PersonalDataKind(StrEnum):
    """What a piece of text identifies a person by."""

    NIK = "nik"
    NIP = "nip"
    PHONE = "phone"
    EMAIL = "email"
    LONG_NUMBER = "long_number"
    REPORTER_NAME = "reporter_name"
    REPORTED_NAME = "reported_name"
    ADDRESS = "address"
    OTHER = "other"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch ``text[start:end]`` that holds personal data."""

    start: int
    end: int
    kind: PersonalDataKind


_SPACED = r"[ .\-/\u00a0\u2010-\u2015]?"
_NIP = re.compile(rf"(?<![0-9])[0-9](?:{_SPACED}[0-9]){{17}}(?![0-9])")
_NIK = re.compile(rf"(?<![0-9])[0-9](?:{_SPACED}[0-9]){{15}}(?![0-9])")
_PHONE_GAP = r"[ .\-()\u00a0\u2010-\u2015]{0,2}"
_PHONE = re.compile(
    rf"""(?<![0-9+])(?:
        (?:(?:\+|00)?62{_PHONE_GAP}(?:\(?0\)?{_PHONE_GAP})?|\(?0)8[0-9]{{2}}(?:{_PHONE_GAP}[0-9]){{5,10}}
      | (?:\+62{_PHONE_GAP}|\(0|0)[2-79][0-9]{{1,2}}\)?{_PHONE_GAP}[0-9](?:[ .\-]?[0-9]){{4,7}}
      | \+[1-9][0-9]{{0,2}}(?:{_PHONE_GAP}[0-9]){{6,12}}
    )(?![0-9])""",
    re.VERBOSE,
)
_EMAIL = re.compile(
    r"(?<![\w.%+\-])[\w.%+\-]{1,64}(?:@| ?[(\[](?:at|@)[)\]] ?)[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,6}",
    re.IGNORECASE,
)


def detect_personal_data(text: str) -> list[Span]:
    """Return every NIK, NIP, phone number and e-mail address, by position, none overlapping.

    Sixteen or eighteen digits in one piece always count; written with gaps they count only when
    built like a NIK or NIP, so that a row of dates is left alone.
    """
    found: list[Span] = []
    patterns: tuple[tuple[PersonalDataKind, re.Pattern[str], Callable[[str], bool]], ...] = (
        (PersonalDataKind.EMAIL, _EMAIL, lambda _: True),
        (PersonalDataKind.NIP, _NIP, _looks_like_nip),
        (PersonalDataKind.NIK, _NIK, _looks_like_nik),
        (PersonalDataKind.PHONE, _PHONE, lambda _: True),
    )
    for kind, pattern, is_likely in patterns:
        for match in pattern.finditer(text):
            span = Span(match.start(), match.end(), kind)
            if is_likely(match[0]) and not any(_overlap(span, other) for other in found):
                found.append(span)
    return sorted(found)


def mask_text(text: str, known: Iterable[str], *, keep: Iterable[str] = ()) -> str:
    """Return ``text`` (as NFC) with the reporter's identity covered by ``[disamarkan]``.

    Covered are the values of ``known`` in any writing (a name also by each part of four letters or
    more, whatever the case; a number with any gaps; a phone number with or without country code)
    and every NIK, NIP, phone number and e-mail address, whoever they belong to.

    Args:
        text: what the reporter wrote.
        known: names, numbers and addresses of the reporter; blanks are skipped.
        keep: numbers or addresses that are facts of the case, such as the NIP of the person
            reported; left readable unless they are also known to be the reporter's.
    """
    text = unicodedata.normalize("NFC", text)
    kept = {_bare(value) for value in keep}
    covered = [
        (span.start, span.end)
        for span in detect_personal_data(text)
        if _bare(text[span.start : span.end]) not in kept
    ]
    for value in known:
        covered += find_writings(text, value)
    return cover(text, covered)


def find_writings(text: str, value: str) -> list[tuple[int, int]]:
    """Return where ``value``, a name, number or address, stands in ``text`` in any writing."""
    return [
        match.span()
        for pattern in _writings(unicodedata.normalize("NFC", value).strip())
        for match in pattern.finditer(text)
    ]


def cover(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return ``text`` with every ``(start, end)`` replaced by the mask; overlaps become one."""
    pieces: list[str] = []
    done = 0
    for start, end in sorted(spans):
        if start >= done:
            pieces += (text[done:start], MASK)
        done = max(done, end)
    return "".join((*pieces, text[done:]))


def _writings(value: str) -> Iterator[re.Pattern[str]]:
    """Yield patterns for the ways a known value may stand in a text."""
    if not value:
        return
    digits = "".join(character for character in value if character in "0123456789")
    if "@" in value:
        yield re.compile(rf"(?<![\w.]){re.escape(value)}(?!\w)", re.IGNORECASE)
    elif len(digits) >= _SHORTEST_NUMBER and not any(c.isalpha() for c in value):
        yield _number_pattern(value, digits)
    else:
        yield from _name_patterns(value)


def _number_pattern(value: str, digits: str) -> re.Pattern[str]:
    prefix = ""
    national = re.sub(r"^(?:0062|62|0)", "", digits)
    is_phone = value.startswith(("+", "0", "(")) or digits.startswith("62")
    if is_phone and len(digits) < 16 and len(national) >= _SHORTEST_NUMBER:
        digits, prefix = national, rf"(?:(?:\+|00)?62{_GAP})?(?:\(?0\)?{_GAP})?"
    return re.compile(rf"(?<![0-9]){prefix}{_GAP.join(digits)}(?![0-9])")


def _name_patterns(name: str) -> Iterator[re.Pattern[str]]:
    parts = re.findall(r"[^\W\d_]+(?:['’`][^\W\d_]+)*", name)
    if not parts:
        return
    whole = r"[\W\d_]{1,4}".join(map(re.escape, parts))
    yield _bounded(whole)
    for part in {part.casefold(): part for part in parts}.values():
        if sum(character.isalpha() for character in part) >= _SHORTEST_NAME_PART:
            yield _bounded(re.escape(part))


def _bounded(pattern: str) -> re.Pattern[str]:
    """Compile a pattern that matches only between things that are no letters."""
    return re.compile(rf"(?<![^\W\d_]){pattern}(?![^\W\d_])", re.IGNORECASE)


def _bare(value: str) -> str:
    value = unicodedata.normalize("NFC", value)
    digits = re.sub(r"\D", "", value)
    is_number = digits and not any(character.isalpha() for character in value)
    return re.sub(r"^(?:62|0)(?=8)", "", digits) if is_number else value.strip().casefold()


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _looks_like_nik(written: str) -> bool:
    digits = re.sub(r"\D", "", written)
    return digits == written or (
        1 <= int(digits[6:8]) % 40 <= 31 and 1 <= int(digits[8:10]) <= 12 and int(digits[6:8]) < 72
    )


def _looks_like_nip(written: str) -> bool:
    digits = re.sub(r"\D", "", written)
    if digits == written:
        return True
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return digits[:2] in ("19", "20") and digits[14] in "12"

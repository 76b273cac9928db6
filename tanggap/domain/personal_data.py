"""Find personal data in a text that is to be published: numbers, addresses, and known people.

Wider than :mod:`tanggap.domain.masking`, on which it builds: there a colleague reads the text, here
everybody does. Covering too much is the safe mistake; an officer may lift a find, with a reason.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tanggap.domain.identity_numbers import NIK_DIGITS, NIP_DIGITS
from tanggap.domain.masking import (
    MASK,
    PersonalDataKind,
    Span,
    detect_personal_data,
    find_writings,
)

_HIDDEN = "\ufffc"
"""Stands for a character already found: no letter, no digit, and nobody's separator."""
_GAP = re.compile(r"[\s.:_|*+()/\\\u00b7\u2010-\u2015\u2212-]{0,4}")
"""What may stand between two digits of one number; a comma separates two."""
_LEAST_LONG_NUMBER = 10
"""Digits in one piece: account, family card and customer numbers."""
_LEAST_PHONE, _MOST_MOBILE, _MOST_PHONE = 9, 13, 15
_MOBILE = re.compile(r"(?:0|62|0062|620)8[1-9]")
_BARE_MOBILE = re.compile(r"8[1-9]")
_LANDLINE = re.compile(r"(?:0|62|0062|620)[2-79]")
_AMOUNT = re.compile(r"\d{1,3}(?:\.\d{3})+(?:\s|$)")
_DATES = re.compile(
    r"(?:(?:\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)\d{2}|(?:19|20)\d{2}[-/.]\d{2}[-/.]\d{2}"
    r"|[0-2]?\d[.:][0-5]\d(?:[.:][0-5]\d)?)(?:[ ,\-–—/.()]{1,4}|$))+"
)
_NOUGHT = re.compile(r"(?<![^\W\d_])[oO](?=[\s.\-]{0,2}8[\s.\-]{0,2}[0-9])")
"""A letter O written for the nought of a mobile number."""
_NAME_PART = re.compile(r"[^\W\d_]+(?:['’`][^\W\d_]+)*")
_SHORT_PART = (2, 3)
_NOT_NAMES = frozenset(
    {"dr", "drg", "dra", "drs", "hj", "ir", "bin", "van", "der", "de", "al", "el", "an", "the"}
    | {"pak", "bu", "sdr", "st", "se", "sh", "mm", "mt", "si", "kom", "ag", "pd", "sos", "skm"}
    | {"amd", "spd", "msi", "spt"}
)
"""Titles and particles that stand in names and everywhere else."""
_STREET = ("jl", "jln", "jalan")
_PLACE_WORDS = frozenset(
    {*_STREET, "gg", "gang", "rt", "rw", "no", "nomor", "blok", "perum", "perumahan", "komplek"}
    | {"kompleks", "dusun", "dsn", "kel", "kelurahan", "desa", "lingkungan", "lorong", "lr"}
    | {"kampung", "kp", "asrama", "apartemen"}
)
_NAMES = (PersonalDataKind.REPORTER_NAME, PersonalDataKind.REPORTED_NAME)
_STRENGTH = tuple(PersonalDataKind)


@dataclass(frozen=True, slots=True)
class KnownPeople:
    """Who a report is from and whom it names.

    Attributes:
        reporter_names, reported_names: full names.
        numbers: NIK, NIP, phone numbers and e-mail addresses of both.
        addresses: where the reporter says to live.
    """

    reporter_names: tuple[str, ...] = ()
    reported_names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


NOBODY = KnownPeople()


def find_personal_data(text: str, people: KnownPeople = NOBODY) -> tuple[Span, ...]:
    """Return every find by position, none touching another; what is masked already is left out.

    Args:
        text: as Unicode NFC, which is how texts are stored.
        people: whose names, numbers and addresses to look for beside everybody's numbers.
    """
    hidden = text.replace(MASK, _HIDDEN * len(MASK))
    spans: list[Span] = []
    while found := [one for one in _pass(hidden, people) if one.end > one.start]:
        # What stood beside a find may read differently without it, so look again.
        spans += found
        for one in found:
            hidden = hidden[: one.start] + _HIDDEN * (one.end - one.start) + hidden[one.end :]
    return _names_joined(text, _joined(spans))


def _names_joined(text: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Parts of one person's name that stand side by side as one span: one mask reads better."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        is_same = last is not None and last.kind is span.kind and span.kind in _NAMES
        if last is not None and is_same and text[last.end : span.start].isspace():
            span = Span(last.start, span.end, span.kind)
            joined.pop()
        joined.append(span)
    return tuple(joined)


def _pass(text: str, people: KnownPeople) -> list[Span]:
    found = list(detect_personal_data(text))
    found += _numbers(text)
    for value in people.numbers:
        kind = _kind_of(value)
        found += [Span(start, end, kind) for start, end in find_writings(text, value)]
    for names, kind in (
        (people.reporter_names, PersonalDataKind.REPORTER_NAME),
        (people.reported_names, PersonalDataKind.REPORTED_NAME),
    ):
        for name in names:
            found += [Span(start, end, kind) for start, end in _name_places(text, name)]
    for address in people.addresses:
        for pattern in _address_patterns(address):
            found += [_span(match, PersonalDataKind.ADDRESS) for match in pattern.finditer(text)]
    return [one for one in found if _HIDDEN not in text[one.start : one.end]]


def _span(match: re.Match[str], kind: PersonalDataKind) -> Span:
    return Span(match.start(), match.end(), kind)


def _kind_of(value: str) -> PersonalDataKind:
    if "@" in value:
        return PersonalDataKind.EMAIL
    digits = sum(character.isdecimal() for character in value)
    kinds = {NIK_DIGITS: PersonalDataKind.NIK, NIP_DIGITS: PersonalDataKind.NIP}
    return kinds.get(digits, PersonalDataKind.PHONE)


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Overlapping and touching spans as one, of the kind that stands first in the enumeration."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            last = joined.pop()
            kind = min(last.kind, span.kind, key=_STRENGTH.index)
            span = Span(last.start, max(last.end, span.end), kind)
        joined.append(span)
    return tuple(joined)


@dataclass(frozen=True, slots=True)
class _Digit:
    place: int
    value: str


def _numbers(text: str) -> Iterator[Span]:
    """NIK, NIP, phone and other long numbers, whatever stands between their digits."""
    done = 0
    for run in _runs(text):
        for first, digit in enumerate(run):
            if digit.place < done or (first and run[first - 1].place == digit.place - 1):
                continue
            found = _number_at(text, run[first:])
            if found is not None:
                done = found.end
                yield found


def _runs(text: str) -> Iterator[list[_Digit]]:
    """Digits in a row, with no more than a gap between each and the next."""
    text_of_digits = _NOUGHT.sub("0", text)
    run: list[_Digit] = []
    for place, character in enumerate(text_of_digits):
        if not character.isdecimal():
            continue
        if run and not _GAP.fullmatch(text, run[-1].place + 1, place):
            yield run
            run = []
        run.append(_Digit(place, str(unicodedata.decimal(character))))
    if run:
        yield run


def _number_at(text: str, digits: list[_Digit]) -> Span | None:
    """The number that begins with the first of these digits, if one does."""
    start = digits[0].place
    values = "".join(digit.value for digit in digits[: NIP_DIGITS + 1])
    ends = [count for count in range(1, len(digits) + 1) if _is_end(digits, count)]

    def span(count: int, kind: PersonalDataKind) -> Span:
        return Span(start, _after(digits, count), kind)

    piece = ends[0]
    if NIP_DIGITS in ends and (piece == NIP_DIGITS or _is_nip(values)):
        return span(NIP_DIGITS, PersonalDataKind.NIP)
    if NIK_DIGITS in ends and (
        piece == NIK_DIGITS
        or (
            _is_nik(values, ends)
            and not _DATES.fullmatch(text, start, digits[NIK_DIGITS - 1].place + 1)
        )
    ):
        return span(NIK_DIGITS, PersonalDataKind.NIK)
    if piece >= NIK_DIGITS:
        return span(piece, PersonalDataKind.NIK)
    for count in reversed(ends):
        written = text[start : _after(digits, count)]
        if count <= NIP_DIGITS and _is_phone(values[:count], written):
            begin = start - 1 if start and text[start - 1] in "+(" else start
            return Span(begin, _after(digits, count), PersonalDataKind.PHONE)
    if piece >= _LEAST_LONG_NUMBER:
        return span(piece, PersonalDataKind.LONG_NUMBER)
    return None


def _after(digits: list[_Digit], count: int) -> int:
    """The place behind the first ``count`` digits."""
    return digits[count - 1].place + 1


def _is_end(digits: list[_Digit], count: int) -> bool:
    return count == len(digits) or digits[count].place > digits[count - 1].place + 1


def _is_nip(values: str) -> bool:
    try:
        date(int(values[:4]), int(values[4:6]), int(values[6:8]))
    except ValueError:
        return False
    return values[:2] in ("19", "20") and values[14] in "12"


def _is_nik(values: str, ends: list[int]) -> bool:
    day, month = int(values[6:8]), int(values[8:10])
    is_built_like_one = 1 <= (day - 40 if day > 40 else day) <= 31 and 1 <= month <= 12
    is_in_fours = ends[:4] == [4, 8, 12, 16]
    return is_built_like_one or is_in_fours


def _is_phone(values: str, written: str) -> bool:
    count = len(values)
    if _MOBILE.match(values):
        national = count - values.index("8") + 1
        return _LEAST_PHONE <= national <= _MOST_MOBILE
    if _BARE_MOBILE.match(values):
        return _LEAST_PHONE <= count < _MOST_MOBILE and not _AMOUNT.match(written)
    if _LANDLINE.match(values):
        return _LEAST_PHONE <= count <= _MOST_PHONE and not _DATES.match(written)
    return False


def _name_places(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Where a name stands: whole, by its longer parts, and by short parts written as names are."""
    parts = [part for part in _NAME_PART.findall(name) if part.casefold() not in _NOT_NAMES]
    yield from find_writings(text, name)
    yield from find_writings(text, " ".join(parts))
    for part in parts:
        if len(part) not in _SHORT_PART:
            continue
        pattern = (
            rf"(?<![^\W\d_])(?:{re.escape(part.title())}|{re.escape(part.upper())})(?![^\W\d_])"
        )
        for match in re.finditer(pattern, text):
            yield match.span()


def _address_patterns(address: str) -> Iterator[re.Pattern[str]]:
    """Patterns for an address as a whole and for its parts that lead to a door.

    A part that is only the name of a town or district is left: half of all reports name it.
    """
    segments = [part.strip() for part in re.split(r"[,;\n]", address) if part.strip()]
    for segment in segments:
        words = re.findall(r"[^\W_]+", segment)
        is_named = any(word.casefold() in _PLACE_WORDS for word in words)
        if len(words) > 1 and (is_named or any(character.isdecimal() for character in segment)):
            yield _address_pattern(words)
            street = _street_of(words)
            if street:
                yield _address_pattern(street)


def _street_of(words: list[str]) -> list[str]:
    """The words of a street without the house: ``Jalan Merdeka`` of ``Jl. Merdeka No. 12``."""
    if words[0].casefold() not in _STREET:
        return []
    street = [words[0]]
    for word in words[1:]:
        if word.casefold() in ("no", "nomor", "rt", "rw", "blok") or word[0].isdecimal():
            break
        street.append(word)
    return street if len(street) > 1 else []


def _address_pattern(words: list[str]) -> re.Pattern[str]:
    written = []
    for word in words:
        folded = word.casefold()
        if folded in _STREET:
            written.append("(?:jalan|jln|jl)")
        elif folded in ("no", "nomor"):
            written.append("(?:nomor|no)?")
        elif folded in ("kel", "kelurahan"):
            written.append("(?:kelurahan|kel)")
        else:
            written.append(re.escape(word))
    between = r"[\W_]{0,4}".join(written)
    return re.compile(rf"(?<![^\W_]){between}(?![^\W_])", re.IGNORECASE)

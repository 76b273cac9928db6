"""Read the numbers that identify a person: NIK of citizens, NIP of civil servants.

Neither number has a check digit; what can be tested is their build: region, date of birth and
serial in a NIK; date of birth, first appointment, sex and serial in a NIP.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Container
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tanggap.domain.refusal import Refused

NIK_DIGITS = 16
NIP_DIGITS = 18
_OLDEST_AGE = 110
"""Years. Nobody older is expected to file a report."""
_WOMAN_DAY_OFFSET = 40
_LAST_MONTH = 12
_SEPARATORS = frozenset(" .-/\t\n\r")


class Sex(StrEnum):
    """The sex that a number was issued for."""

    MALE = "male"
    FEMALE = "female"


@dataclass(frozen=True, slots=True)
class Nik:
    """A well-built population number. Its digits stay out of ``repr`` and so out of logs.

    Attributes:
        value: the 16 digits.
        region_code: 6 digits, district of first registration.
        birth_date: None when the two-digit year fits two centuries.
        warnings: stable codes of what an officer should look at: ``nik-region-unknown``,
            ``nik-century-uncertain``.
    """

    value: str = field(repr=False)
    region_code: str
    birth_date: date | None = field(repr=False)
    sex: Sex
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Nip:
    """A well-built staff number of a PNS or PPPK. Its digits stay out of ``repr``.

    Attributes:
        value: the 18 digits.
        appointed_month: 1 to 12, or None for a PPPK, whose number holds no month.
        contract_sequence: digits 13-14 of a PPPK number, else None.
        serial: 0 to 999; 0 exists in the wild.
    """

    value: str = field(repr=False)
    birth_date: date = field(repr=False)
    appointed_year: int
    appointed_month: int | None
    contract_sequence: int | None
    sex: Sex
    serial: int

    @property
    def is_pppk(self) -> bool:
        """Whether the number was issued for a contract (PPPK) and not a permanent post (PNS)."""
        return self.contract_sequence is not None


def parse_nik(text: str, known_regions: Container[str] | None = None, *, today: date) -> Nik:
    """Read a NIK as a person types it; spaces, dots, dashes and slashes are dropped.

    Args:
        text: what was typed.
        known_regions: six-digit district codes in force, or None to skip that look.
        today: decides the century of birth.

    Raises:
        Refused: ``nik-unexpected-character`` (character), ``nik-not-16-digits`` (digits),
            ``nik-date-impossible`` (day, month, year as written), ``nik-serial-zero``.
    """
    value = _digits(text, "nik-unexpected-character")
    if len(value) != NIK_DIGITS:
        raise Refused("nik-not-16-digits", digits=len(value))
    region_code, written_day = value[:6], int(value[6:8])
    is_woman = written_day > _WOMAN_DAY_OFFSET
    candidates = _births(
        day=written_day - _WOMAN_DAY_OFFSET if is_woman else written_day,
        month=int(value[8:10]),
        short_year=int(value[10:12]),
        today=today,
    )
    if not candidates:
        written = {"day": value[6:8], "month": value[8:10], "year": value[10:12]}
        raise Refused("nik-date-impossible", **written)
    if value[12:] == "0000":
        raise Refused("nik-serial-zero")
    warnings: list[str] = []
    if known_regions is not None and region_code not in known_regions:
        warnings.append("nik-region-unknown")
    if len(candidates) > 1:
        warnings.append("nik-century-uncertain")
    return Nik(
        value=value,
        region_code=region_code,
        birth_date=candidates[0] if len(candidates) == 1 else None,
        sex=Sex.FEMALE if is_woman else Sex.MALE,
        warnings=tuple(warnings),
    )


def parse_nip(text: str, *, today: date) -> Nip:
    """Read a NIP or PPPK number as a person types it; separators are dropped.

    Digits 13-14 are a month (PNS) or, above 12, the contract sequence of a PPPK.

    Raises:
        Refused: ``nip-unexpected-character`` (character), ``nip-not-18-digits`` (digits),
            ``nip-date-impossible`` (part "birth" or "appointment", value as written),
            ``nip-sex-digit`` (digit).
    """
    value = _digits(text, "nip-unexpected-character")
    if len(value) != NIP_DIGITS:
        raise Refused("nip-not-18-digits", digits=len(value))
    birth = _date_or_none(int(value[:4]), int(value[4:6]), int(value[6:8]))
    if birth is None or not today.year - _OLDEST_AGE <= birth.year or birth > today:
        raise Refused("nip-date-impossible", part="birth", value=value[:8])
    year, month = int(value[8:12]), int(value[12:14])
    # A number is issued some months before the appointment takes effect, hence one year ahead.
    if not birth.year < year <= today.year + 1 or month == 0:
        raise Refused("nip-date-impossible", part="appointment", value=value[8:14])
    if value[14] not in "12":
        raise Refused("nip-sex-digit", digit=value[14])
    is_pppk = month > _LAST_MONTH
    return Nip(
        value=value,
        birth_date=birth,
        appointed_year=year,
        appointed_month=None if is_pppk else month,
        contract_sequence=month if is_pppk else None,
        sex=Sex.MALE if value[14] == "1" else Sex.FEMALE,
        serial=int(value[15:]),
    )


def _digits(text: str, code: str) -> str:
    """Return the ASCII digits of ``text`` without separators.

    Numbers are often pasted from chats and sheets, so invisible format characters and every kind of
    space and dash count as separators.
    """
    kept: list[str] = []
    for character in text:
        if character in "0123456789":
            kept.append(character)
        elif not (
            character in _SEPARATORS or unicodedata.category(character) in ("Cf", "Zs", "Pd")
        ):
            raise Refused(code, character=character if character.isprintable() else "")
    return "".join(kept)


def _births(*, day: int, month: int, short_year: int, today: date) -> list[date]:
    """Return the possible birth dates of a living person, the later first."""
    possible = []
    for century in (today.year // 100, today.year // 100 - 1):
        born = _date_or_none(century * 100 + short_year, month, day)
        if born is not None and born <= today and today.year - born.year <= _OLDEST_AGE:
            possible.append(born)
    return possible


def _date_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

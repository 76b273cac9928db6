"""Read a phone number as a person types it into the one form that is stored and dialled."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from tanggap.domain.refusal import Refused

_LONGEST_TYPED = 64
"""Characters. Longer text is no phone number, and the parser need not look at it."""


class PhoneKind(StrEnum):
    """What can be expected of a number. Only a mobile number can be sent an SMS."""

    MOBILE = "mobile"
    FIXED = "fixed"
    SHORT = "short"
    UAN = "uan"
    OTHER = "other"


_KINDS = {
    PhoneNumberType.MOBILE: PhoneKind.MOBILE,
    PhoneNumberType.FIXED_LINE: PhoneKind.FIXED,
    PhoneNumberType.FIXED_LINE_OR_MOBILE: PhoneKind.MOBILE,
    PhoneNumberType.UAN: PhoneKind.UAN,
}


@dataclass(frozen=True, slots=True)
class Phone:
    """A dialable number. Its digits stay out of ``repr`` and so out of logs.

    Attributes:
        value: E.164 (``+6281234567890``), or the bare digits of a short number (``112``).
        kind: what the numbering plan says it is.
    """

    value: str = field(repr=False)
    kind: PhoneKind


def parse_phone(text: str, *, region: str = "ID") -> Phone:
    """Read a phone number, national or international, with any separators.

    Short numbers (112, 110) and national access numbers (UAN, 1500 xxx) are accepted.

    Args:
        text: what was typed.
        region: ISO 3166 code of the country whose national form is assumed.

    Raises:
        Refused: ``phone-unreadable``.
    """
    typed = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cc")).strip()
    if not typed or len(typed) > _LONGEST_TYPED:
        raise Refused("phone-unreadable")
    try:
        number = phonenumbers.parse(typed, region)
    except phonenumbers.NumberParseException:
        raise Refused("phone-unreadable") from None
    if phonenumbers.is_valid_short_number_for_region(number, region):
        return Phone(phonenumbers.national_significant_number(number), PhoneKind.SHORT)
    if not phonenumbers.is_valid_number(number):
        raise Refused("phone-unreadable")
    number.extension = None
    return Phone(
        phonenumbers.format_number(number, PhoneNumberFormat.E164),
        _KINDS.get(phonenumbers.number_type(number), PhoneKind.OTHER),
    )


def format_phone(value: str, *, region: str = "ID") -> str:
    """Return a stored number as people of ``region`` write it, for example ``0812-3456-7890``."""
    if not value.startswith("+"):
        return value
    try:
        number = phonenumbers.parse(value, None)
    except phonenumbers.NumberParseException:
        return value
    home = phonenumbers.country_code_for_region(region)
    shape = (
        PhoneNumberFormat.NATIONAL
        if number.country_code == home
        else PhoneNumberFormat.INTERNATIONAL
    )
    return phonenumbers.format_number(number, shape)

"""Phone numbers are read in every usual writing."""

from __future__ import annotations

import pytest

from tanggap.domain.refusal import Refused
from tanggap.services.phone_numbers import PhoneKind, format_phone, parse_phone


@pytest.mark.parametrize(
    ("typed", "value", "kind"),
    [
        ("0812-3456-7890", "+6281234567890", PhoneKind.MOBILE),
        ("62812 3456 7890", "+6281234567890", PhoneKind.MOBILE),
        ("+62 (0) 812 3456 7890", "+6281234567890", PhoneKind.MOBILE),
        ("\u202a+62\u00a0812-3456-7890\u202c", "+6281234567890", PhoneKind.MOBILE),
        ("(0717) 432101", "+62717432101", PhoneKind.FIXED),
        ("1500 567", "+621500567", PhoneKind.UAN),
        ("+65 9123 4567", "+6591234567", PhoneKind.MOBILE),
        ("112", "112", PhoneKind.SHORT),
    ],
)
def test_a_number_is_read_into_one_form(typed: str, value: str, kind: PhoneKind) -> None:
    phone = parse_phone(typed)
    assert (phone.value, phone.kind) == (value, kind)


@pytest.mark.parametrize("typed", ["", "abc", "0812", "08", "123", "+", "0" * 5000, "+999 123456"])
def test_what_cannot_be_dialled_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as refusal:
        parse_phone(typed)
    assert refusal.value.code == "phone-unreadable"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("+6281234567890", "0812-3456-7890"),
        ("+62717432101", "(0717) 432101"),
        ("112", "112"),
        ("+6591234567", "+65 9123 4567"),
    ],
)
def test_a_stored_number_is_shown_as_people_write_it(value: str, shown: str) -> None:
    assert format_phone(value) == shown

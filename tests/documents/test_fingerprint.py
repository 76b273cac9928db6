"""Verification codes can be read aloud, typed back carelessly, and are still the same code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis.strategies import binary

from tanggap.documents.fingerprint import fingerprint, read_code, verification_code
from tanggap.domain.refusal import Refused


def test_the_fingerprint_is_the_sha_256_of_the_bytes() -> None:
    assert fingerprint(b"abc") == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )


@pytest.mark.parametrize(
    ("random", "code"),
    [
        (bytes(8), "0000-0000-0000"),
        (b"\xff" * 8, "ZZZZ-ZZZZ-ZZZZ"),
        (bytes.fromhex("08864298e84a97af"), "1234-5678-9ABT"),
    ],
)
def test_a_code_shows_the_first_sixty_bits(random: bytes, code: str) -> None:
    assert verification_code(random) == code


@given(binary(min_size=8, max_size=32))
def test_a_code_typed_in_lower_case_without_hyphens_is_read_back(random: bytes) -> None:
    code = verification_code(random)
    assert read_code(code.lower().replace("-", " ")) == code


def test_letters_that_look_like_digits_are_read_as_digits() -> None:
    assert read_code("o1il-0000-ooOO") == "0111-0000-0000"


@pytest.mark.parametrize("typed", ["", "7KQF-2M9D", "7KQF-2M9D-XW4T-9", "7KQF-2M9D-XW4U", "é" * 12])
def test_what_cannot_be_a_code_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        read_code(typed)
    assert refused.value.code == "verification-code-malformed"


def test_too_little_randomness_is_a_programming_error() -> None:
    with pytest.raises(ValueError, match="random bytes"):
        verification_code(b"short")

"""Whatever is typed or uploaded, the answer is a result or a refusal, never another exception."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tanggap.domain.identity_numbers import parse_nik, parse_nip
from tanggap.domain.masking import detect_personal_data, mask_text
from tanggap.domain.refusal import Refused
from tanggap.domain.typed_text import clean_text, is_blank
from tanggap.services.phone_numbers import parse_phone
from tanggap.storage.evidence_inspection import ALLOWED_TYPES, inspect
from tanggap.storage.evidence_names import LONGEST_NAME, display_name
from tests.storage.evidence_samples import SAMPLES

ANY_TEXT = st.text(st.characters(), max_size=60)
NUMBERISH = st.text("0123456789 .-+()/\u200b", max_size=40)
AWKWARD = st.text("ab e\u0301\u200c\u200d\u200b\u202e\ufe0f\n\r\t\x00👩ꦏم\u3164", max_size=30)
DAYS = st.dates(date(2020, 1, 1), date(2099, 12, 31))


@given(ANY_TEXT | NUMBERISH | st.text("0123456789", min_size=16, max_size=18), DAYS)
def test_reading_a_number_gives_a_number_or_a_refusal(text: str, today: date) -> None:
    with suppress(Refused):
        nik = parse_nik(text, frozenset(), today=today)
        assert len(nik.value) == 16
        assert nik.birth_date is None or nik.birth_date <= today
    with suppress(Refused):
        nip = parse_nip(text, today=today)
        assert nip.birth_date <= today
        assert nip.is_pppk == (nip.appointed_month is None)
    with suppress(Refused):
        assert parse_phone(parse_phone(text).value).value == parse_phone(text).value


@given(st.dates(date(1930, 1, 1), date(2009, 12, 31)), st.booleans(), st.integers(1, 9999))
def test_a_nik_built_from_a_grown_persons_birth_is_read_back(
    born: date, is_woman: bool, serial: int
) -> None:
    day = born.day + 40 * is_woman
    text = f"197101{day:02}{born:%m%y}{serial:04}"
    assert parse_nik(text, today=date(2026, 11, 23)).birth_date == born


@given(ANY_TEXT | AWKWARD, st.booleans())
def test_cleaning_twice_is_cleaning_once_and_leaves_storable_text(
    raw: str, multiline: bool
) -> None:
    once = clean_text(raw, max_length=10_000, multiline=multiline)
    assert clean_text(once, max_length=10_000, multiline=multiline) == once
    assert "\x00" not in once
    once.encode()
    assert is_blank(raw) == is_blank(once)


@given(ANY_TEXT | NUMBERISH, st.lists(ANY_TEXT | NUMBERISH, max_size=3))
def test_masking_takes_any_text_and_leaves_no_find_behind(text: str, known: list[str]) -> None:
    spans = detect_personal_data(text)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    mask_text(text, known)


@given(
    st.text("0123456789", min_size=8, max_size=12),
    st.lists(st.sampled_from(["", " ", "-", ".", ") "]), min_size=12),
)
def test_the_reporters_phone_is_covered_with_any_gaps(tail: str, gaps: list[str]) -> None:
    written = "0" + "8" + "".join(digit + gap for digit, gap in zip(tail, gaps, strict=False))
    assert tail[-4:] not in mask_text(f"HP {written.strip()}.", [f"+628{tail}"])


@given(ANY_TEXT | st.text("./\\ :abcdeCON\u202e\x00", max_size=150))
def test_a_shown_name_is_short_plain_and_ends_as_its_type(name: str) -> None:
    shown = display_name(name, ".jpg")
    assert len(shown) <= LONGEST_NAME
    assert shown.endswith(".jpg")
    assert not set(shown) & set('/\\<>:"|?*\x00\u202e\n')


def _inspect_safely(content: bytes) -> None:
    with suppress(Refused):
        safe = inspect("bukti", content)
        assert safe.media_type in {allowed.media_type for allowed in ALLOWED_TYPES.values()}
        assert safe.content


STARTS = (
    b"",
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"GIF89a",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"OggS\0\x02",
    b"ID3",
    b"RIFF\0\0\0\0WAVE",
    b"RIFF\0\0\0\0WEBP",
    b"\0\0\0\x14ftypisom",
    b"\x1a\x45\xdf\xa3",
    b"#!AMR\n",
    b"\xff\xfb\x90\0",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
)


@given(st.sampled_from(STARTS), st.binary(max_size=200))
def test_any_bytes_are_inspected_without_another_exception(start: bytes, rest: bytes) -> None:
    _inspect_safely(start + rest)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.sampled_from(sorted(SAMPLES)), st.data())
def test_a_valid_file_with_flipped_bits_is_inspected_without_another_exception(
    name: str, data: st.DataObject
) -> None:
    content = bytearray(SAMPLES[name])
    places = st.integers(0, len(content) - 1)
    for place in data.draw(st.lists(places, min_size=1, max_size=4)):
        content[place] ^= 1 << data.draw(st.integers(0, 7))
    _inspect_safely(
        bytes(
            content[: data.draw(st.integers(1, len(content))) if data.draw(st.booleans()) else None]
        )
    )

"""Whatever separators people write, no number of a person survives publication."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanggap.domain.masking import MASK
from tanggap.domain.personal_data import KnownPeople, find_personal_data
from tanggap.domain.publication import cover_text

PEOPLE = KnownPeople(
    reporter_names=("Citra Lestari Dewi",),
    reported_names=("H. Bambang Adi Suryanto, S.E.",),
    numbers=("1971015203900001", "+6281200000001", "warga@contoh.example"),
    addresses=("Jl. Melati No. 12, RT 03/RW 05, Pangkalpinang",),
)
GAPS = st.sampled_from(["", " ", "-", ".", "/", " - ", "–", "\u00a0", "\n", " / ", "_", "·", ")  "])
PROSE = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=("Nd", "Cs", "Cc", "Cf", "Lm")),
    max_size=40,
)


@st.composite
def births(draw: st.DrawFn) -> date:
    return draw(st.dates(date(1940, 1, 1), date(2008, 12, 31)))


@st.composite
def niks(draw: st.DrawFn) -> str:
    born, is_woman = draw(births()), draw(st.booleans())
    region, serial = draw(st.integers(110101, 949999)), draw(st.integers(1, 9999))
    return f"{region}{born.day + 40 * is_woman:02}{born:%m%y}{serial:04}"


@st.composite
def nips(draw: st.DrawFn) -> str:
    born = draw(births())
    month = draw(st.integers(1, 99))  # above 12: the contract of a PPPK
    year, sex = draw(st.integers(born.year + 17, 2026)), draw(st.sampled_from("12"))
    return f"{born:%Y%m%d}{year}{month:02}{sex}{draw(st.integers(0, 999)):03}"


@st.composite
def phones(draw: st.DrawFn) -> str:
    rest = draw(st.text("0123456789", min_size=7, max_size=10))
    return (
        draw(st.sampled_from(["0", "62", "+62", "0062"]))
        + f"8{draw(st.sampled_from('1235789'))}{rest}"
    )


@st.composite
def written(draw: st.DrawFn) -> str:
    digits = draw(st.one_of(niks(), nips(), phones()))
    sign, digits = ("+", digits[1:]) if digits.startswith("+") else ("", digits)
    return sign + digits[0] + "".join(draw(GAPS) + one for one in digits[1:])


@given(number=written(), before=PROSE, after=PROSE)
def test_no_digit_of_a_persons_number_survives(number: str, before: str, after: str) -> None:
    shown = cover_text(f"{before} {number} {after}", PEOPLE).text
    assert not re.search(r"[0-9]", shown.replace(MASK, ""))


@given(
    pieces=st.lists(
        st.one_of(
            PROSE,
            written(),
            st.sampled_from(
                [*PEOPLE.reporter_names, "bambang", "Adi", "jalan melati 12", "RT 03 RW 05", MASK]
            ),
            st.text("0123456789 .-/", max_size=30),
        ),
        max_size=6,
    ),
    glue=st.sampled_from(["", " ", ", "]),
)
def test_masking_twice_is_masking_once_and_the_rest_stays(pieces: list[str], glue: str) -> None:
    text = glue.join(pieces)
    once = cover_text(text, PEOPLE).text
    assert cover_text(once, PEOPLE).text == once
    assert find_personal_data(once, PEOPLE) == ()
    place = 0
    outside = []
    for span in find_personal_data(text, PEOPLE):
        outside.append(text[place : span.start])
        place = span.end
    outside.append(text[place:])
    assert once == MASK.join(outside)


@given(text=st.text("0123456789 .-/+()oO@abc8,:\n", max_size=60))
def test_any_heap_of_digits_is_read_without_a_fault(text: str) -> None:
    spans = find_personal_data(text)
    assert all(a.end < b.start for a, b in pairwise(spans))


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("3201011203850004", "nik"),
        ("3201 0112 0385 0004", "nik"),
        ("198502142010012003", "nip"),
        ("19950101 202012 1 010", "nip"),
        ("199001012024211000", "nip"),
        ("0812-3456-7890", "phone"),
        ("O812 3456 7890", "phone"),
        ("+62 (0) 812 3456 7890", "phone"),
        ("62812.3456.789", "phone"),
        ("812-3456-7890", "phone"),
        ("(0717) 432101", "phone"),
        ("021 - 500 8000", "phone"),
        ("budi.s@kantor.go.id", "email"),
        ("budi [at] kantor.go.id", "email"),
        ("0012345678901", "long_number"),
        ("citra", "reporter_name"),
        ("CITRA  LESTARI", "reporter_name"),
        ("Citra L. Dewi", "reporter_name"),
        ("Suryanto", "reported_name"),
        ("Adi", "reported_name"),
        ("Jalan Melati Nomor 12", "address"),
        ("jl melati", "address"),
        ("RT 03 RW 05", "address"),
    ],
)
def test_what_indonesians_write_is_found(said: str, kind: str) -> None:
    found = find_personal_data(f"Catatan: {said}, demikian.", PEOPLE)
    assert {str(one.kind) for one in found} == {kind}
    assert cover_text(f"Catatan: {said}, demikian.", PEOPLE).text.startswith(
        "Catatan: [disamarkan]"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Pada 02-01-2026 pukul 08.30–10.45, 17 Juli 2026 loket tutup.",
        "Antara 02-01-2026 – 03-01-2026 saja.",
        "Surat nomor 800/123/BKPSDM/2026 tanggal 17 Maret 2026.",
        "Denda Rp 1.250.000.000,00 untuk 12.345 orang, lalu Rp 85.000.000.",
        "Hubungi 112 atau 110. UU 25/2009 Pasal 18.",
        "Warga Pangkalpinang di RT 07 mengeluh, adil tidak.",
    ],
)
def test_dates_amounts_and_places_stay(text: str) -> None:
    assert cover_text(text, PEOPLE).text == text

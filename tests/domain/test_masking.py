"""A confidential reporter cannot be recognised in a masked text."""

from __future__ import annotations

import pytest

from tanggap.domain.masking import MASK, PersonalDataKind, detect_personal_data, mask_text

REPORTER = ("Siti Nurhaliza Putri", "1971015703900001", "+6281234567890", "siti.putri@contoh.id")


@pytest.mark.parametrize(
    "written",
    [
        "Siti Nurhaliza Putri",
        "SITI  NURHALIZA\nPUTRI",
        "Siti-Nurhaliza Putri",
        "nurhaliza",
        "Putri",
        "1971015703900001",
        "1971 0157 0390 0001",
        "197101.570390.0001",
        "0812-3456-7890",
        "+62 812 3456 7890",
        "62812 3456 7890",
        "(0812) 34567890",
        "+62 (0) 812-3456-7890",
        "812 3456 7890",
        "0 8 1 2 3 4 5 6 7 8 9 0",
        "SITI.PUTRI@CONTOH.ID",
    ],
)
def test_the_reporters_own_data_is_covered_in_any_writing(written: str) -> None:
    assert mask_text(f"Saya, {written}, melapor.", REPORTER) == f"Saya, {MASK}, melapor."


@pytest.mark.parametrize(
    "written",
    [
        "3201011203850004",
        "198502142010012003",
        "19850214 201001 2 003",
        "0857 1111 2222",
        "(0717) 432101",
        "021-5000800",
        "+65 9123 4567",
        "lain@kantor.go.id",
        "lain[at]kantor.go.id",
    ],
)
def test_numbers_and_addresses_of_anybody_are_covered(written: str) -> None:
    assert mask_text(f"Lihat {written} ya.", ()) == f"Lihat {MASK} ya."


@pytest.mark.parametrize(
    "text",
    [
        "Pada 02-01-2026 pukul 08.30 sampai 10.45.",
        "Antara 2026-01-02 2026-01-03 saja.",
        "Surat nomor 800/123/BKPSDM/2026 tanggal 17 Maret 2026.",
        "Denda Rp 1.250.000.000,00 untuk 12.345 orang.",
        "Keputrian dan Situs tidak sama.",
        "Hubungi 112 atau 110.",
    ],
)
def test_dates_amounts_letter_numbers_and_longer_words_stay(text: str) -> None:
    assert mask_text(text, REPORTER) == text


def test_a_short_name_is_covered_only_as_a_whole() -> None:
    assert mask_text("Adi Sri datang; adi melihat.", ["Adi Sri"]) == f"{MASK} datang; adi melihat."


def test_the_number_of_the_person_reported_can_be_kept() -> None:
    text = "NIP 19850214 201001 2 003, hubungi 081234567890"
    assert mask_text(text, REPORTER, keep=["198502142010012003"]) == (
        f"NIP 19850214 201001 2 003, hubungi {MASK}"
    )


def test_what_is_the_reporters_own_is_covered_even_when_kept() -> None:
    assert mask_text("0812 3456 7890", REPORTER, keep=["081234567890"]) == MASK


def test_overlapping_finds_become_one_mask_and_blanks_are_skipped() -> None:
    assert mask_text("siti.putri@contoh.id", (*REPORTER, "", "  ")) == MASK


def test_detection_tells_kind_and_place() -> None:
    text = "NIK 1971015703900001, NIP 198502142010012003, HP 0812-3456-7890, a.b@c.id"
    assert [(span.kind, text[span.start : span.end]) for span in detect_personal_data(text)] == [
        (PersonalDataKind.NIK, "1971015703900001"),
        (PersonalDataKind.NIP, "198502142010012003"),
        (PersonalDataKind.PHONE, "0812-3456-7890"),
        (PersonalDataKind.EMAIL, "a.b@c.id"),
    ]

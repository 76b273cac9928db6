"""Says in English what the fields of requests say of wrong input, for officers who asked for it."""

from __future__ import annotations

import re

FAULTS = {
    "Antara -{} dan {} derajat.": "Between -{} and {} degrees.",
    "Isi dengan derajat desimal, misalnya -2.13.": "Fill in decimal degrees, for example -2.13.",
    "Angka ini terlalu besar.": "This number is too large.",
    "Bentuk isian ini tidak sesuai.": "The form of this field does not fit.",
    "Isi dahulu.": "Fill this in first.",
    "Isi data pelapor, atau pilih pelapor yang dikenal.": (
        "Fill in the reporter's data, or choose a known reporter."
    ),
    "Isi dengan angka bulat.": "Fill in a whole number.",
    "Isi dengan angka {} sampai {}.": "Fill in a number from {} to {}.",
    "Isi dengan daftar.": "Fill in a list.",
    "Isi dengan jawaban peramban.": "Fill in the browser's answer.",
    "Isi dengan pasangan nama dan nilai.": "Fill in pairs of name and value.",
    "Isi dengan teks.": "Fill in text.",
    "Isi dengan true atau false.": "Fill in true or false.",
    "Isi {} sampai {} baris.": "Fill in {} to {} lines.",
    "Isian ini tidak dikenal.": "This field is not known.",
    "Isian tindakan harus berupa pasangan nama dan nilai.": (
        "The fields of an action have to be pairs of name and value."
    ),
    "Nilai isian ini tidak sesuai.": "The value of this field does not fit.",
    "Paling banyak {} baris.": "At most {} lines.",
    "Paling banyak {} saringan.": "At most {} filters.",
    "Paling banyak {} karakter.": "At most {} characters.",
    "Pilih berkas dahulu.": "Choose a file first.",
    "Pilih salah satu: {}.": "Choose one of: {}.",
    "Tanda pengenal ini tidak benar.": "This id is not right.",
    "Teks ini tidak terbaca.": "This text cannot be read.",
    "Tidak sesuai.": "Does not fit.",
    "Tulis tanggal dengan bentuk TTTT-BB-HH, misalnya 2026-03-12.": (
        "Write the date as YYYY-MM-DD, for example 2026-03-12."
    ),
    "Tulis {} sampai {} karakter.": "Write {} to {} characters.",
}
"""English by the Indonesian sentence; ``{}`` stands for what the field fills in."""

_PATTERNS = [
    (re.compile(re.escape(said).replace(r"\{\}", "(.+)")), english)
    for said, english in FAULTS.items()
]


def in_english(said: str) -> str:
    """The sentence in English; as it is when it is none of a field's."""
    for pattern, english in _PATTERNS:
        found = pattern.fullmatch(said)
        if found is not None:
            return english.format(*found.groups())
    return said

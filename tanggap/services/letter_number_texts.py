"""What refusals about letter numbers say: HTTP status, and the sentence with its facts."""

from __future__ import annotations

LETTER_NUMBER_TEXTS: dict[str, tuple[int, str]] = {
    "letter-code-broken": (422, "Kode surat “{value}” kosong atau berisi tanda yang tidak boleh dipakai."),
    "number-pattern-braces": (422, "Kurung kurawal pada pola nomor tidak berpasangan. Tulis setiap tanda pengganti seperti ini: {{nomor}}."),
    "number-pattern-field": (422, "Tanda pengganti “{part}” tidak dikenal. Pakai salah satu: {known}."),
    "number-pattern-incomplete": (422, "Pola nomor harus memuat {{{part}}}, agar tidak ada dua surat yang bernomor sama."),
    "number-pattern-literal": (422, "Tanda “{part}” tidak dapat dipakai pada pola nomor. Pakai huruf, angka, spasi, garis miring, titik, atau tanda hubung."),
    "number-pattern-too-long": (422, "Pola nomor paling panjang {limit} karakter. Persingkat."),
    "number-pattern-width": (422, "Banyaknya angka hanya dapat disebut untuk nomor urut, 1 sampai 9, misalnya {{nomor:4}}; tidak untuk “{part}”."),
}

"""What refusals about the gazetteer say: HTTP status, and the sentence with its facts."""

from __future__ import annotations

PLACE_TEXTS: dict[str, tuple[int, str]] = {
    "csv-columns-missing": (
        422,
        "Kolom {missing} tidak ada pada baris pertama. Kolom yang dikenal: {known}.",
    ),
    "csv-line-twice": (422, "Tempat ini sudah tertulis pada baris {line}."),
    "csv-too-long": (422, "Berkasnya lebih dari {limit} karakter. Bagi menjadi beberapa berkas."),
    "csv-unreadable": (422, "Baris {line} tidak terbaca sebagai CSV. Periksa tanda petiknya."),
    "degrees-unreadable": (
        422,
        "“{text}” bukan derajat. Tulis misalnya -2,13 untuk lintang dan 106,11 untuk bujur.",
    ),
    "place-district-unknown": (
        422,
        "Kecamatan “{name}” tidak ada dalam berkas ini maupun dalam daftar tempat.",
    ),
    "place-has-villages": (
        409,
        "Kecamatan ini masih punya kelurahan. Pindahkan dahulu kelurahannya.",
    ),
    "place-kind-unknown": (422, "Jenis tempat tidak dikenal. Pilih salah satu: {known}."),
    "place-name-taken": (409, "Tempat “{taken}” sudah ada."),
    "place-not-found": (404, "Tempat ini tidak ada."),
    "place-parent-unfit": (422, "Hanya kelurahan yang berada dalam kecamatan."),
    "point-half-given": (422, "Isi lintang dan bujur, atau kosongkan keduanya."),
    "too-many-places": (422, "Paling banyak {limit} tempat."),
    "too-many-spellings": (422, "Paling banyak {limit} ejaan lain."),
}

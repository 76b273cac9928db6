"""What refusals about drafts and unsent texts say: HTTP status, and the sentence with its facts."""

from __future__ import annotations

DRAFT_TEXTS: dict[str, tuple[int, str]] = {
    "draft-changed": (412, "Tulisan ini sudah diubah di jendela lain sejak Anda membukanya di sini. Bandingkan keduanya, lalu pilih yang dipakai."),
    "draft-not-found": (404, "Konsep ini tidak ada atau sudah dikirim."),
    "draft-too-large": (422, "Konsep terlalu panjang: paling banyak {limit} karakter seluruhnya."),
    "too-many-drafts": (409, "Anda sedang menulis {limit} laporan. Kirim atau hapus salah satunya dahulu."),
    "too-many-unsent-texts": (409, "Anda menyimpan {limit} tulisan yang belum dikirim. Kirim atau hapus salah satunya dahulu."),
}

"""Templates of answers: texts with placeholders, checked when written and filled when used."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tanggap.domain.refusal import Refused

PLACEHOLDERS = {
    "nomor_laporan": "nomor register laporan",
    "judul_laporan": "judul laporan",
    "kategori": "kategori laporan",
    "tanggal_laporan": "tanggal laporan masuk",
    "nama_layanan": "nama layanan pengaduan",
    "nama_opd": "perangkat daerah yang menjawab",
    "nama_petugas": "nama petugas yang menulis",
    "nama_pelapor": "nama pelapor; “Pelapor” bila laporan rahasia",
    "tanggal_hari_ini": "tanggal hari ini",
}
"""What may stand between braces, and what it becomes."""

SPECIMEN = {
    "nomor_laporan": "CONTOH-2026-00012",
    "judul_laporan": "Loket tutup sebelum jam layanan berakhir",
    "kategori": "Kualitas pelayanan",
    "tanggal_laporan": "16 Juli 2026",
    "nama_layanan": "Layanan Contoh",
    "nama_opd": "Dinas Contoh",
    "nama_petugas": "Petugas Contoh",
    "nama_pelapor": "Pelapor Contoh",
    "tanggal_hari_ini": "17 Juli 2026",
}
"""Facts of a report that never was, for a preview where no report is at hand."""

NAMELESS = "Pelapor"
"""How a reporter whose name must not be told is called in an answer."""

_BETWEEN_BRACES = re.compile(r"\{([^{}\n]{0,100})\}")


def check_placeholders(body: str) -> None:
    """Refuse a text with placeholders nobody could fill.

    Raises:
        Refused: ``placeholder-unknown`` (unknown, known).
    """
    named = {match[1].strip() for match in _BETWEEN_BRACES.finditer(body)}
    unknown = sorted(named - set(PLACEHOLDERS))
    if unknown:
        raise Refused(
            "placeholder-unknown",
            field="body",
            unknown=[f"{{{name}}}" for name in unknown],
            known=[f"{{{name}}}" for name in PLACEHOLDERS],
        )


def fill(body: str, facts: Mapping[str, str]) -> str:
    """``body`` with its placeholders replaced; what is filled in is not read for placeholders."""
    return _BETWEEN_BRACES.sub(lambda match: facts.get(match[1].strip(), match[0]), body)

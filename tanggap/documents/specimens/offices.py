"""The invented offices and people that every specimen is about."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from tanggap.documents.assets import EMBLEM
from tanggap.documents.contexts import Letterhead, Person, Signatory, Verification

WIB = timezone(timedelta(hours=7))
REGISTER_NUMBER = "NKK-2026-000123"
ISSUED_AT = datetime(2026, 11, 5, 10, 40, tzinfo=WIB)
PLACE = "Kota Contoh"


def emblem() -> str:
    """Return the neutral invented emblem as SVG: a shield with a speech balloon."""
    return EMBLEM.read_text(encoding="utf-8")


def letterhead() -> Letterhead:
    """Return the head of an invented personnel agency."""
    return Letterhead(
        government="Pemerintah Kota Contoh",
        unit="Badan Kepegawaian dan Pengembangan Sumber Daya Manusia Daerah",
        address_lines=("Jalan Teladan Raya Nomor 12, Kota Contoh 33100",),
        contact_line="Telepon (0717) 000000, pos-el bkpsdmd@contoh.example, laman contoh.example",
        emblem_svg=emblem(),
    )


def signatory() -> Signatory:
    """Return an invented acting head."""
    return Signatory(
        position="Kepala Badan Kepegawaian dan Pengembangan Sumber Daya Manusia Daerah",
        name="Dra. Ratna Contoh, M.Si.",
        rank="Pembina Utama Muda",
        nip="197001011995032001",
        deputy="Plt.",
    )


def officer() -> Signatory:
    """Return an invented officer of the desk."""
    return Signatory(
        position="Subkoordinator Pengaduan",
        name="Sari Contoh, S.H.",
        rank="Penata",
        nip="198504122010012003",
    )


def department() -> Letterhead:
    """Return the head of an invented department."""
    return Letterhead(
        government="Pemerintah Kota Contoh",
        unit="Dinas Pelayanan Contoh",
        address_lines=("Jalan Melati Nomor 3, Kota Contoh 33121",),
        contact_line="Telepon (0717) 000001, pos-el dinas@contoh.example",
        emblem_svg=emblem(),
    )


def department_officer() -> Signatory:
    """Return an invented officer of the department."""
    return Signatory(
        position="Kepala Subbagian Umum",
        name="Hendra Contoh, S.Sos.",
        rank="Penata Tingkat I",
        nip="198001202006041004",
    )


def field_team() -> tuple[Person, ...]:
    """Return the invented officers who are sent out."""
    return (
        Person(
            name="Sari Contoh, S.H.",
            nip="198504122010012003",
            rank="Penata (III/c)",
            position="Subkoordinator Pengaduan",
        ),
        Person(
            name="Rudi Contoh, A.Md.",
            nip="199207082019031005",
            rank="Pengatur (II/c)",
            position="Pengelola Pengaduan",
        ),
        Person(name="Dewi Contoh", position="Tenaga Pendukung Lapangan"),
    )


def verification() -> Verification:
    """Return where an invented document is checked."""
    return Verification(
        url="https://tanggap.contoh.example/periksa/7KQF-2M9D-XW4T", code="7KQF-2M9D-XW4T"
    )

"""Specimens of what a reporter gets: the receipt, the answer, and the answer as a draft."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from tanggap.documents.contexts import Mark, NextStep, Receipt, ReplyLetter, Rung
from tanggap.documents.specimens.offices import (
    ISSUED_AT,
    PLACE,
    REGISTER_NUMBER,
    WIB,
    letterhead,
    signatory,
    verification,
)
from tanggap.documents.wording import REPLY_CLOSING, address_reporter, reply_opening

_FINDINGS = """\
Laporan Saudara mengenai petugas loket yang meninggalkan tempat pada jam pelayanan telah kami \
periksa bersama Dinas Pelayanan Contoh. Hasilnya adalah sebagai berikut:

1. Pada tanggal 2 November 2026 loket 3 tidak dilayani dari pukul 10.15 sampai dengan pukul 11.05 \
WIB. Petugas pengganti tidak ditunjuk.
2. Kepala bidang yang bersangkutan telah memanggil dan menegur petugas secara tertulis.
3. Sejak tanggal 4 November 2026 jadwal petugas pengganti ditempel di setiap loket.

Apabila Saudara belum puas dengan tanggapan ini, Saudara dapat menyampaikannya satu kali melalui \
halaman laporan Saudara dengan menyebutkan alasannya."""


def reply_letter() -> ReplyLetter:
    """Return an issued answer of one page."""
    return ReplyLetter(
        issued_at=ISSUED_AT,
        letterhead=letterhead(),
        number="800/0012/NKK/BKPSDMD/XI/2026",
        place=PLACE,
        dated=date(2026, 11, 5),
        nature="Biasa",
        attachments="-",
        subject=f"Tanggapan atas laporan nomor {REGISTER_NUMBER}",
        addressee=address_reporter(
            name="Budi Contoh",
            register_number=REGISTER_NUMBER,
            confidential=False,
            place="Kota Contoh",
        ),
        body=f"{reply_opening(REGISTER_NUMBER, date(2026, 11, 3))}\n\n{_FINDINGS}",
        closing=REPLY_CLOSING,
        signatory=signatory(),
        copies=("Wali Kota Contoh (sebagai laporan)", "Kepala Dinas Pelayanan Contoh"),
        register_number=REGISTER_NUMBER,
        verification=verification(),
    )


def draft_reply_letter() -> ReplyLetter:
    """Return the same answer on its way up: initialled twice, waiting for two more."""
    text = "9f2c4b7e18d05a6390e1fb27c84d6a53f07b9e1c2d384a5566778899aabbccdd"
    rungs = (
        Rung(
            position="Subkoordinator Pengaduan",
            name="Sari Contoh, S.H.",
            at=datetime(2026, 11, 5, 8, 15, tzinfo=WIB),
            text_sha256=text,
        ),
        Rung(
            position="Kepala Bidang Pengaduan",
            name="Bambang Contoh, S.IP.",
            deputy="Plh.",
            at=datetime(2026, 11, 5, 9, 2, tzinfo=WIB),
            text_sha256=text,
        ),
        Rung(position="Sekretaris", name="Ir. Wulan Contoh"),
        Rung(
            position=signatory().position,
            name=signatory().name,
            deputy=signatory().deputy,
            mark=Mark.SIGNATURE,
        ),
    )
    return replace(reply_letter(), number=None, verification=None, draft=True, rungs=rungs)


def receipt() -> Receipt:
    """Return the receipt of a report filed online by a confidential reporter."""
    return Receipt(
        issued_at=datetime(2026, 11, 3, 9, 12, tzinfo=WIB),
        letterhead=letterhead(),
        register_number=REGISTER_NUMBER,
        tracking_code="H4TN-8RWQ",
        tracking_url="https://tanggap.contoh.example/lacak/NKK-2026-000123",
        desk="Layanan Pengaduan NKK (Nilai Dasar, Kode Etik dan Kode Perilaku ASN)",
        received_at=datetime(2026, 11, 3, 9, 12, tzinfo=WIB),
        timezone="Asia/Jakarta",
        category="Disiplin ASN: meninggalkan tugas pada jam kerja",
        summary="Loket 3 kosong selama kurang lebih lima puluh menit pada jam pelayanan.",
        next_steps=(
            NextStep(
                what="Operator memeriksa kelengkapan laporan.",
                due=datetime(2026, 11, 3, 9, 22, tzinfo=WIB),
            ),
            NextStep(
                what="Tim NKK Utama menentukan penanganan laporan.",
                due=datetime(2026, 11, 3, 11, 22, tzinfo=WIB),
            ),
            NextStep(
                what="Anda menerima tanggapan resmi berupa surat.",
                due=datetime(2026, 11, 5, 9, 12, tzinfo=WIB),
            ),
        ),
        confidential=True,
        verification=verification(),
    )

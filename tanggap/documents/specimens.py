"""A specimen of every document, with invented people and offices, for previews and measurements."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from tanggap.documents.contexts import (
    Disposition,
    Letterhead,
    NextStep,
    Receipt,
    ReplyLetter,
    Signatory,
    Urgency,
    Verification,
)
from tanggap.documents.wording import (
    REPLY_CLOSING,
    address_reporter,
    reply_opening,
    reporter_as_sender,
)

WIB = timezone(timedelta(hours=7))
REGISTER_NUMBER = "NKK-2026-000123"
ISSUED_AT = datetime(2026, 11, 5, 10, 40, tzinfo=WIB)

_FINDINGS = """\
Laporan Saudara mengenai petugas loket yang meninggalkan tempat pada jam pelayanan telah kami \
periksa bersama Dinas Pelayanan Contoh. Hasilnya adalah sebagai berikut:

1. Pada tanggal 2 November 2026 loket 3 tidak dilayani dari pukul 10.15 sampai dengan pukul 11.05 \
WIB. Petugas pengganti tidak ditunjuk.
2. Kepala bidang yang bersangkutan telah memanggil dan menegur petugas secara tertulis.
3. Sejak tanggal 4 November 2026 jadwal petugas pengganti ditempel di setiap loket.

Apabila Saudara belum puas dengan tanggapan ini, Saudara dapat menyampaikannya satu kali melalui \
halaman laporan Saudara dengan menyebutkan alasannya."""


def emblem() -> str:
    """Return the neutral invented emblem as SVG: a shield with a speech balloon."""
    return Path(__file__).with_name("emblem.svg").read_text(encoding="utf-8")


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


def reply_letter() -> ReplyLetter:
    """Return an issued answer of one page."""
    return ReplyLetter(
        issued_at=ISSUED_AT,
        letterhead=letterhead(),
        number="800/0012/NKK/BKPSDMD/XI/2026",
        place="Kota Contoh",
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
        verification=Verification(
            url="https://tanggap.contoh.example/periksa/7KQF-2M9D-XW4T", code="7KQF-2M9D-XW4T"
        ),
    )


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
    )


def disposition() -> Disposition:
    """Return the sheet that sends a confidential report to one department."""
    return Disposition(
        issued_at=datetime(2026, 11, 3, 10, 5, tzinfo=WIB),
        letterhead=letterhead(),
        sender=reporter_as_sender(
            name="Budi Contoh", register_number=REGISTER_NUMBER, confidential=True
        ),
        letter_number=REGISTER_NUMBER,
        letter_date=date(2026, 11, 3),
        received_date=date(2026, 11, 3),
        agenda_number="0123/NKK/2026",
        urgency=(Urgency.URGENT, Urgency.CONFIDENTIAL),
        subject="Petugas loket meninggalkan tempat pada jam pelayanan",
        forwarded_to=("Tim NKK Pembantu Dinas Pelayanan Contoh",),
        instructions=("Periksa dan beri tanggapan", "Kirim hasil paling lambat 5 November 2026"),
        note="Mohon dilampirkan jadwal petugas loket pada tanggal kejadian.",
        signed_by=Signatory(position="Ketua Tim NKK Utama", name="Sari Contoh, S.H."),
        signed_on=date(2026, 11, 3),
    )

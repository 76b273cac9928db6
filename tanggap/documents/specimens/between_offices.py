"""Specimens of what goes from office to office: disposition, referral, follow-up."""

from __future__ import annotations

from datetime import date, datetime

from tanggap.documents.contexts import (
    Disposition,
    Documentation,
    FollowUpReport,
    ReferralForm,
    ReferralReceipt,
    Signatory,
    Urgency,
)
from tanggap.documents.specimens.offices import (
    ISSUED_AT,
    PLACE,
    REGISTER_NUMBER,
    WIB,
    department,
    department_officer,
    letterhead,
    officer,
    verification,
)
from tanggap.documents.wording import reporter_as_sender

_SUBJECT = "Lampu jalan padam di depan sekolah"
_NARRATIVE = """\
Sejak hari Minggu lampu jalan di depan SD Contoh 4 padam dari tikungan sampai gerbang sekolah.

Anak-anak yang pulang les sesudah magrib menyeberang dalam gelap, dan kemarin hampir tertabrak \
sepeda motor. Mohon diperbaiki."""


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
        verification=verification(),
    )


def referral_form() -> ReferralForm:
    """Return the form that sends a report to the competent department, reporter named."""
    return ReferralForm(
        issued_at=ISSUED_AT,
        letterhead=letterhead(),
        number="800/0007/FP/BKPSDMD/XI/2026",
        place=PLACE,
        dated=date(2026, 11, 5),
        signatory=officer(),
        verification=verification(),
        register_number="HTL-2026-000045",
        addressee=("Kepala Dinas Pelayanan Contoh", "di Kota Contoh"),
        reporter="Budi Contoh",
        contact=("+62 812-0000-0001", "budi@contoh.example"),
        received_on=date(2026, 11, 4),
        channel="WhatsApp",
        category="Sarana umum: penerangan jalan",
        subject=_SUBJECT,
        narrative=_NARRATIVE,
        reason="Penerangan jalan umum adalah urusan Dinas Pelayanan Contoh, bukan kepegawaian.",
    )


def referral_receipt() -> ReferralReceipt:
    """Return what the department signed for it."""
    return ReferralReceipt(
        issued_at=datetime(2026, 11, 5, 13, 20, tzinfo=WIB),
        letterhead=department(),
        number="800/0003/TT/DPC/XI/2026",
        place=PLACE,
        dated=date(2026, 11, 5),
        signatory=department_officer(),
        verification=verification(),
        register_number="HTL-2026-000045",
        received_from=letterhead().unit,
        form_number="800/0007/FP/BKPSDMD/XI/2026",
        form_date=date(2026, 11, 5),
        subject=_SUBJECT,
        received_by="Hendra Contoh, S.Sos.",
        note="Diteruskan kepada Bidang Prasarana. Petugas meninjau lokasi hari Jumat.",
    )


def follow_up_report() -> FollowUpReport:
    """Return what a department did, with two files to show for it."""
    return FollowUpReport(
        issued_at=ISSUED_AT,
        letterhead=department(),
        number="800/0011/LTL/DPC/XI/2026",
        place=PLACE,
        dated=date(2026, 11, 5),
        signatory=department_officer(),
        verification=verification(),
        register_number="WA-2026-000310",
        addressee=("Kepala Dinas Komunikasi dan Informatika Kota Contoh", "di Kota Contoh"),
        subject=_SUBJECT,
        received_on=date(2026, 11, 2),
        follow_up=(
            "Petugas memeriksa lokasi pada tanggal 4 November 2026.\n\n"
            "1. Empat lampu padam karena kabel terkelupas; kabel sepanjang 12 meter diganti.\n"
            "2. Seluruh lampu menyala kembali pukul 17.40 dan diperiksa ulang pukul 20.00."
        ),
        documentation=(
            Documentation(label="Bukti 1", added_on=date(2026, 11, 4), sha256="a1b2c3d4" * 8),
            Documentation(label="Bukti 2", added_on=date(2026, 11, 4), sha256="0f9e8d7c" * 8),
        ),
    )

"""Specimens of the papers an office makes on its way to an answer, and of its recap."""

from __future__ import annotations

from datetime import date, datetime

from tanggap.documents.contexts import (
    AssignmentLetter,
    Breakdown,
    Counts,
    ExaminationRecord,
    Mark,
    Recap,
    Rung,
    Study,
)
from tanggap.documents.specimens.offices import (
    ISSUED_AT,
    PLACE,
    WIB,
    field_team,
    letterhead,
    officer,
    signatory,
    verification,
)

_REGISTER_NUMBER = "DPMPTSP-2026-000018"
_SUBJECT = "Usaha penggilingan batu beroperasi tanpa izin"


def study() -> Study:
    """Return a staff study of one page."""
    return Study(
        issued_at=ISSUED_AT,
        letterhead=letterhead(),
        number="800/0002/TS/BKPSDMD/XI/2026",
        place=PLACE,
        dated=date(2026, 11, 5),
        signatory=officer(),
        verification=verification(),
        register_number=_REGISTER_NUMBER,
        addressee=f"{signatory().deputy} {signatory().position}",
        sender=officer().position,
        nature="Biasa",
        subject=f"Laporan nomor {_REGISTER_NUMBER}: {_SUBJECT}",
        issue="Apakah usaha penggilingan batu di Jalan Kenanga memiliki izin yang lengkap.",
        facts=(
            "1. Nomor induk berusaha terdaftar untuk perdagangan, bukan penggilingan.\n"
            "2. Warga melaporkan debu dan kebisingan sejak bulan September 2026.\n"
            "3. Persetujuan lingkungan tidak ditemukan dalam arsip."
        ),
        analysis=(
            "Kegiatan yang dilaporkan tidak tercakup dalam izin yang ada. Kepastian diperoleh "
            "dengan pengamatan lapangan bersama perangkat daerah bidang lingkungan hidup."
        ),
        conclusion=(
            "Kesimpulan: laporan beralasan dan berada dalam kewenangan kantor ini.\n\n"
            "Saran:\n- menugaskan tim lapangan paling lambat dua hari kerja;\n"
            "- menyiapkan surat peringatan apabila pelanggaran terbukti."
        ),
    )


def assignment_letter() -> AssignmentLetter:
    """Return the letter that sends three officers out for two days."""
    return AssignmentLetter(
        issued_at=ISSUED_AT,
        letterhead=letterhead(),
        number="800/0004/ST/BKPSDMD/XI/2026",
        place=PLACE,
        dated=date(2026, 11, 5),
        signatory=signatory(),
        verification=verification(),
        register_number=_REGISTER_NUMBER,
        considering=(
            f"bahwa laporan nomor {_REGISTER_NUMBER} tentang {_SUBJECT} memerlukan pengamatan di "
            "lapangan;",
            "bahwa untuk itu perlu menugaskan petugas dengan surat tugas.",
        ),
        basis=(
            "Standar Operasional Prosedur Penanganan Pengaduan Nomor 067/12/2026;",
            "Lembar Disposisi Nomor 800/0005/LD/BKPSDMD/XI/2026 tanggal 4 November 2026.",
        ),
        people=field_team(),
        purpose="Mengamati kegiatan usaha di Jalan Kenanga Nomor 7 dan mengumpulkan data lapangan.",
        starts=date(2026, 11, 9),
        until=date(2026, 11, 10),
    )


def examination_record() -> ExaminationRecord:
    """Return what the three officers found."""
    return ExaminationRecord(
        issued_at=datetime(2026, 11, 11, 14, 5, tzinfo=WIB),
        letterhead=letterhead(),
        number="800/0001/BAP/BKPSDMD/XI/2026",
        place=PLACE,
        dated=date(2026, 11, 11),
        signatory=officer(),
        verification=verification(),
        register_number=_REGISTER_NUMBER,
        examined_on=date(2026, 11, 10),
        examined_place="Jalan Kenanga Nomor 7, Kota Contoh",
        team=field_team(),
        basis="Surat Tugas Nomor 800/0004/ST/BKPSDMD/XI/2026 tanggal 5 November 2026",
        subject=_SUBJECT,
        findings=(
            "1. Satu mesin penggiling batu beroperasi pada pukul 09.30 WIB.\n"
            "2. Penanggung jawab menunjukkan nomor induk berusaha perdagangan bahan bangunan.\n"
            "3. Penyiraman debu tidak dilakukan."
        ),
        formulation=(
            "Kegiatan penggilingan dihentikan sampai perizinannya lengkap; penanggung jawab diberi "
            "waktu 14 hari kerja."
        ),
    )


def recap() -> Recap:
    """Return a month's recap, initialled and signed."""
    return Recap(
        issued_at=datetime(2026, 11, 2, 9, 0, tzinfo=WIB),
        letterhead=letterhead(),
        number="800/0010/RK/BKPSDMD/XI/2026",
        place=PLACE,
        dated=date(2026, 11, 2),
        signatory=signatory(),
        verification=verification(),
        desk="Call Center Kota Contoh",
        period="month",
        starts=date(2026, 10, 1),
        total=Counts(received=412, closed=405, on_time=371, late=29),
        open_before=18,
        open_after=25,
        breakdowns=_breakdowns(),
        remarks="Kanal telepon terganggu pada tanggal 14 Oktober 2026 pukul 10.00 sampai 12.30.",
        rungs=_rungs(),
    )


def _breakdowns() -> tuple[Breakdown, ...]:
    return (
        Breakdown(
            title="Menurut kategori",
            rows=(
                ("Sarana umum", Counts(received=201, closed=196, on_time=180, late=14)),
                ("Kependudukan", Counts(received=131, closed=130, on_time=121, late=9)),
                ("Kesehatan", Counts(received=80, closed=79, on_time=70, late=6)),
            ),
        ),
        Breakdown(
            title="Menurut kanal",
            rows=(
                ("Telepon", Counts(received=300, closed=296, on_time=276, late=17)),
                ("Surel", Counts(received=112, closed=109, on_time=95, late=12)),
            ),
        ),
        Breakdown(
            title="Menurut hasil",
            rows=(
                ("Terjawab", Counts(received=380, closed=380, on_time=351, late=25)),
                ("Disalurkan", Counts(received=25, closed=25, on_time=20, late=4)),
            ),
        ),
        Breakdown(title="Menurut perangkat daerah", rows=()),
    )


def _rungs() -> tuple[Rung, ...]:
    text = "5b0d9a3c" * 8
    return (
        Rung(
            position="Koordinator Call Center",
            name="Lina Contoh",
            at=datetime(2026, 11, 2, 8, 30, tzinfo=WIB),
            text_sha256=text,
        ),
        Rung(
            position="Kepala Seksi Pengaduan",
            name="Agus Contoh, S.Kom.",
            deputy="Plt.",
            mark=Mark.SIGNATURE,
            at=datetime(2026, 11, 2, 8, 55, tzinfo=WIB),
            text_sha256=text,
        ),
    )

"""The reports of the pictured city, as a table: who filed what and when, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from tanggap.services.filing import PersonNamed


@dataclass(frozen=True, slots=True)
class Done:
    """Something done with a report: when (``07-16 09.40``, local), by whom, what, with what."""

    when: str
    login: str
    action: str
    given: dict[str, object]


@dataclass(frozen=True, slots=True)
class Filed:
    """A report and its life until now; ``by`` is the reporter's login."""

    key: str
    when: str
    category: str
    subject: str
    narrative: str
    desk: str = "nkk"
    by: str = "warga"
    channel: str = "web"
    happened: str = ""
    place: str = ""
    is_confidential: bool = False
    persons: tuple[PersonNamed, ...] = ()
    evidence: tuple[str, ...] = ()
    life: tuple[Done, ...] = ()


def then(when: str, login: str, action: str, **given: object) -> Done:
    return Done(when, login, action, given)


NKK = (
    Filed(
        "overdue_unit",
        "07-10 08.12",
        "Tidak masuk tanpa keterangan",
        "Wali kelas tidak mengajar sejak Senin",
        "Sudah empat hari wali kelas anak saya tidak masuk. Tidak ada guru pengganti.",
        happened="6 sampai 9 Juli 2026",
        place="SD Negeri Contoh 4",
        life=(
            then("07-10 08.20", "operator", "hand_over"),
            then("07-10 09.05", "timutama", "complaint", units=["disdik"]),
        ),
    ),
    Filed(
        "answered",
        "07-13 09.02",
        "Tata cara pengaduan",
        "Bagaimana cara mengetahui hasil laporan saya?",
        "Saya melapor pekan lalu di loket. Di mana saya dapat membaca hasilnya?",
        life=(
            then("07-13 09.08", "operator", "hand_over"),
            then("07-13 09.31", "timutama", "information", note="Jawab dari berkas jawaban."),
            then(
                "07-13 09.48",
                "operator",
                "answer",
                answer=(
                    "Hasil laporan dapat dibaca pada halaman Lacak laporan dengan nomor register"
                    " dan kode lacak yang tertera pada tanda terima."
                ),
            ),
        ),
    ),
    Filed(
        "to_answer",
        "07-14 08.40",
        "Perilaku tidak sopan",
        "Petugas puskesmas membentak pasien lanjut usia",
        "Ibu saya dibentak di loket pendaftaran karena lupa membawa kartu.",
        happened="Senin, 13 Juli 2026 pukul 08.30",
        place="Puskesmas Contoh",
        life=(
            then("07-14 08.46", "operator", "hand_over"),
            then("07-14 09.40", "timutama", "complaint", units=["dinkes"]),
            then(
                "07-15 14.10",
                "dinkes",
                "respond",
                response=(
                    "Petugas yang bersangkutan sudah dibina oleh kepala puskesmas pada 15 Juli 2026"
                    " dan menyampaikan permintaan maaf kepada keluarga pasien."
                ),
            ),
            then("07-16 09.52", "timutama", "hand_over", note="Sampaikan permintaan maaf."),
        ),
    ),
    Filed(
        "to_review",
        "07-14 10.15",
        "Menolak melayani",
        "Permohonan izin angkutan ditolak tanpa alasan",
        "Berkas saya lengkap, tetapi dikembalikan tanpa penjelasan tertulis.",
        place="Kantor Dinas Perhubungan, loket 2",
        life=(
            then("07-14 10.22", "operator", "hand_over"),
            then("07-14 11.00", "timutama", "complaint", units=["dishub"]),
            then(
                "07-16 08.55",
                "dishub",
                "respond",
                response="Berkas sudah diterima kembali dan diproses. Pemohon sudah dihubungi.",
            ),
        ),
    ),
    Filed(
        "at_unit",
        "07-15 13.20",
        "Perilaku tidak sopan",
        "Petugas parkir terminal meminta uang lebih",
        "Karcis tertulis Rp2.000, tetapi diminta Rp5.000. Saat ditanya petugas marah.",
        happened="Rabu, 15 Juli 2026 pukul 11.00",
        place="Terminal Contoh",
        life=(
            then("07-15 13.26", "operator2", "hand_over"),
            then("07-15 14.30", "timutama2", "complaint", units=["dishub"]),
        ),
    ),
    Filed(
        "to_complete",
        "07-15 14.02",
        "Benturan kepentingan",
        "Ada pegawai yang memenangkan keluarganya sendiri",
        "Saya mendengar pengadaan di kantor itu diberikan kepada keluarga pejabatnya.",
        life=(
            then(
                "07-15 14.09",
                "operator",
                "ask_completion",
                note="Mohon sebutkan nama kantor, waktu, dan pengadaan yang dimaksud.",
            ),
        ),
    ),
    Filed(
        "star",
        "07-16 08.31",
        "Penyalahgunaan jabatan",
        "Petugas loket meminta uang untuk surat pindah",
        (
            "Pagi itu saya mengurus surat pindah. Petugas di loket 3 meminta Rp50.000"
            " agar selesai hari itu juga.\n\n"
            "Saya minta kuitansi, tetapi tidak diberi. Ada dua orang lain yang mengalami hal"
            " yang sama. Foto papan loket dan catatan antrean saya lampirkan."
        ),
        happened="Rabu, 15 Juli 2026 pukul 09.15",
        place="Loket 3, Kantor Layanan Contoh",
        is_confidential=True,
        persons=(
            PersonNamed("Bapak berseragam, papan nama J. Contoh", "Dinas Perhubungan", "Loket 3"),
        ),
        evidence=("papan-loket.png", "catatan-antrean.txt"),
        life=(
            then(
                "07-16 08.39",
                "operator",
                "hand_over",
                note="Pelapor meminta namanya dirahasiakan; bukti sudah diperiksa.",
            ),
        ),
    ),
    Filed(
        "to_classify",
        "07-16 09.10",
        "Keberpihakan politik",
        "Pegawai memasang tanda calon di kendaraan dinas",
        "Kendaraan dinas terparkir di halaman kantor dengan stiker calon wali kota.",
        place="Halaman kantor kecamatan",
        by="asn",
        life=(then("07-16 09.17", "operator2", "hand_over"),),
    ),
    Filed(
        "late",
        "07-16 09.35",
        "Tidak masuk tanpa keterangan",
        "Loket kosong pada jam pelayanan",
        "Dari pukul 08.00 sampai 09.30 tidak ada petugas, antrean sampai ke luar gedung.",
        happened="Hari ini",
        place="Kantor Kelurahan Contoh",
    ),
    Filed(
        "new",
        "07-16 10.13",
        "Aturan kode etik",
        "Bolehkah pegawai menerima bingkisan dari warga?",
        "Saya ingin berterima kasih kepada petugas yang membantu saya. Apakah boleh?",
        by="asn",
    ),
    Filed(
        "newest",
        "07-16 10.17",
        "Perilaku tidak sopan",
        "Dibentak saat menanyakan berkas",
        "Saya bertanya sampai di mana berkas saya, dan dijawab dengan suara keras.",
        place="Loket 1",
    ),
)

_FULL_WAY = (
    ("staf", "declare_complete", {}),
    (
        "subkoor",
        "submit_study",
        {
            "study_issue": "Izin belum terbit melewati waktu layanan.",
            "study_facts": "Berkas lengkap diterima; pemeriksaan teknis belum dijadwalkan.",
            "study_analysis": "Keterlambatan terjadi pada penjadwalan pemeriksaan teknis.",
            "study_conclusion": "Jadwalkan pemeriksaan dan beri tahu pemohon waktunya.",
        },
    ),
    ("kabid", "submit_analysis", {"analysis": "Sudah dikoordinasikan dengan bidang teknis."}),
    ("kadis", "order", {"note": "Siapkan jawaban dengan waktu yang pasti."}),
    ("subkoor", "no_visit", {}),
)


def _licence(key: str, day: str, subject: str, narrative: str, steps: int, *more: Done) -> Filed:
    """A report of the licensing office that went ``steps`` of the way to a draft on its day."""
    walked = tuple(
        Done(f"{day} {9 + place}.20", login, action, dict(given))
        for place, (login, action, given) in enumerate(_FULL_WAY[:steps])
    )
    return Filed(
        key,
        f"{day} 08.10",
        "Izin terlambat",
        subject,
        narrative,
        desk="dpmptsp",
        channel="web",
        life=(*walked, *more),
    )


def _draft(when: str, days: str = "lima") -> Done:
    return then(
        when,
        "subkoor",
        "submit_draft",
        answer=(
            "Permohonan izin Saudara sudah lengkap dan sedang diperiksa bidang teknis.\n\n"
            f"Pemeriksaan selesai dalam {days} hari kerja sejak surat ini. Izin yang terbit dapat"
            " diunduh dari akun Saudara, atau diambil di loket 3 dengan menunjukkan tanda terima."
        ),
    )


_STORY = "Permohonan saya lengkap sejak bulan lalu, tetapi izinnya belum terbit."

LICENCE = (
    _licence(
        "sign1", "07-13", "Izin usaha warung makan belum terbit", _STORY, 5,
        _draft("07-14 08.30"),
        then("07-14 09.15", "kabid", "initial"), then("07-14 10.05", "sekretaris", "initial"),
    ),
    _licence(
        "sign2", "07-13", "Izin apotek melewati waktu layanan", _STORY, 5,
        _draft("07-14 09.00"),
        then("07-14 13.10", "kabid", "initial"), then("07-14 14.20", "sekretaris", "initial"),
    ),
    _licence(
        "sign3", "07-14", "Perpanjangan izin klinik tertunda", _STORY, 5,
        _draft("07-15 08.20"),
        then("07-15 09.40", "kabid", "initial"), then("07-16 08.15", "sekretaris", "initial"),
    ),
    _licence(
        "compare", "07-14", "Izin bengkel las dekat sekolah", _STORY, 5,
        _draft("07-15 08.45", "tujuh"),
        then("07-15 10.00", "kabid", "initial"),
        then("07-15 11.10", "sekretaris", "return_draft", note="Tujuh hari terlalu lama."),
        then("07-15 13.30", "kabid", "return_draft", note="Sesuai arahan sekretaris."),
        _draft("07-15 14.30"),
        then("07-16 08.40", "kabid", "initial"),
    ),
    _licence("study", "07-15", "Papan nama usaha dicabut petugas", _STORY, 1),
)  # fmt: skip

CALLS = (
    Filed(
        "call1",
        "07-14 08.22",
        "Jalan rusak",
        "Lubang di tikungan Jalan Contoh Raya",
        "Lubang sedalam sepuluh sentimeter, dua motor jatuh pekan ini.",
        desk="call-center",
        channel="telephone",
        place="Tikungan Jalan Contoh Raya",
        life=(
            then("07-14 08.24", "callcenter", "pick_up"),
            then("07-14 08.27", "callcenter", "clear"),
            then(
                "07-14 08.33",
                "callcenter",
                "answer",
                answer=(
                    "Lubang dijadwalkan ditambal pada 17 Juli 2026. Rambu pengaman sudah dipasang"
                    " hari ini. Kabar berikutnya dapat ditanyakan ke (0717) 432-101."
                ),
            ),
        ),
    ),
    Filed(
        "call2",
        "07-15 10.05",
        "Penerangan jalan",
        "Lampu jalan padam di depan pasar",
        "Lampu padam sejak Sabtu. Pedagang takut pulang malam.",
        desk="call-center",
        channel="telephone",
        place="Depan Pasar Contoh",
        life=(
            then("07-15 10.07", "callcenter", "pick_up"),
            then("07-15 10.10", "callcenter", "clear"),
            then("07-15 10.15", "callcenter", "search"),
            then("07-15 10.22", "callcenter", "not_found"),
            then("07-15 10.25", "callcenter", "hand_on", units=["dishub"]),
        ),
    ),
    Filed(
        "call3",
        "07-15 13.40",
        "Sampah dan kebersihan",
        "Sampah menumpuk di belakang sekolah",
        "Sudah empat hari belum diangkut.",
        desk="call-center",
        channel="telephone",
    ),
)

"""Procedures whose flow is harder to draw than a straight line, in a compact notation.

An action is ``label > number of the step`` or ``label > END``; ``<`` instead of ``>`` marks a
return. A row without actions goes on to the next row.
"""

from __future__ import annotations

from datetime import date

from tanggap.domain.duration import parse_duration
from tanggap.domain.procedure import (
    Action,
    ActionId,
    Actor,
    ActorId,
    ActorKind,
    Identity,
    OverallLimit,
    Procedure,
    ProcedureName,
    Silence,
    Step,
    StepId,
)

Line = tuple[str, str, str, str, str, str, tuple[str, ...]]


def procedure(
    name: str,
    title: str,
    actors: dict[str, str],
    lines: tuple[Line, ...],
    identity: Identity | None = None,
    silent: tuple[str, ...] = (),
) -> Procedure:
    """A procedure from lines of number, actor, activity, requirements, time, output, actions.

    Args:
        silent: numbers of steps whose last action is taken when the reporter stays silent.
    """
    steps = []
    for at, (number, actor, activity, requirements, time, output, said) in enumerate(lines):
        onward = lines[at + 1][0] if at + 1 < len(lines) else "END"
        actions = tuple(
            action(text, index) for index, text in enumerate(said or (f"Teruskan > {onward}",))
        )
        on_silence = None
        if number in silent:
            on_silence = Silence(parse_duration("10 hari kerja"), actions[-1].id)
        steps.append(
            Step(
                id=StepId(f"s{number}"),
                number=number,
                actor=ActorId(actor),
                activity=activity,
                requirements=requirements,
                duration=parse_duration(time) if time else None,
                output=output,
                actions=actions,
                on_silence=on_silence,
            )
        )
    return Procedure(
        name=ProcedureName(name),
        version=1,
        title=title,
        identity=identity or Identity(number="060/001", unit="Dinas Contoh"),
        overall=OverallLimit(parse_duration("6 hari kerja"), "complete"),
        actors=tuple(
            Actor(ActorId(key), said, ActorKind.REPORTER if not at else ActorKind.TEAM)
            for at, (key, said) in enumerate(actors.items())
        ),
        steps=tuple(steps),
        outcomes={"done": "Selesai"},
    )


def action(text: str, index: int) -> Action:
    """Read ``label > number``."""
    is_return = "<" in text
    label, where = (part.strip() for part in text.split("<" if is_return else ">"))
    return Action(
        id=ActionId(f"a{index}"),
        label=label,
        goto=None if where == "END" else StepId(f"s{where}"),
        ends="done" if where == "END" else None,
        is_return=is_return,
    )


WHATSAPP = procedure(
    "whatsapp",
    "Layanan Pengaduan melalui WhatsApp",
    {
        "reporter": "Pelapor",
        "city_admin": "Admin Kota/Dinkominfo",
        "city_team": "Tim Pengaduan Kota",
        "opd_admin": "Admin OPD",
        "opd_team": "Tim Pengaduan OPD",
    },
    (
        ("1", "reporter", "Mengirim pesan aduan", "Pesan WA", "5 menit", "Pesan WA", ()),
        ("2", "city_admin", "Menerima pesan", "Pesan WA", "2 menit", "Pesan WA", ()),
        ("3", "city_admin", "Memberi respons otomatis", "Pesan WA", "1 menit", "Pesan WA", ()),
        (
            "4",
            "city_team",
            "Memverifikasi aduan; aduan umum dijawab admin, aduan teknis diteruskan ke admin OPD",
            "Pesan WA",
            "30 menit",
            "Jawaban atas aduan",
            ("Umum > 4a", "Teknis > 5"),
        ),
        (
            "4a",
            "city_admin",
            "Menjawab aduan umum",
            "Pesan WA",
            "30 menit",
            "Jawaban atas aduan",
            ("Kirim jawaban > 7",),
        ),
        (
            "5",
            "opd_admin",
            "Menerima aduan; yang lengkap diteruskan, yang belum dikembalikan ke tim kota",
            "Disposisi",
            "5 menit",
            "Pesan aduan",
            ("Lengkap > 6", "Belum lengkap < 4"),
        ),
        ("6", "opd_team", "Menindaklanjuti aduan", "Pesan aduan", "", "Dokumentasi", ()),
        (
            "7",
            "reporter",
            "Menerima tindak lanjut aduan",
            "Dokumentasi",
            "5 menit",
            "Laporan hasil",
            ("Selesai > END",),
        ),
    ),
)

SIGNATURE_CHAIN = procedure(
    "perizinan",
    "Layanan Pengaduan Perizinan dan Ketenagakerjaan",
    {
        "staff": "Staf Pengaduan",
        "sub": "Subkoordinator Pengaduan",
        "division": "Kepala Bidang Pengawasan dan Pengendalian",
        "head": "Kepala Dinas",
        "field": "Tim Lapangan",
        "secretary": "Sekretaris",
    },
    (
        (
            "1",
            "staff",
            "Menerima dan mencatat pengaduan melalui kotak pengaduan, pos-el, LAPOR!, WhatsApp, "
            "telepon, atau datang langsung",
            "Materi aduan/keluhan",
            "",
            "Data pengaduan teregister",
            (),
        ),
        (
            "2",
            "sub",
            "Menelaah permasalahan dan mengumpulkan bahan pendukung untuk membuat jawaban",
            "Data pengaduan teregister",
            "",
            "Telaahan aduan",
            (),
        ),
        (
            "3",
            "division",
            "Menganalisis hasil kajian aduan dan mengoordinasikannya dengan unsur terkait",
            "Telaahan aduan",
            "",
            "Telaahan teranalisis",
            (),
        ),
        (
            "4",
            "head",
            "Menerima hasil kajian dan memerintahkan tindak lanjut",
            "Telaahan teranalisis",
            "",
            "Disposisi",
            (),
        ),
        (
            "5",
            "sub",
            "Menugaskan Tim Lapangan bila diperlukan observasi lapangan",
            "Disposisi",
            "",
            "Surat tugas",
            ("Perlu observasi > 6", "Tidak perlu > 8"),
        ),
        (
            "6",
            "field",
            "Melakukan monitoring dan mengumpulkan data lapangan",
            "Surat tugas",
            "",
            "Data lapangan",
            (),
        ),
        (
            "7",
            "field",
            "Membuat berita acara pemeriksaan dan merumuskan materi untuk ditindaklanjuti",
            "Data lapangan",
            "",
            "Berita acara pemeriksaan (BAP)",
            (),
        ),
        (
            "8",
            "sub",
            "Membuat konsep jawaban pengaduan",
            "BAP",
            "",
            "Konsep jawaban",
            (),
        ),
        (
            "9",
            "division",
            "Memeriksa konsep jawaban; bila setuju diparaf dan disampaikan kepada Sekretaris",
            "Konsep jawaban",
            "",
            "Konsep berparaf Kepala Bidang",
            ("Setuju, paraf > 10", "Tidak setuju, perbaiki < 8"),
        ),
        (
            "10",
            "secretary",
            "Memeriksa konsep jawaban; bila setuju diparaf dan disampaikan kepada Kepala Dinas",
            "Konsep berparaf Kepala Bidang",
            "",
            "Surat berparaf Sekretaris",
            ("Setuju, paraf > 11", "Tidak setuju, perbaiki < 9"),
        ),
        (
            "11",
            "head",
            "Memeriksa surat jawaban; bila setuju ditandatangani dan disampaikan untuk diproses",
            "Surat berparaf Sekretaris",
            "",
            "Surat bertanda tangan",
            ("Setuju, tanda tangani > 12", "Tidak setuju, perbaiki < 10"),
        ),
        (
            "12",
            "sub",
            "Menyampaikan jawaban kepada pengadu, mendokumentasikan, dan memublikasikannya",
            "Surat bertanda tangan",
            "",
            "Dokumentasi dan publikasi jawaban",
            ("Publikasikan > END",),
        ),
    ),
    Identity(
        number="SOP.CONTOH.002/DPMPTSP",
        unit="Dinas Penanaman Modal, Pelayanan Terpadu Satu Pintu, dan Tenaga Kerja",
        created=date(2020, 11, 12),
        revised=date(2022, 3, 10),
        effective=date(2022, 3, 10),
        approved_by="Kepala Dinas",
        legal_basis=(
            "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik",
            "Peraturan Presiden Nomor 76 Tahun 2013 tentang Pengelolaan Pengaduan Pelayanan Publik",
        ),
        qualifications=("Mampu mengolah data", "Memahami peraturan", "Mampu bekerja sama"),
        related=("SOP Pengelolaan Informasi",),
        equipment=("Komputer", "Pencetak", "Alat tulis kantor"),
        warning="Pengaduan yang diterima harus didokumentasikan dan ditindaklanjuti.",
        records=("Disimpan sebagai data elektronik dan manual",),
    ),
)

TELEPHONE = procedure(
    "telepon",
    "Penanganan Pengaduan Masyarakat melalui Telepon",
    {
        "reporter": "Masyarakat/Pelapor",
        "operator": "Operator Call Center",
        "opd": "Operator Perangkat Daerah",
        "coordinator": "Koordinator Call Center",
        "section": "Kasi/Kabid Informasi dan Komunikasi Publik",
        "chief": "Pimpinan Perangkat Daerah",
        "main": "PPID Utama",
        "assistant": "PPID Pembantu",
    },
    (
        ("1", "reporter", "Menyampaikan pengaduan melalui telepon", "Telepon", "5 menit",
         "Informasi pengaduan", ()),
        ("2", "operator", "Menerima telepon pengaduan dari masyarakat", "Telepon", "5 menit",
         "Informasi pengaduan", ()),
        ("3", "operator", "Mencatat identitas (nama, nomor telepon, alamat) dan pengaduan; bila "
         "identitas belum jelas, menanyakannya melalui SMS", "Formulir kontak", "5 menit",
         "Data kontak", ("Jelas > 4", "Tanyakan lewat SMS < 3a")),
        ("3a", "reporter", "Menjawab pertanyaan tentang identitas", "SMS", "",
         "Data kontak", ("Kirim jawaban > 3", "Tutup tanpa identitas > END")),
        ("4", "operator", "Menjawab langsung bila dapat; bila perlu foto, mengarahkan pelapor",
         "Telepon", "10 menit", "Jawaban pengaduan",
         ("Terjawab > 10", "Perlu foto > 5", "Belum dapat dijawab > 6")),
        ("5", "operator", "Mengarahkan pelapor mengirim foto melalui pos-el", "Pos-el", "10 menit",
         "Jawaban pengaduan", ("Foto diterima > 6",)),
        ("6", "operator", "Mencari jawaban di berkas jawaban, mesin pencari, dan laman perangkat "
         "daerah", "Berkas jawaban", "10 menit", "Jawaban pengaduan",
         ("Ditemukan > 10", "Tidak ditemukan > 7")),
        ("7", "operator", "Mengirim pengaduan kepada operator perangkat daerah", "Telepon",
         "5 menit", "Informasi pengaduan", ()),
        ("8", "opd", "Menerima dan menjawab pengaduan", "Telepon", "5 menit",
         "Informasi pengaduan", ("Jawab > 9", "Bukan kewenangan kami < 7")),
        ("9", "operator", "Menerima jawaban dari operator perangkat daerah", "Telepon", "5 menit",
         "Pos-el dan cetakan pengaduan", ()),
        ("10", "operator", "Menyampaikan jawaban kepada masyarakat melalui nomor SMS Center",
         "Telepon", "2 jam", "Jawaban pengaduan", ()),
        ("11", "operator", "Membuat laporan harian", "Formulir laporan", "2 jam",
         "Laporan harian", ()),
        ("12", "coordinator", "Menyiapkan laporan bulanan dan menyerahkannya untuk diparaf",
         "Formulir laporan", "1 jam", "Laporan bulanan", ()),
        ("13", "section", "Memeriksa dan memaraf laporan bulanan", "Formulir laporan", "2 jam",
         "Laporan bulanan", ("Paraf > 14", "Kembalikan < 12")),
        ("14", "coordinator", "Menyimpan laporan bulanan; layanan pengaduan selesai",
         "Konsep laporan bulanan", "2 jam", "Laporan bulanan", ("Selesai > END",)),
    ),
    silent=("3a",),
)  # fmt: skip

HOTLINE = procedure(
    "hotline",
    "Hotline WhatsApp Kepegawaian",
    {
        "reporter": "Pengadu",
        "officer": "Petugas Hotline",
        "team": "Tim Penanganan Pengaduan Masyarakat",
        "official": "Pejabat Bidang",
        "other": "OPD Lain",
    },
    (
        ("1", "reporter", "Menyampaikan pengaduan ke nomor WhatsApp", "Identitas, nomor telepon",
         "1 hari kerja", "Pengaduan WhatsApp", ()),
        ("2", "officer", "Menanggapi dengan pesan cepat dan ramah", "ATK", "5 menit",
         "Pesan cepat dan ramah", ()),
        ("3", "officer", "Menerima dan meneruskan pengaduan kepada tim", "ATK", "10 menit",
         "Pengaduan WhatsApp", ()),
        ("4", "team", "Menganalisis pengaduan: wewenang sendiri kepada pejabat bidang, di luar "
         "wewenang dengan formulir penyaluran kepada OPD lain", "ATK", "15 menit",
         "Pengaduan kewenangan", ("Wewenang kami > 7", "Di luar wewenang > 6")),
        ("6", "other", "Menerima pengaduan yang menjadi kewenangannya", "Identitas, isi pengaduan",
         "1 jam", "Tanda terima", ("Tanda terima ditandatangani > END",)),
        ("7", "official", "Menyelesaikan permasalahan sampai tuntas", "ATK", "1 jam",
         "Pengaduan mendapatkan solusi", ()),
        ("8", "team", "Membuat jawaban", "Solusi pengaduan", "30 menit", "Jawaban", ()),
        ("9", "officer", "Mengirim jawaban melalui WhatsApp", "Telepon, komputer", "5 menit",
         "Jawaban melalui WhatsApp", ()),
        ("10", "reporter", "Menerima jawaban", "Jawaban", "1 hari kerja", "Pengaduan selesai",
         ("Selesai > END",)),
    ),
)  # fmt: skip

_MANY_WORDS = "memeriksa kelengkapan, kebenaran, dan keabsahan berkas yang disampaikan " * 4
LONG = procedure(
    "panjang",
    "Prosedur Percobaan dengan Kalimat yang Panjang Sekali untuk Mengukur Lembar",
    {f"actor{at}": f"Pelaksana Bidang Percobaan Ke-{at}" for at in range(1, 9)},
    tuple(
        (
            str(at),
            f"actor{1 + (at * 3) % 8}",
            f"Langkah ke-{at}: {_MANY_WORDS[: 60 + at * 14]}".strip(),
            "Berkas, formulir, dan lampiran " * (1 + at % 3),
            "2 hari kerja",
            "Berkas yang sudah diperiksa " * (1 + at % 4),
            {
                4: ("Lanjut > 5", "Langsung ke akhir > 14", "Ulang dari awal < 2"),
                7: ("Setuju > 8", "Tidak setuju < 6", "Kembali ke awal < 1"),
                10: ("Lengkap > 12", "Perlu keterangan tambahan > 11"),
                11: ("Sudah ditambah > 12", "Tutup > END"),
                13: ("Setuju > 14", "Perbaiki dari langkah kedua < 2"),
                14: ("Selesai > END",),
            }.get(at, ()),
        )
        for at in range(1, 15)
    ),
)

CASES = (WHATSAPP, SIGNATURE_CHAIN, TELEPHONE, HOTLINE, LONG)

"""The invented city's other four desks: who works there, as plain tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tanggap.services.demonstration.city import OfficerSeed, UnitSeed

Categories = Mapping[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class TeamSeed:
    """Who acts as one actor; a team of a department names its unit."""

    actor: str
    name: str
    logins: tuple[str, ...]
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class DeskSeed:
    """A desk: its unit, the file of its procedure, and everything around it."""

    slug: str
    name: str
    summary: str
    unit: str
    procedure: str
    register_prefix: str
    letter_pattern: str
    channels: tuple[str, ...]
    categories: Categories
    teams: tuple[TeamSeed, ...]


MORE_UNITS = (
    UnitSeed("diskominfo", "Dinas Komunikasi dan Informatika", "Diskominfo", "DISKOMINFO"),
    UnitSeed(
        "dpmptsp",
        "Dinas Penanaman Modal, Pelayanan Terpadu Satu Pintu dan Tenaga Kerja",
        "DPMPTSP dan Naker",
        "DPMPTSP",
    ),
)

MORE_HEADS = {"diskominfo": "kadiskominfo", "dpmptsp": "kadis"}
"""Who signs for a unit."""

_KOMINFO = "diskominfo"
_LICENSING = "dpmptsp"
_PERSONNEL = "bkpsdmd"

MORE_OFFICERS = (
    OfficerSeed(
        "kadiskominfo",
        "Galih Nugraha",
        _KOMINFO,
        "Kepala Dinas Komunikasi dan Informatika",
        "197005112000031001",
        rank="Pembina Tingkat I",
    ),
    OfficerSeed(
        "adminkota",
        "Tiara Kusumastuti",
        _KOMINFO,
        "Admin Kota",
        "199207152018032003",
        superior="kadiskominfo",
    ),
    OfficerSeed(
        "timkota",
        "Rizal Hartono",
        _KOMINFO,
        "Tim Pengaduan Kota",
        "198809032012121002",
        superior="kadiskominfo",
    ),
    OfficerSeed(
        "callcenter",
        "Nadia Ayu Prameswari",
        _KOMINFO,
        "Operator Call Center",
        "199411202020122001",
        superior="koordinator",
    ),
    OfficerSeed(
        "koordinator",
        "Arif Gunawan",
        _KOMINFO,
        "Koordinator Call Center",
        "198606182010011004",
        superior="kasi",
    ),
    OfficerSeed(
        "kasi",
        "Endah Wulandari",
        _KOMINFO,
        "Kepala Bidang Informasi dan Komunikasi Publik",
        "197912012005012002",
        superior="kadiskominfo",
    ),
    OfficerSeed("dinkes2", "Fitri Handayani", "dinkes", "Tim Pengaduan OPD", "199002142015032007"),
    OfficerSeed("disdik2", "Teguh Santoso", "disdik", "Tim Pengaduan OPD", "198704192011011003"),
    OfficerSeed("dishub2", "Putri Maharani", "dishub", "Tim Pengaduan OPD", "199303252019032004"),
    OfficerSeed(
        "hotline",
        "Indra Saputro",
        _PERSONNEL,
        "Petugas Hotline",
        "199601082022031001",
        superior="kepala",
    ),
    OfficerSeed(
        "timaduan",
        "Maya Anggraini",
        _PERSONNEL,
        "Tim Penanganan Pengaduan Masyarakat",
        "198505272009032003",
        superior="kepala",
    ),
    OfficerSeed(
        "pejabat",
        "Joko Susilo Adi",
        _PERSONNEL,
        "Kepala Bidang Mutasi",
        "197708162003121002",
        superior="kepala",
    ),
    OfficerSeed(
        "kadis",
        "Widya Paramitha",
        _LICENSING,
        "Kepala Dinas Penanaman Modal, Pelayanan Terpadu Satu Pintu dan Tenaga Kerja",
        "197103301997032002",
        rank="Pembina Utama Muda",
    ),
    OfficerSeed(
        "sekretaris",
        "Bambang Irawan",
        _LICENSING,
        "Sekretaris Dinas",
        "197410052001121001",
        superior="kadis",
        rank="Pembina",
    ),
    OfficerSeed(
        "kabid",
        "Sinta Nuraini",
        _LICENSING,
        "Kepala Bidang Pengawasan dan Pengendalian",
        "198002172006042004",
        superior="kadis",
        rank="Pembina",
    ),
    OfficerSeed(
        "subkoor",
        "Dewa Pratama",
        _LICENSING,
        "Subkoordinator Pengaduan",
        "198611232011011005",
        superior="kabid",
    ),
    OfficerSeed(
        "staf",
        "Laras Setyowati",
        _LICENSING,
        "Staf Pengaduan",
        "199508042021022001",
        superior="subkoor",
    ),
    OfficerSeed(
        "lapangan1",
        "Hasan Basuki",
        _LICENSING,
        "Pengawas Lapangan",
        "198312092008011006",
        superior="kabid",
    ),
    OfficerSeed(
        "lapangan2",
        "Rina Puspitasari",
        _LICENSING,
        "Pengawas Lapangan",
        "199109282017032002",
        superior="kabid",
    ),
)

_CITY_SERVICES: Categories = {
    "Jalan dan lingkungan": (
        ("Jalan rusak", "Lubang, retak, atau amblas"),
        ("Sampah dan kebersihan", "Sampah menumpuk atau tidak terangkut"),
        ("Penerangan jalan", "Lampu padam atau rusak"),
    ),
    "Pelayanan publik": (
        ("Kesehatan", "Puskesmas dan rumah sakit daerah"),
        ("Pendidikan", "Sekolah dan penerimaan murid"),
        ("Perhubungan", "Parkir, angkutan, dan rambu"),
    ),
    "Lainnya": (("Belum dikategorikan", "Petugas akan memilihkan kategorinya"),),
}


def _at_departments(
    actor: str,
    name: str,
    second: bool = False,
    units: tuple[str, ...] = ("dinkes", "disdik", "dishub"),
) -> tuple[TeamSeed, ...]:
    return tuple(
        TeamSeed(actor, f"{name} {unit.capitalize()}", (f"{unit}2" if second else unit,), unit)
        for unit in units
    )


MORE_DESKS = (
    DeskSeed(
        slug="wadul-aladin",
        name="WADUL ALADIN",
        summary="Aduan warga kota melalui WhatsApp",
        unit=_KOMINFO,
        procedure="wadul-aladin.yaml",
        register_prefix="WA",
        letter_pattern="480/{nomor:4}/{jenis}/{unit}/{bulan_romawi}/{tahun}",
        channels=("whatsapp",),
        categories=_CITY_SERVICES,
        teams=(
            TeamSeed("city_admin", "Admin Kota", ("adminkota",)),
            TeamSeed("city_team", "Tim Pengaduan Kota", ("timkota",)),
            *_at_departments("opd_admin", "Admin"),
            *_at_departments("opd_team", "Tim Pengaduan", second=True),
        ),
    ),
    DeskSeed(
        slug="call-center",
        name="Call Center",
        summary="Pengaduan masyarakat melalui telepon",
        unit=_KOMINFO,
        procedure="call-center.yaml",
        register_prefix="CC",
        letter_pattern="480/{nomor:4}/{jenis}/{unit}/{bulan_romawi}/{tahun}",
        channels=("telephone", "sms", "email"),
        categories=_CITY_SERVICES,
        teams=(
            TeamSeed("operator", "Operator Call Center", ("callcenter",)),
            TeamSeed("coordinator", "Koordinator Call Center", ("koordinator",)),
            TeamSeed("section_head", "Kepala Bidang Informasi Publik", ("kasi",)),
            *_at_departments("department_operator", "Petugas"),
        ),
    ),
    DeskSeed(
        slug="hotline",
        name="Hotline BKPSDM",
        summary="Pengaduan kepegawaian melalui WhatsApp",
        unit=_PERSONNEL,
        procedure="hotline.yaml",
        register_prefix="HL",
        letter_pattern="800/{nomor:4}/{jenis}/{unit}/{bulan_romawi}/{tahun}",
        channels=("whatsapp",),
        categories={
            "Kepegawaian": (
                ("Mutasi dan pangkat", "Pindah tugas, kenaikan pangkat, dan jabatan"),
                ("Disiplin", "Kehadiran dan perilaku pegawai"),
            ),
            "Lainnya": (("Belum dikategorikan", "Petugas akan memilihkan kategorinya"),),
        },
        teams=(
            TeamSeed("hotline_officer", "Petugas Hotline", ("hotline",)),
            TeamSeed("team", "Tim Penanganan Pengaduan", ("timaduan",)),
            TeamSeed("field_official", "Pejabat Bidang", ("pejabat",)),
            *_at_departments("other_opd", "Penerima"),
        ),
    ),
    DeskSeed(
        slug="dpmptsp",
        name="Layanan Pengaduan DPMPTSP",
        summary="Pengaduan perizinan, penanaman modal, dan ketenagakerjaan",
        unit=_LICENSING,
        procedure="dpmptsp.yaml",
        register_prefix="PTSP",
        letter_pattern="570/{nomor:4}/{jenis}/{unit}/{bulan_romawi}/{tahun}",
        channels=("box", "email", "lapor", "whatsapp", "telephone", "counter"),
        categories={
            "Perizinan": (
                ("Izin terlambat", "Izin belum terbit melewati waktu yang dijanjikan"),
                ("Usaha tanpa izin", "Kegiatan usaha yang diduga tidak berizin"),
            ),
            "Ketenagakerjaan": (
                ("Hak pekerja", "Upah, jam kerja, dan jaminan sosial"),
                ("Lowongan kerja", "Penempatan dan pelatihan kerja"),
            ),
            "Lainnya": (("Belum dikategorikan", "Petugas akan memilihkan kategorinya"),),
        },
        teams=(
            TeamSeed("staff", "Staf Pengaduan", ("staf",)),
            TeamSeed("subcoordinator", "Subkoordinator Pengaduan", ("subkoor",)),
            TeamSeed("division_head", "Kepala Bidang", ("kabid",)),
            TeamSeed("office_head", "Kepala Dinas", ("kadis",)),
            TeamSeed("field_team", "Tim Lapangan", ("lapangan1", "lapangan2")),
            TeamSeed("secretary", "Sekretaris", ("sekretaris",)),
        ),
    ),
)

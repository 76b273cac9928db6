"""The invented city: its units, desk, categories, teams and officers, as plain tables."""

from __future__ import annotations

from dataclasses import dataclass

AGENCY = ("kota-contoh", "Pemerintah Kota Pangkalpinang (peragaan)", "Pangkalpinang")
DEMONSTRATION_DOMAIN = "contoh.example"


@dataclass(frozen=True, slots=True)
class UnitSeed:
    """A unit: code, names, letter code."""

    code: str
    name: str
    short_name: str
    letter_code: str


UNITS = (
    UnitSeed(
        "bkpsdmd",
        "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia Daerah",
        "BKPSDMD",
        "BKPSDMD",
    ),
    UnitSeed("dinkes", "Dinas Kesehatan", "Dinkes", "DINKES"),
    UnitSeed("disdik", "Dinas Pendidikan", "Disdik", "DISDIK"),
    UnitSeed("dishub", "Dinas Perhubungan", "Dishub", "DISHUB"),
)
DESK_UNIT = "bkpsdmd"

CATEGORIES: dict[str, tuple[tuple[str, str], ...]] = {
    "Pelanggaran kode etik": (
        ("Perilaku tidak sopan", "Kata atau sikap kasar kepada warga atau rekan kerja"),
        ("Penyalahgunaan jabatan", "Memakai jabatan untuk kepentingan pribadi"),
        ("Benturan kepentingan", "Keputusan yang menguntungkan diri sendiri atau keluarga"),
    ),
    "Disiplin kerja": (
        ("Tidak masuk tanpa keterangan", "Tidak ada di tempat pada jam pelayanan"),
        ("Menolak melayani", "Permohonan ditolak atau ditunda tanpa alasan"),
    ),
    "Netralitas": (("Keberpihakan politik", "Mendukung calon atau partai secara terbuka"),),
    "Permintaan informasi": (
        ("Aturan kode etik", "Bertanya tentang nilai, kode etik, dan kode perilaku ASN"),
        ("Tata cara pengaduan", "Bertanya tentang cara kerja layanan ini"),
    ),
}


@dataclass(frozen=True, slots=True)
class OfficerSeed:
    """An officer: login, name, unit, position, staff number, team, superior."""

    login: str
    name: str
    unit: str
    position: str
    nip: str
    actor: str | None = None
    superior: str | None = None
    roles: tuple[str, ...] = ("officer",)
    rank: str = "Penata Tingkat I"

    @property
    def email(self) -> str:
        """Where demonstration mail for this officer goes."""
        return f"{self.login}@{DEMONSTRATION_DOMAIN}"


OFFICERS = (
    OfficerSeed(
        "kepala",
        "Ratih Anindya Kusuma",
        "bkpsdmd",
        "Kepala Badan Kepegawaian dan Pengembangan Sumber Daya Manusia Daerah",
        "197203151998032001",
        rank="Pembina Utama Muda",
    ),
    OfficerSeed(
        "operator",
        "Sari Melati",
        "bkpsdmd",
        "Operator Layanan",
        "199004122015032001",
        "operator",
        "kepala",
    ),
    OfficerSeed(
        "operator2",
        "Bagus Prakoso",
        "bkpsdmd",
        "Operator Layanan",
        "199106212016041002",
        "operator",
        "kepala",
    ),
    OfficerSeed(
        "timutama",
        "Hendra Wijayakusuma",
        "bkpsdmd",
        "Ketua Tim NKK Utama",
        "198105302006041003",
        "main_team",
        "kepala",
    ),
    OfficerSeed(
        "timutama2",
        "Lestari Puspa",
        "bkpsdmd",
        "Anggota Tim NKK Utama",
        "198708172010122004",
        "main_team",
        "timutama",
    ),
    OfficerSeed(
        "dinkes",
        "Yoga Permana",
        "dinkes",
        "Tim NKK Pembantu",
        "198512012009031005",
        "supporting_team",
    ),
    OfficerSeed(
        "disdik",
        "Wulan Cahyani",
        "disdik",
        "Tim NKK Pembantu",
        "198902282014022006",
        "supporting_team",
    ),
    OfficerSeed(
        "dishub",
        "Dimas Saputra",
        "dishub",
        "Tim NKK Pembantu",
        "199210102018011007",
        "supporting_team",
    ),
    OfficerSeed(
        "admin",
        "Anggun Prameswari",
        "bkpsdmd",
        "Pranata Komputer",
        "199307072019032008",
        None,
        None,
        ("officer", "administrator"),
    ),
    OfficerSeed(
        "auditor",
        "Surya Atmaja",
        "bkpsdmd",
        "Auditor",
        "198001012005011009",
        None,
        None,
        ("officer", "auditor"),
    ),
)


@dataclass(frozen=True, slots=True)
class ReporterSeed:
    """A reporter: login, name and identity number."""

    login: str
    name: str
    kind: str
    nik: str | None
    nip: str | None
    phone: str

    @property
    def email(self) -> str:
        """Where demonstration mail for this reporter goes."""
        return f"{self.login}@{DEMONSTRATION_DOMAIN}"


REPORTERS = (
    ReporterSeed(
        "warga", "Citra Lestari Dewi", "citizen", "1971015203900001", None, "+6281200000001"
    ),
    ReporterSeed("asn", "Rangga Aditya", "asn", None, "199501012020121010", "+6281200000002"),
)

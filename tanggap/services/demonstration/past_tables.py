"""The invented past of the invented city: what was reported, and the ways it went, as tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

SILENCE = "silence"
"""In place of an action: the reporter never answers, and the time for it passes."""


@dataclass(frozen=True, slots=True)
class Move:
    """What is done at the open task that offers it.

    Attributes:
        given: what is answered; the text ``@`` stands for the story's answer, and the departments
            named by ``units`` for their ids, ``@`` for the story's own.
        is_late: done after its time.
    """

    action: str
    given: Mapping[str, object] = field(default_factory=dict)
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """What somebody reports: category, subject, what happened, department, answer."""

    category: str
    subject: str
    narrative: str
    unit: str
    answer: str


@dataclass(frozen=True, slots=True)
class DeskPast:
    """What came to one desk.

    Attributes:
        courses: ways a report goes; they take turns.
    """

    slug: str
    reports: int
    channels: tuple[str, ...]
    stories: tuple[Story, ...]
    courses: tuple[tuple[Move, ...], ...]


def _do(action: str, **given: object) -> Move:
    return Move(action, given)


def _late(action: str, **given: object) -> Move:
    return Move(action, given, is_late=True)


NAMES = (
    "Rukmini Wijayanti", "Danu Saputro", "Melati Kusumawardani", "Agung Prabowo Adi",
    "Yuni Hartati", "Fajar Nugraha", "Intan Permatasari", "Slamet Riyanto", "Desi Ratnawati",
    "Bayu Kurniawan", "Lina Marlinda", "Eko Purwanto", "Nur Aini", "Rahmat Hidayat",
    "Siska Amelia", "Taufik Ismail Putra", "Vera Oktaviani", "Wahyu Setiadi",
)  # fmt: skip
PLACES = (
    "Kel. Air Itam, Kec. Bukit Intan", "Bukit Intan", "Kecamatan Rangkui", "Kel. Bintang",
    "dekat pasar, Kec. Rangkui", "Gerunggang", "Kelurahan Kacang Pedang", "Gabek",
    "Selindung Baru", "Pangkalbalam", "Kelurahan Ketapang, Kecamatan Pangkal Balam", "Girimaya",
    "Kel. Pasar Padi", "Taman Sari", "Kecamatan Taman Sari, Opas Indah", "Loket 3", "",
    "Rangkui", "Bukit Intan, sebelah sekolah", "depan kantor wali kota",
)  # fmt: skip

ACCEPT = _do("accept", rating=5, comment="Terima kasih.")
CONTENT = _do("accept", rating=4)
LONG_WAIT = _do("accept", rating=2, comment="Terlalu lama menunggu.")
SILENT = Move(SILENCE)
INCOMPLETE = _do("ask_completion", note="Mohon sebutkan tanggal dan tempatnya.")
COMPLETED = _do("complete", completion="Kejadiannya hari Senin, sekitar pukul sembilan pagi.")

_ANSWER = _do("answer", answer="@")
_HAND = _do("hand_over")
_INFORMATION = (_HAND, _do("information"), _ANSWER)
_TO_UNIT = _do("complaint", units="@", note="Mohon diperiksa dan ditanggapi.")
_RESPOND = _do("respond", response="@")
_END = (_HAND, _ANSWER)

NKK = DeskPast(
    slug="nkk",
    reports=30,
    channels=("web", "counter", "telephone", "letter", "box"),
    stories=(
        Story(
            "Perilaku tidak sopan", "Petugas loket membentak warga",
            "Saat menanyakan berkas, saya dibentak di depan antrean.", "dinkes",
            "Petugas tersebut telah ditegur dan mengikuti pembinaan pelayanan.",
        ),
        Story(
            "Menolak melayani", "Permohonan surat ditolak tanpa alasan",
            "Berkas saya lengkap, tetapi diminta kembali minggu depan tanpa penjelasan.", "disdik",
            "Permohonan telah diproses; petugas diingatkan untuk menyebut alasan tertulis.",
        ),
        Story(
            "Tidak masuk tanpa keterangan", "Loket kosong pada jam pelayanan",
            "Loket kosong dari pukul sepuluh sampai sebelas, antrean panjang.", "dishub",
            "Jadwal jaga loket telah diperbaiki dan ada petugas pengganti.",
        ),
        Story(
            "Aturan kode etik", "Bertanya tentang penerimaan hadiah",
            "Bolehkah petugas menerima bingkisan hari raya dari warga?", "dinkes",
            "Tidak boleh. Bingkisan dikembalikan, atau dilaporkan kepada unit gratifikasi.",
        ),
        Story(
            "Benturan kepentingan", "Kerabat petugas didahulukan",
            "Antrean saya dilewati oleh orang yang mengaku kerabat petugas.", "dishub",
            "Antrean kini memakai nomor, dan petugas yang bersangkutan telah dibina.",
        ),
        Story(
            "Tata cara pengaduan", "Bertanya cara melengkapi laporan",
            "Bagaimana cara mengirim bukti tambahan sesudah laporan terkirim?", "disdik",
            "Bukti dapat ditambahkan lewat halaman laporan, atau diantar ke loket.",
        ),
    ),
    courses=(
        (*_INFORMATION, ACCEPT),
        (_HAND, _TO_UNIT, _RESPOND, *_END, CONTENT),
        (_HAND, _TO_UNIT, Move("respond", {"response": "@"}, is_late=True), *_END, LONG_WAIT),
        (
            _HAND, _TO_UNIT, _RESPOND,
            _do("return_response", units="@", note="Sebutkan tindakan yang diambil."),
            _RESPOND, *_END, CONTENT,
        ),
        (*_INFORMATION, SILENT),
        (INCOMPLETE, COMPLETED, *_INFORMATION, ACCEPT),
        (
            _late("hand_over"), _do("complaint", units=("dinkes", "disdik")),
            _RESPOND, _late("respond", response="@"), *_END, SILENT,
        ),
        (
            _HAND, _TO_UNIT, _do("return_report", note="Pegawai itu bekerja di dinas lain."),
            _do("redirect", units=("dishub",)), _RESPOND, *_END, CONTENT,
        ),
        (INCOMPLETE, SILENT),
        (
            _HAND, _TO_UNIT, _RESPOND, *_END,
            _do("not_yet", rating=2, note="Petugasnya masih bersikap sama."),
            _TO_UNIT, _RESPOND, *_END, CONTENT,
        ),
    ),
)  # fmt: skip

_CITY_STORIES = (
    Story(
        "Jalan rusak", "Jalan berlubang di dekat sekolah",
        "Lubangnya dalam dan tergenang setiap hujan.", "dishub",
        "Lubang telah ditambal dan akan dilapis ulang bulan depan.",
    ),
    Story(
        "Penerangan jalan", "Lampu jalan padam",
        "Tiga lampu di tikungan padam sejak pekan lalu.", "dishub",
        "Lampu telah diganti dan menyala kembali.",
    ),
    Story(
        "Sampah dan kebersihan", "Sampah menumpuk di tepi jalan",
        "Sampah belum diangkut lima hari dan berbau.", "dinkes",
        "Sampah telah diangkut dan jadwal pengangkutan ditambah.",
    ),
    Story(
        "Kesehatan", "Jadwal imunisasi puskesmas",
        "Hari apa saja imunisasi anak dilayani?", "dinkes",
        "Imunisasi dilayani setiap Rabu pukul 08.00 sampai 11.00.",
    ),
    Story(
        "Pendidikan", "Syarat pindah sekolah",
        "Berkas apa yang diperlukan untuk pindah sekolah dasar?", "disdik",
        "Bawa rapor, surat pindah dari sekolah asal, dan kartu keluarga.",
    ),
)  # fmt: skip
_TECHNICAL = _do("technical", units="@", note="Mohon ditindaklanjuti.")
_FINISH = _do("finish", follow_up="@", answer="@")
WADUL = DeskPast(
    slug="wadul-aladin",
    reports=18,
    channels=("whatsapp",),
    stories=_CITY_STORIES,
    courses=(
        (_do("receive"), _TECHNICAL, _do("complete"), _FINISH, ACCEPT),
        (_do("receive"), _do("general"), _ANSWER, CONTENT),
        (_late("receive"), _TECHNICAL, _late("complete"), _FINISH, SILENT),
        (
            _do("receive"), _do("technical", units=("disdik",)),
            _do("incomplete", note="Bukan wewenang kami."),
            _TECHNICAL, _do("complete"), _FINISH, CONTENT,
        ),
        (_do("receive"), INCOMPLETE, COMPLETED, _late("general"), _ANSWER, ACCEPT),
        (_do("receive"), INCOMPLETE, SILENT),
    ),
)  # fmt: skip

_CALL = (_do("pick_up"), _do("clear"))
_HAND_ON = _do("hand_on", units="@", note="Mohon jawabannya.")
_CONVEY = (_do("take_answer"), _do("convey", answer="@"))
CALL_CENTRE = DeskPast(
    slug="call-center",
    reports=16,
    channels=("telephone", "sms", "email"),
    stories=_CITY_STORIES,
    courses=(
        (*_CALL, _ANSWER),
        (*_CALL, _do("search"), _do("not_found"), _HAND_ON, _RESPOND, *_CONVEY),
        (*_CALL, _do("search"), _late("answer", answer="@")),
        (
            *_CALL, _do("search"), _do("not_found"), _HAND_ON,
            _late("respond", response="@"), *_CONVEY,
        ),
        (
            _do("pick_up"), _do("ask_identity", note="Mohon sebutkan nama dan alamat."),
            _do("reply", completion="Nama dan alamat sudah saya kirim."), _do("clear"), _ANSWER,
        ),
    ),
)  # fmt: skip

HOTLINE = DeskPast(
    slug="hotline",
    reports=12,
    channels=("whatsapp",),
    stories=(
        Story(
            "Mutasi dan pangkat", "Berkas mutasi belum diproses",
            "Berkas mutasi saya sudah dua bulan belum ada kabar.", "disdik",
            "Berkas sedang diverifikasi; surat pengantarnya terbit pekan ini.",
        ),
        Story(
            "Disiplin", "Daftar hadir tidak sesuai",
            "Kehadiran saya tercatat kosong padahal masuk.", "dinkes",
            "Daftar hadir telah diperbaiki setelah pemeriksaan rekaman.",
        ),
    ),
    courses=(
        (
            _do("greet"), _do("forward"), _do("within"), _do("resolve", solution="@"),
            _do("compose", response="@"), _do("send_answer", answer="@"), CONTENT,
        ),
        (
            _do("greet"), _do("forward"),
            _do("outside", units="@", note="Diurus perangkat daerah tersebut."),
            _do("receive", received_by="Kepala Subbagian Umum"),
        ),
        (
            _late("greet"), _do("forward"), _do("within"), _late("resolve", solution="@"),
            _do("compose", response="@"), _do("send_answer", answer="@"), SILENT,
        ),
    ),
)  # fmt: skip

_STUDY = (
    _do("declare_complete"),
    _do(
        "submit_study",
        study_issue="Izin belum terbit melewati waktu yang dijanjikan.",
        study_facts="Berkas lengkap dan sudah dibayar.",
        study_analysis="Keterlambatan terjadi pada pemeriksaan teknis.",
        study_conclusion="Percepat pemeriksaan teknis dan jawab pengadu.",
    ),
    _do("submit_analysis", analysis="Pemeriksaan teknis dijadwalkan pekan ini."),
    _do("order", note="Selesaikan dan siapkan jawaban."),
    _do("no_visit"),
)
_DRAFT = _do("submit_draft", answer="@")
_INITIAL = _do("initial")
_SIGNED = (_do("sign"), _do("convey_only", documentation="Memuat data usaha pengadu."))
DPMPTSP = DeskPast(
    slug="dpmptsp",
    reports=12,
    channels=("counter", "email", "telephone", "box"),
    stories=(
        Story(
            "Izin terlambat", "Izin usaha belum terbit",
            "Sudah dua bulan izin usaha kecil saya belum terbit.", "dinkes",
            "Izin Saudara telah terbit dan dapat diambil di loket 3.",
        ),
        Story(
            "Usaha tanpa izin", "Bengkel beroperasi tanpa izin",
            "Bengkel di sebelah rumah beroperasi sampai malam tanpa izin.", "dishub",
            "Pengelola telah diperingatkan dan mengajukan izin.",
        ),
        Story(
            "Hak pekerja", "Upah lembur belum dibayar",
            "Upah lembur bulan lalu belum dibayar perusahaan.", "dinkes",
            "Perusahaan telah dipanggil dan membayar upah lembur.",
        ),
    ),
    courses=(
        (*_STUDY, _DRAFT, _INITIAL, _INITIAL, *_SIGNED),
        (
            *_STUDY, _DRAFT, _do("return_draft", note="Perbaiki dasar hukumnya."),
            _DRAFT, _INITIAL, _INITIAL, *_SIGNED,
        ),
        (*_STUDY[:2], _late("submit_analysis", analysis="Menunggu data dinas teknis."), *_STUDY[3:],
         _late("submit_draft", answer="@"), _INITIAL, _INITIAL, *_SIGNED),
        (INCOMPLETE, SILENT),
    ),
)  # fmt: skip

PASTS = (NKK, WADUL, CALL_CENTRE, HOTLINE, DPMPTSP)

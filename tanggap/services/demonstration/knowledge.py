"""Invented answer files and answer templates for the demonstration desks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from tanggap.storage.database import new_id
from tanggap.storage.knowledge import AnswerTemplate, KnowledgeEntry
from tanggap.storage.organisation import Agency, Category, Desk, Membership, Team
from tanggap.storage.procedures import ProcedureVersion


@dataclass(frozen=True, slots=True)
class EntrySeed:
    """An entry; ``days`` is how long it still holds, negative for a stale one, None for ever."""

    question: str
    answer: str
    keywords: str = ""
    category: str | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class TemplateSeed:
    """A template, and the action it is made for, or None for every one."""

    name: str
    body: str
    step: str | None = None
    action: str | None = None


ENTRIES: dict[str, tuple[EntrySeed, ...]] = {
    "nkk": (
        EntrySeed(
            "Apa yang dapat saya laporkan ke layanan NKK?",
            "Layanan ini menerima laporan tentang perilaku aparatur sipil negara: kata atau sikap"
            " kasar, penyalahgunaan jabatan, benturan kepentingan, tidak ada di tempat pada jam"
            " pelayanan, dan keberpihakan politik. Laporan tentang jalan, lampu, atau sampah"
            " disampaikan kepada dinas yang menanganinya.",
            "jenis laporan, etik, ASN",
            "Tata cara pengaduan",
        ),
        EntrySeed(
            "Apakah nama pelapor dirahasiakan?",
            "Ya, bila Saudara memintanya waktu melapor. Perangkat daerah yang memeriksa hanya"
            " melihat nama samaran. Identitas hanya dibuka dengan alasan yang dicatat.",
            "identitas, rahasia, samaran, aman",
            "Tata cara pengaduan",
        ),
        EntrySeed(
            "Berapa lama laporan dijawab?",
            "Paling lama dua hari kerja sejak laporan diterima. Bila data harus dilengkapi, waktu"
            " berhenti sampai kelengkapannya kami terima.",
            "tenggat, batas waktu, hari kerja",
            "Tata cara pengaduan",
        ),
        EntrySeed(
            "Petugas loket tidak sopan, apa yang terjadi sesudah laporan?",
            "Laporan diteruskan kepada perangkat daerah tempat petugas bekerja. Atasannya memeriksa"
            " kejadian, mendengar kedua pihak, dan menyampaikan tanggapan kepada kami. Hasilnya"
            " kami kirim kepada Saudara sebagai surat resmi.",
            "loket, kasar, bentak, antrean, petugas, pelayanan",
            "Perilaku tidak sopan",
        ),
        EntrySeed(
            "Apa sanksi bagi pegawai yang melanggar kode etik?",
            "Sanksi moral diberikan secara tertutup atau terbuka sesuai keputusan majelis kode"
            " etik. Pelanggaran yang juga melanggar disiplin diproses menurut aturan disiplin.",
            "hukuman, teguran, disiplin, majelis",
            "Aturan kode etik",
        ),
        EntrySeed(
            "Bolehkah pegawai menghadiri kampanye?",
            "Pegawai negeri tidak boleh menghadiri kampanye sebagai peserta, memakai atribut"
            " partai, atau menunjukkan dukungan di media sosial.",
            "netralitas, pemilu, partai, pilkada",
            "Keberpihakan politik",
            days=-45,
        ),
    ),
    "call-center": (
        EntrySeed(
            "Bagaimana mengurus KTP elektronik yang hilang?",
            "Bawa surat kehilangan dari kepolisian dan salinan kartu keluarga ke kantor kecamatan"
            " mana pun di kota ini. Pencetakan gratis dan selesai pada hari yang sama bila blangko"
            " tersedia.",
            "KTP, hilang, kependudukan, cetak ulang",
        ),
        EntrySeed(
            "Lampu jalan padam, ke mana melapor?",
            "Sebutkan nama jalan, RT/RW, dan nomor tiang bila ada. Laporan kami teruskan kepada"
            " Dinas Perhubungan; perbaikan paling lama tiga hari kerja.",
            "lampu, PJU, penerangan, gelap",
        ),
        EntrySeed(
            "Kapan sampah di perumahan diangkut?",
            "Sampah rumah tangga diangkut dua kali sepekan. Jadwal tiap kelurahan ada di kantor"
            " kelurahan dan di laman Dinas Lingkungan Hidup.",
            "sampah, angkut, jadwal, kebersihan",
            days=120,
        ),
        EntrySeed(
            "Jam buka pelayanan kecamatan",
            "Senin sampai Kamis pukul 08.00–15.30, Jumat pukul 08.00–16.00, istirahat pukul"
            " 12.00–13.00.",
            "jam kerja, buka, tutup, kecamatan",
        ),
        EntrySeed(
            "Bagaimana cara mendaftar BPJS Kesehatan yang ditanggung kota?",
            "Datang ke kelurahan dengan KTP, kartu keluarga, dan surat keterangan tidak mampu."
            " Kelurahan mengusulkan ke Dinas Sosial.",
            "BPJS, PBI, kesehatan, tidak mampu",
            days=-10,
        ),
    ),
}
"""By the name of the desk's procedure."""

ANSWER = (
    "Yth. {nama_pelapor},\n\nTerima kasih atas laporan Saudara nomor {nomor_laporan} tanggal"
    " {tanggal_laporan} tentang {kategori}.\n\n"
)
TEMPLATES: dict[str, tuple[TemplateSeed, ...]] = {
    "nkk": (
        TemplateSeed(
            "Jawaban atas pengaduan",
            f"{ANSWER}Laporan telah kami periksa bersama perangkat daerah yang bersangkutan."
            " Hasilnya sebagai berikut.\n\n…\n\nHormat kami,\n{nama_layanan}",
            "answer",
            "answer",
        ),
        TemplateSeed(
            "Jawaban atas permintaan informasi",
            f"{ANSWER}Menjawab pertanyaan Saudara, kami sampaikan hal berikut.\n\n…\n\nHormat"
            " kami,\n{nama_layanan}",
            "answer",
            "answer",
        ),
        TemplateSeed(
            "Minta waktu, tempat, dan nama",
            "Agar laporan nomor {nomor_laporan} dapat kami teruskan, mohon lengkapi: kapan dan di"
            " mana kejadiannya, serta nama atau ciri petugas yang dimaksud.",
            "receive",
            "ask_completion",
        ),
        TemplateSeed(
            "Tanggapan perangkat daerah",
            "Menindaklanjuti laporan nomor {nomor_laporan}, {nama_opd} telah meminta keterangan"
            " kepada pegawai yang bersangkutan pada tanggal {tanggal_hari_ini}. Hasilnya: …",
            "respond",
            "respond",
        ),
    ),
    "call-center": (
        TemplateSeed(
            "Jawaban singkat",
            "Terima kasih telah menghubungi {nama_layanan}. Tentang laporan {nomor_laporan}: …",
        ),
    ),
}
"""By the name of the desk's procedure."""


def found_answer_files(session: Session, agency: Agency, at: datetime) -> None:
    """Give every desk of the agency the answer file written for its procedure, once."""
    desks = session.execute(
        select(Desk, ProcedureVersion.name)
        .join(ProcedureVersion, ProcedureVersion.id == Desk.procedure_version_id)
        .where(
            Desk.agency_id == agency.id,
            ~exists().where(KnowledgeEntry.desk_id == Desk.id),
        )
    ).all()
    for desk, procedure in desks:
        author = _author(session, desk)
        if author is not None:
            _entries(session, desk, ENTRIES.get(procedure, ()), author, at)
        _templates(session, desk, TEMPLATES.get(procedure, ()), at)
    session.flush()


def _author(session: Session, desk: Desk) -> UUID | None:
    """Somebody of the desk's own teams."""
    return session.scalar(
        select(Membership.account_id)
        .join(Team, Team.id == Membership.team_id)
        .where(Team.desk_id == desk.id, Team.unit_id.is_(None))
        .order_by(Membership.account_id)
        .limit(1)
    )


def _entries(
    session: Session, desk: Desk, seeds: tuple[EntrySeed, ...], author: UUID, at: datetime
) -> None:
    named = select(Category.name, Category.id).where(Category.desk_id == desk.id)
    categories: dict[str, UUID] = dict(session.execute(named).all())
    for place, seed in enumerate(seeds):
        written = at - timedelta(days=60, hours=place)
        session.add(
            KnowledgeEntry(
                id=new_id(),
                agency_id=desk.agency_id,
                desk_id=desk.id,
                category_id=categories.get(seed.category or ""),
                question=seed.question,
                answer=seed.answer,
                keywords=seed.keywords,
                valid_until=None if seed.days is None else (at + timedelta(days=seed.days)).date(),
                author_id=author,
                changed_by_id=author,
                created_at=written,
                updated_at=written,
            )
        )


def _templates(session: Session, desk: Desk, seeds: tuple[TemplateSeed, ...], at: datetime) -> None:
    for seed in seeds:
        session.add(
            AnswerTemplate(
                id=new_id(),
                agency_id=desk.agency_id,
                desk_id=desk.id,
                step=seed.step,
                action=seed.action,
                name=seed.name,
                body=seed.body,
                updated_at=at,
            )
        )

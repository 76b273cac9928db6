"""Indonesian text with the frequencies of a language: few words everywhere, many words rare."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, product
from random import Random

FUNCTION_WORDS = """
yang di dan pada untuk dengan tidak saya dari itu oleh dalam ini ke karena sudah akan juga atau ada
kami bahwa telah sebagai kepada setelah saat tetapi sampai hanya belum lagi mereka hingga masih
"""

ROOTS = """
layan lapor petugas kantor loket pegawai warga surat urus izin antre tunggu jam pagi siang sore hari
minggu bulan tahun minta bayar uang biaya pungut berkas syarat nomor tolak tunda janji datang pulang
tanya jawab jelas bantu marah kasar sopan bentak kata bicara telepon pesan kirim terima tulis baca
tanda tangan cap periksa catat data nama alamat rumah jalan sekolah guru murid kepala dinas bidang
seksi staf atasan bawahan rapat sidang tugas kerja absen hadir libur cuti lembur seragam mobil motor
parkir sampah air listrik lampu taman pasar toko dagang harga obat dokter perawat puskesmas sakit
pasien kamar resep ambulans kelas buku seragam ujian nilai lulus daftar kuota bangku kursi meja
komputer cetak kartu keluarga lahir nikah pindah tanah batas ukur sertifikat pajak retribusi denda
angkut bus terminal trayek sopir rambu marka macet jalur trotoar pohon pagar tembok jembatan banjir
saluran pompa proyek lelang kontrak barang mesin alat gudang kunci pintu jendela ruang lantai tangga
kampanye partai calon pilih dukung spanduk foto unggah grup media sosial akun berita rekam video
saksi bukti tuduh fitnah hina ancam paksa tekan suap hadiah bingkisan amplop transfer rekening setor
pinjam utang kredit gaji tunjang potong honor dinas perjalanan hotel tiket nota kuitansi anggar
adil jujur disiplin etik aturan hukum sanksi tegur panggil bina latih didik nasihat mutasi promosi
jabat wewenang kuasa perintah larang ajak undang kunjung tamu acara upacara apel senam ibadah
"""

PATTERNS = (
    "{}", "me{}", "di{}", "ber{}", "ter{}", "{}an", "pe{}", "pe{}an", "ke{}an", "me{}kan",
    "di{}kan", "{}nya", "me{}i", "di{}i", "per{}an", "ber{}an",
)  # fmt: skip
ONSETS = "b c d g h j k l m n p r s t w y ng ny pr kr tr"
VOWELS = "aiueo"
CODAS = ["", "", "n", "ng", "r", "s", "t", "h", "l", "k", "m"]
NAMES = 30_000
SKEW = 1.05
"""Exponent of Zipf's law; about 1 in every language."""


class Language:
    """Words in order of frequency, and texts drawn from them, the same ones for the same seed."""

    def __init__(self, seed: int = 1) -> None:
        self.random = Random(seed)
        usual, roots = FUNCTION_WORDS.split(), ROOTS.split()
        derived = [pattern.format(root) for root, pattern in product(roots, PATTERNS)]
        names = [self._name() for _ in range(NAMES)]
        middle = [*derived, *names[: len(derived)]]
        self.random.shuffle(middle)
        self.words = list(dict.fromkeys((*usual, *roots, *middle, *names)))
        self._upto = list(accumulate(1 / (rank + 2) ** SKEW for rank in range(len(self.words))))

    def text(self, length: int) -> list[str]:
        """``length`` words."""
        return self.random.choices(self.words, cum_weights=self._upto, k=length)

    def sentence(self, shortest: int, longest: int) -> str:
        """A line of words that begins with a capital."""
        return " ".join(self.text(self.random.randint(shortest, longest))).capitalize()

    def paragraphs(self) -> str:
        """A story of some 30 to 150 words, most of them short, with a name that few others have."""
        length = min(150, 30 + int(self.random.expovariate(1 / 45)))
        words = self.text(length)
        cuts: Sequence[int] = range(0, length, 12)
        told = [" ".join(words[cut : cut + 12]).capitalize() for cut in cuts]
        return f"{'. '.join(told)}. Namanya {self.person()}."

    def person(self) -> str:
        """A name of two parts, none of a real person."""
        return " ".join(self._name().capitalize() for _ in range(2))

    def _name(self) -> str:
        choice = self.random.choice
        syllables = [
            choice(ONSETS.split()) + choice(VOWELS) + choice(CODAS)
            for _ in range(choice((2, 2, 3)))
        ]
        return "".join(syllables)

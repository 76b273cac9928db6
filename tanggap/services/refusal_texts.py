"""Says every refusal in plain Indonesian: what is wrong and what to do. One table for all faces.

``english_refusal_texts`` says the same in English to officers who ask for it.
"""

from __future__ import annotations

from collections.abc import Mapping

from tanggap.domain.languages import ENGLISH, INDONESIAN, Language
from tanggap.domain.refusal import Refused
from tanggap.services import english_refusal_texts as english
from tanggap.services.administration.audit_texts import OBJECTS
from tanggap.services.draft_texts import DRAFT_TEXTS
from tanggap.services.english_event_texts import AUDIT_OBJECTS
from tanggap.services.letter_number_texts import LETTER_NUMBER_TEXTS
from tanggap.services.place_texts import PLACE_TEXTS
from tanggap.services.reader import reader_language, reads_english
from tanggap.services.refusal_facts import Said, Words, faults_in_words

TITLES = {
    400: "Permintaan tidak terbaca",
    401: "Anda belum masuk",
    403: "Tidak diizinkan",
    404: "Tidak ditemukan",
    405: "Cara ini tidak tersedia",
    406: "Bentuk jawaban tidak tersedia",
    408: "Terlalu lama",
    409: "Tidak dapat dilakukan sekarang",
    410: "Sudah tidak ada",
    411: "Ukuran belum disebutkan",
    412: "Sudah berubah",
    413: "Terlalu besar",
    414: "Alamat terlalu panjang",
    415: "Jenis isi tidak dikenal",
    416: "Bagian berkas tidak ada",
    422: "Isian belum benar",
    428: "Versi belum disebutkan",
    429: "Terlalu banyak permintaan",
    431: "Terlalu panjang",
    500: "Kesalahan pada sistem",
    503: "Belum dapat dilayani",
}
"""A short heading for each HTTP status."""

FIELD_NAMES = {"subject": "judul", "narrative": "uraian kejadian"}
"""What people call fields that a service names by their key."""

PERSONAL_DATA = {
    "nik": "NIK",
    "nip": "NIP",
    "phone": "nomor telepon",
    "email": "alamat surel",
    "long_number": "nomor panjang",
    "reporter_name": "nama pelapor",
    "reported_name": "nama terlapor",
    "address": "alamat pelapor",
    "other": "ditambahkan petugas",
}
"""What people call the kinds of personal data."""

FIELD_FAULTS = {
    "not-text": "{label}: isi dengan teks.",
    "too-long": "{label}: paling banyak {limit} karakter, sekarang {length}. Ringkas dahulu.",
    "not-a-choice": "{label}: pilih salah satu: {choices}.",
    "not-a-person": "{label}: pilih petugas dari daftar.",
    "not-a-unit": "{label}: pilih perangkat daerah dari daftar.",
    "not-a-date": "{label}: tulis tanggal dengan bentuk TTTT-BB-HH, misalnya 2026-03-12.",
    "not-yes-or-no": "{label}: pilih ya atau tidak.",
    "not-a-rating": "{label}: pilih angka 1 sampai {limit}.",
}
"""``field-invalid`` by its fact ``why``."""

TEXTS: dict[str, tuple[int, str]] = {
    # Requests
    "request-malformed": (400, "Permintaan ini tidak terbaca. Muat ulang halaman, lalu coba lagi."),
    "json-malformed": (400, "Isi permintaan bukan JSON yang benar: {why}"),
    "cursor-invalid": (400, "Penanda halaman tidak berlaku lagi. Mulai lagi dari halaman pertama."),
    "cross-site-token-invalid": (400, "Tanda keamanan halaman ini sudah tidak berlaku. Muat ulang halaman, lalu ulangi; isian Anda yang tersimpan sebagai konsep tetap ada."),
    "login-required": (401, "Masuk terlebih dahulu dengan akun petugas Anda."),
    "session-expired": (401, "Sesi Anda berakhir karena lama tidak dipakai. Masuk lagi; konsep yang sudah tersimpan tidak hilang."),
    "not-allowed": (403, "Peran Anda tidak mencakup tindakan ini. Hubungi administrator bila seharusnya mencakup."),
    "not-found": (404, "Yang Anda cari tidak ada, atau bukan untuk Anda."),
    "method-not-allowed": (405, "Alamat ini tidak menerima cara permintaan tersebut."),
    "not-acceptable": (406, "Jawaban dalam bentuk yang diminta tidak tersedia."),
    "request-too-slow": (408, "Permintaan terlalu lama terkirim. Periksa sambungan, lalu coba lagi."),
    "length-required": (411, "Sebutkan ukuran isi permintaan."),
    "request-too-large": (413, "Kiriman terlalu besar. Perkecil atau bagi menjadi beberapa berkas."),
    "address-too-long": (414, "Alamat permintaan terlalu panjang. Persingkat pencarian Anda."),
    "media-type-wrong": (415, "Kirim isi permintaan sebagai {wanted}."),
    "range-not-satisfiable": (416, "Bagian berkas yang diminta tidak ada."),
    "input-invalid": (422, "Ada isian yang belum benar. Periksa keterangan pada tiap isian."),
    "precondition-required": (428, "Sebutkan versi laporan yang Anda lihat pada kepala If-Match, lalu ulangi."),
    "precondition-malformed": (400, "Kepala If-Match tidak terbaca. Isi dengan nilai ETag laporan yang Anda lihat."),
    "too-many-requests": (429, "Terlalu banyak permintaan dalam waktu singkat. Tunggu sebentar, lalu coba lagi."),
    "headers-too-large": (431, "Kepala permintaan terlalu panjang."),
    "failed": (500, "Ada kesalahan pada sistem kami; permintaan Anda belum dijalankan. Coba lagi. Bila berulang, hubungi administrator."),
    "try-again-later": (503, "Sistem sedang tidak dapat dihubungi. Tunggu beberapa detik, lalu coba lagi."),
    # Sessions
    "credentials-wrong": (401, "Surel atau kata sandi tidak cocok, atau akun ini bukan akun petugas yang aktif."),
    "seat-missing": (403, "Kata sandi Anda benar, tetapi akun ini belum masuk tim layanan mana pun. Minta administrator menambahkan Anda ke tim, lalu masuk lagi."),
    "second-factor-needed": (401, "Masukkan kode enam angka dari aplikasi autentikator Anda."),
    "second-factor-not-pending": (409, "Masukkan dahulu surel dan kata sandi, kemudian kode autentikator."),
    "second-factor-missing": (409, "Autentikator belum dipasang pada akun ini."),
    "second-factor-present": (409, "Autentikator sudah terpasang. Lepas dahulu bila hendak menggantinya."),
    "passkey-not-pending": (409, "Permintaan kunci sandi ini sudah lewat waktunya. Mulai lagi."),
    "passkey-not-verified": (422, "Kunci sandi ini tidak dapat dipastikan. Coba lagi; bila tetap gagal, masuk dengan kata sandi."),
    "passkey-unknown": (422, "Kunci sandi ini tidak terdaftar pada akun mana pun. Mungkin sudah dihapus; masuk dengan kata sandi."),
    "passkey-known": (409, "Kunci sandi ini sudah terdaftar."),
    "passkey-name-taken": (409, "Anda sudah punya kunci sandi dengan nama ini. Beri nama lain."),
    "passkey-not-found": (404, "Kunci sandi ini tidak ada pada akun Anda."),
    "too-many-passkeys": (409, "Paling banyak {limit} kunci sandi pada satu akun. Hapus dahulu yang tidak dipakai lagi."),
    "code-wrong": (422, "Kode tidak cocok atau sudah lewat waktunya. Periksa jam ponsel Anda, lalu masukkan kode yang baru."),
    "account-unconfirmed": (403, "Alamat surel akun ini belum dikonfirmasi. Buka tautan di surel konfirmasi, atau minta kirim ulang."),
    "link-expired": (422, "Tautan ini sudah lewat waktunya. Minta tautan yang baru."),
    "link-spent": (422, "Tautan ini sudah dipakai atau tidak utuh. Minta tautan yang baru."),
    "password-wrong": (422, "Kata sandi sekarang tidak cocok."),
    "password-unchanged": (422, "Kata sandi baru harus berbeda dari yang lama."),
    "password-too-short": (422, "Kata sandi paling sedikit {limit} karakter. Rangkai beberapa kata agar mudah diingat."),
    "password-too-long": (422, "Kata sandi paling banyak {limit} karakter."),
    "password-too-common": (422, "Kata sandi ini mudah ditebak karena banyak dipakai. Pilih yang lain."),
    "password-about-owner": (422, "Kata sandi ini hampir seluruhnya nama, surel, atau nomor Anda. Pilih yang lain."),
    "email-taken": (409, "Alamat surel ini sudah dipakai akun lain."),
    # Procedure and engine
    "action-not-at-this-step": (409, "Tindakan ini tidak ada pada langkah laporan sekarang. Muat ulang laporan."),
    "action-not-now": (409, "Tindakan ini tidak tersedia dalam keadaan laporan sekarang. Muat ulang laporan."),
    "action-used-up": (409, "Tindakan ini hanya boleh dilakukan {limit} kali pada satu laporan, dan sudah dilakukan."),
    "actor-unknown": (500, "Pelaksana “{actor}” tidak ada dalam SOP."),
    "step-unknown": (500, "Langkah “{step}” tidak ada dalam SOP."),
    "automatic-steps-never-end": (500, "SOP ini berputar tanpa akhir pada langkah “{step}”. Laporkan kepada administrator."),
    "document-missing": (409, "Naskah berikut harus ada lebih dahulu: {documents}."),
    "field-invalid": (422, "{label}: isian tidak dapat dipakai."),
    "field-unknown": (422, "Isian berikut tidak dikenal pada tindakan ini: {fields}."),
    "output-missing": (422, "Isi dahulu: {labels}."),
    "task-not-open": (409, "Tugas ini sudah diselesaikan atau ditarik. Muat ulang laporan untuk melihat langkah sekarang."),
    "task-not-found": (404, "Tugas ini tidak ada, sudah selesai, atau bukan tugas tim Anda."),
    "unit-already-working": (409, "Perangkat daerah yang dipilih masih mengerjakan laporan ini. Pilih yang lain."),
    "person-not-in-team": (422, "Sebagian orang yang dipilih bukan anggota aktif tim tujuan, atau tidak boleh menangani laporan ini. Muat ulang halaman, lalu pilih dari daftar."),
    "letter-not-written": (409, "Surat belum ditulis, jadi belum dapat diparaf atau ditandatangani."),
    "initials-missing": (409, "Naskah surat berubah atau belum diparaf semua jenjang di bawahnya. Kembalikan surat satu jenjang agar diparaf lagi."),
    "rung-unknown": (409, "Langkah ini tidak berhak memaraf atau menandatangani surat itu."),
    "letter-unknown": (404, "Surat ini tidak dikenal SOP layanan."),
    "recap-exists": (409, "Rekap {period} sudah ada. Buka rekap itu dari daftar."),
    "period-not-over": (409, "Masa {period} belum berakhir. Rekap dibuat setelah masanya lewat."),
    "recap-not-found": (404, "Rekap ini tidak ada, atau bukan untuk Anda."),
    "recap-frozen": (409, "Angka hanya dapat diperbaiki sebelum rekap diajukan, oleh tim yang menyusunnya. Minta rekap dikembalikan lebih dahulu."),
    "figure-unknown": (422, "Angka itu tidak ada dalam rekap ini. Muat ulang halaman, lalu pilih dari tabel."),
    "figure-negative": (422, "Angka tidak boleh kurang dari nol."),
    "period-unknown": (404, "SOP layanan ini tidak punya pekerjaan berkala untuk masa itu."),
    "unit-has-no-team": (422, "Perangkat daerah yang dipilih belum punya tim pada layanan ini. Pilih yang lain atau hubungi administrator."),
    "version-outdated": (412, "{object} ini sudah diubah orang lain sejak Anda membukanya. Lihat perubahannya, lalu putuskan lagi."),
    "not-your-turn": (409, "Laporan ini sedang tidak menunggu Anda."),
    "assigned-to-another": (409, "Tugas ini sudah ditugaskan kepada petugas lain. Minta ditugaskan kepada Anda, atau ambil alih dahulu."),
    "procedure-unknown": (404, "SOP ini tidak ada."),
    "procedure-broken": (422, "Berkas SOP belum benar. {faults}"),
    "procedure-file-unreadable": (422, "Berkas SOP {file} tidak ada atau tidak dapat dibaca. Periksa nama, izin baca, dan penyandiannya (UTF-8)."),
    "procedure-version-changed": (409, "SOP {procedure} versi {version} sudah berlaku dan tidak boleh diubah. Naikkan nomor versinya."),
    "duration-unreadable": (422, "Waktu “{text}” tidak terbaca. Tulis misalnya “30 menit”, “2 jam”, atau “2 hari kerja”."),
    "duration-without-unit": (422, "Waktu “{text}” tidak menyebut satuan. Tulis misalnya “30 menit” atau “2 hari kerja”."),
    "duration-out-of-range": (422, "Waktu harus antara {least} dan {most}."),
    "procedure-version-behind": (409, "Versi {version} lebih lama daripada versi {newest} yang sudah ada. Naikkan nomor versinya."),
    "procedure-of-another-kind": (422, "Layanan ini memakai SOP {procedure}; versi yang dipilih milik SOP {other}."),
    "procedure-without-teams": (409, "Pelaksana berikut belum punya tim pada layanan ini: {actors}. Bentuk timnya dahulu."),
    # Signing desk
    "passphrase-missing": (422, "Ketik frasa sandi (passphrase) sertifikat Anda."),
    "passphrase-wrong": (422, "Frasa sandi tidak cocok. Ketik sekali lagi dengan teliti; salah berkali-kali dapat mengunci sertifikat Anda. Surat tetap menunggu."),
    "signer-unknown": (409, "Sertifikat atas NIK atau NIP Anda tidak ditemukan. Minta administrator memeriksa NIK dan NIP Anda atau mendaftarkan sertifikat. Surat tetap menunggu."),
    "signer-not-ready": (409, "Sertifikat Anda belum dapat dipakai: kedaluwarsa, belum aktif, dibekukan, atau dicabut. Perbarui sertifikat Anda. Surat tetap menunggu."),
    "signing-timeout": (503, "Layanan tanda tangan tidak menjawab dalam {seconds} detik. Coba lagi; surat tetap menunggu dan nomornya tidak berubah."),
    "signing-unavailable": (503, "Layanan tanda tangan sedang tidak dapat dipakai. Coba lagi nanti atau beri tahu administrator. Surat tetap menunggu."),
    "signed-document-changed": (409, "Layanan tanda tangan mengembalikan surat yang berbeda, jadi tidak kami terbitkan. Beri tahu administrator. Surat tetap menunggu."),
    "signing-off": (409, "Penandatanganan elektronik belum diaktifkan pada sistem ini. Ambil tindakan pada halaman laporan."),
    "signing-stopped": (409, "Belum dicoba, karena frasa sandi tidak cocok pada surat sebelumnya."),
    "sign-at-signing-desk": (409, "Surat ini ditandatangani di Meja tanda tangan dengan frasa sandi sertifikat Anda."),
    "too-many-letters": (422, "Paling banyak {limit} surat sekaligus."),
    "letter-not-here": (409, "Pada tugas ini tidak ada surat yang diparaf atau ditandatangani. Muat ulang daftar."),
    "letter-text-changed": (409, "Naskah surat berubah sejak Anda membacanya. Baca dahulu naskah yang baru, lalu putuskan lagi."),
    "letter-not-waiting": (409, "Surat ini sudah ditandatangani. Muat ulang daftar."),
    "letter-cannot-be-signed": (409, "Jenis naskah ini belum dapat ditandatangani secara elektronik."),
    "signer-not-head": (409, "Surat ini ditandatangani kepala {unit}, Plt., atau Plh. Minta administrator memperbarui kepala unit bila Anda yang menjabat."),
    # Reports and people
    "report-closed": (409, "Laporan ini sudah ditutup, jadi tidak menerima pesan lagi."),
    "reporter-kind-unknown": (422, "Pilih apakah pelapor warga atau ASN."),
    "parked-form-too-large": (413, "Isian terlalu panjang untuk disimpan sementara."),
    "report-not-found": (404, "Laporan ini tidak ada, atau bukan untuk Anda."),
    "desk-not-found": (404, "Layanan pengaduan ini tidak ada, atau bukan layanan Anda."),
    "category-unknown": (422, "Kategori ini tidak ada pada layanan ini. Pilih dari daftar."),
    "channel-address-taken": (409, "Alamat ini sudah dipakai layanan {desk}. Putuskan dulu di sana, atau pakai alamat lain."),
    "channel-address-unreadable": (422, "Alamat kanal belum benar. WhatsApp: Phone Number ID (angka); SMS: nomor singkat; surel: alamat kotak surat."),
    "channel-address-not-found": (404, "Alamat kanal ini tidak ada."),
    "channel-unknown": (422, "Saluran ini tidak dipakai pada layanan ini. Pilih salah satu: {known}."),
    "view-name-taken": (422, "Nama ini sudah dipakai tampilan lain. Pilih nama lain."),
    "view-empty": (422, "Tampilan ini belum menyaring apa pun. Pilih saringan dahulu."),
    "view-not-found": (404, "Tampilan tersimpan ini tidak ada."),
    "too-many-views": (409, "Paling banyak {limit} tampilan tersimpan. Hapus salah satunya dahulu."),
    "preferences-too-large": (422, "Pengaturan tersimpan terlalu banyak. Hapus sebagian tampilan tersimpan."),
    "officer-not-found": (404, "Petugas ini tidak ada."),
    "too-many-at-once": (422, "Paling banyak {limit} tugas sekaligus."),
    "login-not-fresh": (403, "Untuk mengubah pengamanan akun, keluar lalu masuk lagi dahulu."),
    "exclude-oneself": (422, "Untuk tidak menangani laporan ini lagi, pilih “Mundur dari laporan”."),
    "officer-not-in-team": (422, "Petugas ini bukan anggota tim yang memegang tugas, atau tidak boleh menangani laporan ini."),
    "reporter-not-found": (404, "Pelapor ini tidak ada."),
    "reason-missing": (422, "Tulis alasannya."),
    "text-too-long": (422, "Paling banyak {limit} karakter, sekarang {length}. Ringkas dahulu."),
    "text-missing": (422, "Tulis isinya."),
    "look-up-too-short": (422, "Tulis NIK, NIP, nomor telepon, atau surel lengkap, atau paling sedikit {least} huruf nama."),
    "submission-key-taken": (409, "Formulir ini sudah dipakai untuk laporan lain. Buka formulir baru."),
    # Identity
    "nik-not-16-digits": (422, "NIK terdiri atas 16 angka; yang ditulis {digits} angka."),
    "nik-unexpected-character": (422, "NIK hanya berisi angka; hapus tanda “{character}”."),
    "nik-date-impossible": (422, "Tanggal lahir di dalam NIK tidak mungkin. Periksa angka ke-7 sampai ke-12."),
    "nik-serial-zero": (422, "Empat angka terakhir NIK tidak boleh 0000. Periksa lagi."),
    "nip-not-18-digits": (422, "NIP terdiri atas 18 angka; yang ditulis {digits} angka."),
    "nip-unexpected-character": (422, "NIP hanya berisi angka; hapus tanda “{character}”."),
    "nip-date-impossible": (422, "Tanggal di dalam NIP ({value}) tidak mungkin. Periksa 14 angka pertama."),
    "nip-sex-digit": (422, "Angka ke-15 NIP harus 1 atau 2. Periksa lagi."),
    "phone-unreadable": (422, "Nomor telepon tidak terbaca. Tulis misalnya 0812-3456-7890."),
    "email-malformed": (422, "Alamat surel tidak benar. Tulis misalnya nama@contoh.id."),
    # Files
    "file-empty": (422, "Berkas ini kosong."),
    "file-missing": (422, "Pilih berkas dahulu."),
    "file-not-found": (404, "Berkas ini tidak ada, atau bukan untuk Anda."),
    "file-not-ready": (409, "Naskah ini masih dibuat. Coba lagi beberapa detik lagi."),
    "file-lost": (500, "Isi berkas ini tidak ditemukan di penyimpanan. Hubungi administrator."),
    "file-too-large": (413, "Berkas paling besar {limit_mb} MB. Perkecil atau bagi dahulu."),
    "file-type-not-allowed": (422, "Jenis berkas ini tidak diterima. Kirim gambar (JPEG, PNG), PDF, dokumen kantor, rekaman suara, atau video."),
    "file-damaged": (422, "Berkas ini rusak atau bukan jenis yang disebut namanya. Simpan ulang, lalu kirim lagi."),
    "file-encrypted": (422, "Berkas ini terkunci kata sandi. Buka kuncinya dahulu."),
    "file-has-macros": (422, "Dokumen ini berisi makro. Simpan tanpa makro atau sebagai PDF."),
    "file-has-embedded-program": (422, "Dokumen ini berisi program di dalamnya. Simpan sebagai PDF."),
    "file-has-external-content": (422, "Dokumen ini mengambil isi dari luar. Simpan sebagai PDF."),
    "file-unpacks-too-large": (422, "Isi berkas ini terlalu besar setelah dibuka (lebih dari {limit_mb} MB)."),
    "image-heic": (422, "Foto HEIC belum dapat diterima. Ubah menjadi JPEG: di iPhone, Pengaturan › Kamera › Format › Paling Kompatibel."),
    "image-too-large": (422, "Gambar terlalu besar ({width} × {height} titik). Perkecil dahulu."),
    "too-many-files": (422, "Paling banyak {limit} berkas dalam satu laporan."),
    "handle-invalid": (422, "Berkas yang diunggah sudah tidak berlaku. Unggah lagi."),
    # Letters
    "document-context-broken": (500, "Isi naskah tidak lengkap. Laporkan kepada administrator."),
    "draft-with-number": (500, "Konsep surat tidak boleh bernomor."),
    "assignment-dates-reversed": (422, "Tanggal selesai tugas lebih awal daripada tanggal mulai. Perbaiki salah satunya."),
    "letter-date-broken": (422, "Tanggal pada isian ini tidak terbaca. Tulis dengan bentuk TTTT-BB-HH, misalnya 2026-03-12."),
    "letter-choice-broken": (422, "Pilihan pada isian ini tidak dikenal. Pilih lagi dari daftar."),
    "letter-with-initials": (500, "Surat yang terbit tidak memuat kotak paraf."),
    "person-unknown": (422, "Petugas yang dipilih tidak ada lagi. Pilih petugas lain dari daftar."),
    "letter-number-missing": (500, "Surat yang terbit harus bernomor."),
    "letter-verification-missing": (500, "Surat yang terbit harus punya kode verifikasi."),
    "verification-code-malformed": (422, "Kode verifikasi terdiri atas 12 huruf dan angka, misalnya 7KQF-2M9D-XW4T."),
    "no-letter-here": (409, "Tindakan ini tidak menerbitkan surat, jadi tidak ada yang dapat dilihat lebih dahulu."),
    "document-kind-unknown": (500, "Jenis naskah “{kind}” tidak dikenal. Laporkan kepada administrator."),
    "document-not-rendered": (409, "Naskah ini masih dibuat. Coba lagi beberapa detik lagi."),
    "document-too-long": (422, "Naskah menjadi {pages} halaman; paling banyak {limit}. Ringkas isinya."),
    "document-unknown": (404, "Naskah dengan kode ini tidak ada. Periksa lagi kodenya."),
    "unit-has-no-head": (409, "{unit} belum punya kepala yang menandatangani surat. Minta administrator mengisinya."),
    "message-not-found": (404, "Pesan ini tidak ada."),
    "message-not-failed": (409, "Pesan ini tidak gagal, jadi tidak perlu dikirim ulang."),
    "message-without-link": (409, "Tautan dalam pesan ini sudah dihapus. Buat pesan baru dari akun yang bersangkutan."),
    # Publication
    "report-confidential": (409, "Laporan rahasia tidak pernah dipublikasikan."),
    "desk-of-ethics": (409, "Laporan layanan etik tidak pernah dipublikasikan."),
    "report-not-answered": (409, "Laporan ini belum dijawab, jadi belum dapat dipublikasikan."),
    "publication-source-changed": (409, "Teks laporan atau jawabannya berubah sejak Anda membukanya. Muat ulang, lalu periksa lagi."),
    "publication-not-in-force": (409, "Laporan ini sedang tidak dipublikasikan."),
    "publication-not-found": (404, "Publikasi ini tidak ada."),
    "publication-withdrawn": (410, "Publikasi ini sudah ditarik oleh layanan yang menerbitkannya."),
    "personal-data-left": (422, "Masih ada data pribadi ({kind}): “{excerpt}”. Ganti dengan [disamarkan], lalu ulangi."),
    "masking-not-found": (422, "Bagian yang hendak ditampilkan bukan temuan pada teks ini. Muat ulang, lalu periksa lagi."),
    "masking-outside-text": (422, "Bagian yang hendak disamarkan berada di luar teks. Muat ulang, lalu periksa lagi."),
    # Administration
    "category-not-found": (404, "Kategori ini tidak ada."),
    "category-in-use": (409, "Kategori ini sudah dipakai laporan. Nonaktifkan saja."),
    "category-name-taken": (409, "Kategori “{taken}” sudah ada."),
    "category-parent-closed": (409, "Kategori induk “{parent}” tidak aktif."),
    "category-too-deep": (422, "Subkategori tidak dapat punya subkategori lagi."),
    "code-malformed": (422, "Kode hanya berisi huruf kecil, angka, dan tanda hubung."),
    "deputy-unknown": (422, "Pilih salah satu: {known}."),
    "desk-slug-taken": (409, "Kode layanan “{taken}” sudah dipakai."),
    "register-prefix-in-use": (409, "Awalan nomor register tidak dapat diganti karena sudah dipakai laporan."),
    "register-prefix-malformed": (422, "Awalan nomor register terdiri atas 2 sampai 10 huruf besar."),
    "register-prefix-taken": (409, "Awalan nomor register “{taken}” sudah dipakai layanan lain."),
    "invitation-accepted": (409, "Undangan ini sudah diterima; petugas sudah punya kata sandi."),
    "last-administrator": (409, "Ini administrator aktif terakhir. Angkat administrator lain dahulu."),
    "member-not-found": (404, "Petugas ini bukan anggota tim."),
    "nip-taken": (409, "NIP ini sudah dipakai petugas lain: {holder}."),
    "officer-heads-unit": (409, "Petugas ini kepala {units}. Ganti kepalanya dahulu."),
    "officer-in-teams": (409, "Petugas ini masih anggota tim. Keluarkan dari tim dahulu."),
    "officer-not-active": (409, "Akun petugas ini tidak aktif."),
    "own-account": (409, "Akun Anda sendiri hanya dapat dinonaktifkan administrator lain."),
    "own-roles": (409, "Peran Anda sendiri hanya dapat diubah administrator lain."),
    "own-second-factor": (409, "Autentikator Anda sendiri hanya dapat dilepas administrator lain."),
    "role-unknown": (422, "Peran “{role}” tidak dikenal. Pilih dari: {known}."),
    "roles-missing": (422, "Pilih paling sedikit satu peran."),
    "superior-in-circle": (422, "Atasan ini berada di bawah petugas itu sendiri. Pilih yang lain."),
    "superior-unknown": (422, "Atasan ini tidak ada. Pilih dari daftar."),
    "team-actor-unknown": (422, "Pelaksana “{actor}” tidak ada dalam SOP layanan ini."),
    "team-exists": (409, "Tim ini sudah ada."),
    "team-has-members": (409, "Tim ini masih punya {members} anggota. Keluarkan dahulu."),
    "team-has-open-tasks": (409, "Tim ini masih memegang {tasks} tugas terbuka."),
    "team-left-empty": (409, "{team} memegang {tasks} tugas terbuka dan tidak boleh kosong. Masukkan anggota lain dahulu."),
    "team-needs-unit": (422, "Pilih perangkat daerah: {actor} dibentuk per perangkat daerah."),
    "team-without-unit": (422, "{actor} adalah tim layanan, jadi tidak memakai perangkat daerah."),
    "team-not-found": (404, "Tim ini tidak ada."),
    "too-many-lines": (422, "Paling banyak {limit} baris."),
    "unit-closed": (409, "Perangkat daerah ini tidak aktif."),
    "unit-code-taken": (409, "Kode “{taken}” sudah dipakai perangkat daerah lain."),
    "unit-has-desks": (409, "Perangkat daerah ini masih punya layanan: {desks}."),
    "unit-has-open-tasks": (409, "Perangkat daerah ini masih memegang {tasks} tugas terbuka."),
    "unit-has-units": (409, "Perangkat daerah ini masih membawahi: {units}."),
    "unit-in-circle": (422, "Perangkat daerah tidak dapat berada di bawah dirinya sendiri."),
    "unit-not-found": (404, "Perangkat daerah ini tidak ada."),
    "calendar-name-taken": (409, "Kalender “{taken}” sudah ada."),
    "holiday-doubled": (422, "Tanggal {day} tertulis dua kali."),
    "holiday-kind-unknown": (422, "Jenis hari libur tidak dikenal. Pilih salah satu: {known}."),
    "year-out-of-range": (422, "Tahun harus antara {least} dan {most}."),
    # Answer file and templates
    "knowledge-not-found": (404, "Pengetahuan ini tidak ada, atau bukan milik layanan Anda."),
    "too-many-keywords": (422, "Paling banyak {limit} kata kunci, dipisah koma."),
    "placeholder-unknown": (422, "Isian {unknown} tidak dikenal. Yang dapat dipakai: {known}."),
    "template-name-taken": (409, "Templat “{taken}” sudah ada pada layanan ini."),
    "template-not-found": (404, "Templat jawaban ini tidak ada."),
    "template-place-unknown": (422, "Langkah atau tindakan ini tidak ada dalam SOP layanan, atau tidak punya isian teks. Pilih dari daftar."),
    **DRAFT_TEXTS,
    **PLACE_TEXTS,
    **LETTER_NUMBER_TEXTS,
    # Calendars
    "calendar-unknown": (404, "Kalender kerja ini tidak ada."),
    "calendar-unreadable": (422, "Kalender kerja tidak terbaca: {problem}."),
    "calendar-never-opens": (422, "Kalender kerja ini tidak pernah buka dalam {days} hari. Periksa jam dan hari liburnya."),
    "hours-unreadable": (422, "Jam “{text}” tidak terbaca. Tulis misalnya 07.30."),
    "hours-not-whole-minutes": (422, "Jam kerja {hours} harus tepat menit."),
    "hours-out-of-order": (422, "Jam kerja {hours} terbalik atau bertumpuk dengan yang lain."),
    "period-backwards": (422, "Masa “{name}” berakhir sebelum mulai."),
    "periods-overlap": (422, "Masa “{first}” dan “{second}” bertumpuk."),
    "timezone-unknown": (422, "Zona waktu “{timezone}” tidak dikenal. Pakai Asia/Jakarta, Asia/Makassar, atau Asia/Jayapura."),
    "week-not-seven-days": (422, "Jam kerja harus diisi untuk tujuh hari; sekarang {days}."),
    # Oversight
    "period-reversed": (422, "Tanggal awal sesudah tanggal akhir. Tukar keduanya."),
    "period-too-long": (422, "Paling lama {days} hari sekali lihat. Pilih tanggal awal dan akhir yang lebih dekat."),
    "too-many-rows": (422, "Tabelnya lebih dari {most} baris. Pilih satu layanan atau waktu yang lebih pendek."),
    # The product itself
    "agency-founded": (409, "Pemerintah daerah sudah ada di basis data ini. Selanjutnya administratornya mengatur di aplikasi."),
    "only-in-demonstration": (409, "Perintah ini hanya untuk data peragaan dan tidak dijalankan di mode produksi."),
}
"""Every refusal's code: HTTP status of the API, and the sentence with its facts."""


SPOKEN = {
    INDONESIAN: Words(INDONESIAN, FIELD_NAMES, PERSONAL_DATA, OBJECTS, "isian ini", "Baris", "."),
    ENGLISH: Words(
        ENGLISH,
        english.FIELD_NAMES,
        english.PERSONAL_DATA,
        {name: said.lower() for name, said in AUDIT_OBJECTS.items()},
        "this field",
        "Line",
        ",",
    ),
}


def sentence(refusal: Refused, language: Language | None = None) -> str:
    """What is wrong and what to do, for a person to read; in the reader's language if not given."""
    language = language or reader_language()
    words = SPOKEN[language]
    text = _text(refusal, language)
    if refusal.code == "procedure-broken":
        return text.format(faults=faults_in_words(refusal.facts, words)).strip()
    return text.format_map(Said(refusal.facts, words))


def personal_data_in_words() -> Mapping[str, str]:
    """What the kinds of personal data are called in the reader's language."""
    return SPOKEN[reader_language()].personal_data


def template_of(code: str) -> str:
    """The sentence of ``code`` with the names of its facts, in the reader's language."""
    return english.TEXTS.get(code, TEXTS[code][1]) if reads_english() else TEXTS[code][1]


def status_of(code: str) -> int:
    """The HTTP status that goes with ``code``; 500 for a code nobody wrote a sentence for."""
    return TEXTS.get(code, TEXTS["failed"])[0]


def title_of(status: int) -> str:
    """The short heading of an HTTP status, in the reader's language."""
    titles = english.TITLES if reads_english() else TITLES
    return titles.get(status, titles[500])


def _text(refusal: Refused, language: Language) -> str:
    code = refusal.code if refusal.code in TEXTS else "failed"
    texts, faults = {code: TEXTS[code][1]}, FIELD_FAULTS
    if language == ENGLISH:
        texts, faults = texts | english.TEXTS, english.FIELD_FAULTS
    if code == "field-invalid":
        return faults.get(str(refusal.facts.get("why")), texts[code])
    return texts[code]

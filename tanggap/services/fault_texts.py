"""Say faults and findings of a procedure file in Indonesian: what is wrong and what to do."""

from __future__ import annotations

from tanggap.domain.languages import ENGLISH, Language
from tanggap.domain.linter import Finding
from tanggap.domain.procedure_faults import Fault
from tanggap.services import english_fault_texts as english
from tanggap.services.reader import reader_language

SENTENCES = {
    "yaml-broken": "Berkas bukan YAML yang benar. Periksa tanda titik dua, kutip, dan jarak dari tepi di baris ini.",
    "yaml-key-doubled": "Kunci “{key}” ditulis dua kali di tempat yang sama. Hapus salah satunya.",
    "yaml-tab": "Baris ini memakai tab. Geser dengan spasi.",
    "yaml-character": "Nilai tidak boleh dimulai dengan {character}. Tulis nilainya di antara tanda kutip.",
    "yaml-colon": "Titik dua tidak dapat dibaca di sini. Beri tanda kutip pada teks yang memuat titik dua, dan periksa jarak dari tepi.",
    "yaml-colon-missing": "Baris ini tidak punya titik dua sesudah kuncinya.",
    "yaml-quote-open": "Tanda kutip yang dibuka tidak pernah ditutup.",
    "yaml-bracket-open": "Kurung siku atau kurawal belum ditutup, atau koma di antara isinya kurang.",
    "yaml-indentation": "Jarak dari tepi di baris ini tidak sama dengan baris sekelompoknya.",
    "yaml-dash": "Tanda “-” tidak boleh ada di sini. Mulai daftarnya di baris baru.",
    "yaml-alias": "Rujukan dengan “*” menunjuk ke sesuatu yang tidak ada. Beri tanda kutip bila itu teks.",
    "yaml-tag": "Tanda “!” tidak dipakai dalam berkas SOP. Beri tanda kutip bila itu teks.",
    "yaml-control-character": "Baris ini memuat karakter yang tidak tampak. Ketik ulang barisnya.",
    "yaml-documents": "Berkas memuat lebih dari satu dokumen (“---”). Satu berkas untuk satu SOP.",
    "file-too-deep": "Isi berkas bertumpuk terlalu dalam atau terlalu banyak untuk satu SOP.",
    "value-invalid": "Nilai di {at} tidak sesuai bentuk berkas. Lihat docs/sop-file.md.",
    "value-not-text": "Nilai di {at} harus berupa teks. Angka, ya/tidak, dan nilai yang kosong ditulis di antara tanda kutip.",
    "value-not-whole": "Nilai di {at} harus berupa bilangan bulat, tanpa tanda kutip.",
    "value-not-list": "Nilai di {at} harus berupa daftar, tiap isi diawali “-” atau di antara kurung siku.",
    "value-not-mapping": "Nilai di {at} harus berupa pasangan kunci dan nilai.",
    "value-not-flag": "Nilai di {at} harus true atau false, tanpa tanda kutip.",
    "value-empty": "Nilai di {at} masih kosong.",
    "value-too-long": "Nilai di {at} terlalu panjang; paling banyak {bound} karakter.",
    "list-empty": "Daftar di {at} masih kosong.",
    "list-too-long": "Daftar di {at} terlalu panjang; paling banyak {bound} isi.",
    "list-doubled": "“{value}” ditulis dua kali dalam daftar di {at}.",
    "number-too-small": "Nilai di {at} paling kecil {bound}.",
    "number-too-large": "Nilai di {at} paling besar {bound}.",
    "value-not-listed": "“{value}” di {at} tidak dikenal. Pilih salah satu: {known}.",
    "id-malformed": "“{value}” di {at} bukan tanda pengenal. Pakai huruf kecil, angka, dan garis bawah, dimulai dengan huruf; paling banyak 40.",
    "key-malformed": "Kunci “{key}” bukan tanda pengenal. Pakai huruf kecil, angka, dan garis bawah, dimulai dengan huruf; paling banyak 40.",
    "procedure-name-malformed": "Nama SOP “{value}” hanya boleh memuat huruf kecil, angka, dan tanda hubung, dimulai dengan huruf; paling banyak 40.",
    "step-number-malformed": "Nomor langkah “{value}” tidak terbaca. Tulis misalnya '4' atau 4a.",
    "date-malformed": "Tanggal “{value}” tidak terbaca. Tulis tahun-bulan-hari, misalnya 2026-07-16.",
    "share-malformed": "Peringatan “{value}” tidak terbaca. Tulis bagian dari waktunya, misalnya 1/2 atau 3/4.",
    "waits-for-malformed": "waits_for harus “all” atau bilangan bulat mulai dari 1.",
    "way-missing": "Tindakan di {at} tidak menuju ke mana pun. Tambahkan goto (langkah berikutnya) atau ends (hasil akhir).",
    "way-doubled": "Tindakan di {at} memuat goto dan ends sekaligus. Pilih salah satu.",
    "yaml-escape": "Garis miring terbalik di antara kutip ganda tidak terbaca. Pakai kutip tunggal.",
    "not-a-mapping": "Berkas harus berisi pasangan kunci dan nilai, dimulai dengan “procedure:”.",
    "file-too-large": "Berkas lebih besar dari {limit} bita.",
    "key-unknown": "Kunci “{key}” tidak dikenal di sini. Yang dikenal: {known}.",
    "key-missing": "Kunci {keys} belum ada.",
    "duration-without-unit": "Waktu “{text}” tidak menyebut satuan. Tulis misalnya “30 menit” atau “2 hari kerja”.",
    "duration-unreadable": "Waktu “{text}” tidak terbaca. Tulis misalnya “30 menit”, “2 jam”, atau “2 hari kerja”.",
    "duration-out-of-range": "Waktu “{text}” di luar batas yang wajar.",
    "warning-out-of-range": "Peringatan “{share}” harus lebih dari nol dan kurang dari seluruh waktu, misalnya “1/2” atau “3/4”.",
    "warnings-unordered": "Peringatan (warnings) harus berurut dari bagian terkecil dan tidak boleh ganda, misalnya [1/2, 3/4].",
    "warnings-without-time": "Langkah “{step}” memuat warnings, tetapi tidak punya duration atau bukan milik petugas; tidak ada waktu yang dapat diperingatkan.",
    "step-doubled": "Langkah “{step}” ditulis dua kali; beri tanda pengenal yang berbeda.",
    "step-number-doubled": "Nomor {number} dipakai dua langkah.",
    "action-doubled": "Tindakan “{action}” ditulis dua kali pada langkah ini.",
    "actor-unknown": "Pelaksana “{actor}” tidak ada dalam daftar actors.",
    "silence-action-unknown": "on_silence menyebut tindakan “{action}” yang tidak ada pada langkah ini.",
    "message-action-unknown": "on_message menyebut tindakan “{action}” yang tidak ada pada langkah ini.",
    "no-step-of-a-report": "Semua langkah ditandai every. Sedikitnya satu langkah harus milik laporan, tanpa every.",
    "period-crossed": "Tindakan pada langkah “{from}” menuju “{step}” yang berbeda masa kerjanya (every). Langkah berkala dan langkah laporan tidak boleh saling menyambung.",
    "people-not-asked": "Tindakan “{action}” memakai names, jadi harus menanyakan isian wajib berjenis people dengan nama itu.",
    "names-without-team": "Tindakan “{action}” memakai names, tetapi langkah tujuannya bukan milik satu tim.",
    "letter-unknown": "Surat “{letter}” tidak ada dalam daftar letters.",
    "rung-unlisted": "Langkah “{step}” memaraf atau menandatangani surat “{letter}”, tetapi tidak ada dalam rungs surat itu.",
    "signature-issues-nothing": "Tindakan “{action}” menandatangani surat, jadi issues harus memuat “{document}”.",
    "letter-never-written": "Tidak ada tindakan yang menulis (writes) surat “{letter}”.",
    "rung-without-initials": "Langkah “{step}” ada dalam rungs surat “{letter}”, tetapi tidak punya tindakan dengan initials.",
    "rung-without-signature": "Langkah “{step}” adalah rungs terakhir surat “{letter}”, tetapi tidak punya tindakan dengan signs atau initials.",
    "return-not-one-rung": "Tindakan “{action}” mengembalikan surat “{letter}” lebih dari satu tingkat; kembalikan tepat satu tingkat ke bawah.",
    "step-unknown": "Tindakan ini menuju langkah “{step}” yang tidak ada.",
    "outcome-unknown": "Hasil akhir “{outcome}” tidak ada dalam daftar outcomes.",
    "document-unknown": "Naskah “{document}” tidak dikenal.",
    "message-unknown": "Pesan “{message}” tidak dikenal.",
    "field-doubled": "Tindakan “{action}” menanyakan isian yang sama dua kali.",
    "return-without-note": "Tindakan “{action}” mengembalikan pekerjaan, jadi harus menanyakan “note” yang wajib diisi.",
    "gate-without-field": "Tindakan “{action}” mencatat tanggapan, jadi harus menanyakan “{field}” yang wajib diisi.",
    "choice-without-choices": "Isian pilihan “{field}” belum punya daftar pilihan.",
    "units-not-asked": "Tindakan “{action}” menuju langkah per OPD “{step}”, jadi harus memakai spread dan menanyakan OPD.",
    "spread-without-units": "Tindakan “{action}” memakai spread, tetapi tidak menanyakan OPD dengan isian wajib.",
    "spread-to-one-team": "Tindakan “{action}” memakai spread, tetapi langkah tujuannya bukan milik tim per OPD.",
    "step-unreachable": "Langkah “{step}” tidak dapat dicapai dari langkah pertama.",
    "loop-without-exit": "Dari langkah “{step}” tidak ada jalan ke akhir; tambahkan tindakan dengan ends.",
}

FINDINGS = {
    "number-missing": "Nomor {number} tidak ada dalam urutan langkah.",
    "number-out-of-order": "Nomor {number} berada di belakang nomor yang lebih besar.",
    "no-step-has-time": "Tidak satu langkah pun menyebut waktu.",
    "step-without-time": "Langkah {number} tidak menyebut waktu.",
    "times-beyond-limit": "Jumlah waktu langkah petugas {total} menit kerja, melebihi batas keseluruhan {limit} menit kerja.",
    "actor-unused": "Pelaksana “{actor}” ada dalam daftar, tetapi tidak mengerjakan satu langkah pun.",
    "actor-named-twice": "“{one}” dan “{other}” tampaknya pelaksana yang sama dengan dua nama.",
    "team-unknown": "“{team}” disebut dalam langkah ini, tetapi bukan nama pelaksana mana pun.",
    "regulation-replaced": "“{cited}” sudah digantikan {by}.",
    "branch-label-doubled": "Dua tindakan pada langkah ini sama-sama bernama “{label}”.",
}


def fault_sentence(fault: Fault | Finding, language: Language | None = None) -> str:
    """What is wrong, in one sentence; in the reader's language if none is given."""
    facts = {
        name: ", ".join(map(str, value)) if isinstance(value, list | tuple) else value
        for name, value in fault.facts.items()
    }
    texts = SENTENCES | FINDINGS
    if (language or reader_language()) == ENGLISH:
        texts = texts | english.SENTENCES | english.FINDINGS
    return texts[fault.code].format_map(facts)

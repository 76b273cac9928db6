"""Says in plain words why a message was not delivered, and what to do; the provider's own words stay beneath.

``english_failure_texts`` says the same in English, kind by kind.
"""

from __future__ import annotations

from tanggap.channels.failure_kinds import FailureKind, failure_kind
from tanggap.services.english_failure_texts import MEANINGS as ENGLISH_MEANINGS
from tanggap.services.reader import reads_english

MEANINGS = {
    FailureKind.MAILBOX_UNKNOWN: "Alamat surel penerima tidak ada. Periksa ejaannya dan tanyakan alamat"
    " yang benar; mengirim ulang ke alamat yang sama tidak menolong.",
    FailureKind.MAILBOX_FULL: "Kotak surat penerima penuh. Minta penerima mengosongkannya, misalnya"
    " lewat telepon, lalu kirim ulang.",
    FailureKind.MAILBOX_CLOSED: "Kotak surat penerima ditutup atau tidak menerima surel. Hubungi"
    " penerima dengan cara lain dan tanyakan alamat yang masih dipakai.",
    FailureKind.HOST_UNKNOWN: "Bagian alamat sesudah tanda @ tidak menerima surel. Periksa ejaannya,"
    " misalnya gmail.com, dan tanyakan alamat yang benar.",
    FailureKind.ADDRESS_MALFORMED: "Alamat surel penerima salah tulis. Tanyakan alamat yang benar.",
    FailureKind.TOO_LARGE: "Surel dengan lampirannya terlalu besar bagi server penerima. Serahkan"
    " suratnya dengan cara lain; laporan dan suratnya tetap dapat dibuka di portal.",
    FailureKind.SPAM: "Server penerima menolak surel ini sebagai spam atau karena aturannya. Sampaikan"
    " dengan cara lain, dan minta tim TI memeriksa reputasi server surel instansi.",
    FailureKind.SENDER_UNPROVEN: "Server penerima tidak percaya bahwa surel ini dari instansi kita."
    " Minta tim TI memeriksa SPF, DKIM, dan DMARC, lalu kirim ulang.",
    FailureKind.SIGN_IN: "Penyedia pengiriman menolak akun, sandi, atau izin sistem ini. Minta tim TI"
    " memeriksa pengaturan kanal, lalu kirim ulang.",
    FailureKind.NOT_ENCRYPTED: "Sambungan aman (TLS) dengan server surel tidak berhasil. Minta tim TI"
    " memeriksa sertifikat dan pengaturan TLS, lalu kirim ulang.",
    FailureKind.BUSY: "Penyedia pengiriman sedang sibuk atau membatasi kiriman. Biasanya berhasil"
    " kemudian; bila sudah gagal, kirim ulang nanti.",
    FailureKind.UNREACHABLE: "Penyedia pengiriman tidak dapat dihubungi. Kirim ulang nanti; bila terus"
    " begini, minta tim TI memeriksa jaringan dan alamat servernya.",
    FailureKind.REFUSED: "Penyedia pengiriman menolak pesan ini. Sampaikan dengan cara lain, dan"
    " tunjukkan rincian di bawah kepada tim TI.",
    FailureKind.NOT_ON_WHATSAPP: "Nomor penerima tidak dapat menerima pesan WhatsApp ini. Periksa"
    " nomornya, atau hubungi penerima dengan cara lain.",
    FailureKind.TOO_LATE: "Sudah lebih dari 24 jam sejak penerima terakhir menulis, dan WhatsApp hanya"
    " menerima pesan dengan templat. Hubungi penerima dengan cara lain.",
    FailureKind.UNWANTED: "WhatsApp tidak menyampaikan pesan ini agar penerima tidak terlalu banyak"
    " menerima pesan. Hubungi penerima dengan cara lain.",
    FailureKind.TEMPLATE: "WhatsApp menolak templat pesan ini. Minta tim TI memeriksa nama, bahasa, dan"
    " persetujuan templatnya, lalu kirim ulang.",
    FailureKind.FILE: "WhatsApp tidak dapat mengambil atau mengirim lampirannya. Kirim ulang; bila"
    " tetap gagal, serahkan suratnya dengan cara lain.",
    FailureKind.ACCOUNT: "Akun atau nomor WhatsApp layanan ini dibatasi. Minta tim TI memeriksanya di"
    " WhatsApp Manager, lalu kirim ulang.",
    FailureKind.NUMBER_MALFORMED: "Nomor penerima ditolak pengirim SMS. Periksa nomornya dan tanyakan"
    " nomor yang benar.",
    FailureKind.NOT_BY_OPERATOR: "Operator seluler tidak dapat menyampaikan SMS ini. Mungkin nomornya"
    " tidak aktif; hubungi penerima dengan cara lain.",
    FailureKind.REPORTED_BACK: "Surel ini dikembalikan oleh server penerima. Periksa alamatnya; alasan"
    " lengkap ada pada surel pengembalian di kotak surat layanan.",
}
"""What each kind means for the officer, and what to do."""


def failure_in_words(reply: str | None) -> str:
    """What the reply kept with a message means, in the reader's language.

    Empty when nothing failed, and for our own sentences, which need no explanation.
    """
    kind = failure_kind(reply) if reply else None
    if kind is None:
        return ""
    return (ENGLISH_MEANINGS if reads_english() else MEANINGS)[kind]

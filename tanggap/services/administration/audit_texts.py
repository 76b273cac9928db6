"""Say the audit log in Indonesian: what was done, to what, and which value changed."""

from __future__ import annotations

from collections.abc import Mapping

from tanggap.services import english_event_texts as english
from tanggap.services.reader import reads_english

ACTIONS = {
    "answer_template_changed": "Templat jawaban diubah",
    "answer_template_created": "Templat jawaban dibuat",
    "answer_template_removed": "Templat jawaban dihapus",
    "attempt_refused": "Upaya yang melanggar aturan ditolak",
    "account_activated": "Akun diaktifkan kembali",
    "account_confirmed": "Alamat surel akun dikonfirmasi",
    "account_deactivated": "Akun dinonaktifkan",
    "account_registered": "Akun didaftarkan",
    "calendar_changed": "Kalender kerja diubah",
    "calendar_created": "Kalender kerja dibuat",
    "category_changed": "Kategori diubah",
    "category_created": "Kategori dibuat",
    "category_removed": "Kategori dihapus",
    "channel_connected": "Kanal layanan disambungkan",
    "channel_disconnected": "Kanal layanan diputus",
    "desk_changed": "Layanan diubah",
    "desk_created": "Layanan dibuat",
    "identity_unmasked": "Identitas pelapor dibuka",
    "knowledge_changed": "Pengetahuan diubah",
    "knowledge_created": "Pengetahuan ditulis",
    "logged_in": "Masuk",
    "logins_ended": "Semua sesi akun diakhiri",
    "message_retried": "Pesan gagal dikirim ulang",
    "officer_changed": "Data petugas diubah",
    "officer_invited": "Petugas diundang",
    "officer_invited_again": "Undangan dikirim ulang",
    "officer_placed": "Petugas ditempatkan",
    "officer_roles_changed": "Peran petugas diubah",
    "officer_teams_changed": "Tim petugas diubah",
    "passkey_added": "Kunci sandi (passkey) ditambahkan",
    "passkey_removed": "Kunci sandi (passkey) dihapus",
    "password_changed": "Kata sandi diganti",
    "password_recovered": "Kata sandi dibuat lewat tautan",
    "place_changed": "Tempat diubah",
    "place_created": "Tempat ditambahkan",
    "places_imported": "Daftar tempat diimpor",
    "procedure_refused": "Berkas SOP ditolak",
    "procedure_stored": "Versi SOP disimpan",
    "profile_changed": "Profil diubah",
    "recovery_code_used": "Kode pemulihan dipakai",
    "recovery_codes_renewed": "Kode pemulihan diganti",
    "reporter_looked_up": "Pelapor dicari untuk laporan loket",
    "second_factor_removed": "Autentikator dilepas",
    "second_factor_replaced": "Autentikator diganti",
    "second_factor_set_up": "Autentikator dipasang",
    "signatory_nik_removed": "NIK penanda tangan dihapus",
    "signatory_nik_set": "NIK penanda tangan dicatat",
    "team_changed": "Tim diubah",
    "team_created": "Tim dibuat",
    "team_member_added": "Anggota tim ditambahkan",
    "team_member_removed": "Anggota tim dikeluarkan",
    "team_removed": "Tim dihapus",
    "unit_changed": "Perangkat daerah diubah",
    "unit_created": "Perangkat daerah dibuat",
}

OBJECTS = {
    "account": "Akun",
    "answer_template": "Templat jawaban",
    "calendar": "Kalender kerja",
    "category": "Kategori",
    "desk": "Layanan",
    "knowledge_entry": "Pengetahuan",
    "message": "Pesan",
    "place": "Tempat",
    "procedure_version": "Versi SOP",
    "recap": "Rekap",
    "report": "Laporan",
    "team": "Tim",
    "unit": "Perangkat daerah",
}

FIELDS = {  # a field that means something else in one kind of thing stands with that kind
    "action": "Tindakan",
    "active": "Aktif",
    "actor": "Pelaksana",
    "added": "Yang ditambahkan",
    "address": "Alamat",
    "answer": "Jawaban",
    "attempts": "Percobaan",
    "body": "Isi",
    "calendar_id": "Kalender kerja",
    "category_id": "Kategori",
    "changed": "Yang diubah",
    "channel": "Kanal",
    "channels": "Saluran",
    "code": "Kode",
    "deputy": "Plt./Plh.",
    "desk_id": "Layanan",
    "district_id": "Kecamatan",
    "email": "Surel",
    "head_id": "Kepala",
    "hint": "Petunjuk",
    "holidays": "Hari libur",
    "hours": "Jam kerja",
    "is_active": "Aktif",
    "is_ethics": "Layanan etik",
    "keywords": "Kata kunci",
    "kind": "Jenis",
    "latitude": "Lintang",
    "letter_code": "Kode surat",
    "letter_pattern": "Pola nomor surat",
    "letterhead": "Kop surat",
    "lines": "Baris",
    "longitude": "Bujur",
    "member": "Anggota",
    "name": "Nama",
    "nip": "NIP",
    "number": "Nomor",
    "parent_id": "Induk",
    "periods": "Masa khusus",
    "category.position": "Urutan",
    "position": "Jabatan",
    "procedure_version_id": "SOP yang berlaku",
    "question": "Pertanyaan",
    "rank": "Pangkat",
    "reason": "Alasan",
    "register_prefix": "Awalan nomor register",
    "roles": "Peran",
    "sha256": "Sidik berkas",
    "short_name": "Nama singkat",
    "slug": "Kode alamat",
    "spellings": "Ejaan lain",
    "state": "Keadaan",
    "step": "Langkah",
    "summary": "Ringkasan",
    "superior_id": "Atasan langsung",
    "teams": "Tim",
    "timezone": "Zona waktu",
    "title": "Judul",
    "unit_id": "Perangkat daerah",
    "valid_until": "Berlaku sampai",
    "version": "Versi",
}

NAMED_BY: dict[str, str] = {
    "calendar_id": "calendar",
    "category_id": "category",
    "desk_id": "desk",
    "district_id": "place",
    "head_id": "account",
    "member": "account",
    "procedure_version_id": "procedure_version",
    "superior_id": "account",
    "unit_id": "unit",
}
"""What kind of thing the id in a field names; ``parent_id`` names the kind of its own object."""


def actions_in_words() -> Mapping[str, str]:
    """What was done, by code, in the reader's language."""
    return ACTIONS | english.AUDIT_ACTIONS if reads_english() else ACTIONS


def objects_in_words() -> Mapping[str, str]:
    """What it was done to, by code, in the reader's language."""
    return OBJECTS | english.AUDIT_OBJECTS if reads_english() else OBJECTS


def fields_in_words() -> Mapping[str, str]:
    """Which value changed, by code, in the reader's language."""
    return FIELDS | english.AUDIT_FIELDS if reads_english() else FIELDS

"""Say in public what the signatures of a file are worth, and nothing more than is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from portal.spoken import moment_parts
from tanggap.services.verification import ExaminedFile, SignatureFinding

PROBLEMS = {
    "chain-untrusted": lazy_gettext("Kami tidak mengenal penerbit sertifikat ini."),
    "content-changed": lazy_gettext("Isi berkas berubah setelah ditandatangani."),
    "signature-broken": lazy_gettext("Isi berkas berubah setelah ditandatangani."),
    "partly-covered": lazy_gettext("Isi berkas berubah setelah ditandatangani."),
    "changed-after-signing": lazy_gettext("Isi berkas berubah setelah ditandatangani."),
    "changed-after-last-signature": lazy_gettext("Ada tambahan setelah tanda tangan terakhir."),
    "bytes-after-last-signature": lazy_gettext("Ada tambahan setelah tanda tangan terakhir."),
    "certificate-expired": lazy_gettext(
        "Masa berlaku sertifikat habis, dan tidak ada bukti waktu penandatanganan."
    ),
    "certificate-revoked": lazy_gettext("Sertifikat penanda tangan telah dicabut."),
    "certificate-not-yet-valid": lazy_gettext("Sertifikat penanda tangan belum berlaku."),
    "certificate-unsuitable": lazy_gettext(
        "Sertifikat ini bukan sertifikat untuk menandatangani naskah."
    ),
    "algorithm-weak": lazy_gettext("Tanda tangan ini dibuat dengan cara yang sudah tidak aman."),
    "timestamp-untrusted": lazy_gettext("Kami tidak mengenal penerbit stempel waktunya."),
    "unsigned": lazy_gettext("Berkas ini tidak bertanda tangan elektronik."),
    "file-encrypted": lazy_gettext("Berkas ini terkunci, jadi tanda tangannya tidak terbaca."),
}
UNREADABLE = lazy_gettext("Tanda tangan di dalam berkas ini tidak terbaca.")
DEMONSTRATION = "PERAGAAN"


@dataclass(frozen=True, slots=True)
class SpokenVerdict:
    """A verdict as the page shows it.

    Attributes:
        is_good: the file is the issued one and nothing is wrong with it.
        lines: further sentences, each one thing that is known.
    """

    is_good: bool
    title: str
    heading: str
    lines: tuple[str, ...]


def spoken_verdict(examined: ExaminedFile, timezone: str) -> SpokenVerdict:
    """What may be claimed of the file that somebody uploaded."""
    signed = tuple(line for one in examined.signatures for line in _of_signature(one, timezone))
    faults = _told(examined.problems, is_same=examined.is_same)
    notes = tuple(dict.fromkeys((*signed, *faults)))
    if examined.is_same:
        heading = (
            _("Surat ini asli. Berkas itu sama persis dengan naskah yang kami terbitkan.")
            if examined.is_sound
            else _("Berkas itu sama persis dengan naskah yang kami terbitkan.")
        )
        return SpokenVerdict(True, _("Asli"), heading, notes)
    heading = (
        _("Tanda tangan sah, tetapi berkas ini bukan berkas yang kami terbitkan.")
        if examined.is_sound
        else _(
            "Berkas itu bukan naskah yang kami terbitkan. Isinya mungkin diubah, atau berkasnya"
            " disimpan ulang oleh aplikasi lain. Jangan memakainya sebelum bertanya kepada kami."
        )
    )
    return SpokenVerdict(False, _("Tidak sama"), heading, notes)


def _of_signature(one: SignatureFinding, timezone: str) -> tuple[str, ...]:
    """Who signed and when, but only where the certificate is known and the content whole."""
    if not one.is_trusted or not one.is_intact:
        return _told(one.problems, is_same=False)
    lines: list[Any] = [_("Ditandatangani oleh %(who)s.", who=one.signer)]
    if one.signed_at is not None:
        when = moment_parts(one.signed_at, timezone)["when"]
        lines.append(
            _("Waktu tanda tangan: %(when)s.", when=when)
            if one.is_time_proven
            else _("Waktu tanda tangan menurut komputer penanda tangan: %(when)s.", when=when)
        )
    if not one.problems:
        lines.append(_("Isinya tidak berubah setelah ditandatangani."))
    if DEMONSTRATION in f"{one.signer} {one.issuer}":
        lines.append(_("Ini sertifikat peragaan, tanpa kekuatan hukum."))
    return (*lines, *_told(one.problems, is_same=False))


def _told(problems: tuple[str, ...], *, is_same: bool) -> tuple[str, ...]:
    """Sentences for problems; the issued file is not called changed for what services append."""
    wanted = [code for code in problems if not (is_same and code == "file-unreadable")]
    return tuple(str(PROBLEMS.get(code, UNREADABLE)) for code in wanted)

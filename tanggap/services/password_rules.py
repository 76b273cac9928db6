"""Judge a new password: length first, then the few guesses that everybody tries."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from tanggap.domain.refusal import Refused

SHORTEST_PASSWORD = 10
"""Characters."""
LONGEST_PASSWORD = 200
"""Characters; more would only keep the hash busy."""
_SHORTEST_OWN_WORD = 5
_FEWEST_DIFFERENT = 4

_LIST = """
    abcdefghij adalahaku admin administrator akuanakbaik akucintakamu akusayangkamu akuntansi
    aparatursipilnegara asdfghjkl asdfasdf asnberakhlak bangkabelitung barcelona berakhlak
    bhinnekatunggalika bismillah bismillahirrahmanirrahim cintaku dirgahayu doraemon gantengbanget
    garudaindonesia gantisandi gantikatasandi hallo helloworld iloveyou indonesia indonesiaku
    indonesiamerdeka indonesiaraya jakarta jakartaindonesia jangandibuka juventus katakunci
    katasandi katasandiku kotakita lapor laporan laporkan letmein liverpool manchester mastersandi
    master merahputih merdeka naruto operator pangkalpinang pancasila passw passwd password
    passwordku pegawai pegawainegeri pemerintah pemerintahkota pemkot pemkotpangkalpinang pengaduan
    petugas princess qazwsx qazwsxedc qwerty qwertyui qwertyuiop qwertyuiopasdf rahasia rahasiaku
    rahasianegara realmadrid republikindonesia sandi sandiku sayang sayangku sayangkamu sayangmama
    selamatdatang selamatpagi semangat subhanallah sunshine superman takterlupakan tanggap
    terimakasih timutama welcome welcomeback zxcvbnm
"""
_EVERYBODYS = frozenset(_LIST.split())
_AS_LETTERS = str.maketrans("01345789@$!", "oieastbgasi")
_RUNS = ("01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")


def demand_good_password(password: str, own_words: Iterable[str] = ()) -> None:
    """Refuse a password that is short, well known, a mere pattern, or about its owner.

    No kinds of characters are demanded: length and being no common guess is what helps
    (NIST SP 800-63B, OWASP ASVS 5.0 V6.2).

    Args:
        own_words: name, e-mail address, numbers of the owner.

    Raises:
        Refused: ``password-too-short`` (limit), ``password-too-long`` (limit),
            ``password-too-common``, ``password-about-owner``.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise Refused("password-too-short", limit=SHORTEST_PASSWORD)
    if len(password) > LONGEST_PASSWORD:
        raise Refused("password-too-long", limit=LONGEST_PASSWORD)
    plain = unicodedata.normalize("NFKC", password).casefold()
    if _is_pattern(plain) or _is_everybodys(plain):
        raise Refused("password-too-common")
    if _is_about(plain, own_words):
        raise Refused("password-about-owner")


def _is_pattern(plain: str) -> bool:
    if len(set(plain)) < _FEWEST_DIFFERENT:
        return True
    longest_unit = len(plain) // 2
    if any(_is_repeated(plain, size) for size in range(1, longest_unit + 1) if size < 5):
        return True
    return any(plain in run or plain in run[::-1] for run in _RUNS)


def _is_repeated(plain: str, size: int) -> bool:
    return (plain[:size] * (len(plain) // size + 1))[: len(plain)] == plain


def _is_everybodys(plain: str) -> bool:
    """Whether only digits and signs were put around, or for letters into, a word of the list."""
    core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", plain)
    words = {re.sub(r"[\W\d_]+", "", one) for one in (core, core.translate(_AS_LETTERS))}
    return not words.isdisjoint(_EVERYBODYS)


def _is_about(plain: str, own_words: Iterable[str]) -> bool:
    """Whether little more than five characters are left without the owner's own words."""
    left = plain
    for word in sorted(_parts(own_words), key=len, reverse=True):
        left = left.replace(word, "")
    return left != plain and len(left) <= SHORTEST_PASSWORD // 2


def _parts(own_words: Iterable[str]) -> set[str]:
    parts: set[str] = set()
    for word in own_words:
        lowered = unicodedata.normalize("NFKC", word).casefold()
        parts |= {re.sub(r"\s+", "", lowered), *re.split(r"[\s@._\-+]+", lowered)}
    return {part for part in parts if len(part) >= _SHORTEST_OWN_WORD}

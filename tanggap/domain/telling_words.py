"""The words of a text that tell what it is about, without those that stand in every text."""

from __future__ import annotations

import re

_FUNCTION_WORDS = """
ada adalah adanya agar akan aku anda antara apa apabila apakah atas atau awal bagaimana bagi
bahkan bahwa banyak baru beberapa begitu belum berada berapa berupa bila bisa boleh bukan cara
cukup cuma dalam dan dapat dari daripada dengan di dia dua harus hanya hari hingga hal ia
ialah ini itu jadi jangan jika juga kalau kami kapan karena kata ke kembali kemudian kenapa
kepada ketika kini kita lagi lah lain lalu lebih maka mana masih mau melalui memang mengenai
mengapa menjadi merasa mereka minta mohon namun nya oleh orang pada paling para pasti per
pernah perlu pun saat saja salah sampai sangat satu saya sebab sebagai sebelum sebuah secara
sedang segera sehingga sejak sekarang selalu selama seluruh semua sendiri seorang seperti
sering serta sesuai sesudah setelah setiap siapa silakan suatu sudah supaya tanpa tapi telah
tentang terhadap terima kasih tersebut terus tetapi tiap tidak tolong untuk waktu yaitu yakni
yang
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
"""Indonesian words that say nothing about a subject."""

_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 3


def telling_words(text: str, *, most: int) -> list[str]:
    """The different words of ``text`` that say something, in order, in small letters."""
    found: dict[str, None] = {}
    for match in _WORD.finditer(text):
        word = match[0].casefold()
        if len(word) >= _SHORTEST and word not in FUNCTION_WORDS:
            found.setdefault(word)
            if len(found) == most:
                break
    return list(found)

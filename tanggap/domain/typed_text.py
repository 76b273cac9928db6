"""Clean what a person typed without touching their words.

Zero-width joiners (ZWJ, ZWNJ) stay only where they shape what is seen: between two characters
outside ASCII whose base is not Latin, as in emoji and in Javanese, Balinese or Arabic script.
Between Latin letters they are invisible and would only hide a name from search and masking.
"""

from __future__ import annotations

import re
import unicodedata

from tanggap.domain.refusal import Refused

_JOINERS = "\u200c\u200d"
_VISIBLE_FORMAT = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")
"""Arabic and Syriac signs of category Cf that are drawn and carry meaning."""
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Characters that draw nothing although Unicode calls them letters, marks or symbols."""
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_MANY_BLANK_LINES = re.compile(r"\n{4,}")
_SPACE_BEFORE_LINE_END = re.compile(r"[^\S\n]+$", re.MULTILINE)


def clean_text(raw: str, *, max_length: int, multiline: bool) -> str:
    r"""Return ``raw`` as Unicode NFC, without control, bidirectional and invisible characters.

    Line ends become ``\n``; tabs become spaces; more than two blank lines become two; the ends are
    stripped. With ``multiline`` false, every run of white space is one space. Wording never
    changes, and cleaning twice gives the same as cleaning once.

    Args:
        raw: text from a form, a message or a file.
        max_length: the most characters (code points) allowed after cleaning.
        multiline: whether line ends are kept.

    Raises:
        Refused: ``text-too-long`` (limit, length).
    """
    text = _LINE_ENDS.sub("\n", raw).replace("\t", " ")
    text = unicodedata.normalize("NFC", _without_idle_joiners(_without_unseen(text)))
    if multiline:
        text = _SPACE_BEFORE_LINE_END.sub("", text)
        text = _MANY_BLANK_LINES.sub("\n\n\n", text).strip()
    else:
        text = " ".join(text.split())
    if len(text) > max_length:
        raise Refused("text-too-long", limit=max_length, length=len(text))
    return text


def is_blank(text: str | None) -> bool:
    """Return whether a reader would see nothing at all."""
    return (
        text is None
        or not _without_unseen(text).replace("\u200c", "").replace("\u200d", "").strip()
    )


def _without_unseen(text: str) -> str:
    if text.isascii() and text.replace("\n", " ").isprintable():
        return text
    return "".join(character for character in text if _is_kept(character))


def _is_kept(character: str) -> bool:
    if character in "\n" or character in _JOINERS or character in _VISIBLE_FORMAT:
        return True
    if character in _INVISIBLE or "\U000e0100" <= character <= "\U000e01ef":
        return False
    # Cc control, Cf format (bidi, zero width, tags), Cs half a surrogate pair, Cn never assigned.
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Cn")


def _without_idle_joiners(text: str) -> str:
    if not any(joiner in text for joiner in _JOINERS):
        return text
    kept: list[str] = []
    base = ""
    for position, character in enumerate(text):
        if character in _JOINERS:
            following = text[position + 1 : position + 2]
            if not (_is_shaped(base) and _is_shaped(following)):
                continue
        elif unicodedata.category(character) != "Mn":
            base = character
        kept.append(character)
    return "".join(kept)


def _is_shaped(character: str) -> bool:
    """Return whether a joiner beside this character changes how it is drawn."""
    if not character or character.isascii() or character in _JOINERS or character.isspace():
        return False
    return not unicodedata.name(character, "").startswith("LATIN")

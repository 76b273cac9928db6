"""The words of a mail: HTML as plain text, and the answer without the mail it quotes."""

from __future__ import annotations

import re
from html.parser import HTMLParser

LARGEST_HTML = 2 * 1024 * 1024
"""Characters; what lies beyond is not looked at."""
_SILENT = frozenset({"script", "style", "head", "title", "template", "noscript", "object", "svg"})
_BLOCKS = frozenset(
    re.findall(
        r"\S+",
        "address article blockquote br dd div dl dt footer form h1 h2 h3 h4 h5 h6 header hr li ol p"
        " pre section table tr ul",
    )
)
_MARKED = frozenset({"li"})
_SAFE_LINK = re.compile(r"(https?|mailto|tel):", re.IGNORECASE)
_QUOTE_HEAD = re.compile(
    r"^\s*(Pada\b.{0,200}\bmenulis|On\b.{0,200}\bwrote|"
    r"-{3,}\s*(Original Message|Pesan Asli|Pesan asli)\s*-{3,}).{0,20}$",
    re.IGNORECASE,
)


def text_of_html(html: str) -> str:
    """Return what a reader of ``html`` would see, a line for each block.

    Nothing of it is ever shown as HTML. A link shows where it leads when that is not its own text;
    scripts, styles and everything of that kind are left out.
    """
    reading = _Reading()
    try:
        reading.feed(html[:LARGEST_HTML])
        reading.close()
    except (ValueError, AssertionError, RecursionError):
        pass  # what was read so far is what there is
    return reading.text()


class _Reading(HTMLParser):
    """Collects the visible text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._silent: list[str] = []
        self._link = ""
        self._link_text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent.append(tag)
        elif tag == "body":
            self._silent.clear()  # an unclosed head hides nothing
        elif tag in _BLOCKS:
            self._parts.append("\n- " if tag in _MARKED else "\n")
        elif tag == "a":
            self._link = (dict(attrs).get("href") or "").strip()
            self._link_text = ""

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent:
            del self._silent[self._silent.index(tag) :]
        elif tag in _BLOCKS:
            self._parts.append("\n")
        elif tag == "a" and self._link:
            bare = _SAFE_LINK.sub("", self._link).strip("/")
            if _SAFE_LINK.match(self._link) and bare not in self._link_text:
                self._parts.append(f" ({self._link})")
            self._link = ""

    def handle_data(self, data: str) -> None:
        if not self._silent:
            words = re.sub(r"\s+", " ", data)
            self._parts.append(words)
            self._link_text += words

    def text(self) -> str:
        lines = [" ".join(line.split()) for line in "".join(self._parts).split("\n")]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def without_quoted(text: str) -> str:
    """Return an answer without the mail quoted below it; the whole text when nothing else is left.

    Only what stands at the end goes: an answer between quoted lines stays as it was written.
    """
    lines = text.rstrip().split("\n")
    for place, line in enumerate(lines):
        joined = " ".join(lines[place : place + 2])  # the head of a quotation may be wrapped
        if _QUOTE_HEAD.match(line) or (line.strip() and _QUOTE_HEAD.match(joined)):
            rest = lines[place + 1 :]
            quoted = [one for one in rest if one.lstrip().startswith(">") or not one.strip()]
            if line.lstrip().startswith("-") or len(rest) - len(quoted) <= 1:
                lines = lines[:place]
                break
    while lines and (lines[-1].lstrip().startswith(">") or not lines[-1].strip()):
        lines.pop()
    return "\n".join(lines).strip() or text.strip()

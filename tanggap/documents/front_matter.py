"""The reviewed block of facts at the top of every template of a document.

A template begins with a comment of ``key: value`` lines between ``{#---`` and ``---#}``. What it
says is compared with :mod:`tanggap.domain.document_kinds` by a test; its version is stored with
every document that is made from it, so raise it when a template says something else.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tanggap.documents.assets import TEMPLATES

OPENS, CLOSES = "{#---\n", "\n---#}\n"
NOTHING = "-"
KEYS = ("kind", "title", "code", "paper", "version", "fields")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a template says of itself.

    Attributes:
        kind: id of the kind of document.
        code: of its own series of numbers; empty for none.
        paper: size and direction, for example ``A4`` or ``A4 landscape``.
        fields: ids of the answers it prints.
    """

    kind: str
    title: str
    code: str
    paper: str
    version: int
    fields: tuple[str, ...]


def read_front_matter(template: str) -> FrontMatter:
    """Return the front matter of a template's text.

    Raises:
        ValueError: it has none, or one with other keys or a version that is no number.
    """
    if not template.startswith(OPENS) or CLOSES not in template:
        raise ValueError("a template of a document begins with its front matter")
    block = template[len(OPENS) : template.index(CLOSES)]
    pairs = dict(_pair(line) for line in block.split("\n"))
    if tuple(pairs) != KEYS:
        raise ValueError(f"front matter has the keys {', '.join(KEYS)}, in this order")
    return FrontMatter(
        kind=pairs["kind"],
        title=pairs["title"],
        code="" if pairs["code"] == NOTHING else pairs["code"],
        paper=pairs["paper"],
        version=int(pairs["version"]),
        fields=() if pairs["fields"] == NOTHING else tuple(pairs["fields"].split(", ")),
    )


@lru_cache
def front_matter(kind: str) -> FrontMatter:
    """Return the front matter of the template of ``kind``.

    Raises:
        OSError: there is no such template.
        ValueError: see :func:`read_front_matter`.
    """
    return read_front_matter((TEMPLATES / f"{kind}.html").read_text(encoding="utf-8"))


def _pair(line: str) -> tuple[str, str]:
    key, colon, value = line.partition(": ")
    if not colon or not value:
        raise ValueError(f"not a line of front matter: {line!r}")
    return key, value

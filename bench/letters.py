"""Our letter against two bare ones: the same page in plain WeasyPrint, and the same words alone.

Both bare letters are set in DejaVu Sans, a font of the system, and go through nothing but
``weasyprint.HTML(string=…).write_pdf()``. Rendering is one thread's work, so processor time is what
counts: it stays true on a machine that others use as well.
"""

from __future__ import annotations

import html
import json
import logging
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

from weasyprint import HTML

from tanggap.documents.assets import TEMPLATES
from tanggap.documents.rendering import Renderer
from tanggap.documents.specimens import reply_letter
from tanggap.setting_formats import ROOT

FONT = "DejaVu Sans"
SIZE_PT = 10.5
"""DejaVu Sans is wide: in our 12 points the same letter would not fit one page."""
WARM_UP = 3
_OURS_ALONE = re.compile(r"@font-face\s*\{[^}]*\}|@color-profile[^{]*\{[^}]*\}")
_OUR_FONTS = re.compile(r'"Tanggap (?:Serif|Sans)"')
_TAGS = re.compile(r"<[^>]+>")
_HEAD_OR_PICTURE = re.compile(r"<head>.*?</head>|<svg.*?</svg>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Letters:
    """Milliseconds of processor time per letter, and our share of each bare one.

    Attributes:
        first: the first letter of a process, which reads fonts and styles.
        same_page: (a) the same page bare; the target is judged against it.
        same_words: (b) the same words as plain paragraphs.
    """

    first: float
    ours: float
    same_page: float
    same_words: float
    share_of_page: float
    share_of_words: float
    bytes_ours: int
    bytes_same_page: int


def measure_letters(rounds: int) -> Letters:
    """Measure in a process of its own, warmed up, ours and the bare ones in turn."""
    command = [sys.executable, "-m", "bench.letters", str(rounds)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    return Letters(**json.loads(done.stdout))


def same_page() -> str:
    """(a) Our page with its letterhead, tables and QR code, made bare."""
    page = Renderer().html(reply_letter())
    sheets = ("common.css", "reply_letter.css")
    styles = "".join((TEMPLATES / name).read_text("utf-8") for name in sheets)
    styles = _OUR_FONTS.sub(f'"{FONT}"', _OURS_ALONE.sub("", styles))
    styles += f"body {{ font-size: {SIZE_PT}pt }}"
    return page.replace("</head>", f"<style>{styles}</style></head>")


def same_words() -> str:
    """(b) Every text of our page as a paragraph."""
    page = _HEAD_OR_PICTURE.sub("", Renderer().html(reply_letter()))
    texts = [html.unescape(text).strip() for text in _TAGS.sub("\n\n", page).split("\n\n")]
    paragraphs = "".join(f"<p>{html.escape(text)}</p>" for text in texts if text)
    rules = f'@page {{ size: A4 }} body {{ font: {SIZE_PT}pt "{FONT}" }} p {{ margin: 0 0 1mm }}'
    head = f"<title>Surat</title><style>{rules}</style>"
    return f'<!DOCTYPE html><html lang="id">{head}<body>{paragraphs}</body></html>'


def _bare(page: str) -> bytes:
    content: bytes = HTML(string=page).write_pdf()
    return content


def _measure(rounds: int) -> Letters:
    renderer, letter = Renderer(), reply_letter()
    page, words = same_page(), same_words()
    for name, bare in (("a", page), ("b", words)):
        pages = len(HTML(string=bare).render().pages)
        assert pages == 1, f"bare letter {name} has {pages} pages"
    first = _milliseconds(lambda: renderer.render(letter))
    jobs: tuple[Callable[[], bytes], ...] = (
        lambda: renderer.render(letter),
        lambda: _bare(page),
        lambda: _bare(words),
    )
    for job in jobs * WARM_UP:
        job()
    taken = [[_milliseconds(job) for job in jobs] for _ in range(rounds)]
    ours, bare_page, bare_words = (statistics.median(column) for column in zip(*taken, strict=True))
    return Letters(
        first=first,
        ours=ours,
        same_page=bare_page,
        same_words=bare_words,
        share_of_page=statistics.median(row[0] / row[1] for row in taken),
        share_of_words=statistics.median(row[0] / row[2] for row in taken),
        bytes_ours=len(renderer.render(letter)),
        bytes_same_page=len(_bare(page)),
    )


def _milliseconds(job: Callable[[], object]) -> float:
    began = time.process_time()
    job()
    return (time.process_time() - began) * 1000


if __name__ == "__main__":
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    print(json.dumps(asdict(_measure(int(sys.argv[1])))))

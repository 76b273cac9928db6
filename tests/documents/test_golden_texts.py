"""What stands on every document, word for word, compared with a reviewed text.

After a change that is meant, run ``TANGGAP_WRITE_GOLDEN=1 script/test tests/documents`` and read
the difference.
"""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from pypdf import PdfReader

from tanggap.documents.rendering import Renderer
from tanggap.documents.specimens import SPECIMENS

GOLDEN = Path(__file__).with_name("golden")


@pytest.mark.parametrize("kind", SPECIMENS)
def test_a_document_says_what_was_reviewed(kind: str) -> None:
    pages = PdfReader(io.BytesIO(Renderer().render(SPECIMENS[kind]()))).pages
    lines = [" ".join(line.split()) for page in pages for line in page.extract_text().split("\n")]
    text = "\n".join(line for line in lines if line) + "\n"
    reviewed = GOLDEN / f"{kind}.txt"
    if os.environ.get("TANGGAP_WRITE_GOLDEN"):
        reviewed.write_text(text, encoding="utf-8")
    assert text == reviewed.read_text(encoding="utf-8")

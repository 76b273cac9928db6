"""Specimens of every official document, for whoever reviews a template."""

from __future__ import annotations

from tanggap.documents.rendering import Renderer
from tanggap.documents.specimens import SPECIMENS

SPECIMEN_KINDS = tuple(SPECIMENS)


def specimen_pdf(kind: str, renderer: Renderer) -> bytes:
    """Return the specimen of one of :data:`SPECIMEN_KINDS`; the same bytes every time."""
    return renderer.render(SPECIMENS[kind]())

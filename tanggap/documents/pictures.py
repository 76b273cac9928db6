"""The pictures of a document: QR codes and emblems, as SVG."""

from __future__ import annotations

import base64
import io

import segno
from markupsafe import Markup

MASK = 3
"""Mask of every QR code. Any of the eight can be read; trying them all costs more than a render."""


def qr_code(content: str, title: str) -> Markup:
    """Return an inline SVG of the QR code of ``content``, 1 unit per module, quiet zone included.

    Error correction M survives a fold or a stamp at the edge. ``title`` is what a screen reader
    says.
    """
    image = io.BytesIO()
    segno.make(content, error="m", micro=False, mask=MASK).save(
        image, kind="svg", xmldecl=False, svgns=True, nl=False, border=4, omitsize=True,
        svgclass=None, lineclass=None, title=title,
    )  # fmt: skip
    return Markup(image.getvalue().decode())  # noqa: S704 - made by segno alone


def picture_address(svg: str) -> Markup:
    """Return ``svg`` as a ``data:`` address.

    As an image it stays apart from the page: whatever an uploaded emblem contains is drawn or
    dropped, never read as markup of the letter.
    """
    encoded = base64.b64encode(svg.encode()).decode()
    return Markup("data:image/svg+xml;base64," + encoded)  # noqa: S704 - base64 has no markup

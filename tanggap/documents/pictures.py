"""The pictures of a document: QR codes and emblems."""

from __future__ import annotations

import base64
import io

import segno
from markupsafe import Markup
from PIL import Image, ImageOps

MASK = 3
"""Mask of every QR code. Any of the eight can be read; trying them all costs more than a render."""
QUIET = 4
"""Light modules around a code, as its standard asks."""
PIXELS = 4
"""To a module's side."""


def qr_code(content: str, title: str) -> Markup:
    """Return the QR code of ``content`` as an image, quiet zone included.

    Error correction M survives a fold or a stamp at the edge. ``title`` is what a screen reader
    says. It is a picture of dots and no drawing: the thousand strokes of a drawing cost a tenth of
    the whole letter, and ``image-rendering: pixelated`` keeps the dots' edges sharp at any size.
    """
    modules = segno.make(content, error="m", micro=False, mask=MASK).matrix
    side = len(modules)
    dark = Image.frombytes("L", (side, side), b"".join(modules)).point((255, 0) * 128, "1")
    image = io.BytesIO()
    ImageOps.expand(ImageOps.scale(dark, PIXELS, Image.Resampling.NEAREST), QUIET * PIXELS, 1).save(
        image, "png"
    )
    encoded = base64.b64encode(image.getvalue()).decode()
    return Markup('<img class="qr-code" alt="{}" src="data:image/png;base64,{}">').format(
        title, encoded
    )


def picture_address(svg: str) -> Markup:
    """Return ``svg`` as a ``data:`` address.

    As an image it stays apart from the page: whatever an uploaded emblem contains is drawn or
    dropped, never read as markup of the letter.
    """
    encoded = base64.b64encode(svg.encode()).decode()
    return Markup("data:image/svg+xml;base64," + encoded)  # noqa: S704 - base64 has no markup

"""Decode a picture and encode it anew, so that only its pixels survive."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageFile, ImageOps
from PIL.GifImagePlugin import GifImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from tanggap.domain.refusal import Refused
from tanggap.storage.evidence_types import CleanedContent, EvidenceLimits

_FORMATS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "gif": "GIF"}
_READERS: dict[str, type[ImageFile.ImageFile]] = {
    "jpeg": JpegImageFile,
    "png": PngImageFile,
    "webp": WebPImageFile,
    "gif": GifImageFile,
}
"""Called directly: ``Image.open`` has a limit of its own and cannot say how large a picture is."""
_QUALITY = 88
_START_OF_SCAN = 0xDA
_TELLING_SEGMENTS = frozenset((0xE1, 0xED, 0xFE))
"""APP1 (EXIF, XMP), APP13 (IPTC) and COM."""
_MODES = {
    "JPEG": ("L", "RGB"),
    "PNG": ("1", "L", "LA", "RGB", "RGBA"),
    "WEBP": ("RGB", "RGBA"),
}


def clean_image(content: bytes, type_name: str, limits: EvidenceLimits) -> CleanedContent:
    """Return the picture upright, at most ``limits.image_edge`` long, without any metadata.

    EXIF (with its GPS position), XMP, IPTC, comments, colour profiles, thumbnails, further frames
    and anything before or after the picture are gone, because none of it is written again.

    Raises:
        Refused: ``image-too-large`` (width, height, limit_megapixels), ``file-damaged``.
    """
    # The letter printer's library turns this on for the whole process when it is imported.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        _check_canvas(content, limits)
        with _READERS[type_name](BytesIO(content)) as picture:
            _check_pixels(*picture.size, limits)
            return _encoded(picture, type_name, limits)
    except Refused:
        raise
    except MemoryError:
        raise
    except Exception as error:  # a decoder may fail in any way on hostile bytes
        raise Refused("file-damaged", type=type_name) from error


def without_photo_metadata(content: bytes) -> bytes:
    """Return a JPEG inside another file without EXIF, XMP, IPTC and comments, its pixels untouched.

    Anything that is no JPEG, or breaks off before its pixels, is returned as it is.
    """
    if not content.startswith(b"\xff\xd8\xff"):
        return content
    kept, at = [content[:2]], 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker, size = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        if marker == _START_OF_SCAN:
            return b"".join((*kept, content[at:]))
        if marker not in _TELLING_SEGMENTS:
            kept.append(content[at : at + 2 + size])
        at += 2 + size
    return content


def _encoded(picture: Image.Image, type_name: str, limits: EvidenceLimits) -> CleanedContent:
    width, height = picture.size
    notes = ["metadata-removed"]
    if getattr(picture, "n_frames", 1) > 1 and type_name != "jpeg":
        notes.append("first-frame-only")
    edge = limits.image_edge
    if type_name == "jpeg":
        picture.draft(None, (edge, edge))  # decodes a huge photo at half size or less
    picture.load()
    upright = _upright(picture)
    target = "png" if type_name == "gif" else type_name
    plain = _plain(upright, _FORMATS[target])
    if max(width, height) > edge:
        plain.thumbnail((edge, edge), Image.Resampling.LANCZOS)
        notes.append("image-resized")
    buffer = BytesIO()
    plain.save(buffer, _FORMATS[target], quality=_QUALITY)
    return CleanedContent(target, buffer.getvalue(), tuple(notes))


def _check_canvas(content: bytes, limits: EvidenceLimits) -> None:
    """Check the canvas of an extended WebP, for which memory is taken as soon as it is opened."""
    if content.startswith(b"RIFF") and content[12:16] == b"VP8X":
        width = int.from_bytes(content[24:27], "little") + 1
        height = int.from_bytes(content[27:30], "little") + 1
        _check_pixels(width, height, limits)


def _check_pixels(width: int, height: int, limits: EvidenceLimits) -> None:
    if width * height > limits.image_pixels:
        limit = limits.image_pixels // 1_000_000
        raise Refused("image-too-large", width=width, height=height, limit_megapixels=limit)


def _upright(picture: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:  # unreadable EXIF says nothing about the pixels
        return picture


def _plain(picture: Image.Image, target: str) -> Image.Image:
    """Return the pixels in a mode that ``target`` can hold, with an empty ``info``."""
    modes = _MODES[target]
    has_alpha = picture.has_transparency_data and "RGBA" in modes
    if picture.mode not in modes or (has_alpha and picture.mode not in ("LA", "RGBA")):
        picture = picture.convert("RGBA" if has_alpha else "RGB")
    plain = Image.new(picture.mode, picture.size)
    plain.paste(picture)
    return plain


def printable_picture(content: bytes, edge: int = 1200) -> bytes:
    """Return a kept picture as an upright JPEG for paper, at most ``edge`` pixels long, on white.

    Raises:
        LookupError: the content is no picture that can be read.
    """
    try:
        with Image.open(BytesIO(content), formats=tuple(_FORMATS.values())) as picture:
            picture.load()
            coloured = picture.convert("RGBA")
    except Exception as error:  # a decoder may fail in any way
        raise LookupError("not a picture that can be printed") from error
    coloured.thumbnail((edge, edge), Image.Resampling.LANCZOS)
    paper = Image.new("RGB", coloured.size, "white")
    paper.paste(coloured, mask=coloured)
    buffer = BytesIO()
    paper.save(buffer, "JPEG", quality=_QUALITY)
    return buffer.getvalue()

"""Check the structure of sound and video, and drop their metadata where that is simple."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from tanggap.domain.refusal import Refused
from tanggap.storage.evidence_types import CleanedContent

_ID3V1_BYTES = 128
_APE_FOOTER_BYTES = 32
_MP3_RATES = {
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_MP3_FREQUENCIES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_NAMELESS_WAV_CHUNKS = frozenset((b"fmt ", b"fact", b"data"))
_BOXES_THAT_TELL = frozenset((b"udta", b"meta", b"uuid"))
_BOXES_OF_BOXES = frozenset((b"moov", b"trak", b"mdia"))
_BOXES_WITH_TIMES = frozenset((b"mvhd", b"tkhd", b"mdhd"))
_OGG_CODECS = (b"OpusHead", b"\x01vorbis", b"\x7fFLAC", b"Speex   ")
_AMR_HEADERS = (b"#!AMR\n", b"#!AMR-WB\n")


def clean_media(content: bytes, type_name: str) -> CleanedContent:
    """Return sound or video that is built as its type says.

    MP3 loses ID3 and APE tags, WAV all but format and samples, MP4 and its kin (M4A, MOV, 3GP) the
    boxes with place, device and title and the recording times. OGG, WebM and AMR are kept as they
    are. Sound and pictures themselves are never decoded or changed.

    Raises:
        Refused: ``file-damaged``, or ``file-type-not-allowed`` for a coding not on the list.
    """
    try:
        if type_name == "mp3":
            return CleanedContent("mp3", _bare_mp3(content), ("metadata-removed",))
        if type_name == "wav":
            return CleanedContent("wav", _bare_wav(content), ("metadata-removed",))
        if type_name in ("mp4", "m4a", "mov", "3gp"):
            return _clean_mp4(content, type_name)
        _CHECKS[type_name](content)
    except (struct.error, IndexError, ValueError) as error:
        raise Refused("file-damaged", type=type_name) from error
    return CleanedContent(type_name, content, ("metadata-kept",))


def starts_like_mp3(content: bytes) -> bool:
    """Return whether ``content`` opens with an ID3 tag or two MP3 frames in a row."""
    if content.startswith(b"ID3"):
        return True
    length = _mp3_frame_length(content, 0)
    return length > 0 and (len(content) <= length + 4 or _mp3_frame_length(content, length) > 0)


def _mp3_frame_length(content: bytes, at: int) -> int:
    """Return the length in bytes of the layer III frame at ``at``, or 0 when there is none."""
    header = content[at : at + 4]
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE6 != 0xE2:
        return 0
    version, rate, frequency = header[1] >> 3 & 3, header[2] >> 4, header[2] >> 2 & 3
    if version == 1 or rate in (0, 15) or frequency == 3:
        return 0
    bits = _MP3_RATES[3 if version == 3 else 2][rate] * 1000
    samples = 144 if version == 3 else 72
    return samples * bits // _MP3_FREQUENCIES[version][frequency] + (header[2] >> 1 & 1)


def _bare_mp3(content: bytes) -> bytes:
    start, end = 0, len(content)
    while content[start : start + 3] == b"ID3":
        a, b, c, d = content[start + 6 : start + 10]
        has_footer = content[start + 5] & 0x10
        start += 10 + (a << 21 | b << 14 | c << 7 | d) + (10 if has_footer else 0)
    while start < end and content[start] == 0:
        start += 1
    if content[max(start, end - _ID3V1_BYTES) :].startswith(b"TAG"):
        end -= _ID3V1_BYTES
    footer = content[max(start, end - _APE_FOOTER_BYTES) : end]
    if footer.startswith(b"APETAGEX"):
        size, flags = struct.unpack_from("<I4xI", footer, 12)
        end -= size + (_APE_FOOTER_BYTES if flags >> 31 else 0)
    frames = content[start : max(start, end)]
    if not starts_like_mp3(frames) or frames.startswith(b"ID3"):
        raise ValueError("no MP3 frame after the tags")
    return frames


def _bare_wav(content: bytes) -> bytes:
    chunks: dict[bytes, bytes] = {}
    at = 12
    while at + 8 <= len(content):
        name, size = struct.unpack_from("<4sI", content, at)
        # Recorders that were cut short leave a size that is too large: what is there counts.
        chunks.setdefault(name, content[at + 8 : at + 8 + size])
        at += 8 + size + size % 2
    if len(chunks.get(b"fmt ", b"")) < 16 or not chunks.get(b"data"):
        raise ValueError("no format or no samples")
    kept = b"".join(
        struct.pack("<4sI", name, len(body)) + body + b"\0" * (len(body) % 2)
        for name, body in chunks.items()
        if name in _NAMELESS_WAV_CHUNKS
    )
    return struct.pack("<4sI4s", b"RIFF", len(kept) + 4, b"WAVE") + kept


def _boxes(
    content: bytes | bytearray, start: int, end: int
) -> Iterator[tuple[bytes, int, int, int]]:
    """Yield (type, start, start of body, end) of the ISO media boxes from ``start`` to ``end``."""
    while start < end:
        size, name = struct.unpack_from(">I4s", content, start)
        body = start + 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", content, body)
            body += 8
        elif size == 0:
            size = end - start
        if size < body - start or start + size > end:
            raise ValueError("a box larger than its container")
        yield bytes(name), start, body, start + size
        start += size


def _clean_mp4(content: bytes, type_name: str) -> CleanedContent:
    cleaned = bytearray(content)
    names = {name for name, *_ in _boxes(cleaned, 0, len(cleaned))}
    if not {b"moov", b"mdat"} <= names:
        raise ValueError("index or media missing: the recording was cut short")
    _blank_boxes(cleaned, 0, len(cleaned))
    # hdlr: version and flags (4), predefined (4), then what the track holds.
    has_picture = re.search(rb"hdlr.{8}vide", content, re.DOTALL) is not None
    if not has_picture and re.search(rb"hdlr.{8}soun", content, re.DOTALL) is None:
        raise ValueError("neither sound nor picture")
    true_type = ("mp4" if type_name == "m4a" else type_name) if has_picture else "m4a"
    return CleanedContent(true_type, bytes(cleaned), ("metadata-removed",))


def _blank_boxes(content: bytearray, start: int, end: int, depth: int = 0) -> None:
    """Overwrite telling boxes in place, so that no offset to the media changes."""
    if depth > len(_BOXES_OF_BOXES):
        raise ValueError("boxes nested deeper than moov > trak > mdia")
    for name, box, body, stop in _boxes(content, start, end):
        if name in _BOXES_THAT_TELL:
            content[box + 4 : box + 8] = b"free"
            content[body:stop] = bytes(stop - body)
        elif name in _BOXES_WITH_TIMES and stop - body >= 20:
            width = 16 if content[body] == 1 else 8
            content[body + 4 : body + 4 + width] = bytes(width)
        elif name in _BOXES_OF_BOXES:
            _blank_boxes(content, body, stop, depth + 1)


def _check_ogg(content: bytes) -> None:
    segments = content[26]
    if content[4] != 0 or not content[5] & 2:
        raise ValueError("not the first page of an Ogg stream")
    first_packet = content[27 + segments : 27 + segments + 8]
    if not first_packet.startswith(_OGG_CODECS):
        raise Refused("file-type-not-allowed", found="ogg")
    if content.count(b"OggS") < 2:
        raise ValueError("nothing after the first page")


def _check_webm(content: bytes) -> None:
    head = content[:4096]
    if b"\x42\x82\x84webm" not in head:
        raise Refused("file-type-not-allowed", found="mkv")
    if b"\x18\x53\x80\x67" not in head:
        raise ValueError("no segment")


def _check_amr(content: bytes) -> None:
    if len(content) <= len(_AMR_HEADERS[1]) or not content.startswith(_AMR_HEADERS):
        raise ValueError("no frames")


_CHECKS = {"ogg": _check_ogg, "webm": _check_webm, "amr": _check_amr}

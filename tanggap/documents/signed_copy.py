"""Checks that what a signing service gave back is our document, and signed.

A service may append the signature to our bytes or write the whole file anew. So not bytes are
compared but what a reader gets: pages, what they are drawn with, attached files and actions.
"""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Iterator
from typing import Any

import pikepdf
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from tanggap.documents.embedded_signatures import (
    LaterChanges,
    embedded_signatures,
    later_changes,
    open_pdf,
)
from tanggap.domain.signing import SigningRefused, place_of

log = logging.getLogger(__name__)

_SEEN_ON_A_PAGE = ("/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/AA")
_DONE_BY_THE_FILE = ("/Names", "/AF", "/OpenAction", "/AA", "/OutputIntents")
_ENCODING = frozenset({"/Length", "/Filter", "/DecodeParms"})
_UPWARDS = frozenset({"/Parent", "/P"})
_UPKEEP = frozenset({LaterChanges.NONE, LaterChanges.PROOF})


def check_signed_copy(original: bytes, signed: bytes) -> None:
    """Check that ``signed`` shows what ``original`` shows and has one good signature more.

    Whom the signature rests on is not judged here, see
    :func:`tanggap.documents.signature_validation.validate`.

    Raises:
        SigningRefused: ``signed-document-changed`` with the reason ``unreadable``, ``unsigned``,
            ``signature-broken``, ``pages`` or ``content``.
    """
    try:
        fault = _fault(original, signed)
    except Exception as failure:  # a stranger's file can fail in any way
        log.warning("signed copy not readable: %s", place_of(failure))
        fault = "unreadable"
    if fault is not None:
        raise SigningRefused("signed-document-changed", reason=fault)


def _fault(original: bytes, signed: bytes) -> str | None:
    if not signed.startswith(b"%PDF-"):
        return "unreadable"
    signatures = embedded_signatures(open_pdf(signed))
    if len(signatures) != len(embedded_signatures(open_pdf(original))) + 1:
        return "unsigned"
    if not _is_good(signatures[-1]):
        return "signature-broken"
    with pikepdf.open(io.BytesIO(original)) as ours, pikepdf.open(io.BytesIO(signed)) as theirs:
        if len(ours.pages) != len(theirs.pages):
            return "pages"
        return None if _impression(ours) == _impression(theirs) else "content"


def _is_good(signature: Any) -> bool:
    """Whether nothing but upkeep of the signature came after it, and its value is right."""
    status = validate_pdf_signature(signature, ValidationContext(trust_roots=[]))
    return status.intact and status.valid and later_changes(status) in _UPKEEP


def _impression(pdf: pikepdf.Pdf) -> str:
    """Return a hash of what a reader gets, whatever way the file is written."""
    digest = hashlib.sha256()
    for trace in _traces(pdf):
        digest.update(len(trace).to_bytes(8, "big"))
        digest.update(trace)
    return digest.hexdigest()


def _traces(pdf: pikepdf.Pdf) -> Iterator[bytes]:
    seen: dict[tuple[int, int], int] = {}
    for page in pdf.pages:
        for name in _SEEN_ON_A_PAGE:
            yield name.encode()
            yield from _walk(_of_page(page, name), seen)
        notes = [note for note in page.obj.get("/Annots", ()) if not _is_signature(note)]
        yield str(len(notes)).encode()
        for note in notes:
            yield from _walk(note, seen)
    for name in _DONE_BY_THE_FILE:
        yield name.encode()
        yield from _walk(pdf.Root.get(name), seen)


def _of_page(page: pikepdf.Page, name: str) -> Any:
    """Return an entry of a page, or what it inherits; its content as one piece."""
    if name == "/Contents":
        found = page.obj.get(name, pikepdf.Array())
        parts = list(found) if isinstance(found, pikepdf.Array) else [found]
        return pikepdf.String(b"\n".join(part.read_bytes() for part in parts))
    node: Any = page.obj
    for _ in range(100):  # a hostile page tree may run in circles
        if node is None or name in node:
            break
        node = node.get("/Parent")
    return None if node is None else node.get(name)


def _is_signature(note: Any) -> bool:
    kind = note.get("/FT") or note.get("/Parent", pikepdf.Dictionary()).get("/FT")
    return bool(note.get("/Subtype") == "/Widget" and kind == "/Sig")


def _walk(start: Any, seen: dict[tuple[int, int], int]) -> Iterator[bytes]:
    """Yield what ``start`` is made of, in an order that object numbers have no part in.

    An object met before is told by how many were met before it, so that circles end.
    """
    waiting: list[Any] = [start]
    while waiting:
        one = waiting.pop()
        if isinstance(one, bytes):
            yield one
            continue
        if isinstance(one, pikepdf.Object) and one.is_indirect:
            if one.objgen in seen:
                yield b"met %d" % seen[one.objgen]
                continue
            seen[one.objgen] = len(seen)
        if isinstance(one, pikepdf.Stream):
            yield b"stream"
            yield _unpacked(one)
            waiting += _entries(one.stream_dict, without=_ENCODING)
        elif isinstance(one, pikepdf.Dictionary):
            yield b"dictionary"
            waiting += _entries(one)
        elif isinstance(one, pikepdf.Array):
            yield b"array %d" % len(one)
            waiting += reversed(list(one))
        else:
            yield _plain(one)


def _entries(entries: Any, without: frozenset[str] = frozenset()) -> list[Any]:
    """Return keys and values of a dictionary, last first, as a stack wants them."""
    found: list[Any] = [b"end"]
    for key in sorted(entries.keys(), reverse=True):
        if key not in without and key not in _UPWARDS:
            found += (entries[key], key.encode())
    return found


def _unpacked(stream: pikepdf.Stream) -> bytes:
    """Return the content of a stream; what cannot be unpacked, such as JPEG, as it lies there."""
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:
        return stream.read_raw_bytes()


def _plain(value: Any) -> bytes:
    if isinstance(value, pikepdf.String):
        return b"string " + bytes(value)
    if isinstance(value, int | float) or type(value).__name__ == "Decimal":
        return f"number {float(value):.5f}".encode()
    return f"{type(value).__name__} {value}".encode()

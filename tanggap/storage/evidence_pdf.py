"""Open a PDF, take out what can act and what names its author, and save it anew."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pikepdf

from tanggap.domain.refusal import Refused
from tanggap.storage.evidence_images import without_photo_metadata
from tanggap.storage.evidence_types import MEBIBYTE, CleanedContent, EvidenceLimits

# Process-wide in qpdf, so set once on import: no stream may unpack without bound.
_STREAM_BYTES = EvidenceLimits().unpacked_mb * MEBIBYTE
pikepdf.settings.set_qpdf_limits(
    doc_max_warnings=1000,
    parser_max_container_size=1_000_000,
    flate_max_memory=_STREAM_BYTES,
    png_max_memory=_STREAM_BYTES,
    tiff_max_memory=_STREAM_BYTES,
    run_length_max_memory=_STREAM_BYTES,
)

_ACTIVE_KEYS = (
    "/AA",
    "/OpenAction",
    "/JS",
    "/JavaScript",
    "/EmbeddedFiles",
    "/EF",
    "/RF",
    "/AF",
    "/XFA",
)
_AUTHOR_KEYS = ("/Metadata", "/PieceInfo", "/LastModified")
_ACTING_VERBS = frozenset(
    (
        *("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/ResetForm", "/Hide"),
        *("/GoToE", "/GoToR", "/Rendition", "/Movie", "/Sound", "/RichMediaExecute"),
        *("/SetOCGState", "/Trans", "/GoTo3DView"),
    )
)
_ACTING_ANNOTATIONS = frozenset(
    ("/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D")
)


def clean_pdf(content: bytes) -> CleanedContent:
    """Return the PDF without scripts, actions, attachments, document information and XMP.

    Earlier revisions and bytes before or after the PDF are gone as well, and so is the EXIF of
    photos that the PDF holds as JPEG.

    Raises:
        Refused: ``file-encrypted``, ``file-damaged``.
    """
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise Refused("file-encrypted", type="pdf")
            return _saved(pdf)
    except Refused:
        raise
    except pikepdf.PasswordError as error:
        raise Refused("file-encrypted", type="pdf") from error
    except MemoryError:
        raise
    except Exception as error:  # a parser may fail in any way on hostile bytes
        raise Refused("file-damaged", type="pdf") from error


def _saved(pdf: pikepdf.Pdf) -> CleanedContent:
    if len(pdf.pages) == 0:
        raise Refused("file-damaged", type="pdf")
    notes = ["metadata-removed"]
    was_active = was_signed = False
    for found in _dictionaries(pdf):
        was_signed |= "/ByteRange" in found
        was_active |= _disarm(found)
        _forget_author(found)
        _clean_photo(found)
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    if was_active:
        notes.append("active-content-removed")
    if was_signed:
        notes.append("signature-no-longer-valid")
    buffer = BytesIO()
    pdf.save(
        buffer,
        deterministic_id=True,
        fix_metadata_version=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
    )
    return CleanedContent("pdf", buffer.getvalue(), tuple(notes))


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield every dictionary and stream of the file, nested ones too, each once."""
    waiting: list[pikepdf.Object] = [*pdf.objects, pdf.trailer]
    while waiting:
        current = waiting.pop()
        if isinstance(current, pikepdf.Array):
            inner = list(current.as_list())
        elif isinstance(current, pikepdf.Dictionary | pikepdf.Stream):
            yield current
            inner = [value for _, value in current.items()]
        else:
            continue
        # Scalars come as plain Python values; what is indirect stands in ``pdf.objects`` itself.
        waiting += [value for value in inner if not getattr(value, "is_indirect", True)]


def _disarm(found: pikepdf.Object) -> bool:
    """Take out what can act; return whether there was anything."""
    present = [key for key in _ACTIVE_KEYS if key in found]
    for key in present:
        del found[key]
    is_action = str(found.get("/Type", "/Action")) == "/Action"
    if is_action and str(found.get("/S", "")) in _ACTING_VERBS:
        for key in list(found.keys()):
            del found[key]
        present.append("/S")
    annotations = found.get("/Annots")
    if isinstance(annotations, pikepdf.Array):
        passive = [each for each in annotations.as_list() if not _acts(each)]
        if len(passive) < len(annotations):
            found["/Annots"] = pikepdf.Array(passive)
            present.append("/Annots")
    return bool(present)


def _acts(annotation: pikepdf.Object) -> bool:
    if not isinstance(annotation, pikepdf.Dictionary):
        return False
    return str(annotation.get("/Subtype", "")) in _ACTING_ANNOTATIONS


def _forget_author(found: pikepdf.Object) -> None:
    for key in _AUTHOR_KEYS:
        if key in found:
            del found[key]
    # /T of a comment is who wrote it; of a form field (Widget) it is the field's own name.
    is_comment = "/Subtype" in found and "/Contents" in found and "/FT" not in found
    if is_comment and str(found["/Subtype"]) != "/Widget" and "/T" in found:
        del found["/T"]


def _clean_photo(found: pikepdf.Object) -> None:
    if not isinstance(found, pikepdf.Stream) or found.get("/Filter") != pikepdf.Name.DCTDecode:
        return
    raw = found.read_raw_bytes()
    bare = without_photo_metadata(raw)
    if len(bare) < len(raw):
        found.write(bare, filter=pikepdf.Name.DCTDecode)

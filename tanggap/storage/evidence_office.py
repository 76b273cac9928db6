"""Check office files (OOXML and OpenDocument), refuse what can act, and pack them anew."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from tanggap.domain.refusal import Refused
from tanggap.storage.evidence_images import without_photo_metadata
from tanggap.storage.evidence_types import MEBIBYTE, CleanedContent, EvidenceLimits

_MOST_MEMBERS = 5000
_RATIO_COUNTS_FROM = 10 * MEBIBYTE
_ENCRYPTED = 0x1
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MAIN_PARTS = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "ppt/presentation.xml": "pptx",
}
_ODF_TYPES = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
_MACRO_PARTS = re.compile(
    r"vba(?:project|data)|(?:^|/)macrosheets/|activex|customui|^basic/.|^scripts/.", re.IGNORECASE
)
_EMBEDDED_PROGRAMS = re.compile(r"(?:^|/)embeddings/.*\.(?:bin|exe|ole)$|oleobject", re.IGNORECASE)
_ODF_ACTIVE = frozenset(("event-listener", "object-ole", "plugin", "applet", "floating-frame"))
_DDE = re.compile(r"\bDDE(?:AUTO)?\b", re.IGNORECASE)
_PICTURES = re.compile(r"(?:^|/)(?:media|pictures)/[^/]+$", re.IGNORECASE)
_XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = b"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_PROPERTIES = b"http://schemas.openxmlformats.org/officeDocument/2006/"
_BLANK_PROPERTIES = {
    "docprops/core.xml": _XML + b'<cp:coreProperties xmlns:cp="' + _PACKAGE + b'"/>',
    "docprops/app.xml": _XML + b'<Properties xmlns="' + _PROPERTIES + b'extended-properties"/>',
    "docprops/custom.xml": _XML + b'<Properties xmlns="' + _PROPERTIES + b'custom-properties"/>',
    "meta.xml": _XML
    + b'<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    + b' office:version="1.3"><office:meta/></office:document-meta>',
}

_UNREADABLE = (
    *(BadZipFile, zlib.error, struct.error, expat.ExpatError),
    *(OSError, EOFError, ValueError, RuntimeError, LookupError),
)
"""All that zipfile and expat raise on hostile bytes (RuntimeError includes NotImplementedError)."""

Parts = dict[str, bytes]


def office_type(content: bytes) -> str | None:
    """Return the type name of an office file, ``"zip"`` for other archives, None if unreadable."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
            for part, type_name in _MAIN_PARTS.items():
                if part in names and "[Content_Types].xml" in names:
                    return type_name
            if "mimetype" in names and "content.xml" in names:
                with archive.open("mimetype") as mimetype:
                    return _ODF_TYPES.get(mimetype.read(100).strip(), "zip")
            return "zip"
    except _UNREADABLE:
        return None


def clean_office(content: bytes, type_name: str, limits: EvidenceLimits) -> CleanedContent:
    """Return the office file packed anew, with blank properties and photos without metadata.

    The new package holds exactly the checked parts: what stood around and between them is gone.
    Names in comments and tracked changes are content and stay.

    Raises:
        Refused: ``file-has-macros``, ``file-has-embedded-program`` (part),
            ``file-has-external-content`` (part), ``file-unpacks-too-large`` (limit_mb),
            ``file-encrypted``, ``file-damaged``.
    """
    try:
        parts = _unpacked(content, limits)
        _refuse_active(parts)
        for name in parts:
            _check_part(name, parts[name])
    except _UNREADABLE as error:
        raise Refused("file-damaged", type=type_name) from error
    notes = ["metadata-removed"]
    if any("signatures" in name.lower() for name in parts):
        notes.append("signature-no-longer-valid")
    return CleanedContent(type_name, _packed(parts), tuple(notes))


def _unpacked(content: bytes, limits: EvidenceLimits) -> Parts:
    """Return name to bytes of every part, having bounded the total by the sizes declared.

    A part that holds more than it declares fails its checksum, so the bound holds.
    """
    with ZipFile(BytesIO(content)) as archive:
        members = archive.infolist()
        total = sum(member.file_size for member in members)
        ratio = total / max(1, len(content))
        if (
            total > limits.unpacked_mb * MEBIBYTE
            or len(members) > _MOST_MEMBERS
            or (total > _RATIO_COUNTS_FROM and ratio > limits.unpack_ratio)
        ):
            raise Refused("file-unpacks-too-large", limit_mb=limits.unpacked_mb)
        parts: Parts = {}
        for member in members:
            name = member.filename
            if member.flag_bits & _ENCRYPTED:
                raise Refused("file-encrypted")
            if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED) or _is_stray(name):
                raise ValueError("a part no office program writes")
            if member.is_dir():
                continue
            if name in parts:
                raise ValueError("two parts of one name")
            parts[name] = archive.read(member)
        return parts


def _is_stray(name: str) -> bool:
    return (
        not name or name.startswith("/") or "\\" in name or ".." in name.split("/") or "\0" in name
    )


def _refuse_active(parts: Parts) -> None:
    for name in parts:
        if _MACRO_PARTS.search(name):
            raise Refused("file-has-macros", part=name)
        if _EMBEDDED_PROGRAMS.search(name):
            raise Refused("file-has-embedded-program", part=name)


def _check_part(name: str, body: bytes) -> None:
    lowered = name.lower()
    if lowered == "[content_types].xml":
        _walk(body, _check_content_type)
    elif lowered.endswith(".rels"):
        _walk(body, lambda tag, given: _check_relationship(name, tag, given))
    elif lowered == "meta-inf/manifest.xml":
        _walk(body, _check_manifest)
    elif lowered.rsplit("/", 1)[-1] in ("content.xml", "styles.xml", "settings.xml"):
        _walk(body, lambda tag, given: _check_odf(name, tag, given))
    elif lowered.endswith(".xml"):
        _walk(body, lambda tag, given: _check_field(name, tag, given))


def _walk(body: bytes, look: Callable[[str, dict[str, str]], None]) -> None:
    """Call ``look`` with each element's local name and attributes by local name.

    Prefixes are the writer's choice and so are dropped. Field instructions of Word, which may be
    split over many elements, come last as one element ``instruction``.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    instructions: list[str] = []
    inside: list[str] = []

    def refuse_doctype(*_: object) -> None:
        raise ValueError("office files declare no document type")

    def start(tag: str, given: dict[str, str]) -> None:
        inside.append(_local(tag))
        look(inside[-1], {_local(name): value for name, value in given.items()})

    def text(piece: str) -> None:
        if inside[-1] == "instrText":
            instructions.append(piece)

    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: inside.pop()
    parser.CharacterDataHandler = text
    parser.Parse(body, True)
    look("instruction", {"instr": "".join(instructions)})


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _check_content_type(_tag: str, given: dict[str, str]) -> None:
    declared = given.get("ContentType", "").lower()
    if "macroenabled" in declared or "vbaproject" in declared or "activex" in declared:
        raise Refused("file-has-macros", part=given.get("PartName", ""))


def _check_relationship(name: str, _tag: str, given: dict[str, str]) -> None:
    is_link = given.get("Type", "").endswith("/hyperlink")
    if given.get("TargetMode", "").lower() == "external" and not is_link:
        raise Refused("file-has-external-content", part=name)


def _check_manifest(tag: str, _given: dict[str, str]) -> None:
    if tag == "encryption-data":
        raise Refused("file-encrypted")


def _check_odf(name: str, tag: str, given: dict[str, str]) -> None:
    if tag in _ODF_ACTIVE:
        raise Refused("file-has-macros", part=name)
    target = given.get("href", "").lower()
    if tag != "a" and re.match(r"[a-z][a-z0-9+.\-]*:|//|\.\./\.\./", target):
        raise Refused("file-has-external-content", part=name)


def _check_field(name: str, tag: str, given: dict[str, str]) -> None:
    if tag == "ddeLink" or _DDE.search(given.get("instr", "")):
        raise Refused("file-has-external-content", part=name)


def _packed(parts: Parts) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        # OpenDocument wants its type first and not compressed.
        for name in sorted(parts, key=lambda name: name != "mimetype"):
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            archive.writestr(entry, _cleaned_part(name, parts[name]))
    return buffer.getvalue()


def _cleaned_part(name: str, body: bytes) -> bytes:
    blank = _BLANK_PROPERTIES.get(name.lower())
    if blank is not None:
        return blank
    return without_photo_metadata(body) if _PICTURES.search(name) else body

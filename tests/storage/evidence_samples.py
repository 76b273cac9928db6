"""Small real files of every accepted type, made here, for tests of evidence."""

from __future__ import annotations

import struct
import wave
import zipfile
from io import BytesIO

import pikepdf
from PIL import ExifTags, Image

GPS_MARK = b"RumahPelapor"
"""Stands in the metadata of the samples; no clean file may contain it."""


def image(kind: str = "JPEG", size: tuple[int, int] = (64, 48), mode: str = "RGB") -> bytes:
    buffer = BytesIO()
    Image.new(mode, size, 128).save(buffer, kind)
    return buffer.getvalue()


def photo_with_place(size: tuple[int, int] = (64, 48), orientation: int = 6) -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = GPS_MARK.decode()
    exif[ExifTags.Base.Orientation] = orientation
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(
        {1: "S", 2: (2.0, 7.0, 30.0), 3: "E", 4: (106.0, 6.0, 1.0)}
    )
    buffer = BytesIO()
    Image.new("RGB", size, "red").save(buffer, "JPEG", exif=exif, comment=GPS_MARK)
    return buffer.getvalue()


def animation(kind: str = "GIF") -> bytes:
    buffer = BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    frames[0].save(buffer, kind, save_all=True, append_images=frames[1:])
    return buffer.getvalue()


def pdf(*, password: str = "", pages: int = 1, harmful: bool = False, photo: bytes = b"") -> bytes:
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    document.docinfo["/Author"] = GPS_MARK.decode()
    if harmful:
        _make_harmful(document)
    if photo:
        document.pages[0].Resources = pikepdf.Dictionary(
            XObject=pikepdf.Dictionary(
                P=pikepdf.Stream(
                    document,
                    photo,
                    Type=pikepdf.Name.XObject,
                    Subtype=pikepdf.Name.Image,
                    Width=64,
                    Height=48,
                    ColorSpace=pikepdf.Name.DeviceRGB,
                    BitsPerComponent=8,
                    Filter=pikepdf.Name.DCTDecode,
                )
            )
        )
    buffer = BytesIO()
    encryption = pikepdf.Encryption(owner=password, user=password) if password else False
    document.save(buffer, encryption=encryption)
    return buffer.getvalue()


def _make_harmful(document: pikepdf.Pdf) -> None:
    script = pikepdf.Dictionary(
        Type=pikepdf.Name.Action, S=pikepdf.Name.JavaScript, JS="app.alert(1)"
    )
    document.Root.OpenAction = script
    document.Root.AA = pikepdf.Dictionary(WC=script)
    launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")
    page = document.pages[0]
    page.Annots = pikepdf.Array(
        [
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=launch
            ),
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, Rect=[0, 0, 9, 9]
            ),
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Text,
                Rect=[0, 0, 9, 9],
                T=GPS_MARK.decode(),
                Contents="catatan",
            ),
        ]
    )
    document.attachments["virus.exe"] = b"MZ payload of an attachment"
    with document.open_metadata() as metadata:
        metadata["dc:creator"] = [GPS_MARK.decode()]


def archive(parts: dict[str, bytes | str]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, body in parts.items():
            packed.writestr(name, body)
    return buffer.getvalue()


_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
RELATIONSHIPS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://x/{type}" Target="{target}" TargetMode="External"/>'
    "</Relationships>"
)


def office(kind: str = "docx", extra: dict[str, bytes | str] | None = None) -> bytes:
    return archive(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
            _MAIN[kind]: "<w:document xmlns:w='urn:w'><w:t>Isi surat</w:t></w:document>",
            "docProps/core.xml": f"<p xmlns='urn:c'><creator>{GPS_MARK.decode()}</creator></p>",
            **(extra or {}),
        }
    )


def open_document(kind: str = "text", extra: dict[str, bytes | str] | None = None) -> bytes:
    return archive(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": "<office:document xmlns:office='urn:o'/>",
            "meta.xml": f"<office:meta xmlns:office='urn:o'>{GPS_MARK.decode()}</office:meta>",
            "META-INF/manifest.xml": "<manifest:manifest xmlns:manifest='urn:m'/>",
            **(extra or {}),
        }
    )


def mp3() -> bytes:
    tag = b"ID3\x04\0\0\0\0\0\x20" + GPS_MARK.ljust(32, b"\0")
    frame = b"\xff\xfb\x90\x00" + bytes(413)
    return tag + frame * 3 + (b"TAG" + GPS_MARK).ljust(128, b"\0")


def wav() -> bytes:
    buffer = BytesIO()
    with wave.open(buffer, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(800))
    return buffer.getvalue() + b"LIST" + struct.pack("<I", len(GPS_MARK)) + GPS_MARK


def ogg() -> bytes:
    def page(flags: int, body: bytes) -> bytes:
        return b"OggS\0" + bytes([flags]) + bytes(20) + bytes([1, len(body)]) + body

    return page(2, b"OpusHead\x01\x01" + bytes(9)) + page(0, b"OpusTags") + page(4, b"bunyi")


def box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(body), name) + body


def mp4(brand: bytes = b"isom", handler: bytes = b"vide") -> bytes:
    described = box(b"hdlr", bytes(8) + handler + bytes(13))
    place = box(b"udta", box(b"\xa9xyz", b"\0\x0c\x15\xc7" + GPS_MARK))
    header = box(b"mvhd", bytes(4) + b"\xe1\x02\x03\x04" * 2 + bytes(88))
    index = header + box(b"trak", box(b"mdia", described) + place) + place
    return box(b"ftyp", brand + bytes(8)) + box(b"moov", index) + box(b"mdat", b"gambar bergerak")


def webm() -> bytes:
    head = b"\x42\x82\x84webm"
    return (
        b"\x1a\x45\xdf\xa3"
        + bytes([0x80 | len(head)])
        + head
        + b"\x18\x53\x80\x67\x01"
        + b"\xff" * 7
    )


def amr() -> bytes:
    return b"#!AMR\n" + (b"\x3c" + bytes(31)) * 3


SAMPLES: dict[str, bytes] = {
    "jpeg": photo_with_place(),
    "png": image("PNG"),
    "webp": image("WEBP"),
    "pdf": pdf(harmful=True),
    "docx": office("docx"),
    "xlsx": office("xlsx"),
    "pptx": office("pptx"),
    "odt": open_document("text"),
    "ods": open_document("spreadsheet"),
    "txt": "Percakapan tanggal 3 Maret: “baik”.\n".encode(),
    "mp3": mp3(),
    "wav": wav(),
    "ogg": ogg(),
    "m4a": mp4(b"M4A ", b"soun"),
    "mp4": mp4(),
    "mov": mp4(b"qt  "),
    "3gp": mp4(b"3gp5"),
    "webm": webm(),
    "amr": amr(),
}
"""One well-built file for each accepted type but GIF, which becomes a PNG."""

"""Evidence is known by its content, comes out clean, and what is unsafe is refused by name."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pytest
from PIL import Image

from tanggap.domain.refusal import Refused
from tanggap.storage.evidence_inspection import (
    ALLOWED_TYPES,
    EvidenceKind,
    EvidenceLimits,
    SafeFile,
    inspect,
)
from tests.storage import evidence_samples as made
from tests.storage.evidence_samples import GPS_MARK, RELATIONSHIPS, SAMPLES


def refusal_of(
    content: bytes, name: str = "bukti.jpg", limits: EvidenceLimits | None = None
) -> Refused:
    with pytest.raises(Refused) as refusal:
        inspect(name, content, limits)
    return refusal.value


def opened(safe: SafeFile) -> Image.Image:
    return Image.open(BytesIO(safe.content))


# What is accepted


@pytest.mark.parametrize("type_name", SAMPLES)
def test_each_accepted_type_is_known_whatever_it_is_called(type_name: str) -> None:
    safe = inspect("foto.exe", BytesIO(SAMPLES[type_name]))
    allowed = ALLOWED_TYPES[type_name]
    assert (safe.kind, safe.media_type) == (allowed.kind, allowed.media_type)
    assert safe.display_name == f"foto{allowed.extension}"


@pytest.mark.parametrize("type_name", SAMPLES)
def test_the_copy_is_clean_of_the_metadata_and_is_accepted_again(type_name: str) -> None:
    safe = inspect("bukti", SAMPLES[type_name])
    assert GPS_MARK not in safe.content
    assert inspect("bukti", safe.content).media_type == safe.media_type


def test_samples_cover_every_allowed_type() -> None:
    assert {*SAMPLES, "gif"} == set(ALLOWED_TYPES)


# Pictures


def test_a_photo_loses_its_place_and_stands_upright() -> None:
    picture = opened(inspect("IMG_1.jpg", made.photo_with_place(size=(64, 48), orientation=6)))
    assert picture.size == (48, 64)
    assert not picture.getexif()
    assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_an_animation_becomes_its_first_frame(kind: str) -> None:
    safe = inspect("gerak.gif", made.animation(kind))
    picture = opened(safe)
    assert getattr(picture, "n_frames", 1) == 1
    assert picture.convert("RGB").getpixel((1, 1))[0] > 200
    assert "first-frame-only" in safe.notes


def test_a_gif_is_kept_as_png() -> None:
    assert inspect("a.gif", made.image("GIF", mode="L")).media_type == "image/png"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_png_of_any_mode_is_encoded_again(mode: str) -> None:
    assert opened(inspect("a.png", made.image("PNG", mode=mode))).size == (64, 48)


def test_a_print_photo_in_cmyk_becomes_rgb() -> None:
    assert opened(inspect("a.jpg", made.image("JPEG", mode="CMYK"))).mode == "RGB"


def test_transparency_stays() -> None:
    assert opened(inspect("a.png", made.image("PNG", mode="RGBA"))).mode == "RGBA"


def test_a_large_picture_is_scaled_down_and_says_so() -> None:
    safe = inspect("a.jpg", made.image(size=(800, 200)), EvidenceLimits(image_edge=400))
    assert opened(safe).size == (400, 100)
    assert "image-resized" in safe.notes


@pytest.mark.parametrize("edge", [8_001, 12_000, 60_000])
def test_a_picture_of_absurd_size_is_refused_before_it_is_decoded(edge: int) -> None:
    header = struct.pack(">IIBBBBB", edge, edge, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    png = (
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    )
    png += struct.pack(">I4s", 0, b"IDAT") + struct.pack(">I", zlib.crc32(b"IDAT"))
    refused = refusal_of(png)
    assert refused.code == "image-too-large"
    assert refused.facts == {"width": edge, "height": edge, "limit_megapixels": 64}


@pytest.mark.parametrize("kind", ["GIF", "JPEG", "PNG", "WEBP"])
def test_a_page_or_archive_hidden_in_a_picture_does_not_survive(kind: str) -> None:
    hidden = b"<script>alert(1)</script>" + made.archive({"Main.class": b"x"})
    safe = inspect("a.gif", made.image(kind) + hidden)
    assert b"<script>" not in safe.content
    assert b"Main.class" not in safe.content


def test_a_gif_header_in_front_of_a_web_page_is_damaged() -> None:
    assert refusal_of(b"GIF89a/*<html><script>alert(1)</script>*/=1;").code == "file-damaged"


def test_a_huge_webp_canvas_is_refused_before_memory_is_taken_for_it() -> None:
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\x02\0\0\0" + b"\xfe\xff\0" * 2
    refused = refusal_of(b"RIFF" + struct.pack("<I", len(body)) + body)
    assert (refused.code, refused.facts["width"]) == ("image-too-large", 65_535)


@pytest.mark.parametrize("brand", [b"heic", b"mif1"])
def test_an_iphone_photo_that_cannot_be_read_has_its_own_code(brand: bytes) -> None:
    assert refusal_of(made.box(b"ftyp", brand + bytes(8))).code == "image-heic"


# PDF


def test_a_pdf_loses_scripts_actions_attachments_and_author() -> None:
    safe = inspect("surat.pdf", made.pdf(harmful=True))
    assert {"active-content-removed", "metadata-removed"} <= set(safe.notes)
    with pikepdf.open(BytesIO(safe.content)) as document:
        assert not {"/OpenAction", "/AA", "/Metadata"} & set(document.Root.keys())
        assert not document.attachments
        assert "/Info" not in document.trailer
        everything = "".join(repr(each) for each in document.objects)
        for word in (
            "JavaScript",
            "Launch",
            "cmd.exe",
            "virus",
            "FileAttachment",
            GPS_MARK.decode(),
        ):
            assert word not in everything
        assert "catatan" in everything


def test_a_plain_pdf_keeps_its_pages_and_says_nothing_of_actions() -> None:
    safe = inspect("surat.pdf", made.pdf(pages=3))
    with pikepdf.open(BytesIO(safe.content)) as document:
        assert len(document.pages) == 3
    assert safe.notes == ("metadata-removed",)


def test_a_photo_inside_a_pdf_loses_its_place_but_no_pixel() -> None:
    photo = made.photo_with_place()
    safe = inspect("a.pdf", made.pdf(photo=photo))
    assert GPS_MARK not in safe.content
    with pikepdf.open(BytesIO(safe.content)) as document:
        kept = document.pages[0].Resources.XObject.P.read_raw_bytes()
    assert Image.open(BytesIO(kept)).tobytes() == Image.open(BytesIO(photo)).tobytes()


def test_a_signed_pdf_says_that_its_signature_no_longer_holds() -> None:
    document = pikepdf.new()
    document.add_blank_page()
    document.Root.Sig = document.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Sig, ByteRange=[0, 1, 2, 3], Contents=b"x")
    )
    buffer = BytesIO()
    document.save(buffer)
    assert "signature-no-longer-valid" in inspect("a.pdf", buffer.getvalue()).notes


def test_a_pdf_that_is_also_a_page_comes_out_as_a_pdf_alone() -> None:
    clean = made.pdf()
    both = clean.replace(b"\n", b"\n%<html><script>alert(1)</script>\n", 1) + b"<script>x</script>"
    assert b"<script>" not in inspect("a.pdf", both).content


def test_an_encrypted_pdf_is_refused() -> None:
    assert refusal_of(made.pdf(password="rahasia")).code == "file-encrypted"


def test_a_pdf_without_pages_is_damaged() -> None:
    assert refusal_of(made.pdf(pages=0)).code == "file-damaged"


# Office files


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (made.office("docx", {"word/vbaProject.bin": b"x"}), "file-has-macros"),
        (made.office("xlsx", {"xl/macrosheets/sheet1.xml": "<a/>"}), "file-has-macros"),
        (
            made.office(
                "docx",
                {
                    "[Content_Types].xml": (
                        '<Types><Override PartName="/a" ContentType="application/'
                        'vnd.ms-word.document.macroEnabled.main+xml"/>'
                        "</Types>"
                    )
                },
            ),
            "file-has-macros",
        ),
        (
            made.office("docx", {"word/embeddings/oleObject1.bin": b"x"}),
            "file-has-embedded-program",
        ),
        (
            made.office(
                "docx",
                {
                    "word/_rels/settings.xml.rels": RELATIONSHIPS.format(
                        type="attachedTemplate", target="http://evil.example/t.dotm"
                    )
                },
            ),
            "file-has-external-content",
        ),
        (
            made.office(
                "docx",
                {
                    "word/_rels/settings.xml.rels": RELATIONSHIPS.format(
                        type="image", target="http://evil.example/t.png"
                    ).encode("utf-16")
                },
            ),
            "file-has-external-content",
        ),
        (
            made.office(
                "docx",
                {
                    "word/header1.xml": "<h xmlns:z='urn:w'><z:instrText> DD</z:instrText>"
                    "<z:instrText>EAUTO cmd</z:instrText></h>"
                },
            ),
            "file-has-external-content",
        ),
        (
            made.open_document("text", {"content.xml": "<e:event-listener xmlns:e='urn:script'/>"}),
            "file-has-macros",
        ),
        (
            made.office(
                "docx", {"word/footer.xml": "<f w:instr=' DDEAUTO cmd ' xmlns:w='urn:w'/>"}
            ),
            "file-has-external-content",
        ),
        (
            made.office("docx", {"word/header.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
            "file-damaged",
        ),
        (made.office("docx", {"../../etc/cron.d/x": "x"}), "file-damaged"),
        (made.open_document("text", {"Basic/Standard/Module1.xml": "<a/>"}), "file-has-macros"),
        (
            made.open_document(
                "text",
                {
                    "styles.xml": "<draw:image xmlns:draw='d' xmlns:xlink='x' "
                    "xlink:href='https://evil.example/a.png'/>"
                },
            ),
            "file-has-external-content",
        ),
        (
            made.open_document(
                "text", {"META-INF/manifest.xml": "<m:encryption-data xmlns:m='m'/>"}
            ),
            "file-encrypted",
        ),
    ],
)
def test_an_office_file_that_can_act_is_refused_by_its_reason(content: bytes, code: str) -> None:
    assert refusal_of(content, "surat.docx").code == code


def test_a_part_without_a_name_is_damage_and_no_crash() -> None:
    nameless = made.office("docx", {"zq": "isi"}).replace(b"zq", b"\0q")
    assert refusal_of(nameless).code == "file-damaged"


def test_an_office_file_with_an_ordinary_link_is_accepted() -> None:
    link = RELATIONSHIPS.format(type="hyperlink", target="https://contoh.id/")
    safe = inspect("surat.docx", made.office("docx", {"word/_rels/document.xml.rels": link}))
    with ZipFile(BytesIO(safe.content)) as package:
        assert b"Isi surat" in package.read("word/document.xml")


def test_a_photo_inside_a_letter_loses_its_place() -> None:
    safe = inspect(
        "surat.docx", made.office("docx", {"word/media/image1.jpeg": made.photo_with_place()})
    )
    with ZipFile(BytesIO(safe.content)) as package:
        photo = package.read("word/media/image1.jpeg")
    assert not Image.open(BytesIO(photo)).getexif()


def test_an_open_document_keeps_its_type_first_and_unpacked() -> None:
    safe = inspect("surat.odt", made.open_document())
    assert safe.content[30:].startswith(b"mimetypeapplication/vnd.oasis.opendocument.text")


def test_a_zip_bomb_is_refused_without_unpacking_it() -> None:
    bomb = made.office("docx", {"word/media/a.xml": bytes(30 * 1024 * 1024)})
    assert refusal_of(bomb).code == "file-unpacks-too-large"
    assert (
        refusal_of(made.office("docx"), limits=EvidenceLimits(unpacked_mb=0)).code
        == "file-unpacks-too-large"
    )


def test_a_password_protected_office_file_is_encrypted() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert refusal_of(ole).code == "file-encrypted"


# Sound, video, text


def test_a_video_loses_place_and_time_while_its_media_stay_where_they_were() -> None:
    original = made.mp4()
    safe = inspect("VID.mp4", original)
    assert len(safe.content) == len(original)
    assert b"\xe1\x02\x03\x04" not in safe.content
    assert safe.content.index(b"gambar bergerak") == original.index(b"gambar bergerak")


def test_an_mp4_without_picture_is_sound() -> None:
    assert inspect("rekaman.mp4", made.mp4(b"isom", b"soun")).kind is EvidenceKind.AUDIO


def test_a_recording_that_was_cut_short_is_damaged() -> None:
    assert refusal_of(made.mp4()[:-4]).code == "file-damaged"


def test_boxes_nested_without_end_are_damaged() -> None:
    nested = b""
    for _ in range(500):
        nested = made.box(b"moov", nested)
    content = made.box(b"ftyp", b"isom" + bytes(8)) + nested + made.box(b"mdat", b"")
    assert refusal_of(content).code == "file-damaged"


def test_what_keeps_its_metadata_says_so() -> None:
    assert inspect("a.ogg", made.ogg()).notes == ("metadata-kept",)


def test_a_chat_export_keeps_every_character_and_becomes_utf8() -> None:
    chat = "\u200e[03/03/26 08.15] Budi: “baik”\r\n"
    assert inspect("chat.txt", chat.encode()).content == chat.encode()
    notepad = inspect("chat.txt", b"\xff\xfe" + chat.encode("utf-16-le"))
    assert (notepad.content, notepad.notes) == (chat.encode(), ("text-encoding-changed",))


# What is refused


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"MZ\x90\0" + bytes(60) + b"This program cannot be run in DOS mode", "exe"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "svg"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><svg/>", "svg"),
        (b"\n\n <!DOCTYPE html><html></html>", "html"),
        (b"#!/bin/sh\nrm -rf /", "script"),
        (made.archive({"a.txt": "x"}), "zip"),
        (made.box(b"ftyp", b"avif" + bytes(8)), "avif"),
        (made.webm().replace(b"\x84webm", b"\x84matr"), "mkv"),
    ],
)
def test_what_is_not_on_the_list_is_refused_and_named(content: bytes, found: str) -> None:
    refused = refusal_of(content)
    assert (refused.code, refused.facts["found"]) == ("file-type-not-allowed", found)


def test_an_empty_file_is_refused() -> None:
    assert refusal_of(b"").code == "file-empty"


def test_a_file_over_its_limit_is_refused_with_both_sizes() -> None:
    limits = EvidenceLimits(size_mb=dict.fromkeys(EvidenceKind, 1) | {EvidenceKind.VIDEO: 2})
    photo = made.image() + bytes(1_600_000)
    assert refusal_of(photo, limits=limits).facts == {"limit_mb": 1, "size_mb": 1.5}
    with pytest.raises(Refused) as refusal:
        inspect("a.mp4", BytesIO(bytes(5 * 1024 * 1024)), limits)
    assert (refusal.value.code, refusal.value.facts) == (
        "file-too-large",
        {"limit_mb": 2, "size_mb": 5.0},
    )


@pytest.mark.parametrize("type_name", ["jpeg", "png", "webp", "docx", "odt", "mp4", "mov"])
def test_half_a_file_is_damaged(type_name: str) -> None:
    half = SAMPLES[type_name][: len(SAMPLES[type_name]) // 2]
    assert refusal_of(half).code == "file-damaged"


# Names


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("foto.jpeg", "foto.jpg"),
        ("surat.pdf.exe", "surat.jpg"),
        ("C:\\Users\\Siti\\foto.png", "foto.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("foto\u202egpj.exe", "fotogpj.jpg"),
        ('a<b>:"c|?*\x00\n.jpg', "a b c.jpg"),
        ("Budi S.Kom", "Budi S.Kom.jpg"),
        ("", "bukti.jpg"),
        ("....jpg", "bukti.jpg"),
        ("\u200b\u3164.jpg", "bukti.jpg"),
        ("CON.jpg", "bukti-CON.jpg"),
    ],
)
def test_a_name_is_shown_clean_and_with_the_true_extension(name: str, shown: str) -> None:
    assert inspect(name, made.image()).display_name == shown


def test_a_long_name_is_cut_before_its_extension() -> None:
    shown = inspect("a" * 50_000 + ".jpg", made.image()).display_name
    assert (len(shown), shown[-5:]) == (100, "a.jpg")

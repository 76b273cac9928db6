"""Documents look official, say what they should, and are the same bytes every time."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
from dataclasses import fields, is_dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import segno
from pikepdf.pdfa import validate_written
from PIL import Image
from pypdf import PdfReader

from tanggap.documents import specimens
from tanggap.documents.assets import OwnAssets
from tanggap.documents.contexts import DocumentContext, SignatureKind, from_json
from tanggap.documents.pictures import MASK, PIXELS, QUIET, qr_code
from tanggap.documents.rendering import Renderer
from tanggap.documents.specimens import SPECIMENS
from tanggap.domain.refusal import Refused

HOSTILE = "<script>alert(1)</script> {{ 7*7 }} {% raw %} <img src='file:///etc/passwd'> &amp;"
FIXED = {
    "kind", "number", "agenda_number", "verification", "timezone", "emblem_svg", "deputy",
    "period", "sha256", "text_sha256", "tracking_url",
}  # fmt: skip
"""What the house writes itself."""
ROOT = Path(__file__).parents[2]
EVERY_SPECIMEN = pytest.mark.parametrize(
    "context",
    [specimen() for specimen in SPECIMENS.values()],
    ids=SPECIMENS,
)
LONGER_THAN_A_PAGE = {"examination_record", "recap"}


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer()


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def words(content: bytes) -> str:
    """Return the text of all pages with single spaces."""
    return " ".join(" ".join(page.extract_text() for page in read(content).pages).split())


def draft() -> DocumentContext:
    return replace(specimens.reply_letter(), number=None, verification=None, draft=True)


def test_the_first_letter_of_a_process_is_like_every_later_one() -> None:
    printer = Renderer()
    letter = specimens.reply_letter()
    first, second = printer.render(letter), printer.render(letter)
    assert first == second


def test_two_fresh_processes_give_the_same_bytes(renderer: Renderer) -> None:
    program = (
        "import hashlib; from tanggap.documents.specimens import SPECIMENS;"
        "from tanggap.documents.rendering import Renderer; r = Renderer();"
        "print(*(hashlib.sha256(r.render(one())).hexdigest() for one in SPECIMENS.values()))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Jayapura"))
    }
    here = [
        hashlib.sha256(renderer.render(specimen())).hexdigest() for specimen in SPECIMENS.values()
    ]
    assert runs == {" ".join(here) + "\n"}


@EVERY_SPECIMEN
def test_a_document_is_an_a4_page_or_two_in_our_own_fonts(
    renderer: Renderer, context: DocumentContext
) -> None:
    pdf = read(renderer.render(context))
    assert len(pdf.pages) == (2 if context.kind in LONGER_THAN_A_PAGE else 1)
    fonts: list[Any] = []
    for page in pdf.pages:
        assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]
        resources: Any = page["/Resources"]
        fonts += [font.get_object() for font in resources["/Font"].values()]
    assert fonts
    for font in fonts:
        assert re.fullmatch(r"/[A-Z]{6}\+Tanggap-(Serif|Sans)(-\w+)?", font["/BaseFont"])
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert "/FontFile2" in descriptor


@EVERY_SPECIMEN
def test_a_document_is_archivable_and_readable_aloud(
    renderer: Renderer, context: DocumentContext
) -> None:
    pdf = read(renderer.render(context))
    catalog: Any = pdf.root_object
    assert catalog["/MarkInfo"]["/Marked"].value is True
    assert catalog["/Lang"] == "id"
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert catalog["/OutputIntents"][0].get_object()["/S"] == "/GTS_PDFA1"
    described = catalog["/Metadata"].get_object().get_data().decode()
    assert 'pdfaid:part="3"' in described
    assert 'pdfaid:conformance="A"' in described
    assert "<pdfuaid:part>1</pdfuaid:part>" in described
    kinds, pictures = structure(catalog["/StructTreeRoot"]["/K"])
    assert {"/Document", "/P"} <= kinds
    assert pictures, "the emblem at least"
    assert all(picture.get("/Alt") for picture in pictures)


@EVERY_SPECIMEN
def test_a_checker_of_pdf_a_3_finds_only_what_it_does_not_know(
    renderer: Renderer, context: DocumentContext
) -> None:
    """It knows neither level A, nor the extension schema that PDF/UA needs inside PDF/A."""
    found = validate_written(io.BytesIO(renderer.render(context)), "3b").findings
    broken = [str(one) for one in found if "[violation]" in str(one)]
    ours = ("pdfaExtension", "pdfaSchema", "pdfaProperty", "pdfuaid", "is 'A', expected 'B'")
    assert not [one for one in broken if not any(word in one for word in ours)]


@EVERY_SPECIMEN
def test_what_a_document_says_lies_in_it_as_data(
    renderer: Renderer, context: DocumentContext
) -> None:
    with pikepdf.open(io.BytesIO(renderer.render(context))) as pdf:
        (named,) = pdf.Root.AF
        assert named.AFRelationship == "/Data"
        assert (named.F, named.UF) == ("naskah.json", "naskah.json")
        kept = pdf.attachments["naskah.json"].get_file()
        assert kept.mime_type == "application/json"
        said = from_json(kept.read_bytes())
    without_emblem = replace(context.letterhead, emblem_svg=None)
    assert said == replace(context, letterhead=without_emblem)


@EVERY_SPECIMEN
def test_hostile_text_in_any_field_is_words_and_nothing_else(
    renderer: Renderer, context: DocumentContext
) -> None:
    page = renderer.html(stuffed(context, HOSTILE))
    assert "<script" not in page
    assert "<img src='file" not in page
    said = words(renderer.render(stuffed(context, HOSTILE)))
    assert "<script>alert(1)</script> {{ 7*7 }} {% raw %}" in said
    assert "&amp;" in said


@EVERY_SPECIMEN
def test_every_document_stands_with_empty_texts_and_with_long_names(
    renderer: Renderer, context: DocumentContext
) -> None:
    assert read(renderer.render(stuffed(context, ""))).pages
    name = "Raden Ajeng Kusumaningtyas Prawirodirdjo-Wiratmadja, S.Pd., M.Pd., Ph.D. " * 3
    longest = read(renderer.render(stuffed(context, name)))
    assert len(longest.pages) <= 5


def stuffed(context: Any, text: str) -> Any:
    """The same document with ``text`` wherever a person's words can stand."""
    if isinstance(context, tuple):
        return tuple(stuffed(one, text) for one in context)
    if not is_dataclass(context) or isinstance(context, type):
        return text if isinstance(context, str) and not isinstance(context, StrEnum) else context
    changed = {
        one.name: stuffed(getattr(context, one.name), text)
        for one in fields(context)
        if one.name not in FIXED
    }
    return replace(context, **changed)


@pytest.mark.parametrize(("kind", "field"), [("assignment_letter", "purpose"), ("study", "facts")])
def test_the_longest_text_is_printed_or_refused_but_never_hangs(
    renderer: Renderer, kind: str, field: str
) -> None:
    context = SPECIMENS[kind]()
    text = ("Sebuah kalimat yang agak panjang tentang pelayanan. " * 2_000)[:100_000]
    pages = read(renderer.render(replace(context, **{field: text}))).pages
    assert 15 <= len(pages) <= 60
    with pytest.raises(Refused) as refused:
        replace(context, **{field: text * 4})
    assert refused.value.code == "document-too-long"


def structure(node: Any) -> tuple[set[str], list[Any]]:
    """Return the kinds of structure elements below ``node``, and its figures."""
    kinds: set[str] = set()
    figures: list[Any] = []
    waiting = [node]
    while waiting:
        node = waiting.pop()
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            kinds.add(node.get("/S", ""))
            if node.get("/S") == "/Figure":
                figures.append(node)
            waiting.append(node.get("/K", []))
    return kinds, figures


def test_an_issued_letter_says_everything_a_letter_must(renderer: Renderer) -> None:
    letter = specimens.reply_letter()
    content = renderer.render(letter)
    said = words(content)
    assert letter.number is not None
    assert letter.verification is not None
    for expected in (
        "PEMERINTAH KOTA CONTOH",
        f"Nomor : {letter.number}",
        "Sifat : Biasa",
        "Lampiran : -",
        f"Hal : {letter.subject}",
        "Kota Contoh, 5 November 2026",
        "Yth. Sdr. Budi Contoh di Kota Contoh",
        "2. Kepala bidang yang bersangkutan",
        letter.closing,
        "Plt. Kepala Badan Kepegawaian",
        "Dra. Ratna Contoh, M.Si. Pembina Utama Muda NIP 197001011995032001",
        "Tembusan: 1. Wali Kota Contoh",
        letter.verification.url,
        letter.verification.code,
    ):
        assert expected in said
    assert "KONSEP" not in said
    information = read(content).metadata
    assert information is not None
    assert information.title == letter.title
    assert information.creation_date == letter.issued_at


def test_only_a_letter_signed_with_bsre_names_bsre_as_its_signature(renderer: Renderer) -> None:
    letter = specimens.reply_letter()
    said = {kind: words(renderer.render(replace(letter, signature=kind))) for kind in SignatureKind}
    assert "tanpa tanda tangan elektronik tersertifikasi" in said[SignatureKind.ISSUED]
    assert "bukan sertifikat BSrE" in said[SignatureKind.LOCAL]
    assert "Pasal 5 ayat (1)" in said[SignatureKind.BSRE]
    for kind in (SignatureKind.ISSUED, SignatureKind.LOCAL):
        assert "alat bukti hukum" not in said[kind]


def test_a_draft_is_marked_and_carries_neither_number_nor_qr_code(renderer: Renderer) -> None:
    page = renderer.html(draft())
    said = words(renderer.render(draft()))
    assert "KONSEP" in said
    assert "Nomor : menunggu penerbitan" in said
    assert "Periksa keaslian" not in said
    assert "<svg" not in page


def test_a_long_letter_counts_its_pages_and_keeps_the_signature_with_text(
    renderer: Renderer,
) -> None:
    letter = specimens.reply_letter()
    long = replace(letter, body="\n\n".join([letter.body] * 6))
    pages = [page.extract_text() for page in read(renderer.render(long)).pages]
    assert len(pages) == 3
    assert "Halaman 1" not in pages[0]
    assert "Halaman 2 dari 3" in pages[1]
    assert "Halaman 3 dari 3" in pages[2]
    assert "Dra. Ratna Contoh" in pages[2]
    assert "Demikian disampaikan" in pages[2]
    assert all("Periksa keaslian" in page for page in pages)


def test_hostile_text_is_printed_as_typed(renderer: Renderer) -> None:
    hostile = "<script>alert(1)</script> {{ 7*7 }} {% raw %} <img src='file:///etc/passwd'> &amp;"
    letter = replace(specimens.reply_letter(), body=hostile, subject=hostile)
    page = renderer.html(letter)
    assert "<script" not in page
    assert "<img src='file" not in page
    said = words(renderer.render(letter))
    assert said.count("<script>alert(1)</script> {{ 7*7 }} {% raw %}") == 2
    assert "&amp;" in said


def test_signs_outside_the_shipped_fonts_do_not_stop_a_letter(renderer: Renderer) -> None:
    letter = replace(
        specimens.reply_letter(), body="ꦗꦮ 漢字 العربية 😀 ☑ \x00 \ud800 \u202e", place="Łódź"
    )
    assert read(renderer.render(letter)).pages


def test_endless_words_break_instead_of_running_off_the_page(renderer: Renderer) -> None:
    letter = replace(specimens.reply_letter(), body="a" * 4_000, subject="b" * 400)
    text = "\n".join(page.extract_text() for page in read(renderer.render(letter)).pages)
    lines = re.findall(r"^[a\u200b]+$", text, re.MULTILINE)
    assert "".join(lines).count("a") == 4_000
    assert max(map(len, lines)) < 100


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://localhost/",
        "https://contoh.example/lacak.png",
        "ftp://contoh.example/",
        "tanggap-asset:OFL.txt",
        "tanggap-asset:../rendering.py",
        "FILE:///etc/passwd",
        "relative.png",
    ],
)
def test_no_address_but_our_fonts_and_inline_data_is_fetched(address: str) -> None:
    with pytest.raises(
        ValueError, match="not an asset of ours" if "asset" in address else "disallowed|absolute"
    ):
        OwnAssets().fetch(address)


def test_our_fonts_and_inline_data_are_fetched() -> None:
    assets = OwnAssets()
    assert assets.fetch("tanggap-asset:TanggapSerif-Regular.ttf").read(4) == b"\x00\x01\x00\x00"
    assert assets.fetch("data:text/plain,halo").read() == b"halo"


@pytest.mark.parametrize(
    "emblem",
    [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
        '<image href="file:///etc/hostname" width="9" height="9"/><script>1</script></svg>',
        "not a picture",
        '"><script>alert(1)</script>',
    ],
)
def test_a_hostile_or_broken_emblem_does_no_harm(renderer: Renderer, emblem: str) -> None:
    letter = specimens.reply_letter()
    letter = replace(letter, letterhead=replace(letter.letterhead, emblem_svg=emblem))
    assert "<script" not in renderer.html(letter)
    assert read(renderer.render(letter)).pages


def test_the_qr_code_on_the_paper_is_the_code_of_the_address(renderer: Renderer) -> None:
    letter = specimens.reply_letter()
    assert letter.verification is not None
    symbol = segno.make(letter.verification.url, error="m", micro=False, mask=MASK)
    dark = [[bool(module) for module in row] for row in symbol.matrix_iter(border=QUIET)]
    assert dark in [modules(picture) for picture in pictures(renderer.render(letter))]
    assert 'alt="Kode QR &amp; lain"' in qr_code(letter.verification.url, "Kode QR & lain")


def pictures(pdf: bytes) -> list[Image.Image]:
    """Return the images on the first page of a file."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [
            pikepdf.PdfImage(one).as_pil_image() for one in opened.pages[0].get_images().values()
        ]


def modules(picture: Image.Image) -> list[list[bool]]:
    """Return which modules of a picture of a QR code are dark."""
    grey = picture.convert("L")
    return [
        [grey.getpixel((x, y)) == 0 for x in range(0, grey.width, PIXELS)]
        for y in range(0, grey.height, PIXELS)
    ]


def test_a_receipt_tells_what_happens_next_and_that_identity_is_kept(renderer: Renderer) -> None:
    receipt = specimens.receipt()
    said = words(renderer.render(receipt))
    for expected in (
        receipt.register_number,
        receipt.tracking_code,
        "Selasa, 3 November 2026 pukul 09.12 WIB",
        "Sistem (laporan daring)",
        "Paling lambat Kamis, 5 November 2026 pukul 09.12 WIB",
        "Identitas Anda dirahasiakan",
    ):
        assert expected in said
    openly = words(renderer.render(replace(receipt, confidential=False, officer="Sari Contoh")))
    assert "dirahasiakan" not in openly
    assert "Sari Contoh" in openly


def test_a_receipt_is_given_however_long_the_report_is(renderer: Renderer) -> None:
    receipt = replace(specimens.receipt(), summary="panjang\n" * 12_500)
    pdf = read(renderer.render(receipt))
    assert len(pdf.pages) <= 2
    assert "…" in pdf.pages[0].extract_text()


def test_a_disposition_ticks_its_boxes_and_leaves_room_for_initials(renderer: Renderer) -> None:
    sheet = specimens.disposition()
    said = words(renderer.render(sheet))
    assert "X Segera" in said
    assert "X Sangat segera" not in said
    assert "Budi" not in said
    by_hand = words(renderer.render(replace(sheet, signed_by=None, signed_on=None)))
    assert "Paraf: …" in by_hand

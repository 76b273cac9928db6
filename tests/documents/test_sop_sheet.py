"""The SOP sheet says everything the procedure says, and looks the same every time."""

from __future__ import annotations

import hashlib
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from tanggap.documents.assets import TEMPLATES, OwnAssets
from tanggap.documents.contexts import Signatory
from tanggap.documents.sop_sheet import STYLES, SheetPrinter, SopSheet
from tanggap.documents.sop_sheet_board import WIDTH, set_board
from tanggap.documents.sop_sheet_cells import row_texts
from tanggap.domain.flow_shapes import Outline
from tanggap.domain.procedure import Procedure
from tanggap.storage.procedure_files import read_procedure_file
from tests.domain import flow_invariants
from tests.domain.flow_cases import CASES, LONG, SIGNATURE_CHAIN, TELEPHONE, WHATSAPP
from tests.domain.nkk_case import PROCEDURE as NKK

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "sop").glob("*.yaml"))
POINTS_IN_MM = 72 / 25.4
HOSTILE = '<script>alert(1)</script><img src="file:///etc/passwd">&amp;\u202e\x00 ]]> {{ 7*7 }}'


@pytest.fixture(scope="module")
def printer() -> SheetPrinter:
    return SheetPrinter()


def sheet(procedure: Procedure, **more: Any) -> SopSheet:
    given = {"government": "Pemerintah Kota Contoh", "unit": procedure.identity.unit} | more
    return SopSheet(procedure=procedure, **given)


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def run_together(text: str) -> str:
    """``text`` without white space: a word may be broken over lines."""
    return re.sub(r"\s", "", text)


def words(content: bytes) -> str:
    return run_together("".join(page.extract_text() for page in read(content).pages))


@pytest.mark.parametrize("procedure", [NKK, *CASES], ids=lambda one: one.name)
def test_every_word_of_the_procedure_is_on_landscape_a4(
    printer: SheetPrinter, procedure: Procedure
) -> None:
    content = printer.render(sheet(procedure))
    said = words(content)
    identity = procedure.identity
    boxes = (
        *identity.legal_basis,
        *identity.qualifications,
        *identity.related,
        *identity.equipment,
        identity.warning,
        *identity.records,
    )
    rows, notes = row_texts(procedure)
    cells = (
        text
        for row in rows
        for text in (row.activity, row.requirements, row.time, row.output, row.remarks)
    )
    actors = (actor.title for actor in procedure.actors)
    for text in (identity.number, *boxes, *cells, *actors, *(note.text for note in notes)):
        assert run_together(text) in said
    for page in read(content).pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (842, 595)


def test_the_identity_names_everything_the_regulation_asks_for(printer: SheetPrinter) -> None:
    said = words(printer.render(sheet(SIGNATURE_CHAIN)))
    for text in (
        "PEMERINTAH KOTA CONTOH",
        "DINAS PENANAMAN MODAL",
        "NOMOR SOP",
        "TANGGAL PEMBUATAN",
        "12 November 2020",
        "TANGGAL REVISI",
        "10 Maret 2022",
        "TANGGAL EFEKTIF",
        "DISAHKAN OLEH",
        "Kepala Dinas,",
        "NIP …",
        "NAMA SOP",
        "DASAR HUKUM",
        "KUALIFIKASI PELAKSANA",
        "KETERKAITAN",
        "PERALATAN/PERLENGKAPAN",
        "PERINGATAN",
        "PENCATATAN DAN PENDATAAN",
    ):
        assert run_together(text) in said


def test_a_known_approver_stands_with_name_and_staff_number(printer: SheetPrinter) -> None:
    approver = Signatory(
        position="Kepala Dinas",
        name="Sari Contoh, S.H.",
        rank="Pembina",
        nip="197001011995032001",
        deputy="Plt.",
    )
    said = words(printer.render(sheet(WHATSAPP, approver=approver)))
    for text in ("Plt. Kepala Dinas,", "Sari Contoh, S.H.", "Pembina", "NIP 197001011995032001"):
        assert run_together(text) in said


def test_the_head_of_the_matrix_is_repeated_on_every_page_of_it(printer: SheetPrinter) -> None:
    pages = [run_together(page.extract_text()) for page in read(printer.render(sheet(LONG))).pages]
    assert len(pages) > 3
    for page in pages[1:]:
        for text in ("No", "Kegiatan", "Pelaksana", "Kelengkapan", "Waktu", "Output", "Keterangan"):
            assert text in page


def test_connectors_name_the_page_of_their_other_half(printer: SheetPrinter) -> None:
    laws = tuple(f"Peraturan Contoh Nomor {at} tentang Pengaduan" for at in range(1, 120))
    identity = replace(SIGNATURE_CHAIN.identity, legal_basis=laws)
    content = printer.render(sheet(replace(SIGNATURE_CHAIN, identity=identity)))
    pages = [page.extract_text() for page in read(content).pages]
    matrix = [at for at, text in enumerate(pages, start=1) if "Mutu baku" in text]
    first, second = matrix
    assert first > 2
    assert f"hlm. {second}" in pages[first - 1]
    assert f"hlm. {first}" in pages[second - 1]


def test_conditions_the_product_holds_the_row_to_stand_in_the_remarks() -> None:
    rows, notes = row_texts(NKK)
    remarks = {row.number: row.remarks for row in rows}
    assert "Menunggu semua OPD." in remarks["5"]
    assert "Tanpa jawaban 10 hari kerja: tutup tanpa tanggapan pelapor." in remarks["7"]
    assert "“Belum terjawab” paling banyak 1 kali." in remarks["7"]
    assert "Lihat catatan 3." in remarks["4"]
    assert notes[2].about == "Langkah 4"
    assert [note.number for note in notes] == [1, 2, 3, 4]


def test_a_remark_too_long_for_its_row_becomes_a_note(printer: SheetPrinter) -> None:
    remark = "Keterangan panjang sekali. " * 60
    steps = (replace(WHATSAPP.steps[0], remarks=remark), *WHATSAPP.steps[1:])
    procedure = replace(WHATSAPP, steps=steps)
    rows, notes = row_texts(procedure)
    assert rows[0].remarks == "Lihat catatan 1."
    assert notes[0].text == remark
    sentence = run_together("Keterangan panjang sekali.")
    assert words(printer.render(sheet(procedure))).count(sentence) == 60


def test_text_of_the_file_is_never_read_as_markup(printer: SheetPrinter) -> None:
    step = replace(
        WHATSAPP.steps[1],
        activity=HOSTILE,
        requirements=HOSTILE,
        output=HOSTILE,
        remarks=HOSTILE,
        source_note=HOSTILE,
        actions=tuple(replace(one, label=HOSTILE) for one in WHATSAPP.steps[4].actions),
    )
    identity = replace(
        WHATSAPP.identity, number=HOSTILE, legal_basis=(HOSTILE, HOSTILE), warning=HOSTILE
    )
    actors = (replace(WHATSAPP.actors[0], title=HOSTILE), *WHATSAPP.actors[1:])
    procedure = replace(
        WHATSAPP,
        title=HOSTILE,
        identity=identity,
        actors=actors,
        steps=(WHATSAPP.steps[0], step, *WHATSAPP.steps[2:]),
    )
    given = sheet(procedure, government=HOSTILE, unit=HOSTILE)
    page = printer.html(given)
    assert "<script" not in page.replace("&lt;script", "")
    assert 'src="file' not in page
    assert "49" not in re.sub(r"[\d.,]+(mm|pt)|[-\d.,]+[ \"]", "", page)
    assert run_together("<script>alert(1)</script>") in words(printer.render(given))


def test_only_our_fonts_are_in_the_file(printer: SheetPrinter) -> None:
    found = set()
    for page in read(printer.render(sheet(TELEPHONE))).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            found.add(font.get_object()["/BaseFont"].split("+")[-1])
    assert found == {"Tanggap-Sans", "Tanggap-Sans-Bold"}


def test_the_file_is_tagged_and_says_so(printer: SheetPrinter) -> None:
    reader = read(printer.render(sheet(NKK)))
    catalog: Any = reader.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == "id"
    metadata = catalog["/Metadata"].get_object().get_data().decode()
    assert 'pdfaid:conformance="A"' in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert reader.metadata is not None
    assert reader.metadata.title == "SOP Pelayanan Pengaduan NKK"


@pytest.mark.parametrize("procedure", [NKK, *CASES], ids=lambda one: one.name)
def test_the_procedure_lies_in_its_sheet_as_data(
    printer: SheetPrinter, procedure: Procedure
) -> None:
    with pikepdf.open(io.BytesIO(printer.render(sheet(procedure)))) as pdf:
        (named,) = pdf.Root.AF
        assert (named.AFRelationship, named.UF) == ("/Data", "sop.json")
        said = json.loads(pdf.attachments["sop.json"].get_file().read_bytes())
    assert (said["name"], said["version"]) == (procedure.name, procedure.version)
    assert [step["number"] for step in said["steps"]] == [one.number for one in procedure.steps]
    durations = [str(one.duration) for one in procedure.steps if one.duration is not None]
    assert [step["duration"] for step in said["steps"] if "duration" in step] == durations


def test_another_process_prints_the_same_bytes(printer: SheetPrinter) -> None:
    program = (
        "import hashlib; from tests.domain.flow_cases import TELEPHONE as p;"
        "from tanggap.documents.sop_sheet import SheetPrinter, SopSheet;"
        "s = SopSheet(procedure=p, government='Pemerintah Kota Contoh', unit=p.identity.unit);"
        "print(hashlib.sha256(SheetPrinter().render(s)).hexdigest())"
    )
    other = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    here = printer.render(sheet(TELEPHONE))
    assert other.stdout.strip() == hashlib.sha256(here).hexdigest()
    assert printer.render(sheet(TELEPHONE)) == here


@pytest.mark.parametrize("procedure", [NKK, LONG, TELEPHONE], ids=lambda one: one.name)
def test_rows_and_columns_stand_where_the_drawing_expects_them(procedure: Procedure) -> None:
    rows, _ = row_texts(procedure)
    board = set_board(procedure, rows, 2)
    tables = [box for page in laid_out(procedure) for box in walk(page) if is_table(box)][1:]
    assert len(tables) == len(board.pages)
    for table, page in zip(tables, board.pages, strict=True):
        body = [row for row in walk(table) if row.element_tag == "tr"][2:]
        if page.band_above:
            body = body[1:]
        top = table.position_y + millimetres(page.head + page.band_above)
        for box, row in zip(body, page.rows, strict=False):
            assert box.position_y == pytest.approx(top, abs=0.05)
            assert box.height == pytest.approx(millimetres(row.height), abs=0.05)
            left = table.position_x
            for cell, width in zip(box.children, board.columns, strict=True):
                assert cell.position_x == pytest.approx(left, abs=0.05)
                for line in (one for one in walk(cell) if type(one).__name__ == "LineBox"):
                    assert line.children[0].position_x + line.width <= left + millimetres(width)
                left += millimetres(width)
            top += millimetres(row.height)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_sheets_of_the_house_have_free_words_and_one_page_of_identity(
    printer: SheetPrinter, path: Path
) -> None:
    procedure = read_procedure_file(path).procedure
    board = set_board(procedure, row_texts(procedure)[0], 2)
    flow_invariants.labels_stand_free(board.layout)
    first, second = read(printer.render(sheet(procedure))).pages[:2]
    assert "PENCATATAN DAN PENDATAAN" in first.extract_text()
    assert "PROSEDUR:" in second.extract_text()


def test_the_matrix_fits_its_page_whatever_the_number_of_actors() -> None:
    for count in (1, 2, 5, 8, 12, 16):
        actors = tuple(
            replace(TELEPHONE.actors[0], id=f"a{at}", title=f"Pelaksana {at}")
            for at in range(count)
        )
        steps = tuple(
            replace(step, actor=actors[at % count].id) for at, step in enumerate(TELEPHONE.steps)
        )
        procedure = replace(TELEPHONE, actors=actors, steps=steps)
        board = set_board(procedure, row_texts(procedure)[0], 2)
        assert sum(board.columns) == pytest.approx(WIDTH)
        assert all(page.height <= 178 for page in board.pages)
        kinds = {one.outline for page in board.layout.pages for one in page.symbols}
        assert kinds <= set(Outline)


def laid_out(procedure: Procedure) -> list[Any]:
    fonts, assets = FontConfiguration(), OwnAssets()
    styles = [
        CSS(
            string=(TEMPLATES / name).read_text(),
            font_config=fonts,
            color_profiles={},
            url_fetcher=assets,
        )
        for name in STYLES
    ]
    page = SheetPrinter().html(sheet(procedure))
    document = HTML(string=page, url_fetcher=assets).render(font_config=fonts, stylesheets=styles)
    return [one._page_box for one in document.pages]


def walk(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", ()):
        yield from walk(getattr(child, "_box", child))


def is_table(box: Any) -> bool:
    return box.element_tag == "table" and type(box).__name__ == "TableBox"


def millimetres(value: float) -> float:
    """``value`` in CSS pixels."""
    return value * 96 / 25.4

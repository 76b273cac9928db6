"""The flow on a screen: where a report stands, readable without colour and without style."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from xml.etree import ElementTree

import pytest

from tanggap.documents.flow_drawing import draw_flow, screen_flow
from tanggap.documents.flow_marks import Pen, arrow_marks
from tanggap.documents.sop_sheet_text import face
from tanggap.domain.flow_progress import StepProgress, spoken_span
from tanggap.domain.flow_shapes import Arrow, Point
from tanggap.domain.procedure import Procedure, StepId
from tests.domain.flow_cases import CASES, WHATSAPP
from tests.domain.nkk_case import PROCEDURE as NKK

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert('x')</script> \" & \u202e\x00"
PROGRESS = {
    StepId("submit"): StepProgress(spent=timedelta(minutes=9), is_late=False),
    StepId("receive"): StepProgress(times=2, spent=timedelta(minutes=12), is_late=True),
    StepId("complete"): StepProgress(spent=timedelta(hours=16)),
    StepId("classify"): StepProgress(is_current=True),
}


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def texts(svg: str) -> list[str]:
    return [one.text or "" for one in parsed(svg).iter(f"{SVG}text")]


def steps(svg: str, state: str) -> list[str]:
    """The titles of the symbols with this class."""
    return [
        one.findtext(f"{SVG}title", "")
        for one in parsed(svg).iter(f"{SVG}g")
        if {"flow-step", state} <= set(one.get("class", "").split())
    ]


@pytest.mark.parametrize("procedure", [NKK, *CASES], ids=lambda one: one.name)
def test_the_drawing_needs_no_styles_ids_or_scripts(procedure: Procedure) -> None:
    svg = draw_flow(procedure, PROGRESS if procedure is NKK else {})
    for element in parsed(svg).iter():
        assert not {"style", "id", "href", "onclick"} & set(element.attrib)
        assert element.tag.removeprefix(SVG) not in ("style", "script", "image", "use")
    assert not re.search(r"#[0-9a-fA-F]{3,6}|rgb\(", svg)


def test_the_drawing_says_itself_in_words() -> None:
    root = parsed(draw_flow(NKK, PROGRESS))
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "Alur Pelayanan Pengaduan NKK"
    said = root.findtext(f"{SVG}desc") or ""
    assert "Langkah 3, Tim NKK Utama: Mengklasifikasi laporan" in said
    assert "laporan ada di sini" in said
    assert "2 kali; waktu terlama 12 mnt; standar 10 menit; terlambat" in said


def test_it_shows_where_the_report_is_and_what_is_done() -> None:
    svg = draw_flow(NKK, PROGRESS)
    (now,) = steps(svg, "flow-now")
    assert now.startswith("Langkah 3,")
    assert [one.split(",")[0] for one in steps(svg, "flow-done")] == [
        "Langkah 1",
        "Langkah 2",
        "Langkah 2a",
    ]
    assert texts(svg).count("di sini") == 1


def test_late_and_in_time_are_said_in_words_and_marks() -> None:
    svg = draw_flow(NKK, PROGRESS)
    said = texts(svg)
    assert said.count("tepat waktu") == 1
    assert said.count("terlambat") == 1
    assert "2×, 12 mnt" in said
    assert svg.count("flow-late-mark") == 1


def test_a_procedure_alone_shows_no_times() -> None:
    svg = draw_flow(NKK)
    assert "flow-times" not in svg
    assert "flow-now" not in svg
    assert {"Mulai", "Selesai", "Ya", "Tidak"} <= set(texts(svg))


def test_a_kept_layout_gives_the_same_drawing() -> None:
    kept = screen_flow(NKK)
    assert draw_flow(NKK, PROGRESS, kept) == draw_flow(NKK, PROGRESS)


def test_four_actors_fit_a_telephone() -> None:
    assert float(parsed(draw_flow(NKK, PROGRESS)).get("width", "0")) <= 344  # of 360, with margins


def test_hostile_text_stays_text() -> None:
    step = replace(WHATSAPP.steps[4], activity=HOSTILE, actions=WHATSAPP.steps[4].actions)
    procedure = replace(
        WHATSAPP,
        title=HOSTILE,
        actors=tuple(replace(one, title=HOSTILE) for one in WHATSAPP.actors),
        steps=tuple(
            replace(one, actions=tuple(replace(act, label=HOSTILE) for act in one.actions))
            for one in (*WHATSAPP.steps[:4], step, *WHATSAPP.steps[5:])
        ),
    )
    root = parsed(draw_flow(procedure, {}))
    assert not list(root.iter(f"{SVG}script"))
    assert "<script>alert('x')</script>" in (root.findtext(f"{SVG}title") or "")


def test_words_that_show_nothing_take_no_room() -> None:
    step = WHATSAPP.steps[3]
    unseen = replace(step, actions=tuple(replace(one, label="\u200b") for one in step.actions))
    procedure = replace(WHATSAPP, steps=(*WHATSAPP.steps[:3], unseen, *WHATSAPP.steps[4:]))
    assert "Teknis" in texts(draw_flow(WHATSAPP))
    assert "Teknis" not in texts(draw_flow(procedure))


def test_lines_break_at_spaces_slashes_and_hyphens_of_long_words() -> None:
    lines = face().lines("Admin Kota/Dinkominfo dan pos-el undang-undang", 10, 75)
    assert lines == ("Admin Kota/", "Dinkominfo dan", "pos-el undang-", "undang")
    assert face().lines("tak\nterputus", 10, 500) == ("tak", "terputus")
    assert "".join(face().lines("x" * 50, 10, 30)) == "x" * 50


def test_dashed_arrows_to_one_place_are_not_drawn_over_each_other() -> None:
    first = Arrow((Point(0, 9), Point(5, 9), Point(5, 0)), None, None, (), is_back=True)
    second = Arrow((Point(9, 4), Point(5, 4), Point(5, 0)), None, None, (), is_back=True)
    pen = Pen(line=1, head=1, dash=(1, 1), letters=1, small=1, pitch=1)
    one, other = arrow_marks([first, second], pen)
    assert 'points="0,9 5,9 5,0.7"' in one
    assert 'points="9,4 5,4"' in other
    assert "flow-head" not in other


@pytest.mark.parametrize(
    ("working", "said"),
    [
        (timedelta(seconds=30), "< 1 mnt"),
        (timedelta(minutes=45), "45 mnt"),
        (timedelta(hours=3, minutes=5), "3 jam 5 mnt"),
        (timedelta(minutes=450), "1 hari kerja"),
        (timedelta(minutes=450 * 2 + 65), "2 hari kerja 1 jam"),
    ],
)
def test_working_time_is_said_in_a_small_space(working: timedelta, said: str) -> None:
    assert spoken_span(working) == said

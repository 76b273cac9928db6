"""The flow of a procedure: its symbols, its arrows, and where they stand."""

from __future__ import annotations

import pytest

from tanggap.domain.flow_layout import lay_out
from tanggap.domain.flow_reading import read_flow
from tanggap.domain.flow_shapes import Arrow, FlowLayout, Outline, Symbol
from tanggap.domain.procedure import Procedure
from tests.domain import flow_invariants
from tests.domain.flow_cases import (
    CASES,
    HOTLINE,
    LONG,
    SIGNATURE_CHAIN,
    TELEPHONE,
    WHATSAPP,
    procedure,
)
from tests.domain.flow_invariants import SIZES, fit
from tests.domain.nkk_case import PROCEDURE as NKK

PAGES = (None, 160.0, 90.0, 45.0)


def laid_out(case: Procedure, height: float | None = None) -> FlowLayout:
    return lay_out(case, SIZES, {}, fit, height)


def outline_of(case: Procedure, number: str) -> Outline:
    step = next(one for one in case.steps if one.number == number)
    return read_flow(case).outlines[step.id]


def arrows_from(layout: FlowLayout, step: str) -> list[Arrow]:
    return [arrow for page in layout.pages for arrow in page.arrows if arrow.source == step]


def symbol_of(layout: FlowLayout, step: str) -> Symbol:
    found = [one for page in layout.pages for one in page.symbols if one.step == step]
    return found[0]


@pytest.mark.parametrize("height", PAGES)
@pytest.mark.parametrize("case", [NKK, *CASES], ids=lambda case: case.name)
def test_every_invariant_holds_for_the_procedures_of_the_house(
    case: Procedure, height: float | None
) -> None:
    flow_invariants.check(case, laid_out(case, height))


@pytest.mark.parametrize("case", [NKK, *CASES], ids=lambda case: case.name)
def test_words_at_branches_cover_nothing(case: Procedure) -> None:
    flow_invariants.labels_stand_free(laid_out(case, 160.0))


def test_the_same_procedure_gives_the_same_layout() -> None:
    assert laid_out(TELEPHONE, 90.0) == laid_out(TELEPHONE, 90.0)


def test_a_procedure_begins_and_ends_with_capsules() -> None:
    flow = read_flow(WHATSAPP)
    assert [flow.texts[step.id] for step in WHATSAPP.steps] == ["Mulai", *[""] * 6, "Selesai"]
    assert outline_of(WHATSAPP, "1") is Outline.CAPSULE
    assert outline_of(WHATSAPP, "7") is Outline.CAPSULE


@pytest.mark.parametrize(
    ("case", "decisions"),
    [
        (NKK, ["3", "4a", "5"]),
        (WHATSAPP, ["4", "5"]),
        (HOTLINE, ["4"]),
        (SIGNATURE_CHAIN, ["5", "9", "10", "11"]),
        (TELEPHONE, ["4", "6", "8", "13"]),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_a_step_with_a_choice_of_places_is_a_diamond(case: Procedure, decisions: list[str]) -> None:
    flow = read_flow(case)
    diamonds = [one.number for one in case.steps if flow.outlines[one.id] is Outline.DIAMOND]
    assert diamonds == decisions


def test_a_detour_to_a_side_step_does_not_make_a_decision() -> None:
    assert outline_of(NKK, "2") is Outline.BOX
    assert outline_of(TELEPHONE, "3") is Outline.BOX


def test_an_end_in_the_middle_stands_under_its_step() -> None:
    layout = laid_out(NKK)
    box, end = (one for one in layout.pages[0].symbols if one.step == "complete")
    assert (end.outline, end.text, end.ends) == (Outline.CAPSULE, "Selesai", ("give_up",))
    assert end.top > box.bottom
    assert end.x == box.x


def test_the_last_step_is_the_end_of_every_action_that_ends() -> None:
    end = symbol_of(laid_out(NKK), "confirm")
    assert (end.text, end.ends) == ("Selesai", ("accept", "silent"))


def test_an_approval_says_yes_and_no() -> None:
    labels = {
        (arrow.source, arrow.is_back): arrow.label.text
        for arrow in laid_out(SIGNATURE_CHAIN).pages[0].arrows
        if arrow.label
    }
    for step in ("s9", "s10", "s11"):
        assert (labels[step, False], labels[step, True]) == ("Ya", "Tidak")


def test_short_words_on_buttons_stand_at_the_branch_as_they_are() -> None:
    labels = [arrow.label.text for arrow in arrows_from(laid_out(NKK), "classify") if arrow.label]
    assert labels == ["Informasi", "Pengaduan"]
    labels = [arrow.label.text for arrow in arrows_from(laid_out(WHATSAPP), "s5") if arrow.label]
    assert labels == ["Lengkap", "Belum lengkap"]


def test_a_step_with_one_way_on_needs_no_words() -> None:
    assert [arrow.label for arrow in arrows_from(laid_out(NKK), "answer")] == [None]


def test_returns_and_ways_up_the_sheet_are_told_apart_from_ways_on() -> None:
    back = {
        (arrow.source, arrow.target) for arrow in laid_out(NKK).pages[0].arrows if arrow.is_back
    }
    assert back == {
        ("receive", "complete"),
        ("complete", "receive"),
        ("respond", "redirect"),
        ("redirect", "respond"),
        ("redirect", "classify"),
        ("review", "respond"),
        ("confirm", "classify"),
    }


def test_actions_with_one_target_share_an_arrow() -> None:
    case = procedure(
        "dua-tombol",
        "Dua tombol",
        {"a": "A", "b": "B"},
        (
            ("1", "a", "Mulai", "-", "", "-", ()),
            ("2", "b", "Memutuskan", "-", "", "-", ("Setuju > 3", "Sangat setuju > 3")),
            ("3", "a", "Selesai", "-", "", "-", ("Selesai > END",)),
        ),
    )
    (arrow,) = arrows_from(laid_out(case), "s2")
    assert arrow.actions == ("a0", "a1")
    assert outline_of(case, "2") is Outline.BOX


def test_a_step_may_lead_to_itself() -> None:
    case = procedure(
        "ulang",
        "Ulang",
        {"a": "A"},
        (
            ("1", "a", "Mulai", "-", "", "-", ()),
            ("2", "a", "Mengulang", "-", "", "-", ("Sekali lagi < 2", "Cukup > 3")),
            ("3", "a", "Selesai", "-", "", "-", ("Selesai > END",)),
        ),
    )
    flow_invariants.check(case, laid_out(case))
    (loop,) = (arrow for arrow in arrows_from(laid_out(case), "s2") if arrow.is_back)
    assert len(loop.points) > 3


def test_a_procedure_of_one_step_begins_and_ends() -> None:
    case = procedure(
        "satu", "Satu", {"a": "A"}, (("1", "a", "Semua", "-", "", "-", ("Selesai > END",)),)
    )
    flow_invariants.check(case, laid_out(case))
    assert [one.text for one in laid_out(case).pages[0].symbols] == ["Mulai", "Selesai"]


def test_rows_go_to_as_few_pages_as_hold_them_and_about_equally() -> None:
    heights = [page.height for page in laid_out(LONG, 160.0).pages]
    assert len(heights) == 2
    assert max(heights) <= 160
    assert max(heights) - min(heights) < 2 * SIZES.least_row


def test_what_leaves_a_page_comes_in_on_another_by_letter() -> None:
    layout = laid_out(SIGNATURE_CHAIN, 120.0)
    first, second = layout.pages
    out = {one.text: one.others for one in first.symbols if one.outline is Outline.PENTAGON}
    into = {one.text: one.others for one in second.symbols if one.outline is Outline.PENTAGON}
    assert out.keys() == into.keys()
    assert set(out.values()) == {(2,)}
    assert set(into.values()) == {(1,)}
    assert sorted(out) == ["A", "B"]


def test_a_row_higher_than_a_page_has_one_of_its_own() -> None:
    layout = lay_out(WHATSAPP, SIZES, {WHATSAPP.steps[3].id: 500.0}, fit, 120.0)
    assert ["s4"] in [[row.step for row in page.rows] for page in layout.pages]


def test_a_row_is_as_high_as_its_text_needs() -> None:
    layout = lay_out(NKK, SIZES, {NKK.steps[0].id: 40.0}, fit)
    assert layout.pages[0].rows[0].height == 40
    assert layout.pages[0].rows[1].height == SIZES.least_row

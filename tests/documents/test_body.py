"""Typed text keeps its paragraphs and lists on paper."""

from __future__ import annotations

import pytest

from tanggap.documents.body import Item, Listing, Paragraph, blocks, check_length
from tanggap.domain.refusal import Refused


def test_blank_lines_part_paragraphs_and_new_lines_are_kept() -> None:
    assert blocks("satu\ndua\n\n \t\ntiga\r\n") == (
        Paragraph(("satu", "dua")),
        Paragraph(("tiga",)),
    )


def test_a_numbered_list_keeps_its_own_numbers() -> None:
    assert blocks("Hasilnya:\n3. tiga\n   lanjut\n4) empat") == (
        Paragraph(("Hasilnya:",)),
        Listing((Item("3.", ("tiga", "lanjut")), Item("4)", ("empat",)))),
    )


def test_items_with_blank_lines_between_them_are_one_list() -> None:
    assert blocks("a. satu\n\nb. dua\n\nselesai") == (
        Listing((Item("a.", ("satu",)), Item("b.", ("dua",)))),
        Paragraph(("selesai",)),
    )


@pytest.mark.parametrize("bullet", ["-", "–", "•", "*"])
def test_every_bullet_is_one_kind_of_bullet(bullet: str) -> None:
    assert blocks(f"{bullet} butir") == (Listing((Item("-", ("butir",)),)),)


@pytest.mark.parametrize("text", ["2026 adalah tahun", "1.500 orang", "-5 derajat", "Jl. Merdeka"])
def test_text_that_only_looks_like_a_list_stays_a_paragraph(text: str) -> None:
    assert blocks(text) == (Paragraph((text,)),)


@pytest.mark.parametrize("text", ["", "  \n\n \t"])
def test_nothing_gives_nothing(text: str) -> None:
    assert blocks(text) == ()


def test_signs_that_paper_cannot_show_are_dropped() -> None:
    assert blocks("a\x00b\u202ec\ud800d") == (Paragraph(("abcd",)),)


def test_a_hundred_thousand_characters_fit_and_a_thousand_pages_do_not() -> None:
    check_length("kata " * 20_000)
    with pytest.raises(Refused) as refused:
        check_length("x\n" * 50_000)
    assert refused.value.code == "document-too-long"

"""Every template says what it is, and the table of kinds says the same."""

from __future__ import annotations

import pytest

from tanggap.documents.assets import TEMPLATES
from tanggap.documents.front_matter import front_matter, read_front_matter
from tanggap.domain.document_kinds import DOCUMENT_KINDS
from tanggap.services.letters.issuing import BUILDERS

GOOD = "{#---\nkind: a\ntitle: A\ncode: -\npaper: A4\nversion: 3\nfields: b, c\n---#}\n<p></p>"


@pytest.mark.parametrize("kind", DOCUMENT_KINDS.values(), ids=DOCUMENT_KINDS)
def test_a_template_agrees_with_the_table_of_kinds(kind) -> None:
    said = front_matter(kind.id)
    assert (said.kind, said.title, said.code) == (kind.id, kind.title, kind.code)
    assert said.fields == kind.fields
    assert said.version >= 1
    assert said.paper == ("A4 landscape" if kind.id == "sop_sheet" else "A4")
    assert (TEMPLATES / f"{kind.id}.css").is_file()


def test_every_template_of_a_document_is_in_the_table() -> None:
    shared = {"base", "parts"}
    assert {path.stem for path in TEMPLATES.glob("*.html")} - shared == set(DOCUMENT_KINDS)


def test_number_codes_and_builders_are_one_for_one() -> None:
    codes = [kind.code for kind in DOCUMENT_KINDS.values() if kind.code]
    assert len(codes) == len(set(codes))
    made = {kind.id for kind in DOCUMENT_KINDS.values() if kind.by_action} - {"receipt", "recap"}
    assert set(BUILDERS) == made


def test_front_matter_is_read_from_the_top_alone() -> None:
    said = read_front_matter(GOOD)
    assert (said.kind, said.code, said.version, said.fields) == ("a", "", 3, ("b", "c"))


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "<p></p>" + GOOD,
        GOOD.replace("---#}", ""),
        GOOD.replace("title: A\n", ""),
        GOOD.replace("version: 3", "version: tiga"),
        GOOD.replace("code: -", "code"),
        GOOD.replace("paper: A4", "colour: red"),
    ],
)
def test_a_template_without_whole_front_matter_is_refused(broken: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_front_matter(broken)

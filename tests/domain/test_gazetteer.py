"""Which place a typed "where" means: words however they are written, and never a guess."""

from __future__ import annotations

from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanggap.domain.gazetteer import Gazetteer, NamedPlace, PlaceKind

SPACE = UUID(int=1)


def district(name: str, *spellings: str) -> NamedPlace:
    return NamedPlace(uuid5(SPACE, name), PlaceKind.DISTRICT, name, spellings)


def village(name: str, within: str) -> NamedPlace:
    own = uuid5(SPACE, f"{name} in {within}")
    return NamedPlace(own, PlaceKind.VILLAGE, name, (), uuid5(SPACE, within))


PLACES = (
    district("Bukit Intan"),
    district("Rangkui", "Rangkuy"),
    district("Gabek"),
    district("Cinere"),
    village("Cinere", "Cinere"),
    village("Gabek Satu", "Gabek"),
    village("Kejaksaan", "Rangkui"),
    village("Sukamaju", "Gabek"),
    village("Sukamaju", "Rangkui"),
    village("Air Itam", "Bukit Intan"),
)
GAZETTEER = Gazetteer.of(PLACES)
NAMES = {
    one.id: one.name if one.kind is PlaceKind.DISTRICT else f"kel. {one.name}" for one in PLACES
}


def meant(typed: str) -> str | None:
    found = GAZETTEER.place_in(typed)
    return NAMES[found] if found else None


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("Bukit Intan", "Bukit Intan"),
        ("BUKITINTAN", "Bukit Intan"),
        ("bukit-intan, dekat bandara", "Bukit Intan"),
        ("Kec. Rangkui", "Rangkui"),
        ("pasar di Rangkuy", "Rangkui"),
        ("Rángkui", "Rangkui"),
        ("Gabek Satu", "kel. Gabek Satu"),
        ("Kecamatan Gabek, seberang Gabek Satu", "kel. Gabek Satu"),
        ("Kec. Rangkui, arah Bukit Intan", "Rangkui"),
        ("Air Itam", "kel. Air Itam"),
        ("Cinere", "Cinere"),
        ("Kelurahan Cinere", "kel. Cinere"),
        ("Sukamaju, Kec. Rangkui", "kel. Sukamaju"),
        ("Kejaksaan", "kel. Kejaksaan"),
        ("Kel. Kejaksaan RT 3", "kel. Kejaksaan"),
        ("kantor Kejaksaan Negeri", None),
        ("Kelurahan Sukamaju", None),
        ("Jalan Gabek 12", None),
        ("Jl. Bukit Intan, Kec. Gabek", "Gabek"),
        ("Gabekan", None),
        ("loket 3", None),
        ("", None),
        ("…", None),
    ],
)
def test_a_typed_place_is_known_by_its_words(typed: str, place: str | None) -> None:
    assert meant(typed) == place


def test_two_villages_of_one_name_are_told_apart_by_their_district() -> None:
    found = GAZETTEER.place_in("Sukamaju Gabek")
    assert found == uuid5(SPACE, "Sukamaju in Gabek")


def test_without_places_nothing_is_known() -> None:
    assert Gazetteer.of(()).place_in("Gabek") is None


@given(st.text(max_size=80))
def test_whatever_is_typed_has_one_answer_or_none(typed: str) -> None:
    assert GAZETTEER.place_in(typed) in {None, *NAMES}


@given(
    st.sampled_from(PLACES[:4]), st.text("xyz ,.-", max_size=20), st.text("xyz ,.-", max_size=20)
)
def test_a_districts_name_is_found_among_unknown_words(
    place: NamedPlace, before: str, after: str
) -> None:
    assert GAZETTEER.place_in(f"{before} {place.name.upper()} {after}") == place.id

"""Tell which place of the agency's gazetteer a typed "where" means, without guessing.

A name matches whole words, however they are joined: "Bukitintan" is Bukit Intan. Of several names
the one counts whose district is named too, then the one called kecamatan or kelurahan, then the
longest, then the district, then the first. Two places of one name that nothing tells apart are
not recognised, nor is a street's name: a wrong place is worse than none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

_NO_WORD = re.compile(r"[\W_]+")
_LEVELS = {
    "kecamatan": "district",
    "kec": "district",
    "kelurahan": "village",
    "kel": "village",
    "desa": "village",
}
_STREET = frozenset({"jalan", "jln", "jl", "gang", "gg", "lorong", "lrg"})
"""After these a name is a street's, which may lie anywhere."""


class PlaceKind(StrEnum):
    """What a place is: *kecamatan*, or *kelurahan* (or village) within one."""

    DISTRICT = "district"
    VILLAGE = "village"


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place of the gazetteer as far as its names go.

    Attributes:
        spellings: other ways to write its name.
        parent: the district a village lies in.
    """

    id: UUID
    kind: PlaceKind
    name: str
    spellings: tuple[str, ...] = ()
    parent: UUID | None = None


@dataclass(frozen=True, slots=True)
class _Find:
    """A name found in a text.

    Attributes:
        first, last: its words; the second is not included. ``letters`` they have.
        is_called_so: the word before says what kind of place it is.
        is_bare: one word that may mean anything else: "Kejaksaan" is an office as well.
    """

    place: NamedPlace
    first: int
    last: int
    letters: int
    is_called_so: bool
    is_bare: bool


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The places of one agency, ready to be looked up; build with :meth:`of`."""

    _by_key: Mapping[str, Sequence[NamedPlace]]
    _most_words: int = field(default=1)

    @classmethod
    def of(cls, places: Iterable[NamedPlace]) -> Gazetteer:
        """Index ``places`` by every spelling of their names."""
        by_key: dict[str, list[NamedPlace]] = {}
        most = 1
        for place in places:
            for spelling in (place.name, *place.spellings):
                words = words_of(spelling)
                found = by_key.setdefault("".join(words), [])
                if words and place not in found:
                    found.append(place)
                # A name of one word may have been typed as two.
                most = max(most, len(words) + 1)
        by_key.pop("", None)
        return cls(by_key, most)

    def place_in(self, typed: str) -> UUID | None:
        """The place that ``typed`` means, or None: nothing known, or not one place alone."""
        finds = self._finds(words_of(typed))

        def is_within(find: _Find) -> bool:
            """Whether its district is named beside it; one name cannot be both."""
            return any(
                other.place.id == find.place.parent
                and (other.last <= find.first or find.last <= other.first)
                for other in finds
            )

        def support(find: _Find) -> tuple[bool, bool, int, bool, int]:
            return (
                is_within(find),
                find.is_called_so,
                find.letters,
                find.place.kind is PlaceKind.DISTRICT,
                -find.first,
            )

        likely = [one for one in finds if not one.is_bare or one.is_called_so or is_within(one)]
        best = max(map(support, likely), default=None)
        meant = {find.place.id for find in likely if support(find) == best}
        return meant.pop() if len(meant) == 1 else None

    def _finds(self, words: Sequence[str]) -> list[_Find]:
        found: list[_Find] = []
        for first in range(len(words)):
            before = words[first - 1] if first else ""
            if before in _STREET:
                continue
            for last in range(first + 1, min(first + self._most_words, len(words)) + 1):
                key = "".join(words[first:last])
                is_one_of_many = last == first + 1 < len(words)
                found += [
                    _Find(
                        place,
                        first,
                        last,
                        len(key),
                        _LEVELS.get(before) == place.kind.value,
                        is_one_of_many and place.kind is PlaceKind.VILLAGE,
                    )
                    for place in self._by_key.get(key, ())
                ]
        return found


def words_of(typed: str) -> list[str]:
    """Words without capitals, accents and signs: "Kec. Bukit-Intan" is kec, bukit, intan."""
    plain = unicodedata.normalize("NFKD", typed).casefold()
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return _NO_WORD.sub(" ", bare).split()


def name_key(typed: str) -> str:
    """What two spellings of one name have in common."""
    return "".join(words_of(typed))

"""What changed between two versions of a procedure, row by row, as an officer would ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

from tanggap.domain.duration import Duration
from tanggap.domain.procedure import Action, Actor, Procedure, Step

Kind = Literal["added", "removed", "changed"]

_NO_CONTENT = frozenset({"line"})
"""Where something stands in the file says nothing about what it is."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that is not what it was; None on the side where it was not there."""

    what: str
    was: Any
    becomes: Any


@dataclass(frozen=True, slots=True)
class Part:
    """An actor, step or action that is new, gone or changed.

    Attributes:
        differences: for what changed; empty for what is new or gone.
        actions: for steps, their actions that differ.
        moved: the step stands at another place among those kept.
    """

    id: str
    name: str
    kind: Kind
    differences: Sequence[Difference] = ()
    actions: Sequence[Part] = ()
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """From one version to another: head, actors, outcomes and steps that differ."""

    head: Sequence[Difference]
    actors: Sequence[Part]
    outcomes: Sequence[Difference]
    steps: Sequence[Part]

    @property
    def is_same(self) -> bool:
        """Whether nothing but the version number differs."""
        return not (self.head or self.actors or self.outcomes or self.steps)


def compare(old: Procedure, new: Procedure) -> Comparison:
    """What changed from ``old`` to ``new``; parts are known by their ids, whatever their place."""
    return Comparison(
        head=[*_head(old, new)],
        actors=[*_actors(old, new)],
        outcomes=[*_differences(dict(old.outcomes), dict(new.outcomes))],
        steps=[*_steps(old, new)],
    )


def _head(old: Procedure, new: Procedure) -> Iterator[Difference]:
    yield from _differences({"title": old.title}, {"title": new.title})
    yield from _differences(_plain(old.overall) or {}, _plain(new.overall) or {}, "overall.")
    yield from _differences(_plain(old.identity), _plain(new.identity), "identity.")


def _actors(old: Procedure, new: Procedure) -> Iterator[Part]:
    was: dict[str, Actor] = {one.id: one for one in old.actors}
    becomes: dict[str, Actor] = {one.id: one for one in new.actors}
    for id_ in _in_order(was, becomes):
        before, after = was.get(id_), becomes.get(id_)
        if before is None or after is None:
            named = after or before
            yield Part(id_, named.title if named else id_, "added" if after else "removed")
        elif found := [*_differences(_plain(before), _plain(after))]:
            yield Part(id_, after.title, "changed", found)


def _steps(old: Procedure, new: Procedure) -> Iterator[Part]:
    was: dict[str, Step] = {one.id: one for one in old.steps}
    becomes: dict[str, Step] = {one.id: one for one in new.steps}
    kept_before = [id_ for id_ in was if id_ in becomes]
    kept_after = [id_ for id_ in becomes if id_ in was]
    for id_ in _in_order(was, becomes):
        before, after = was.get(id_), becomes.get(id_)
        if before is None or after is None:
            named = after or before
            yield Part(id_, named.activity if named else id_, "added" if after else "removed")
            continue
        moved = kept_before.index(id_) != kept_after.index(id_)
        found = [*_differences(_without_actions(before), _without_actions(after))]
        actions = [*_actions(before, after)]
        if found or actions or moved:
            yield Part(id_, after.activity, "changed", found, actions, moved)


def _actions(before: Step, after: Step) -> Iterator[Part]:
    was: dict[str, Action] = {one.id: one for one in before.actions}
    becomes: dict[str, Action] = {one.id: one for one in after.actions}
    for id_ in _in_order(was, becomes):
        old, new = was.get(id_), becomes.get(id_)
        if old is None or new is None:
            named = new or old
            yield Part(id_, named.label if named else id_, "added" if new else "removed")
        elif found := [*_differences(_plain(old), _plain(new))]:
            yield Part(id_, new.label, "changed", found)


def _in_order(was: Mapping[str, object], becomes: Mapping[str, object]) -> list[str]:
    """What is there now in its order, then what is gone."""
    return [*becomes, *(id_ for id_ in was if id_ not in becomes)]


def _differences(
    was: Mapping[str, Any], becomes: Mapping[str, Any], prefix: str = ""
) -> Iterator[Difference]:
    for name in dict.fromkeys((*was, *becomes)):
        before, after = was.get(name), becomes.get(name)
        if before != after:
            yield Difference(f"{prefix}{name}", before, after)


def _without_actions(step: Step) -> dict[str, Any]:
    told: dict[str, Any] = _plain(step)
    told.pop("actions")
    return told


def _plain(value: Any) -> Any:
    """A frozen value as JSON holds it; durations as the SOP writes them."""
    if is_dataclass(value):
        if isinstance(value, Duration):
            return str(value)
        return {
            field.name: _plain(getattr(value, field.name))
            for field in fields(value)
            if field.name not in _NO_CONTENT
        }
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if value is None or isinstance(value, bool | int | float | str):
        return str(value) if isinstance(value, str) else value
    return str(value)

"""What must hold for every flow layout, whatever the procedure."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, pairwise

from tanggap.domain.flow_layout import least_heights
from tanggap.domain.flow_routing import Piece, passes, pieces
from tanggap.domain.flow_shapes import (
    Arrow,
    FittedText,
    FlowLayout,
    FlowPage,
    Outline,
    Point,
    Sizes,
    Symbol,
)
from tanggap.domain.procedure import Procedure

SIZES = Sizes(
    column_width=24,
    symbol_width=13.5,
    symbol_height=8,
    end_height=4.4,
    connector=6,
    head=2,
    lane=1.5,
)
NEAR = 1e-6


def fit(text: str) -> tuple[FittedText, ...]:
    """Set a label on one line, every letter equally wide."""
    return (FittedText((text[:16],), min(len(text), 16) * 1.0, 2.4),)


def check(procedure: Procedure, layout: FlowLayout) -> None:
    """Every invariant at once."""
    every_row_stands_once(procedure, layout)
    rows_fill_their_pages(procedure, layout)
    symbols_stand_in_their_actors_columns(procedure, layout)
    every_action_is_an_arrow_or_an_end(procedure, layout)
    connectors_pair_up(layout)
    for page in layout.pages:
        arrows_join_symbols(page)
        no_arrow_passes_a_symbol(page)
        no_arrow_leaves_the_page(page, layout)
        no_two_arrows_are_taken_for_one(page)


def every_row_stands_once(procedure: Procedure, layout: FlowLayout) -> None:
    rows = [row.step for page in layout.pages for row in page.rows]
    assert rows == [step.id for step in procedure.steps]


def rows_fill_their_pages(procedure: Procedure, layout: FlowLayout) -> None:
    least = least_heights(procedure, SIZES)
    for page in layout.pages:
        top = page.band_above
        for row in page.rows:
            assert abs(row.top - top) < NEAR
            assert row.height >= least[row.step] - NEAR
            top += row.height
        assert abs(top + page.band_below - page.height) < NEAR


def symbols_stand_in_their_actors_columns(procedure: Procedure, layout: FlowLayout) -> None:
    titles = [actor.id for actor in procedure.actors]
    assert layout.actors == tuple(titles)
    for page in layout.pages:
        rows = {row.step: row for row in page.rows}
        main = [one for one in page.symbols if one.step and not is_small_end(one)]
        assert Counter(one.step for one in main) == Counter(list(rows))
        for symbol in page.symbols:
            assert symbol.outline in Outline
            if symbol.step is None:
                assert symbol.outline is Outline.PENTAGON
                continue
            row = rows[symbol.step]
            column = titles.index(procedure.step(symbol.step).actor)
            assert abs(symbol.x - (column + 0.5) * layout.column_width) < NEAR
            assert row.top < symbol.top
            assert symbol.bottom < row.top + row.height


def every_action_is_an_arrow_or_an_end(procedure: Procedure, layout: FlowLayout) -> None:
    drawn: Counter[tuple[str, str]] = Counter()
    for page in layout.pages:
        for arrow in page.arrows:
            drawn.update((str(arrow.source), str(one)) for one in arrow.actions)
        for symbol in page.symbols:
            if not is_small_end(symbol):
                drawn.update((str(symbol.step), str(one)) for one in symbol.ends)
    wanted = {(str(step.id), str(one.id)) for step in procedure.steps for one in step.actions}
    assert drawn == Counter(wanted)
    for page in layout.pages:
        for arrow in page.arrows:
            for taken in arrow.actions:
                assert arrow.source is not None
                action = procedure.step(arrow.source).action(taken)
                assert action is not None
                assert arrow.target == (None if arrow.letter else action.goto)
                assert arrow.is_back or not action.is_return


def connectors_pair_up(layout: FlowLayout) -> None:
    leaving: dict[str, set[int]] = {}
    arriving: dict[str, list[tuple[int, str]]] = {}
    for page in layout.pages:
        shown = {one.text for one in page.symbols if one.outline is Outline.PENTAGON}
        assert shown == {arrow.letter for arrow in page.arrows if arrow.letter}
        for arrow in page.arrows:
            if arrow.letter and arrow.source:
                leaving.setdefault(arrow.letter, set()).add(page.number)
            elif arrow.letter:
                arriving.setdefault(arrow.letter, []).append((page.number, str(arrow.target)))
    assert leaving.keys() == arriving.keys()
    for letter, found in arriving.items():
        assert len(found) == 1, f"letter {letter} comes in more than once"
        assert found[0][0] not in leaving[letter]
    for page in layout.pages:
        for symbol in page.symbols:
            if symbol.outline is Outline.PENTAGON:
                home, away = leaving[symbol.text], {arriving[symbol.text][0][0]}
                assert set(symbol.others) == (home if page.number in away else away)


def arrows_join_symbols(page: FlowPage) -> None:
    for arrow in page.arrows:
        assert len(arrow.points) > 1
        for one, other in pairwise(arrow.points):
            assert (abs(one.x - other.x) < NEAR) != (abs(one.y - other.y) < NEAR)
        starts = [one for one in page.symbols if touches(arrow.points[0], one)]
        ends = [one for one in page.symbols if touches(arrow.points[-1], one)]
        if arrow.source:
            assert [one.step for one in starts] == [arrow.source]
        else:
            assert [one.text for one in starts] == [arrow.letter]
        if arrow.target:
            assert [one.step for one in ends] == [arrow.target]
        elif arrow.letter:
            assert [one.text for one in ends] == [arrow.letter]
        else:
            assert [one.ends for one in ends] == [arrow.actions]


def no_arrow_passes_a_symbol(page: FlowPage) -> None:
    for arrow in page.arrows:
        for piece in pieces(arrow.points):
            for symbol in page.symbols:
                assert not passes(piece, symbol.room())


def no_arrow_leaves_the_page(page: FlowPage, layout: FlowLayout) -> None:
    width = layout.column_width * len(layout.actors)
    for arrow in page.arrows:
        for point in arrow.points:
            assert 0 < point.x < width
            assert 0 < point.y < page.height


def no_two_arrows_are_taken_for_one(page: FlowPage) -> None:
    """Arrows that neither begin nor end at the same symbol may cross, and nothing more."""
    for one, other in combinations(page.arrows, 2):
        if begins(one) == begins(other) or finishes(one) == finishes(other):
            continue
        for mine in pieces(one.points):
            for theirs in pieces(other.points):
                assert not confuses(mine, theirs), f"{one} and {other}"


def labels_stand_free(layout: FlowLayout) -> None:
    """No words on symbols, on other words or off the page."""
    width = layout.column_width * len(layout.actors)
    for page in layout.pages:
        labels = [arrow.label for arrow in page.arrows if arrow.label]
        for label in labels:
            room = label.room()
            assert 0 <= room.left < room.right <= width
            assert 0 <= room.top < room.bottom <= page.height
            assert not any(room.overlaps(symbol.room()) for symbol in page.symbols), label
        for first, second in combinations(labels, 2):
            assert not first.room().overlaps(second.room())


def is_small_end(symbol: Symbol) -> bool:
    """Whether it is the capsule under a step from which a report may also go on."""
    return symbol.outline is Outline.CAPSULE and symbol.height == SIZES.end_height


def touches(point: Point, symbol: Symbol) -> bool:
    """Whether ``point`` is the middle of one of the symbol's sides."""
    middles = (
        (symbol.left, symbol.y),
        (symbol.right, symbol.y),
        (symbol.x, symbol.top),
        (symbol.x, symbol.bottom),
    )
    return any(abs(point.x - x) < NEAR and abs(point.y - y) < NEAR for x, y in middles)


def begins(arrow: Arrow) -> tuple[str, str]:
    """What an arrow begins at."""
    return ("step", str(arrow.source)) if arrow.source else ("letter", arrow.letter)


def finishes(arrow: Arrow) -> tuple[str, str]:
    """What an arrow ends at."""
    if arrow.target:
        return ("step", str(arrow.target))
    return ("letter", arrow.letter) if arrow.letter else ("end", str(arrow.source))


def confuses(one: Piece, other: Piece) -> bool:
    """Whether two pieces cover or touch one another without plainly crossing."""
    if one.level == other.level:
        same_line = abs(one.at - other.at) < NEAR
        return same_line and min(one.high, other.high) - max(one.low, other.low) > -NEAR
    meet = (
        one.low - NEAR <= other.at <= one.high + NEAR
        and other.low - NEAR <= one.at <= other.high + NEAR
    )
    inside = (
        one.low + NEAR < other.at < one.high - NEAR
        and other.low + NEAR < one.at < other.high - NEAR
    )
    return meet and not inside

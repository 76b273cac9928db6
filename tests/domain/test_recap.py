"""A recap's figures add up, and an officer's correction touches one figure alone."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanggap.domain.procedure import Every
from tanggap.domain.recap import (
    Correction,
    Line,
    Period,
    correct,
    from_plain,
    last_ended,
    period_of,
    summarise,
    to_plain,
)
from tanggap.domain.refusal import Refused

LINES = (
    Line(True, True, False, "Jalan", "Telepon", "Terjawab", ("Dinas Perhubungan",)),
    Line(True, False, None, "Jalan", "Surel", ""),
    Line(False, True, True, "Kesehatan", "Telepon", "Terjawab"),
)


def test_what_came_and_went_is_counted_in_total_and_by_table() -> None:
    figures = summarise(LINES, open_before=5)
    assert (figures.total.received, figures.total.closed) == (2, 2)
    assert (figures.total.on_time, figures.total.late) == (1, 1)
    assert figures.open_after == 5
    assert figures.tables["category"]["Jalan"].received == 2
    assert figures.tables["outcome"]["Terjawab"].closed == 2
    assert list(figures.tables["unit"]) == ["Dinas Perhubungan"]


lines = st.lists(
    st.builds(
        Line,
        is_received=st.booleans(),
        is_closed=st.booleans(),
        is_late=st.sampled_from([None, True, False]),
        category=st.sampled_from(["Jalan", "Kesehatan"]),
        channel=st.sampled_from(["Telepon", "Surel"]),
        outcome=st.just("Terjawab"),
    ),
    max_size=20,
)


@given(lines=lines, open_before=st.integers(0, 100))
def test_every_table_adds_up_to_the_total(lines: list[Line], open_before: int) -> None:
    figures = summarise(lines, open_before)
    for table in ("category", "channel"):
        rows = figures.tables[table].values()
        assert sum(row.received for row in rows) == figures.total.received
        assert sum(row.late for row in rows) == figures.total.late
    assert figures.total.on_time + figures.total.late <= figures.total.closed
    assert figures.open_after - open_before == figures.total.received - figures.total.closed
    assert from_plain(to_plain(figures)) == figures


def test_a_correction_changes_one_figure_and_says_what_stood_there() -> None:
    figures = summarise(LINES, open_before=5)
    corrected, was = correct(figures, Correction("category", "Jalan", "received", 3))
    assert was == 2
    assert corrected.tables["category"]["Jalan"].received == 3
    assert corrected.total == figures.total
    corrected, was = correct(figures, Correction("total", "", "open_before", 7))
    assert (was, corrected.open_before) == (5, 7)


@pytest.mark.parametrize(
    ("correction", "code"),
    [
        (Correction("category", "Laut", "received", 1), "figure-unknown"),
        (Correction("weather", "", "received", 1), "figure-unknown"),
        (Correction("category", "Jalan", "open_before", 1), "figure-unknown"),
        (Correction("total", "", "closed", -1), "figure-negative"),
    ],
)
def test_a_figure_that_is_not_there_is_refused(correction: Correction, code: str) -> None:
    with pytest.raises(Refused, match=code):
        correct(summarise(LINES, 0), correction)


def test_periods_end_where_the_next_begins() -> None:
    assert last_ended(Every.DAY, date(2026, 3, 1)) == Period(Every.DAY, date(2026, 2, 28))
    assert last_ended(Every.MONTH, date(2027, 1, 1)) == Period(Every.MONTH, date(2026, 12, 1))
    assert period_of(Every.MONTH, date(2026, 12, 31)).after == date(2027, 1, 1)
    assert period_of(Every.DAY, date(2026, 7, 16)).spoken == "Kamis, 16 Juli 2026"
    assert period_of(Every.MONTH, date(2026, 7, 16)).spoken == "Juli 2026"

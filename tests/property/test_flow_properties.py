"""Any procedure that can be loaded can be drawn."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tanggap.domain.flow_layout import lay_out
from tanggap.domain.procedure import Procedure
from tests.domain import flow_invariants
from tests.domain.flow_cases import procedure
from tests.domain.flow_invariants import SIZES, fit

ACTORS = 5
STEPS = 9


@st.composite
def procedures(draw: st.DrawFn) -> Procedure:
    """Rows of any actors, each with up to three actions to anywhere."""
    actors = [f"actor{at}" for at in range(draw(st.integers(1, ACTORS)))]
    count = draw(st.integers(1, STEPS))
    numbers = [str(at) for at in range(1, count + 1)]
    lines = []
    for number in numbers:
        targets = draw(st.lists(st.sampled_from([*numbers, "END"]), min_size=1, max_size=3))
        signs = [draw(st.sampled_from("><")) if target != "END" else ">" for target in targets]
        said = tuple(
            f"Tindakan {at} {sign} {target}"
            for at, (sign, target) in enumerate(zip(signs, targets, strict=True))
        )
        actor = draw(st.sampled_from(actors))
        lines.append((number, actor, "Melakukan sesuatu", "-", "", "-", said))
    return procedure("apa-saja", "Apa saja", {key: key for key in actors}, tuple(lines))


@given(
    case=procedures(),
    page=st.none() | st.floats(40, 400, allow_nan=False),
    heights=st.lists(st.floats(0, 60, allow_nan=False), min_size=STEPS, max_size=STEPS),
)
@settings(max_examples=30, deadline=None)
def test_every_symbol_and_arrow_of_any_procedure_has_a_place_of_its_own(
    case: Procedure, page: float | None, heights: list[float]
) -> None:
    rows = {step.id: height for step, height in zip(case.steps, heights, strict=False)}
    flow_invariants.check(case, lay_out(case, SIZES, rows, fit, page))

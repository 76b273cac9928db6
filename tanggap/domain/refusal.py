"""How the core says no: a stable code and the facts behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn


class Refused(Exception):
    """A rule of the procedure, the policy or the input said no.

    The code is stable and part of the API; the sentence a person reads is made from code and facts
    by :mod:`tanggap.services.wording`, never here.

    Attributes:
        code: kebab-case name of the rule that refused, for example ``output-missing``.
        facts: what the rule saw; values are plain data that can be shown or serialised.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        return f"{self.code} {self.facts}" if self.facts else self.code


class RefusedTogether(Refused):
    """Several fields of one form are wrong, each for a reason of its own.

    Attributes:
        refusals: at least two; each names its field in the fact ``field``.
    """

    def __init__(self, refusals: Sequence[Refused]) -> None:
        super().__init__("input-invalid", fields=[str(one.facts["field"]) for one in refusals])
        self.refusals = tuple(refusals)


def refuse_all(refusals: Sequence[Refused]) -> None:
    """Raise what was collected: the one refusal itself, several together, nothing for none.

    Raises:
        Refused: the only one there is, or :class:`RefusedTogether`.
    """
    if len(refusals) == 1:
        raise refusals[0]
    if refusals:
        raise RefusedTogether(refusals)


def refuse(code: str, **facts: object) -> NoReturn:
    """Raise :class:`Refused`; reads well as the right side of ``or``."""
    raise Refused(code, **facts)

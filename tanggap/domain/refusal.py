"""How the core says no: a stable code and the facts behind it."""

from __future__ import annotations

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


def refuse(code: str, **facts: object) -> NoReturn:
    """Raise :class:`Refused`; reads well as the right side of ``or``."""
    raise Refused(code, **facts)

"""Build a :class:`Procedure` from the plain mapping a procedure file holds.

The mapping has already the shape of ``sop/procedure.schema.json``; here its references and
durations are made real.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

from tanggap.domain.duration import Duration, parse_duration
from tanggap.domain.procedure import (
    USUAL_WARNINGS,
    Action,
    ActionId,
    Actor,
    ActorId,
    ActorKind,
    Choice,
    Every,
    Field,
    FieldId,
    FieldKind,
    Guard,
    Identity,
    Letter,
    LetterId,
    OnMessage,
    OverallLimit,
    Procedure,
    ProcedureName,
    Recorded,
    Silence,
    Step,
    StepId,
)
from tanggap.domain.procedure_faults import Fault
from tanggap.domain.refusal import Refused

Plain = Mapping[str, Any]
Path = tuple[str | int, ...]
LineOf = Callable[[Path], int]


def build_procedure(plain: Plain, line_of: LineOf = lambda path: 0) -> Procedure:
    """Return the procedure that ``plain`` describes.

    Args:
        plain: the file's content, valid against the schema.
        line_of: the file line of a path in ``plain``, for messages.

    Raises:
        Refused: ``procedure-broken`` with ``faults``, a list of :class:`Fault`, when a duration
            or a share of it cannot be read.
    """
    reader = _Reader(line_of)
    overall = plain.get("overall")
    warnings = reader.warnings(plain, ())
    procedure = Procedure(
        name=ProcedureName(plain["procedure"]),
        version=int(plain["version"]),
        title=plain["title"],
        identity=_identity(plain["identity"], line_of(("identity",))),
        overall=OverallLimit(
            reader.duration(overall["limit"], ("overall", "limit")), overall["from"]
        )
        if overall
        else None,
        actors=tuple(_actor(key, actor) for key, actor in plain["actors"].items()),
        steps=tuple(reader.step(step, ("steps", at)) for at, step in enumerate(plain["steps"])),
        outcomes=dict(plain.get("outcomes", {})),
        letters=tuple(
            _letter(key, letter, line_of(("letters", key)))
            for key, letter in plain.get("letters", {}).items()
        ),
        warnings=USUAL_WARNINGS if warnings is None else warnings,
    )
    if reader.faults:
        raise Refused("procedure-broken", faults=reader.faults)
    return procedure


class _Reader:
    """Reads steps, gathering every unreadable time instead of stopping at the first."""

    def __init__(self, line_of: LineOf) -> None:
        self.line_of = line_of
        self.faults: list[Fault] = []

    def duration(self, text: str, path: Path) -> Duration:
        try:
            return parse_duration(text)
        except Refused as refusal:
            self.faults.append(Fault(refusal.code, self.line_of(path), {"text": text}))
            return parse_duration("1 menit")

    def warnings(self, plain: Plain, path: Path) -> tuple[Fraction, ...] | None:
        """The shares after which to warn; None where the mapping does not say."""
        if "warnings" not in plain:
            return None
        written = (*path, "warnings")
        shares = tuple(
            self._share(text, (*written, at)) for at, text in enumerate(plain["warnings"])
        )
        if any(one >= other for one, other in pairwise(shares)):
            self.faults.append(Fault("warnings-unordered", self.line_of(written)))
        return shares

    def _share(self, text: str, path: Path) -> Fraction:
        parts, _, whole = text.partition("/")
        if 0 < int(parts) < int(whole):
            return Fraction(int(parts), int(whole))
        self.faults.append(Fault("warning-out-of-range", self.line_of(path), {"share": text}))
        return USUAL_WARNINGS[0]

    def step(self, plain: Plain, path: Path) -> Step:
        silence = plain.get("on_silence")
        waits = plain.get("waits_for", 0)
        message = plain.get("on_message")
        return Step(
            id=StepId(plain["id"]),
            number=plain["number"],
            actor=ActorId(plain["actor"]),
            activity=plain["activity"],
            requirements=plain["requirements"],
            duration=self.duration(plain["duration"], (*path, "duration"))
            if "duration" in plain
            else None,
            output=plain["output"],
            remarks=plain.get("remarks", ""),
            plain=plain.get("plain", ""),
            source_note=plain.get("source_note", ""),
            waits_for=-1 if waits == "all" else waits,
            on_silence=self._silence(silence, (*path, "on_silence")) if silence else None,
            on_message=OnMessage(ActionId(message["take"])) if message else None,
            every=Every(plain["every"]) if "every" in plain else None,
            warnings=self.warnings(plain, path),
            actions=tuple(
                _action(action, self.line_of((*path, "actions", at)))
                for at, action in enumerate(plain["actions"])
            ),
            line=self.line_of(path),
        )

    def _silence(self, plain: Plain, path: Path) -> Silence:
        return Silence(
            after=self.duration(plain["after"], (*path, "after")),
            take=ActionId(plain["take"]),
            notice=self.duration(plain["notice"], (*path, "notice")) if "notice" in plain else None,
        )


def _identity(plain: Plain, line: int) -> Identity:
    def day(key: str) -> date | None:
        return date.fromisoformat(plain[key]) if key in plain else None

    def texts(key: str) -> tuple[str, ...]:
        return tuple(plain.get(key, ()))

    return Identity(
        number=plain["number"],
        unit=plain["unit"],
        created=day("created"),
        revised=day("revised"),
        effective=day("effective"),
        approved_by=plain.get("approved_by", ""),
        legal_basis=texts("legal_basis"),
        qualifications=texts("qualifications"),
        related=texts("related"),
        equipment=texts("equipment"),
        warning=plain.get("warning", ""),
        records=texts("records"),
        source_note=plain.get("source_note", ""),
        line=line,
    )


def _actor(key: str, plain: Plain) -> Actor:
    return Actor(
        id=ActorId(key),
        title=plain["title"],
        kind=ActorKind(plain["kind"]),
        is_intake=plain.get("intake", False),
        may_unmask=plain.get("may_unmask", False),
    )


def _letter(key: str, plain: Plain, line: int) -> Letter:
    return Letter(
        id=LetterId(key),
        kind=plain["kind"],
        text=FieldId(plain["text"]),
        rungs=tuple(StepId(rung) for rung in plain["rungs"]),
        line=line,
    )


def _action(plain: Plain, line: int) -> Action:
    def letter(key: str) -> LetterId | None:
        return LetterId(plain[key]) if key in plain else None

    return Action(
        id=ActionId(plain["id"]),
        label=plain["label"],
        goto=StepId(plain["goto"]) if "goto" in plain else None,
        ends=plain.get("ends"),
        asks=tuple(_field(field) for field in plain.get("asks", ())),
        sets=dict(plain.get("sets", {})),
        spread=FieldId(plain["spread"]) if "spread" in plain else None,
        names=FieldId(plain["names"]) if "names" in plain else None,
        is_return=plain.get("returns", False),
        records=Recorded(plain["records"]) if "records" in plain else None,
        issues=tuple(plain.get("issues", ())),
        needs_documents=tuple(plain.get("needs_documents", ())),
        tells=tuple(plain.get("tells", ())),
        releases=plain.get("releases", False),
        writes=letter("writes"),
        initials=letter("initials"),
        signs=letter("signs"),
        publishes=plain.get("publishes", False),
        starts_overall=plain.get("starts_overall", False),
        limit=plain.get("limit"),
        when=Guard(plain["when"]) if "when" in plain else None,
        consequence=plain.get("consequence", ""),
        line=line,
    )


def _field(plain: Plain) -> Field:
    kind = FieldKind(plain["kind"])
    usual = {FieldKind.RATING: 5, FieldKind.TEXT: 300}.get(kind, 20_000)
    return Field(
        id=FieldId(plain["id"]),
        label=plain["label"],
        kind=kind,
        required=plain.get("required", kind is not FieldKind.BOOLEAN),
        hint=plain.get("hint", ""),
        choices=tuple(Choice(one["value"], one["label"]) for one in plain.get("choices", ())),
        maximum=plain.get("maximum", usual),
    )

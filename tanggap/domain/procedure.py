"""The procedure model: an SOP as frozen data that can be run, checked and printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import NewType

from tanggap.domain.duration import Duration
from tanggap.domain.refusal import Refused

ProcedureName = NewType("ProcedureName", str)
ActorId = NewType("ActorId", str)
StepId = NewType("StepId", str)
ActionId = NewType("ActionId", str)
FieldId = NewType("FieldId", str)
LetterId = NewType("LetterId", str)

USUAL_WARNINGS = (Fraction(3, 4),)
"""Where an SOP does not say when to warn: when three quarters of a step's time are gone."""


class ActorKind(StrEnum):
    """Who stands behind a column of the SOP sheet."""

    REPORTER = "reporter"  # the person who filed; their steps stop the officers' clock
    TEAM = "team"  # one team at the desk
    UNIT_TEAM = "unit_team"  # one team per department (OPD)
    SYSTEM = "system"  # the product itself: automatic steps


@dataclass(frozen=True, slots=True)
class Actor:
    """A role (*pelaksana*) of a procedure.

    Attributes:
        is_intake: this actor receives reports and therefore sees who filed them.
        may_unmask: may lift a confidential reporter's pseudonym by giving a reason.
    """

    id: ActorId
    title: str
    kind: ActorKind
    is_intake: bool = False
    may_unmask: bool = False


class FieldKind(StrEnum):
    """What an officer is asked for when taking an action."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    UNIT = "unit"
    UNITS = "units"
    PEOPLE = "people"  # members of the team that the action leads to
    DATE = "date"
    BOOLEAN = "boolean"
    RATING = "rating"


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a choice field."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """A question an action asks; a required one is an output gate.

    Attributes:
        maximum: characters for texts, stars for ratings.
    """

    id: FieldId
    label: str
    kind: FieldKind
    required: bool = True
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    maximum: int = 20_000


class Guard(StrEnum):
    """When an action is on offer inside a spread to several units."""

    ALONE = "alone"  # no other unit of this spread works on it or has answered
    ACCOMPANIED = "accompanied"


class Recorded(StrEnum):
    """What kind of response the text of an action becomes."""

    UNIT_RESPONSE = "unit_response"  # an OPD's answer, for the team to judge
    OFFICIAL_ANSWER = "official_answer"  # the text that goes to the reporter
    LETTER_DRAFT = "letter_draft"  # the text that goes up the signature chain


class Every(StrEnum):
    """The period of a step that belongs to the desk, not to one report."""

    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Action:
    """What an actor may do at a step (*tindakan*), and where it leads.

    Exactly one of ``goto`` and ``ends`` is set.

    Attributes:
        sets: facts written on the report, for example ``classification``.
        spread: the units field whose every unit gets its own task at ``goto``.
        names: the people field whose people alone may work at ``goto`` and at the further steps of
            that actor (the field team of an assignment letter). For this and for ``spread`` an
            action that ``signs`` a letter may use a field that was asked where it was written.
        is_return: sends work back; always asks for a note.
        records: the response kind the text field ``response`` or ``answer`` becomes.
        issues: kinds of documents made by this action.
        needs_documents: kinds that must exist before the action can be taken (output as gate).
        tells: message templates sent to the reporter.
        releases: the official answer leaves the house with this action.
        writes: the letter whose text this action gives; a changed text loses its initials.
        initials: the letter this action puts its initials (*paraf*) under.
        signs: the letter this action signs, the last rung of its chain.
        publishes: the answer is published, with personal data removed, by this action.
        starts_overall: the overall limit counts from this action.
        limit: how often this action may be taken on one report; None means any number of times.
        consequence: plain sentence shown before the click.
    """

    id: ActionId
    label: str
    goto: StepId | None = None
    ends: str | None = None
    asks: tuple[Field, ...] = ()
    sets: Mapping[str, str] = field(default_factory=dict)
    spread: FieldId | None = None
    names: FieldId | None = None
    is_return: bool = False
    records: Recorded | None = None
    issues: tuple[str, ...] = ()
    needs_documents: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()
    releases: bool = False
    writes: LetterId | None = None
    initials: LetterId | None = None
    signs: LetterId | None = None
    publishes: bool = False
    starts_overall: bool = False
    limit: int | None = None
    when: Guard | None = None
    consequence: str = ""
    line: int = 0

    def asked(self, wanted: str) -> Field | None:
        """The field with this id, if the action asks for it."""
        return next((one for one in self.asks if one.id == wanted), None)


@dataclass(frozen=True, slots=True)
class Silence:
    """What happens when the reporter does not answer a reporter step."""

    after: Duration
    take: ActionId
    notice: Duration | None = None


@dataclass(frozen=True, slots=True)
class OnMessage:
    """What a message of the reporter, over any channel, does at a reporter step."""

    take: ActionId


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that goes up a signature chain.

    Attributes:
        kind: of the document its signature issues.
        text: the field of the writing action that holds its text.
        rungs: the steps that initial it, from below; the last one may sign it instead.
    """

    id: LetterId
    kind: str
    text: FieldId
    rungs: tuple[StepId, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One row (*kegiatan*) of the SOP.

    Attributes:
        number: as printed on the sheet; a side step carries its row's number and a letter.
        waits_for: 0 for an ordinary step; -1 waits for all units of a spread; n for n of them.
        plain: what the reporter reads while the report stands here.
        source_note: where and why this row departs from the signed source.
        every: the desk does this once in each period; None for a step of a report.
        warnings: shares of this step's time after which its team is warned; None for the
            procedure's own.
    """

    id: StepId
    number: str
    actor: ActorId
    activity: str
    requirements: str
    duration: Duration | None
    output: str
    actions: tuple[Action, ...]
    remarks: str = ""
    plain: str = ""
    source_note: str = ""
    waits_for: int = 0
    on_silence: Silence | None = None
    on_message: OnMessage | None = None
    every: Every | None = None
    warnings: tuple[Fraction, ...] | None = None
    line: int = 0

    def action(self, wanted: str) -> Action | None:
        """The action with this id, or None."""
        return next((action for action in self.actions if action.id == wanted), None)


@dataclass(frozen=True, slots=True)
class OverallLimit:
    """The promise for the whole report, and the moment it counts from."""

    limit: Duration
    starts: str = "received"  # or "complete": from the action that says so


@dataclass(frozen=True, slots=True)
class Identity:
    """The head and the six boxes of the official sheet (Permenpan RB 35/2012)."""

    number: str
    unit: str
    created: date | None = None
    revised: date | None = None
    effective: date | None = None
    approved_by: str = ""
    legal_basis: tuple[str, ...] = ()
    qualifications: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    warning: str = ""
    records: tuple[str, ...] = ()
    source_note: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Procedure:
    """One version of an SOP; a report stays on the version it began with.

    Attributes:
        warnings: shares of a step's working time, rising, after each of which its team is warned.
    """

    name: ProcedureName
    version: int
    title: str
    identity: Identity
    overall: OverallLimit | None
    actors: tuple[Actor, ...]
    steps: tuple[Step, ...]
    outcomes: Mapping[str, str] = field(default_factory=dict)
    letters: tuple[Letter, ...] = ()
    warnings: tuple[Fraction, ...] = USUAL_WARNINGS

    @property
    def first(self) -> Step:
        """The step a report begins with: the first row that belongs to a report."""
        return self.first_of(None)

    def first_of(self, every: Every | None) -> Step:
        """The row a report (None) or a period's work begins with.

        Raises:
            Refused: ``period-unknown``: the procedure has no such periodic step.
        """
        for step in self.steps:
            if step.every is every:
                return step
        raise Refused("period-unknown", every=str(every))

    @property
    def periods(self) -> tuple[Every, ...]:
        """The periods in which the desk itself has steps to do."""
        return tuple(every for every in Every if any(step.every is every for step in self.steps))

    def letter(self, wanted: str) -> Letter:
        """The letter with this id.

        Raises:
            Refused: ``letter-unknown``.
        """
        for letter in self.letters:
            if letter.id == wanted:
                return letter
        raise Refused("letter-unknown", letter=wanted)

    def step(self, wanted: str) -> Step:
        """The step with this id.

        Raises:
            Refused: ``step-unknown``.
        """
        for step in self.steps:
            if step.id == wanted:
                return step
        raise Refused("step-unknown", step=wanted)

    def actor(self, wanted: str) -> Actor:
        """The actor with this id.

        Raises:
            Refused: ``actor-unknown``.
        """
        for actor in self.actors:
            if actor.id == wanted:
                return actor
        raise Refused("actor-unknown", actor=wanted)

    def writers(self, letter: str) -> tuple[tuple[Step, Action], ...]:
        """The actions that write the letter with this id, with their steps."""
        return tuple(
            (step, action)
            for step in self.steps
            for action in step.actions
            if action.writes == letter
        )

    def use_of(self, action: Action, asked: str) -> Action:
        """The action that sets to work whom the field ``asked`` of ``action`` names.

        It is the action itself, unless it writes a letter whose signing does so.
        """
        if action.writes is not None:
            for step in self.steps:
                for other in step.actions:
                    if other.signs == action.writes and asked in (other.names, other.spread):
                        return other
        return action

    def warnings_of(self, wanted: str) -> tuple[Fraction, ...]:
        """The shares of its time after which the team of the step with this id is warned.

        Raises:
            Refused: ``step-unknown``.
        """
        own = self.step(wanted).warnings
        return self.warnings if own is None else own

    def actor_of(self, step: Step) -> Actor:
        """The actor who performs ``step``."""
        return self.actor(step.actor)

"""Read a procedure file: YAML with line numbers, checked against the published schema."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache, partial
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from tanggap.domain.procedure import Procedure
from tanggap.domain.procedure_building import Path as PlainPath
from tanggap.domain.procedure_building import build_procedure
from tanggap.domain.procedure_faults import Fault, find_faults
from tanggap.domain.refusal import Refused
from tanggap.storage.procedure_schema_faults import schema_fault, yaml_fault

SCHEMA_FILE = Path(__file__).parents[2] / "sop" / "procedure.schema.json"
LARGEST_FILE = 256 * 1024
MOST_VALUES = 100_000
"""Anchors and aliases let a small file say a huge one."""
DEEPEST = 40
MOST_FAULTS = 100


@dataclass(frozen=True, slots=True)
class LoadedProcedure:
    """A procedure that can run, with the text it was read from."""

    procedure: Procedure
    source: str
    definition: dict[str, Any]
    sha256: str


@cache
def schema() -> dict[str, Any]:
    """The published JSON Schema of procedure files."""
    loaded: dict[str, Any] = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    return loaded


def read_procedure_file(path: Path) -> LoadedProcedure:
    """Read and check one file.

    Raises:
        Refused: ``procedure-broken`` with ``faults``: every :class:`Fault` found, with its line;
            ``procedure-file-unreadable`` when the file cannot be read at all.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise _broken(Fault("file-too-large", 1, {"limit": LARGEST_FILE}))
        source = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise Refused("procedure-file-unreadable", file=str(path)) from problem
    return read_procedure(source)


def read_procedure(source: str) -> LoadedProcedure:
    """Read and check the text of a procedure file.

    Raises:
        Refused: ``procedure-broken`` with ``faults``.
    """
    if len(source.encode()) > LARGEST_FILE:
        raise _broken(Fault("file-too-large", 1, {"limit": LARGEST_FILE}))
    marked = _parsed(source)
    plain = _Plain().value(marked)
    errors = islice(_schema_errors(plain), MOST_FAULTS)
    if faults := [schema_fault(error, partial(line_of, marked)) for error in errors]:
        raise _broken(*sorted(faults, key=lambda fault: fault.line))
    procedure = build_procedure(plain, lambda path: line_of(marked, path))
    if found := find_faults(procedure):
        raise _broken(*found)
    return LoadedProcedure(
        procedure, source, plain, hashlib.sha256(source.encode("utf-8")).hexdigest()
    )


def line_of(marked: Any, path: PlainPath) -> int:
    """The line, counted from 1, on which the value at ``path`` stands."""
    line = 1
    for key in path:
        if isinstance(marked, CommentedMap) and key in marked:
            line = marked.lc.key(key)[0] + 1
        elif isinstance(marked, CommentedSeq) and isinstance(key, int) and key < len(marked):
            line = marked.lc.item(key)[0] + 1
        else:
            break
        marked = marked[key]
    return line


def _broken(*faults: Fault) -> Refused:
    return Refused("procedure-broken", faults=list(faults))


def _parsed(source: str) -> Any:
    yaml = YAML(typ="rt", pure=True)
    yaml.allow_duplicate_keys = False
    try:
        marked = yaml.load(StringIO(source))
    except MarkedYAMLError as problem:
        raise _broken(yaml_fault(problem)) from problem
    except RecursionError as problem:
        raise _broken(Fault("file-too-deep", 1)) from problem
    except ReaderError as problem:
        line = source.count("\n", 0, problem.position) + 1
        raise _broken(Fault("yaml-control-character", line)) from problem
    except (YAMLError, ValueError) as problem:
        raise _broken(Fault("yaml-broken", 1)) from problem
    if not isinstance(marked, CommentedMap):
        raise _broken(Fault("not-a-mapping", 1))
    return marked


class _Plain:
    """Makes values without YAML's own types; what JSON cannot hold becomes text."""

    def __init__(self) -> None:
        self.left = MOST_VALUES

    def value(self, marked: Any, depth: int = 0) -> Any:
        """The value of ``marked``.

        Raises:
            Refused: ``procedure-broken``: there are too many values, or they never end.
        """
        self.left -= 1
        if self.left < 0 or depth > DEEPEST:
            raise _broken(Fault("file-too-deep", 1))
        if isinstance(marked, dict):
            return {str(key): self.value(value, depth + 1) for key, value in marked.items()}
        if isinstance(marked, list):
            return [self.value(value, depth + 1) for value in marked]
        if marked is None or isinstance(marked, bool):
            return marked
        for kind in (int, float, str):
            if isinstance(marked, kind):
                return kind(marked)
        return str(marked)


def _schema_errors(plain: Any) -> list[ValidationError]:
    """What the schema objects to; all keys missing at one place are one objection."""
    errors: dict[tuple[object, ...], ValidationError] = {}
    for place, error in enumerate(Draft202012Validator(schema()).iter_errors(plain)):
        which = "required" if error.validator == "required" else place
        errors.setdefault((which, *error.absolute_path), error)
    return list(errors.values())

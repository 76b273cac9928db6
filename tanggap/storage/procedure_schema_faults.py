"""Turn what YAML and the JSON Schema object to into faults with codes of our own.

The libraries speak English and of schemas; the author of an SOP reads neither. Nothing they say
reaches a sentence: each objection becomes a code with facts, which ``services.fault_texts`` says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, cast

from jsonschema.exceptions import ValidationError
from ruamel.yaml.error import MarkedYAMLError

from tanggap.domain.procedure_building import Path
from tanggap.domain.procedure_faults import Fault

LONGEST_QUOTE = 60
LineOf = Callable[[Path], int]

_YAML = (
    (r'found duplicate key "(?P<key>.*?)"', "yaml-key-doubled"),
    (r"found character '\\t'", "yaml-tab"),
    (r"found character '(?P<character>.+)' that cannot start", "yaml-character"),
    (r"mapping values are not allowed", "yaml-colon"),
    (r"could not find expected ':'", "yaml-colon-missing"),
    (r"unexpected end of stream", "yaml-quote-open"),
    (r"expected ',' or", "yaml-bracket-open"),
    (r"expected <block end>|mapping keys are not allowed", "yaml-indentation"),
    (r"sequence entries are not allowed", "yaml-dash"),
    (r"found undefined alias", "yaml-alias"),
    (r"constructor for the tag|tag handle", "yaml-tag"),
    (r"special characters|unacceptable character", "yaml-control-character"),
    (r"found another document|single document", "yaml-documents"),
    (r"unknown escape character|escape sequence", "yaml-escape"),
)
"""What the YAML reader says, and the code of ours it becomes; anything else is ``yaml-broken``."""

_TYPES = {
    "string": "value-not-text",
    "integer": "value-not-whole",
    "array": "value-not-list",
    "object": "value-not-mapping",
    "boolean": "value-not-flag",
}
_BOUNDS = {
    "minLength": "value-empty",
    "minItems": "list-empty",
    "minProperties": "list-empty",
    "maxLength": "value-too-long",
    "maxItems": "list-too-long",
    "minimum": "number-too-small",
    "maximum": "number-too-large",
}
_PATTERNS = {
    "procedure": "procedure-name-malformed",
    "number": "step-number-malformed",
    "created": "date-malformed",
    "revised": "date-malformed",
    "effective": "date-malformed",
    "warnings": "share-malformed",
}
"""By the key whose value has a form of its own; any other has the form of a name."""


def yaml_fault(problem: MarkedYAMLError) -> Fault:
    """What keeps the text from being YAML, with its line."""
    mark = problem.problem_mark or problem.context_mark
    line = mark.line + 1 if mark else 1
    words = f"{problem.context or ''} {problem.problem or ''}"
    for pattern, code in _YAML:
        if found := re.search(pattern, words):
            return Fault(code, line, found.groupdict())
    return Fault("yaml-broken", line)


def schema_fault(error: ValidationError, line_of: LineOf) -> Fault:
    """What the schema objects to, with its line."""
    path: Path = tuple(error.absolute_path)
    if "propertyNames" in error.absolute_schema_path:
        key = str(error.instance)
        return Fault("key-malformed", line_of((*path, key)), {"key": _quoted(key)})
    rule = str(error.validator)
    code, facts = _CASES.get(rule, _other)(error, path)
    line = line_of((*path, str(facts["key"]))) if code == "key-unknown" else line_of(path)
    return Fault(code, line, {"at": _spoken(path), **facts})


Case = tuple[str, Mapping[str, object]]


def _additional(error: ValidationError, path: Path) -> Case:
    known = sorted(cast("dict[str, Any]", error.schema).get("properties", {}))
    strange = next(key for key in _instance(error) if key not in known)
    return "key-unknown", {"key": strange, "known": known}


def _required(error: ValidationError, path: Path) -> Case:
    wanted = cast("list[str]", error.validator_value)
    return "key-missing", {"keys": [key for key in wanted if key not in _instance(error)]}


def _type(error: ValidationError, path: Path) -> Case:
    return _TYPES[str(error.validator_value)], {}


def _bound(error: ValidationError, path: Path) -> Case:
    return _BOUNDS[str(error.validator)], {"bound": error.validator_value}


def _pattern(error: ValidationError, path: Path) -> Case:
    keys = [key for key in path if isinstance(key, str)]
    code = _PATTERNS.get(keys[-1], "id-malformed") if keys else "id-malformed"
    return code, {"value": _quoted(error.instance)}


def _listed(error: ValidationError, path: Path) -> Case:
    return "value-not-listed", {"value": _quoted(error.instance), "known": error.validator_value}


def _doubled(error: ValidationError, path: Path) -> Case:
    seen: list[object] = []
    for one in _instance(error):
        if one in seen:
            return "list-doubled", {"value": _quoted(one)}
        seen.append(one)
    return "value-invalid", {}


def _one_of(error: ValidationError, path: Path) -> Case:
    if not isinstance(error.instance, dict) or path[-1:] == ("waits_for",):
        return "waits-for-malformed", {}
    both = {"goto", "ends"} <= set(error.instance)
    return ("way-doubled" if both else "way-missing"), {}


def _other(error: ValidationError, path: Path) -> Case:
    return "value-invalid", {}


_CASES: dict[str, Callable[[ValidationError, Path], Case]] = {
    "additionalProperties": _additional,
    "required": _required,
    "type": _type,
    "pattern": _pattern,
    "enum": _listed,
    "uniqueItems": _doubled,
    "oneOf": _one_of,
    **dict.fromkeys(_BOUNDS, _bound),
}


def _instance(error: ValidationError) -> Any:
    return cast("Any", error.instance)


def _spoken(path: Path) -> str:
    """The way to a value: lists are counted from 1, as a person counts their steps."""
    return ".".join(str(part + 1 if isinstance(part, int) else part) for part in path) or "berkas"


def _quoted(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"

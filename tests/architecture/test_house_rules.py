"""What a stranger can count on when opening any module of the product."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from tanggap.settings import ROOT

PRODUCT = ("tanggap", "portal", "admin_api")
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "data", "info"}
LONGEST_MODULE = 400
LONGEST_FUNCTION = 50
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX)\b|raise NotImplementedError")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def modules():
    """Return every module of the product that is or may be committed."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *PRODUCT]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    names = sorted(name for name in listed.stdout.splitlines() if name.endswith(".py"))
    return [Path(name) for name in names if (ROOT / name).exists()]


def offenders(rule):
    """Return what ``rule(path, source, tree)`` says against each module."""
    found = []
    for path in modules():
        source = (ROOT / path).read_text("utf-8")
        found += [f"{path}: {said}" for said in rule(path, source, ast.parse(source))]
    return found


def says_its_one_job(path, source, tree):
    if not (ast.get_docstring(tree) or "").strip():
        yield "no docstring says what it is for"


def has_a_name_that_says_something(path, source, tree):
    if path.stem in EMPTY_NAMES:
        yield "its name says nothing"


def is_a_small_room(path, source, tree):
    if source.count("\n") > LONGEST_MODULE:
        yield f"{source.count(chr(10))} lines"


def has_functions_that_fit_a_screen(path, source, tree):
    for node in ast.walk(tree):
        if isinstance(node, FUNCTIONS) and node.end_lineno - node.lineno > LONGEST_FUNCTION:
            yield f"{node.name} has {node.end_lineno - node.lineno} lines"


def imports_at_the_top_alone(path, source, tree):
    for function in ast.walk(tree):
        if isinstance(function, FUNCTIONS):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    yield f"{function.name} hides an import in line {node.lineno}"


def is_finished(path, source, tree):
    yield from (f"has {mark[0]}" for mark in UNFINISHED.finditer(source))


@pytest.mark.parametrize(
    "rule",
    [
        says_its_one_job,
        has_a_name_that_says_something,
        is_a_small_room,
        has_functions_that_fit_a_screen,
        imports_at_the_top_alone,
        is_finished,
    ],
)
def test_every_module(rule):
    assert offenders(rule) == []


def test_the_domain_reads_no_clock():
    """Time is an argument: the core asks nobody what time it is."""

    def reads_a_clock(path, source, tree):
        if path.is_relative_to("tanggap/domain"):
            for node in ast.walk(tree):
                if isinstance(node, ast.Attribute) and node.attr in {"now", "utcnow", "today"}:
                    yield f"line {node.lineno} reads the clock"

    assert offenders(reads_a_clock) == []

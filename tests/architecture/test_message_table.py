"""docs/messages.md lists every message there is, with who gets it, when, and what sets it off."""

from __future__ import annotations

import re

from tanggap.domain.procedure_faults import KNOWN_TELLINGS
from tanggap.settings import ROOT

TEMPLATES = ROOT / "templates" / "messages"
PAGE = ROOT / "docs" / "messages.md"


def included() -> set[str]:
    """Templates that are parts of others and never sent by themselves."""
    texts = [path.read_text("utf-8") for path in TEMPLATES.glob("*.txt")]
    return {name for text in texts for name in re.findall(r'{% include "(\w+)\.txt" %}', text)}


def messages() -> set[str]:
    return {path.name.partition(".")[0] for path in TEMPLATES.glob("*.txt")} - included()


def rows() -> list[list[str]]:
    lines = PAGE.read_text("utf-8").splitlines()
    start = lines.index("| Message | When | To | Set off by |") + 2
    table = []
    for line in lines[start:]:
        if not line.startswith("| "):
            break
        table.append([cell.strip() for cell in line.strip("|").split("|")])
    return table


def test_every_message_stands_in_the_table_once() -> None:
    listed = [name for row in rows() for name in re.findall(r"`(\w+)`", row[0])]
    assert sorted(listed) == sorted(messages())


def test_every_row_says_when_to_whom_and_by_what() -> None:
    assert [row for row in rows() if len(row) != 4 or not all(row)] == []


def test_what_an_sop_tells_the_reporter_is_said_to_be_told_by_an_action() -> None:
    by_action = {
        name
        for row in rows()
        if "action" in row[3] and row[2].startswith("reporter")
        for name in re.findall(r"`(\w+)`", row[0])
    }
    assert by_action == KNOWN_TELLINGS


def test_every_message_to_a_reporter_has_a_short_form_for_whatsapp_and_sms() -> None:
    to_reporters = {
        name
        for row in rows()
        if row[2].startswith("reporter")
        for name in re.findall(r"`(\w+)`", row[0])
    }
    short = {path.name.partition(".")[0] for path in TEMPLATES.glob("*.short.txt")}
    assert to_reporters == short

"""What a person reads off a report, and off the papers that it leaves behind."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from pypdf import PdfReader


def open_steps(report: dict[str, Any]) -> list[tuple[str, str | None]]:
    return sorted(
        (task["step"], task["unit"]["short_name"] if task["unit"] else None)
        for task in report["tasks"]
        if task["closed_at"] is None
    )


def waits_for(report: dict[str, Any]) -> tuple[str, str, str | None]:
    """The one open step, who must do it and until when."""
    [task] = [task for task in report["tasks"] if task["closed_at"] is None]
    return task["step"], task["actor_title"], task["due_at"]


def due(report: dict[str, Any], step: str) -> str:
    [found] = [
        task["due_at"]
        for task in report["tasks"]
        if task["step"] == step and task["closed_at"] is None
    ]
    return str(found)


def kinds(report: dict[str, Any]) -> list[str]:
    return [entry["kind"] for entry in reversed(report["timeline"]["items"])]


def notes(report: dict[str, Any]) -> list[str]:
    """What people wrote when they acted, the first first."""
    return [entry["note"] for entry in reversed(report["timeline"]["items"]) if entry["note"]]


def papers(report: dict[str, Any]) -> list[str]:
    return sorted(document["kind"] for document in report["documents"])


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def told(report: dict[str, Any]) -> list[tuple[str, str, str]]:
    """What was said to the reporter: by which template, over which channel, how it went."""
    return [
        (one["template"], one["channel"], one["state"])
        for one in report["messages"]
        if one["direction"] == "out"
    ]


def actions_taken(report: dict[str, Any]) -> list[str]:
    """The actions that closed the report's tasks, in the order they were opened."""
    return [str(task["action"]) for task in report["tasks"] if task["closed_at"] is not None]

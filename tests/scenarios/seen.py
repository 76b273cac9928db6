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


def papers(report: dict[str, Any]) -> list[str]:
    return sorted(document["kind"] for document in report["documents"])


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())

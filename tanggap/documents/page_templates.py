"""How a page that becomes a paper is written from its template: strictly, and always escaped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tanggap.documents.pictures import picture_address
from tanggap.domain.spoken_time import letter_date


def page_environment(templates: Path, on_paper: Callable[[object], object]) -> Environment:
    """The templates of a folder, with the filters that every paper knows.

    Args:
        on_paper: what is done with every value before it is printed.
    """
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        finalize=on_paper,
    )
    environment.filters |= {"letter_date": letter_date, "picture_address": picture_address}
    return environment

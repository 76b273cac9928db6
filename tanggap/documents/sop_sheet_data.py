"""Puts the procedure a sheet prints into the sheet's own file, for programs to read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, time
from enum import Enum
from fractions import Fraction

from weasyprint import Attachment
from weasyprint.urls import URLFetcher

from tanggap.domain.duration import Duration
from tanggap.domain.procedure import Procedure

FILE_NAME = "sop.json"
UNDATED = date(2000, 1, 1)
"""Stands in the file of a sheet without any date: the same sheet gives the same bytes."""


def procedure_json(procedure: Procedure) -> str:
    """Return ``procedure`` as JSON, with the model's own names; what is not said is left out."""
    return json.dumps(_plain(procedure), ensure_ascii=False)


def embedded_procedure(procedure: Procedure, dated: date | None, fetcher: URLFetcher) -> Attachment:
    """Return the file to embed in the sheet of ``procedure``, dated like the sheet."""
    at = datetime.combine(dated or UNDATED, time.min, UTC)
    return Attachment(
        string=procedure_json(procedure),
        url_fetcher=fetcher,
        name=FILE_NAME,
        description="SOP ini dalam bentuk yang terbaca mesin (JSON)",
        created=at,
        modified=at,
        relationship="Data",
    )


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Duration | Fraction):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        said = {one.name: getattr(value, one.name) for one in fields(value) if one.name != "line"}
        return {name: _plain(one) for name, one in said.items() if one not in (None, "", (), {})}
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value

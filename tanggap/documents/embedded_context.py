"""Puts what a document says into its own PDF, as a JSON file a program can read.

PDF/A-3 lets a file be embedded when it says how it relates to the pages: here ``Data``, what the
pages were made from. The emblem is left out: it is a picture, and it is on the page.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC
from typing import Any

import pydyf
from weasyprint import Attachment
from weasyprint.urls import URLFetcher

from tanggap.documents.body import printable
from tanggap.documents.contexts import DocumentContext, to_plain

FILE_NAME = "naskah.json"
_DESCRIPTION = "Isi naskah ini dalam bentuk yang terbaca mesin (JSON)"


def embedded_json(context: DocumentContext) -> str:
    """Return what is embedded in the PDF of ``context``, its texts cleaned as on the page."""
    head = replace(context.letterhead, emblem_svg=None)
    return json.dumps(_cleaned(to_plain(replace(context, letterhead=head))), ensure_ascii=False)


def embedded_context(context: DocumentContext, fetcher: URLFetcher) -> Attachment:
    """Return the file to embed in the PDF of ``context``, dated like the document itself."""
    at = context.issued_at.astimezone(UTC)
    return Attachment(
        string=embedded_json(context),
        url_fetcher=fetcher,
        name=FILE_NAME,
        description=_DESCRIPTION,
        created=at,
        modified=at,
        relationship="Data",
    )


def name_once(_document: Any, pdf: Any) -> None:
    """Name the embedded file once in the catalogue, where WeasyPrint names it twice."""
    pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list):
        return [_cleaned(one) for one in value]
    if isinstance(value, dict):
        return {name: _cleaned(one) for name, one in value.items()}
    return value

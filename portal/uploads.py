"""Take uploaded files in: each is inspected by itself, so that one bad file costs only itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import BinaryIO, cast

from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from portal.pages import settings
from portal.spoken import said_size
from tanggap.domain.refusal import Refused
from tanggap.domain.typed_text import clean_text
from tanggap.services.evidence import KeptFile, keep_file
from tanggap.services.refusal_texts import sentence
from tanggap.storage.evidence_names import LONGEST_NAME

Fault = dict[str, str]
FIELD = "files"


def inspect_uploads(uploads: Iterable[FileStorage]) -> tuple[list[KeptFile], list[Fault]]:
    """Inspect every file of a form and keep the good ones.

    Returns:
        The files kept, and for each one refused a line for the error summary.
    """
    kept: list[KeptFile] = []
    faults: list[Fault] = []
    chosen = [upload for upload in uploads if upload.filename]
    room = settings().max_files
    for upload in chosen[:room]:
        try:
            kept.append(keep_file(cast(str, upload.filename), cast(BinaryIO, upload.stream)))
        except Refused as refusal:
            name = _said_name(cast(str, upload.filename))
            faults.append(fault(f"{name}: {sentence(refusal)}"))
    if len(chosen) > room:
        faults.append(fault(sentence(Refused("too-many-files", limit=room))))
    return kept, faults


def _said_name(given: str) -> str:
    """The name of a refused file, fit to be shown: without path and invisible characters."""
    last = re.split(r"[/\\]", given)[-1][-LONGEST_NAME:]
    return clean_text(last, max_length=LONGEST_NAME * 2, multiline=False) or _("Berkas")


def fault(text: str) -> Fault:
    """A line for the error summary that leads to the file field."""
    return {"text": text, "href": f"#{FIELD}"}


def shown_files(files: Iterable[KeptFile]) -> list[dict[str, str]]:
    """Files as the page's list takes them."""
    return [{"name": file.name, "kind": file.label, "size": said_size(file.size)} for file in files]

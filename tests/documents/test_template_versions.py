"""A template that was changed has another version: documents are kept with the version they had."""

from __future__ import annotations

import csv
import hashlib
import os
import re
from pathlib import Path

import pytest

from tanggap.documents.assets import TEMPLATES
from tanggap.documents.front_matter import front_matter
from tanggap.domain.document_kinds import DOCUMENT_KINDS

RECORD = Path(__file__).with_name("template_versions.csv")
SHARED = "shared"
FILES = {kind: (f"{kind}.html", f"{kind}.css") for kind in DOCUMENT_KINDS} | {
    SHARED: ("base.html", "parts.html", "common.css")
}
HOW = "raise its version, then record it: TANGGAP_WRITE_GOLDEN=1 script/test tests/documents"


def version_of(template: str) -> int:
    if template != SHARED:
        return front_matter(template).version
    said = re.match(r"\{# version: (\d+) #\}\n", (TEMPLATES / "base.html").read_text("utf-8"))
    assert said is not None, "base.html begins with the version of what all letters share"
    return int(said[1])


def fingerprint(template: str) -> str:
    whole = b"\0".join((TEMPLATES / name).read_bytes() for name in FILES[template])
    return hashlib.sha256(whole).hexdigest()[:16]


def recorded() -> dict[tuple[str, int], str]:
    with RECORD.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    found = {(template, int(version)): sha for template, version, sha in rows}
    assert len(found) == len(rows), "a version is recorded once"
    return found


@pytest.mark.parametrize("template", FILES)
def test_a_changed_template_has_a_raised_version(template: str) -> None:
    known = recorded()
    version = version_of(template)
    if os.environ.get("TANGGAP_WRITE_GOLDEN") and (template, version) not in known:
        with RECORD.open("a", encoding="utf-8") as lines:
            lines.write(f"{template},{version},{fingerprint(template)}\n")
        known = recorded()
    assert (template, version) in known, f"{template}: version {version} is not recorded; {HOW}"
    assert known[template, version] == fingerprint(template), f"{template} was changed; {HOW}"
    assert version == max(number for name, number in known if name == template)

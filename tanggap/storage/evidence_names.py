"""Turn the name a file came with into one that is safe to show and to save under."""

from __future__ import annotations

import re

from tanggap.domain.typed_text import clean_text, is_blank

LONGEST_NAME = 100
"""Characters, extension included."""
_UNNAMED = "bukti"
_LONGEST_RAW_NAME = 10_000
_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f]')
_EXTENSION = re.compile(
    r"\.(?:jpe?g|jfif|png|webp|gif|hei[cf]|avif|bmp|tiff?|svgz?|pdf|doc[xm]?|dot[xm]?|xls[xmb]?|ppt[xm]?"
    r"|od[tsp]|rtf|txt|csv|log|mp[34]|m4[av]|og[gav]|opus|wav|amr|aac|mov|3gpp?|webm|mkv|avi"
    r"|x?html?|xml|m?js|php\d?|exe|scr|com|bat|cmd|ps1|sh|msi|jar|apk|vbs?|lnk|hta|dll|zip|rar|7z|gz)$",
    re.IGNORECASE,
)
_WINDOWS_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


def display_name(name: str, extension: str) -> str:
    """Return ``name`` without path, control, bidirectional or reserved characters.

    Extensions that claim a type are replaced by ``extension``, so ``surat.pdf.exe`` that is a PDF
    becomes ``surat.pdf``. A name that says nothing becomes ``bukti``.

    Args:
        name: as given by the browser or the message.
        extension: of the true type, with its dot.
    """
    last = re.split(r"[/\\]", name[-_LONGEST_RAW_NAME:])[-1]
    stem = clean_text(_FORBIDDEN.sub(" ", last), max_length=2 * _LONGEST_RAW_NAME, multiline=False)
    shorter = _EXTENSION.sub("", stem).strip(" .")
    while shorter != stem:
        stem, shorter = shorter, _EXTENSION.sub("", shorter).strip(" .")
    stem = stem[: LONGEST_NAME - len(extension)].strip(" .")
    if is_blank(stem):
        stem = _UNNAMED
    if _WINDOWS_DEVICE.match(stem):
        stem = f"{_UNNAMED}-{stem}"
    return stem + extension

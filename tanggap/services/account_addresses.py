"""Web addresses of the pages that account mails lead to; the portal serves them at these paths."""

from __future__ import annotations

from urllib.parse import quote

from tanggap.services.credentials import LinkKind
from tanggap.services.house import house

PATHS = {
    LinkKind.CONFIRMATION: "/konfirmasi/",
    LinkKind.RECOVERY: "/atur-ulang/",
    LinkKind.INVITATION: "/undangan/",
}


def link_page(kind: LinkKind, token: str) -> str:
    """The whole address of the page that acts on a signed link."""
    return f"{house().settings.base_url.rstrip('/')}{PATHS[kind]}{quote(token)}"

"""Web addresses that stand in messages and on paper: one place says where each page is."""

from __future__ import annotations

from uuid import UUID

from tanggap.services.house import house


def report_page(report_id: UUID) -> str:
    """The reporter's own page of a report, for reporters with an account."""
    return _page(f"laporan/{report_id}")


def tracking_page(number: str) -> str:
    """Where a report is followed with number and code; the code is typed there, never linked."""
    return _page(f"lacak/{number}")


def verification_page(code: str) -> str:
    """The public page that says whether a letter is the issued one."""
    return _page(f"periksa/{code}")


def publication_address(public_id: str) -> str:
    """The public page of a published answer."""
    return _page(f"publikasi/{public_id}")


def publication_list_address() -> str:
    """The public list of published answers."""
    return _page("publikasi")


def publication_feed_address() -> str:
    """The Atom feed of published answers."""
    return _page("publikasi/umpan.atom")


def officer_page(report_id: UUID) -> str:
    """The report in the officers' application."""
    return _page(f"admin/reports/{report_id}")


def recap_page(recap_id: UUID) -> str:
    """The recap in the officers' application."""
    return _page(f"admin/rekap/{recap_id}")


def _page(path: str) -> str:
    return f"{house().settings.base_url.rstrip('/')}/{path}"

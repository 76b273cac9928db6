"""Whether a page fits a window, once what follows the window's size has followed it."""

from __future__ import annotations

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as NeverTrue

PATIENCE = 5_000
"""Milliseconds; a page that fits says so in the next frame or two."""


def fits(page: Page) -> bool:
    """Whether nothing has to be scrolled sideways."""
    try:
        page.wait_for_function(
            "document.documentElement.scrollWidth <= window.innerWidth", timeout=PATIENCE
        )
    except NeverTrue:
        return False
    return True

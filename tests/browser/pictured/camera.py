"""Takes a view's picture when it stands still, small enough to be kept with the sources."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

TALLEST = {1280: 1500, 360: 1000}
"""How much of a long page is shown, in CSS pixels, by the window's width."""


BUSY = ", ".join(
    f"{one}:visible"
    for one in (".v-skeleton-loader", ".v-progress-circular", ".v-progress-linear--active")
)
PATIENCE = 30_000  # milliseconds that a busy machine may take for a view


@dataclass(frozen=True, slots=True)
class Look:
    """How a window shows the app: its size, its colours, and the ending of its pictures' names."""

    name: str
    size: dict[str, int]
    scheme: str
    sharpness: float = 1

    def __str__(self) -> str:
        return f"{self.scheme} at {self.size['width']}"


def settle(page: Page) -> None:
    """Wait until everything the view asked for is there."""
    expect(page.locator("h1").first).to_be_visible(timeout=PATIENCE)
    page.wait_for_load_state("networkidle")
    expect(
        page.locator(".v-progress-circular:visible, .v-progress-linear--active:visible")
    ).to_have_count(0)
    page.evaluate("document.fonts.ready")


def take_picture(page: Page, file: Path) -> None:
    """Write what the window shows, and what follows below up to a fit length, as WebP."""
    size = page.viewport_size
    assert size is not None
    tall = page.evaluate("document.documentElement.scrollHeight")
    wanted = min(max(tall, size["height"]), TALLEST[size["width"]])
    page.set_viewport_size({"width": size["width"], "height": wanted})
    # Hiding the caret is a style that the page's policy forbids; nothing here blinks but it.
    taken = page.screenshot(animations="disabled", caret="initial", scale="device")
    page.set_viewport_size(size)
    picture = Image.open(io.BytesIO(taken)).convert("RGB")
    # Flat colours and letters: without loss they are sharper than with it, and smaller too.
    picture.save(file, "WEBP", lossless=True, quality=70, method=4)

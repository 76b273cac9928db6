"""Takes a view's picture when it stands still, small enough to be kept with the sources."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Literal

from PIL import Image
from playwright.sync_api import Page, expect

TALLEST = {1280: 1500, 360: 1000}
"""How much of a long page is shown, in CSS pixels, by the window's width."""
BUSY = ", ".join(
    f"{one}:visible"
    for one in (".v-skeleton-loader", ".v-progress-circular", ".v-progress-linear--active")
)
AT_REST = """
async () => {
  const frame = () => new Promise(requestAnimationFrame);
  const ends = (one) => one.effect?.getComputedTiming().endTime < 5000;
  for (let looks = 0; looks < 20; looks++) {
    await frame();
    await frame();
    const moving = document.getAnimations().filter(ends);
    if (moving.length === 0) return;
    await Promise.all(moving.map((one) => one.finished.catch(() => undefined)));
  }
}
"""
"""Waits until nothing changes, nor begins to once that is done; what goes on for ever may."""
PATIENCE = 30_000  # milliseconds that a busy machine may take for a view


@dataclass(frozen=True, slots=True)
class Look:
    """How a window shows the app: its size, its colours, and the ending of its pictures' names.

    Attributes:
        rules: what axe is asked for; empty for everything.
    """

    name: str
    size: dict[str, int]
    scheme: Literal["light", "dark"]
    sharpness: float = 1
    rules: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.scheme} at {self.size['width']}"


def dress(page: Page, look: Look) -> None:
    """Give the window this size and its colours, whatever it shows."""
    page.emulate_media(color_scheme=look.scheme)
    page.set_viewport_size({"width": look.size["width"], "height": look.size["height"]})


def wear(page: Page, look: Look, subject: str) -> None:
    """Show the page that is open in another look, with what the picture is about in sight."""
    dress(page, look)
    expect(page.locator(f".v-application.v-theme--{look.scheme}").first).to_be_attached()
    if subject:
        page.locator(subject).first.evaluate("one => one.scrollIntoView()")
    else:
        page.evaluate("window.scrollTo(0, 0)")
    stand_still(page)


def settle(page: Page) -> None:
    """Wait until everything the view asked for is there."""
    expect(page.locator("h1").first).to_be_visible(timeout=PATIENCE)
    page.wait_for_load_state("networkidle")
    stand_still(page)


def stand_still(page: Page) -> None:
    """Wait until nothing says that it is still loading."""
    expect(page.locator(BUSY)).to_have_count(0, timeout=PATIENCE)
    page.evaluate("document.fonts.ready")
    page.evaluate(AT_REST)


def take_picture(page: Page, sharpness: float = 1) -> bytes:
    """What the window shows, and what follows below up to a fit length, as WebP."""
    size = page.viewport_size
    assert size is not None
    tall = page.evaluate("document.documentElement.scrollHeight")
    wanted = min(max(tall, size["height"]), TALLEST[size["width"]])
    page.set_viewport_size({"width": size["width"], "height": wanted})
    screen = page.context.new_cdp_session(page)
    measures = {"width": size["width"], "height": wanted, "mobile": False}
    screen.send("Emulation.setDeviceMetricsOverride", {**measures, "deviceScaleFactor": sharpness})
    # Hiding the caret is a style that the page's policy forbids; nothing here blinks but it.
    taken = page.screenshot(animations="disabled", caret="initial", scale="device")
    screen.send("Emulation.setDeviceMetricsOverride", {**measures, "deviceScaleFactor": 1})
    screen.detach()
    page.set_viewport_size(size)
    picture = Image.open(io.BytesIO(taken)).convert("RGB")
    kept = io.BytesIO()
    # Flat colours and letters: without loss they are sharper than with it, and smaller too.
    picture.save(kept, "WEBP", lossless=True, quality=70, method=4)
    return kept.getvalue()

"""Run Lighthouse on a page, and read what it says."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psutil

from lighthouse.product import FOLDER
from lighthouse.visitors import Page
from tanggap.setting_formats import ROOT

PROGRAM = ROOT / "lighthouse" / "node_modules" / "lighthouse" / "cli" / "index.js"
CATEGORIES = ("performance", "accessibility", "best-practices")
PRESETS = ("mobile", "desktop")
CHROME = "--headless=new --no-sandbox --disable-gpu --lang=id-ID"
SECONDS_FOR_A_PAGE = 180


class LighthouseFailed(Exception):
    """Lighthouse could not look at a page; the text says why."""


@dataclass(frozen=True)
class Figures:
    """What Lighthouse says of one page in one preset.

    Attributes:
        scores: 0 to 100 by category, the median of the runs.
        lost: audits that cost points in the last run, with what they found.
        times: the moments behind performance, in the words of Lighthouse.
    """

    page: str
    preset: str
    scores: dict[str, int]
    lost: list[str]
    times: dict[str, str]

    def as_json(self) -> dict[str, Any]:
        """For ``var/lighthouse.json``."""
        return asdict(self)


def look(page: Page, preset: str, runs: int) -> Figures:
    """Let Lighthouse look at ``page`` so many times.

    Raises:
        LighthouseFailed: it came back without figures, or looked at another page.
    """
    reports = [_run(page, preset) for _ in range(runs)]
    scores = {
        one: round(statistics.median(100 * told["categories"][one]["score"] for told in reports))
        for one in CATEGORIES
    }
    last = reports[-1]
    return Figures(page.name, preset, scores, _lost(last), _times(last))


def _run(page: Page, preset: str) -> dict[str, Any]:
    output = FOLDER / "report.json"
    output.unlink(missing_ok=True)
    headers = FOLDER / "headers.json"
    headers.write_text(json.dumps({"Cookie": page.cookies} if page.cookies else {}), "utf-8")
    headers.chmod(0o600)
    command = ["node", str(PROGRAM), page.address, "--quiet", "--output=json"]
    command += [f"--output-path={output}", f"--only-categories={','.join(CATEGORIES)}"]
    command += [f"--chrome-flags={CHROME}", f"--extra-headers={headers}"]
    command += ["--preset=desktop"] if preset == "desktop" else []
    chromium = os.environ.get("CHROMIUM_PATH", "/usr/bin/chromium")
    try:
        with (
            subprocess.Popen(
                command,
                cwd=FOLDER,
                env=os.environ | {"CHROME_PATH": chromium, "CI": "1"},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
            ) as running,
            _ended_whole(running),
        ):
            said = running.communicate(timeout=SECONDS_FOR_A_PAGE)[1]
    except subprocess.TimeoutExpired as error:
        raise LighthouseFailed(f"{page.name}: no answer in {error.timeout:.0f} s") from error
    finally:
        headers.unlink()
    return _read(page, output, said)


@contextmanager
def _ended_whole(running: subprocess.Popen[str]) -> Iterator[None]:
    """When it does not end by itself, its Chromium is ended with it, which has its own session."""
    try:
        yield
    except BaseException:
        started = psutil.Process(running.pid)
        for one in (*started.children(recursive=True), started):
            with suppress(psutil.NoSuchProcess):
                one.kill()
        raise


def _read(page: Page, output: Path, said: str) -> dict[str, Any]:
    if not output.exists():
        raise LighthouseFailed(f"{page.name}: {said.strip()[-2000:]}")
    told: dict[str, Any] = json.loads(output.read_text("utf-8"))
    if "runtimeError" in told:
        raise LighthouseFailed(f"{page.name}: {told['runtimeError']['message']}")
    if told["finalDisplayedUrl"] != page.address:
        raise LighthouseFailed(f"{page.name}: was led to {told['finalDisplayedUrl']}")
    return told


def _lost(told: dict[str, Any]) -> list[str]:
    """The audits that count and are not perfect, the worst of a category first."""
    lost = []
    for name in CATEGORIES:
        weighed = [one for one in told["categories"][name]["auditRefs"] if one["weight"]]
        for one in sorted(weighed, key=lambda one: told["audits"][one["id"]]["score"] or 0):
            audit = told["audits"][one["id"]]
            if audit["score"] is not None and audit["score"] < 1:
                lost.append(f"{one['id']} {audit.get('displayValue', '')}".strip())
    return lost


def _times(told: dict[str, Any]) -> dict[str, str]:
    wanted = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time")
    more = ("cumulative-layout-shift", "speed-index", "total-byte-weight")
    return {
        one: str(told["audits"][one].get("displayValue", "")).replace("\u00a0", " ")
        for one in (*wanted, *more)
    }

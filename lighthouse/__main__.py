"""``script/lighthouse``: let Lighthouse look at the product; leaves ``var/lighthouse.json``."""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import sys
import time
from collections.abc import Sequence

import psutil

from lighthouse.figures import CATEGORIES, PRESETS, Figures, LighthouseFailed, look
from lighthouse.product import CannotServe, product
from lighthouse.visitors import pages
from tanggap.setting_formats import ROOT
from tanggap.storage.embedded_postgres import ClusterError

OUTPUT = ROOT / "var" / "lighthouse.json"


def main() -> int:
    """Run; return 0 when every page was looked at, whatever the figures say."""
    parser = argparse.ArgumentParser(prog="script/lighthouse", description=__doc__)
    parser.add_argument("--runs", type=int, default=1, help="looks at each page (median)")
    parser.add_argument("--only", default="", help="pages whose name contains this")
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    began, load = time.time(), os.getloadavg()
    found: list[Figures] = []
    try:
        with product(os.environ) as served:
            wanted = [one for one in pages(served) if given.only.lower() in one.name.lower()]
            for page in wanted:
                for preset in PRESETS:
                    sys.stderr.write(f"{page.name}, {preset} …\n")
                    found.append(look(page, preset, max(1, given.runs)))
    except (CannotServe, ClusterError, LighthouseFailed) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    about = (
        f"{platform.machine()}, {psutil.cpu_count()} CPUs shared with whatever else runs (load "
        f"{load[0]:.1f} before, {os.getloadavg()[0]:.1f} after); {time.time() - began:.0f} s"
    )
    print(f"{about}\n\n{_table(found)}")
    facts = {"began": began, "about": about, "pages": [one.as_json() for one in found]}
    OUTPUT.write_text(json.dumps(facts, indent=2, ensure_ascii=False) + "\n", "utf-8")
    print(f"\nEvery figure: {OUTPUT.relative_to(ROOT)}")
    return 0


def _table(found: Sequence[Figures]) -> str:
    rows = [f"{'page':22}{'preset':9}{'perf':>5}{'a11y':>5}{'best':>5}  what cost points"]
    for one in found:
        scores = "".join(f"{one.scores[name]:5}" for name in CATEGORIES)
        rows.append(f"{one.page:22}{one.preset:9}{scores}  {'; '.join(one.lost) or '–'}")
    return "\n".join(rows)


if __name__ == "__main__":
    sys.exit(main())

"""The demonstration's entry: walk reports through the running product, over HTTP."""

from __future__ import annotations

import os
import sys

import httpx

from tanggap.running.demonstration_desks import WALKS
from tanggap.running.demonstration_walk import Stuck, complaint_branch, information_branch, say


def main(arguments: list[str]) -> int:
    """Walk both NKK branches, with ``--all`` the other four desks as well.

    Against ``TANGGAP_BASE_URL``, or this machine's own server.
    """
    if arguments not in ([], ["--all"]):
        say("Cara pakai: script/demo [--all]")
        return 2
    port = os.environ.get("TANGGAP_PORT", "8000")
    base_url = os.environ.get("TANGGAP_BASE_URL", f"http://localhost:{port}").rstrip("/")
    try:
        httpx.get(base_url, timeout=10)
    except httpx.HTTPError:
        say(f"Tidak ada yang menjawab di {base_url}. Jalankan script/server lebih dahulu.")
        return 1
    try:
        for walk in (information_branch, complaint_branch, *(WALKS if arguments else ())):
            walk(base_url)
    except Stuck as stuck:
        say(f"Berhenti: {stuck}")
        return 1
    say("Selesai.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Texts of procedure versions, made from the NKK file."""

from __future__ import annotations

from functools import cache

from tanggap.settings import ROOT


@cache
def nkk_source() -> str:
    """The NKK procedure as it lies in ``sop``."""
    return (ROOT / "sop" / "nkk.yaml").read_text(encoding="utf-8")


def with_secretary() -> str:
    """Version 2: a secretary classifies within 60 minutes, and the hand-over has another name."""
    changed = nkk_source()
    for old, new in (
        ("version: 1", "version: 2"),
        (
            "  supporting_team: {title: Tim NKK Pembantu, kind: unit_team}",
            "  supporting_team: {title: Tim NKK Pembantu, kind: unit_team}\n"
            "  secretary: {title: Sekretaris, kind: team}",
        ),
        ("label: Serahkan ke Tim NKK Utama", "label: Serahkan kepada sekretaris"),
        (
            "    actor: main_team\n"
            "    activity: Mengklasifikasi laporan sebagai informasi atau pengaduan\n"
            "    requirements: Data pengaduan\n"
            "    duration: 120 menit",
            "    actor: secretary\n"
            "    activity: Mengklasifikasi laporan sebagai informasi atau pengaduan\n"
            "    requirements: Data pengaduan\n"
            "    duration: 60 menit",
        ),
    ):
        assert changed.count(old) == 1, old
        changed = changed.replace(old, new)
    return changed

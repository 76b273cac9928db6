"""Say the facts of a recap's history in Indonesian."""

from __future__ import annotations

from datetime import datetime

from tanggap.domain.english_time import english_moment
from tanggap.domain.spoken_time import spoken_moment
from tanggap.services import english_event_texts as english
from tanggap.services.reader import reads_english
from tanggap.services.recaps.archiving import HEADS, TITLES
from tanggap.storage.recaps import RecapEvent

OPENED = "Angka dihitung dan rekap dibuka."
CORRECTED = "{figure}: {was} menjadi {now}. Alasan: {reason}"
ESCALATIONS = {
    "superior": "Lewat tenggat; atasan langsung diberi tahu.",
    "unit_head": "Lewat tenggat; kepala unit diberi tahu karena tidak ada atasan langsung.",
    "desk": "Lewat tenggat; tim layanan diberi tahu karena tidak ada atasan langsung atau kepala unit.",
    "administrators": "Lewat tenggat; administrator diberi tahu karena tidak ada yang lain.",
    "nobody": "Lewat tenggat; tidak ada yang dapat diberi tahu di atas tim.",
}
MOVED = "Tenggat berubah karena jam kerja diubah: {was} menjadi {becomes}."
TOTALS = {"open_before": "Terbuka pada awal masa", "open_after": "Terbuka pada akhir masa"}


def said(event: RecapEvent, timezone: str) -> str:
    """The event as one sentence.

    Args:
        timezone: of the desk, in which moments are said.
    """
    facts = event.facts
    if event.kind == "recap_opened":
        return english.RECAP_OPENED if reads_english() else OPENED
    if event.kind == "figure_corrected":
        return (english.RECAP_CORRECTED if reads_english() else CORRECTED).format(
            figure=_figure(facts["table"], facts["row"], facts["count"]),
            was=facts["was"],
            now=facts["now"],
            reason=facts["reason"],
        )
    if event.kind == "due_time_moved":
        spoken = english_moment if reads_english() else spoken_moment
        moments = {
            name: spoken(datetime.fromisoformat(facts[name]), timezone)
            for name in ("was", "becomes")
        }
        return (english.RECAP_MOVED if reads_english() else MOVED).format(**moments)
    if event.kind == "recap_overdue":
        told = english.RECAP_ESCALATIONS if reads_english() else ESCALATIONS
        return told[facts["told"]]
    note = facts.get("note", "")
    return f"{facts['label']}: {note}" if note else str(facts["label"])


def _figure(table: str, row: str, count: str) -> str:
    totals, heads, titles = TOTALS, HEADS, TITLES
    if reads_english():
        totals, heads, titles = english.RECAP_TOTALS, english.RECAP_HEADS, english.RECAP_TITLES
    counted = totals.get(count) or heads[count]
    return f"{counted}, {row or titles[table].lower()}"

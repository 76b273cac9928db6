"""The languages the product speaks: Indonesian first, English for officers who ask for it."""

from __future__ import annotations

from typing import Literal

Language = Literal["id", "en"]
LANGUAGES: tuple[Language, ...] = ("id", "en")
INDONESIAN: Language = "id"
ENGLISH: Language = "en"

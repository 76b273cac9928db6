"""The only files a document may draw on: our fonts, the colour profile, data, kept pictures."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from weasyprint.urls import URLFetcher, URLFetcherResponse

FONTS = Path(__file__).parent / "fonts"
TEMPLATES = Path(__file__).parents[2] / "templates" / "documents"
EMBLEM = Path(__file__).with_name("emblem.svg")
"""A neutral invented emblem."""
SCHEME = "tanggap-asset:"
PICTURE = re.compile(r"tanggap-picture:([0-9a-f]{64})")
"""Address of a kept picture, by the SHA-256 of its file."""

Pictures = Callable[[str], bytes]
"""Gives the JPEG to print for the picture with a SHA-256; raises ``LookupError`` for none."""


class OwnAssets(URLFetcher):  # type: ignore[misc]
    """Fetches our assets, kept pictures and ``data:`` addresses; refuses every other one.

    Text in a letter comes from the public. Whatever slips into a page must neither read a file
    of the server nor reach a network from it.
    """

    def __init__(self, pictures: Pictures | None = None) -> None:
        self._pictures = pictures
        super().__init__(allowed_protocols=frozenset({"data"}), allow_redirects=False)
        self._ours: dict[str, Traversable] = {font.name: font for font in FONTS.glob("*.ttf")}
        self._ours["sRGB.icc"] = files("weasyprint.pdf") / "sRGB2014.icc"

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return the asset at ``url``.

        Raises:
            ValueError: the address is neither an asset of ours nor ``data:``.
        """
        if (picture := PICTURE.fullmatch(url)) and self._pictures is not None:
            return URLFetcherResponse(url, self._pictures(picture[1]))
        if not url.startswith(SCHEME):
            return super().fetch(url, headers)
        asset = self._ours.get(url.removeprefix(SCHEME))
        if asset is None:
            raise ValueError(f"not an asset of ours: {url}")
        return URLFetcherResponse(url, asset.read_bytes())

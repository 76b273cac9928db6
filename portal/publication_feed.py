"""Write the Atom 1.0 feed (RFC 4287) of published answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import urlencode
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from flask_babel import gettext as _

from tanggap.services.house import now
from tanggap.services.public_addresses import (
    publication_address,
    publication_feed_address,
    publication_list_address,
)
from tanggap.services.publications import Published

ATOM = "http://www.w3.org/2005/Atom"
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

register_namespace("", ATOM)


def feed_of(agency_id: UUID, agency_name: str, items: Sequence[Published], desk: str) -> bytes:
    """The feed as bytes; ids stay the same whatever the portal's address is.

    Args:
        items: by ``updated_at``, newest first.
        desk: slug of the desk whose answers these are, or nothing for all.
    """
    query = f"?{urlencode({'layanan': desk})}" if desk else ""
    feed = Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "id"})
    _add(feed, "id", f"urn:uuid:{uuid5(agency_id, f'publications {desk}'.strip())}")
    title = items[0].desk_name if desk and items else agency_name
    _add(feed, "title", _("Jawaban atas pengaduan – %(name)s", name=title))
    _add(feed, "updated", _moment(items[0].updated_at if items else now()))
    author = SubElement(feed, f"{{{ATOM}}}author")
    _add(author, "name", agency_name)
    _link(feed, "self", publication_feed_address() + query, "application/atom+xml")
    _link(feed, "alternate", publication_list_address() + query, "text/html")
    for item in items:
        _entry(feed, item)
    content: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return content


def _entry(feed: Element, item: Published) -> None:
    entry = SubElement(feed, f"{{{ATOM}}}entry")
    _add(entry, "id", f"urn:uuid:{item.id}")
    _add(entry, "title", item.title)
    _add(entry, "published", _moment(item.published_at))
    _add(entry, "updated", _moment(item.updated_at))
    author = SubElement(entry, f"{{{ATOM}}}author")
    _add(author, "name", item.unit_name)
    SubElement(entry, f"{{{ATOM}}}category", {"term": _clean(item.category)})
    _link(entry, "alternate", publication_address(item.public_id), "text/html")
    words = f"{_('Laporan')}:\n{item.question}\n\n{_('Jawaban')}:\n{item.answer}"
    _add(entry, "content", words).set("type", "text")


def _add(parent: Element, name: str, text: str) -> Element:
    child = SubElement(parent, f"{{{ATOM}}}{name}")
    child.text = _clean(text)
    return child


def _link(parent: Element, rel: str, href: str, kind: str) -> None:
    SubElement(parent, f"{{{ATOM}}}link", {"rel": rel, "href": href, "type": kind})


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("", text)


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

"""Words of messages: a template and its facts become subject and text; the text becomes HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from tanggap.documents.body import Listing, blocks
from tanggap.settings import ROOT

TEMPLATES = ROOT / "templates" / "messages"

CODE_WITHHELD = "(hanya tertulis di pesan yang Anda terima)"
"""Stands in the stored text of a receipt where the sent one has the tracking code."""
LINK_WITHHELD = "(tautan sudah dihapus dari catatan ini)"
"""Replaces the secret links of account messages once they are sent."""

_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")


@dataclass(frozen=True, slots=True)
class Composed:
    """A message ready to be queued: one line of subject, and plain text."""

    subject: str
    body: str


def compose(template: str, **facts: object) -> Composed:
    """Return the message that ``templates/messages/<template>.txt`` makes of ``facts``.

    The first line of a template is the subject.

    Raises:
        jinja2.TemplateNotFound: there is no such message.
        jinja2.UndefinedError: a fact is missing.
    """
    written = _texts().get_template(f"{template}.txt").render(**facts)
    subject, _, body = written.strip().partition("\n")
    return Composed(subject=" ".join(subject.split()), body=_tidy(body))


def compose_short(template: str, **facts: object) -> str:
    """Return the text for WhatsApp and SMS: ``templates/messages/<template>.short.txt``.

    Raises:
        jinja2.TemplateNotFound: there is no such message.
        jinja2.UndefinedError: a fact is missing.
    """
    return _tidy(_texts().get_template(f"{template}.short.txt").render(**facts))


def as_html(subject: str, body: str) -> str:
    """Return the HTML form of a message; it says what the text says, no more."""
    page = _pages().get_template("layout.html")
    return page.render(subject=subject, blocks=blocks(body))


def without_links(body: str) -> str:
    """Return ``body`` with every web address taken out."""
    return _LINK.sub(LINK_WITHHELD, body)


def _tidy(body: str) -> str:
    """At most one blank line between paragraphs, whatever the conditions of a template left."""
    return re.sub(r"\n{3,}", "\n\n", body.strip())


def _linked(line: str) -> Markup:
    """``line`` escaped, with its web addresses made into links."""
    done, parts = 0, []
    for found in _LINK.finditer(line):
        parts.append(escape(line[done : found.start()]))
        parts.append(Markup('<a href="{0}">{0}</a>').format(found[0]))
        done = found.end()
    parts.append(escape(line[done:]))
    return Markup("").join(parts)


@cache
def _texts() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=False,  # noqa: S701 - plain text
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


@cache
def _pages() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["linked"] = _linked
    environment.tests["listing"] = lambda block: isinstance(block, Listing)
    return environment

"""Read the mails that the account services queued, and the links in them."""

from __future__ import annotations

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.storage.correspondence import Message


def mails_to(session: Session, address: str) -> list[Message]:
    """Every mail queued to an address, oldest first."""
    session.expire_all()
    found = session.scalars(select(Message).where(Message.address == address).order_by(Message.id))
    return list(found)


def token_in(mail: Message) -> str:
    """The secret part of the one link in a mail."""
    [link] = re.findall(r"https?://\S+", mail.body)
    return str(link.rsplit("/", 1)[1])

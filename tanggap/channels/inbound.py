"""What every way in has in common: it yields messages, oldest first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from tanggap.domain.inbound import InboundFile, InboundMessage


class ChannelIn(Protocol):
    """Whatever brings messages: what a provider posted to us, or a mailbox that is read."""

    def messages(self) -> Iterable[InboundMessage]:
        """Every message that can be read, oldest first; what cannot is left out and logged."""


class FileSource(Protocol):
    """Whatever keeps the files of messages until they are fetched."""

    def fetch(self, file: InboundFile, largest: int) -> InboundFile:
        """Return ``file`` with its content.

        Args:
            largest: bytes; a file that is larger is not read to its end.

        Raises:
            FileTooLarge: it is larger than ``largest``.
            FileGone: the provider has it no more.
            FileUnreachable: it may work later.
        """


class FileTooLarge(Exception):
    """A file that came along is larger than what is taken."""


class FileGone(Exception):
    """The provider does not keep a file any more."""


class FileUnreachable(Exception):
    """The provider cannot be reached, or asks to come back."""

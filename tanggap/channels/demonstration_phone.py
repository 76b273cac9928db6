"""A demonstration's telephone network: takes every message and sends none; pages show them."""

from __future__ import annotations

from tanggap.channels.outbound import OutgoingText


class DemonstrationPhone:
    """Takes WhatsApp and SMS messages; what was said stands in the database."""

    def send(self, message: OutgoingText) -> str:
        """Take ``message``; the id it gets leads back to ours."""
        return f"demo.{message.message_id}"

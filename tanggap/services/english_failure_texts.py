"""Says in English why a message was not delivered: beside ``failure_texts``, kind by kind."""

from __future__ import annotations

from tanggap.channels.failure_kinds import FailureKind

MEANINGS = {
    FailureKind.MAILBOX_UNKNOWN: "The recipient's e-mail address does not exist. Check its spelling and"
    " ask for the right one; sending to the same address again will not help.",
    FailureKind.MAILBOX_FULL: "The recipient's mailbox is full. Ask the recipient to make room, by"
    " telephone for example, then send again.",
    FailureKind.MAILBOX_CLOSED: "The recipient's mailbox is closed or takes no mail. Reach the recipient"
    " in another way and ask for an address that is in use.",
    FailureKind.HOST_UNKNOWN: "The part of the address after the @ takes no mail. Check its spelling,"
    " gmail.com for example, and ask for the right address.",
    FailureKind.ADDRESS_MALFORMED: "The recipient's e-mail address is miswritten. Ask for the right one.",
    FailureKind.TOO_LARGE: "The mail with its attachments is too large for the recipient's server. Hand"
    " the letter over in another way; report and letter can still be opened on the portal.",
    FailureKind.SPAM: "The recipient's server refused this mail as spam or by its rules. Reach the"
    " recipient in another way, and ask the IT team to check the reputation of the agency's mail server.",
    FailureKind.SENDER_UNPROVEN: "The recipient's server does not believe that this mail is from our"
    " agency. Ask the IT team to check SPF, DKIM and DMARC, then send again.",
    FailureKind.SIGN_IN: "The provider refused this system's account, password or permission. Ask the IT"
    " team to check the channel's settings, then send again.",
    FailureKind.NOT_ENCRYPTED: "No secure connection (TLS) with the mail server was possible. Ask the IT"
    " team to check the certificate and the TLS settings, then send again.",
    FailureKind.BUSY: "The provider is busy or limits what it takes. It usually works later; if it has"
    " been given up, send again later.",
    FailureKind.UNREACHABLE: "The provider cannot be reached. Send again later; if it stays like this,"
    " ask the IT team to check the network and the server's address.",
    FailureKind.REFUSED: "The provider refused this message. Reach the recipient in another way, and show"
    " the details below to the IT team.",
    FailureKind.NOT_ON_WHATSAPP: "The recipient's number cannot take this WhatsApp message. Check the"
    " number, or reach the recipient in another way.",
    FailureKind.TOO_LATE: "More than 24 hours have passed since the recipient last wrote, and WhatsApp"
    " takes only messages made from a template. Reach the recipient in another way.",
    FailureKind.UNWANTED: "WhatsApp did not deliver this message so that the recipient does not get too"
    " many. Reach the recipient in another way.",
    FailureKind.TEMPLATE: "WhatsApp refused the template of this message. Ask the IT team to check its"
    " name, language and approval, then send again.",
    FailureKind.FILE: "WhatsApp could not fetch or send the attachment. Send again; if it fails once"
    " more, hand the letter over in another way.",
    FailureKind.ACCOUNT: "The WhatsApp account or number of this desk is restricted. Ask the IT team to"
    " look in WhatsApp Manager, then send again.",
    FailureKind.NUMBER_MALFORMED: "The SMS gateway refused the recipient's number. Check it and ask for"
    " the right one.",
    FailureKind.NOT_BY_OPERATOR: "The mobile operator could not deliver this SMS. The number may be out"
    " of use; reach the recipient in another way.",
    FailureKind.REPORTED_BACK: "The recipient's server returned this mail. Check the address; the full"
    " reason is in the returned mail in the desk's mailbox.",
}

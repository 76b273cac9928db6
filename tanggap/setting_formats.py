"""The written forms that settings take, each refused in two languages when it is wrong."""

from email.headerregistry import Address
from email.utils import parseaddr
from pathlib import Path
from typing import Annotated
from urllib.parse import SplitResult, urlsplit

from limits import parse_many
from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

ROOT = Path(__file__).resolve().parent.parent
"""The checkout: relative paths in settings count from here, wherever a command is typed."""


_THIS_MACHINE = frozenset({"127.0.0.1", "::1", "localhost"})


def wrong(indonesian: str, english: str) -> PydanticCustomError:
    """Return the error that refuses a setting, in words for both languages."""
    return PydanticCustomError(
        "wrong_setting", "{english}", {"indonesian": indonesian, "english": english}
    )


def _split(url: str, *schemes: str) -> SplitResult:
    """Return the parts of ``url``.

    Raises:
        PydanticCustomError: the scheme is not one of ``schemes`` or the port is no number.
    """
    parts = urlsplit(url)
    if parts.scheme not in schemes:
        allowed = " / ".join(f"{scheme}:" for scheme in schemes)
        raise wrong(f"alamat harus berawalan {allowed}", f"the address must begin with {allowed}")
    try:
        _ = parts.port
    except ValueError as error:
        raise wrong("nomor port tidak sah", "the port number is not valid") from error
    return parts


def database_url(value: str) -> str:
    """Return a libpq address (``postgresql://``), whatever driver suffix was written."""
    parts = _split(value, "postgresql", "postgres", "postgresql+psycopg")
    if not parts.path.strip("/"):
        raise wrong("nama basis data belum ditulis", "the name of the database is missing")
    return value.replace(f"{parts.scheme}:", "postgresql:", 1)


def mail_server_url(value: str) -> str:
    """Return the address of a mail server: ``smtp://user:password@host:port?starttls=yes``."""
    if not _split(value, "smtp", "smtps").hostname:
        raise wrong("nama server surel belum ditulis", "the name of the mail server is missing")
    return value


def bsre_url(value: str) -> str:
    """Return the address of a BSrE client: ``https://user:password@host``; http on this machine."""
    parts = _split(value, "https", "http")
    if not parts.hostname or not parts.username or not parts.password:
        raise wrong(
            "tulis seperti https://nama:sandi@esign.kota.go.id",
            "write it like https://user:password@esign.city.example",
        )
    if parts.scheme == "http" and parts.hostname not in ("127.0.0.1", "::1", "localhost"):
        raise wrong(
            "frasa sandi hanya dikirim lewat https://", "passphrases are sent over https:// only"
        )
    return value


def base_url(value: str) -> str:
    """Return the public address of the product, without a slash at its end."""
    parts = _split(value, "http", "https")
    if not parts.hostname or parts.query or parts.fragment:
        raise wrong(
            "tulis seperti https://lapor.kota.go.id", "write it like https://report.city.example"
        )
    return value.rstrip("/")


def file_store_url(value: str) -> str:
    """Return the file store's address: ``file:folder``, ``s3://bucket/prefix``, ``memory:``."""
    _split(value, "file", "s3", "memory")
    return value


def mailbox(value: str) -> str:
    """Return a sender such as ``Layanan Pengaduan <lapor@kota.go.id>``."""
    name, address = parseaddr(value)
    try:
        Address(display_name=name, addr_spec=address)
    except (ValueError, IndexError):
        address = ""
    if "@" not in address or not value.isprintable():
        raise wrong(
            "tulis seperti Layanan Pengaduan <lapor@kota.go.id>",
            "write it like Complaint desk <report@city.example>",
        )
    return value


def channel_url(value: str) -> str:
    """Return the address of a messaging service; in the clear on this machine alone."""
    parts = _split(value, "http", "https")
    if not parts.hostname:
        raise wrong("nama server belum ditulis", "the name of the server is missing")
    if parts.scheme == "http" and parts.hostname not in _THIS_MACHINE:
        raise wrong("harus berawalan https:", "it must begin with https:")
    return value.rstrip("/")


def sms_url(value: str) -> str:
    """Return Kannel's address: ``http://user:password@host:13013/cgi-bin/sendsms``."""
    parts = _split(value, "http", "https")
    if not (parts.hostname and parts.username and parts.password):
        raise wrong(
            "tulis seperti http://nama:sandi@127.0.0.1:13013/cgi-bin/sendsms",
            "write it like http://user:password@127.0.0.1:13013/cgi-bin/sendsms",
        )
    return value


def mailboxes(value: object) -> object:
    """Return pairs of address and server: ``lapor@kota.go.id=imaps://user:password@host/INBOX``.

    Several are parted by spaces.
    """
    if not isinstance(value, str):
        return value
    pairs = []
    for one in value.split():
        address, _, url = one.partition("=")
        parts = _split(url, "imap", "imaps")
        if "@" not in mailbox(address) or not (parts.hostname and parts.username):
            raise wrong(
                "tulis seperti lapor@kota.go.id=imaps://nama:sandi@surel.kota.go.id/INBOX",
                "write it like report@city.example=imaps://user:password@mail.city.example/INBOX",
            )
        pairs.append((address.lower(), url))
    return tuple(pairs)


def rate(value: str) -> str:
    """Return a rate limit such as ``10 per minute`` or ``5/minute; 50/hour``."""
    try:
        parse_many(value)
    except ValueError as error:
        raise wrong('tulis seperti "10 per minute"', 'write it like "10 per minute"') from error
    return value


def folder(value: Path) -> Path:
    """Return an absolute path; a relative one counts from the checkout."""
    return value if value.is_absolute() else ROOT / value


Secret = Annotated[str, Field(min_length=32, repr=False)]
Token = Annotated[str, Field(min_length=16)]
DatabaseUrl = Annotated[str, AfterValidator(database_url)]
BsreUrl = Annotated[str, AfterValidator(bsre_url)]
MailServerUrl = Annotated[str, AfterValidator(mail_server_url)]
BaseUrl = Annotated[str, AfterValidator(base_url)]
FileStoreUrl = Annotated[str, AfterValidator(file_store_url)]
Mailbox = Annotated[str, AfterValidator(mailbox)]
ChannelUrl = Annotated[str, AfterValidator(channel_url)]
SmsUrl = Annotated[str, AfterValidator(sms_url)]
Mailboxes = Annotated[tuple[tuple[str, str], ...], BeforeValidator(mailboxes)]
Rate = Annotated[str, AfterValidator(rate)]
Folder = Annotated[Path, AfterValidator(folder)]
Port = Annotated[int, Field(ge=1, le=65535)]

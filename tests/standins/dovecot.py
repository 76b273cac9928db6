"""A real IMAP server, Debian's Dovecot, in a folder of its own on a loopback port."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

USER, PASSWORD = "lapor", "sandi-kotak-88d1"
PROGRAM = shutil.which("dovecot") or "/usr/sbin/dovecot"


@dataclass
class Dovecot:
    """A mailbox that anybody can put mails into.

    Attributes:
        maildir: its folder; a file in ``new`` is a mail.
    """

    port: int
    maildir: Path
    _count: int = 0

    @property
    def url(self) -> str:
        """The address with user and password."""
        return f"imap://{USER}:{PASSWORD}@127.0.0.1:{self.port}/INBOX"

    def put(self, mail: bytes) -> None:
        """Deliver a mail."""
        self._count += 1
        draft = self.maildir / "tmp" / f"{time.time_ns()}.{self._count}.test"
        draft.write_bytes(mail)
        draft.chmod(0o666)
        draft.rename(self.maildir / "new" / draft.name)

    def empty(self) -> None:
        """Take away every mail."""
        for place in ("cur", "new"):
            for mail in (self.maildir / place).iterdir():
                mail.unlink()

    def number_anew(self) -> None:
        """Lose the index, as a server that was restored: every mail gets a new UID."""
        known = (self.maildir / "dovecot-uidlist").read_text().split()
        validity = next(int(word[1:]) for word in known if word.startswith("V"))
        for name in self.maildir.glob("dovecot*"):
            name.unlink()
        # Left alone, Dovecot takes the time in seconds: the same number within the same second.
        (self.maildir / "dovecot-uidlist").write_text(f"3 V{validity + 1} N1\n")
        (self.maildir / "dovecot-uidlist").chmod(0o666)


@contextmanager
def dovecot() -> Iterator[Dovecot]:
    """Run the server for as long as the block lasts."""
    # Not in pytest's folder: that is closed to the account that Dovecot serves mail as.
    with TemporaryDirectory(prefix="tanggap-dovecot-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with _running(folder) as server:
            yield server


@contextmanager
def _running(folder: Path) -> Iterator[Dovecot]:
    port = _free_port()
    maildir = folder / "mail"
    for part in ("cur", "new", "tmp"):
        (maildir / part).mkdir(parents=True)
    for place in (maildir, *maildir.iterdir()):
        place.chmod(0o777)
    configuration = folder / "dovecot.conf"
    configuration.write_text(_configuration(folder, maildir, port))
    running = subprocess.Popen([PROGRAM, "-F", "-c", str(configuration)], stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, running)
        yield Dovecot(port, maildir)
    finally:
        running.terminate()
        running.wait(timeout=20)


def _configuration(folder: Path, maildir: Path, port: int) -> str:
    me = getpass.getuser()
    mail_user = "mail" if os.geteuid() == 0 else me  # Dovecot serves no mail as root
    internal = "dovecot" if os.geteuid() == 0 else me
    login = "dovenull" if os.geteuid() == 0 else me
    return f"""
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = {internal}
default_login_user = {login}
mail_location = maildir:{maildir}
first_valid_uid = 1
mail_fsync = never
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
passdb {{
  driver = static
  args = password={PASSWORD}
}}
userdb {{
  driver = static
  args = uid={mail_user} gid={mail_user} home={folder} allow_all_users=yes
}}
"""


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _wait_for(port: int, running: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 20
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as line:
                if line.recv(64).startswith(b"* OK"):
                    return
        except OSError:
            pass
        if running.poll() is not None or time.monotonic() > until:
            raise RuntimeError("dovecot does not answer")
        time.sleep(0.05)

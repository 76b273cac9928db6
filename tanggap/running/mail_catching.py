"""The process that catches a demonstration's mail; it loads nothing else of the product."""

import os

from tanggap.channels.mail_catcher import serve
from tanggap.settings import SettingsError, load_settings, stop_on_wrong_settings


def main() -> None:
    """Catch mail until told to stop."""
    try:
        settings = load_settings(os.environ)
    except SettingsError as problem:
        stop_on_wrong_settings(problem)
    serve(settings.mail_catcher_dir, settings.mail_catcher_port)


if __name__ == "__main__":
    main()

"""Bring a database up to date before the server starts.

All in one process, for importing the product is what takes long. Standard output is the list of
demonstration accounts alone; whatever else there is to say goes to standard error.
"""

import sys
from contextlib import redirect_stdout

from flask.cli import FlaskGroup

from tanggap.app import create_app
from tanggap.settings import SettingsError, stop_on_wrong_settings


def main() -> None:
    """Migrate, measure what that left; in a demonstration load its data and list its accounts."""
    try:
        application = create_app()
    except SettingsError as problem:
        stop_on_wrong_settings(problem)
    flask = FlaskGroup(create_app=lambda: application)

    def run(*command: str) -> None:
        flask.main(list(command), prog_name="flask", standalone_mode=False)

    with redirect_stdout(sys.stderr):
        run("database", "prepare")
        run("oversight", "measure")
        if "--demonstration" in sys.argv:
            run("demo", "load")
            run("demo", "past")
    if "--demonstration" in sys.argv:
        run("demo", "accounts")


if __name__ == "__main__":
    main()

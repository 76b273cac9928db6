"""The WSGI entry point: ``gunicorn wsgi`` and ``flask --app wsgi`` find the application here."""

from tanggap.app import create_app
from tanggap.settings import SettingsError, stop_on_wrong_settings

try:
    application = create_app()
except SettingsError as problem:
    stop_on_wrong_settings(problem)

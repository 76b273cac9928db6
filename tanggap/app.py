"""Put the product together: settings, database, security, faces and commands."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from datetime import UTC, datetime

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from admin_api import register_api
from admin_api.channels import register_channels
from portal import register_portal
from tanggap.channel_connections import file_sources, mailboxes, ways_out
from tanggap.channels.smtp import SmtpSender
from tanggap.cli import register_commands
from tanggap.documents.rendering import Renderer
from tanggap.rate_limits import set_up_rate_limits
from tanggap.response_headers import set_up_response_headers
from tanggap.security import set_up_security
from tanggap.services.house import EXTENSION, House
from tanggap.settings import ROOT, Settings, load_settings
from tanggap.signing_setup import signer_of, trust_of
from tanggap.static_files import serve_static_files_compressed
from tanggap.storage.database import db
from tanggap.storage.evidence_images import printable_picture
from tanggap.storage.file_store import FileStore

Clock = Callable[[], datetime]


def present_moment() -> datetime:
    """The present moment, aware UTC: the only place where the product reads the clock."""
    return datetime.now(UTC)


def create_app(settings: Settings | None = None, *, clock: Clock = present_moment) -> Flask:
    """Make the WSGI application.

    Args:
        settings: read from the environment when not given.
        clock: returns the present moment; tests move it.

    Raises:
        SettingsError: a setting is missing or wrong.
    """
    settings = settings or load_settings(os.environ)
    app = Flask(
        "tanggap",
        root_path=str(ROOT),
        static_folder=str(ROOT / "static"),
        template_folder=str(ROOT / "templates"),
    )
    app.config.update(
        SECRET_KEY=settings.secret_key,
        TESTING=settings.mode == "test",
        SQLALCHEMY_DATABASE_URI=settings.sqlalchemy_url,
        SQLALCHEMY_ENGINE_OPTIONS=_engine_options(settings),
        MAX_CONTENT_LENGTH=settings.max_request_mb * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        WTF_CSRF_TIME_LIMIT=None,  # a form may stay open for as long as its session
        PREFERRED_URL_SCHEME="https" if settings.base_url.startswith("https") else "http",
    )
    logging.basicConfig(level=settings.log_level)
    for chatty in ("procrastinate", "alembic", "weasyprint"):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, logging.getLogger().level))
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    db.init_app(app)
    app.extensions[EXTENSION] = _house(settings, clock)
    set_up_rate_limits(app, settings)
    set_up_security(app, settings)
    serve_static_files_compressed(app)
    set_up_response_headers(app, settings)
    register_portal(app, settings)
    register_api(app)
    register_channels(app)
    register_commands(app)
    return app


def _house(settings: Settings, clock: Clock) -> House:
    """The parts that use cases reach."""
    files = FileStore(settings.file_store_url)
    return House(
        settings=settings,
        clock=clock,
        files=files,
        renderer=Renderer(pictures=lambda sha256: printable_picture(files.get(sha256))),
        signer=signer_of(settings),
        trust=trust_of(settings),
        mail=SmtpSender(settings.smtp_url, settings.mail_from) if settings.smtp_url else None,
        ways_out=ways_out(settings),
        file_sources=file_sources(settings),
        mailboxes=mailboxes(settings),
    )


def _engine_options(settings: Settings) -> dict[str, object]:
    return {
        "pool_size": settings.database_pool_size,
        "pool_pre_ping": False,
        "pool_recycle": 1800,
        "connect_args": {
            "application_name": "tanggap",
            "connect_timeout": 10,
            "prepare_threshold": 1,  # planning costs more than most statements
        },
    }

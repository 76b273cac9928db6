"""Lose no text when a session ends: park what was typed, show it again after logging in.

For the author of a form page, two things are needed. Protect the view with :func:`login_required`
instead of Flask-Login's, and make the form with :func:`make_form`::

    @pages.route("/laporan/<uuid:report_id>/pesan", methods=["GET", "POST"])
    @login_required
    def message(report_id):
        form = make_form(MessageForm)
        if form.validate_on_submit():
            ...
            return redirect(..., 303)
        return render_template("portal/message.html", form=form)

``make_form(kind, **given)`` is ``kind(**given)``, except when the visitor comes back to this very
path with parked text: then the form holds it, and a notice is flashed for the page. A page whose
form is sent to another path names it: ``make_form(MessageForm, sent_to=url_for(...))``. A page
without WTForms asks :func:`restored_fields` itself.

What arrives is parked in two cases, for every endpoint of the portal, without further work:

- the login is over (:func:`login_required`): the visitor logs in and is brought back;
- the CSRF token is missing or of another session: the same form comes back at once, filled.

Passwords, codes and files are never parked. The parked form's id travels in the signed session
cookie, and nobody else who logs in on the same browser sees it. It is deleted when a later POST to
the same path ends in a redirect, or after 24 hours.
Nothing is parked for a request that another site sent.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit
from uuid import UUID

from flask import Flask, Response, current_app, flash, redirect, render_template, request, session
from flask import url_for as url_of
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFError
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response as AnyResponse

from tanggap.domain.refusal import Refused
from tanggap.login_sessions import ACCOUNT, current_account
from tanggap.rate_limits import may_try
from tanggap.services.parked_forms import forget_parked_form, park_form, parked_form

View = TypeVar("View", bound=Callable[..., Any])
AnyForm = TypeVar("AnyForm", bound=FlaskForm)

PARKED = "parked"
JUST_PARKED = "tanggap.just_parked"
NEVER_PARKED = frozenset({"csrf_token", "code"})
_MOST_PARKED = 3
_PARKING_RATE = "30 per hour"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def set_up_parking(app: Flask) -> None:
    """Answer expired CSRF tokens, and forget parked forms once they were sent."""
    app.register_error_handler(CSRFError, answer_expired_token)
    app.after_request(_forget_what_was_sent)
    app.extensions["security"].unauthn_handler(lambda *_mechanisms, **_given: ask_to_log_in())


def login_required(view: View) -> View:
    """Let only logged-in visitors in; park what anybody else typed and ask them to log in."""

    @wraps(view)
    def guarded(*args: Any, **given: Any) -> Any:
        if current_account() is None:
            return ask_to_log_in()
        return current_app.ensure_sync(view)(*args, **given)

    guarded.needs_login = True  # type: ignore[attr-defined]
    return cast(View, guarded)


def ask_to_log_in() -> AnyResponse:
    """Send the visitor to the login page, and after it back to here."""
    if request.method not in _SAFE and not _park_request():
        flash(_("Masuk dahulu. Tulisan Anda tadi tidak tersimpan."), "warning")
    elif request.method not in _SAFE:
        flash(_("Waktu masuk Anda habis. Tulisan Anda kami simpan; masuk untuk melanjutkan."))
    else:
        flash(_("Masuk dahulu untuk membuka halaman itu."))
    return redirect(url_of("security.login", next=_page_of_form()), 303)


def answer_expired_token(_error: CSRFError) -> AnyResponse | tuple[str, int]:
    """Show the form again with everything in it; a request of another site gets an error page."""
    if not is_own_request():
        return render_template("errors/400.html", csrf_expired=False), 400
    if not _typed():  # a button without text, such as "Keluar": nothing can be lost
        flash(_("Halaman tadi terlalu lama terbuka. Coba sekali lagi."))
        return redirect(_page_of_form(), 303)
    if _park_request():
        return redirect(_page_of_form(), 303)
    resend = {"action": request.full_path.rstrip("?"), "fields": list(_typed().items(multi=True))}
    return render_template("errors/400.html", csrf_expired=True, resend=resend), 400


def make_form(kind: type[AnyForm], *, sent_to: str | None = None, **given: Any) -> AnyForm:
    """Make a form of what was submitted, else of what was parked for it, else of ``given``.

    Args:
        sent_to: the path of the form's action; the present path when not given.
    """
    fields = restored_fields(sent_to)
    return kind(formdata=fields, **given) if fields else kind(**given)


def restored_fields(path: str | None = None) -> MultiDict[str, str] | None:
    """Return what the visitor typed into the form of ``path`` before, or None.

    Args:
        path: where the form is sent; the present path when not given.
    """
    path = path or request.path
    parked_id, owner = session.get(PARKED, {}).get(path, (None, None))
    if parked_id is None or request.method not in _SAFE:
        return None
    if owner is not None and owner != session.get(ACCOUNT):
        return None  # somebody else logged in on this browser
    fields = parked_form(UUID(parked_id), path)
    if fields is None:
        return None
    flash(_("Tulisan Anda kami simpan. Periksa, lalu kirim lagi."))
    return MultiDict((name, value) for name, values in fields.items() for value in values)


def is_own_request() -> bool:
    """Whether a page of ours sent this request, as far as the browser tells."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    sender = request.headers.get("Origin") or request.headers.get("Referer")
    return sender is not None and urlsplit(sender).netloc == request.host


def internal_path(target: str | None) -> str | None:
    """Return ``target`` when it is a page of ours that can be opened, else None.

    Only a path that our own routes know is good, so no trick with slashes, schemes or control
    characters leads away from here.
    """
    if not target or not target.startswith("/") or target.startswith("//"):
        return None
    parts = urlsplit(target)
    if parts.netloc or parts.scheme or "\\" in target or not target.isprintable():
        return None
    routes = current_app.url_map.bind(request.host)
    try:
        endpoint, _values = routes.match(parts.path, method="GET")
    except (HTTPException, RequestRedirect):
        return None
    return None if endpoint == "static" else target


def _park_request() -> bool:
    typed = _typed()
    if not typed or not is_own_request() or not may_try("parking", _PARKING_RATE):
        return False
    try:
        parked_id = park_form(request.path, typed.to_dict(flat=False))
    except Refused:
        return False
    others = {path: kept for path, kept in session.get(PARKED, {}).items() if path != request.path}
    newest = list(others.items())[-(_MOST_PARKED - 1) :]
    # A login that is over still says whose it was.
    session[PARKED] = {**dict(newest), request.path: [str(parked_id), session.get(ACCOUNT)]}
    request.environ[JUST_PARKED] = True
    return True


def _typed() -> MultiDict[str, str]:
    return MultiDict(
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in NEVER_PARKED and "password" not in name
    )


def _page_of_form() -> str:
    """The page that shows the form of this request: itself, or the page of ours it came from."""
    own = request.full_path.rstrip("?")
    if internal_path(own):
        return own
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc == request.host:
        query = f"?{came_from.query}" if came_from.query else ""
        return internal_path(came_from.path + query) or url_of("portal.home")
    return url_of("portal.home")


def _forget_what_was_sent(response: Response) -> Response:
    parked = session.get(PARKED)
    if not parked or request.method in _SAFE or request.path not in parked:
        return response
    if response.status_code in (302, 303) and JUST_PARKED not in request.environ:
        forget_parked_form(UUID(parked[request.path][0]))
        session[PARKED] = {path: kept for path, kept in parked.items() if path != request.path}
    return response

"""Who is asking, and whether the endpoint is for them at all; services judge each report."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import request

from admin_api.cross_site import check_cross_site_token
from admin_api.officer_session import account_of_session
from tanggap.domain.policy import Permission, Role, Viewer, may
from tanggap.domain.refusal import Refused
from tanggap.services.transaction import reading
from tanggap.services.viewers import SignedIn, is_more_than_reporter, viewer_of
from tanggap.storage.accounts import Account

View = TypeVar("View", bound=Callable[..., Any])

DOOR_OF = {
    Permission.SEE_REPORT: Permission.USE_QUEUES,
    Permission.SEE_RESPONSES: Permission.USE_QUEUES,
    Permission.SEE_DOCUMENTS: Permission.USE_QUEUES,
    Permission.TAKE_TASK: Permission.USE_QUEUES,
    Permission.ASSIGN_TASK: Permission.USE_QUEUES,
    Permission.WRITE_NOTE: Permission.USE_QUEUES,
    Permission.INITIAL_LETTER: Permission.USE_QUEUES,
    Permission.SIGN_LETTER: Permission.USE_QUEUES,
}
"""What opens the endpoint where the permission itself can only be judged on a report."""


def requires(permission: Permission) -> Callable[[View], View]:
    """Let only those in who hold ``permission`` somewhere; the service judges the report itself."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **given: Any) -> Any:
            viewer = current_viewer()
            check_cross_site_token(request)
            if not may(DOOR_OF.get(permission, permission), viewer):
                raise Refused("not-allowed", permission=permission.value)
            return view(*args, **given)

        return _marked(guarded, permission)

    return decorate


def any_officer(view: View) -> View:
    """Let every signed-in officer in: what concerns their own account alone."""

    @wraps(view)
    def guarded(*args: Any, **given: Any) -> Any:
        if not is_officer(current_viewer()):
            raise Refused("not-allowed")
        check_cross_site_token(request)
        return view(*args, **given)

    return _marked(guarded, "any-officer")


def public_endpoint(view: View) -> View:
    """Let everybody in; what changes anything still needs the cross-site token."""

    @wraps(view)
    def guarded(*args: Any, **given: Any) -> Any:
        check_cross_site_token(request)
        return view(*args, **given)

    return _marked(guarded, "public")


def is_officer(viewer: Viewer) -> bool:
    """Whether there is anything here for the viewer: a seat in a team, or a role of the house."""
    return bool(viewer.seats) or bool(viewer.roles & {Role.ADMINISTRATOR, Role.AUDITOR})


def demand_place(account: Account) -> None:
    """Refuse somebody whose password was right, but who has nothing to do here.

    Raises:
        Refused: ``seat-missing`` for an officer whom no team has yet, so that they know whom to
            ask; ``credentials-wrong`` for a reporter.
    """
    if is_officer(viewer_of(reading(), account)):
        return
    if is_more_than_reporter(role.name for role in account.roles):
        raise Refused("seat-missing")
    raise Refused("credentials-wrong")


def current_account() -> SignedIn:
    """The officer asking.

    Raises:
        Refused: ``login-required`` or ``session-expired``.
    """
    return account_of_session()


def current_viewer() -> Viewer:
    """The policy's view of the officer asking.

    Raises:
        Refused: ``login-required`` or ``session-expired``.
    """
    return current_account().viewer


def _marked(view: Any, guard: str) -> Any:
    """Leave the guard's name on the view, for the API document and for the test over all routes."""
    view.guard = str(guard)
    view._apidoc = {**getattr(view, "_apidoc", {}), "guard": {"name": str(guard)}}
    return view

"""Administration over the API: everything under ``/api/admin/v1/administration``."""

from __future__ import annotations

from flask_smorest import Api

from admin_api.administration import (
    answer_templates,
    desk_addresses,
    desk_parts,
    organisation,
    oversight,
    places,
    procedures,
    users,
    working_time,
)
from admin_api.resources import Resources

GROUPS: tuple[Resources, ...] = (
    organisation.blp,
    desk_parts.blp,
    desk_addresses.blp,
    answer_templates.blp,
    users.blp,
    working_time.blp,
    places.blp,
    procedures.blp,
    oversight.blp,
)
"""In the order of the document."""


def register_administration(api: Api) -> None:
    """Add the endpoints of administration to ``api``."""
    for group in GROUPS:
        api.register_blueprint(group)

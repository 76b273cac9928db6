"""A proposal to publish as JSON."""

from __future__ import annotations

from typing import Any

from admin_api.presenting.values import moment
from tanggap.domain.publication import TextField
from tanggap.domain.refusal import Refused
from tanggap.services.public_addresses import publication_address
from tanggap.services.publishing import Prepared, Proposal
from tanggap.services.refusal_texts import personal_data_in_words, sentence
from tanggap.storage.publications import Publication


def proposal_as_json(proposal: Proposal) -> dict[str, Any]:
    """Everything the panel of a report shows."""
    obstacle = proposal.obstacle
    return {
        "obstacle": obstacle,
        "obstacle_text": sentence(Refused(obstacle)) if obstacle else "",
        "fingerprint": proposal.fingerprint,
        "texts": [_text(field, one) for field, one in proposal.texts.items()],
        "publication": _state(proposal.publication),
    }


def _text(field: TextField, one: Prepared) -> dict[str, Any]:
    return {
        "field": field.value,
        "original": one.original,
        "source": one.source,
        "shown": one.covered.text,
        "places": [
            {
                "start": place.start,
                "end": place.end,
                "kind": place.kind.value,
                "label": personal_data_in_words()[place.kind.value],
                "how": place.how.value,
                "reason": place.reason,
            }
            for place in one.covered.maskings
        ],
    }


def _state(row: Publication | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {
        "address": publication_address(row.public_id),
        "published_at": moment(row.published_at),
        "updated_at": moment(row.updated_at),
        "withdrawn_at": moment(row.withdrawn_at),
        "withdrawn_reason": row.withdrawn_reason,
    }

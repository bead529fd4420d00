"""Each error that ``crm.activity.binding.list`` can be made to answer, by how a client is made to meet it."""

from typing import NamedTuple

import pytest


class Refusal(NamedTuple):
    """An error as the wire says it."""

    status: int
    code: str
    text: str


CAUSES = {
    "missing": Refusal(400, "100", "Could not find value for parameter {activityId}"),
    "unknown": Refusal(400, "NOT_FOUND", "Element not found"),
    "denied": Refusal(400, "ACCESS_DENIED", "Access denied."),
    "wrong code": Refusal(401, "INVALID_CREDENTIALS", "Invalid request credentials"),
    "no credential": Refusal(401, "NO_AUTH_FOUND", "Wrong authorization data"),
    "narrow": Refusal(
        403, "insufficient_scope", "The request requires higher privileges than provided by the webhook token"
    ),
    "no method": Refusal(404, "ERROR_METHOD_NOT_FOUND", "Method not found!"),
}

each_cause = pytest.mark.parametrize(("cause", "refusal"), CAUSES.items(), ids=list(CAUSES))

CLASSIC_LISTS = ("crm.deal.list", "crm.lead.list", "crm.contact.list")

"""``im.counters.get`` and ``im.revision.get``: how much waits for the caller, and what this messenger can do."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.im import unread
from homeport.rpc import NoParams, method

REVISIONS = {"rest": 32, "web": 130, "mobile": 22, "desktop": 6, "im_revision_mobile": 22}
"""What the documented surface is of."""


@method("im.counters.get", heavy=True)
def counters(ctx: Ctx, p: NoParams) -> dict[str, Any]:
    """Count the messages and notices that the caller has not read."""
    return unread.counters(ctx)


@method("im.revision.get")
def revisions(ctx: Ctx, p: NoParams) -> dict[str, int]:
    """Return which revision of the messenger's methods this is."""
    return REVISIONS

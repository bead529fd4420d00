"""``im.user.*``: people as the messenger shows them, and what they say of themselves."""

from typing import Any, Literal

import msgspec

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty
from homeport.domain.user import messenger as people
from homeport.domain.user import statuses
from homeport.methods.family import as_id
from homeport.methods.im._ids import ids_of
from homeport.rpc import NoParams, Params, Underscored, method

INVALID_FORMAT = ErrorKind("INVALID_FORMAT", "A wrong format for the ID field is passed")
USUAL_MINUTES, MOST_MINUTES = 10, 525_600


class Get(Underscored):
    id: Any = None
    avatar_hr: Any = None


class Some(Get):
    result_type: Any = msgspec.field(default=None, name="result_type")


class Status(Params):
    status: Any = None


class Ago(Params):
    ago: Any = None


@method("im.user.get", errors=(people.ID_EMPTY, people.NOT_FOUND, people.OUT_OF_REACH))
def get(ctx: Ctx, p: Get) -> dict[str, Any]:
    """Return a user, the caller unless one is named."""
    return people.get(ctx, ctx.actor.user_id if is_empty(p.id) else as_id(p.id, people.ID_EMPTY))


@method("im.user.list.get", errors=(INVALID_FORMAT,))
def some(ctx: Ctx, p: Some) -> list[dict[str, Any]] | dict[str, dict[str, Any]]:
    """Return some users, as far as the caller is shown them."""
    found = people.some(ctx, ids_of(p.id, INVALID_FORMAT))
    return found if p.result_type == "array" else {str(each["id"]): each for each in found}


@method("im.user.status.get")
def status(ctx: Ctx, p: NoParams) -> str | Literal[False]:
    """Return the status that the caller has set."""
    return statuses.of(ctx, ctx.actor.user_id)[0] or False


@method("im.user.status.set", writes=True, errors=(statuses.NOT_AVAILABLE,))
def set_status(ctx: Ctx, p: Status) -> bool:
    """Set the caller's status."""
    statuses.put(ctx, p.status)
    return True


@method("im.user.status.idle.start", writes=True)
def step_away(ctx: Ctx, p: Ago) -> bool:
    """Say that the caller has stepped away."""
    text = str(p.ago)
    minutes = int(text) if text.isdecimal() and len(text) <= 9 else USUAL_MINUTES
    statuses.step_away(ctx, min(max(minutes, 1), MOST_MINUTES))
    return True


@method("im.user.status.idle.end", writes=True)
def come_back(ctx: Ctx, p: NoParams) -> bool:
    """Say that the caller is there again."""
    statuses.come_back(ctx)
    return True

"""``messageservice.sender.*``: the senders of an application."""

from typing import Any

from msgspec import UNSET

from homeport.core.ctx import Ctx
from homeport.domain.messageservice import senders
from homeport.rpc import NoParams, Underscored, method

REFUSED = (senders.NO_APPLICATION, senders.DENIED)


class Named(Underscored):
    code: Any = UNSET


class Facts(Named):
    handler: Any = UNSET
    name: Any = UNSET
    description: Any = UNSET


class Sender(Facts):
    type: Any = UNSET


@method(
    "messageservice.sender.add",
    writes=True,
    application=senders.NO_APPLICATION,
    errors=(
        *REFUSED,
        senders.NOTHING,
        senders.NO_CODE,
        senders.WRONG_CODE,
        senders.NAMELESS,
        senders.NO_TYPE,
        senders.UNKNOWN_TYPE,
        senders.TAKEN,
        senders.NOT_ADDED,
    ),
)
def add(ctx: Ctx, p: Sender) -> bool:
    """Register a sender of the application."""
    senders.add(ctx, p.said())
    return True


@method(
    "messageservice.sender.update",
    writes=True,
    application=senders.NO_APPLICATION,
    errors=(*REFUSED, senders.CODE_REQUIRED, senders.MORE_REQUIRED, senders.NOT_FOUND, senders.NOT_CHANGED),
)
def update(ctx: Ctx, p: Facts) -> bool:
    """Change a sender of the application."""
    senders.change(ctx, p.said())
    return True


@method("messageservice.sender.list", application=senders.NO_APPLICATION, errors=REFUSED)
def list_(ctx: Ctx, p: NoParams) -> list[str]:
    """List the codes of the application's senders."""
    return senders.listed(ctx)


@method(
    "messageservice.sender.delete",
    writes=True,
    application=senders.NO_APPLICATION,
    errors=(*REFUSED, senders.NO_CODE, senders.WRONG_CODE, senders.NOT_FOUND),
)
def delete(ctx: Ctx, p: Named) -> bool:
    """Delete a sender of the application."""
    senders.delete(ctx, p.said().get("CODE"))
    return True

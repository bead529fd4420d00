"""``messageservice.message.*``: what has become of messages."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.messageservice import messages, senders
from homeport.rpc import Underscored, method


class Status(Underscored):
    code: Any = None
    message_id: Any = None
    status: Any = None


@method(
    "messageservice.message.status.update",
    writes=True,
    application=senders.NO_APPLICATION,
    errors=(
        senders.NO_APPLICATION,
        senders.DENIED,
        senders.NO_CODE,
        senders.WRONG_CODE,
        messages.NOT_FOUND,
        messages.WRONG_STATUS,
    ),
)
def status_update(ctx: Ctx, p: Status) -> bool:
    """Say what has become of a message that was sent by the application."""
    messages.change_status(ctx, p.code, p.message_id, p.status)
    return True

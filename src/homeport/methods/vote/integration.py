"""``vote.Integration.Im.*``: polls in chats."""

from typing import Any

import msgspec

from homeport.core.ctx import Ctx
from homeport.core.errors import MISSING_PARAMETER
from homeport.domain.vote import in_chats
from homeport.methods.family import as_id
from homeport.rpc import Params, method


class Send(Params):
    chat_id: Any = None
    data: Any = msgspec.field(default=None, name="im_message_vote_data")
    template_id: Any = None


@method("vote.Integration.Im.send", writes=True, errors=in_chats.ALL)
def send(ctx: Ctx, p: Send) -> dict[str, int]:
    """Ask a question in a chat."""
    if p.chat_id is None:
        raise MISSING_PARAMETER(name="chatId")
    chat = as_id(p.chat_id, in_chats.UNAVAILABLE)
    request = "" if p.template_id is None else str(p.template_id)[: in_chats.MOST_LETTERS]
    message, poll = in_chats.send(ctx, chat, p.data, request)
    return {"messageId": message, "voteId": poll}

"""``imbot.v2.Event.get``: what a chatbot is told, fetched."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import number_or_none
from homeport.domain.im import listening
from homeport.methods.im._params import limited, yes
from homeport.methods.imbot.v2._params import OF_BOT, AsBot, bot_of
from homeport.rpc import method

NO_SCOPE = ErrorKind("SCOPE_ERROR", "Scope error", 403)
NOBODY = ErrorKind("AUTH_ERROR", "Auth error", 403)
NOT_LISTENING = ErrorKind("USER_NOT_SUBSCRIBED", "User not subscribed")


class Fetch(AsBot):
    offset: Any = None
    limit: Any = None
    with_user_events: Any = None


@method("imbot.v2.Event.get", writes=True, errors=(*OF_BOT, NO_SCOPE, NOBODY, NOT_LISTENING))
def fetch(ctx: Ctx, p: Fetch) -> dict[str, Any]:
    """Fetch what is kept for a chatbot, the oldest first; what is before the offset is done with."""
    whose = [bot_of(ctx, p)["USER_ID"]]
    if yes(p.with_user_events):
        if "im" not in ctx.credential.scopes:
            raise NO_SCOPE()
        if not ctx.actor.user_id:
            raise NOBODY()
        if not listening.is_listening(ctx):
            raise NOT_LISTENING()
        whose.append(ctx.actor.user_id)
    return listening.fetch(ctx, whose, number_or_none(p.offset), limited(p.limit, listening.USUAL, listening.MOST))

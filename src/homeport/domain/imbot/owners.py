"""Whose a bot is: an application's, or of webhooks that call themselves the same.

Webhooks say so in ``CLIENT_ID``, in the second generation in ``botToken``: one word for both, of which a bot keeps what
the generation says that registered it. A token is a secret, of which a hash is kept.

Sources: ``outdated/bots/imbot-register.md``, ``chat-bots-v2/index.md``, ``tutorials/chat-bots/open-lines-bot.md``.
"""

from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import bindparam

from homeport.core.ctx import Ctx
from homeport.domain.im.notices import CUSTOM
from homeport.domain.imbot.tables import BOT

BY_HASH = "token:"
"""What the key of an owner begins with that is told by the hash of a token."""

OWNED = BOT.c.APP.in_([bindparam("called"), bindparam("hashed")])
"""Whether a bot is an owner's; takes the members of :class:`Owner`."""


class Owner(NamedTuple):
    """Whose bots are: an application's client id in both, or what they keep of the word that webhooks say.

    :param called: as bots of the first generation keep it
    :param hashed: as those of the second keep it
    """

    called: str
    hashed: str


def of(ctx: Ctx, word: str) -> Owner | None:
    """Whose bots a call is about; None for a webhook that does not say.

    :param word: how a webhook calls itself
    """
    if ctx.credential.app is not None:
        client = ctx.credential.app.client_id
        return Owner(client, client)
    return named(word) if word else None


def named(word: str) -> Owner:
    """Who says a word for themselves, without being an application."""
    return Owner(f"{CUSTOM}{word}", BY_HASH + sha256(word.encode(errors="replace")).hexdigest())


def is_application(key: str) -> bool:
    """Whether whose a bot is, is an application."""
    return not key.startswith((CUSTOM, BY_HASH))

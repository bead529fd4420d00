"""What has a chat of its own, whose people are the chat's: groups here, others as floors above declare.

Each is a module with ``ENTITY``, how its chats are told; ``grant`` and ``covers``, which of it the caller sees, as SQL;
``people``, who is in its chat; ``said``, what follows from a message in it; ``link``, where it is shown. See
:mod:`homeport.domain.im.groups`.
"""

from functools import cache
from typing import Any

from homeport.domain.im import groups
from homeport.domain.records.scopes import followers


@cache
def having_chats() -> tuple[Any, ...]:
    """The modules of all that have chats."""
    return (groups, *followers("im_chat"))


def of(chat: dict[str, Any]) -> Any | None:
    """The module of what a stored chat belongs to; None for one that is its members' alone."""
    if chat["ENTITY_NUMBER"] is None:
        return None
    return next(each for each in having_chats() if chat["ENTITY_TYPE"] == each.ENTITY)


def is_owned(entity_type: str) -> bool:
    """Whether chats linked with such a thing belong to it, and are opened with it alone."""
    return any(each.ENTITY == entity_type for each in having_chats())

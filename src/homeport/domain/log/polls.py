"""Polls that come with posts. Source: ``log-blogpost-add.md``."""

from collections.abc import Mapping
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import INVALID_ARG_VALUE
from homeport.core.values import is_empty
from homeport.domain.vote import polls, showing

FIELD = "UF_BLOG_POST_VOTE"


def put(ctx: Ctx, post: int, author: int, said: Mapping[str, Any]) -> None:
    """Show a new poll with a post: ``UF_BLOG_POST_VOTE`` names it, ``UF_BLOG_POST_VOTE_<name>_DATA`` is what it says.

    One that people have voted in stays as it is.

    :raises CallError: ``INVALID_ARG_VALUE``
    """
    name = said.get(FIELD)
    data = said.get(f"{FIELD}_{name}_DATA".upper())
    held = polls.of_entity(ctx.tx, post)
    if is_empty(name) or (data is None and held is not None and str(held["ID"]) == str(name)):
        return
    try:
        poll = polls.read(data)
        if held is not None and showing.counted(ctx, held):
            raise ValueError("people have voted")
    except (ValueError, OverflowError):
        raise INVALID_ARG_VALUE(reason=f"Invalid value for the parameter '{FIELD}'") from None
    polls.add(ctx, post, author, poll)

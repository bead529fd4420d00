"""The people in a dialog, page by page.

Source: ``api-reference/chats/chat-users/im-dialog-users-list.md``.
"""

from collections.abc import Sequence
from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.domain.im import present
from homeport.domain.user import messenger

USUAL, MOST = 50, 200
PEOPLE = ("user", "extranet")
"""The types of those who are people; bots and others are none."""


def page(
    ctx: Ctx, chat: dict[str, Any], *, skips: bool, but: Sequence[str], after: int | None, offset: int, limit: int
) -> Page:
    """Those in a chat that the caller reads, by their ids.

    :param skips: whether those are left out who are no people
    :param but: the types of those that are left in all the same
    :param after: the last one of the page before
    """
    shown = messenger.some(ctx, present.of(ctx.tx, chat))
    if skips:
        shown = [each for each in shown if each["type"] in PEOPLE or each["type"] in but]
    left = [each for each in shown if after is None or each["id"] > after]
    following = offset + limit
    return Page(left[offset:following], len(shown), following if following < len(left) else None)

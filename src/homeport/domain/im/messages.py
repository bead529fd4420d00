"""Messages as they are stored, and as methods answer them.

Sources: ``api-reference/chats/messages/im-dialog-messages-get.md``, ``im-dialog-messages-search.md``,
``chat-bots/chat-bots-v2/entities.md``.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import BindParameter, bindparam, select

from homeport.core.clock import stored_to_iso
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import read_string
from homeport.domain.disk import attached
from homeport.domain.disk.attached import Attached
from homeport.domain.im import access
from homeport.domain.im.opening import KIND
from homeport.domain.im.tables import MESSAGE, REACTION
from homeport.store import Query, Transaction, padded, statements

ID_EMPTY = ErrorKind("MESSAGE_ID_ERROR", "Message ID can't be empty")

MODULE = "im"
"""What files are of that are shown with messages."""

LONGEST, CUT = 20_000, " (...)"
"""Letters of a message, and how a longer one ends."""
LIKE = "like"
FORWARD = "FORWARD"
"""Where it is kept with a message of which other it is a copy."""

_MESSAGE = Query(select(*MESSAGE.c).where(MESSAGE.c.ID == bindparam("id")))


def find(tx: Transaction, number: int) -> dict[str, Any] | None:
    """A message as it is stored, whoever reads it."""
    return next(iter(tx.dicts(_MESSAGE, id=number)), None)


def read(ctx: Ctx, number: int | None) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """A message that the caller reads, and its chat."""
    found = None if not number else find(ctx.tx, number)
    chat = None if found is None else access.seen(ctx, found["CHAT_ID"])
    if found is None or chat is None or found["ID"] <= (chat["MY_START_ID"] or 0):
        return None
    return found, chat


def text_of(given: Any) -> str:
    """A text as clients send it.

    :raises ValueError: when it is none
    """
    text = read_string(given, None) or ""  # type: ignore[arg-type]
    return text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT


def params_of(message: dict[str, Any]) -> dict[str, Any]:
    """What comes with a stored message, without its files and likes."""
    found: dict[str, Any] = msgspec.json.decode(message["PARAMS"]) if message["PARAMS"] else {}
    return found


def as_json(params: Mapping[str, Any] | None) -> str | None:
    """What comes with a message, as it is stored."""
    return msgspec.json.encode(params).decode() if params else None


class Beside:
    """What is shown with some messages: their files, and who likes them.

    :ivar files: by the number of the message
    :ivar reactions: the same, who by what they think
    """

    def __init__(self, tx: Transaction, rows: Sequence[dict[str, Any]]) -> None:
        numbers = [row["ID"] for row in rows]
        self.files: dict[int, list[Attached]] = attached.of(tx, KIND, numbers)
        self.reactions: dict[int, dict[str, list[int]]] = {}
        if numbers:
            size = padded(len(numbers))
            params = {f"n{place}": numbers[min(place, len(numbers) - 1)] for place in range(size)}
            for message, reaction, user in tx.all(_reactions(size), **params):
                self.reactions.setdefault(message, {}).setdefault(reaction, []).append(user)

    def params(self, message: dict[str, Any]) -> dict[str, Any] | list[Any]:
        """All that comes with a message; an empty list for nothing, as PHP writes it."""
        found = params_of(message)
        if message["ID"] in self.files:
            found["FILE_ID"] = [each.file for each in self.files[message["ID"]]]
        likes = self.reactions.get(message["ID"], {}).get(LIKE)
        found |= ({"LIKE": likes} if likes else {}) | ({"IS_DELETED": "Y"} if message["DELETED"] == "Y" else {})
        return found or []


@statements
def _reactions(size: int) -> Query:
    numbers: list[BindParameter[int]] = [bindparam(f"n{place}") for place in range(size)]
    return Query(
        select(REACTION.c.MESSAGE_ID, REACTION.c.REACTION, REACTION.c.USER_ID)
        .where(REACTION.c.MESSAGE_ID.in_(numbers))
        .order_by(REACTION.c.MESSAGE_ID, REACTION.c.REACTION, REACTION.c.USER_ID)
    )


def of_event(ctx: Ctx, message: dict[str, Any], *, viewed: bool = False) -> dict[str, Any]:
    """A message as events and ``im.v2`` tell of it.

    :param viewed: whether others have read it
    """
    params = dict(Beside(ctx.tx, [message]).params(message))
    return {
        "id": message["ID"],
        "chatId": message["CHAT_ID"],
        "authorId": message["AUTHOR_ID"],
        "date": stored_to_iso(message["DATE_CREATE"], ctx.clock.zone),
        "text": message["MESSAGE"],
        "isSystem": message["AUTHOR_ID"] == 0,
        "uuid": message["UUID"] or "",
        "forward": params.pop(FORWARD, None),
        "params": params,
        "viewedByOthers": viewed,
    }

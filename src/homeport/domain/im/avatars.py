"""The pictures of chats, for whoever reads the chat.

Source: ``api-reference/chats/chat-update/im-chat-update-avatar.md``.
"""

from typing import Any

from homeport.core import pictures
from homeport.core.ctx import Ctx
from homeport.core.errors import CallError, ErrorKind
from homeport.core.uploads import Upload, read_content
from homeport.domain.files import doors, files
from homeport.domain.files.doors import Door
from homeport.domain.files.fields import NOT_FOUND
from homeport.domain.files.files import Refusals, Stored
from homeport.domain.im import access
from homeport.domain.im.tables import CHAT

WRONG = ErrorKind("AVATAR_ERROR", "Avatar incorrect type")
TOO_LARGE = ErrorKind("AVATAR_ERROR", "Avatar incorrect size (max 5000x5000)")

DOOR = "im.avatar"
MOST = 5000
"""Pixels that a picture is at most wide and high."""


def put(ctx: Ctx, chat: dict[str, Any], given: Any) -> None:
    """Give a chat a picture in place of the one it has.

    :param given: the picture in base64
    :raises CallError: ``WRONG``, ``TOO_LARGE``
    """
    try:
        content = read_content(given)
    except ValueError:
        raise WRONG() from None
    size = pictures.size_of(content)
    if size is None:
        raise WRONG()
    if max(size) > MOST:
        raise TOO_LARGE()
    kept = files.save(ctx, Upload("avatar.png", content), Refusals(WRONG, TOO_LARGE))
    ctx.tx.update(CHAT, {"ID": chat["ID"]}, {"AVATAR": kept.id})
    if chat.get("AVATAR"):
        files.forget(ctx.tx, chat["AVATAR"])


def url(ctx: Ctx, chat: dict[str, Any]) -> str:
    """Where the picture of a chat is; empty for none."""
    return doors.download_url(ctx, DOOR, chat["ID"], str(chat["AVATAR"])) if chat["AVATAR"] else ""


def _find(ctx: Ctx, number: int, said: str) -> Stored:
    chat = access.seen(ctx, number)
    found = files.find(ctx.tx, int(said)) if chat is not None and str(chat["AVATAR"]) == said else None
    if found is None:
        refusal: CallError = NOT_FOUND()
        raise refusal
    return found


DOORS = {DOOR: Door(find=_find)}

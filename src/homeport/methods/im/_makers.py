"""What is made of a message, in its reader's name.

Source: ``api-reference/chats/messages/im-message-share.md``.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.calendar import entries
from homeport.domain.im import chats, showing
from homeport.domain.log import posts
from homeport.domain.records import writing
from homeport.domain.tasks.dialect import TASKS
from homeport.domain.tasks.tasks import TASKS as COLLECTION

HOUR = 3600
TITLE_LETTERS = 100

Maker = Callable[[Ctx, dict[str, Any], dict[str, Any]], object]


def _title(message: dict[str, Any], chat: dict[str, Any]) -> str:
    """The beginning of a message in one line, or what its chat is called."""
    return showing.plain(message["MESSAGE"])[:TITLE_LETTERS].strip() or chat["TITLE"] or "Message"


def _chat(ctx: Ctx, message: dict[str, Any], chat: dict[str, Any]) -> None:
    chats.add(ctx, {"TITLE": _title(message, chat), "MESSAGE": message["MESSAGE"]}, [message["AUTHOR_ID"]])


def _task(ctx: Ctx, message: dict[str, Any], chat: dict[str, Any]) -> None:
    given = {"TITLE": _title(message, chat), "DESCRIPTION": message["MESSAGE"], "RESPONSIBLE_ID": ctx.actor.user_id}
    writing.create(ctx, COLLECTION.now(ctx.tx), given, TASKS)


def _post(ctx: Ctx, message: dict[str, Any], chat: dict[str, Any]) -> None:
    posts.add(ctx, {"POST_MESSAGE": message["MESSAGE"] or _title(message, chat)})


def _event(ctx: Ctx, message: dict[str, Any], chat: dict[str, Any]) -> None:
    begins = ctx.clock.now() // HOUR * HOUR + HOUR
    hour = {"from": _moment(begins), "to": _moment(begins + HOUR)}
    said = {"name": _title(message, chat), "description": message["MESSAGE"], **hour}
    entries.add(ctx, "user", ctx.actor.user_id, said)


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()


MAKERS: dict[str, Maker] = {"CHAT": _chat, "TASK": _task, "POST": _post, "CALEND": _event}

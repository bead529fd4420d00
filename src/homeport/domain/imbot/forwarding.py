"""Messages that are said again elsewhere: their text, what comes with it, and whose they are.

Source: ``imbot.v2/messages/chat-message-send.md``.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from homeport.core.clock import stored_to_iso
from homeport.core.ctx import Ctx
from homeport.core.values import number_or_none
from homeport.domain.im import messages, present, saying
from homeport.domain.im.messages import FORWARD

MOST = 100
_KEPT = ("ATTACH",)
"""What of all that comes with a message goes with it; buttons are of the chat that they were pressed in."""

Row = dict[str, Any]


def named(bot: Ctx, given: Mapping[str, Any]) -> list[tuple[str, Row]] | None:
    """The messages that are to be forwarded, by the tokens that are said for them; None where one of them may not be:
    too many, one that is not there, or of a chat that the bot is not in.
    """
    if len(given) > MOST:
        return None
    found = []
    for token, number in given.items():
        read = messages.read(bot, number_or_none(number))
        if read is None or read[0]["DELETED"] == "Y" or bot.actor.user_id not in present.of(bot.tx, read[1]):
            return None
        found.append((token, read[0]))
    return found


def forward(bot: Ctx, chat: Row, given: Sequence[tuple[str, Row]]) -> dict[str, int]:
    """Say messages again in a chat where the bot may speak; their new numbers by the tokens."""
    beside = messages.Beside(bot.tx, [row for _, row in given])
    return {token: _again(bot, chat, row, beside) for token, row in given}


def _again(bot: Ctx, chat: Row, row: Row, beside: messages.Beside) -> int:
    kept = messages.params_of(row)
    # what was forwarded before is still the first author's
    origin = kept.get(FORWARD) or {
        "id": f"chat{row['CHAT_ID']}/{row['ID']}",
        "userId": row["AUTHOR_ID"],
        "chatId": row["CHAT_ID"],
        "date": stored_to_iso(row["DATE_CREATE"], bot.clock.zone),
    }
    params = {name: kept[name] for name in _KEPT if name in kept} | {FORWARD: origin}
    files = [each.file for each in beside.files.get(row["ID"], [])]
    return saying.say(bot, chat, row["MESSAGE"], params=params, files=files)

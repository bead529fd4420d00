"""Which bots are told of what happens in chats: of what is said to them, and of their commands.

A bot is told of all that is said in a dialog of two, and among several of what names it; those that supervise and those
that are somebody's own, of all. What it is told, and how, its generation says: ``classic.py``, ``events.py``.

Sources: ``api-reference/chat-bots/outdated/messages/events/``, ``chat-bots-v2/imbot.v2/events/``.
"""

from types import ModuleType
from typing import Any

from sqlalchemy import bindparam, select, update

from homeport.core.ctx import Ctx
from homeport.domain.im import kinds, listening
from homeport.domain.im.tables import CHAT, MEMBER
from homeport.domain.imbot import bots, classic, commands, events, given, naming
from homeport.domain.imbot.tables import BOT
from homeport.store import Query

_PRESENT = Query(
    select(*BOT.c).join(MEMBER, MEMBER.c.USER_ID == BOT.c.USER_ID).where(MEMBER.c.CHAT_ID == bindparam("chat"))
)
_ANY = Query(select(BOT.c.USER_ID).limit(1))
_SPOKE = Query(update(BOT).where(BOT.c.USER_ID == bindparam("bot")).values(SAID=BOT.c.SAID + 1))

TEXTAREA, KEYBOARD = classic.TEXTAREA, "KEYBOARD"
_CHANGES = (listening.UPDATED, listening.DELETED)
_HEARING_ALL = (bots.SUPERVISOR, bots.PERSONAL)

Row = dict[str, Any]


def told(ctx: Ctx, event: str, chat: Row, message: Row | None, **more: Any) -> None:
    """Tell the bots that are in a chat of what happens there."""
    if ctx.tx.value(_ANY) is None:
        return
    present = ctx.tx.dicts(_PRESENT, chat=chat["ID"])
    if event == listening.JOINED:
        for bot in (each for each in present if each["USER_ID"] == more["joining"]):
            _voice(bot).welcomed(ctx, bot, chat)
    if message is None:
        return
    if event == listening.REACTED:
        _reacted(ctx, chat, message, present, **more)
        return
    private = chat["TYPE"] == kinds.PRIVATE
    if event == listening.ADDED and private and chat["MESSAGES"] == 0:
        _begun(ctx, chat, message, present)
    if message["AUTHOR_ID"] in {each["USER_ID"] for each in present}:
        if event == listening.ADDED:
            ctx.tx.execute(_SPOKE, bot=message["AUTHOR_ID"])
        return
    if message["AUTHOR_ID"] == 0 or (event == listening.ADDED and _commanded(ctx, chat, message, present)):
        return
    named = naming.users(message["MESSAGE"])
    for bot in present:
        addressed = private or bot["USER_ID"] in named or bot["TYPE"] in _HEARING_ALL
        if event == listening.ADDED and addressed:
            _voice(bot).said(ctx, bot, chat, message)
        elif event in _CHANGES and _voice(bot).hears_changes(bot, addressed=addressed):
            _voice(bot).changed(ctx, bot, event, chat, message)


def _voice(bot: Row) -> ModuleType:
    return events if bot["MODE"] else classic


def _begun(ctx: Ctx, chat: Row, message: Row, present: list[Row]) -> None:
    """What is first said in a dialog with a bot brings its background, and a welcome where a person says it."""
    for bot in present:
        if bot["BACKGROUND"]:
            ctx.tx.update(CHAT, {"ID": chat["ID"]}, {"BACKGROUND": bot["BACKGROUND"]})
            chat["BACKGROUND"] = bot["BACKGROUND"]
        if message["AUTHOR_ID"] not in (0, bot["USER_ID"]):
            _voice(bot).welcomed(ctx, bot, chat)


def _reacted(ctx: Ctx, chat: Row, message: Row, present: list[Row], *, reaction: str, action: str) -> None:
    for bot in present:
        own = message["AUTHOR_ID"] == bot["USER_ID"]
        if bot["USER_ID"] != ctx.actor.user_id and (own or bot["TYPE"] in _HEARING_ALL):
            _voice(bot).reacted(ctx, bot, chat, message, reaction, action)


def _commanded(ctx: Ctx, chat: Row, message: Row, present: list[Row]) -> bool:
    """Tell bots of their commands, of each with what follows it; whether a message gives any."""
    text = message["MESSAGE"].strip()
    known = [(start, end, _fit(ctx, word, present)) for start, end, word in naming.words(text)]
    found = [each for each in known if each[2]]
    if not found or text[: found[0][0]].strip():
        return False
    ends = [*(start for start, _, _ in found[1:]), len(text)]
    for (_, end, fit), until in zip(found, ends, strict=True):
        for command in fit:
            press(ctx, command, chat, message, text[end:until].strip(), TEXTAREA)
    return True


def _fit(ctx: Ctx, word: str, present: list[Row]) -> list[Row]:
    return [each for each in commands.called(ctx, word) if _is_for(ctx, each, present)]


def _is_for(ctx: Ctx, command: Row, present: list[Row]) -> bool:
    """Whether the caller may give a command where these bots are."""
    is_here = command["COMMON"] == "Y" or command["BOT_ID"] in {each["USER_ID"] for each in present}
    return is_here and (ctx.actor.is_employee or command["EXTRANET_SUPPORT"] == "Y")


def may_press(ctx: Ctx, command: Row, chat: Row) -> bool:
    """Whether the caller may give a command by a keyboard in a chat that the caller reads."""
    return _is_for(ctx, command, ctx.tx.dicts(_PRESENT, chat=chat["ID"]))


def press(ctx: Ctx, command: Row, chat: Row, message: Row, said: str, context: str) -> None:
    """Tell a bot of a command.

    :param said: what is said after the word
    :param context: where it comes from: ``TEXTAREA``, or ``KEYBOARD``
    """
    bot = bots.find(ctx, command["BOT_ID"])
    assert bot is not None
    given.note(ctx, message["ID"], command["ID"])
    _voice(bot).commanded(ctx, bot, command, chat, message, said, context)


def opened(ctx: Ctx, chat: Row, context: dict[str, Any]) -> None:
    """Tell the bots of a chat with what it was opened by the caller; those of the first generation have no event."""
    for bot in ctx.tx.dicts(_PRESENT, chat=chat["ID"]):
        if bot["MODE"]:
            events.opened(ctx, bot, chat, context)


def removed(ctx: Ctx, bot: Row) -> None:
    """Tell a bot that it is taken away."""
    _voice(bot).removed(ctx, bot)

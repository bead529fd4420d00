"""Bots that are taken away: with their commands and their dialogs with people; what they have said elsewhere stays.

Sources: ``outdated/bots/imbot-unregister.md``, ``imbot.v2/bots/bot-unregister.md``.
"""

from typing import Any

from sqlalchemy import bindparam, select, update

from homeport.core.ctx import Ctx
from homeport.domain.im import kinds, opening
from homeport.domain.im.tables import CHAT, KEPT
from homeport.domain.imbot import commands, telling
from homeport.domain.imbot.tables import BOT, COMMAND
from homeport.domain.portal.apps import apps
from homeport.domain.user import staff
from homeport.store import Query, Transaction

_DIALOGS = Query(select(CHAT.c.ID).where(CHAT.c.TYPE == bindparam("kind"), CHAT.c.PEOPLE.like(bindparam("like"))))
_RELEASE = Query(update(CHAT).where(CHAT.c.AUTHOR_ID == bindparam("bot")).values(AUTHOR_ID=0))
_COMMANDS = Query(select(COMMAND.c.ID).where(COMMAND.c.BOT_ID == bindparam("bot")))
_OF_APP = Query(select(BOT.c.USER_ID).where(BOT.c.APP == bindparam("app")))


def take_away(ctx: Ctx, bot: dict[str, Any]) -> None:
    """Tell a bot that it is taken away, and do it."""
    telling.removed(ctx, bot)
    _remove(ctx.tx, bot["USER_ID"])


def forget_application(tx: Transaction, app_id: int) -> None:
    """Take away the bots of an application that is uninstalled."""
    app = apps.find(tx, app_id)
    for (bot,) in [] if app is None else tx.all(_OF_APP, app=app.client_id):
        _remove(tx, bot)


def _remove(tx: Transaction, bot: int) -> None:
    for mark in (f"{bot},%", f"%,{bot}"):
        for (chat,) in tx.all(_DIALOGS, kind=kinds.PRIVATE, like=mark):
            opening.forget(tx, chat)
    opening.leave_everywhere(tx, bot)
    tx.execute(_RELEASE, bot=bot)
    for (command,) in tx.all(_COMMANDS, bot=bot):
        commands.forget(tx, command)
    tx.delete(KEPT, USER_ID=bot)
    tx.delete(BOT, USER_ID=bot)
    staff.dismiss(tx, bot)

"""Commands of bots: words after a slash that people type, or press on a keyboard.

Source: ``api-reference/chat-bots/outdated/commands/``.
"""

import re
from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty, number_or_none, read_flag
from homeport.domain.imbot import bots
from homeport.domain.imbot.tables import COMMAND, GIVEN
from homeport.domain.records.filters import as_map
from homeport.store import Query, Transaction

NO_HANDLER = ErrorKind("EVENT_COMMAND_ADD_ERROR", 'Handler for "Command add" event isn\'t specified')
WRONG_HANDLER = ErrorKind("EVENT_COMMAND_ADD_ERROR", "Wrong handler URL")
NO_COMMAND = ErrorKind("COMMAND_ERROR", "Command isn't specified")
NO_LANG = ErrorKind("LANG_ERROR", "Lang set can't be empty")
NOT_MADE = ErrorKind("WRONG_REQUEST", "Command can't be created")
NOT_FOUND = ErrorKind("COMMAND_ID_ERROR", "Command not found")
OTHERS = ErrorKind("APP_ID_ERROR", "Command was installed by another rest application")
NOT_DELETED = ErrorKind("WRONG_REQUEST", "Command can't be deleted")
NOTHING = ErrorKind("WRONG_REQUEST", "Update fields can't be empty")

_WORD = re.compile(r"[A-Za-z0-9_]{1,50}")
_FLAGS = ("COMMON", "HIDDEN", "EXTRANET_SUPPORT")

_ONE = Query(select(*COMMAND.c).where(COMMAND.c.ID == bindparam("id")))
_CALLED = Query(select(*COMMAND.c).where(COMMAND.c.COMMAND == bindparam("command")).order_by(COMMAND.c.ID))
_OF_BOT = Query(
    select(*COMMAND.c).where(COMMAND.c.BOT_ID == bindparam("bot"), COMMAND.c.COMMAND == bindparam("command"))
)


def register(ctx: Ctx, given: Mapping[str, Any], client_id: Any) -> int:
    """Register a command of a bot; its number, also of one that there is, which is changed then.

    :raises CallError: ``NO_HANDLER``, ``WRONG_HANDLER``, ``NO_COMMAND``, ``NO_LANG``, as :func:`bots.of`
    """
    if is_empty(given.get("EVENT_COMMAND_ADD")):
        raise NO_HANDLER()
    url = bots.check_url(ctx, given["EVENT_COMMAND_ADD"], WRONG_HANDLER)
    word = word_of(given.get("COMMAND"))
    if not word:
        raise NO_COMMAND()
    bot = bots.of(ctx, number_or_none(given.get("BOT_ID")) or 0, client_id)
    titles = _titles(given.get("LANG"))
    if not titles:
        raise NO_LANG()
    row: dict[str, Any] = {name: read_flag(given.get(name) or "N", ctx.clock.zone) for name in _FLAGS}
    if ctx.credential.app is None and not ctx.actor.is_admin:  # it would be told of what others say to each other
        row["COMMON"] = "N"
    row |= {"BOT_ID": bot["USER_ID"], "APP": bot["APP"], "COMMAND": word, "HANDLER": url, "LANG": titles}
    known = next(iter(ctx.tx.dicts(_OF_BOT, bot=bot["USER_ID"], command=word)), None)
    if known is not None:
        ctx.tx.update(COMMAND, {"ID": known["ID"]}, row)
        return int(known["ID"])
    return ctx.tx.insert(COMMAND, row)


def change(ctx: Ctx, number: Any, given: Mapping[str, Any], client_id: Any) -> None:
    """Change a command.

    :raises CallError: ``NOT_FOUND``, ``OTHERS``, ``WRONG_HANDLER``, ``NOTHING``
    """
    found = of(ctx, number, None, client_id)
    values: dict[str, Any] = {
        name: read_flag(given[name], ctx.clock.zone) for name in _FLAGS[1:] if not is_empty(given.get(name))
    }
    if not is_empty(given.get("EVENT_COMMAND_ADD")):
        values["HANDLER"] = bots.check_url(ctx, given["EVENT_COMMAND_ADD"], WRONG_HANDLER)
    if word_of(given.get("COMMAND")):
        values["COMMAND"] = word_of(given["COMMAND"])
    titles = _titles(given.get("LANG"))
    values |= {"LANG": titles} if titles else {}
    if not values:
        raise NOTHING()
    ctx.tx.update(COMMAND, {"ID": found["ID"]}, values)


def unregister(ctx: Ctx, number: Any, client_id: Any) -> None:
    """Take a command away.

    :raises CallError: ``NOT_FOUND``, ``OTHERS``
    """
    forget(ctx.tx, of(ctx, number, None, client_id)["ID"])


def forget(tx: Transaction, number: int) -> None:
    """Delete a command, with what is kept of its being given."""
    tx.delete(GIVEN, COMMAND_ID=number)
    tx.delete(COMMAND, ID=number)


def find(ctx: Ctx, number: int) -> dict[str, Any] | None:
    """A command by its number, whosever it is."""
    return next(iter(ctx.tx.dicts(_ONE, id=number)), None)


def of(ctx: Ctx, number: Any, word: Any, client_id: Any) -> dict[str, Any]:
    """A command of the application that calls, by its number or its word.

    :raises CallError: ``NOT_FOUND``, ``OTHERS``
    """
    app = bots.app_of(ctx, client_id)
    found = find(ctx, number_or_none(number) or 0)
    rows = [] if found is None else [found]
    if is_empty(number) and word_of(word):
        called = ctx.tx.dicts(_CALLED, command=word_of(word))
        rows = [each for each in called if each["APP"] in app] or called
    if not rows:
        raise NOT_FOUND()
    if rows[0]["APP"] not in app:
        raise OTHERS()
    return rows[0]


def called(ctx: Ctx, word: str) -> list[dict[str, Any]]:
    """The commands of a word, whosever they are."""
    return ctx.tx.dicts(_CALLED, command=word)


def of_bot(ctx: Ctx, bot: int, word: str) -> dict[str, Any] | None:
    """A command of a bot."""
    return next(iter(ctx.tx.dicts(_OF_BOT, bot=bot, command=word)), None)


def word_of(given: Any) -> str:
    """The word of a command as clients write it, with or without the slash; empty for what is none."""
    text = str(given).strip().removeprefix("/") if isinstance(given, str | int) else ""
    return text if _WORD.fullmatch(text) else ""


def _titles(given: Any) -> str:
    listed = [as_map(each) for each in as_map(given).values()]
    found = [{str(name).upper(): str(value) for name, value in each.items()} for each in listed]
    fit = {each["LANGUAGE_ID"]: each for each in found if each.get("LANGUAGE_ID") and each.get("TITLE")}
    return msgspec.json.encode(fit).decode() if fit else ""

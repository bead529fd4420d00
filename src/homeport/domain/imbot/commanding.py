"""Commands of bots of the second generation: registered, changed, listed.

Sources: ``imbot.v2/commands/``.
"""

from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty, number_or_none, read_flag
from homeport.domain.imbot import commands
from homeport.domain.imbot.tables import COMMAND
from homeport.domain.records.filters import as_map
from homeport.store import Query

REQUIRED = ErrorKind("COMMAND_REQUIRED", "Command is required")
NO_TITLE = ErrorKind("COMMAND_TITLE_REQUIRED", "Command title is required")
WRONG_NAME = ErrorKind("COMMAND_NAME_INVALID", "Command name is invalid")
NO_NAME = ErrorKind("COMMAND_NAME_EMPTY", "Command name is empty")
TAKEN = ErrorKind("COMMAND_ALREADY_EXISTS", "Command already exists")
NOT_FOUND = ErrorKind("COMMAND_NOT_FOUND", "Command not found")

_FLAGS = {"common": "COMMON", "hidden": "HIDDEN", "extranetsupport": "EXTRANET_SUPPORT"}
_OF_BOT = Query(select(*COMMAND.c).where(COMMAND.c.BOT_ID == bindparam("bot")).order_by(COMMAND.c.ID))

Row = dict[str, Any]


def register(ctx: Ctx, bot: Row, given: Mapping[str, Any]) -> Row:
    """Register a command of a bot; as it is stored. One that there is stays as it is.

    :param given: fields by their names in small letters
    :raises CallError: ``REQUIRED``, ``WRONG_NAME``, ``NO_TITLE``
    """
    word = _word(given.get("command"), REQUIRED)
    known = commands.of_bot(ctx, bot["USER_ID"], word)
    if known is not None:
        return known
    row: Row = dict.fromkeys(_FLAGS.values(), "N") | _flags(ctx, given)
    titles = _titles({}, given)
    if row["HIDDEN"] == "N" and not titles:
        raise NO_TITLE()
    row |= {"BOT_ID": bot["USER_ID"], "APP": bot["APP"], "COMMAND": word, "HANDLER": "", "LANG": _encoded(titles)}
    return {**row, "ID": ctx.tx.insert(COMMAND, row)}


def change(ctx: Ctx, bot: Row, number: Any, given: Mapping[str, Any]) -> Row:
    """Change a command of a bot; as it is stored then.

    :param given: fields by their names in small letters
    :raises CallError: ``NOT_FOUND``, ``NO_NAME``, ``WRONG_NAME``, ``TAKEN``
    """
    found = of(ctx, bot, number)
    row: Row = _flags(ctx, given)
    if "command" in given:
        row["COMMAND"] = _word(given["command"], NO_NAME)
        known = commands.of_bot(ctx, bot["USER_ID"], row["COMMAND"])
        if known is not None and known["ID"] != found["ID"]:
            raise TAKEN()
    if "title" in given:
        row["LANG"] = _encoded(_titles(msgspec.json.decode(found["LANG"] or "{}"), given))
    if row:
        ctx.tx.update(COMMAND, {"ID": found["ID"]}, row)
    return found | row


def of(ctx: Ctx, bot: Row, number: Any) -> Row:
    """A command of a bot.

    :raises CallError: ``NOT_FOUND``
    """
    found = commands.find(ctx, number_or_none(number) or 0)
    if found is None or found["BOT_ID"] != bot["USER_ID"]:
        raise NOT_FOUND()
    return found


def of_bot(ctx: Ctx, bot: int) -> list[Row]:
    """The commands of a bot."""
    return ctx.tx.dicts(_OF_BOT, bot=bot)


def _word(given: Any, missing: ErrorKind) -> str:
    if given is None or given == "":
        raise missing()
    if not isinstance(given, str):
        raise WRONG_NAME()
    if not given.strip():
        raise missing()
    word = commands.word_of(given)
    if not word:
        raise WRONG_NAME()
    return word


def _flags(ctx: Ctx, given: Mapping[str, Any]) -> dict[str, str]:
    found = {
        stored: read_flag(given[name], ctx.clock.zone)
        for name, stored in _FLAGS.items()
        if not is_empty(given.get(name))
    }
    if ctx.credential.app is None and not ctx.actor.is_admin:  # it would be told of what others say to each other
        found |= {"COMMON": "N"} if "COMMON" in found else {}
    return found


def _titles(known: dict[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Titles by language: those that are said in place of what there was, without those that are said to be none."""
    params = {str(lang).lower(): text for lang, text in as_map(given.get("params")).items()}
    for name, text in as_map(given.get("title")).items():
        lang = str(name).lower()
        was = known.pop(lang, {})
        if isinstance(text, str) and text.strip():
            said = params.get(lang, was.get("PARAMS", ""))
            known[lang] = {"LANGUAGE_ID": lang, "TITLE": text, "PARAMS": said if isinstance(said, str) else ""}
    return known


def _encoded(titles: dict[str, Any]) -> str:
    return msgspec.json.encode(titles).decode() if titles else ""

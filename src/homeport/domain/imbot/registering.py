"""Bots of the second generation: registered, changed, listed.

Sources: ``imbot.v2/bots/bot-register.md``, ``bot-update.md``, ``bot-list.md``.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select, update

from homeport.core import pictures
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.uploads import Upload, read_content
from homeport.core.values import is_empty, read_flag
from homeport.domain.files import files
from homeport.domain.files.files import Refusals
from homeport.domain.im import kinds
from homeport.domain.im.tables import CHAT, MEMBER
from homeport.domain.imbot import bots, owned, owners
from homeport.domain.imbot.events import FETCH, WEBHOOK
from homeport.domain.imbot.owners import Owner
from homeport.domain.imbot.shown import TYPES
from homeport.domain.imbot.tables import BOT, COMMAND
from homeport.domain.portal.tables import USER
from homeport.domain.records.filters import as_map
from homeport.store import Query

NO_CODE = ErrorKind("BOT_CODE_REQUIRED", "Bot code is required")
NO_NAME = ErrorKind("BOT_PROPERTIES_REQUIRED", "Bot properties are required")
TAKEN = ErrorKind("BOT_CODE_ALREADY_TAKEN", "Bot code is already taken")
WRONG_TYPE = ErrorKind("BOT_INVALID_TYPE", "Invalid bot type")
WRONG_MODE = ErrorKind("BOT_INVALID_EVENT_MODE", "Invalid event mode")
NO_URL = ErrorKind("BOT_WEBHOOK_URL_REQUIRED", "Webhook URL is required")
WRONG_URL = ErrorKind("BOT_INVALID_CALLBACK", "Invalid callback URL")
TOO_MANY = ErrorKind("BOT_LIMIT_EXCEEDED", "Bot limit exceeded")
NO_PICTURE = ErrorKind("BOT_AVATAR_INCORRECT_TYPE", "Avatar must be an image")
LARGE_PICTURE = ErrorKind("BOT_AVATAR_INCORRECT_SIZE", "Avatar exceeds maximum size")
LONG_TOKEN = ErrorKind("BOT_TOKEN_INVALID_LENGTH", "Bot token is too long")
NOT_ROTATED = ErrorKind("BOT_TOKEN_ROTATION_FAILED", "Bot token rotation failed")

MOST, MOST_LETTERS, MOST_PIXELS = 100, 40, 5000
"""Bots of an application, letters of a token, pixels that a picture is wide and high."""
BACKGROUNDS = frozenset({"azure", "mint", "steel", "slate", "teal", "cornflower", "sky", "peach", "frost"})
GENDERS = ("M", "F")
_PROFILE = {"name": "NAME", "lastname": "LAST_NAME", "workposition": "WORK_POSITION"}
_FLAGS = {"ishidden": "HIDDEN", "isreactionsenabled": "REACTIONS", "issupportopenline": "OPENLINE"}

_PAGE = Query(
    select(*BOT.c).where(owners.OWNED).order_by(BOT.c.USER_ID).limit(bindparam("limit")).offset(bindparam("offset"))
)
_PAGE_OF_TYPE = Query(
    select(*BOT.c)
    .where(owners.OWNED, BOT.c.TYPE == bindparam("kind"))
    .order_by(BOT.c.USER_ID)
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)
_ANY_OF = Query(select(BOT.c.USER_ID).where(owners.OWNED).limit(1))
_REPAINT = Query(
    update(CHAT)
    .where(
        CHAT.c.TYPE == bindparam("kind"),
        CHAT.c.ID.in_(select(MEMBER.c.CHAT_ID).where(MEMBER.c.USER_ID == bindparam("bot"))),
    )
    .values(BACKGROUND=bindparam("background"))
)


def register(ctx: Ctx, given: Mapping[str, Any]) -> dict[str, Any]:
    """Register a bot; as it is stored. One of the same code of the application's stays as it is.

    :param given: fields by their names in small letters
    :raises CallError: ``owned.NO_TOKEN`` and those above
    """
    app = owned.owner(ctx, given.get("bottoken"))
    if ctx.credential.app is None and len(bots.text(given["bottoken"])) > MOST_LETTERS:
        raise LONG_TOKEN()
    code = bots.text(given.get("code"))
    if not code:
        raise NO_CODE()
    properties = {str(name).lower(): value for name, value in as_map(given.get("properties")).items()}
    if not bots.text(properties.get("name")):
        raise NO_NAME()
    known = bots.called(ctx, app, code)
    if known is not None:
        found = bots.find(ctx, known)
        assert found is not None
        return found
    if owned.called(ctx, code):
        raise TAKEN()
    kind = given.get("type") if not is_empty(given.get("type")) else "bot"
    if not isinstance(kind, str) or kind not in TYPES:
        raise WRONG_TYPE()
    row = {"REACTIONS": "Y", **_told(ctx, given, ""), **_values(ctx, given)}
    if bots.count(ctx, app) >= MOST:
        raise TOO_MANY()
    number = bots.enter(ctx, _profile(ctx, properties))
    row |= {"OPENLINE": "Y" if kind == "openline" else row.get("OPENLINE", "N"), "TYPE": TYPES[kind], "CODE": code}
    row["OF_GUEST"] = "N" if bots.sees_company(ctx) else "Y"
    ctx.tx.insert_many(BOT, [{**row, "USER_ID": number, "APP": app.hashed, "HANDLERS": "{}"}])
    found = bots.find(ctx, number)
    assert found is not None
    return found


def change(ctx: Ctx, bot: dict[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Change a bot of the caller's; as it is stored then.

    :param given: fields by their names in small letters
    :raises CallError: ``WRONG_MODE``, ``NO_URL``, ``WRONG_URL``, the picture's, ``NOT_ROTATED``
    """
    properties = {str(name).lower(): value for name, value in as_map(given.get("properties")).items()}
    row = _values(ctx, given) | _told(ctx, given, bot["MODE"], bot) | _rotated(ctx, bot, given.get("bottoken"))
    who, profile = bot["USER_ID"], _profile(ctx, properties)
    if row:
        ctx.tx.update(BOT, {"USER_ID": who}, row)
    if profile:
        ctx.tx.update(USER, {"ID": who}, profile)
    if "APP" in row:
        ctx.tx.update(COMMAND, {"BOT_ID": who}, {"APP": row["APP"]})
    if "BACKGROUND" in row:
        ctx.tx.execute(_REPAINT, kind=kinds.PRIVATE, bot=who, background=row["BACKGROUND"])
    found = bots.find(ctx, who)
    assert found is not None
    return found


def page(ctx: Ctx, app: Owner, kind: Any, *, limit: int, offset: int) -> list[dict[str, Any]]:
    """Bots of an application, in the order of their numbers.

    :param kind: those of one type; None for all
    """
    given = {**app._asdict(), "limit": limit, "offset": offset}
    if is_empty(kind):
        return ctx.tx.dicts(_PAGE, **given)
    return ctx.tx.dicts(_PAGE_OF_TYPE, **given, kind=TYPES.get(str(kind), ""))


def _values(ctx: Ctx, given: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {
        stored: read_flag(given[name], ctx.clock.zone)
        for name, stored in _FLAGS.items()
        if not is_empty(given.get(name))
    }
    if "backgroundid" in given:
        chosen = given["backgroundid"]
        found["BACKGROUND"] = chosen if isinstance(chosen, str) and chosen in BACKGROUNDS else None
    return found


def _told(ctx: Ctx, given: Mapping[str, Any], was: str, bot: Mapping[str, Any] | None = None) -> dict[str, str]:
    """How a bot is told, as far as it is said; of the first generation, one keeps that generation's handlers.

    :param was: how it is told now; empty for one that is new, or of the first generation
    """
    mode, url = given.get("eventmode"), given.get("webhookurl")
    if bot is not None and is_empty(mode) and is_empty(url):
        return {}
    chosen = mode if not is_empty(mode) else was or (FETCH if bot is None else WEBHOOK)
    if chosen not in (FETCH, WEBHOOK) or (bot is not None and not was and chosen == FETCH):
        raise WRONG_MODE()
    found = bots.check_url(ctx, url, WRONG_URL) if not is_empty(url) else bot["URL"] if bot is not None else ""
    if bot is not None and not was:
        return bots.with_handler(found) if found else {}
    if chosen == WEBHOOK and not found:
        raise NO_URL()
    return {"MODE": chosen, "URL": found}


def _rotated(ctx: Ctx, bot: Mapping[str, Any], token: Any) -> dict[str, str]:
    """A new token in the place of the one that the caller has said; of an application's bot there is none."""
    word = bots.text(token)
    if not word or owners.is_application(bot["APP"]):
        return {}
    whose = owners.named(word)
    if bot["APP"] in whose:
        return {}
    if len(word) > MOST_LETTERS or ctx.tx.value(_ANY_OF, **whose._asdict()) is not None:
        raise NOT_ROTATED()
    return {"APP": whose.hashed}


def _profile(ctx: Ctx, given: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {stored: bots.text(given[name]) for name, stored in _PROFILE.items() if name in given}
    if "name" in given and not found["NAME"]:
        del found["NAME"]  # a bot is never without
    if given.get("gender") in GENDERS:
        found["PERSONAL_GENDER"] = given["gender"]
    if not is_empty(given.get("avatar")):
        found["PERSONAL_PHOTO"] = _picture(ctx, given["avatar"])
    return found


def _picture(ctx: Ctx, given: Any) -> int:
    try:
        content = read_content(given)
    except ValueError:
        raise NO_PICTURE() from None
    size = pictures.size_of(content)
    if size is None:
        raise NO_PICTURE()
    if max(size) > MOST_PIXELS:
        raise LARGE_PICTURE()
    return files.save(ctx, Upload("bot.png", content), Refusals(NO_PICTURE, LARGE_PICTURE)).id

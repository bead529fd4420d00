"""Bots: users that applications register, change, act as, and take away.

Source: ``api-reference/chat-bots/outdated/bots/``.
"""

from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import bindparam, func, select

from homeport.core import pictures
from homeport.core.ctx import Actor, Ctx
from homeport.core.errors import ErrorKind
from homeport.core.rights import Rights
from homeport.core.uploads import Upload, read_upload
from homeport.core.values import is_empty, number_or_none, read_string
from homeport.domain.events import outbox
from homeport.domain.files import files
from homeport.domain.files.files import Refusals
from homeport.domain.im.notices import CUSTOM
from homeport.domain.imbot import owners
from homeport.domain.imbot.owners import Owner
from homeport.domain.imbot.tables import BOT
from homeport.domain.portal import settings
from homeport.domain.portal.apps import handler_urls
from homeport.domain.portal.people.profile_fields import DATES
from homeport.domain.portal.tables import USER
from homeport.domain.records.filters import as_map
from homeport.domain.user import staff
from homeport.domain.user.fields import FIELDS
from homeport.store import Query

WRONG_AUTH = ErrorKind("WRONG_AUTH_TYPE", "Access for this method not allowed by session authorization.", 403)
NO_CLIENT = ErrorKind("ACCESS_DENIED", "Access denied! Client ID not specified", 403)
NOT_FOUND = ErrorKind("BOT_ID_ERROR", "Bot not found")
OTHERS = ErrorKind("APP_ID_ERROR", "Bot was installed by another rest application")
NO_CODE = ErrorKind("CODE_ERROR", "Bot code isn't specified")
NO_NAME = ErrorKind("NAME_ERROR", "Bot name isn't specified")
TOO_MANY = ErrorKind("MAX_COUNT_ERROR", "Has reached the maximum number of bots for application (max: 5)")
NOT_MADE = ErrorKind("WRONG_REQUEST", "Bot can't be created")
NOT_CHANGED = ErrorKind("WRONG_REQUEST", "Bot can't be updated")
NOT_DELETED = ErrorKind("WRONG_REQUEST", "Bot can't be deleted")
NOTHING = ErrorKind("WRONG_REQUEST", "Update fields can't be empty")

MOST = 5
TYPES = ("B", "O", "H", "S")
LINES, SUPERVISOR, PERSONAL = "O", "S", "P"
"""Types of bots: of open channels, and those that read all that is said where they are."""

HANDLERS = {
    "EVENT_MESSAGE_ADD": ("ONIMBOTMESSAGEADD", "Message add"),
    "EVENT_MESSAGE_UPDATE": ("ONIMBOTMESSAGEUPDATE", ""),
    "EVENT_MESSAGE_DELETE": ("ONIMBOTMESSAGEDELETE", ""),
    "EVENT_WELCOME_MESSAGE": ("ONIMBOTJOINCHAT", "Welcome message"),
    "EVENT_BOT_DELETE": ("ONIMBOTDELETE", "Bot delete"),
}
"""The parameters that say who is told of what, with the events; those that must be said have a name."""
MISSING = {
    name: ErrorKind(f"{name}_ERROR", f'Handler for "{called}" event isn\'t specified')
    for name, (_, called) in HANDLERS.items()
    if called
}
WRONG = {name: ErrorKind(f"{name}_ERROR", "Wrong handler URL") for name in HANDLERS}
_PROFILE = ("NAME", "LAST_NAME", "EMAIL", "PERSONAL_BIRTHDAY", "WORK_POSITION", "PERSONAL_WWW", "PERSONAL_GENDER")

_ONE = Query(select(*BOT.c).where(BOT.c.USER_ID == bindparam("id")))
_OF_APP = Query(select(BOT.c.USER_ID).where(owners.OWNED).order_by(BOT.c.USER_ID))
_OF_CODE = Query(select(BOT.c.USER_ID).where(owners.OWNED, BOT.c.CODE == bindparam("code")))
_COUNT = Query(select(func.count()).select_from(BOT).where(owners.OWNED))
_ALL = Query(
    select(BOT.c.USER_ID, USER.c.NAME, USER.c.LAST_NAME, BOT.c.CODE, BOT.c.OPENLINE)
    .join(USER, USER.c.ID == BOT.c.USER_ID)
    .order_by(BOT.c.USER_ID)
)


def app_of(ctx: Ctx, client_id: Any) -> Owner:
    """The application that a call is of: the one that calls, or what a webhook calls itself.

    :raises CallError: ``WRONG_AUTH``, ``NO_CLIENT``
    """
    if ctx.credential.key.startswith("user:"):
        raise WRONG_AUTH()
    found = owners.of(ctx, text(client_id))
    if found is None:
        raise NO_CLIENT()
    return found


def find(ctx: Ctx, number: int) -> dict[str, Any] | None:
    """A bot as it is stored."""
    return next(iter(ctx.tx.dicts(_ONE, id=number)), None)


def with_handler(url: str) -> dict[str, str]:
    """What is stored of a bot of the first generation all whose handlers are at an address."""
    return {"HANDLERS": msgspec.json.encode(dict.fromkeys(HANDLERS, url)).decode()}


def takes_reactions(ctx: Ctx, author: int) -> bool:
    """Whether people may say what they think of somebody's messages: not of a bot's that has it so."""
    found = find(ctx, author)
    return found is None or found["REACTIONS"] == "Y"


def of(ctx: Ctx, number: Any, client_id: Any) -> dict[str, Any]:
    """A bot of the application that calls; its first unless one is named.

    :raises CallError: ``WRONG_AUTH``, ``NO_CLIENT``, ``NOT_FOUND``, ``OTHERS``
    """
    app = app_of(ctx, client_id)
    named = ctx.tx.value(_OF_APP, **app._asdict()) if is_empty(number) else number_or_none(number)
    found = find(ctx, named) if named else None
    if found is None:
        raise NOT_FOUND()
    if found["APP"] not in app:
        raise OTHERS()
    return found


def acting(ctx: Ctx, bot: dict[str, Any]) -> Ctx:
    """The same call, made as a bot; one of a guest's webhook is shown no more than the guest is."""
    return ctx.acting_as(Actor(bot["USER_ID"], Rights({}), is_employee=sees_company(ctx)))


def sees_company(ctx: Ctx) -> bool:
    """Whether bots of the caller are shown the people of the company: those of guests' webhooks are not."""
    return ctx.actor.is_employee or ctx.credential.app is not None


def register(ctx: Ctx, given: Mapping[str, Any], client_id: Any) -> int:
    """Register a bot; its number, also of one with the same code, which is changed then.

    :raises CallError: ``WRONG_AUTH``, ``NO_CLIENT``, ``NO_CODE``, ``NO_NAME``, ``TOO_MANY``, ``NOT_MADE``, handlers'
    """
    app = app_of(ctx, client_id)
    handlers = _handlers(ctx, given)
    for name, refusal in MISSING.items():
        if name not in handlers:
            raise refusal()
    code = text(given.get("CODE"))
    if not code:
        raise NO_CODE()
    profile = _profile(ctx, given.get("PROPERTIES"), NOT_MADE)
    if not profile.get("NAME") and not profile.get("LAST_NAME"):
        raise NO_NAME()
    known = ctx.tx.value(_OF_CODE, **app._asdict(), code=code)
    if profile.get("EMAIL") and staff.has_address(ctx.tx, profile["EMAIL"], but=known):
        raise NOT_MADE()
    if known is not None:
        ctx.tx.update(BOT, {"USER_ID": known}, {"HANDLERS": msgspec.json.encode(handlers).decode()})
        ctx.tx.update(USER, {"ID": known}, profile)
        return int(known)
    if count(ctx, app) >= MOST:
        raise TOO_MANY()
    kind = given.get("TYPE") if given.get("TYPE") in TYPES else TYPES[0]
    number = enter(ctx, profile | _photo(ctx, given))
    lines = "Y" if kind == LINES or given.get("OPENLINE") == "Y" else "N"
    row = {"USER_ID": number, "CODE": code, "TYPE": kind, "OPENLINE": lines, "APP": app.called}
    ctx.tx.insert_many(BOT, [{**row, "HANDLERS": msgspec.json.encode(handlers).decode()}])
    return number


def count(ctx: Ctx, app: Owner) -> int:
    """How many bots an application has."""
    return int(ctx.tx.value(_COUNT, **app._asdict()))


def called(ctx: Ctx, app: Owner, code: str) -> int | None:
    """An application's bot by its code."""
    found: int | None = ctx.tx.value(_OF_CODE, **app._asdict(), code=code)
    return found


def enter(ctx: Ctx, profile: Mapping[str, Any]) -> int:
    """A new user for a bot; its number.

    :param profile: values by the names of a user's fields
    """
    names: dict[str, Any] = {
        "name": profile.get("NAME") or "",
        "last_name": profile.get("LAST_NAME") or "",
        "email": profile.get("EMAIL") or "",
    }
    more: dict[str, Any] = {
        name: value for name, value in profile.items() if name not in ("NAME", "LAST_NAME", "EMAIL")
    }
    return staff.add(ctx.tx, ctx.clock, **names, by=ctx.actor.user_id, USER_TYPE="bot", **more)


def change(ctx: Ctx, number: Any, given: Mapping[str, Any], client_id: Any) -> None:
    """Change a bot.

    :raises CallError: as :func:`register`, and ``NOTHING``
    """
    bot = of(ctx, number, client_id)
    handlers = _handlers(ctx, given)
    profile = _profile(ctx, given.get("PROPERTIES"), NOT_CHANGED)
    if "NAME" in profile and "LAST_NAME" in profile and not (profile["NAME"] or profile["LAST_NAME"]):
        raise NO_NAME()
    code, photo = text(given.get("CODE")), _photo(ctx, given)
    if not (handlers or profile or code or photo):
        raise NOTHING()
    taken = called(ctx, app_of(ctx, client_id), code) if code else None
    if taken not in (None, bot["USER_ID"]):
        raise NOT_CHANGED()
    if profile.get("EMAIL") and staff.has_address(ctx.tx, profile["EMAIL"], but=bot["USER_ID"]):
        raise NOT_CHANGED()
    told = msgspec.json.decode(bot["HANDLERS"]) | handlers
    ctx.tx.update(BOT, {"USER_ID": bot["USER_ID"]}, {"HANDLERS": msgspec.json.encode(told).decode()})
    if code:
        ctx.tx.update(BOT, {"USER_ID": bot["USER_ID"]}, {"CODE": code})
    ctx.tx.update(USER, {"ID": bot["USER_ID"]}, {**profile, **photo})


def listed(ctx: Ctx) -> dict[str, dict[str, Any]]:
    """All bots, by their numbers."""
    if ctx.credential.key.startswith("user:"):
        raise WRONG_AUTH()
    return {
        str(number): {"ID": number, "NAME": " ".join(filter(None, (name, last))), "CODE": code, "OPENLINE": lines}
        for number, name, last, code, lines in ctx.tx.all(_ALL)
    }


def put(ctx: Ctx, bot: Mapping[str, Any], url: str, code: str, data: Mapping[str, Any]) -> None:
    """Let an address be called; with tokens of the caller's where the bot is an application's."""
    app: str = bot["APP"]
    client = "" if app.startswith(CUSTOM) else app
    user = ctx.actor.user_id if owners.is_application(app) else 0
    outbox.put(ctx.tx, ctx.clock, event=code, url=url, client_id=client, user_id=user, data=data)


def check_url(ctx: Ctx, given: Any, refusal: ErrorKind) -> str:
    """An address that a handler may have.

    :raises CallError: ``refusal``
    """
    url = text(given)
    try:
        handler_urls.check(url, public=settings.read(ctx.tx).handlers == "public")
    except handler_urls.HandlerUrlError:
        raise refusal() from None
    return url


def _handlers(ctx: Ctx, given: Mapping[str, Any]) -> dict[str, str]:
    whole = given.get("EVENT_HANDLER")
    found = {name: given.get(name) if is_empty(whole) else whole for name in HANDLERS}
    return {name: check_url(ctx, url, WRONG[name]) for name, url in found.items() if not is_empty(url)}


def _profile(ctx: Ctx, given: Any, refusal: ErrorKind) -> dict[str, Any]:
    said = {str(name).upper(): value for name, value in as_map(given).items()}
    found: dict[str, Any] = {name: text(said[name]) for name in _PROFILE if name in said}
    for name in DATES & found.keys():
        try:
            found[name] = FIELDS.by_name[name].read(found[name], ctx.clock.zone)
        except (ValueError, OverflowError):
            raise refusal() from None
    return found


def _photo(ctx: Ctx, given: Mapping[str, Any]) -> dict[str, int]:
    said = {str(name).upper(): value for name, value in as_map(given.get("PROPERTIES")).items()}
    if is_empty(said.get("PERSONAL_PHOTO")):
        return {}
    try:
        upload = read_upload(said["PERSONAL_PHOTO"])
    except ValueError:
        raise NOT_MADE() from None
    if pictures.size_of(upload.content) is None:
        raise NOT_MADE()
    kept = files.save(ctx, Upload(upload.name or "bot.png", upload.content), Refusals(NOT_MADE, NOT_MADE))
    return {"PERSONAL_PHOTO": kept.id}


def text(given: Any) -> str:
    """A text as clients send it; empty for what is none."""
    try:
        return (read_string(given, None) or "").strip()  # type: ignore[arg-type]
    except ValueError:
        return ""

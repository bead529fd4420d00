"""``imbot.v2.Bot.*`` and ``imbot.v2.Revision.get``: bots of applications, and what there is of the protocol."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.imbot import leaving, owned, registering, shown
from homeport.methods.im._params import limited, offset
from homeport.methods.imbot.v2._params import OF_BOT, AsBot, bot_of, small
from homeport.rpc import NoParams, Params, method

USUAL, MOST = 50, 500
REVISION = {"rest": 36, "web": 130, "mobile": 23, "desktop": 6}
"""That of the newest entry of the change log, and of the clients that the page shows."""


class Register(Params):
    fields: Any = None


class Update(AsBot):
    fields: Any = None


class Get(AsBot):
    code: Any = None


class Listed(Params):
    bot_token: Any = None
    filter: Any = None
    limit: Any = None
    offset: Any = None


def _answer(ctx: Ctx, bot: dict[str, Any]) -> dict[str, Any]:
    return {"bot": shown.whole(ctx, bot), "users": shown.persons(ctx, [bot["USER_ID"]])}


@method(
    "imbot.v2.Bot.register",
    writes=True,
    errors=(
        owned.NO_TOKEN, registering.LONG_TOKEN, registering.NO_CODE, registering.NO_NAME, registering.TAKEN,
        registering.WRONG_TYPE, registering.WRONG_MODE, registering.NO_URL, registering.WRONG_URL,
        registering.TOO_MANY, registering.NO_PICTURE, registering.LARGE_PICTURE,
    ),
)  # fmt: skip
def register(ctx: Ctx, p: Register) -> dict[str, Any]:
    """Register a chatbot; one that there is already is answered as it is."""
    return _answer(ctx, registering.register(ctx, small(p.fields)))


@method(
    "imbot.v2.Bot.update",
    writes=True,
    errors=(
        *OF_BOT, registering.WRONG_MODE, registering.NO_URL, registering.WRONG_URL, registering.NO_PICTURE,
        registering.LARGE_PICTURE, registering.NOT_ROTATED,
    ),
)  # fmt: skip
def update(ctx: Ctx, p: Update) -> dict[str, Any]:
    """Change a chatbot, how it is told, or the token that its owner says."""
    return _answer(ctx, registering.change(ctx, bot_of(ctx, p), small(p.fields)))


@method("imbot.v2.Bot.unregister", writes=True, errors=OF_BOT)
def unregister(ctx: Ctx, p: AsBot) -> dict[str, bool]:
    """Take a chatbot away, with its commands and its dialogs with people."""
    leaving.take_away(ctx, bot_of(ctx, p))
    return {"result": True}


@method("imbot.v2.Bot.get", errors=(owned.NO_TOKEN, owned.NEITHER, owned.NOT_FOUND))
def get(ctx: Ctx, p: Get) -> dict[str, Any]:
    """Return what is known of a chatbot: all of an own one, of another what everybody is shown."""
    found, own = owned.anybodys(ctx, p.bot_id, p.code, p.bot_token)
    if own:
        return _answer(ctx, found)
    return {"bot": shown.brief(found), "users": shown.persons(ctx, [found["USER_ID"]])}


@method("imbot.v2.Bot.list", heavy=True, errors=(owned.NO_TOKEN,))
def list_(ctx: Ctx, p: Listed) -> dict[str, Any]:
    """List the chatbots of the application that calls."""
    limit = limited(p.limit, USUAL, MOST)
    whose = owned.owner(ctx, p.bot_token)
    rows = registering.page(ctx, whose, small(p.filter).get("type"), limit=limit + 1, offset=offset(p.offset))
    found = rows[:limit]
    return {
        "bots": [shown.whole(ctx, each) for each in found],
        "users": shown.persons(ctx, [each["USER_ID"] for each in found]),
        "hasNextPage": len(rows) > limit,
    }


@method("imbot.v2.Revision.get")
def revision(ctx: Ctx, p: NoParams) -> dict[str, int]:
    """Return the numbers of the revisions of what programs speak."""
    return dict(REVISION)

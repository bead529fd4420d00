"""``im.v2.*``: files in chats, events that wait to be fetched, and what bots are told when chats are opened."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.values import number_or_none
from homeport.domain.im import dialogs, files, listening
from homeport.domain.imbot import telling
from homeport.domain.records.filters import as_map
from homeport.methods.im._params import limited
from homeport.rpc import NoParams, Params, method


class Upload(Params):
    dialog_id: Any = None
    fields: Any = None


class Download(Params):
    dialog_id: Any = None
    file_id: Any = None


class Opened(Params):
    dialog_id: Any = None
    context: Any = None


class Fetch(Params):
    offset: Any = None
    limit: Any = None


@method(
    "im.v2.File.upload",
    writes=True,
    errors=(
        files.EMPTY, files.INVALID, files.NO_CHAT, files.NO_FOLDER, files.NOT_SAVED, files.NOT_SENT, files.TOO_LARGE,
        files.DENIED,
    ),
)  # fmt: skip
def upload(ctx: Ctx, p: Upload) -> dict[str, Any]:
    """Send a file into a dialog."""
    given = {str(name).lower(): value for name, value in as_map(p.fields).items()}
    return files.upload(ctx, p.dialog_id, given.get("name"), given.get("content"), given.get("message"))


@method("im.v2.File.download", errors=(files.NOT_FOUND, files.DENIED))
def download(ctx: Ctx, p: Download) -> dict[str, str]:
    """Return where a file of a dialog is to be had."""
    return {"downloadUrl": files.download(ctx, p.dialog_id, number_or_none(p.file_id) or 0)}


@method("im.v2.Event.subscribe", writes=True)
def subscribe(ctx: Ctx, p: NoParams) -> bool:
    """Keep what happens in the caller's chats for the caller to fetch."""
    listening.subscribe(ctx)
    return True


@method("im.v2.Event.unsubscribe", writes=True)
def unsubscribe(ctx: Ctx, p: NoParams) -> bool:
    """Keep what happens no longer; what is kept already stays for a day."""
    listening.unsubscribe(ctx)
    return True


@method("im.v2.Event.get", writes=True)
def fetch(ctx: Ctx, p: Fetch) -> dict[str, Any]:
    """Fetch what is kept, the oldest first; what is before the offset is done with."""
    return listening.fetch(
        ctx, [ctx.actor.user_id], number_or_none(p.offset), limited(p.limit, listening.USUAL, listening.MOST)
    )


@method("im.v2.Chat.Bot.sendContext", writes=True, errors=(files.DENIED,))
def send_context(ctx: Ctx, p: Opened) -> dict[str, bool]:
    """Tell the chatbots of a dialog with what the caller has opened it."""
    named = dialogs.read(p.dialog_id)
    if named is None or not isinstance(p.context, dict):
        raise files.DENIED()
    telling.opened(ctx, dialogs.speaking(ctx, p.dialog_id, files.DENIED), p.context)
    return {"result": True}

"""``im.recent.*``: the dialogs that the caller has lately had."""

from datetime import UTC, datetime, timedelta
from typing import Any

from homeport.core.clock import to_stored
from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ErrorKind
from homeport.domain.im import dialogs, recent
from homeport.domain.im.dialogs import DIALOG_ID_EMPTY
from homeport.domain.im.recent import Wanted
from homeport.methods.im._params import OfDialog, limited, moment, named, offset, yes
from homeport.rpc import Params, method

NOT_PINNED = ErrorKind("ACCESS_ERROR", "You don't have permission to pin this chat")
SYNC_DAYS = 7
"""How far back changes are told of."""
NO_ASSISTANT: dict[str, Any] = {"chats": None, "messages": None, "roles": None, "recommendedRoles": None}
"""What is said of the assistant: there is none."""


class Kinds(Params):
    skip_openlines: Any = named("skip_openlines")
    skip_chat: Any = named("skip_chat")
    skip_dialog: Any = named("skip_dialog")


class Get(Kinds):
    last_update: Any = named("last_update")
    only_openlines: Any = named("only_openlines")
    last_sync_date: Any = named("last_sync_date")


class List(Kinds):
    last_message_date: Any = named("last_message_date")
    unread_only: Any = named("unread_only")
    parse_text: Any = named("parse_text")
    get_original_text: Any = named("get_original_text")
    skip_undistributed_openlines: Any = named("skip_undistributed_openlines")
    only_copilot: Any = named("only_copilot")
    only_channel: Any = named("only_channel")
    can_manage_messages: Any = named("can_manage_messages")
    offset: Any = None
    limit: Any = None


class Pin(OfDialog):
    pin: Any = None


class Mark(OfDialog):
    action: Any = None


def wanted(p: Kinds) -> Wanted:
    """Which kinds of dialogs a client wants."""
    return Wanted(dialogs=not yes(p.skip_dialog), chats=not yes(p.skip_chat), lines=not yes(p.skip_openlines))


@method("im.recent.get", heavy=True)
def get(ctx: Ctx, p: Get) -> list[dict[str, Any]]:
    """List the dialogs that the caller has lately had, those pinned first."""
    kinds = Wanted(dialogs=False, chats=False) if yes(p.only_openlines) else wanted(p)
    since = moment(ctx, p.last_update)
    synced = moment(ctx, p.last_sync_date)
    if synced:
        earliest = datetime.fromtimestamp(ctx.clock.now(), UTC) - timedelta(days=SYNC_DAYS)
        since = max(synced, to_stored(earliest), since or "")
    return recent.shown(ctx, recent.listed(ctx, kinds, limit=recent.MOST, since=since))


@method("im.recent.list", heavy=True)
def list_(ctx: Ctx, p: List) -> Page:
    """List the dialogs that the caller has lately had, page by page."""
    kinds = wanted(p)._replace(
        unread=yes(p.unread_only), channels=yes(p.only_channel), leading=yes(p.can_manage_messages)
    )
    limit, until = limited(p.limit, recent.USUAL, recent.MOST_LISTED), moment(ctx, p.last_message_date)
    rows = (
        [] if yes(p.only_copilot) else recent.listed(ctx, kinds, limit=limit + 1, offset=offset(p.offset), until=until)
    )
    more = len(rows) > limit
    answer = {
        "items": recent.shown(ctx, rows[:limit], original=yes(p.get_original_text)),
        "hasMorePages": more,
        "hasMore": more,
        "copilot": NO_ASSISTANT,
        "messagesAutoDeleteConfigs": [],
    }
    return Page(answer, -1)


@method("im.recent.pin", writes=True, errors=(DIALOG_ID_EMPTY, NOT_PINNED))
def pin(ctx: Ctx, p: Pin) -> bool:
    """Hold a dialog at the top of the list, or no longer."""
    if not recent.pin(ctx, dialogs.require(ctx, p.dialog_id, NOT_PINNED), yes(p.pin, usual=True)):
        raise NOT_PINNED()
    return True


@method("im.recent.unread", writes=True, errors=(DIALOG_ID_EMPTY,))
def mark(ctx: Ctx, p: Mark) -> bool:
    """Mark a dialog to be looked at later, or as read."""
    chat = dialogs.find(ctx, dialogs.named(p.dialog_id))
    if chat is None:
        return False
    recent.mark(ctx, chat, yes(p.action, usual=True))
    return True


@method("im.recent.hide", writes=True, errors=(DIALOG_ID_EMPTY,))
def hide(ctx: Ctx, p: OfDialog) -> bool:
    """Take a dialog off the list, until something is said in it."""
    chat = dialogs.find(ctx, dialogs.named(p.dialog_id))
    if chat is None:
        return False
    recent.hide(ctx, chat)
    return True

"""``im.recent.*``: the dialogs that the caller has lately had."""

from datetime import UTC, datetime, timedelta
from typing import Any

from homeport.core.clock import to_stored
from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ErrorKind
from homeport.domain.im import dialogs, recent
from homeport.domain.im.dialogs import DIALOG_ID_EMPTY
from homeport.domain.im.recent import Wanted
from homeport.methods.im._params import OfDialog, limited, moment, offset, yes
from homeport.rpc import Underscored, method

NOT_PINNED = ErrorKind("ACCESS_ERROR", "You don't have permission to pin this chat")
SYNC_DAYS = 7
"""How far back changes are told of."""
NO_ASSISTANT: dict[str, Any] = {"chats": None, "messages": None, "roles": None, "recommendedRoles": None}
"""What is said of the assistant: there is none."""


class Kinds(Underscored):
    skip_openlines: Any = None
    skip_chat: Any = None
    skip_dialog: Any = None


class Get(Kinds):
    last_update: Any = None
    only_openlines: Any = None
    last_sync_date: Any = None


class List(Kinds):
    last_message_date: Any = None
    unread_only: Any = None
    parse_text: Any = None
    get_original_text: Any = None
    skip_undistributed_openlines: Any = None
    only_copilot: Any = None
    only_channel: Any = None
    can_manage_messages: Any = None
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

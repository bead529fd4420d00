"""``im.dialog.*``: dialogs, what was said in them, and what of it was read."""

from typing import Any, Literal

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty, number_or_none, read_string
from homeport.domain.im import dialogs, history, kinds, people, saying, showing, unread
from homeport.domain.im.dialogs import CHAT_ID_EMPTY, DENIED, DIALOG_ID_EMPTY, UNAVAILABLE
from homeport.domain.im.history import Sought
from homeport.domain.im.messages import ID_EMPTY
from homeport.domain.im.notices import day_after
from homeport.domain.records.filters import as_map
from homeport.methods.im._params import OfChat, OfDialog, limited, moment, offset, yes
from homeport.rpc import NoParams, method

FIRST_UNREAD = ErrorKind(ID_EMPTY.code, "First unread message id can't be empty")


class Users(OfDialog):
    skip_external: Any = None
    skip_external_except_types: Any = None
    limit: Any = None
    last_id: Any = None
    offset: Any = None


class History(OfDialog):
    last_id: Any = None
    first_id: Any = None
    limit: Any = None


class Search(OfChat):
    search_message: Any = None
    date_from: Any = None
    date_to: Any = None
    date: Any = None
    order: Any = None
    limit: Any = None
    last_id: Any = None


class Until(OfDialog):
    message_id: Any = None


@method("im.dialog.get", errors=(DIALOG_ID_EMPTY, DENIED))
def get(ctx: Ctx, p: OfDialog) -> dict[str, Any]:
    """Return what is known of a dialog."""
    return showing.whole(ctx, dialogs.require(ctx, p.dialog_id))


@method("im.dialog.users.list", errors=(DIALOG_ID_EMPTY, DENIED))
def users(ctx: Ctx, p: Users) -> Page:
    """List who is in a dialog."""
    chat = dialogs.require(ctx, p.dialog_id)
    kept = str(p.skip_external_except_types or "").replace(" ", "").split(",")
    return people.page(
        ctx,
        chat,
        skips=yes(p.skip_external),
        but=kept,
        after=number_or_none(p.last_id),
        offset=offset(p.offset),
        limit=limited(p.limit, people.USUAL, people.MOST),
    )


@method("im.dialog.messages.get", errors=(DIALOG_ID_EMPTY, history.FIRST_ID_STRING, history.LAST_ID_STRING, DENIED))
def messages(ctx: Ctx, p: History) -> dict[str, Any]:
    """Return messages of a dialog, the newest first."""
    dialog = dialogs.named(p.dialog_id)
    first, last = _number(p.first_id, history.FIRST_ID_STRING), _number(p.last_id, history.LAST_ID_STRING)
    chat = dialogs.find(ctx, dialog)
    if chat is None and dialogs.reaches(ctx, dialog):
        return history.nothing(showing.somebody(ctx, [dialog.number]))
    if chat is None:
        raise DENIED()
    return history.page(ctx, chat, last=last, first=first, limit=limited(p.limit, history.USUAL, history.MOST))


def _number(given: Any, refusal: ErrorKind) -> int | None:
    if is_empty(given):
        return None
    number = number_or_none(given)
    if number is None:
        raise refusal()
    return number


@method("im.dialog.messages.search", heavy=True, errors=(CHAT_ID_EMPTY, history.NO_ACCESS))
def search(ctx: Ctx, p: Search) -> dict[str, Any]:
    """Search the messages of a chat by words and days."""
    chat = dialogs.either(ctx, p.chat_id, None, history.NO_ACCESS)
    day = moment(ctx, p.date)
    since, until = (day, day_after(day)) if day else (moment(ctx, p.date_from), moment(ctx, p.date_to))
    order = {str(name).upper(): str(way).upper() for name, way in as_map(p.order).items()}
    try:
        text = read_string(p.search_message, ctx.clock.zone)
    except ValueError:
        text = None
    sought = Sought(text, since, until, number_or_none(p.last_id), order.get("ID") == "ASC")
    return history.search(ctx, chat, sought, limited(p.limit, history.USUAL_FOUND, history.MOST_FOUND))


@method("im.dialog.read", writes=True, errors=(DIALOG_ID_EMPTY,))
def read(ctx: Ctx, p: Until) -> dict[str, Any] | Literal[False]:
    """Note that a dialog was read, up to a message or all of it."""
    chat = dialogs.find(ctx, dialogs.named(p.dialog_id))
    return False if chat is None else unread.read(ctx, chat, number_or_none(p.message_id) or None)


@method("im.dialog.unread", writes=True, errors=(ID_EMPTY, DIALOG_ID_EMPTY))
def unread_from(ctx: Ctx, p: Until) -> bool:
    """Note that a dialog was not read from a message on."""
    dialog, number = dialogs.named(p.dialog_id), number_or_none(p.message_id)
    if not number:
        raise FIRST_UNREAD()
    chat = dialogs.find(ctx, dialog)
    if chat is None:
        return False
    unread.unread(ctx, chat, number)
    return True


@method("im.dialog.read.all", writes=True)
def read_all(ctx: Ctx, p: NoParams) -> bool:
    """Note that all dialogs were read."""
    unread.read_all(ctx)
    return True


@method("im.dialog.writing", errors=(DIALOG_ID_EMPTY, UNAVAILABLE))
def writing(ctx: Ctx, p: OfDialog) -> bool:
    """Say that the caller is writing in a dialog; whoever looks at it by a page learns of nothing before it is said."""
    dialog = dialogs.named(p.dialog_id)
    chat = dialogs.find(ctx, dialog)
    if chat is None and not dialogs.reaches(ctx, dialog):
        raise UNAVAILABLE()
    if chat is not None and chat["TYPE"] != kinds.PRIVATE and not saying.may_post(ctx, chat):
        raise UNAVAILABLE()
    return True

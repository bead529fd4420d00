"""``im.search.*``: chats, people and departments found by words, and what was looked for lately."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.values import is_empty
from homeport.domain.im import search
from homeport.domain.im.dialogs import DIALOG_ID_EMPTY
from homeport.methods.im._params import OfDialog, limited, offset, yes
from homeport.methods.im.recent import Kinds, wanted
from homeport.rpc import Underscored, method


class Find(Underscored):
    find: Any = None
    offset: Any = None
    limit: Any = None


class Chats(Find):
    find_lines: Any = None


class Departments(Find):
    user_data: Any = None


class People(Find):
    business: Any = None


@method("im.search.chat.list", heavy=True, errors=(search.TOO_SHORT,))
def chats(ctx: Ctx, p: Chats) -> Page:
    """Find chats by their titles and the names of who is in them."""
    lines = is_empty(p.find) and not is_empty(p.find_lines)
    phrase = p.find_lines if lines else p.find
    limit = limited(p.limit, search.USUAL, search.MOST)
    return search.chats(ctx, phrase, lines=lines, offset=offset(p.offset), limit=limit)


@method("im.search.user.list", heavy=True, errors=(search.TOO_SHORT,))
def people(ctx: Ctx, p: People) -> Page:
    """Find people by their names, positions and departments."""
    limit = limited(p.limit, search.USUAL, search.MOST)
    return search.users(ctx, p.find, offset=offset(p.offset), limit=limit)


@method("im.search.department.list", heavy=True, errors=(search.TOO_SHORT,))
def departments(ctx: Ctx, p: Departments) -> Page:
    """Find departments by their full names."""
    limit = limited(p.limit, search.USUAL, search.MOST)
    return search.offices(ctx, p.find, user_data=yes(p.user_data), offset=offset(p.offset), limit=limit)


@method("im.search.last.get")
def remembered(ctx: Ctx, p: Kinds) -> list[dict[str, Any]]:
    """List the dialogs that the caller has looked for, the last first."""
    return search.remembered(ctx, wanted(p))


@method("im.search.last.add", writes=True, errors=(DIALOG_ID_EMPTY,))
def remember(ctx: Ctx, p: OfDialog) -> bool:
    """Note that the caller has looked for a dialog."""
    return search.remember(ctx, p.dialog_id)


@method("im.search.last.delete", writes=True, errors=(DIALOG_ID_EMPTY,))
def forget(ctx: Ctx, p: OfDialog) -> bool:
    """Note no longer that the caller has looked for a dialog."""
    return search.forget(ctx, p.dialog_id)

"""What clients call dialogs: ``chat5`` a chat, ``sg5`` the chat of a group, ``5`` what the caller and user 5 share.

Source: ``api-reference/chats/index.md``.
"""

import re
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty, number_or_none
from homeport.domain.im import access, kinds, opening
from homeport.domain.im.tables import CHAT
from homeport.domain.user import messenger as people
from homeport.store import Query

CHAT_ID_EMPTY = ErrorKind("CHAT_ID_EMPTY", "Chat ID can't be empty")
DIALOG_ID_EMPTY = ErrorKind("DIALOG_ID_EMPTY", "Dialog ID can't be empty")
DENIED = ErrorKind("ACCESS_ERROR", "You do not have access to the specified dialog", 403)
UNAVAILABLE = ErrorKind("ACCESS_ERROR", "Action unavailable", 403)

_DIALOG = re.compile(r"(chat|sg)?([1-9][0-9]{0,17})")
_OF_TWO = Query(select(CHAT.c.ID).where(CHAT.c.PEOPLE == bindparam("people")))


class Dialog(NamedTuple):
    """A dialog as a client has named it.

    :param kind: ``chat``, ``sg``, or empty for a user
    """

    kind: str
    number: int


def read(given: Any) -> Dialog | None:
    """The dialog that a client names; None for what names none."""
    text = str(given) if isinstance(given, str | int) and not isinstance(given, bool) else ""
    found = _DIALOG.fullmatch(text.strip())
    return None if found is None else Dialog(found[1] or "", int(found[2]))


def named(given: Any) -> Dialog:
    """The dialog that a client names.

    :raises CallError: ``DIALOG_ID_EMPTY``
    """
    found = read(given)
    if found is None:
        raise DIALOG_ID_EMPTY()
    return found


def find(ctx: Ctx, dialog: Dialog) -> dict[str, Any] | None:
    """The chat of a dialog, for a caller who reads it; None also where two have not spoken yet."""
    number: int | None = dialog.number
    if dialog.kind == "sg":
        number = opening.owned(ctx.tx, kinds.GROUP, dialog.number)
    elif not dialog.kind:
        number = ctx.tx.value(_OF_TWO, people=_of_two(ctx.actor.user_id, dialog.number))
    found = None if number is None else access.seen(ctx, number)
    return None if found is None or found["TYPE"] == kinds.NOTICES else found


def reaches(ctx: Ctx, dialog: Dialog) -> bool:
    """Whether the caller may speak with whom a dialog names, where it names a person."""
    return not dialog.kind and people.reaches(ctx, dialog.number)


def begun(ctx: Ctx, user: int) -> dict[str, Any]:
    """The chat between the caller and a user whom the caller reaches, begun when it is needed."""
    found = find(ctx, Dialog("", user))
    if found is not None:
        return found
    between = _of_two(ctx.actor.user_id, user)
    number = opening.insert(ctx, {"TYPE": kinds.PRIVATE, "PEOPLE": between})
    opening.enter(ctx, {"ID": number, "FOLDER_ID": None}, sorted({ctx.actor.user_id, user}))
    made = access.seen(ctx, number)
    assert made is not None
    return made


def require(ctx: Ctx, given: Any, refusal: ErrorKind = DENIED) -> dict[str, Any]:
    """The chat of a dialog that there is.

    :raises CallError: ``DIALOG_ID_EMPTY``, ``refusal``
    """
    found = find(ctx, named(given))
    if found is None:
        raise refusal()
    return found


def speaking(ctx: Ctx, given: Any, refusal: ErrorKind = DENIED) -> dict[str, Any]:
    """The chat of a dialog, begun where two have not spoken yet.

    :raises CallError: ``DIALOG_ID_EMPTY``, ``refusal``
    """
    dialog = named(given)
    found = find(ctx, dialog)
    if found is None and reaches(ctx, dialog):
        return begun(ctx, dialog.number)
    if found is None:
        raise refusal()
    return found


def of_chat(ctx: Ctx, chat: Any, dialog: Any, refusal: ErrorKind = UNAVAILABLE) -> dict[str, Any]:
    """A group's chat or another of several people, by its number or as a dialog.

    :raises CallError: ``CHAT_ID_EMPTY``, ``DIALOG_ID_EMPTY``, ``refusal``
    """
    if is_empty(chat) and not is_empty(dialog):
        named_so = read(dialog)
        if named_so is None or not named_so.kind:
            raise DIALOG_ID_EMPTY()
    else:
        named_so = Dialog("chat", number_or_none(chat) or 0)
        if not named_so.number:
            raise CHAT_ID_EMPTY()
    found = find(ctx, named_so)
    if found is None:
        raise refusal()
    return found


def either(ctx: Ctx, chat: Any, dialog: Any, refusal: ErrorKind = DENIED) -> dict[str, Any]:
    """A chat by its number, or any dialog, begun where two have not spoken yet.

    :raises CallError: ``CHAT_ID_EMPTY``, ``DIALOG_ID_EMPTY``, ``refusal``
    """
    if is_empty(chat) and not is_empty(dialog):
        return speaking(ctx, dialog, refusal)
    number = number_or_none(chat)
    if not number:
        raise CHAT_ID_EMPTY()
    found = find(ctx, Dialog("chat", number))
    if found is None:
        raise refusal()
    return found


def other(ctx: Ctx, chat: dict[str, Any]) -> int:
    """With whom the caller speaks in a chat of two."""
    found = [int(each) for each in chat["PEOPLE"].split(",")]
    return next((each for each in found if each != ctx.actor.user_id), ctx.actor.user_id)


def id_of(ctx: Ctx, chat: dict[str, Any]) -> str:
    """What the caller calls the dialog of a chat."""
    return str(other(ctx, chat)) if chat["TYPE"] == kinds.PRIVATE else f"chat{chat['ID']}"


def _of_two(one: int, two: int) -> str:
    return f"{min(one, two)},{max(one, two)}"

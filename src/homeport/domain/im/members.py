"""Who is in chats: added, put out, leaving, leading.

Sources: ``api-reference/chats/chat-users/``, ``chat-update/im-chat-set-owner.md``.
"""

from collections.abc import Iterable
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.im import access, kinds, listening, opening
from homeport.domain.im.present import of
from homeport.domain.im.saying import named, system
from homeport.domain.im.tables import CHAT
from homeport.domain.portal.people import users
from homeport.domain.user import messenger as people

NO_ADDING = ErrorKind("ACCESS_ERROR", "It is forbidden to add users to this chat", 403)
MAY_NOT_ADD = ErrorKind("ACCESS_DENIED_EXTEND", "Insufficient permissions to add participants to the chat", 403)
NO_DELETING = ErrorKind("ACCESS_ERROR", "It is forbidden to delete users of this chat", 403)
MAY_NOT_KICK = ErrorKind("ACCESS_DENIED_KICK", "Insufficient rights to exclude participants from the chat", 403)
NOT_IN_IT = ErrorKind("USER_NOT_FOUND", "The specified user is not in the chat")
NOT_OWNER = ErrorKind("WRONG_REQUEST", "Change owner can only owner and user must be member in chat", 403)


def add(ctx: Ctx, chat: dict[str, Any], given: Iterable[int], *, hide: bool) -> None:
    """Add people to a chat that the caller reads; those who are in it already stay as they are.

    :param hide: whether they are not to read what was said before
    :raises CallError: ``NO_ADDING``, ``MAY_NOT_ADD``
    """
    if not kinds.restrictions(chat).extend:
        raise NO_ADDING()
    asked, me = list(dict.fromkeys(given)), ctx.actor.user_id
    role = access.role(ctx, chat)
    if not kinds.allows("manage_users_add", role) and asked != [me]:  # whoever reads an open chat may enter it
        raise MAY_NOT_ADD()
    if not add_some(ctx, chat, asked, hide=hide) and not all(each in of(ctx.tx, chat) for each in asked):
        raise MAY_NOT_ADD()


def add_some(ctx: Ctx, chat: dict[str, Any], asked: Iterable[int], *, hide: bool = False) -> bool:
    """Add those of some people to a chat who are there, whom the caller reaches, and who are not in it yet; whether
    there is one. That people may be added, and by the caller, is known.

    :param hide: whether they are not to read what was said before
    """
    present, me = of(ctx.tx, chat), ctx.actor.user_id
    fit = [each for each in dict.fromkeys(asked) if each not in present and users.is_active(ctx.tx, each)]
    fit = [each for each in fit if people.reaches(ctx, each)]
    if not fit:
        return False
    opening.enter(ctx, chat, fit, since=chat["LAST_MESSAGE_ID"] if hide else 0)
    joined = named(ctx, *fit)
    text = f"{named(ctx, me)} invited {joined} to the chat" if fit != [me] else f"{joined} joined the chat"
    system(ctx, chat, text, "CHAT_JOIN")
    listening.joined(ctx, chat, fit)
    return True


def remove(ctx: Ctx, chat: dict[str, Any], user: int) -> None:
    """Put somebody out of a chat that the caller reads, or let the caller leave.

    :raises CallError: ``NO_DELETING``, ``MAY_NOT_KICK``, ``NOT_IN_IT``
    """
    if user == ctx.actor.user_id:
        leave(ctx, chat)
        return
    if chat["ENTITY_NUMBER"] is not None or chat["TYPE"] == kinds.PRIVATE:
        raise NO_DELETING()
    if not kinds.allows("manage_users_delete", access.role(ctx, chat)):
        raise MAY_NOT_KICK()
    if user not in of(ctx.tx, chat):
        raise NOT_IN_IT()
    if user == chat["AUTHOR_ID"]:
        raise MAY_NOT_KICK()
    opening.put_out(ctx.tx, chat, user)
    system(ctx, chat, f"{named(ctx, ctx.actor.user_id)} excluded {named(ctx, user)} from the chat", "CHAT_LEAVE")


def leave(ctx: Ctx, chat: dict[str, Any]) -> None:
    """Let the caller leave a chat; its owner hands it over to a manager, or whoever is in it.

    :raises CallError: ``NO_DELETING``, ``MAY_NOT_KICK``
    """
    limits = kinds.restrictions(chat)
    owns = chat["AUTHOR_ID"] == ctx.actor.user_id
    if not limits.leave or (owns and not limits.leave_owner):
        raise NO_DELETING()
    present = of(ctx.tx, chat)
    if ctx.actor.user_id not in present:
        raise MAY_NOT_KICK()
    if owns:
        heirs = sorted((not manages, user) for user, manages in present.items() if user != ctx.actor.user_id)
        ctx.tx.update(CHAT, {"ID": chat["ID"]}, {"AUTHOR_ID": heirs[0][1] if heirs else 0})
    system(ctx, chat, f"{named(ctx, ctx.actor.user_id)} left the chat", "CHAT_LEAVE")
    opening.put_out(ctx.tx, chat, ctx.actor.user_id)


def hand_over(ctx: Ctx, chat: dict[str, Any], user: int) -> None:
    """Make somebody who is in a chat its owner.

    :raises CallError: ``NOT_OWNER``
    """
    if access.role(ctx, chat) != kinds.OWNER or chat["ENTITY_NUMBER"] is not None or user not in of(ctx.tx, chat):
        raise NOT_OWNER()
    ctx.tx.update(CHAT, {"ID": chat["ID"]}, {"AUTHOR_ID": user})
    chat["AUTHOR_ID"] = user
    system(ctx, chat, f"{named(ctx, ctx.actor.user_id)} made {named(ctx, user)} the owner of the chat")

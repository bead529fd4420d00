"""Kinds of chats: how clients tell them apart, what may be done in them, and their colors.

Sources: ``api-reference/chats/im-chat-add.md``, ``im-dialog-get.md``, ``search/im-search-chat-list.md``.
"""

from typing import Any, NamedTuple

PRIVATE, CLOSED, OPEN, CHANNEL, OF_TASK, NOTICES = "P", "C", "O", "N", "X", "S"
"""What ``TYPE`` of a chat says: of two, of those in it, of everybody, news, of a task, notices to one."""

GROUP, TASK, CRM = "SONET_GROUP", "TASKS_TASK", "CRM"
"""Some of what chats may be linked with."""

COLORS = {
    "RED": "#df532d", "GREEN": "#64a513", "MINT": "#4ba984", "LIGHT_BLUE": "#4ba5c3", "DARK_BLUE": "#3e99ce",
    "PURPLE": "#8474c8", "AQUA": "#1eb4aa", "PINK": "#f76187", "LIME": "#58cc47", "BROWN": "#ab7761",
    "AZURE": "#29619b", "KHAKI": "#728f7a", "SAND": "#ba9c7b", "MARENGO": "#556574", "GRAY": "#909090",
    "GRAPHITE": "#5e5f5e",
}  # fmt: skip

PERMISSIONS = {
    "manage_users_add": "member",
    "manage_users_delete": "manager",
    "manage_ui": "member",
    "manage_settings": "owner",
    "manage_messages": "member",
    "can_post": "member",
}
"""Who in a chat may do what."""

OWNER, MANAGER, MEMBER, GUEST = "owner", "manager", "member", "guest"
"""Roles; a guest reads an open chat and is not in it."""
_RANKS = (GUEST, MEMBER, MANAGER, OWNER)


class Restrictions(NamedTuple):
    """What may be done in a kind of chat, whoever does it.

    :param avatar: give it a picture, and another color
    :param extend: add people
    :param leave_owner: leave it as its owner
    """

    avatar: bool = True
    rename: bool = True
    extend: bool = True
    call: bool = True
    mute: bool = True
    leave: bool = True
    leave_owner: bool = True
    send: bool = True
    user_list: bool = True


_OF_ENTITIES = {
    CRM: Restrictions(avatar=False, rename=False, leave_owner=False),
    GROUP: Restrictions(avatar=False, rename=False, extend=False, leave=False, leave_owner=False),
    TASK: Restrictions(avatar=False, rename=False, extend=False, leave=False, leave_owner=False),
}
_OF_TWO = Restrictions(avatar=False, rename=False, extend=False, leave=False, leave_owner=False)


def restrictions(chat: dict[str, Any]) -> Restrictions:
    """What may be done in a stored chat."""
    if chat["TYPE"] == PRIVATE:
        return _OF_TWO
    return _OF_ENTITIES.get(chat["ENTITY_TYPE"] or "", Restrictions())


def color_of(chat: dict[str, Any]) -> str:
    """The code of a stored chat's color; one by its number where none was chosen."""
    return str(chat["COLOR"]) or tuple(COLORS)[chat["ID"] % len(COLORS)]


def type_of(chat: dict[str, Any]) -> str:
    """What a stored chat is called to be: ``chat``, ``private``, or by what it is linked with, as ``tasksTask``."""
    if chat["ENTITY_TYPE"]:
        first, *rest = str(chat["ENTITY_TYPE"]).lower().split("_")
        return first + "".join(each.capitalize() for each in rest)
    return {PRIVATE: "private", OPEN: "open", CHANNEL: "channel"}.get(chat["TYPE"], "chat")


def allows(permission: str, role: str) -> bool:
    """Whether somebody with a role may do something.

    :param permission: of :data:`PERMISSIONS`
    """
    return _RANKS.index(role) >= _RANKS.index(PERMISSIONS[permission])

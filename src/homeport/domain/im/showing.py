"""Chats as methods answer them.

Sources: ``im-dialog-get.md``, ``im-recent-get.md``, ``chat-bots/chat-bots-v2/entities.md``.
"""

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.clock import stored_to_iso
from homeport.core.ctx import Ctx
from homeport.domain.im import access, avatars, dialogs, entities, kinds, present
from homeport.domain.im.tables import MESSAGE
from homeport.domain.user import messenger as people
from homeport.store import Query

_FIRST_UNREAD = Query(
    select(MESSAGE.c.ID)
    .where(
        MESSAGE.c.CHAT_ID == bindparam("chat"),
        MESSAGE.c.ID > bindparam("last"),
        MESSAGE.c.AUTHOR_ID.not_in([0, bindparam("actor")]),
    )
    .order_by(MESSAGE.c.ID)
    .limit(1)
)
_AUTHOR = Query(select(MESSAGE.c.AUTHOR_ID).where(MESSAGE.c.ID == bindparam("id")))
_PAIRS = re.compile(r"\[/?[a-z*]+(?:[= ][^\]]*)?\]", re.IGNORECASE)

Rows = list[dict[str, Any]]
"""How a chat stands with those who are in it, see :func:`present.rows`."""


def brief(ctx: Ctx, chat: dict[str, Any], rows: Rows) -> dict[str, Any]:
    """What every answer has of a chat that the caller reads."""
    return {
        "id": chat["ID"],
        "parent_chat_id": 0,
        "parent_message_id": 0,
        "name": title(ctx, chat),
        "owner": chat["AUTHOR_ID"],
        "extranet": any(row["USER_TYPE"] == "extranet" for row in rows),
        "contains_collaber": False,
        "avatar": avatars.url(ctx, chat),
        "color": kinds.COLORS[kinds.color_of(chat)],
        "type": kinds.type_of(chat),
        "entity_type": chat["ENTITY_TYPE"] or "",
        "entity_id": chat["ENTITY_ID"] or "",
        **dict.fromkeys(("entity_data_1", "entity_data_2", "entity_data_3"), ""),
        "mute_list": {str(row["USER_ID"]): True for row in rows if row["MUTED"] == "Y"} or [],
        "manager_list": [row["USER_ID"] for row in rows if _leads(chat, row)],
        "date_create": stored_to_iso(chat["DATE_CREATE"], ctx.clock.zone),
        "message_type": chat["TYPE"],
        "user_counter": len(rows),
        "restrictions": kinds.restrictions(chat)._asdict(),
        "role": access.role(ctx, chat),
        "text_field_enabled": chat["TEXT_FIELD"] == "Y",
        "background_id": chat["BACKGROUND"],
        "entity_link": dict(zip(("type", "url", "id"), _link(ctx, chat), strict=True)),
        "permissions": dict(kinds.PERMISSIONS),
        "public": "",
    }


def found(ctx: Ctx, chat: dict[str, Any], rows: Rows) -> dict[str, Any]:
    """A chat as searches answer it."""
    shown = brief(ctx, chat, rows)
    del shown["contains_collaber"], shown["manager_list"]
    counter = chat["MY_COUNTER"] or 0
    first = ctx.tx.value(_FIRST_UNREAD, chat=chat["ID"], last=chat["MY_LAST_ID"], actor=ctx.actor.user_id)
    its = entities.of(chat)
    path, called = its.link(ctx, chat["ENTITY_NUMBER"])[1:] if its is not None else ("", "")
    return shown | {
        "description": chat["DESCRIPTION"],
        "counter": counter,
        "message_count": chat["MESSAGES"],
        "unread_id": first or 0 if counter else 0,
        "restrictions": {**shown["restrictions"], "path": path, "path_title": called},
        "last_message_id": chat["LAST_MESSAGE_ID"],
        "last_id": chat["MY_LAST_ID"] or 0,
        "marked_id": 0,
        "disk_folder_id": chat["FOLDER_ID"] or 0,
        "is_new": False,
    }


def whole(ctx: Ctx, chat: dict[str, Any]) -> dict[str, Any]:
    """A chat with all that is known of it."""
    rows = present.rows(ctx.tx, [chat["ID"]])[chat["ID"]]
    others = [row for row in rows if row["USER_ID"] != ctx.actor.user_id]
    last = chat["LAST_MESSAGE_ID"]
    author = ctx.tx.value(_AUTHOR, id=last)
    viewers = [row for row in rows if row["USER_ID"] != author and row["READ"] and row["LAST_ID"] >= last > 0]
    return found(ctx, chat, rows) | {
        "readed_list": [_reader(ctx, row) for row in others],
        "manager_list": [row["USER_ID"] for row in rows if _leads(chat, row)],
        "last_message_views": {
            "message_id": last,
            "first_viewers": [
                {name: value for name, value in _reader(ctx, row).items() if name != "message_id"}
                for row in viewers[:1]
            ],
            "count_of_viewers": len(viewers),
        },
        "dialog_id": dialogs.id_of(ctx, chat),
    }


def title(ctx: Ctx, chat: dict[str, Any]) -> str:
    """What a chat is called: one of two by the other."""
    if chat["TYPE"] != kinds.PRIVATE:
        return str(chat["TITLE"])
    other = people.some(ctx, [dialogs.other(ctx, chat)])
    return str(other[0]["name"]) if other else ""


def plain(text: str) -> str:
    """A text in one line, without BB codes."""
    return " ".join(_PAIRS.sub(" " if "[br]" in text.lower() else "", text).split())


def of_event(ctx: Ctx, chat: dict[str, Any]) -> dict[str, Any]:
    """A chat as events tell of it: as it is for whoever is told."""
    rows = present.rows(ctx.tx, [chat["ID"]])[chat["ID"]]
    shown = brief(ctx, chat, rows)
    kept = (
        "id", "name", "type", "message_type", "owner", "color", "avatar", "extranet", "contains_collaber",
        "entity_type", "entity_id", "entity_data_1", "entity_data_2", "entity_data_3", "entity_link", "permissions",
        "parent_chat_id", "parent_message_id", "background_id",
    )  # fmt: skip
    return {
        **camel({name: shown[name] for name in kept}),
        "dialogId": dialogs.id_of(ctx, chat),
        "description": chat["DESCRIPTION"],
        "diskFolderId": chat["FOLDER_ID"] or 0,
        "isNew": False,
        "textFieldEnabled": chat["TEXT_FIELD"],
    }


def person_of_event(ctx: Ctx, user: int) -> dict[str, Any]:
    """Somebody as events tell of them: without what changes from moment to moment."""
    known = people.some(ctx, [user])
    if not known:
        return {"id": 0}
    return person(known[0]) | dict.fromkeys(("idle", "lastActivityDate", "mobileLastDate", "desktopLastDate"), False)


def person(known: dict[str, Any]) -> dict[str, Any]:
    """Somebody as the second generation of methods writes them, of what the messenger knows."""
    shown = camel({name: value for name, value in known.items() if name not in ("network", "bot_data", "avatar_hr")})
    return shown | {"type": "employee" if shown["type"] == "user" else shown["type"]}


def camel(given: dict[str, Any], *, deep: bool = True) -> dict[str, Any]:
    """Values by names as ``im.v2`` writes them.

    :param deep: whether also those within others
    """
    return {_camel(name): camel(each) if deep and isinstance(each, dict) else each for name, each in given.items()}


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(each.capitalize() for each in rest)


def somebody(ctx: Ctx, users: Iterable[int]) -> list[dict[str, Any]]:
    """Those of some people whom the caller is shown, once each."""
    return people.some(ctx, [each for each in dict.fromkeys(users) if each])


def _leads(chat: dict[str, Any], row: dict[str, Any]) -> bool:
    return bool(row["MANAGER"] == "Y") or bool(row["USER_ID"] == chat["AUTHOR_ID"] and chat["TYPE"] != kinds.PRIVATE)


def _reader(ctx: Ctx, row: dict[str, Any]) -> dict[str, Any]:
    return {
        "user_id": row["USER_ID"],
        "user_name": " ".join(filter(None, (row["NAME"], row["LAST_NAME"]))),
        "message_id": row["LAST_ID"] if row["READ"] else 0,
        "date": stored_to_iso(row["READ"], ctx.clock.zone) if row["READ"] else None,
    }


def _link(ctx: Ctx, chat: dict[str, Any]) -> tuple[str, str, str]:
    """What a chat is linked with: its kind, where it is shown, and its id."""
    its = entities.of(chat)
    if its is not None:
        kind, url, _ = its.link(ctx, chat["ENTITY_NUMBER"])
        return kind, url, str(chat["ENTITY_ID"])
    given = chat["ENTITY_ID"] or ""
    if chat["ENTITY_TYPE"] == kinds.CRM:
        kind, _, number = given.partition("|")
        dynamic = re.fullmatch(r"DYNAMIC_(\d+)", kind)
        way = f"type/{dynamic[1]}" if dynamic else kind.lower()
        return kind, f"/crm/{way}/details/{number}/", given
    return chat["ENTITY_TYPE"] or "", "", given

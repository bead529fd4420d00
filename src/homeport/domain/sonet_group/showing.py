"""A group as ``socialnetwork.api.workgroup.get`` shows it: what it always has, and what is asked for.

Source: ``socialnetwork-api-workgroup-get.md``.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from homeport.core.clock import stored_to_iso
from homeport.core.ctx import Ctx
from homeport.domain.files import photos
from homeport.domain.portal.people.departments import departments_of
from homeport.domain.records.fields import Values
from homeport.domain.sonet_group import groups, members, pictures
from homeport.domain.sonet_group.tables import (
    AWAITED,
    BY_GROUP,
    BY_USER,
    EXTRANET,
    FIELDS,
    MEMBER,
    MEMBERS,
    MODERATORS,
    OWNER,
    SUBJECTS,
)
from homeport.domain.sonet_group.tools import TOOLS

PICTURES = ("folder", "tasks", "chart", "briefcase", "group")
"""The pictures that groups may have without a file."""

_MOMENTS = tuple(field.name for field in FIELDS if field.type.name == "datetime")
_HIDDEN = ("IS_EXTRANET",)
_IDS = ("SCRUM_MASTER_ID", "SCRUM_OWNER_ID")


class Shown(NamedTuple):
    """A group that is shown.

    :param row: as it is stored
    :param people: everybody who is in it, was invited or has asked
    """

    ctx: Ctx
    row: Values
    people: list[Values]

    def of(self, *roles: str) -> list[Values]:
        """Those with one of some roles."""
        return [each for each in self.people if each["ROLE"] in roles]

    @property
    def place(self) -> members.Place:
        """What the caller is to the group."""
        return members.place(self.ctx.tx, self.row["ID"], self.ctx.actor.user_id)


def shown(ctx: Ctx, row: Values, wanted: Iterable[str]) -> Values:
    """A group with the parts that a ``select`` names."""
    group = Shown(ctx, row, members.everybody(ctx.tx, row["ID"]))
    answer = _always(group)
    for name in wanted:
        part = _PARTS.get(name)
        if part is None:
            ctx.drop("select", name)
        else:
            key, make = part
            answer[key] = make(group)
    return answer


def _always(group: Shown) -> Values:
    row = group.row
    answer = {field.name: row.get(field.name) for field in FIELDS if field.name not in _HIDDEN}
    answer |= {name: _moment(group, row[name]) for name in _MOMENTS}
    answer |= {name: row[name] or 0 for name in _IDS}
    words = [row["NAME"], row["DESCRIPTION"], row["KEYWORDS"]]
    return {
        **answer,
        "IMAGE_ID": row["IMAGE_ID"] or 0,
        "AVATAR_TYPE": "",
        "SCRUM_TASK_RESPONSIBLE": row["SCRUM_TASK_RESPONSIBLE"] or "",
        "SEARCH_INDEX": " ".join(filter(None, words)),
        "MEMBERS": _ids(group.of(*MEMBERS)),
        "CHAT_ID": 0,
        "DIALOG_ID": "",
        "ORDINARY_MEMBERS": _ids(group.of(MEMBER)),
        "INVITED_MEMBERS": _ids(_awaited(group, BY_GROUP)),
        "MODERATOR_MEMBERS": _ids(group.of(*MODERATORS)),
        "SITE_IDS": list(dict.fromkeys([row["SITE_ID"], *([EXTRANET] if row["IS_EXTRANET"] == "Y" else [])])),
        "TAGS": sorted(tag for word in (row["KEYWORDS"] or "").split(",") if (tag := word.strip())),
        "DEPARTMENTS": _departments(group),
        "NUMBER_OF_MEMBERS_PLURAL": 0 if row["NUMBER_OF_MEMBERS"] == 1 else 1,
    }


def _ids(people: list[Values]) -> list[int]:
    return [each["USER_ID"] for each in people]


def _awaited(group: Shown, begun: str) -> list[Values]:
    return [each for each in group.of(AWAITED) if each["INITIATED_BY_TYPE"] == begun]


def _departments(group: Shown) -> list[int]:
    found = {number for each in group.of(*MEMBERS) for number in departments_of(group.ctx.tx, each["USER_ID"])}
    return sorted(found)


def _local(group: Shown, stored: str) -> datetime:
    return datetime.fromisoformat(stored_to_iso(stored, group.ctx.clock.zone))


def _moment(group: Shown, stored: str | None) -> str | None:
    return None if stored is None else _local(group, stored).strftime("%d.%m.%Y %H:%M:%S")


def _readable(group: Shown) -> str:
    """``today, 12:16``, ``April 15, 14:42``, ``June 11, 2024 15:08``."""
    at = _local(group, group.row["DATE_CREATE"])
    today: date = _local(group, group.ctx.clock.stamp()).date()
    time = at.strftime("%H:%M")
    if at.date() == today:
        return f"today, {time}"
    if at.date() == today - timedelta(days=1):
        return f"yesterday, {time}"
    day = f"{at:%B} {at.day}"
    return f"{day}, {time}" if at.year == today.year else f"{day}, {at.year} {time}"


def _name(each: Values) -> str:
    return " ".join(filter(None, (each["NAME"], each["LAST_NAME"])))


def _actions(group: Shown) -> dict[str, bool]:
    changes, place = groups.may_change(group.ctx, group.row["ID"]), group.place
    return {
        "EDIT": changes,
        "DELETE": changes,
        "INVITE": members.may_invite(group.ctx, group.row),
        "JOIN": members.may_ask(group.row, place),
        "LEAVE": place.is_member and place.role != OWNER and group.ctx.actor.user_id != group.row["SCRUM_MASTER_ID"],
        "FOLLOW": place.is_member,
        "PIN": place.is_member,
        "EDIT_FEATURES": changes,
    }


def _owner(group: Shown) -> Values:
    owner = group.of(OWNER)[0]
    return {"ID": owner["USER_ID"], "PHOTO": _photo(group, owner), "FORMATTED_NAME": _name(owner)}


def _privacy(group: Shown) -> str:
    if group.row["VISIBLE"] == "N":
        return "secret"
    return "open" if group.row["OPENED"] == "Y" else "closed"


def _members(group: Shown) -> list[Values]:
    return [
        {
            "id": each["USER_ID"],
            "isOwner": each["ROLE"] == OWNER,
            "isModerator": each["ROLE"] in MODERATORS,
            "isScrumMaster": each["USER_ID"] == group.row["SCRUM_MASTER_ID"],
            "isAutoMember": False,
            "name": each["NAME"],
            "lastName": each["LAST_NAME"],
            "position": each["WORK_POSITION"] or "",
            "photo": _photo(group, each),
        }
        for each in group.of(*MEMBERS)
    ]


def _awaiting(group: Shown) -> list[Values]:
    return [
        {"id": each["USER_ID"], "name": _name(each), "photo": _photo(group, each)} for each in _awaited(group, BY_USER)
    ]


def _photo(group: Shown, user: Values) -> str:
    return photos.small(group.ctx, user["USER_ID"], user["PERSONAL_PHOTO"])


def _related(group: Shown) -> list[Values]:
    return [
        {
            "id": each["USER_ID"],
            "invited": each in _awaited(group, BY_GROUP),
            "isAwaiting": each in _awaited(group, BY_USER),
            "isMember": each["ROLE"] in MEMBERS,
        }
        for each in group.people
        if each["ACTIVE"] == "Y"
    ]


def _counters(group: Shown) -> dict[str, int]:
    """To those who may invite."""
    may = members.may_invite(group.ctx, group.row)
    return {
        "workgroup_requests_out": len(_awaited(group, BY_GROUP)) if may else 0,
        "workgroup_requests_in": len(_awaited(group, BY_USER)) if may else 0,
    }


def _tools(group: Shown) -> list[Values]:
    return [
        {"featureName": code, "name": tool.title, "customName": "", "id": str(number), "active": True}
        for number, (code, tool) in enumerate(TOOLS.items(), 1)
    ]


def _user(group: Shown) -> Values:
    place = group.place
    return {
        "ROLE": place.role or False,
        "INITIATED_BY_TYPE": place.begun or False,
        "IS_SUBSCRIBED": place.is_member,
    }


def additional(ctx: Ctx, group_id: int) -> dict[str, str]:
    """What the caller is to a group, as mobile applications read it."""
    place = members.place(ctx.tx, group_id, ctx.actor.user_id)
    return {"ROLE": place.role, "INITIATED_BY_TYPE": place.begun}


def _picture(group: Shown) -> str:
    return pictures.url(group.ctx, group.row["ID"], group.row["IMAGE_ID"])


def _picture_data(group: Shown) -> dict[str, str]:
    own = _picture(group)
    return {"type": "image" if own else "icon", "id": own}


def _pictures(group: Shown) -> Values:
    return {
        name: {"sort": 100 * number, "mobileUrl": "", "webCssClass": name, "entitySelectorUrl": ""}
        for number, name in enumerate(PICTURES, 1)
    }


_PARTS: dict[str, tuple[str, Callable[[Shown], Any]]] = {
    "ACTIONS": ("ACTIONS", _actions),
    "AVATAR": ("AVATAR", _picture),
    "AVATAR_DATA": ("AVATAR_DATA", _picture_data),
    "AVATAR_TYPES": ("AVATAR_TYPES", _pictures),
    "COUNTERS": ("COUNTERS", _counters),
    "DATE_CREATE": ("DATE_CREATE", _readable),
    "DEPARTMENTS": ("DEPARTMENTS", _departments),
    "FEATURES": ("FEATURES", _tools),
    "GROUP_MEMBERS_LIST": ("GROUP_MEMBERS_LIST", _related),
    "LIST_OF_MEMBERS": ("LIST_OF_MEMBERS", _members),
    "LIST_OF_MEMBERS_AWAITING_INVITE": ("LIST_OF_MEMBERS_AWAITING_INVITE", _awaiting),
    "OWNER_DATA": ("OWNER_DATA", _owner),
    "PIN": ("IS_PIN", lambda group: False),
    "PRIVACY_TYPE": ("PRIVACY_CODE", _privacy),
    "SUBJECT_DATA": ("SUBJECT_DATA", lambda group: {"ID": group.row["SUBJECT_ID"], "NAME": _subject(group)}),
    "TAGS": ("TAGS", lambda group: _always(group)["TAGS"]),
    "USER_DATA": ("USER_DATA", _user),
    "EFFICIENCY": ("EFFICIENCY", lambda group: 100),
}
"""By the name in ``select``: the key of the answer, and what makes it. No task of a group is late before there are
any, and no group is pinned."""


def _subject(group: Shown) -> str:
    return SUBJECTS[group.row["SUBJECT_ID"]]

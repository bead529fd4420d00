"""Checklists as they are answered: as rows of ``task.checklistitem.*``, and in a task as a map and as a tree.

Source: ``api-reference/tasks/checklist-item/``, ``fields.md#checklist-item``, ``fields.md#checklisttree``.
"""

from dataclasses import replace
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.files import photos
from homeport.domain.portal.tables import USER
from homeport.domain.records import at_hand, reading
from homeport.domain.records.fields import Values
from homeport.domain.records.filters import as_map
from homeport.domain.records.rows import Order, sorted_by
from homeport.domain.tasks.checklist.items import DIALECT, FIELDS, ITEMS, Member, members_of
from homeport.domain.tasks.people import ICON
from homeport.domain.tasks.tables import CHECKLIST_ITEM as ITEM
from homeport.store import Query

UNSORTABLE = ErrorKind(
    "ERROR_CORE",
    "TASKS_ERROR_EXCEPTION_#256; Param #1 (arOrder) for method ctaskchecklistitem::getlist() must not contain key "
    '"{key}".; 256/TE/WRONG_ARGUMENTS<br>',
)
SORTABLE = (
    "ID", "PARENT_ID", "CREATED_BY", "TITLE", "SORT_INDEX", "IS_COMPLETE", "IS_IMPORTANT", "TOGGLED_BY", "TOGGLED_DATE",
)  # fmt: skip
IN_CARD = replace(DIALECT, camel=True)
NUMBERS = ("ID", "TASK_ID", "PARENT_ID", "CREATED_BY", "SORT_INDEX", "TOGGLED_BY")

_PERSON = Query(
    select(USER.c.NAME, USER.c.LAST_NAME, USER.c.PERSONAL_GENDER, USER.c.USER_TYPE, USER.c.PERSONAL_PHOTO).where(
        USER.c.ID == bindparam("id")
    )
)


def row(ctx: Ctx, stored: Values) -> Values:
    """A stored item as ``task.checklistitem.get`` answers it."""
    return _row(ctx, stored, members_of(ctx.tx, stored["TASK_ID"]))


def rows(ctx: Ctx, task: int, *, order: Any, filter: Any) -> list[Values]:  # noqa: A002  what clients send
    """The items of a task, the newest first unless said otherwise.

    :raises CallError: ``UNSORTABLE`` for an order by what is no field to sort by
    """
    wanted: Order = (("ID", True),)
    given = as_map(order)
    if given:
        for key in given:
            if key.upper() not in SORTABLE:
                raise UNSORTABLE(key=key)
        wanted = tuple((key.upper(), str(way).strip().upper() == "DESC") for key, way in given.items())
    members = members_of(ctx.tx, task)
    found = [_row(ctx, stored, members) for stored in ctx.tx.dicts(_of_task(wanted), task=task)]
    return at_hand.chosen(ctx, found, NUMBERS, filter=filter)


@lru_cache(256)
def _of_task(order: Order) -> Query:
    sorting = sorted_by(lambda name: ITEM.c[name], order)
    columns = [ITEM.c[name] for name in FIELDS.columns]
    return Query(select(*columns).where(ITEM.c.TASK_ID == bindparam("task")).order_by(*sorting))


def _row(ctx: Ctx, stored: Values, members: dict[int, list[Member]]) -> Values:
    shown = reading.written(ITEMS, DIALECT, stored, ctx.clock.zone)
    people = [shown_member(ctx, each) for each in members.get(stored["ID"], ())]
    return shown | {"MEMBERS": people, "ATTACHMENTS": {}}


def shown_member(ctx: Ctx, member: Member) -> Values:
    """A member with what is shown of a person."""
    name, last_name, gender, kind, photo = ctx.tx.one(_PERSON, id=member.user) or ("", "", None, "", None)
    return {
        "ID": str(member.user),
        "TYPE": member.type,
        "NAME": f"{name} {last_name}".strip(),
        "PERSONAL_PHOTO": str(photo) if photo else None,
        "PERSONAL_GENDER": gender or "",
        "IMAGE": photos.small(ctx, member.user, photo) or ICON,
        "IS_COLLABER": kind == "extranet",
    }


def of_card(ctx: Ctx, task: int, *, may: bool) -> Values:
    """The checklists of a task, as a map of items and as a tree.

    :param may: whether the caller works on them
    """
    stored = ctx.tx.dicts(_of_task((("SORT_INDEX", False),)), task=task)
    members = members_of(ctx.tx, task) if stored else {}
    tree = _Tree(ctx, stored, members, may=may)
    return {"checklist": tree.items() or [], "checkListTree": tree.root()}


class _Tree:
    """The items of a task by the items above them."""

    def __init__(self, ctx: Ctx, stored: list[Values], members: dict[int, list[Member]], *, may: bool) -> None:
        self._ctx = ctx
        self._action = dict.fromkeys(("modify", "remove", "toggle", "add", "addAccomplice"), may)
        self._people = {
            each["ID"]: [_small(shown_member(ctx, member)) for member in members.get(each["ID"], ())] for each in stored
        }
        self._below: dict[int, list[Values]] = {}
        for each in stored:
            self._below.setdefault(each["PARENT_ID"], []).append(each)
        self._stored = stored
        self._nodes = 0

    def items(self) -> dict[str, Values]:
        """Each item, by its number."""
        return {
            str(each["ID"]): {
                **reading.written(ITEMS, IN_CARD, each, self._ctx.clock.zone),
                "parentId": str(each["PARENT_ID"]) if each["PARENT_ID"] else 0,
                "ufChecklistFiles": False,
                "members": self._people[each["ID"]],
                "attachments": [],
                "entityId": str(each["TASK_ID"]),
                "action": self._action,
            }
            for each in self._stored
        }

    def root(self) -> Values:
        """The tree."""
        nothing: Values = dict.fromkeys(("ID", "TASK_ID", "CREATED_BY", "PARENT_ID", "SORT_INDEX"))
        fields = self._fields({**nothing, "TITLE": "", "IS_COMPLETE": "N", "IS_IMPORTANT": "N"}, "")
        return {"nodeId": 0, "fields": fields, "action": [], "descendants": self._nodes_below(0, None)}

    def _nodes_below(self, item: int, above: str | None) -> list[Values]:
        """The nodes below an item.

        :param above: the shown place of the item; empty for a checklist, None for the root
        """
        found = []
        for place, each in enumerate(self._below.get(item, ()), 1):
            self._nodes += 1
            number = self._nodes
            shown = "" if above is None else f"{above}.{place}".lstrip(".")
            fields = self._fields(each, shown)
            below = self._nodes_below(each["ID"], shown)
            found.append({"nodeId": number, "fields": fields, "action": self._action, "descendants": below})
        return found

    def _fields(self, stored: Values, shown: str) -> Values:
        done = [each for each in self._below.get(stored["ID"] or 0, ()) if each["IS_COMPLETE"] == "Y"]
        return {
            "id": stored["ID"],
            "copiedId": None,
            "entityId": stored["TASK_ID"],
            "userId": self._ctx.actor.user_id,
            "createdBy": stored["CREATED_BY"],
            "parentId": stored["PARENT_ID"],
            "title": stored["TITLE"],
            "sortIndex": stored["SORT_INDEX"],
            "displaySortIndex": shown,
            "isComplete": stored["IS_COMPLETE"] == "Y",
            "isImportant": stored["IS_IMPORTANT"] == "Y",
            "completedCount": len(done) if stored["ID"] else 0,
            "members": self._people.get(stored["ID"], []),
            "attachments": [],
            "nodeId": None,
        }


def _small(member: Values) -> Values:
    return {"id": member["ID"], "type": member["TYPE"], "name": member["NAME"]}

"""Checklists of templates: trees of items, which tasks are given.

Source: ``api-reference/tasks/template/checklist/``.
"""

from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import bindparam, func, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty, read_flag, read_integer, read_string
from homeport.domain.disk import attached
from homeport.domain.portal.people import users
from homeport.domain.records import rows
from homeport.domain.records.fields import Values, camel
from homeport.domain.records.filters import Condition, Filter, Filterable, Group, as_map
from homeport.domain.tasks.checklist.items import MAX_LEVELS, PARTS, Member
from homeport.domain.tasks.checklist.showing import shown_member
from homeport.domain.tasks.templates import attachments
from homeport.domain.tasks.templates.tables import TEMPLATE_ITEM as ITEM
from homeport.domain.tasks.templates.templates import ITEM_FILES
from homeport.store import Query, Transaction

UNNAMED = ErrorKind("0", "Item name is not specified")
NO_PARENT = ErrorKind("0", "Invalid value [] for field [PARENT_ID] in element [, {title}]")
UNFIT = ErrorKind("0", "Invalid value [] for field [{field}] in item [, {title}]")

LONGEST = 255
FILTERED = {
    **dict.fromkeys(("ID", "PARENT_ID", "SORT_INDEX"), read_integer),
    **dict.fromkeys(("TITLE", "IS_COMPLETE", "IS_IMPORTANT"), read_string),
}
SORTED = ("ID", "PARENT_ID", "CREATED_BY", "TITLE", "SORT_INDEX", "IS_COMPLETE", "IS_IMPORTANT", "TOGGLED_BY",
          "TOGGLED_DATE")  # fmt: skip
SELECTED = {
    "ID": "id",
    "TEMPLATE_ID": "templateId",
    "PARENT_ID": "parentId",
    "TITLE": "title",
    "SORT_INDEX": "sortIndex",
    "IS_COMPLETE": "isComplete",
    "IS_IMPORTANT": "isImportant",
    "MEMBERS": "members",
    "ATTACHMENTS": "attachments",
}

_ONE = Query(select(ITEM).where(ITEM.c.ID == bindparam("id"), ITEM.c.TEMPLATE_ID == bindparam("template")))
_BELOW = Query(
    select(ITEM.c.ID).where(ITEM.c.TEMPLATE_ID == bindparam("template"), ITEM.c.PARENT_ID == bindparam("id"))
)
_SIBLINGS = Query(
    select(ITEM.c.ID)
    .where(ITEM.c.TEMPLATE_ID == bindparam("template"), ITEM.c.PARENT_ID == bindparam("parent"))
    .order_by(ITEM.c.SORT_INDEX, ITEM.c.ID)
)
_LAST = Query(
    select(func.max(ITEM.c.SORT_INDEX)).where(
        ITEM.c.TEMPLATE_ID == bindparam("template"), ITEM.c.PARENT_ID == bindparam("parent")
    )
)


def find(tx: Transaction, template: int, number: int) -> Values | None:
    """A stored item; None when the template has none of that number."""
    found = tx.dicts(_ONE, id=number, template=template)
    return found[0] if found else None


def add(ctx: Ctx, template: int, given: Mapping[str, Any]) -> int:
    """Add an item, or a checklist where there is none above it; its number.

    :raises CallError: ``UNNAMED``, ``NO_PARENT`` or ``UNFIT``
    """
    said = _said(ctx, given)
    title = said.get("TITLE")
    if not title:
        raise UNNAMED()
    if said.get("PARENT_ID") is None:
        raise NO_PARENT(title=title)
    row = {"IS_COMPLETE": "N", "IS_IMPORTANT": "N", "MEMBERS": "{}", **said, "TEMPLATE_ID": template}
    row["PARENT_ID"] = _above(ctx.tx, template, None, row)
    if row.get("SORT_INDEX") is None:
        row["SORT_INDEX"] = _behind(ctx.tx, template, row["PARENT_ID"])
    return ctx.tx.insert(ITEM, {**row, "CREATED_BY": ctx.actor.user_id})


def change(ctx: Ctx, item: Values, given: Mapping[str, Any]) -> None:
    """Change an item.

    :raises CallError: ``UNNAMED``, ``NO_PARENT`` or ``UNFIT``
    """
    said = _said(ctx, given)
    if "TITLE" in said and not said["TITLE"]:
        raise UNNAMED()
    if "PARENT_ID" in said:
        if said["PARENT_ID"] is None:
            raise NO_PARENT(title=item["TITLE"])
        said["PARENT_ID"] = _above(ctx.tx, item["TEMPLATE_ID"], item["ID"], {**item, **said})
        if said["PARENT_ID"] != item["PARENT_ID"] and said.get("SORT_INDEX") is None:
            said["SORT_INDEX"] = _behind(ctx.tx, item["TEMPLATE_ID"], said["PARENT_ID"])
    if said.get("IS_COMPLETE", item["IS_COMPLETE"]) != item["IS_COMPLETE"]:
        said |= {"TOGGLED_BY": ctx.actor.user_id, "TOGGLED_DATE": ctx.clock.stamp()}
    ctx.tx.update(ITEM, {"ID": item["ID"]}, {name: value for name, value in said.items() if value is not None})


def delete(ctx: Ctx, item: Values) -> None:
    """Delete an item with all below it."""
    waiting = [item["ID"]]
    while waiting:
        number = waiting.pop()
        waiting += [row[0] for row in ctx.tx.all(_BELOW, template=item["TEMPLATE_ID"], id=number)]
        attached.forget(ctx.tx, ITEM_FILES, number)
        ctx.tx.delete(ITEM, ID=number)


def move(ctx: Ctx, item: Values, beside: Values, *, behind: bool) -> None:
    """Put an item before or behind another, below the same one.

    :raises CallError: ``UNFIT`` when that is below the item itself
    """
    template, parent = item["TEMPLATE_ID"], beside["PARENT_ID"]
    _above(ctx.tx, template, item["ID"], {**item, "PARENT_ID": parent})
    ctx.tx.update(ITEM, {"ID": item["ID"]}, {"PARENT_ID": parent})
    others = [row[0] for row in ctx.tx.all(_SIBLINGS, template=template, parent=parent) if row[0] != item["ID"]]
    others.insert(others.index(beside["ID"]) + (1 if behind else 0), item["ID"])
    for index, number in enumerate(others):
        ctx.tx.update(ITEM, {"ID": number}, {"SORT_INDEX": index})


def shown(ctx: Ctx, template: int, item: Values | None) -> Values:
    """An item as single answers have it; with nothing in it where there is none."""
    row = item or {}
    members = msgspec.json.decode(row.get("MEMBERS", "{}"))
    return {
        "id": row.get("ID"),
        "copiedId": None,
        "userId": ctx.actor.user_id,
        "createdBy": row.get("CREATED_BY"),
        "parentId": row.get("PARENT_ID"),
        "title": row.get("TITLE", ""),
        "sortIndex": row.get("SORT_INDEX"),
        "displaySortIndex": "",
        "isComplete": row.get("IS_COMPLETE") == "Y",
        "isImportant": row.get("IS_IMPORTANT") == "Y",
        "completedCount": 0 if item is None else _completed(ctx.tx, template, item["ID"]),
        "members": _members(ctx, members),
        "attachments": attachments.shown(ctx, item["ID"]) if item else [],
        "nodeId": None,
        "templateId": template if item else None,
    }


_TICKED = Query(
    select(func.count()).where(
        ITEM.c.TEMPLATE_ID == bindparam("template"),
        ITEM.c.PARENT_ID == bindparam("id"),
        ITEM.c.IS_COMPLETE == bindparam("yes"),
    )
)


def _completed(tx: Transaction, template: int, number: int) -> int:
    """How many items right below one are ticked off."""
    return int(tx.value(_TICKED, template=template, id=number, yes="Y"))


def listed(ctx: Ctx, template: int, *, filter: Any, select: Any, order: Any) -> dict[str, Values]:  # noqa: A002
    """The items of a template that a filter finds, by their numbers.

    :param select: names of :data:`SELECTED`; all of them when it names none
    """
    parsed = Filter(as_map(filter), _filterable, ctx)
    wanted = rows.order_of(ctx, as_map(order).items(), lambda name: name.upper() if name.upper() in SORTED else None)
    if not any(name == "ID" for name, _ in wanted):
        wanted = (*wanted, ("ID", True))
    last = len(parsed.params)
    tree = Group(False, (parsed.tree, Condition("TEMPLATE_ID", "=", last, 1)))
    found = rows.everything(ctx.tx, ITEM, tree, wanted, {**parsed.params, f"v{last}": template})
    names = [name.upper() for name in as_map(select).values() if str(name).upper() in SELECTED] or [*SELECTED]
    return {str(row["ID"]): {SELECTED[name]: _listed(ctx, row, name) for name in names} for row in found}


def _filterable(name: str) -> Filterable | None:
    read = FILTERED.get(name.upper())
    return None if read is None else Filterable(name.upper(), read)


def _listed(ctx: Ctx, row: Values, name: str) -> Any:
    if name == "MEMBERS":
        return _members(ctx, msgspec.json.decode(row["MEMBERS"]))
    if name == "ATTACHMENTS":
        return attachments.shown(ctx, row["ID"])
    value = row[name]
    return 0 if name == "PARENT_ID" and not value else str(value)


def _members(ctx: Ctx, members: Mapping[str, str]) -> list[Values]:
    found = (shown_member(ctx, Member(int(user), kind)) for user, kind in members.items())
    return [{camel(name): value for name, value in each.items()} for each in found]


def _said(ctx: Ctx, given: Mapping[str, Any]) -> Values:
    """What is written of an item."""
    zone, said = ctx.clock.zone, {str(name).upper(): value for name, value in given.items()}
    title = str(said.get("TITLE") or "")
    found: Values = {}
    for name, read in (("PARENT_ID", read_integer), ("SORT_INDEX", read_integer)):
        if name in said:
            try:
                found[name] = None if is_empty(said[name]) else read(said[name], zone)
            except ValueError:
                raise (NO_PARENT(title=title) if name == "PARENT_ID" else UNFIT(field=name, title=title)) from None
    for name in ("IS_COMPLETE", "IS_IMPORTANT"):
        if name in said:
            found[name] = read_flag(said[name], zone)
    if "TITLE" in said:
        try:
            found["TITLE"] = (read_string(said["TITLE"], zone) or "").strip()[:LONGEST]
        except ValueError:
            raise UNNAMED() from None
    if "MEMBERS" in said:
        found["MEMBERS"] = msgspec.json.encode(_read_members(ctx, said["MEMBERS"], title)).decode()
    return found


def _read_members(ctx: Ctx, given: Any, title: str) -> dict[str, str]:
    found = {str(user): str(as_map(each).get("TYPE")) for user, each in as_map(given).items() if not is_empty(given)}
    for user, kind in found.items():
        if kind not in PARTS or not user.isdecimal() or len(user) > 18 or not users.exists(ctx.tx, int(user)):
            raise UNFIT(field="MEMBERS", title=title)
    return found


def _above(tx: Transaction, template: int, number: int | None, row: Values) -> int:
    """Below which item one comes: the one that it names, or none where there is none of that number."""
    parent = above = row["PARENT_ID"] or 0
    if not above or find(tx, template, above) is None:
        return 0
    levels = 1
    while above:
        levels += 1
        found = find(tx, template, above)
        if above == number or levels > MAX_LEVELS or found is None:
            raise UNFIT(field="PARENT_ID", title=row["TITLE"])
        above = found["PARENT_ID"]
    return int(parent)


def _behind(tx: Transaction, template: int, parent: int) -> int:
    last = tx.value(_LAST, template=template, parent=parent)
    return 0 if last is None else last + 1

"""Tasks as they are answered: rows with the people in them, and what their reader may do.

Source: ``api-reference/tasks/fields.md`` and the examples of its methods.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.rights import Operation
from homeport.domain.records import reading
from homeport.domain.records.fields import FieldTable, Values
from homeport.domain.records.filters import as_map
from homeport.domain.tasks import actions, groups, people
from homeport.domain.tasks.checklist import showing as checklists
from homeport.domain.tasks.comments import unread
from homeport.domain.tasks.dialect import TASKS as DIALECT
from homeport.domain.tasks.fields import FIELDS, ON_REQUEST, USUAL
from homeport.domain.tasks.tables import TASK_TAG
from homeport.domain.tasks.tasks import TASKS
from homeport.store import Query, Transaction, padded

_ROLES = {"creator": "createdBy", "responsible": "responsibleId"}
_LISTS = {"accomplicesData": "accomplices", "auditorsData": "auditors"}


def names_of(select: Any, fields: FieldTable = FIELDS) -> list[str]:
    """The stored names of the fields that a ``select`` names, each in either spelling; the usual ones when none.

    :param fields: with those that people have made by now
    """
    given = reading.names_of(select)
    names: dict[str, None] = {}
    for name in given:
        field = DIALECT.find(fields, name)
        if name == reading.EVERY:
            names |= dict.fromkeys(USUAL)
        elif name.upper() in reading.CUSTOM:
            names |= dict.fromkeys(each.name for each in fields.custom)
        elif field is not None and DIALECT.shown(field):
            names[field.name] = None
            if field.name in ON_REQUEST:
                names |= dict.fromkeys(ON_REQUEST)
            if field.name == "DESCRIPTION":
                names["DESCRIPTION_IN_BBCODE"] = None
    return list(names or USUAL)


def get(ctx: Ctx, task: int, select: Any = None) -> Values | None:
    """A task as far as it is wanted; None when the caller does not see it."""
    if not reading.may(ctx, TASKS, Operation.READ, {"ID": task}):
        return None
    collection = TASKS.now(ctx.tx)
    stored = reading.stored(ctx, collection, {"ID": task})
    assert stored is not None
    whole = reading.whole(ctx, collection, DIALECT, stored)
    wanted = {"ID", "FAVORITE", *names_of(select, collection.fields)}
    row = {
        DIALECT.name(field): whole.get(DIALECT.name(field))
        for field in collection.fields
        if field.name in wanted and field.selectable
    }
    complete(ctx, [row])
    row["action"] = actions.spelled(actions.allowed(ctx.tx, stored, of_caller(ctx)))
    return row


def card(ctx: Ctx, task: int) -> dict[str, Values] | list[Any]:
    """What methods answer that change a task; an empty list when their caller does not see it by now."""
    row = get(ctx, task)
    if row is None:
        return []
    may = row["action"]["checklist.add"]
    unseen = unread.of(ctx.tx, ctx.actor.user_id, [task]).get(task, 0)
    more = {"newCommentsCount": unseen, **checklists.of_card(ctx, task, may=may), "checkListCanAdd": may}
    return {"task": row | more}


def of_caller(ctx: Ctx) -> actions.Person:
    """Whoever calls."""
    return actions.Person(ctx.actor.user_id, ctx.actor.is_admin)


def complete(ctx: Ctx, rows: Sequence[Values]) -> None:
    """Put beside ids whom and what they stand for."""
    found = people.shown(ctx.tx, _named(rows))
    of_groups = groups.shown(ctx, (int(row.get("groupId") or 0) for row in rows))
    tags = _tags(ctx.tx, {tag for row in rows for tag in row.get("tags") or ()})
    for row in rows:
        row["group"] = of_groups.get(int(row.get("groupId") or 0), [])
        for name, of_role in _ROLES.items():
            if row.get(of_role):
                row[name] = found.get(int(row[of_role]), [])
        for name, of_list in _LISTS.items():
            if of_list in row:
                row[name] = {each: found[int(each)] for each in row[of_list] if int(each) in found} or []
        if "tags" in row:
            row["tags"] = {str(tags[tag]): {"id": tags[tag], "title": tag} for tag in row["tags"]} or []
        if "ufTaskWebdavFiles" in row:
            row["ufTaskWebdavFiles"] = row["ufTaskWebdavFiles"] or []


def _named(rows: Sequence[Values]) -> set[int]:
    """Everybody whom rows name."""
    found = {int(row[name]) for row in rows for name in _ROLES.values() if row.get(name)}
    return found | {int(each) for row in rows for name in _LISTS.values() for each in row.get(name) or ()}


def _tags(tx: Transaction, names: set[str]) -> dict[str, int]:
    """The numbers of tags."""
    if not names:
        return {}
    wanted = sorted(names)
    size = padded(len(wanted))
    params = {f"name{place}": wanted[min(place, len(wanted) - 1)] for place in range(size)}
    return dict(tx.all(_of_tags(size), **params))


@lru_cache(128)
def _of_tags(count: int) -> Query:
    wanted: list[BindParameter[str]] = [bindparam(f"name{place}") for place in range(count)]
    return Query(select(TASK_TAG.c.NAME, TASK_TAG.c.ID).where(TASK_TAG.c.NAME.in_(wanted)))


def is_array(value: Any) -> bool:
    """Whether a parameter is an array as clients send them, or left out."""
    return value is None or isinstance(value, dict | list)


def values_of(value: Any) -> list[Any]:
    """The values of an array."""
    return list(as_map(value).values())

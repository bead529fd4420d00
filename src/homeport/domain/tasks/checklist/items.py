"""Items of checklists as a collection. An item without one above it is a checklist, and its title the checklist's name.

Source: ``api-reference/tasks/checklist-item/``.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, select

from homeport.core import values as v
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.portal.people import users
from homeport.domain.records import writing
from homeport.domain.records.collection import EVERYBODY, Beside, Change, Collection
from homeport.domain.records.dialect import CLASSIC, Dialect
from homeport.domain.records.fields import F, Field, FieldTable
from homeport.domain.records.filters import as_map
from homeport.domain.tasks import beside, history
from homeport.domain.tasks import types as t
from homeport.domain.tasks.dialect import TASKS as TASK_DIALECT
from homeport.domain.tasks.tables import CHECKLIST_ITEM as ITEM
from homeport.domain.tasks.tables import CHECKLIST_MEMBER as MEMBER
from homeport.domain.tasks.tables import TASK_LIST
from homeport.domain.tasks.tasks import STEPPED
from homeport.store import Query, Transaction

UNNAMED = ErrorKind(
    "ERROR_CORE", "TASKS_ERROR_EXCEPTION_#8; Item name not specified; 8/TE/ACTION_FAILED_TO_BE_PROCESSED<br>"
)
INVALID = ErrorKind(
    "ERROR_CORE",
    "TASKS_ERROR_EXCEPTION_#8; Incorrect value specified for field [{field}]; 8/TE/ACTION_FAILED_TO_BE_PROCESSED<br>",
)
CHECKLIST = "Checklist 1"
"""The name of the checklist that a task is given with its first item."""

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, read_only=True),
        F("TASK_ID", v.INTEGER, read_only=True),
        F("PARENT_ID", v.INTEGER, default=0),
        F("CREATED_BY", v.INTEGER, read_only=True),
        F("TITLE", v.STRING),
        F("SORT_INDEX", v.INTEGER),
        F("IS_COMPLETE", v.CHAR, default="N"),
        F("IS_IMPORTANT", v.CHAR, default="N"),
        F("TOGGLED_BY", v.INTEGER, read_only=True),
        F("TOGGLED_DATE", t.MOMENT, read_only=True),
        F("MEMBERS", t.NAMES, multiple=True, stored=False),
    )
)
DIALECT = replace(CLASSIC, invalid=INVALID, required=UNNAMED)
MAX_LEVELS = 20
"""Of a checklist, itself among them. The page speaks of three; trees as deep as anybody likes could not be answered."""
PARTS = {"A": "ACCOMPLICES", "U": "AUDITORS"}
"""Which part in the task a member of an item gets."""

_MEMBERS = Query(
    select(MEMBER.c.ITEM_ID, MEMBER.c.USER_ID, MEMBER.c.TYPE)
    .join(ITEM, ITEM.c.ID == MEMBER.c.ITEM_ID)
    .where(ITEM.c.TASK_ID == bindparam("task"))
    .order_by(MEMBER.c.ITEM_ID, MEMBER.c.POSITION)
)
_IN_TASK = Query(select(ITEM.c.PARENT_ID).where(ITEM.c.ID == bindparam("id"), ITEM.c.TASK_ID == bindparam("task")))
_BELOW = Query(select(ITEM.c.ID).where(ITEM.c.PARENT_ID == bindparam("id")))
_LAST = Query(
    select(func.max(ITEM.c.SORT_INDEX)).where(
        ITEM.c.TASK_ID == bindparam("task"), ITEM.c.PARENT_ID == bindparam("parent")
    )
)
_FIRST_LIST = Query(
    select(ITEM.c.ID)
    .where(ITEM.c.TASK_ID == bindparam("task"), ITEM.c.PARENT_ID == bindparam("nothing"))
    .order_by(ITEM.c.SORT_INDEX, ITEM.c.ID)
    .limit(1)
)


class Member(NamedTuple):
    """Somebody in an item.

    :param type: ``A`` for who does it, ``U`` for who watches it
    """

    user: int
    type: str


class Members(Beside):
    """The people of an item."""

    def read(self, ctx: Ctx, field: Field, value: Any, dialect: Dialect, *, changes: bool) -> list[Member]:
        found = []
        for key, each in as_map(value).items():
            user, kind = v.number_or_none(key), as_map(each).get("TYPE")
            if user is None or kind not in PARTS or not users.exists(ctx.tx, user):
                raise ValueError("no member")
            found.append(Member(user, kind))
        return found

    def save(self, change: Change, values: dict[str, Sequence[Member]]) -> None:  # type: ignore[override]
        item = change.row["ID"]
        change.ctx.tx.delete(MEMBER, ITEM_ID=item)
        rows = [
            {"ITEM_ID": item, "POSITION": place, "USER_ID": each.user, "TYPE": each.type}
            for place, each in enumerate(values["MEMBERS"])
        ]
        change.ctx.tx.insert_many(MEMBER, rows)


def members_of(tx: Transaction, task: int) -> dict[int, list[Member]]:
    """The people of all items of a task, by item."""
    found: dict[int, list[Member]] = {}
    for item, user, kind in tx.all(_MEMBERS, task=task):
        found.setdefault(item, []).append(Member(user, kind))
    return found


def _name(change: Change) -> None:
    if not (change.row.get("TITLE") or "").strip():
        raise UNNAMED()


def _place(change: Change) -> None:
    """An item is below another of its task; else it is a checklist. It comes last unless it is said where."""
    new, row, tx = change.new, change.row, change.ctx.tx
    task, parent = row["TASK_ID"], row["PARENT_ID"]
    if "PARENT_ID" in change.said or not change.old:
        above = parent or 0
        if not above or tx.one(_IN_TASK, id=above, task=task) is None:
            parent = new["PARENT_ID"] = 0
        levels = _height(tx, change.old.get("ID"))
        while above:
            levels += 1
            if above == change.old.get("ID") or levels > MAX_LEVELS:
                raise INVALID(field="PARENT_ID")
            above = tx.value(_IN_TASK, id=above, task=task) or 0
    moved = parent != change.old.get("PARENT_ID")
    if row.get("SORT_INDEX") is None or (moved and "SORT_INDEX" not in change.said):
        last = tx.value(_LAST, task=task, parent=parent)
        new["SORT_INDEX"] = 0 if last is None else last + 1


def _height(tx: Transaction, item: int | None) -> int:
    """How many levels an item has, its own among them."""
    level, height = [item], 1
    while item is not None:
        level = [row[0] for each in level for row in tx.all(_BELOW, id=each)]
        if not level:
            break
        height += 1
    return height


def _toggle(change: Change) -> None:
    """Who ticked an item off, or took the tick away, and when."""
    before, after = change.old.get("IS_COMPLETE", "N"), change.row["IS_COMPLETE"]
    if before != after:
        change.new["TOGGLED_BY"], change.new["TOGGLED_DATE"] = change.ctx.actor.user_id, change.ctx.clock.stamp()


def _note(change: Change) -> None:
    """The task's history tells of its items."""
    ctx, old, row = change.ctx, change.old, change.row
    task, title = row["TASK_ID"], row["TITLE"]
    if not old:
        history.note(ctx, task, "CHECKLIST_ITEM_CREATE", "", title)
        return
    if title != old["TITLE"]:
        history.note(ctx, task, "CHECKLIST_ITEM_RENAME", old["TITLE"], title)
    if row["IS_COMPLETE"] != old["IS_COMPLETE"]:
        checked = row["IS_COMPLETE"] == "Y"
        history.note(ctx, task, "CHECKLIST_ITEM_CHECK" if checked else "CHECKLIST_ITEM_UNCHECK", title, title)


def _join(change: Change) -> None:
    """Who is a member of an item has a part in its task."""
    members = change.beside.get("MEMBERS")
    if not members:
        return
    ctx, task = change.ctx, change.row["TASK_ID"]
    people = beside.kept(ctx.tx, TASK_LIST, [*PARTS.values()], [task]).get(task, {})
    given = {
        part: list(dict.fromkeys([*people.get(part, []), *(each.user for each in members if each.type == kind)]))
        for kind, part in PARTS.items()
    }
    changed = {part: wanted for part, wanted in given.items() if wanted != people.get(part, [])}
    if changed:
        writing.change(ctx, STEPPED, {"ID": task}, changed, TASK_DIALECT)


ITEMS = Collection(
    noun="item",
    plural="items",
    table=ITEM,
    fields=FIELDS,
    access=EVERYBODY,
    beside={"MEMBERS": Members()},
    before_save=(_name, _place, _toggle),
    after_save=(_note, _join),
)
"""Who may do what is asked of the task before."""


def first_list(tx: Transaction, task: int) -> int | None:
    """The first checklist of a task."""
    found: int | None = tx.value(_FIRST_LIST, task=task, nothing=0)
    return found

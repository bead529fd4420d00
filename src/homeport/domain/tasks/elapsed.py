"""Time that people spent on tasks: noted, changed and listed by whoever may.

Source: ``api-reference/tasks/elapsed-item/``.
"""

from collections.abc import Mapping
from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.domain.records import reading, writing
from homeport.domain.records.fields import Values
from homeport.domain.records.filters import as_map
from homeport.domain.tasks import actions
from homeport.domain.tasks.pages import turned_to
from homeport.domain.tasks.spent import DENIED, DIALECT, NO_TASK, NOT_ALLOWED, RECORDS, UNKNOWN
from homeport.domain.tasks.tasks import TASKS

INVALID = ErrorKind("0x000100", "Invalid method parameters provided")
ERRORS = (NO_TASK, DENIED, NOT_ALLOWED, UNKNOWN)

ADD, MODIFY, REMOVE = range(1, 4)
"""The numbers of actions."""
SORTABLE = ("ID", "TASK_ID", "USER_ID", "SECONDS", "MINUTES", "CREATED_DATE", "DATE_START", "DATE_STOP")
FILTERABLE = ("ID", "TASK_ID", "USER_ID", "CREATED_DATE")


def add(ctx: Ctx, task: int, given: Mapping[str, Any]) -> int:
    """Add a record; its number."""
    if not _standing(ctx, task).works:
        raise NOT_ALLOWED()
    number: int = writing.create(ctx, RECORDS, given, DIALECT, {"TASK_ID": task})["ID"]
    return number


def get(ctx: Ctx, task: int, record: int) -> Values:
    """A record as it is answered."""
    stored = _found(ctx, task, record)
    return reading.written(RECORDS, DIALECT, stored, ctx.clock.zone)


def update(ctx: Ctx, task: int, record: int, given: Mapping[str, Any]) -> None:
    """Change a record, as its author or an administrator."""
    _require_own(ctx, _found(ctx, task, record))
    writing.change(ctx, RECORDS, {"ID": record}, given, DIALECT)


def delete(ctx: Ctx, task: int, record: int) -> None:
    """Delete a record, as its author or an administrator."""
    _require_own(ctx, _found(ctx, task, record))
    writing.delete(ctx, RECORDS, {"ID": record}, DIALECT)


def may(ctx: Ctx, task: int, record: int, action: int) -> bool:
    """Whether the caller may do something to a record, or add one to its task."""
    if not reading.may(ctx, TASKS, Operation.READ, {"ID": task}):
        return False
    if action == ADD:
        return _standing(ctx, task).works
    stored = reading.stored(ctx, RECORDS, {"ID": record})
    known = action in (MODIFY, REMOVE) and stored is not None and stored["TASK_ID"] == task
    return known and stored is not None and _is_own(ctx, stored)


def page(ctx: Ctx, task: int | None, *, order: Any, filter: Any, select: Any, params: Any, start: Any) -> Page:  # noqa: A002
    """A page of records that the caller may read.

    :param task: whose records; None for those of every task
    :param params: ``NAV_PARAMS`` with the size of a page, 50 at most, and its number
    :raises CallError: ``INVALID`` for an order or a filter by what they do not know
    """
    _require_known(order, SORTABLE)
    _require_known(filter, FILTERABLE)
    turned = turned_to(ctx, params, start, INVALID)
    wanted = {**as_map(filter), **({} if task is None else {"TASK_ID": task})}
    found = reading.page(ctx, RECORDS, DIALECT, select=select, filter=wanted, order=order, start=turned.first)
    return found._replace(result=found.result[: turned.size])


def _require_known(given: Any, names: tuple[str, ...]) -> None:
    if any(name.lstrip("!<>=%@").strip().upper() not in names for name in as_map(given)):
        raise INVALID()


def require_seen(ctx: Ctx, task: int) -> None:
    """Refuse who does not see a task, or names one that is not there.

    :raises CallError: ``DENIED``
    """
    if not reading.may(ctx, TASKS, Operation.READ, {"ID": task}):
        raise DENIED()


def _standing(ctx: Ctx, task: int) -> actions.Standing:
    """What the caller is to a task."""
    stored = reading.stored(ctx, TASKS, {"ID": task})
    if stored is None:
        raise NO_TASK()
    found = actions.standing(ctx.tx, stored, actions.Person(ctx.actor.user_id, ctx.actor.is_admin))
    if not found.sees:
        raise DENIED()
    return found


def _found(ctx: Ctx, task: int, record: int) -> Values:
    _standing(ctx, task)
    stored = reading.stored(ctx, RECORDS, {"ID": record})
    if stored is None or stored["TASK_ID"] != task:
        raise UNKNOWN()
    return stored


def _is_own(ctx: Ctx, record: Values) -> bool:
    return ctx.actor.is_admin or bool(record["USER_ID"] == ctx.actor.user_id)


def _require_own(ctx: Ctx, record: Values) -> None:
    if not _is_own(ctx, record):
        raise NOT_ALLOWED()

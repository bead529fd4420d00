"""Tasks as ``task.item.*`` and ``task.items.*`` answer them: rows with names in capitals and nothing put beside them.

Source: ``api-reference/tasks/deprecated/``.
"""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, or_, select

from homeport.core.clock import Clock, to_stored
from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.domain.records import reading
from homeport.domain.records.fields import Values
from homeport.domain.records.filters import as_map
from homeport.domain.tasks import listing, markup, showing
from homeport.domain.tasks.dialect import REFUSED
from homeport.domain.tasks.dialect import TASKS as DIALECT
from homeport.domain.tasks.fields import FIELDS, ON_REQUEST, SORTABLE, USUAL
from homeport.domain.tasks.pages import turned_to
from homeport.domain.tasks.statuses import PENDING, Status
from homeport.domain.tasks.tables import TASK
from homeport.domain.tasks.tasks import TASKS
from homeport.store import Query

FAILED = ErrorKind("ERROR_CORE", "TASKS_ERROR_EXCEPTION_#8; Action failed; 8/TE/ACTION_FAILED_TO_BE_PROCESSED<br>")
"""Of a list by what lists do not know."""

ALL = (*USUAL, *ON_REQUEST, "TAGS", "DEPENDS_ON", "SUB_STATUS")
LISTED = SORTABLE | {"CREATED_BY", "RESPONSIBLE_ID"}
"""What lists are sorted by."""
WRITABLE = (
    *(field.name for field in FIELDS if field.selectable and not field.read_only and field.name != "REAL_STATUS"),
    "STATUS",
)
FILTERABLE = (
    "ID", "PARENT_ID", "GROUP_ID", "CREATED_BY", "STATUS_CHANGED_BY", "PRIORITY", "FORUM_TOPIC_ID", "RESPONSIBLE_ID",
    "TITLE", "TAG", "REAL_STATUS", "STATUS", "MARK", "SITE_ID", "ADD_IN_REPORT", "DATE_START", "DEADLINE",
    "CREATED_DATE", "CLOSED_DATE", "CHANGED_DATE", "ACCOMPLICE", "AUDITOR", "DEPENDS_ON", "ONLY_ROOT_TASKS",
)  # fmt: skip
DATES = tuple(field.name for field in FIELDS if field.type.name == "datetime" and field.selectable)
RAW, HTML, PLAIN = 1, 2, 3
"""The forms of a description."""

_CALLED = {
    DIALECT.name(field): "STATUS" if field.name == "SUB_STATUS" else field.name
    for field in FIELDS
    if DIALECT.shown(field)
}
_PLANNED = Query(
    select(TASK.c.ID)
    .where(
        TASK.c.RESPONSIBLE_ID == bindparam("user"),
        or_(
            TASK.c.REAL_STATUS == bindparam("running"),
            and_(TASK.c.REAL_STATUS == bindparam("pending"), TASK.c.DEADLINE < bindparam("tomorrow")),
        ),
    )
    .order_by(TASK.c.DEADLINE, TASK.c.ID)
)


def get(ctx: Ctx, task: int) -> Values:
    """A task with all its fields.

    :raises CallError: ``REFUSED`` when there is none that the caller sees
    """
    row = showing.get(ctx, task, [*ALL, *reading.CUSTOM])
    if row is None:
        raise REFUSED()
    return _spelled(row)


def page(ctx: Ctx, *, order: Any, filter: Any, select: Any, params: Any, start: Any) -> Page:  # noqa: A002
    """A page of the tasks that the caller sees.

    :param params: which page, as :func:`turned_to` takes it
    :raises CallError: ``FAILED`` for an order by what is no field to sort by, or a page that is none
    """
    collection, names = TASKS.now(ctx.tx), reading.names_of(select)
    if reading.EVERY in names or not any(names):
        wanted = [*USUAL, "SUB_STATUS", *(field.name for field in collection.fields.custom)]
    else:
        wanted = showing.names_of(names, collection.fields)
        wanted += ["SUB_STATUS"] if "REAL_STATUS" in wanted else []
    turned = turned_to(ctx, params, start, FAILED)
    found = reading.page(
        ctx,
        collection,
        DIALECT,
        select=wanted,
        filter=listing.conditions(ctx, _without_gaps(filter)),
        order=listing.order_of(_without_gaps(order), collection.fields, LISTED, FAILED),
        start=turned.first,
    )
    return found._replace(result=[_spelled(row) for row in found.result[: turned.size]])


def is_given(array: Any) -> bool:
    """Whether an array says something; ``ORDER[]=`` stands for one that is left out."""
    return bool(_without_gaps(array))


def _without_gaps(given: Any) -> Values:
    """An array without the empty members that stand for one that is left out, as ``FILTER[]=``."""
    return {name: value for name, value in as_map(given).items() if not (name.isdecimal() and value in ("", None))}


def _spelled(row: Values) -> Values:
    found = {_CALLED.get(name, name): value for name, value in row.items() if name in _CALLED or name.isupper()}
    if isinstance(found.get("TAGS"), dict):
        found["TAGS"] = [tag["title"] for tag in found["TAGS"].values()]
    return found


def described(ctx: Ctx, task: int, form: int) -> str:
    """A task's description.

    :param form: ``RAW`` as it is stored, with BBCode; ``HTML``; ``PLAIN`` without markup
    """
    text: str = get(ctx, task)["DESCRIPTION"] or ""
    return {HTML: markup.as_html, PLAIN: markup.as_plain}.get(form, str)(text)


def planned(ctx: Ctx) -> list[int]:
    """What the caller has to do today: tasks that are begun, and those whose deadline comes by the end of the day."""
    known = {"running": int(Status.IN_PROGRESS), "pending": PENDING, "tomorrow": _tomorrow(ctx.clock)}
    return [row[0] for row in ctx.tx.all(_PLANNED, user=ctx.actor.user_id, **known)]


def _tomorrow(clock: Clock) -> str:
    today = datetime.fromtimestamp(clock.now(), clock.zone).date()
    return to_stored(datetime.combine(today + timedelta(days=1), time.min, clock.zone).astimezone(UTC))


def is_seen(ctx: Ctx, task: int) -> bool:
    """Whether there is a task that the caller sees."""
    return reading.may(ctx, TASKS, Operation.READ, {"ID": task})

"""Tasks as people list, complete and delegate them.

Sources: ``bizproc-task-list.md``, ``bizproc-task-complete.md``, ``bizproc-task-delegate.md``.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, FromClause, bindparam, or_, select, true

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.core.values import is_empty, number_or_none, parse_moment
from homeport.domain.bizproc import asking, documents, engine, runs
from homeport.domain.bizproc.documents import Document, Type
from homeport.domain.bizproc.registered import DENIED
from homeport.domain.bizproc.tables import TASK, TASK_FIELDS
from homeport.domain.portal.people import users
from homeport.domain.portal.people.departments import HEADS
from homeport.domain.portal.tables import COLLEAGUE
from homeport.domain.records import reading
from homeport.domain.records.collection import Access, Collection
from homeport.domain.records.dialect import CLASSIC
from homeport.domain.records.fields import Values
from homeport.domain.records.filters import as_map, split
from homeport.store import Query, Transaction, constant

WRONG_SELECT = ErrorKind("ERROR_SELECT_VALIDATION_FAILURE", "Invalid data in SELECT parameter")
NO_ID = ErrorKind("ERROR_TASK_VALIDATION", "empty TASK_ID")
WRONG_STATUS = ErrorKind("ERROR_TASK_VALIDATION", "incorrect STATUS")
NOT_FOUND = ErrorKind("ERROR_TASK_NOT_FOUND", "Task not found")
COMPLETED = ErrorKind("ERROR_TASK_COMPLETED", "Task already completed")
UNFIT = ErrorKind("ERROR_TASK_EXECUTION", 'The field "{field}" is required')
UNFIT_VALUE = ErrorKind("ERROR_TASK_EXECUTION", 'Invalid value of the field "{field}"')

WRONG_IDS = ErrorKind("ERROR_TASK_VALIDATION", "Invalid TASK_IDS")
WRONG_FROM = ErrorKind("ERROR_INVALID_USER_ID", "Invalid FROM_USER_ID")
WRONG_TO = ErrorKind("ERROR_INVALID_USER_ID", "Invalid TO_USER_ID")
NOT_RESPONSIBLE = ErrorKind("ERROR_DELEGATION_NOT_ALLOWED", "User is not responsible for the task")
NO_EMPLOYEE = ErrorKind("ERROR_DELEGATION_NOT_ALLOWED", "Task delegation is only available for intranet users")
NOT_ALLOWED = ErrorKind("ERROR_DELEGATION_NOT_ALLOWED", "{errors}")

COMPLETING_ERRORS = (NO_ID, WRONG_STATUS, NOT_FOUND, COMPLETED, UNFIT, UNFIT_VALUE)
DELEGATING_ERRORS = (WRONG_IDS, WRONG_FROM, WRONG_TO, NOT_RESPONSIBLE, NO_EMPLOYEE, NOT_ALLOWED)

USUAL = ("ENTITY", "DOCUMENT_ID", "ID", "WORKFLOW_ID", "DOCUMENT_NAME", "NAME")
"""What lists answer that name no fields, beside the address of the document."""
URL = "DOCUMENT_URL"
_TYPE = ("MODULE_ID", "ENTITY", "DOCUMENT_ID", "ID", "USER_ID")
_WORDS = {"yes": asking.YES, "no": asking.NO, "ok": asking.OK, "cancel": asking.CANCEL}
_BELOW, _NOBODY = 0, 2
_MOST_LETTERS = 4_000
_MOST_TASKS = 500

_HEADED = Query(
    select(COLLEAGUE.c.COLLEAGUE_ID).where(
        COLLEAGUE.c.USER_ID == bindparam("head"),
        COLLEAGUE.c.REACH == constant(HEADS),
        COLLEAGUE.c.COLLEAGUE_ID == bindparam("person"),
    )
)
_DOCUMENT_TYPE = Query(select(TASK.c.DOCUMENT_TYPE).where(TASK.c.ID == bindparam("id")).limit(1))


def _grant(ctx: Ctx, operation: Operation) -> str:
    return "all" if ctx.actor.is_admin else "own"


def _covers(grant: Any, row: FromClause, scans: bool) -> ColumnElement[bool]:
    if grant == "all":
        return true()
    headed = select(COLLEAGUE.c.COLLEAGUE_ID).where(
        COLLEAGUE.c.USER_ID == bindparam("actor"), COLLEAGUE.c.REACH == constant(HEADS)
    )
    return or_(row.c.USER_ID == bindparam("actor"), row.c.USER_ID.in_(headed))


LIST = Collection(
    "task",
    "tasks",
    TASK,
    TASK_FIELDS,
    Access(_grant, _covers),
    key=("ID", "USER_ID"),
    order=(("ID", False), ("USER_ID", False)),
)
DIALECT = replace(CLASSIC, denied=DENIED, unreadable=DENIED)


def page(ctx: Ctx, select: Any, filter: Any, order: Any, start: Any) -> Page:  # noqa: A002  the documented names
    """A page of tasks: administrators see all, others their own, and by ``USER_ID`` those of whom they head.

    :raises CallError: ``DENIED``, ``WRONG_SELECT``
    """
    if not (
        is_empty(select)
        or (isinstance(select, list | dict) and all(isinstance(each, str) for each in as_map(select).values()))
    ):
        raise WRONG_SELECT()
    conditions = {name.upper(): value for name, value in as_map(filter).items()}
    named = [value for name, value in conditions.items() if split(name)[1] == "USER_ID"]
    if not ctx.actor.is_admin:
        if not named:
            conditions["=USER_ID"] = ctx.actor.user_id
        for value in named:
            for each in value if isinstance(value, list) else [value]:
                person = number_or_none(each) or 0
                if not _answers_for(ctx, person):
                    raise DENIED()
    names = [name.upper() for name in reading.names_of(select)]
    wanted = [URL, *USUAL] if not names else [URL, *TASK_FIELDS.by_name] if "*" in names else names
    found = reading.page(
        ctx,
        LIST,
        DIALECT,
        select=[*wanted, *_TYPE] if URL in wanted else [*wanted, "ID"],
        filter=conditions,
        order=order,
        start=start,
    )
    return found._replace(result=[_shown(ctx.tx, row, wanted) for row in found.result])


def complete(ctx: Ctx, task: Any, status: Any, comment: Any, fields: Any) -> None:
    """Answer a task that the caller has.

    :raises CallError: one of :data:`COMPLETING_ERRORS`
    """
    if is_empty(task):
        raise NO_ID()
    word = str(status).strip().lower()
    answer = _WORDS.get(word) or (int(word) if word in ("1", "2", "3", "4") else 0)
    if not answer:
        raise WRONG_STATUS()
    own = _of(ctx.tx, number_or_none(task) or 0, ctx.actor.user_id)
    if own is None:
        raise NOT_FOUND()
    run = runs.find(ctx.tx, ctx.clock, own["WORKFLOW"])
    if own["STATUS"] != asking.OPEN or own["USER_STATUS"] != asking.OPEN or run is None:
        raise COMPLETED()
    if answer not in asking.TAKES[own["ACTIVITY"]]:
        raise WRONG_STATUS()
    parameters: Mapping[str, Any] = msgspec.json.decode(own["PARAMETERS"])
    said = str(comment).strip()[:_MOST_LETTERS] if isinstance(comment, str | int | float) else ""
    if not said and _needs_comment(str(parameters["CommentRequired"]), answer):
        raise UNFIT(field=parameters["CommentLabel"])
    values = _values(ctx, parameters, as_map(fields)) if answer == asking.OK else {}
    node = run.nodes[own["ACTIVITY_NAME"]]
    now = ctx.clock.stamp()
    ctx.tx.update(TASK, {"ID": own["ID"], "USER_ID": own["USER_ID"]}, {"USER_STATUS": answer, "MODIFIED": now})
    if asking.answered(run, node, own["ID"], own["USER_ID"], said, values):
        engine.resume(run, own["ID"])
    else:
        run.save()


def delegate(ctx: Ctx, tasks: Any, giver: Any, taker: Any) -> None:
    """Give tasks of somebody to somebody else: one's own, those of whom one heads, anybody's for administrators.

    :raises CallError: one of :data:`DELEGATING_ERRORS`; nothing is changed then
    """
    numbers = [number_or_none(each) or 0 for each in as_map(tasks).values()]
    if not numbers or not all(numbers) or len(numbers) > _MOST_TASKS:
        raise WRONG_IDS()
    old, new = (number_or_none(each) or 0 for each in (giver, taker))
    if not old or not users.exists(ctx.tx, old):
        raise WRONG_FROM()
    if not new or not users.exists(ctx.tx, new):
        raise WRONG_TO()
    if not _answers_for(ctx, old):
        raise NOT_RESPONSIBLE()
    if not users.is_active(ctx.tx, new) or not users.is_employee(ctx.tx, new):
        raise NO_EMPLOYEE()
    rows = [_of(ctx.tx, number, old) for number in dict.fromkeys(numbers)]
    errors = [error for error in (_unfit(ctx, row, old, new) for row in rows) if error]
    if errors:
        raise NOT_ALLOWED(errors="; ".join(dict.fromkeys(errors)))
    for row in rows:
        assert row is not None
        key = {"ID": row["ID"], "USER_ID": old}
        ctx.tx.update(TASK, key, {"USER_ID": new, "MODIFIED": ctx.clock.stamp()})


def _unfit(ctx: Ctx, row: Values | None, old: int, new: int) -> str:
    if row is None:
        return NOT_RESPONSIBLE.text
    if row["STATUS"] != asking.OPEN or row["USER_STATUS"] != asking.OPEN:
        return COMPLETED.text
    if _of(ctx.tx, row["ID"], new) is not None:
        return f"User {new} has the task already"
    if row["DELEGATION"] == _NOBODY:
        return "The task may not be delegated"
    if row["DELEGATION"] == _BELOW and not _heads(ctx.tx, old, new):
        return "The task may be delegated to subordinates only"
    return ""


def _of(tx: Transaction, task: int, person: int) -> Values | None:
    return next((row for row in tx.dicts(asking.ROWS, id=task) if row["USER_ID"] == person), None)


def _answers_for(ctx: Ctx, person: int) -> bool:
    return ctx.actor.is_admin or person == ctx.actor.user_id or _heads(ctx.tx, ctx.actor.user_id, person)


def _heads(tx: Transaction, head: int, person: int) -> bool:
    return tx.one(_HEADED, head=head, person=person) is not None


def _needs_comment(rule: str, answer: int) -> bool:
    return rule == "Y" or (rule == "YA" and answer == asking.YES) or (rule == "YR" and answer == asking.NO)


def _values(ctx: Ctx, parameters: Mapping[str, Any], given: Mapping[str, Any]) -> Values:
    found = {}
    for field in parameters.get("Fields", ()):
        value = given.get(field["Id"], field["Default"])
        if field["Required"] and is_empty(value):
            raise UNFIT(field=field["Name"])
        several = field["Multiple"]
        parts = list(as_map(value).values()) if isinstance(value, list | dict) else [] if is_empty(value) else [value]
        try:
            read = [_READ.get(field["Type"], _same)(ctx, field, each) for each in parts]
        except (ValueError, OverflowError):
            raise UNFIT_VALUE(field=field["Name"]) from None
        found[field["Id"]] = read if several else (read[0] if read else "")
    return found


def _no_file(ctx: Ctx, field: Mapping[str, Any], value: Any) -> Any:
    raise ValueError("processes keep no files")


def _same(ctx: Ctx, field: Mapping[str, Any], value: Any) -> Any:
    if isinstance(value, list | dict):
        raise ValueError("one value of several")
    return value


def _number(ctx: Ctx, field: Mapping[str, Any], value: Any) -> Any:
    if isinstance(value, list | dict) or value is None:
        raise ValueError("no number")
    number = float(value)
    return int(number) if number.is_integer() and field["Type"] == "int" else number


def _moment(ctx: Ctx, field: Mapping[str, Any], value: Any) -> str:
    moment = parse_moment(str(value), ctx.clock.zone).astimezone(ctx.clock.zone).isoformat()
    return moment[:10] if field["Type"] == "date" else moment


def _entry(ctx: Ctx, field: Mapping[str, Any], value: Any) -> Any:
    if str(value) not in {str(each) for each in as_map(field["Options"])}:
        raise ValueError("no entry of the list")
    return value


def _person(ctx: Ctx, field: Mapping[str, Any], value: Any) -> str:
    number = number_or_none(str(value).removeprefix("user_")) or 0
    if not users.exists(ctx.tx, number):
        raise ValueError("no user")
    return f"user_{number}"


_READ = {
    "int": _number,
    "double": _number,
    "date": _moment,
    "datetime": _moment,
    "select": _entry,
    "user": _person,
    "file": _no_file,
}
"""Reads values of what is asked for, by their types."""


def _shown(tx: Transaction, row: Values, wanted: list[str]) -> Values:
    if URL in wanted:
        kind = Type(row["MODULE_ID"], row["ENTITY"], tx.value(_DOCUMENT_TYPE, id=int(row["ID"])))
        document = Document(kind, row["DOCUMENT_ID"], int(row["DOCUMENT_ID"].rpartition("_")[2]))
        row[URL] = documents.url(document)
    return {name: row[name] for name in wanted if name in row}

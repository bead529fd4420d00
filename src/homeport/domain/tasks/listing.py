"""A page of tasks: the documented words of filters and orders, and what is answered beside the fields.

Source: ``api-reference/tasks/tasks-task-list.md``.
"""

import re
from collections.abc import Container, Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, bindparam, select

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ErrorKind
from homeport.core.values import number_or_none, read_flag
from homeport.domain.records import reading
from homeport.domain.records.fields import FieldTable, Values
from homeport.domain.records.filters import as_map
from homeport.domain.tasks import beside, markup, parameters, showing, stages, timing
from homeport.domain.tasks.comments import unread
from homeport.domain.tasks.computed import OVERDUE
from homeport.domain.tasks.dialect import TASKS as DIALECT
from homeport.domain.tasks.fields import FIELDS, SORTABLE
from homeport.domain.tasks.rules import OPEN_RESULT
from homeport.domain.tasks.tables import RESULT, TASK_WORD
from homeport.domain.tasks.tasks import TASKS
from homeport.store import Query, padded

UNSORTABLE = ErrorKind("0", "Invalid sorting key (internal error)")

CALLED = {"STATUS": "SUB_STATUS", "ACCOMPLICE": "ACCOMPLICES", "AUDITOR": "AUDITORS", "TAG": "TAGS"}
"""What filters call otherwise than fields do."""
SUBFILTER = "::SUBFILTER"
"""Begins the name of a group of conditions; what follows is the caller's own."""
ROOTS = "ONLY_ROOT_TASKS"
WITH_SUBORDINATES = "SUBORDINATE_TASKS"
COUNTERS = "COUNTERS"
PLANNED = "PLAN_STAGE_ID"

_KEY = re.compile(r"([!<>=%@]*)(.*)", re.DOTALL)


def page(ctx: Ctx, *, order: Any, filter: Any, select: Any, params: Any, start: Any) -> Page:  # noqa: A002
    """A page of the tasks that the caller sees.

    :param params: what more is wanted of each task: ``WITH_RESULT_INFO`` and so on
    :raises CallError: ``UNSORTABLE`` for an order by what is no field to sort by
    """
    collection = TASKS.now(ctx.tx)
    names = showing.names_of(select, collection.fields)
    more = {name for name, wanted in as_map(params).items() if read_flag(wanted, ctx.clock.zone) == "Y"}
    counts = any(name.upper() == COUNTERS for name in reading.names_of(select))
    needed = {"WITH_TIMER_INFO": "TIME_SPENT_IN_LOGS", "WITH_PARSED_DESCRIPTION": "DESCRIPTION"}
    hidden = [name for wish, name in needed.items() if wish in more and name not in names]
    if counts:
        hidden += [name for name in ("SUB_STATUS", "IS_MUTED") if name not in names]
    found = reading.page(
        ctx,
        collection,
        DIALECT,
        select=[*names, *hidden],
        filter=(wanted := conditions(ctx, filter)),
        order=by_place(wanted, order_of(order, collection.fields, SORTABLE)),
        start=start,
    )
    rows: list[Values] = found.result
    showing.complete(ctx, rows)
    _add(ctx, rows, more, counts)
    unasked = [DIALECT.name(FIELDS.by_name[name]) for name in hidden]
    for row in rows:
        for name in unasked:
            del row[name]
    return found._replace(result={"tasks": rows})


def conditions(ctx: Ctx, given: Any) -> dict[str, Any]:
    """A filter in the words of fields; its named groups are groups."""
    found: dict[str, Any] = {}
    for key, value in as_map(given).items():
        operator, name = _KEY.fullmatch(key).groups()  # type: ignore[union-attr]  # it matches any text
        word = name.strip().upper()
        if word.startswith(SUBFILTER) or (key.isdecimal() and isinstance(value, dict | list)):
            found[str(len(found))] = conditions(ctx, value)
        elif word in ("LOGIC", "::LOGIC"):
            found["LOGIC"] = value
        elif word == ROOTS:
            if read_flag(value, ctx.clock.zone) == "Y":
                found["IS_ROOT" if ctx.actor.is_admin else "IS_SEEN_ROOT"] = "Y"
        elif word == WITH_SUBORDINATES:
            if read_flag(value, ctx.clock.zone) == "Y":
                found[word] = "Y"
        elif word == "STAGE_ID" and operator in ("", "=", "@"):
            found[str(len(found))] = _in_stages(ctx, value)
        elif word == "TITLE" and operator in ("", "!"):
            found[f"{operator}=%TITLE"] = value  # a pattern, in which a text without signs stands for itself
        else:
            found[operator + CALLED.get(word, word if word in CALLED.values() else name)] = value
    return found


def _in_stages(ctx: Ctx, value: Any) -> dict[str, Any]:
    """A condition on stages, of groups' boards or of the caller's plan: their numbers tell them apart."""
    given = [*as_map(value).values()] if isinstance(value, list | dict) else [value]
    numbers = {number for each in given if (number := number_or_none(each)) is not None}
    mine = stages.plans_among(ctx, numbers)
    if not mine:
        return {"STAGE_ID": value}
    planned = {PLANNED: sorted(mine), "IS_PLANNED": "Y"}
    others = [each for each in given if str(each) not in {str(number) for number in mine}]
    return {"LOGIC": "OR", "0": planned, "1": {"STAGE_ID": others}} if others else planned


def by_place(conditions: Mapping[str, Any], order: dict[str, Any]) -> dict[str, Any]:
    """An order in which tasks of the caller's plan come by their places there, when the filter asks for them."""
    if not any(PLANNED in each for each in conditions.values() if isinstance(each, dict)):
        return order
    return {"PLAN_SORTING" if name == "SORTING" else name: direction for name, direction in order.items()}


def order_of(
    given: Any, fields: FieldTable, sortable: Container[str], refusal: ErrorKind = UNSORTABLE
) -> dict[str, Any]:
    """An order in the words of fields.

    :param sortable: the stored names of the fields to sort by, beside those that people have made
    :param refusal: of all others
    """
    order: dict[str, Any] = {}
    for name, direction in as_map(given).items():
        field = DIALECT.find(fields, name)
        if field is None or not (field.name in sortable or field.custom):
            raise refusal()
        order[field.name] = str(direction).partition(",")[0]
    return order


def _add(ctx: Ctx, rows: list[Values], more: set[str], counts: bool) -> None:
    """What is answered of tasks beside their fields."""
    unseen = unread.of(ctx.tx, ctx.actor.user_id, [int(row["id"]) for row in rows]) if counts else {}
    switches = _switches(ctx, rows) if "WITH_RESULT_INFO" in more else {}
    running = timing.running_for(ctx, {int(row["id"]) for row in rows}) if "WITH_TIMER_INFO" in more else {}
    results = _results(ctx, rows) if "WITH_RESULT_INFO" in more else {}
    for row in rows:
        if "WITH_RESULT_INFO" in more:
            requires = parameters.RESULT in switches.get(int(row["id"]), ())
            found = results.get(int(row["id"]), ())
            row |= {
                "taskRequireResult": _yes_or_no(requires),
                "taskHasOpenResult": _yes_or_no(OPEN_RESULT in found),
                "taskHasResult": _yes_or_no(bool(found)),
            }
        if "WITH_TIMER_INFO" in more:
            row.update(_timed(row, running.get(int(row["id"]))))
        if "WITH_PARSED_DESCRIPTION" in more:
            row["parsedDescription"] = markup.as_html(row["description"] or "")
        if counts:
            row["counter"] = _counter(row, unseen.get(int(row["id"]), 0))


def _timed(row: Values, running: int | None) -> Values:
    """The time that was spent on a task, with what the caller's timer has measured by now.

    :param running: for how many seconds it runs; None when it does not
    """
    spent = row["timeSpentInLogs"]
    elapsed = spent if running is None else str(int(spent or 0) + running)
    return {"timeElapsed": elapsed, "timerIsRunningForCurrentUser": _yes_or_no(running is not None)}


def _yes_or_no(condition: bool) -> str:
    return "Y" if condition else "N"


@lru_cache(128)
def _results_of(size: int) -> Query:
    wanted: list[BindParameter[int]] = [bindparam(f"id{place}") for place in range(size)]
    return Query(select(RESULT.c.TASK_ID, RESULT.c.STATUS).distinct().where(RESULT.c.TASK_ID.in_(wanted)))


def _results(ctx: Ctx, rows: list[Values]) -> dict[int, set[int]]:
    """The statuses of the results that tasks have."""
    found: dict[int, set[int]] = {}
    if rows:
        size = padded(len(rows))
        params = {f"id{place}": int(rows[min(place, len(rows) - 1)]["id"]) for place in range(size)}
        for task, status in ctx.tx.all(_results_of(size), **params):
            found.setdefault(task, set()).add(status)
    return found


def _switches(ctx: Ctx, rows: list[Values]) -> Mapping[int, Any]:
    found = beside.kept(ctx.tx, TASK_WORD, [parameters.FIELD], [int(row["id"]) for row in rows])
    return {task: values[parameters.FIELD] for task, values in found.items()}


def _counter(row: Values, unseen: int) -> Values:
    """What of a task asks for its reader's attention.

    :param unseen: the comments that its reader has not read
    """
    expired, is_muted = int(row["subStatus"] == str(OVERDUE)), row["isMuted"] == "Y"
    asks, is_late = (0 if is_muted else expired + unseen), expired and not is_muted
    counters = {
        "expired": 0 if is_muted else expired,
        "newComments": 0 if is_muted else unseen,
        "projectExpired": 0,
        "projectNewComments": 0,
        "mutedExpired": expired if is_muted else 0,
        "mutedNewComments": unseen if is_muted else 0,
    }
    return {"counters": counters, "color": "danger" if is_late else "success" if asks else "gray", "value": asks}

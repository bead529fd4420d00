"""Tasks are changed as a whole by who may edit them, and by others as far as a step of theirs goes.

Source: ``api-reference/tasks/tasks-task-update.md``, ``status/``, ``tasks-task-delegate.md``.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.domain.portal.people import users
from homeport.domain.records import reading, writing
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import FieldTable, Values
from homeport.domain.tasks import actions, beside, showing, timing
from homeport.domain.tasks.dialect import NOT_ALLOWED
from homeport.domain.tasks.dialect import TASKS as DIALECT
from homeport.domain.tasks.statuses import STEPS, Status
from homeport.domain.tasks.tables import TASK_LIST
from homeport.domain.tasks.tasks import STEPPED, TASKS


def update(ctx: Ctx, task: int, given: Mapping[str, Any], dialect: Dialect = DIALECT) -> None:
    """Change fields of a task.

    :raises CallError: the dialect's refusal when the caller may not change one of them, or there is no such task
    """
    stored = of_caller(ctx, task, dialect.denied)
    may = actions.allowed(ctx.tx, stored, showing.of_caller(ctx))
    fields = TASKS.now(ctx.tx).fields
    changes = (_may_change(ctx, fields, may, stored, name, value, dialect) for name, value in given.items())
    if not may["EDIT"] and not all(changes):
        raise dialect.denied()
    writing.change(ctx, STEPPED.now(ctx.tx), {"ID": task}, given, dialect)


def _may_change(
    ctx: Ctx, fields: FieldTable, may: Mapping[str, bool], stored: Values, name: str, value: Any, dialect: Dialect
) -> bool:
    """Whether somebody may change a field who may not edit the task."""
    field = dialect.find(fields, name)
    if field is None:
        return True  # it is ignored
    if field.name == "DEADLINE":
        return may["CHANGE_DEADLINE"] and _has_leave(ctx, stored)
    if field.name in ("START_DATE_PLAN", "END_DATE_PLAN"):
        is_allowed: bool = stored["ALLOW_CHANGE_DATE_PLAN"] == "Y" and stored["RESPONSIBLE_ID"] == ctx.actor.user_id
        return is_allowed
    if field.name != "REAL_STATUS":
        return False
    return any(
        may[name.upper()] and str(value) == str(int(step.after))
        for name, step in STEPS.items()
        if stored["REAL_STATUS"] in step.before
    )


def _has_leave(ctx: Ctx, stored: Values) -> bool:
    """Whether a deadline may still be moved by who may only do that: in time, not too often, and without a reason,
    which no method carries."""
    last, most = stored["MAX_DEADLINE_CHANGE_DATE"], stored["MAX_DEADLINE_CHANGES"]
    if stored["REQUIRE_DEADLINE_CHANGE_REASON"] == "Y" or (last and ctx.clock.stamp() > last):
        return False
    return most is None or (stored["DEADLINE_COUNT"] or 0) < most


def step(ctx: Ctx, task: int, name: str, refusal: ErrorKind, *, also: Collection[Status] = ()) -> None:
    """Move a task from one status to another. Whoever starts a task that people take from a flow does it from then on;
    of one that is in progress already, the timer starts that does not run.

    :param name: of the step, one of :data:`STEPS`
    :param refusal: of a step that the caller may not take, or not from where the task is
    :param also: statuses that it may start from beside its own
    """
    stored, caller = of_caller(ctx, task, refusal), showing.of_caller(ctx)
    if name == "start" and actions.allowed(ctx.tx, stored, caller)["TAKE"]:
        taken = {"RESPONSIBLE_ID": caller.id, "STATUS": int(STEPS[name].after)}
        writing.change(ctx, STEPPED, {"ID": task}, taken, DIALECT)
        return
    if name == "start" and timing.may_resume(ctx, stored):
        timing.start(ctx, task)
        return
    starts = stored["REAL_STATUS"] in also and actions.standing(ctx.tx, stored, caller).works
    if not starts and not actions.allowed(ctx.tx, stored, caller)[name.upper()]:
        raise refusal()
    writing.change(ctx, STEPPED, {"ID": task}, {"STATUS": int(STEPS[name].after)}, DIALECT)


def of_caller(ctx: Ctx, task: int, refusal: ErrorKind) -> Values:
    """A stored task that the caller sees.

    :param refusal: when there is none, or none that the caller sees
    """
    if not reading.may(ctx, TASKS, Operation.READ, {"ID": task}):
        raise refusal()
    stored = reading.stored(ctx, TASKS, {"ID": task})
    assert stored is not None
    return stored


def delete(ctx: Ctx, task: int, refusal: ErrorKind) -> None:
    """Delete a task.

    :param refusal: when the caller may not, or there is no such task
    """
    writing.delete(ctx, TASKS.now(ctx.tx), {"ID": task}, replace(DIALECT, denied=refusal, not_found=refusal))


def delegate(ctx: Ctx, task: int, person: Any, refusal: ErrorKind = NOT_ALLOWED) -> None:
    """Give a task to somebody else; whoever was responsible watches it.

    :param person: an id as a client sent it
    :param refusal: when the caller may not
    :raises CallError: of ``rules`` when there is no such person
    """
    stored = of_caller(ctx, task, refusal)
    if not actions.allowed(ctx.tx, stored, showing.of_caller(ctx))["DELEGATE"]:
        raise refusal()
    people = beside.kept(ctx.tx, TASK_LIST, ["AUDITORS"], [task]).get(task, {}).get("AUDITORS", [])
    watching = dict.fromkeys([*people, stored["RESPONSIBLE_ID"]])
    writing.change(ctx, STEPPED, {"ID": task}, {"RESPONSIBLE_ID": person, "AUDITORS": list(watching)}, DIALECT)


def access(ctx: Ctx, task: int, people: Iterable[int]) -> dict[str, dict[str, bool]] | list[Any]:
    """What each of some people may do to a task; an empty list when the caller does not see it."""
    if not reading.may(ctx, TASKS, Operation.READ, {"ID": task}):
        return []
    stored = reading.stored(ctx, TASKS, {"ID": task})
    assert stored is not None
    found = {}
    for person in people:
        who = actions.Person(person, users.is_admin(ctx.tx, person))
        found[str(person)] = actions.allowed(ctx.tx, stored, who)
    return found

"""Who may do what on the disk, as one SQL predicate: a right to an object holds for all that is in it.

Sources: ``api-reference/disk/rights/``, ``disk-folder-share-to-user.md``.
"""

import re
from collections.abc import Hashable, Iterable, Sequence
from enum import IntEnum
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    String,
    and_,
    bindparam,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
    true,
)

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.domain.disk.tables import OBJECT, PATH, RIGHT
from homeport.domain.portal.people.belonging import departments
from homeport.domain.records.collection import Access
from homeport.domain.sonet_group.tables import MEMBER, MEMBERS, MODERATOR, MODERATORS, ROLES
from homeport.store import Query, Transaction, constant, statements

DENIED = ErrorKind("ACCESS_DENIED", "Access denied")
BAD_RIGHTS = ErrorKind("", "Invalid rights format")

EVERYBODY = ("AU", "*")
"""The access codes of whoever has an account, guests from outside included."""
EMPLOYEES = "EMPLOYEES"
"""The code of whoever belongs to the company; only the company's storage has it."""

GROUP_ROLES = {MEMBER: MEMBERS, MODERATOR: MODERATORS}
"""By the end of codes such as ``SG5_K``: the roles in a group that they stand for."""

_CODE = re.compile(r"(U|D|DR)[1-9][0-9]{0,17}|AU|\*")


class Level(IntEnum):
    """How much somebody may do; each level contains those before it."""

    READ = 1
    ADD = 2
    EDIT = 3
    FULL = 4


class Task(NamedTuple):
    """A level as clients name it."""

    id: int
    name: str
    title: str
    level: Level


TASKS = (
    Task(79, "disk_access_full", "Full Access", Level.FULL),
    Task(75, "disk_access_edit", "Editing", Level.EDIT),
    Task(71, "disk_access_read", "Reading", Level.READ),
)
"""The levels that can be given with a new object."""
NAMED = {task.name: task.level for task in TASKS} | {"disk_access_add": Level.ADD}
"""Those that a folder can be shared with."""

_NEEDED = {
    Operation.READ: Level.READ,
    Operation.ADD: Level.ADD,
    Operation.WRITE: Level.EDIT,
    Operation.DELETE: Level.FULL,
}


def _grant(ctx: Ctx, operation: Operation) -> Hashable | None:
    return _of(ctx, _NEEDED[operation]) if operation in _NEEDED else None


def _of(ctx: Ctx, level: Level) -> Hashable:
    """What the caller's statements are compiled for: True for an administrator, who may do everything."""
    if ctx.actor.is_admin:
        return True
    return int(level), *_beside(ctx)


def _beside(ctx: Ctx) -> tuple[int, bool]:
    """What the caller is beside a user: an application, and of the company."""
    return ctx.credential.app.id if ctx.credential.app else 0, ctx.actor.is_employee


def covered(grant: Any, number: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a grant reaches an object.

    :param number: of the object, as SQL
    """
    if grant is True:
        return true()
    level, app, employee = grant
    reached = and_(
        RIGHT.c.OBJECT_ID == PATH.c.ANCESTOR_ID, RIGHT.c.LEVEL >= constant(level), _is_callers(app, employee)
    )
    return exists(select(PATH.c.OBJECT_ID).where(PATH.c.OBJECT_ID == number, reached))


def _is_callers(app: int, employee: bool) -> ColumnElement[bool]:
    """Whether a right is one of the caller's."""
    code = RIGHT.c.ACCESS_CODE
    actor = cast(bindparam("actor"), String)
    works, above = departments("disk")
    codes = [*map(constant, EVERYBODY), literal("U", literal_execute=True) + actor]
    if employee:
        codes.append(constant(EMPLOYEES))
    if app:
        codes.append(constant(f"APP{app}"))
    return or_(
        code.in_(codes),
        *(code.in_(_of_groups(mark, roles)) for mark, roles in GROUP_ROLES.items()),
        code.in_(select(literal("D", literal_execute=True) + cast(works.c.ID, String))),
        code.in_(select(literal("DR", literal_execute=True) + cast(above.c.ID, String))),
    )


def _of_groups(mark: str, roles: Sequence[str]) -> Select[Any]:
    """The codes of those groups in which the caller has one of some roles."""
    head, tail = literal("SG", literal_execute=True), literal(f"_{mark}", literal_execute=True)
    named = head + cast(ROLES.c.GROUP_ID, String) + tail
    return select(named).where(
        ROLES.c.USER_ID == bindparam("actor"), ROLES.c.ROLE.in_([constant(role) for role in roles])
    )


def _covers(grant: Any, row: FromClause, scans: bool) -> ColumnElement[bool]:
    return covered(grant, row.c.ID)


OBJECTS = Access(_grant, _covers)
STORAGES = Access(_grant, lambda grant, row, scans: covered(grant, row.c.ROOT_OBJECT_ID))


@statements
def _check(grant: Any) -> Query:
    return Query(select(OBJECT.c.ID).where(OBJECT.c.ID == bindparam("id"), covered(grant, OBJECT.c.ID)))


@statements
def _highest(app: int, employee: bool) -> Query:
    held = and_(RIGHT.c.OBJECT_ID == PATH.c.ANCESTOR_ID, _is_callers(app, employee))
    return Query(select(func.max(RIGHT.c.LEVEL)).where(PATH.c.OBJECT_ID == bindparam("id"), held))


def may(ctx: Ctx, level: Level, number: int) -> bool:
    """Whether the caller may do so much to an object; False also when there is none."""
    return ctx.tx.one(_check(_of(ctx, level)), id=number, actor=ctx.actor.user_id) is not None


def require(ctx: Ctx, level: Level, number: int) -> None:
    """Refuse a caller who may not do so much to an object.

    :raises CallError: ``ACCESS_DENIED``
    """
    if not may(ctx, level, number):
        raise DENIED()


def level_of(ctx: Ctx, number: int) -> int:
    """How much the caller may do to an object; 0 for nothing."""
    if ctx.actor.is_admin:
        return Level.FULL
    return int(ctx.tx.value(_highest(*_beside(ctx)), id=number, actor=ctx.actor.user_id) or 0)


def given(tx: Transaction, number: int, code: str) -> int:
    """How much an access code was given to an object itself; 0 for nothing."""
    return int(tx.value(_GIVEN, id=number, code=code) or 0)


_GIVEN = Query(
    select(RIGHT.c.LEVEL).where(RIGHT.c.OBJECT_ID == bindparam("id"), RIGHT.c.ACCESS_CODE == bindparam("code"))
)


def give(tx: Transaction, number: int, code: str, level: int) -> None:
    """Let somebody do so much to an object and all in it, in place of what they might before."""
    tx.delete(RIGHT, OBJECT_ID=number, ACCESS_CODE=code)
    tx.insert(RIGHT, {"OBJECT_ID": number, "ACCESS_CODE": code, "LEVEL": int(level)})


def read(given: Any) -> list[tuple[str, Level]]:
    """Rights as clients send them: access codes with levels.

    :raises CallError: what says that they are none
    """
    if given in (None, "", [], {}):
        return []
    listed: Iterable[Any] = given.values() if isinstance(given, dict) else given
    if not isinstance(given, list | dict):
        raise BAD_RIGHTS()
    if isinstance(given, dict) and "TASK_ID" in {str(key).upper() for key in given}:
        listed = [given]
    return [_read(each) for each in listed]


def _read(given: Any) -> tuple[str, Level]:
    if not isinstance(given, dict):
        raise BAD_RIGHTS()
    named = {str(key).upper(): value for key, value in given.items()}
    level = next((task.level for task in TASKS if str(task.id) == str(named.get("TASK_ID"))), None)
    code = named.get("ACCESS_CODE")
    if level is None or not isinstance(code, str) or not _CODE.fullmatch(code):
        raise BAD_RIGHTS()
    return code, level

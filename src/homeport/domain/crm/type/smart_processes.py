"""The rules of smart processes: who may make, change, see and delete them, and what comes with them.

Source: ``api-reference/crm/universal/user-defined-object-types/``.
"""

from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, and_, bindparam, or_, select

from homeport.core import owner
from homeport.core.clock import Clock
from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ACCESS_DENIED, ALLOWED_ONLY_INTRANET_USER, INVALID_ARG_VALUE, ErrorKind
from homeport.core.rights import Level, Operation
from homeport.core.values import read_integer
from homeport.domain.crm import events
from homeport.domain.crm.entities.dynamic import DYNAMIC_TABLE
from homeport.domain.crm.record.user_fields import home_of
from homeport.domain.crm.stages import categories
from homeport.domain.crm.type import relations, type_fields, workplaces
from homeport.domain.crm.type.types import SWITCHES, TYPE, dynamic_type_ids
from homeport.domain.portal import generation
from homeport.domain.portal.limits.plans import plan_of
from homeport.domain.portal.tables import ROLE_RIGHT
from homeport.domain.records import rows
from homeport.domain.records.conditions import comparison
from homeport.domain.records.filters import Condition, Filter, as_map
from homeport.domain.user_fields import defining
from homeport.store import Query, Transaction

NOT_FOUND = ErrorKind("0", "SPA not found")
TYPE_NOT_FOUND = ErrorKind("0", "Smart process not found")
WORKPLACE_NOT_SELECTED = ErrorKind("0", "Select a workplace where the SPA will be located")
CREATE_DYNAMIC_TYPE_RESTRICTED = ErrorKind("CREATE_DYNAMIC_TYPE_RESTRICTED", "Maximum number of SPAs exceeded")
UPDATE_DYNAMIC_TYPE_RESTRICTED = ErrorKind(
    "UPDATE_DYNAMIC_TYPE_RESTRICTED", "You cannot change the SPA settings due to your plan's restrictions"
)
HAS_ITEMS = ErrorKind("BX_ERROR", "You cannot delete an entity type that has elements")

LAST_LOW = 192
FIRST_HIGH = 1030
LAST_HIGH = 2**31 - 2
"""Type ids are from 128 to 192, or even from 1030 on."""

LAST_CHARACTER = "\U0010ffff"
"""Comes after every other: what begins with a text comes before the text with it."""

CATEGORY_SORT = 500
LINKED_USER_FIELDS = ("CALENDAR_EVENT|UF_CRM_CAL_EVENT", "TASKS_TASK|UF_CRM_TASK", "TASKS_TASK_TEMPLATE|UF_CRM_TASK")
"""User fields of other parts of the portal that can offer the items of a type."""

_BY_ID = Query(select(TYPE).where(TYPE.c.ID == bindparam("id")))
_BY_TYPE_ID = Query(select(TYPE).where(TYPE.c.ENTITY_TYPE_ID == bindparam("id")))
_HAS_ITEMS = Query(select(DYNAMIC_TABLE.c.ID).where(DYNAMIC_TABLE.c.ENTITY_TYPE_ID == bindparam("id")).limit(1))
_RIGHTS = Query(
    select(ROLE_RIGHT.c.ENTITY).where(
        or_(
            ROLE_RIGHT.c.ENTITY == bindparam("code"),
            and_(ROLE_RIGHT.c.ENTITY > bindparam("start"), ROLE_RIGHT.c.ENTITY < bindparam("end")),
        )
    )
)


def require_admin(ctx: Ctx) -> None:
    """Only the portal's administrators make, change, list and delete smart processes.

    :raises CallError: ``allowed_only_intranet_user``, ``ACCESS_DENIED``
    """
    require_employee(ctx)
    if not ctx.actor.is_admin:
        raise ACCESS_DENIED()


def require_employee(ctx: Ctx) -> None:
    """Extranet guests have no say in the universal methods.

    :raises CallError: ``allowed_only_intranet_user``
    """
    if not ctx.actor.is_employee:
        raise ALLOWED_ONLY_INTRANET_USER()


def add(ctx: Ctx, given: Mapping[str, Any]) -> dict[str, Any]:
    """Make a smart process with a default pipeline.

    :raises CallError: ``allowed_only_intranet_user``, ``ACCESS_DENIED``, ``INVALID_ARG_VALUE``, ``0``,
        ``CREATE_DYNAMIC_TYPE_RESTRICTED``
    """
    require_admin(ctx)
    given = _lowered(given)
    values = type_fields.read(ctx, given)
    if "TITLE" not in values:
        raise INVALID_ARG_VALUE(reason="title is required")
    values |= _workplace(ctx.tx, given)
    taken = dynamic_type_ids(ctx.tx)
    entity_type_id = _type_id(given.get("entitytypeid"), taken)
    if len(taken) >= plan_of(ctx.tx).smart_processes:
        raise CREATE_DYNAMIC_TYPE_RESTRICTED()
    create(ctx.tx, ctx.clock, ctx.actor.user_id, entity_type_id, values, given)
    return _whole(ctx, ctx.tx.dicts(_BY_TYPE_ID, id=entity_type_id)[0])


def create(
    tx: Transaction,
    clock: Clock,
    user_id: int,
    entity_type_id: int,
    values: Mapping[str, Any],
    given: Mapping[str, Any] | None = None,
) -> None:
    """Write a smart process, whoever makes it, with its default pipeline and stages.

    :param values: settings by column; ``TITLE`` must be among them
    :param given: the ``relations`` and ``linkeduserfields`` that a client sent
    """
    now = clock.stamp()
    row = {
        "CODE": "",
        **dict.fromkeys(SWITCHES, "N"),
        "IS_SET_OPEN_PERMISSIONS": "Y",
        **values,
        "ENTITY_TYPE_ID": entity_type_id,
        "CREATED_BY": user_id,
        "CREATED_TIME": now,
        "UPDATED_BY": user_id,
        "UPDATED_TIME": now,
        "LINKED_USER_FIELDS": "[]",
        "LAST_ITEM_ID": 0,
    }
    type_id = tx.insert(TYPE, {**row, **_linked(row, given or {})})
    categories.add(tx, entity_type_id, categories.DEFAULT_NAME, CATEGORY_SORT, is_default=True)
    relations.save(tx, entity_type_id, (given or {}).get("relations"))
    generation.changed(tx)  # rights depend on which types exist
    events.smart_process(tx, clock, user_id, events.ADD, type_id)


def update(ctx: Ctx, type_id: int, given: Mapping[str, Any]) -> dict[str, Any]:
    """Change the settings of a smart process.

    :raises CallError: ``allowed_only_intranet_user``, ``ACCESS_DENIED``, ``INVALID_ARG_VALUE``, ``0``,
        ``UPDATE_DYNAMIC_TYPE_RESTRICTED``
    """
    require_admin(ctx)
    row = _find(ctx, _BY_ID, type_id, NOT_FOUND)
    if not plan_of(ctx.tx).smart_processes:
        raise UPDATE_DYNAMIC_TYPE_RESTRICTED()
    given = _lowered(given)
    values = type_fields.read(ctx, given)
    values |= _workplace(ctx.tx, given)
    values |= _linked({**row, **values}, given)
    values |= {"UPDATED_BY": ctx.actor.user_id, "UPDATED_TIME": ctx.clock.stamp()}
    ctx.tx.update(TYPE, {"ID": type_id}, values)
    if "relations" in given:
        relations.save(ctx.tx, row["ENTITY_TYPE_ID"], given["relations"])
    generation.changed(ctx.tx)  # what records name as their parents depends on titles and relations
    events.smart_process(ctx.tx, ctx.clock, ctx.actor.user_id, events.UPDATE, type_id)
    return _whole(ctx, {**row, **values})


def delete(ctx: Ctx, type_id: int) -> None:
    """Delete a smart process that has no items, with its pipelines, relations and the rights on it.

    :raises CallError: ``allowed_only_intranet_user``, ``ACCESS_DENIED``, ``BX_ERROR``, ``0``
    """
    require_admin(ctx)
    entity_type_id = _find(ctx, _BY_ID, type_id, TYPE_NOT_FOUND)["ENTITY_TYPE_ID"]
    if ctx.tx.one(_HAS_ITEMS, id=entity_type_id) is not None:
        raise HAS_ITEMS()
    categories.remove_all(ctx.tx, entity_type_id)
    relations.forget(ctx.tx, entity_type_id)
    _forget_rights(ctx.tx, owner.code_of(entity_type_id))
    defining.delete_all(ctx, home_of(ctx.tx, entity_type_id))
    ctx.tx.delete(TYPE, ID=type_id)
    generation.changed(ctx.tx)
    events.smart_process(ctx.tx, ctx.clock, ctx.actor.user_id, events.DELETE, type_id)


def _forget_rights(tx: Transaction, code: str) -> None:
    """A later type of the same id must not inherit the rights on this one."""
    start = f"{code}_C"
    for (entity,) in set(tx.all(_RIGHTS, code=code, start=start, end=f"{start}{LAST_CHARACTER}")):
        tx.delete(ROLE_RIGHT, ENTITY=entity)


def get(ctx: Ctx, type_id: int) -> dict[str, Any]:
    """A smart process by its id.

    :raises CallError: ``allowed_only_intranet_user``, ``ACCESS_DENIED``, ``0``
    """
    return _readable(ctx, _BY_ID, type_id, NOT_FOUND)


def get_by_entity_type_id(ctx: Ctx, entity_type_id: int) -> dict[str, Any]:
    """A smart process by its type id.

    :raises CallError: ``allowed_only_intranet_user``, ``ACCESS_DENIED``, ``0``
    """
    return _readable(ctx, _BY_TYPE_ID, entity_type_id, TYPE_NOT_FOUND)


def _readable(ctx: Ctx, query: Query, value: int, not_found: ErrorKind) -> dict[str, Any]:
    require_employee(ctx)
    row = _find(ctx, query, value, not_found)
    if ctx.actor.rights.grant(row["ENTITY_TYPE_ID"], Operation.READ).highest is Level.NONE:
        raise ACCESS_DENIED()
    return _whole(ctx, row)


def listed(ctx: Ctx, given_filter: Any, given_order: Any, start: Any) -> Page:
    """A page of the smart processes.

    :raises CallError: ``allowed_only_intranet_user``, ``ACCESS_DENIED``, ``INVALID_ARG_VALUE``
    """
    require_admin(ctx)
    wanted = Filter(as_map(given_filter), type_fields.find, ctx, strict=True, nested=True)
    order = type_fields.order_of(as_map(given_order))
    found = rows.page(ctx.tx, TYPE, wanted.tree, order, wanted.params, start, compare=_compare)
    types = [type_fields.answer(row, ctx.clock.zone) for row in found.rows]
    return Page({"types": types}, found.total, found.next)


def _compare(condition: Condition) -> ColumnElement[bool]:
    """Nothing and false, asked of a switch, mean that it is off."""
    column = TYPE.c[condition.field]
    if condition.field in SWITCHES and condition.operator in ("empty", "not empty"):
        return column == ("N" if condition.operator == "empty" else "Y")
    return comparison(column, condition)


def _find(ctx: Ctx, query: Query, value: int, not_found: ErrorKind) -> dict[str, Any]:
    found = ctx.tx.dicts(query, id=value)
    if not found:
        raise not_found()
    return found[0]


def _lowered(given: Mapping[str, Any]) -> dict[str, Any]:
    return {key.lower(): value for key, value in given.items()}


def _workplace(tx: Transaction, given: Mapping[str, Any]) -> dict[str, Any]:
    """The digital workplace that a type is put into, where the client says so: it must be there.

    :raises CallError: :data:`WORKPLACE_NOT_SELECTED`
    """
    try:
        wanted = read_integer(given.get("customsectionid"), ZONELESS) or 0
    except (ValueError, OverflowError):
        wanted = -1
    if wanted and not workplaces.exists(tx, wanted):
        raise WORKPLACE_NOT_SELECTED()
    if not wanted and str(given.get("isexternal")).lower() in ("true", "y", "1"):
        raise WORKPLACE_NOT_SELECTED()
    return {"CUSTOM_SECTION_ID": wanted or None} if "customsectionid" in given else {}


def _type_id(given: Any, taken: list[int]) -> int:
    try:
        wanted = read_integer(given, ZONELESS)
    except (ValueError, OverflowError):
        wanted = -1
    if wanted is None:
        return next(number for number in range(FIRST_HIGH, LAST_HIGH, 2) if number not in taken)
    low = owner.FIRST_DYNAMIC <= wanted <= LAST_LOW
    high = FIRST_HIGH <= wanted <= LAST_HIGH and wanted % 2 == 0
    if not (low or high):
        raise INVALID_ARG_VALUE(reason="entityTypeId is out of allowed range")
    if wanted in taken:
        raise INVALID_ARG_VALUE(reason="entityTypeId is already in use")
    return wanted


ZONELESS: Any = None
"""Numbers do not depend on a zone."""


def _linked(row: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The user fields to offer the items in; only asked while the type may be used in user fields."""
    wanted = given.get("linkeduserfields")
    if not isinstance(wanted, dict) or row["IS_USE_IN_USERFIELD_ENABLED"] != "Y":
        return {}
    before = msgspec.json.decode(row["LINKED_USER_FIELDS"])
    chosen = [
        name for name in LINKED_USER_FIELDS if (relations.is_true(wanted[name]) if name in wanted else name in before)
    ]
    return {"LINKED_USER_FIELDS": msgspec.json.encode(chosen).decode()}


def _whole(ctx: Ctx, row: Mapping[str, Any]) -> dict[str, Any]:
    linked = msgspec.json.decode(row["LINKED_USER_FIELDS"])
    return {
        **type_fields.answer(row, ctx.clock.zone),
        "relations": relations.of_type(ctx.tx, row["ENTITY_TYPE_ID"], with_client=row["IS_CLIENT_ENABLED"] == "Y"),
        "linkedUserFields": {name: "Y" if name in linked else "N" for name in LINKED_USER_FIELDS},
        "customSections": [],
    }

"""Whom a flow's lists name, and who these people are.

Source: ``tasks-flow-flow-create.md``.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, or_, select

from homeport.core.ctx import Ctx
from homeport.core.values import number_or_none
from homeport.domain.portal.people import users
from homeport.domain.portal.tables import DEPARTMENT as DEPARTMENTS
from homeport.domain.portal.tables import USER, USER_DEPARTMENT
from homeport.domain.records.collection import Beside, Change, Collection
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Field, Values
from homeport.domain.records.filters import as_map
from homeport.domain.tasks.flows.access import DEPARTMENT, EVERYBODY, PERSON, WITH_BELOW
from homeport.domain.tasks.flows.tables import CREATORS, PART
from homeport.store import Query, Transaction, constant

Part = tuple[str, int]
"""A kind and the number of a user or a department."""

ALL_USERS = ("meta-user", "all-users")
ALONE = ":F"
"""Ends the number of a department without those below it."""
MOST = 1_000

_DEPARTMENT = Query(select(DEPARTMENTS.c.ID).where(DEPARTMENTS.c.ID == bindparam("id")))
_PARTS = Query(
    select(PART.c.KIND, PART.c.TARGET)
    .where(PART.c.FLOW_ID == bindparam("flow"), PART.c.FIELD == bindparam("field"))
    .order_by(PART.c.POSITION)
)


def _working(wanted: Any) -> Query:
    """The active users who work in or head some departments."""
    works = select(USER_DEPARTMENT.c.USER_ID).where(USER_DEPARTMENT.c.DEPARTMENT_ID.in_(wanted))
    heads = select(DEPARTMENTS.c.UF_HEAD).where(DEPARTMENTS.c.ID.in_(wanted))
    active = USER.c.ACTIVE == constant("Y")
    return Query(select(USER.c.ID).where(active, or_(USER.c.ID.in_(works), USER.c.ID.in_(heads))).order_by(USER.c.ID))


_alone = select(DEPARTMENTS.c.ID).where(DEPARTMENTS.c.ID == bindparam("id"))
_below = _alone.cte("below", recursive=True)
_below = _below.union(select(DEPARTMENTS.c.ID).join(_below, DEPARTMENTS.c.PARENT == _below.c.ID))
_WORKING = {DEPARTMENT: _working(_alone), WITH_BELOW: _working(select(_below.c.ID))}


class Parts(Beside):
    """Lists of people and departments: ``[["user", "3"], ["department", "17:F"]]``."""

    def read(self, ctx: Ctx, field: Field, value: Any, dialect: Dialect, *, changes: bool) -> list[Part]:
        if not isinstance(value, dict | list):
            raise ValueError("not a list")
        found = list(dict.fromkeys(_read(ctx.tx, field.name, kind, target) for kind, target in _pairs(value)))
        if len(found) > MOST:
            raise ValueError("too many")
        return found

    def save(self, change: Change, values: Mapping[str, Any]) -> None:
        for name, wanted in values.items():
            change.ctx.tx.delete(PART, FLOW_ID=change.row["ID"], FIELD=name)
            rows = [
                {"FLOW_ID": change.row["ID"], "FIELD": name, "POSITION": place, "KIND": kind, "TARGET": target}
                for place, (kind, target) in enumerate(wanted)
            ]
            change.ctx.tx.insert_many(PART, rows)

    def written(
        self, tx: Transaction, collection: Collection, dialect: Dialect, fields: Sequence[Field], ids: Sequence[int]
    ) -> dict[int, Values]:
        return {
            flow: {dialect.name(field): [_shown(*part) for part in of(tx, flow, field.name)] for field in fields}
            for flow in ids
        }


def _pairs(value: Any) -> Iterable[tuple[Any, Any]]:
    """What a list names, whether as pairs, as objects of one key, or as one object."""
    for key, each in as_map(value).items():
        if isinstance(each, dict) and set(map(str, each)) != {"0", "1"}:
            yield from each.items()
        elif isinstance(each, dict | list):
            pair = list(as_map(each).values())
            if len(pair) != 2:
                raise ValueError("not a pair")
            yield pair[0], pair[1]
        else:
            yield key, each


def _read(tx: Transaction, field: str, kind: Any, target: Any) -> Part:
    if (kind, target) == ALL_USERS and field == CREATORS:
        return EVERYBODY, 0
    said = str(target)
    number = said.removesuffix(ALONE) if kind == "department" else said
    known = number_or_none(number)
    if known is None:
        raise ValueError("not a number")
    if kind == "user" and users.is_active(tx, known):
        return PERSON, known
    if kind == "department" and tx.one(_DEPARTMENT, id=known) is not None:
        return DEPARTMENT if said.endswith(ALONE) else WITH_BELOW, known
    raise ValueError("nobody")


def _shown(kind: str, target: int) -> list[str]:
    if kind == EVERYBODY:
        return [*ALL_USERS]
    return ["user", str(target)] if kind == PERSON else ["department", f"{target}{ALONE if kind == DEPARTMENT else ''}"]


def of(tx: Transaction, flow: int, field: str) -> list[Part]:
    """Whom a list of a flow names."""
    return [(kind, target) for kind, target in tx.all(_PARTS, flow=flow, field=field)]


def people(tx: Transaction, parts: Iterable[Part]) -> list[int]:
    """The active users that a list names, in its order, those of a department by their numbers."""
    found: dict[int, None] = {}
    for kind, target in parts:
        if kind == PERSON:
            found |= dict.fromkeys([target] if users.is_active(tx, target) else [])
        else:
            found |= dict.fromkeys(row[0] for row in tx.all(_WORKING[kind], id=target))
    return list(found)

"""Roles: named sets of rights, and who has them."""

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.rights import LETTERS, Operation
from homeport.domain.portal.generation import changed
from homeport.domain.portal.tables import ROLE, ROLE_MEMBER, ROLE_RIGHT
from homeport.store import Query, Transaction

_LIST = Query(select(ROLE.c.ID, ROLE.c.CODE, ROLE.c.NAME).order_by(ROLE.c.ID))
_BY_CODE = Query(select(ROLE.c.ID).where(ROLE.c.CODE == bindparam("code")))
_RIGHTS = Query(
    select(ROLE_RIGHT.c.ENTITY, ROLE_RIGHT.c.OPERATION, ROLE_RIGHT.c.LEVEL)
    .where(ROLE_RIGHT.c.ROLE_ID == bindparam("role_id"))
    .order_by(ROLE_RIGHT.c.ENTITY, ROLE_RIGHT.c.OPERATION)
)
_MEMBERS = Query(
    select(ROLE_MEMBER.c.MEMBER).where(ROLE_MEMBER.c.ROLE_ID == bindparam("role_id")).order_by(ROLE_MEMBER.c.MEMBER)
)
_MEMBER = re.compile(r"AU|U\d+|D\d+|DR\d+")

Rules = Mapping[str, Mapping[str, str]]
"""Levels by entity and operation: ``{"LEAD": {"READ": "X", "WRITE": "A"}}``; ``*`` is every entity or
operation that is not named itself."""


def add(tx: Transaction, code: str, name: str, rules: Rules) -> int:
    """Add a role; its id."""
    role_id = tx.insert(ROLE, {"CODE": code, "NAME": name})
    set_rules(tx, role_id, rules)
    return role_id


def set_rules(tx: Transaction, role_id: int, rules: Rules) -> None:
    """Replace the rights of a role.

    :raises ValueError: for an operation or a level that does not exist
    """
    found: dict[tuple[str, Operation], str] = {}
    for entity, levels in rules.items():
        for operation, level in sorted(levels.items()):  # "*" sorts first, so that a named operation overrides it
            if level not in LETTERS:
                raise ValueError(f"{level!r} is not a level: one of {', '.join(filter(None, LETTERS))}")
            for each in Operation if operation == "*" else (Operation(operation),):
                found[entity, each] = level
    tx.delete(ROLE_RIGHT, ROLE_ID=role_id)
    tx.insert_many(
        ROLE_RIGHT,
        [
            {"ROLE_ID": role_id, "ENTITY": entity, "OPERATION": operation.value, "LEVEL": level}
            for (entity, operation), level in found.items()
        ],
    )
    changed(tx)


def assign(tx: Transaction, role_id: int, member: str) -> None:
    """Give a role to ``U5`` (a user), ``D3`` (a department), ``DR3`` (it and those below) or ``AU`` (everyone).

    :raises ValueError: when the member has another form
    """
    if not _MEMBER.fullmatch(member):
        raise ValueError(f"{member!r} is none of U<user>, D<department>, DR<department and below>, AU")
    tx.delete(ROLE_MEMBER, ROLE_ID=role_id, MEMBER=member)
    tx.insert(ROLE_MEMBER, {"ROLE_ID": role_id, "MEMBER": member})
    changed(tx)


def withdraw(tx: Transaction, role_id: int, member: str) -> bool:
    """Take a role away; whether the member had it."""
    found = tx.delete(ROLE_MEMBER, ROLE_ID=role_id, MEMBER=member) > 0
    changed(tx)
    return found


def find(tx: Transaction, code: str) -> int | None:
    """The id of a role by its code."""
    role_id: int | None = tx.value(_BY_CODE, code=code)
    return role_id


def listed(tx: Transaction) -> list[dict[str, Any]]:
    """Every role with its members."""
    return [role | {"MEMBERS": [row[0] for row in tx.all(_MEMBERS, role_id=role["ID"])]} for role in tx.dicts(_LIST)]


def rights_listed(tx: Transaction, role_id: int) -> list[dict[str, Any]]:
    """The rights of a role, a row for each entity and operation."""
    return tx.dicts(_RIGHTS, role_id=role_id)


def forget(tx: Transaction, entity: str) -> None:
    """Take what roles say of a type or a category out, when it is there no more.

    :param entity: such as ``DYNAMIC_130`` or ``DEAL_C3``
    """
    tx.delete(ROLE_RIGHT, ENTITY=entity)
    changed(tx)

"""Roles of the document generator, and who has them.

Source: ``api-reference/document-generator/role/``.
"""

from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import read_integer, read_string
from homeport.domain.documentgenerator import permissions
from homeport.domain.documentgenerator.tables import ACCESS, ROLE
from homeport.domain.portal.limits.plans import plan_of
from homeport.domain.records.filters import as_map
from homeport.store import Query, Transaction

EMPTY = ErrorKind("BX_EMPTY_REQUIRED", 'Required field "{field}" is not filled')
NOT_FOUND = ErrorKind("100", "Could not construct parameter {role}")
NO_ID = ErrorKind(
    "100", "Bitrix\\DocumentGenerator\\Model\\Role All parameters in the constructor must have real class type"
)
MOST = 1_000
"""Pairs of roles and codes that are given at once."""
LONGEST = 255

_BY_ID = Query(select(ROLE).where(ROLE.c.ID == bindparam("id")))
_ALL = Query(select(ROLE).order_by(ROLE.c.ID))

STANDARD = (
    ("Administrator", "ADMIN", {each.upper(): {"MODIFY": "X", "VIEW": "X"} for each in permissions.SHAPE}, ()),
    ("Manager", "MANAGER", {"DOCUMENTS": {"MODIFY": "X", "VIEW": "X"}}, ("UA",)),
)
"""What a new portal has: name, code, rights, who has it."""


def _require(ctx: Ctx) -> None:
    if not plan_of(ctx.tx).recurring:
        raise permissions.NOT_ON_PLAN()
    permissions.require_settings(ctx)


def add(ctx: Ctx, given: Mapping[str, Any]) -> dict[str, Any]:
    """Make a role.

    :raises CallError: a refusal of :mod:`permissions`, :data:`EMPTY`
    """
    _require(ctx)
    row = _read(ctx, given)
    if not row.get("NAME"):
        raise EMPTY(field="NAME")
    role_id = ctx.tx.insert(ROLE, {"PERMISSIONS": permissions.read(None), "CODE": None, **row})
    return get(ctx, role_id)


def change(ctx: Ctx, role_id: Any, given: Mapping[str, Any]) -> dict[str, Any]:
    """Change a role.

    :raises CallError: a refusal of :mod:`permissions`, :data:`NO_ID`, :data:`NOT_FOUND`, :data:`EMPTY`
    """
    _require(ctx)
    found, row = _find(ctx, role_id), _read(ctx, given)
    if "NAME" in row and not row["NAME"]:
        raise EMPTY(field="NAME")
    ctx.tx.update(ROLE, {"ID": found["ID"]}, row)
    return get(ctx, found["ID"])


def get(ctx: Ctx, role_id: Any) -> dict[str, Any]:
    """A role with its rights.

    :raises CallError: a refusal of :mod:`permissions`, :data:`NO_ID`, :data:`NOT_FOUND`
    """
    _require(ctx)
    found = _find(ctx, role_id)
    return {**_brief(found), "permissions": msgspec.json.decode(found["PERMISSIONS"])}


def delete(ctx: Ctx, role_id: Any) -> None:
    """Delete a role; nobody has it any more.

    :raises CallError: a refusal of :mod:`permissions`, :data:`NO_ID`, :data:`NOT_FOUND`
    """
    _require(ctx)
    found = _find(ctx, role_id)
    ctx.tx.delete(ACCESS, ROLE_ID=found["ID"])
    ctx.tx.delete(ROLE, ID=found["ID"])


def listed(ctx: Ctx) -> list[dict[str, Any]]:
    """The roles, without their rights.

    :raises CallError: a refusal of :mod:`permissions`
    """
    _require(ctx)
    return [_brief(row) for row in ctx.tx.dicts(_ALL)]


def give(ctx: Ctx, accesses: Any) -> None:
    """Say anew who has which role. Roles that there are not, and codes that stand for nobody, are left out.

    :raises CallError: a refusal of :mod:`permissions`, :data:`EMPTY`
    """
    _require(ctx)
    pairs = []
    for each in list(as_map(accesses).values())[:MOST]:
        given = {str(name).lower(): value for name, value in each.items()} if isinstance(each, dict) else {}
        for name, field in (("roleid", "ROLE_ID"), ("accesscode", "ACCESS_CODE")):
            if given.get(name) in (None, ""):
                raise EMPTY(field=field)
        role_id, code = _number(given["roleid"]), str(given["accesscode"])[:LONGEST]
        if ctx.tx.dicts(_BY_ID, id=role_id):
            pairs.append((role_id, code))
    ctx.tx.delete(ACCESS)
    ctx.tx.insert_many(ACCESS, [{"ROLE_ID": role, "ACCESS_CODE": code} for role, code in dict.fromkeys(pairs)])


def install(tx: Transaction) -> None:
    """Write the roles of a new portal."""
    for name, code, rights, codes in STANDARD:
        role = {"NAME": name, "CODE": code, "PERMISSIONS": permissions.read(rights)}
        role_id = tx.insert(ROLE, role)
        tx.insert_many(ACCESS, [{"ROLE_ID": role_id, "ACCESS_CODE": each} for each in codes])


def _brief(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": row["ID"], "name": row["NAME"], "code": row["CODE"]}


def _read(ctx: Ctx, given: Mapping[str, Any]) -> dict[str, Any]:
    said = {str(name).lower(): value for name, value in given.items()}
    found: dict[str, Any] = {}
    for name in ("name", "code"):
        if name in said:
            try:
                found[name.upper()] = (read_string(said[name], ctx.clock.zone) or "").strip()[:LONGEST]
            except ValueError:
                raise EMPTY(field=name.upper()) from None
    if "permissions" in said:
        found["PERMISSIONS"] = permissions.read(said["permissions"])
    return found


def _find(ctx: Ctx, role_id: Any) -> dict[str, Any]:
    if role_id in (None, ""):
        raise NO_ID()
    for row in ctx.tx.dicts(_BY_ID, id=_number(role_id)):
        return row
    raise NOT_FOUND()


def _number(given: Any) -> int:
    try:
        return read_integer(given, None) or 0  # type: ignore[arg-type]
    except (ValueError, OverflowError):
        return 0

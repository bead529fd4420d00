"""User fields of the CRM's records: whose they are, and an entity as it is with them."""

from sqlalchemy import select

from homeport.core import owner
from homeport.core.ctx import Ctx
from homeport.core.rights import Operation
from homeport.domain.crm import events
from homeport.domain.crm.entities import BUILT_IN, table_of
from homeport.domain.crm.entities.dynamic import DYNAMIC_TABLE
from homeport.domain.crm.invoice import home as invoices
from homeport.domain.crm.requisite import home as requisites
from homeport.domain.crm.requisite.owned import CLIENTS, may_any
from homeport.domain.crm.type.types import TYPE
from homeport.domain.portal import generation
from homeport.domain.user_fields import definitions
from homeport.domain.user_fields.definitions import Definitions
from homeport.domain.user_fields.homes import Home, Module
from homeport.store import Query, Transaction

PREFIX = "UF_CRM_"

_PROCESSES = Query(select(TYPE.c.ENTITY_TYPE_ID, TYPE.c.ID))


def of_type(tx: Transaction, entity_type_id: int) -> Definitions:
    """The user fields that records of a type have by now."""
    name = entity_id_of(tx, entity_type_id) if definitions.any_of(tx) else None
    return definitions.of(tx, name) if name else definitions.NONE


def entity_id_of(tx: Transaction, entity_type_id: int) -> str | None:
    """What the user fields of a type of records are kept under; smart processes have the id of their type there."""
    if entity_type_id < owner.FIRST_DYNAMIC:
        return f"CRM_{owner.code_of(entity_type_id)}"
    number = _processes(tx).get(entity_type_id)
    return None if number is None else f"CRM_{number}"


def type_id_of(tx: Transaction, entity_id: str) -> int | None:
    """The type of records whose user fields are kept under a name; None when there is none."""
    for entity_type_id in BUILT_IN:
        if entity_id == f"CRM_{owner.code_of(entity_type_id)}":
            return entity_type_id
    return next((found for found, number in _processes(tx).items() if entity_id == f"CRM_{number}"), None)


def home_of(tx: Transaction, entity_type_id: int) -> Home:
    """Where the user fields of a type of records are."""
    name = entity_id_of(tx, entity_type_id)
    assert name is not None
    table = table_of(entity_type_id)
    noun = events.CLASSIC.get(entity_type_id, events.TYPE)
    key = {"ENTITY_TYPE_ID": entity_type_id} if table is DYNAMIC_TABLE else {}
    return Home(name, table, PREFIX, events.code_of(f"{noun}USERFIELD", "{verb}"), events.CRM, key)


def _home_named(ctx: Ctx, entity_id: str) -> Home | None:
    for home in (requisites.HOME, invoices.HOME):
        if entity_id == home.entity_id:
            return home
    type_id = type_id_of(ctx.tx, entity_id)
    return None if type_id is None else home_of(ctx.tx, type_id)


def _readable(ctx: Ctx) -> list[Home]:
    types = (*BUILT_IN, *_processes(ctx.tx))
    found = [home_of(ctx.tx, type_id) for type_id in types if may_any(ctx, Operation.READ, (type_id,))]
    if may_any(ctx, Operation.READ, CLIENTS):
        found.append(requisites.HOME)
    if may_any(ctx, Operation.READ, (owner.SMART_INVOICE,)):
        found.append(invoices.HOME)
    return found


def _defines(ctx: Ctx) -> bool:
    return ctx.actor.is_admin


MODULE = Module(_readable, _home_named, _defines)
"""The CRM's records, requisites and old invoices, for ``userfieldconfig.*``."""


def _processes(tx: Transaction) -> dict[int, int]:
    """The ids of smart processes, by the type id of their records."""
    return generation.kept(tx, "smart processes", lambda tx: {row[0]: row[1] for row in tx.all(_PROCESSES)})

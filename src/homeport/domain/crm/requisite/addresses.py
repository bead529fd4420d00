"""Addresses of requisites and leads. They have no id: the owner and the type of the address say which one it is.

Source: ``api-reference/crm/requisites/addresses/``.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, func, select

from homeport.core import owner
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.owner import Owner
from homeport.core.values import read_integer
from homeport.domain.crm import events
from homeport.domain.crm.entities import exists
from homeport.domain.crm.entities.lead import LEAD
from homeport.domain.crm.enums import VALUES
from homeport.domain.crm.requisite import fields
from homeport.domain.crm.requisite.owned import BY_ANCHOR
from homeport.domain.crm.requisite.tables import ADDRESS, REQUISITE
from homeport.domain.records import reading
from homeport.domain.records.collection import ADD, DELETE, Change, Collection
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Values
from homeport.store import Query, Transaction

EXISTS = ErrorKind("", "TypeAddress exists.")
NOT_FOUND = ErrorKind("", "TypeAddress not found.")

KEY = ("TYPE_ID", "ENTITY_TYPE_ID", "ENTITY_ID")
TEXTS = ("ADDRESS_1", "ADDRESS_2", "CITY", "POSTAL_CODE", "REGION", "PROVINCE", "COUNTRY", "COUNTRY_CODE")

TYPES = frozenset(value["ID"] for value in VALUES["addresstype"])
MAIN = 1
"""The type of the address that leads have in fields of their own."""

_OF_LEAD = {
    "ADDRESS_1": "ADDRESS",
    "ADDRESS_2": "ADDRESS_2",
    "CITY": "ADDRESS_CITY",
    "POSTAL_CODE": "ADDRESS_POSTAL_CODE",
    "REGION": "ADDRESS_REGION",
    "PROVINCE": "ADDRESS_PROVINCE",
    "COUNTRY": "ADDRESS_COUNTRY",
    "COUNTRY_CODE": "ADDRESS_COUNTRY_CODE",
    "LOC_ADDR_ID": "ADDRESS_LOC_ADDR_ID",
}
"""An address's fields, and those of a lead that hold the same."""

_CLIENT = Query(select(REQUISITE.c.ENTITY_TYPE_ID, REQUISITE.c.ENTITY_ID).where(REQUISITE.c.ID == bindparam("id")))
_LAST_LOCATION = Query(select(func.max(ADDRESS.c.LOC_ADDR_ID)))
_AT = Query(select(*(ADDRESS.c[name] for name in TEXTS)).where(ADDRESS.c.LOC_ADDR_ID == bindparam("location")))


def read_key(ctx: Ctx, given: Mapping[str, Any], dialect: Dialect) -> Values:
    """Which address a client means, by its fields.

    :raises CallError: the dialect's complaint about the first part of the key that is not there, or is none
    """
    said = {str(name).upper(): value for name, value in given.items()}
    key = {}
    for name in KEY:
        try:
            key[name] = read_integer(said.get(name), ctx.clock.zone) or 0
        except (ValueError, OverflowError):
            key[name] = 0
        if key[name] <= 0:
            raise dialect.invalid(field=name)
    return key


def _whole_key(change: Change) -> None:
    """An address is of a known type, and of a requisite or a lead that there is; an owner has one of each type."""
    new, tx = change.new, change.ctx.tx
    if change.old:
        return
    if new.get("TYPE_ID") not in TYPES:
        raise change.dialect.invalid(field="TYPE_ID")
    if new.get("ENTITY_TYPE_ID") not in (owner.REQUISITE, owner.LEAD):
        raise change.dialect.invalid(field="ENTITY_TYPE_ID")
    anchor = _anchor(tx, Owner(new["ENTITY_TYPE_ID"], new.get("ENTITY_ID") or 0))
    if anchor is None:
        raise change.dialect.invalid(field="ENTITY_ID")
    new |= {"ANCHOR_TYPE_ID": anchor.entity_type_id, "ANCHOR_ID": anchor.entity_id}
    if reading.stored(change.ctx, change.collection, {name: new[name] for name in KEY}) is not None:
        raise EXISTS()


def _anchor(tx: Transaction, entity: Owner) -> Owner | None:
    """The record that an address belongs to in the end; None when there is no such owner."""
    if entity.entity_type_id == owner.LEAD:
        return entity if exists(tx, entity) else None
    found = tx.one(_CLIENT, id=entity.entity_id)
    return None if found is None else Owner(*found)


def _located(change: Change) -> None:
    located = locate(change.ctx.tx, change.old, change.new)
    change.new.clear()
    change.new.update(located)


def locate(tx: Transaction, old: Values, new: Values) -> Values:
    """What is written of an address, with its number in the location module.

    Every address has one of its own there. One that is named is copied; what is said of the copy stands instead.
    """
    given = new.get("LOC_ADDR_ID")
    copies = bool(given) and given != old.get("LOC_ADDR_ID")
    if not copies and old:
        return {name: value for name, value in new.items() if name != "LOC_ADDR_ID"}
    copied = {}
    if copies and not any(new.get(name) for name in TEXTS):
        found = tx.one(_AT, location=given)
        copied = dict(zip(TEXTS, found, strict=True)) if found is not None else {}
    last: int | None = tx.value(_LAST_LOCATION)
    return {**new, **copied, "LOC_ADDR_ID": (last or 0) + 1}


def _followed_by_lead(change: Change) -> None:
    _tell_lead(change.ctx.tx, change.row, change.row)


def _tell_lead(tx: Transaction, key: Values, row: Values) -> None:
    """The main address of a lead stands in the lead's own fields too.

    :param row: the address; empty for one that is gone
    """
    if (key["ENTITY_TYPE_ID"], key["TYPE_ID"]) == (owner.LEAD, MAIN):
        held = {theirs: row.get(name) for name, theirs in _OF_LEAD.items()}
        tx.update(LEAD.table, {"ID": key["ENTITY_ID"]}, held)


def _told(change: Change, verb: str) -> None:
    if verb == DELETE:
        _tell_lead(change.ctx.tx, change.old, {})
    if verb in (ADD, DELETE):
        events.address(change.ctx, verb, change.row)


ADDRESSES = Collection(
    noun="address",
    plural="addresses",
    table=ADDRESS,
    fields=fields.ADDRESS,
    access=BY_ANCHOR,
    key=KEY,
    order=(("ENTITY_TYPE_ID", False), ("ENTITY_ID", False), ("TYPE_ID", False)),
    before_save=(_whole_key, _located),
    after_save=(_followed_by_lead,),
    tell=_told,
)


def follow(ctx: Ctx, record: Owner, new: Mapping[str, Any]) -> None:
    """Let the main address of a lead follow the lead's own fields, which somebody has written.

    :param new: the lead's columns that were written
    """
    said = {name: new[theirs] for name, theirs in _OF_LEAD.items() if theirs in new}
    if record.entity_type_id != owner.LEAD or not said:
        return
    key = {"TYPE_ID": MAIN, "ENTITY_TYPE_ID": owner.LEAD, "ENTITY_ID": record.entity_id}
    old = reading.stored(ctx, ADDRESSES, key)
    new = locate(ctx.tx, old or {}, said)
    row = {**(old or {}), **new}
    if any(row.get(name) for name in TEXTS):
        _put(ctx, key, old, new)
    elif old is not None:
        ctx.tx.delete(ADDRESS, **key)
        _tell_lead(ctx.tx, key, {})
        events.address(ctx, DELETE, old)


def _put(ctx: Ctx, key: Values, old: Values | None, new: Values) -> None:
    if old is None:
        new |= {**key, "ANCHOR_TYPE_ID": owner.LEAD, "ANCHOR_ID": key["ENTITY_ID"]}
        ctx.tx.insert(ADDRESS, new)
        events.address(ctx, ADD, new)
    else:
        ctx.tx.update(ADDRESS, key, new)
    _tell_lead(ctx.tx, key, {**(old or {}), **new})

"""The CRM records that an entry of a timeline is shown under: between 1 and 100, in the order they were bound.

Source: ``api-reference/crm/timeline/bindings/``.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, func, select

from homeport.core import owner as types
from homeport.core.ctx import Ctx
from homeport.core.errors import ACCESS_DENIED_TEXT, ErrorKind
from homeport.core.owner import Owner
from homeport.core.rights import Operation, Rights
from homeport.core.values import read_integer
from homeport.domain.crm import access
from homeport.domain.crm.entities import exists
from homeport.domain.crm.timeline.fields import BINDING_FIELDS
from homeport.domain.crm.timeline.tables import BINDING, ENTRY
from homeport.domain.records import ignoring
from homeport.domain.records.filters import as_map
from homeport.store import Query, Transaction

MAX_BINDINGS = 100

INVALID = ErrorKind("", "{name} is not defined or invalid.")
NOT_FOUND = ErrorKind("", "Not found.")

_EXISTS = Query(select(ENTRY.c.ID).where(ENTRY.c.ID == bindparam("entry_id")))
_OF_ENTRY = (
    select(BINDING.c.OWNER_TYPE_ID, BINDING.c.OWNER_ID)
    .where(BINDING.c.ENTRY_ID == bindparam("entry_id"))
    .order_by(BINDING.c.POSITION)
)
_ALL = Query(_OF_ENTRY)
_SIZE = Query(select(func.count(), func.max(BINDING.c.POSITION)).where(BINDING.c.ENTRY_ID == bindparam("entry_id")))

Record = dict[str, str]


@lru_cache(access.SHAPES)
def _readable(rights: Rights) -> Query:
    return Query(_OF_ENTRY.where(access.bound(rights, Operation.READ, BINDING)))


def visible(ctx: Ctx, entry_id: int) -> list[Owner]:
    """The bound records that the caller may read."""
    found = ctx.tx.all(_readable(ctx.actor.rights), entry_id=entry_id, actor=ctx.actor.user_id)
    return [Owner(*row) for row in found]


def all_of(tx: Transaction, entry_id: int) -> list[Owner]:
    """Every bound record, whoever may read it."""
    return [Owner(*row) for row in tx.all(_ALL, entry_id=entry_id)]


def listed(ctx: Ctx, given: Any) -> list[Record]:
    """The bindings of an entry, as far as the caller may read the records.

    :param given: a filter by ``OWNER_ID``, the entry, and as one likes by ``ENTITY_ID`` and ``ENTITY_TYPE``
    :raises CallError: :data:`INVALID`
    """
    wanted = named(given)
    entry_id = number(wanted, "OWNER_ID")
    found = [_answer(entry_id, record) for record in visible(ctx, entry_id)]
    if "ENTITY_TYPE" in wanted:
        symbol = str(wanted["ENTITY_TYPE"]).lower()
        found = [each for each in found if each["ENTITY_TYPE"] == symbol]
    if "ENTITY_ID" in wanted:
        entity_id = str(number(wanted, "ENTITY_ID"))
        found = [each for each in found if each["ENTITY_ID"] == entity_id]
    return found


def bind(ctx: Ctx, given: Any) -> bool:
    """Show an entry under one more record; False when it is already, or has as many as it can have.

    :raises CallError: :data:`INVALID`, ``Access denied.``
    """
    entry_id, record = _binding(ctx, given)
    if not access.may_timeline(ctx, Operation.WRITE, entry_id):
        raise ACCESS_DENIED_TEXT()
    bound = all_of(ctx.tx, entry_id)
    if record in bound or len(bound) >= MAX_BINDINGS:
        return False
    attach(ctx.tx, entry_id, record)
    return True


def unbind(ctx: Ctx, given: Any) -> bool:
    """Show an entry no longer under a record; False for its only one: entries exist only under records.

    :raises CallError: :data:`INVALID`, :data:`NOT_FOUND`, ``Access denied.``
    """
    entry_id, record = _binding(ctx, given)
    bound = all_of(ctx.tx, entry_id)
    if record not in bound:
        raise NOT_FOUND()
    if len(bound) == 1:
        return False
    detach(ctx.tx, entry_id, record)
    return True


def attach(tx: Transaction, entry_id: int, record: Owner) -> None:
    """Add a binding, whoever asks."""
    last = tx.all(_SIZE, entry_id=entry_id)[0][1]
    tx.insert(
        BINDING,
        {
            "ENTRY_ID": entry_id,
            "POSITION": (last or 0) + 1,
            "OWNER_TYPE_ID": record.entity_type_id,
            "OWNER_ID": record.entity_id,
        },
    )


def detach(tx: Transaction, entry_id: int, record: Owner) -> None:
    """Remove a binding, whoever asks."""
    tx.delete(BINDING, ENTRY_ID=entry_id, OWNER_TYPE_ID=record.entity_type_id, OWNER_ID=record.entity_id)


def _binding(ctx: Ctx, given: Any) -> tuple[int, Owner]:
    """The entry and the record that a client names; both exist, and the caller may edit the record."""
    wanted = named(given)
    ignoring.note(ctx, wanted, BINDING_FIELDS, BINDING_FIELDS.by_name)
    entry_id = number(wanted, "OWNER_ID")
    if ctx.tx.one(_EXISTS, entry_id=entry_id) is None:
        raise INVALID(name="OWNER_ID")
    record = Owner(type_id(wanted), number(wanted, "ENTITY_ID"))
    if not exists(ctx.tx, record):
        raise INVALID(name="ENTITY_ID")
    if not access.may(ctx, Operation.WRITE, record):
        raise ACCESS_DENIED_TEXT()
    return entry_id, record


def names_record(name: str) -> bool:
    """Whether a name of a filter says which record is meant."""
    return name.lstrip("=").strip().upper() in ("ENTITY_ID", "ENTITY_TYPE")


def named(given: Any) -> dict[str, Any]:
    """Fields or a filter as a client sent them, by their names; a filter may say ``=`` for itself."""
    return {name.lstrip("=").strip().upper(): value for name, value in as_map(given).items()}


def number(given: Mapping[str, Any], name: str) -> int:
    """An id among what was given.

    :raises CallError: :data:`INVALID` when it is none
    """
    try:
        value = read_integer(given.get(name), _NO_ZONE)
    except (ValueError, OverflowError):
        value = None
    if value is None or value <= 0:
        raise INVALID(name=name)
    return value


_NO_ZONE: Any = None
"""Numbers do not depend on a zone."""


def type_id(given: Mapping[str, Any]) -> int:
    """The type that ``ENTITY_TYPE`` names.

    :raises CallError: :data:`INVALID` when it is none
    """
    found = types.type_id_of(given.get("ENTITY_TYPE"))
    if found is None:
        raise INVALID(name="ENTITY_TYPE")
    return found


def _answer(entry_id: int, record: Owner) -> Record:
    return {
        "OWNER_ID": str(entry_id),
        "ENTITY_ID": str(record.entity_id),
        "ENTITY_TYPE": types.symbol_of(record.entity_type_id),
    }

"""Traces: by which way a client came. Anybody makes one; who links it to a record may change that.

Source: ``api-reference/crm/tracking/``.
"""

from typing import Any

import msgspec
from sqlalchemy import bindparam, select

from homeport.core import owner
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.owner import Owner
from homeport.core.rights import Operation
from homeport.core.values import read_integer, read_string
from homeport.domain.crm import access
from homeport.domain.crm.tracking.tables import TRACE, TRACE_ENTITY
from homeport.store import Query

TYPES = {
    "COMPANY": owner.COMPANY,
    "CONTACT": owner.CONTACT,
    "DEAL": owner.DEAL,
    "LEAD": owner.LEAD,
    "QUOTE": owner.QUOTE,
}
MOST = 1_000
"""Records that one call links."""
LONGEST = 1024 * 1024
"""Characters of a trace."""

REQUIRED = ErrorKind("ERROR_CORE", "Parameter `{name}` required.")
NO_JSON = ErrorKind("ERROR_CORE", "Can not parse JSON in parameter `TRACE`.")
WRONG_TYPE = ErrorKind("ERROR_CORE", f"Wrong TYPE in parameter `ENTITIES`. Allowed types: {','.join(TYPES)}")
WRONG_ID = ErrorKind("ERROR_CORE", "Wrong ID in parameter `ENTITIES`.")
NO_ACCESS = ErrorKind("ERROR_CORE", "You have no access to entity `{type}` with ID `{id}`.")

_LINKED = Query(
    select(TRACE_ENTITY.c.ENTITY_TYPE_ID, TRACE_ENTITY.c.ENTITY_ID).where(
        TRACE_ENTITY.c.TRACE_ID == bindparam("trace_id")
    )
)


def add(ctx: Ctx, trace: Any, entities: Any) -> int:
    """Make a trace, linked to records; its id.

    :param trace: JSON
    :param entities: pairs of ``TYPE`` and ``ID``, or nothing
    :raises CallError: one of the complaints above, by what is wrong
    """
    if trace is None or trace == "":
        raise REQUIRED(name="TRACE")
    text = _text_of(ctx, trace)
    records = dict.fromkeys(_records_of(ctx, entities))
    row = {"TRACE": text, "DATE_CREATE": ctx.clock.stamp(), "CREATED_BY_ID": ctx.actor.user_id}
    trace_id = ctx.tx.insert(TRACE, row)
    links = [{"TRACE_ID": trace_id, "ENTITY_TYPE_ID": type_id, "ENTITY_ID": number} for type_id, number in records]
    ctx.tx.insert_many(TRACE_ENTITY, links)
    return trace_id


def delete(ctx: Ctx, given: Any) -> None:
    """Delete a trace's links to the records that the caller may change, and the trace when none is left.

    :raises CallError: :data:`REQUIRED`
    """
    trace_id = _number(ctx, given)
    if trace_id <= 0:
        raise REQUIRED(name="id")
    linked = [Owner(*row) for row in ctx.tx.all(_LINKED, trace_id=trace_id)]
    mine = [record for record in linked if access.may(ctx, Operation.WRITE, record)]
    for record in mine:
        key = {"ENTITY_TYPE_ID": record.entity_type_id, "ENTITY_ID": record.entity_id}
        ctx.tx.delete(TRACE_ENTITY, TRACE_ID=trace_id, **key)
    if len(mine) == len(linked):
        ctx.tx.delete(TRACE, ID=trace_id)


def _text_of(ctx: Ctx, given: Any) -> str:
    """A trace as it is stored: the text that was sent, or what a client sent in place of one, as a text."""
    try:
        text = (
            msgspec.json.encode(given).decode()
            if isinstance(given, dict | list)
            else read_string(given, ctx.clock.zone)
        )
        if text is None or len(text) > LONGEST or not isinstance(msgspec.json.decode(text), dict | list):
            raise NO_JSON()
    except (ValueError, msgspec.DecodeError):
        raise NO_JSON() from None
    return text


def _records_of(ctx: Ctx, given: Any) -> list[Owner]:
    if given in (None, ""):
        return []
    pairs = list(given.values()) if isinstance(given, dict) else given
    if not isinstance(pairs, list) or len(pairs) > MOST:
        raise WRONG_TYPE()
    return [_record_of(ctx, pair) for pair in pairs]


def _record_of(ctx: Ctx, pair: Any) -> Owner:
    named = {str(name).upper(): value for name, value in pair.items()} if isinstance(pair, dict) else {}
    name = named.get("TYPE")
    if not isinstance(name, str) or name not in TYPES:
        raise WRONG_TYPE()
    number = _number(ctx, named.get("ID"))
    if number <= 0:
        raise WRONG_ID()
    record = Owner(TYPES[name], number)
    if not access.may(ctx, Operation.WRITE, record):
        raise NO_ACCESS(type=name, id=number)
    return record


def _number(ctx: Ctx, given: Any) -> int:
    try:
        return read_integer(given, ctx.clock.zone) or 0
    except (ValueError, OverflowError):
        return 0

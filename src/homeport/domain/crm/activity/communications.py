"""With whom an activity is held, and over what: phone numbers of calls, addresses of e-mails, people of meetings.

Sources: ``crm-activity-communication-fields.md``, ``crm-activity-list.md#example-communications``.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from homeport.core import owner as types
from homeport.core.ctx import Ctx
from homeport.core.dropped import UNFIT
from homeport.core.errors import ErrorKind
from homeport.core.owner import Owner
from homeport.core.rights import Grant, Operation, Rights
from homeport.core.values import read_integer, read_string
from homeport.domain.crm import access
from homeport.domain.crm.activity import providers
from homeport.domain.crm.activity.tables import COMMUNICATION
from homeport.domain.crm.entities import identity, table_of
from homeport.domain.crm.entities.company import COMPANY
from homeport.domain.records.filters import as_map
from homeport.store import Query, padded

MAX_COMMUNICATIONS = 100

INVALID = ErrorKind("", "The field COMMUNICATIONS is not defined or invalid")
ONLY_ONE = ErrorKind("", "The only one communication is allowed for activity of specified type")

_IDS = Query(select(COMMUNICATION.c.ID).where(COMMUNICATION.c.ACTIVITY_ID == bindparam("activity_id")))

_PERSON = ("HONORIFIC", "NAME", "SECOND_NAME", "LAST_NAME")
_SETTINGS = {
    types.LEAD: (*_PERSON, "TITLE"),
    types.CONTACT: (*_PERSON, "COMPANY_ID"),
    types.COMPANY: ("TITLE",),
}
"""The columns of a client that are shown beside a communication."""


class Communication(NamedTuple):
    """One communication.

    :param record: whose it is; None for the activity's owner
    :param channel: ``PHONE``, ``EMAIL`` or whatever the client says
    """

    record: Owner | None
    channel: str
    value: str


def parse(ctx: Ctx, given: Any, type_id: int) -> list[Communication]:
    """The communications of an activity, as a client gave them. One without a value, or through another channel than
    that of the type of activity, is none.

    :raises CallError: when they are none, or more than the type of activity allows
    """
    if given is not None and given != "" and not isinstance(given, dict | list):
        raise INVALID()
    items = list(as_map(given).values())
    if len(items) > MAX_COMMUNICATIONS:
        raise INVALID()
    channel = providers.CHANNELS.get(type_id)
    found = []
    for number, item in enumerate(items):
        entry = _parse_one(item, type_id)
        if entry.value and (channel is None or entry.channel.upper() == channel):
            found.append(entry)
        else:
            ctx.drop("fields", f"COMMUNICATIONS[{number}]", UNFIT)
    if not found and type_id != providers.PROVIDED:
        raise INVALID()
    if len(found) > 1 and type_id in providers.ONE_COMMUNICATION:
        raise ONLY_ONE()
    return found


def _parse_one(item: Any, type_id: int) -> Communication:
    if not isinstance(item, dict):
        raise INVALID()
    named = {key.upper(): value for key, value in item.items()}
    try:
        entity_type_id = read_integer(named.get("ENTITY_TYPE_ID"), _NO_ZONE) or 0
        entity_id = read_integer(named.get("ENTITY_ID"), _NO_ZONE) or 0
        value = read_string(named.get("VALUE"), _NO_ZONE) or ""
        channel = read_string(named.get("TYPE"), _NO_ZONE) or (providers.CHANNELS.get(type_id, "") if value else "")
    except (ValueError, OverflowError):
        raise INVALID() from None
    if entity_id and not entity_type_id:
        raise INVALID()
    return Communication(Owner(entity_type_id, entity_id) if entity_id else None, channel, value)


_NO_ZONE: Any = None
"""Numbers and texts do not depend on a zone."""


def replace(ctx: Ctx, activity_id: int, owner: Owner, type_id: int, communications: Sequence[Communication]) -> None:
    """Put communications in place of those that the caller sees of an activity; the others stay.

    :param type_id: the type of the activity
    :raises CallError: when they are more than the type allows with the others
    """
    seen = {row[1] for row in ctx.tx.all(_of_activities(ctx.actor.rights, 1), actor=ctx.actor.user_id, id0=activity_id)}
    kept = len(ctx.tx.all(_IDS, activity_id=activity_id)) - len(seen)
    if kept and communications and type_id in providers.ONE_COMMUNICATION:
        raise ONLY_ONE()
    if kept + len(communications) > MAX_COMMUNICATIONS:
        raise INVALID()
    for entry_id in seen:
        ctx.tx.delete(COMMUNICATION, ID=entry_id)
    save(ctx, activity_id, owner, communications)


def save(ctx: Ctx, activity_id: int, owner: Owner, communications: Iterable[Communication]) -> None:
    """Add communications to an activity; those of nobody become its owner's."""
    ctx.tx.insert_many(
        COMMUNICATION,
        [
            {
                "ACTIVITY_ID": activity_id,
                "ENTITY_ID": (entry.record or owner).entity_id,
                "ENTITY_TYPE_ID": (entry.record or owner).entity_type_id,
                "TYPE": entry.channel,
                "VALUE": entry.value,
            }
            for entry in communications
        ],
    )


def of_activities(ctx: Ctx, ids: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    """The communications of activities as ``crm.activity.list`` answers them, with clients that the caller may read."""
    if not ids:
        return {}
    query = _of_activities(ctx.actor.rights, padded(len(ids)))
    rows = ctx.tx.all(query, actor=ctx.actor.user_id, **in_params(ids))
    clients = _clients(ctx, {Owner(row[3], row[2]) for row in rows})
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for activity_id, entry_id, entity_id, entity_type_id, channel, value in rows:
        found[activity_id].append(
            {
                "ID": str(entry_id),
                "TYPE": channel,
                "VALUE": value,
                "ENTITY_ID": str(entity_id),
                "ENTITY_TYPE_ID": str(entity_type_id),
                "ENTITY_SETTINGS": clients.get(Owner(entity_type_id, entity_id), []),
            }
        )
    return found


def _clients(ctx: Ctx, records: set[Owner]) -> dict[Owner, dict[str, Any]]:
    """Names of the clients among records, as far as the caller may read them."""
    found: dict[Owner, dict[str, Any]] = {}
    for entity_type_id, columns in _SETTINGS.items():
        for row in _named(ctx, entity_type_id, [entry[1] for entry in records if entry[0] == entity_type_id]):
            named = {name: "" if value is None else str(value) for name, value in zip(columns, row[1:], strict=True)}
            found[Owner(entity_type_id, row[0])] = named
    for record, named in found.items():
        if record.entity_type_id == types.LEAD:
            named["LEAD_TITLE"] = named.pop("TITLE")
        elif record.entity_type_id == types.COMPANY:
            named["COMPANY_TITLE"] = named.pop("TITLE")
    _add_companies(ctx, [named for record, named in found.items() if record.entity_type_id == types.CONTACT])
    return found


def _add_companies(ctx: Ctx, contacts: list[dict[str, Any]]) -> None:
    wanted = sorted({int(named["COMPANY_ID"]) for named in contacts if named["COMPANY_ID"]})
    titles = {row[0]: row[1] for row in _named(ctx, COMPANY.type_id, wanted)}
    for named in contacts:
        company = named.pop("COMPANY_ID")
        named["COMPANY_TITLE"] = titles.get(int(company or 0), "")
        named["COMPANY_ID"] = company or "0"


def _named(ctx: Ctx, entity_type_id: int, ids: Sequence[int]) -> list[tuple[Any, ...]]:
    if not ids:
        return []
    grant = ctx.actor.rights.grant(entity_type_id, Operation.READ)
    return ctx.tx.all(_columns_of(entity_type_id, grant, padded(len(ids))), actor=ctx.actor.user_id, **in_params(ids))


def in_params(ids: Sequence[int]) -> dict[str, int]:
    """Parameters of a statement made for a padded number of ids; the last one fills the rest."""
    return {f"id{index}": ids[min(index, len(ids) - 1)] for index in range(padded(len(ids)))}


@lru_cache(access.SHAPES)
def _of_activities(rights: Rights, count: int) -> Query:
    return Query(
        select(
            COMMUNICATION.c.ACTIVITY_ID,
            COMMUNICATION.c.ID,
            COMMUNICATION.c.ENTITY_ID,
            COMMUNICATION.c.ENTITY_TYPE_ID,
            COMMUNICATION.c.TYPE,
            COMMUNICATION.c.VALUE,
        )
        .where(
            COMMUNICATION.c.ACTIVITY_ID.in_([bindparam(f"id{index}") for index in range(count)]),
            access.leads(rights, Operation.READ, COMMUNICATION, "ENTITY"),
        )
        .order_by(COMMUNICATION.c.ID)
    )


@lru_cache(256)
def _columns_of(entity_type_id: int, grant: Grant, count: int) -> Query:
    record = table_of(entity_type_id)
    return Query(
        select(record.c.ID, *(record.c[name] for name in _SETTINGS[entity_type_id])).where(
            *identity(record, entity_type_id),
            record.c.ID.in_([bindparam(f"id{index}") for index in range(count)]),
            access.predicate(grant, record),
        )
    )

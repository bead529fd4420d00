"""Who calls: contacts, companies and leads by a phone, as far as the caller may read them; and leads of the unknown.

Sources: ``telephony-external-call-search-crm-entities.md``, ``telephony-external-call-register.md``.
"""

from typing import Any

from sqlalchemy import bindparam, select

from homeport.core import owner
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.owner import Owner
from homeport.core.rights import Operation
from homeport.core.values import number_or_none
from homeport.domain.crm import access
from homeport.domain.crm.entities import exists, table_of
from homeport.domain.crm.entities.lead import LEAD
from homeport.domain.crm.record import finding, records
from homeport.domain.crm.record.comparable import comparable
from homeport.domain.crm.record.dialects import CLASSIC
from homeport.domain.portal.tables import USER
from homeport.domain.telephony.reading import text
from homeport.domain.timeman import workday
from homeport.store import Query

NO_NUMBER = ErrorKind("ERROR_CORE", "PHONE_NUMBER is empty")

TYPES = {"CONTACT": owner.CONTACT, "COMPANY": owner.COMPANY, "LEAD": owner.LEAD}
"""Types of clients, in the order in which they are looked for."""
NAMES = {type_id: name for name, type_id in TYPES.items()}
MOST = 20
"""Clients of a type that are found."""

_PHONES = {
    "USER_PHONE_INNER": USER.c.UF_PHONE_INNER,
    **{name: USER.c[name] for name in ("WORK_PHONE", "PERSONAL_PHONE", "PERSONAL_MOBILE")},
}
_RESPONSIBLE = Query(select(*_PHONES.values()).where(USER.c.ID == bindparam("id")))
_CALLED = {
    type_id: Query(
        select(table_of(type_id).c.ASSIGNED_BY_ID, *(table_of(type_id).c[name] for name in columns)).where(
            table_of(type_id).c.ID == bindparam("id")
        )
    )
    for type_id, columns in (
        (owner.CONTACT, ("NAME", "LAST_NAME")),
        (owner.COMPANY, ("TITLE",)),
        (owner.LEAD, ("NAME", "LAST_NAME", "TITLE")),
    )
}
"""By type, who is responsible, and what a client is called: the names of a lead's person, or its title."""


def search(ctx: Ctx, phone: Any) -> list[dict[str, Any]]:
    """The clients with a phone, with who is responsible for each.

    :raises CallError: ``NO_NUMBER``
    """
    said = text(phone)
    if not said:
        raise NO_NUMBER()
    return [_shown(ctx, client) for client in of_phone(ctx, comparable("PHONE", said) or "")]


def of_phone(ctx: Ctx, number: str) -> list[Owner]:
    """The clients with a phone.

    :param number: as :func:`comparable` gives it; empty for none
    """
    found = []
    for type_id in TYPES.values() if number else ():
        found += [Owner(type_id, each) for each in finding.of_phone(ctx, type_id, number, MOST)]
    return found


def named(ctx: Ctx, entity_type: Any, entity: Any) -> Owner | None:
    """The client that an application names; None for none that the caller may read."""
    type_id, number = TYPES.get(text(entity_type).upper()), number_or_none(entity)
    if type_id is None or not number:
        return None
    return seen(ctx, Owner(type_id, number))


def seen(ctx: Ctx, client: Owner) -> Owner | None:
    """A client as far as it is there and the caller may read it."""
    return client if exists(ctx.tx, client) and access.may(ctx, Operation.READ, client) else None


def make(ctx: Ctx, number: str, title: str, user: int, source: str) -> int:
    """Make a lead of an unknown number; its id.

    :param source: an id of the directory of sources; empty for calls
    :raises CallError: what leads are refused with
    """
    fields = {"TITLE": title, "SOURCE_ID": source or "CALL", "ASSIGNED_BY_ID": user}
    fields |= {"PHONE": [{"VALUE": number, "VALUE_TYPE": "WORK"}]}
    return records.create(ctx, LEAD, fields, CLASSIC, customary=True)


def hand_over(ctx: Ctx, lead: int, user: int) -> None:
    """Let somebody be responsible for a lead.

    :raises CallError: what changes of leads are refused with
    """
    records.change(ctx, LEAD, lead, {"ASSIGNED_BY_ID": user}, CLASSIC)


def name_of(ctx: Ctx, client: Owner) -> str:
    """What a client is called."""
    return _known(ctx, client)[0]


def _known(ctx: Ctx, client: Owner) -> tuple[str, int]:
    """What a client is called, and who is responsible."""
    responsible, *names = ctx.tx.one(_CALLED[client.entity_type_id], id=client.entity_id) or (0,)
    return " ".join(filter(None, names[:2])) or next(filter(None, names), ""), responsible


def _shown(ctx: Ctx, client: Owner) -> dict[str, Any]:
    called, responsible = _known(ctx, client)
    phones = ctx.tx.one(_RESPONSIBLE, id=responsible) or (None,) * len(_PHONES)
    day = workday.last(ctx, responsible)
    status = workday.CLOSED if day is None else workday.status_of(ctx, day)
    return {
        "CRM_ENTITY_TYPE": NAMES[client.entity_type_id],
        "CRM_ENTITY_ID": client.entity_id,
        "ASSIGNED_BY_ID": responsible,
        "NAME": called,
        "ASSIGNED_BY": {
            "ID": str(responsible),
            "TIMEMAN_STATUS": status,
            **{name: each or None for name, each in zip(_PHONES, phones, strict=True)},
        },
    }

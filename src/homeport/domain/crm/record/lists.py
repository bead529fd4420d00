"""Fields that hold several ids: contacts of a deal, companies of a contact, observers.

A contact's companies and a company's contacts are one relation, stored on the contact's side; a company keeps beside it
in which order its contacts were given.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core import owner
from homeport.core.owner import Owner
from homeport.domain.crm.entities import BUILT_IN, key_of, table_of
from homeport.domain.crm.entities.dynamic import DYNAMIC_TABLE
from homeport.domain.crm.tables import RECORD_LIST
from homeport.domain.records.filters import as_map
from homeport.store import Query, Transaction

MAX_IDS = 1_000

_OF_RECORD = Query(
    select(RECORD_LIST.c.FIELD, RECORD_LIST.c.VALUE)
    .where(RECORD_LIST.c.ENTITY_TYPE_ID == bindparam("type_id"), RECORD_LIST.c.ENTITY_ID == bindparam("id"))
    .order_by(RECORD_LIST.c.FIELD, RECORD_LIST.c.POSITION)
)
_CONTACTS_OF_COMPANY = Query(
    select(RECORD_LIST.c.ENTITY_ID)
    .where(
        RECORD_LIST.c.ENTITY_TYPE_ID == owner.CONTACT,
        RECORD_LIST.c.FIELD == "COMPANY_IDS",
        RECORD_LIST.c.VALUE == bindparam("id"),
    )
    .order_by(RECORD_LIST.c.ENTITY_ID)
)
_REFERRING = Query(
    select(RECORD_LIST.c.ENTITY_TYPE_ID, RECORD_LIST.c.ENTITY_ID, RECORD_LIST.c.FIELD).where(
        RECORD_LIST.c.FIELD == bindparam("field"), RECORD_LIST.c.VALUE == bindparam("id")
    )
)

PRIMARY = {"CONTACT_IDS": "CONTACT_ID", "COMPANY_IDS": "COMPANY_ID"}
"""Lists whose first id also stands in a column of the record."""


def parse(given: Any) -> list[int]:
    """A client's list of ids, without repeats.

    :raises ValueError: when it is no list of ids
    """
    if given is None or given == "":
        return []
    if not isinstance(given, dict | list):
        raise TypeError(type(given).__name__)
    ids: dict[int, None] = {}
    for item in as_map(given).values():
        if item is None or item == "":
            continue
        if isinstance(item, dict):  # [{"CONTACT_ID": 4}]
            item = item.get("CONTACT_ID") or item.get("contactId")  # noqa: PLW2901
        if isinstance(item, bool) or not isinstance(item, int | str):
            raise ValueError("not an id")
        number = int(item)
        if not 0 <= number < 2**63:
            raise ValueError("not an id")
        if number:
            ids[number] = None
    if len(ids) > MAX_IDS:
        raise ValueError("too many ids")
    return list(ids)


def save(tx: Transaction, record: Owner, field: str, ids: Sequence[int]) -> None:
    """Put a list in place of what a record had."""
    if record.entity_type_id == owner.COMPANY and field == "CONTACT_ID":
        _save_contacts(tx, record.entity_id, ids)
    else:
        _put(tx, record, field, ids)


def _put(tx: Transaction, record: Owner, field: str, ids: Sequence[int]) -> None:
    key = {"ENTITY_TYPE_ID": record.entity_type_id, "ENTITY_ID": record.entity_id, "FIELD": field}
    tx.delete(RECORD_LIST, **key)
    tx.insert_many(RECORD_LIST, [{**key, "POSITION": position, "VALUE": value} for position, value in enumerate(ids)])


def _save_contacts(tx: Transaction, company_id: int, contacts: Sequence[int]) -> None:
    before = {row[0] for row in tx.all(_CONTACTS_OF_COMPANY, id=company_id)}
    for contact in before.symmetric_difference(contacts):
        record = Owner(owner.CONTACT, contact)
        companies = [found for found in of_record(tx, record).get("COMPANY_IDS", []) if found != company_id]
        if contact in contacts:
            companies.append(company_id)
        save(tx, record, "COMPANY_IDS", companies)
        table = BUILT_IN[owner.CONTACT].table
        tx.update(table, {"ID": contact}, {"COMPANY_ID": companies[0] if companies else None})
    _put(tx, Owner(owner.COMPANY, company_id), "CONTACT_ID", contacts)


def of_record(tx: Transaction, record: Owner) -> dict[str, list[int]]:
    """A record's lists by field."""
    found: dict[str, list[int]] = defaultdict(list)
    for field, value in tx.all(_OF_RECORD, type_id=record.entity_type_id, id=record.entity_id):
        found[field].append(value)
    if record.entity_type_id == owner.COMPANY:
        places = {contact: place for place, contact in enumerate(found["CONTACT_ID"])}
        contacts = [row[0] for row in tx.all(_CONTACTS_OF_COMPANY, id=record.entity_id)]
        found["CONTACT_ID"] = sorted(contacts, key=lambda contact: places.get(contact, len(places)))
    return found


def of_records(
    tx: Transaction, entity_type_id: int, ids: Sequence[int], fields: Iterable[str]
) -> dict[int, dict[str, list[int]]]:
    """As :func:`of_record`, for a page of records; only asks when one of the fields is wanted."""
    if not ids or not any(fields):
        return {}
    if entity_type_id == owner.COMPANY:
        return {entry: of_record(tx, Owner(entity_type_id, entry)) for entry in ids}
    found: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    params = {f"id{index}": entry for index, entry in enumerate(ids)}
    for entity_id, field, value in tx.all(_of_page(len(ids)), type_id=entity_type_id, **params):
        found[entity_id][field].append(value)
    return found


@lru_cache(128)
def _of_page(count: int) -> Query:
    return Query(
        select(RECORD_LIST.c.ENTITY_ID, RECORD_LIST.c.FIELD, RECORD_LIST.c.VALUE)
        .where(
            RECORD_LIST.c.ENTITY_TYPE_ID == bindparam("type_id"),
            RECORD_LIST.c.ENTITY_ID.in_([bindparam(f"id{index}") for index in range(count)]),
        )
        .order_by(RECORD_LIST.c.FIELD, RECORD_LIST.c.POSITION)
    )


def forget(tx: Transaction, record: Owner) -> None:
    """Remove a deleted record's lists, and the record from the lists and columns of others."""
    tx.delete(RECORD_LIST, ENTITY_TYPE_ID=record.entity_type_id, ENTITY_ID=record.entity_id)
    field = {owner.CONTACT: "CONTACT_IDS", owner.COMPANY: "COMPANY_IDS"}.get(record.entity_type_id)
    if field is None:
        return
    column = PRIMARY[field]
    for table in {entity.table for entity in BUILT_IN.values()} | {DYNAMIC_TABLE}:
        if column in table.c:
            tx.update(table, {column: record.entity_id}, {column: None})
    for type_id, entity_id, name in tx.all(_REFERRING, field=field, id=record.entity_id):
        referring = Owner(type_id, entity_id)
        left = [found for found in of_record(tx, referring)[name] if found != record.entity_id]
        save(tx, referring, name, left)
        tx.update(table_of(type_id), key_of(referring), {column: left[0] if left else None})

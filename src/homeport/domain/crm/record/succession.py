"""What names a record, when another of its type takes its place: columns and lists of other records."""

from sqlalchemy import bindparam, select

from homeport.core import owner as types
from homeport.core.owner import Owner
from homeport.domain.crm.entities import BUILT_IN, key_of, table_of
from homeport.domain.crm.entities.dynamic import DYNAMIC_FIELDS, DYNAMIC_TABLE
from homeport.domain.crm.record import lists, parents
from homeport.domain.crm.record.links import type_id_of
from homeport.domain.crm.tables import RECORD_LIST
from homeport.store import Query, Transaction

_REFERRING = Query(
    select(RECORD_LIST.c.ENTITY_TYPE_ID, RECORD_LIST.c.ENTITY_ID).where(
        RECORD_LIST.c.FIELD == bindparam("field"), RECORD_LIST.c.VALUE == bindparam("id")
    )
)
FOLLOWERS = "crm_record"
"""What scopes call the CRM's records whose deletion and merging they follow: by ``deleted`` and ``handed_on``."""

_LISTS = {types.CONTACT: "CONTACT_IDS", types.COMPANY: "COMPANY_IDS"}
"""The lists that name records of a type."""


def hand_on(tx: Transaction, record: Owner, heir: Owner) -> None:
    """Let every record that names one name another instead."""
    tables = [(entity.table, entity.fields) for entity in BUILT_IN.values()] + [(DYNAMIC_TABLE, DYNAMIC_FIELDS)]
    for table, fields in tables:
        for field in fields.columns.values():
            if type_id_of(field) == record.entity_type_id:
                tx.update(table, {field.name: record.entity_id}, {field.name: heir.entity_id})
    named = {"FIELD": f"{parents.PREFIX}{record.entity_type_id}", "VALUE": record.entity_id}
    tx.update(RECORD_LIST, named, {"VALUE": heir.entity_id})
    name = _LISTS.get(record.entity_type_id)
    if name is None:
        return
    for referring in [Owner(*row) for row in tx.all(_REFERRING, field=name, id=record.entity_id)]:
        left: dict[int, lists.Entry] = {}
        for entry in lists.entries_of(tx, referring, name):
            number = heir.entity_id if entry.id == record.entity_id else entry.id
            left.setdefault(number, entry._replace(id=number))
        lists.put(tx, referring, name, list(left.values()))
        tx.update(table_of(referring.entity_type_id), key_of(referring), {lists.PRIMARY[name]: next(iter(left))})

"""What names a record, when another of its type takes its place: columns and lists of other records."""

from sqlalchemy import bindparam, select

from homeport.core import owner as types
from homeport.core.owner import Owner
from homeport.domain.crm.entities import BUILT_IN, key_of, table_of
from homeport.domain.crm.entities.dynamic import DYNAMIC_FIELDS, DYNAMIC_TABLE
from homeport.domain.crm.record import lists
from homeport.domain.crm.record.links import type_id_of
from homeport.domain.crm.tables import RECORD_LIST
from homeport.store import Query, Transaction

_REFERRING = Query(
    select(RECORD_LIST.c.ENTITY_TYPE_ID, RECORD_LIST.c.ENTITY_ID).where(
        RECORD_LIST.c.FIELD == bindparam("field"), RECORD_LIST.c.VALUE == bindparam("id")
    )
)
_LISTS = {types.CONTACT: "CONTACT_IDS", types.COMPANY: "COMPANY_IDS"}
"""The lists that name records of a type."""


def hand_on(tx: Transaction, record: Owner, heir: Owner) -> None:
    """Let every record that names one name another instead."""
    tables = [(entity.table, entity.fields) for entity in BUILT_IN.values()] + [(DYNAMIC_TABLE, DYNAMIC_FIELDS)]
    for table, fields in tables:
        for field in fields.columns.values():
            if type_id_of(field) == record.entity_type_id:
                tx.update(table, {field.name: record.entity_id}, {field.name: heir.entity_id})
    name = _LISTS.get(record.entity_type_id)
    if name is None:
        return
    for referring in [Owner(*row) for row in tx.all(_REFERRING, field=name, id=record.entity_id)]:
        held = lists.of_record(tx, referring)[name]
        left = list(dict.fromkeys(heir.entity_id if number == record.entity_id else number for number in held))
        lists.save(tx, referring, name, left)
        tx.update(table_of(referring.entity_type_id), key_of(referring), {lists.PRIMARY[name]: left[0]})

"""What a file may say: its tables, and the keys of each. The documentation's reference is checked against it."""

import re
from collections.abc import Mapping
from functools import cache

from homeport.core import owner
from homeport.domain.crm.activity.fields import FIELDS as ACTIVITY_FIELDS
from homeport.domain.crm.entities import BUILT_IN
from homeport.domain.crm.entities.dynamic import DYNAMIC_FIELDS
from homeport.domain.crm.entities.multifields import MULTIFIELDS
from homeport.domain.crm.products.rows import CLASSIC_ROWS, WITH_PRODUCTS, is_writable
from homeport.domain.crm.products.tables import FIELDS as ROW_FIELDS
from homeport.domain.crm.record.link_rows import (
    COMPANIES_OF_CONTACT,
    CONTACTS_OF_COMPANY,
    CONTACTS_OF_DEAL,
    CONTACTS_OF_LEAD,
    CONTACTS_OF_QUOTE,
    Links,
)
from homeport.domain.crm.record.parents import PREFIX as PARENT
from homeport.domain.declared import calendar_keys, catalog_keys, crm_keys, kinds, people_keys, task_keys
from homeport.domain.declared.keys import ID, Key, Keys, kind_of
from homeport.domain.declared.kinds import Kind, Look
from homeport.domain.declared.record_kinds import (
    COMMUNICATIONS,
    ENTITIES,
    ITEMS,
    TABLE_OF_TYPE,
    USER,
    holds_records,
    links,
    noun_of,
    parent_of_type,
    record,
    reference,
)
from homeport.domain.records.fields import Field, FieldTable

ACTIVITIES, COMMENTS = "activities", "comments"

ROWS = "PRODUCT_ROWS"
"""What a record calls its rows of goods."""

LINKS: Mapping[tuple[int, str], Links] = {
    (each.entity.type_id, each.field): each
    for each in (CONTACTS_OF_DEAL, CONTACTS_OF_LEAD, CONTACTS_OF_QUOTE, COMPANIES_OF_CONTACT, CONTACTS_OF_COMPANY)
}
"""The links that have an order and a primary one, by the type of the records and the field."""

FIXED: Mapping[str, Keys] = {
    "departments": people_keys.DEPARTMENTS,
    "users": people_keys.USERS,
    "roles": people_keys.ROLES,
    "webhooks": people_keys.WEBHOOKS,
    "outgoing": people_keys.OUTGOING,
    "apps": people_keys.APPS,
    "currencies": crm_keys.CURRENCIES,
    "measures": crm_keys.MEASURES,
    "vats": crm_keys.VATS,
    "stores": catalog_keys.STORES,
    "sections": catalog_keys.SECTIONS,
    "products": catalog_keys.PRODUCTS,
    "payers": crm_keys.PAYERS,
    "delivery_services": crm_keys.DELIVERY_SERVICES,
    "types": crm_keys.TYPES,
    "pipelines": crm_keys.PIPELINES,
    "statuses": crm_keys.STATUSES,
    "user_fields": crm_keys.USER_FIELDS,
    "groups": task_keys.GROUPS,
    "tasks": task_keys.TASKS,
    "events": calendar_keys.EVENTS,
}
"""The tables whose keys are fixed."""

OF_RECORDS = (*ENTITIES, ITEMS, ACTIVITIES, COMMENTS)

TABLES = ("settings", *FIXED, *OF_RECORDS)
"""Every table, in the order in which they are applied."""

_NOT_FIELDS = frozenset({"OWNER_ID", "OWNER_TYPE_ID", "COMMUNICATIONS", "FILES", "WEBDAV_ELEMENTS"})
"""Fields of activities that have keys of their own, or nowhere to be put."""

_MEANT = {
    "user": USER,
    "crm_company": reference("companies", "a company"),
    "crm_contact": reference("contacts", "a contact"),
    "crm_lead": reference("leads", "a lead"),
    "crm_deal": reference("deals", "a deal"),
    "crm_quote": reference("quotes", "a quote"),
    "crm_category": reference("pipelines", "a pipeline"),
}
"""What fields mean by their values, by their types."""

DECIDING = frozenset({"CATEGORY_ID"})
"""What other values of an entry depend on: nothing of it is written before this is known."""

_OTHERS_PARENT = re.compile(rf"{PARENT}([1-9]\d{{0,9}})")
_ANYTHING = Kind("what its type says", kinds.anything)
_ROWS = Key(
    kinds.table_of(
        {field.name: kind_of(field.type) for field in ROW_FIELDS if is_writable(field, CLASSIC_ROWS)},
        '[{ PRODUCT_NAME = "Rope", PRICE = 12.5, QUANTITY = 4, TAX_RATE = 19 }]',
    ),
    "all of its rows of goods, by the fields of crm.deal.productrows.set; its amount follows them",
    ROWS,
)


def _field_kind(field: Field, type_id: int) -> Kind:
    if field.name in MULTIFIELDS:
        return kinds.VALUES
    if field.name.startswith(PARENT):
        table = TABLE_OF_TYPE[int(field.name.removeprefix(PARENT))]
        return reference(table, noun_of(table))
    found = LINKS.get((type_id, field.name))
    if found is not None:
        return links(TABLE_OF_TYPE[found.to.type_id], found.column)
    meant = _MEANT.get(field.type.name)
    if meant is not None:
        return kinds.several(meant) if field.multiple else meant
    return kind_of(field.type)


def _fields(table: FieldTable, type_id: int = 0) -> Keys:
    return {
        field.name.lower(): Key(_field_kind(field, type_id), field.title, field.name)
        for field in table
        if not field.read_only and field.classic and (field.stored or field.multiple) and field.name not in _NOT_FIELDS
    }


@cache
def records(kind: str) -> Keys:
    """The keys of a table of records: the fields that a client may write, by their classic names."""
    if kind == ACTIVITIES:
        return {
            **dict((ID,)),
            **_fields(ACTIVITY_FIELDS),
            "owner": Key(record(), "the record that it belongs to", "OWNER", True),
            "communications": Key(COMMUNICATIONS, "with whom it is held", "COMMUNICATIONS"),
            "bindings": Key(kinds.several(record()), "all records that it is shown under", "BINDINGS"),
        }
    if kind == COMMENTS:
        return {
            **dict((ID,)),
            "owner": Key(record(), "the record in whose timeline it stands", "OWNER", True),
            "comment": Key(kinds.TEXT, "its text", "COMMENT", True),
            "author_id": Key(USER, "who wrote it; the first administrator unless said", "AUTHOR_ID"),
            "bindings": Key(kinds.several(record()), "all records in whose timelines it stands", "BINDINGS"),
        }
    type_id = ENTITIES.get(kind, owner.FIRST_DYNAMIC)
    fields = DYNAMIC_FIELDS if kind.startswith(ITEMS) else BUILT_IN[type_id].fields
    rows = {ROWS.lower(): _ROWS} if kind.startswith(ITEMS) or type_id in WITH_PRODUCTS else {}
    return {**dict((ID,)), **_fields(fields, type_id), **rows}


def added_field(look: Look, kind: str, name: str) -> Key | None:
    """The key of a field that a portal's settings add to a table of records: a user field, or a parent by a relation.

    None where a name cannot be one.
    """
    column = name.upper()
    if not holds_records(kind):
        return None
    if column.startswith("UF_"):
        return Key(_ANYTHING, "a user field", column)
    parent = _OTHERS_PARENT.fullmatch(column)
    return Key(parent_of_type(look, int(parent[1])), "a parent", column) if parent else None


def keys_of(kind: str) -> Keys:
    """The keys of each entry of a table."""
    return FIXED[kind] if kind in FIXED else records(kind)

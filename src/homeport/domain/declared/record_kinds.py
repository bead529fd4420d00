"""Kinds of values that mean records, or tables of records."""

from collections.abc import Mapping
from typing import Any

from homeport.core import owner
from homeport.domain.declared.kinds import FLAG, NUMBER, TEXT, Kind, Look, RecordRef, Ref, UnfitError, table_of
from homeport.domain.declared.positions import Path

ENTITIES = {
    "companies": owner.COMPANY,
    "contacts": owner.CONTACT,
    "leads": owner.LEAD,
    "deals": owner.DEAL,
    "quotes": owner.QUOTE,
    "invoices": owner.SMART_INVOICE,
}
"""The tables of records, and their type ids."""

TABLE_OF_TYPE: Mapping[int, str] = {type_id: table for table, type_id in ENTITIES.items()}

ITEMS = "items"
"""The table of tables of items, one for each smart process: ``[items.deliveries.first]``."""


def holds_records(kind: str) -> bool:
    """Whether the entries of a table are records of the CRM: activities can belong to them."""
    return kind in ENTITIES or kind.startswith(f"{ITEMS}.")


def noun_of(table: str) -> str:
    """What a record of a table is called, with its article."""
    singular = {"companies": "company", "invoices": "invoice"}.get(table, table.removesuffix("s"))
    return f"an {singular}" if singular[0] in "aeiou" else f"a {singular}"


def reference(kind: str, noun: str, *, least: int = 0) -> Kind:
    """A record of one table, by its name in the file or its id in the portal.

    :param least: the lowest id; 0 where none is meant by it
    """

    def read(look: Look, path: Path, value: Any) -> Ref:
        if isinstance(value, int) and not isinstance(value, bool) and value >= least:
            return Ref(kind, value)
        if not isinstance(value, str):
            raise UnfitError(f"the name of {noun} in this file, or an id")
        known = look.keys.get(kind, frozenset())
        if value not in known:
            look.source.unknown(path, f"[{kind}.…] named", value, known)
        return Ref(kind, value)

    return Kind(f"{noun}: its name in this file, or its id", read)


def record() -> Kind:
    """A record of any table, as ``deals.boat`` or ``items.deliveries.first``."""

    def read(look: Look, path: Path, value: Any) -> RecordRef:
        if not isinstance(value, str):
            raise UnfitError('a record of this file, such as "deals.boat"')
        kind, _, key = value.rpartition(".")
        if not holds_records(kind) or key not in look.keys.get(kind, frozenset()):
            known = [f"{table}.{key}" for table, keys in look.keys.items() if holds_records(table) for key in keys]
            look.source.unknown(path, "record", value, known)
        return RecordRef(Ref(kind, key))

    return Kind('a record of this file: "deals.boat", "items.deliveries.first"', read)


def table_of_records(*tables: str, items: bool = True) -> Kind:
    """A table of records; read as its type id, or as the smart process whose items it has.

    :param tables: those that it may be beside the items' ones
    :param items: whether it may be one of items
    """
    examples = [f'"{table}"' for table in (*tables[:3], *(("items.trips",) if items else ()))]
    about = f"a table of records: {', '.join(examples)}"

    def read(look: Look, path: Path, value: Any) -> Any:
        table, _, name = str(value).partition(".")
        if value in tables:
            return ENTITIES[value]
        if items and table == ITEMS and name in look.keys.get("types", ()):
            return Ref("types", name)
        raise UnfitError(about)

    return Kind(about, read)


def parent_of_type(look: Look, type_id: int) -> Kind:
    """A record of a type that smart processes' relations make a parent."""
    if type_id in TABLE_OF_TYPE:
        return reference(TABLE_OF_TYPE[type_id], noun_of(TABLE_OF_TYPE[type_id]))
    name = look.types.get(type_id)
    return reference(f"{ITEMS}.{name}", "an item") if name else NUMBER


def links(table: str, column: str) -> Kind:
    """Records of one table that a record is linked with, each with what the methods of links know of it.

    :param column: what a link calls the other record
    """
    keys = {column: reference(table, noun_of(table), least=1), "SORT": NUMBER, "IS_PRIMARY": FLAG}
    example = f'["anna", {{ {column} = "ben", SORT = 20, IS_PRIMARY = true }}]'
    return table_of(keys, example, short=column, required=column)


USER = reference("users", "a user", least=1)
DEPARTMENT = reference("departments", "a department")
COMMUNICATIONS = table_of(
    {"TYPE": TEXT, "VALUE": TEXT, "RECORD": record()},
    '[{ TYPE = "PHONE", VALUE = "+49 40 5550100", RECORD = "contacts.anna" }]',
)

"""Fields that hold several ids: contacts of a deal, companies of a contact, observers.

A contact's companies and a company's contacts are one relation, which both sides hold: each in an order of its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, func, select

from homeport.core import owner
from homeport.core.ctx import Ctx
from homeport.core.owner import Owner
from homeport.domain.crm.entities import BUILT_IN, key_of, table_of
from homeport.domain.crm.entities.dynamic import DYNAMIC_TABLE
from homeport.domain.crm.tables import RECORD_LIST
from homeport.domain.records.collection import Beside, Change, Collection
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Field, Values
from homeport.domain.records.filters import as_map
from homeport.store import Query, Transaction, constant

MAX_IDS = 1_000

_OF_RECORD = Query(
    select(RECORD_LIST.c.FIELD, RECORD_LIST.c.VALUE)
    .where(RECORD_LIST.c.ENTITY_TYPE_ID == bindparam("type_id"), RECORD_LIST.c.ENTITY_ID == bindparam("id"))
    .order_by(RECORD_LIST.c.FIELD, RECORD_LIST.c.POSITION)
)
_ENTRIES = Query(
    select(RECORD_LIST.c.VALUE, RECORD_LIST.c.SORT)
    .where(
        RECORD_LIST.c.ENTITY_TYPE_ID == bindparam("type_id"),
        RECORD_LIST.c.ENTITY_ID == bindparam("id"),
        RECORD_LIST.c.FIELD == bindparam("field"),
    )
    .order_by(RECORD_LIST.c.POSITION)
)
_LAST = Query(
    select(
        func.coalesce(func.max(RECORD_LIST.c.POSITION), -1),
        func.coalesce(func.max(RECORD_LIST.c.SORT), 0),
    ).where(
        RECORD_LIST.c.ENTITY_TYPE_ID == bindparam("type_id"),
        RECORD_LIST.c.ENTITY_ID == bindparam("id"),
        RECORD_LIST.c.FIELD == bindparam("field"),
    )
)
_REFERRING = Query(
    select(RECORD_LIST.c.ENTITY_TYPE_ID, RECORD_LIST.c.ENTITY_ID).where(
        RECORD_LIST.c.FIELD == bindparam("field"), RECORD_LIST.c.VALUE == bindparam("id")
    )
)

PRIMARY = {"CONTACT_IDS": "CONTACT_ID", "COMPANY_IDS": "COMPANY_ID"}
"""Lists whose first id also stands in a column of the record."""

STEP = 10
"""Between the sort indexes of one entry and the next, where nobody chose them."""

_OTHER_SIDE = {
    (owner.CONTACT, "COMPANY_IDS"): (owner.COMPANY, "CONTACT_ID"),
    (owner.COMPANY, "CONTACT_ID"): (owner.CONTACT, "COMPANY_IDS"),
}
_NAMING = {owner.CONTACT: ("CONTACT_IDS", "CONTACT_ID"), owner.COMPANY: ("COMPANY_IDS",)}
"""By type, the lists in which others name its records."""


class Entry(NamedTuple):
    """An id in a list.

    :param sort: the lower, the earlier it is shown
    """

    id: int
    sort: int


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
    """Put a list in place of what a record had. The other side of the relation follows."""
    put(tx, record, field, [Entry(value, place * STEP) for place, value in enumerate(ids, 1)])


def put(tx: Transaction, record: Owner, field: str, entries: Sequence[Entry]) -> None:
    """As :func:`save`, with sort indexes; the first entry is the primary one."""
    side = _OTHER_SIDE.get((record.entity_type_id, field))
    if side is not None:
        held = {entry.id for entry in entries_of(tx, record, field)}
        wanted = {entry.id for entry in entries}
        for other in sorted(held - wanted):
            _take_out(tx, Owner(side[0], other), side[1], record.entity_id)
        for other in sorted(wanted - held):
            _append(tx, Owner(side[0], other), side[1], record.entity_id)
    key = _key(record, field)
    tx.delete(RECORD_LIST, **key)
    rows = [{**key, "POSITION": place, "VALUE": entry.id, "SORT": entry.sort} for place, entry in enumerate(entries)]
    tx.insert_many(RECORD_LIST, rows)


def next_sort(entries: Iterable[Entry]) -> int:
    """The sort index of an entry that comes after all others."""
    return max((entry.sort for entry in entries), default=0) + STEP


def _append(tx: Transaction, record: Owner, field: str, value: int) -> None:
    place, sort = tx.all(_LAST, type_id=record.entity_type_id, id=record.entity_id, field=field)[0]
    row = {"POSITION": place + 1, "VALUE": value, "SORT": sort + STEP}
    tx.insert_many(RECORD_LIST, [{**_key(record, field), **row}])
    _follow(tx, record, field)


def _take_out(tx: Transaction, record: Owner, field: str, value: int) -> None:
    tx.delete(RECORD_LIST, **_key(record, field), VALUE=value)
    _follow(tx, record, field)


def _follow(tx: Transaction, record: Owner, field: str) -> None:
    """The primary id of a list stands in the record's column."""
    if record.entity_type_id != owner.COMPANY:
        first = tx.one(_ENTRIES, type_id=record.entity_type_id, id=record.entity_id, field=field)
        column = PRIMARY[field]
        tx.update(table_of(record.entity_type_id), key_of(record), {column: first and first[0]})


def _key(record: Owner, field: str) -> dict[str, Any]:
    return {"ENTITY_TYPE_ID": record.entity_type_id, "ENTITY_ID": record.entity_id, "FIELD": field}


def entries_of(tx: Transaction, record: Owner, field: str) -> list[Entry]:
    """A list of a record with its sort indexes, the primary one first."""
    found = tx.all(_ENTRIES, type_id=record.entity_type_id, id=record.entity_id, field=field)
    return [Entry(*row) for row in found]


def of_record(tx: Transaction, record: Owner) -> dict[str, list[int]]:
    """A record's lists by field."""
    found: dict[str, list[int]] = defaultdict(list)
    for field, value in tx.all(_OF_RECORD, type_id=record.entity_type_id, id=record.entity_id):
        found[field].append(value)
    return found


def of_records(
    tx: Transaction, entity_type_id: int, ids: Sequence[int], fields: Iterable[str]
) -> dict[int, dict[str, list[int]]]:
    """As :func:`of_record`, for a page of records; only asks when one of the fields is wanted."""
    if not ids or not any(fields):
        return {}
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
    naming = _NAMING.get(record.entity_type_id)
    if naming is None:
        return
    column = PRIMARY[naming[0]]
    for table in {entity.table for entity in BUILT_IN.values()} | {DYNAMIC_TABLE}:
        if column in table.c:
            tx.update(table, {column: record.entity_id}, {column: None})
    for field in naming:
        for type_id, entity_id in tx.all(_REFERRING, field=field, id=record.entity_id):
            _take_out(tx, Owner(type_id, entity_id), field, record.entity_id)


class Lists(Beside):
    """Fields that are lists of ids.

    :param entity_type_id: of the records that have them
    """

    def __init__(self, entity_type_id: int) -> None:
        self._type_id = entity_type_id

    def read(self, ctx: Ctx, field: Field, value: Any, dialect: Dialect, *, changes: bool) -> list[int]:
        return parse(value)

    def holds(self, change: Change, values: Mapping[str, Any]) -> bool:
        held = of_record(change.ctx.tx, self._record(change))
        return all(held.get(name, []) == ids for name, ids in values.items())

    def save(self, change: Change, values: Mapping[str, Any]) -> None:
        for name, ids in values.items():
            save(change.ctx.tx, self._record(change), name, ids)

    def written(
        self, tx: Transaction, collection: Collection, dialect: Dialect, fields: Sequence[Field], ids: Sequence[int]
    ) -> dict[int, Values]:
        called = {field.name: dialect.name(field) for field in fields}
        held = of_records(tx, self._type_id, ids, called)
        return {
            entity_id: {called[name]: held.get(entity_id, {}).get(name, []) for name in called} for entity_id in ids
        }

    def rows(self, collection: Collection, field: Field) -> tuple[Select[Any], ColumnElement[Any]]:
        of_field = (
            RECORD_LIST.c.ENTITY_TYPE_ID == constant(self._type_id),
            RECORD_LIST.c.FIELD == constant(field.name),
        )
        return select(RECORD_LIST.c.ENTITY_ID).where(*of_field), RECORD_LIST.c.VALUE

    def _record(self, change: Change) -> Owner:
        return Owner(self._type_id, change.row["ID"])


class Single(Lists):
    """Fields that are lists of one id at most, as records' parents are."""

    single = True

    def read(self, ctx: Ctx, field: Field, value: Any, dialect: Dialect, *, changes: bool) -> list[int]:
        found = field.type.read(value, ctx.clock.zone)
        return [found] if found else []

    def column(self, collection: Collection, field: Field) -> ColumnElement[int]:
        rows, value = self.rows(collection, field)
        mine = rows.with_only_columns(value).where(RECORD_LIST.c.ENTITY_ID == collection.table.c.ID)
        return mine.limit(1).correlate(collection.table).scalar_subquery()

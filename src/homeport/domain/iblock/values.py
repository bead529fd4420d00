"""The values of elements: how they are read from calls, saved with numbers of their own, and answered.

Sources: ``catalog/data-types.md`` of ``propertyN``; ``tutorials/catalog/how-to-change-product-custom-field-values.md``.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, func, select

from homeport.core.ctx import Ctx
from homeport.core.values import read_integer
from homeport.domain.iblock import references
from homeport.domain.iblock.definitions import Definition
from homeport.domain.iblock.fields import PropertyField, property_fields
from homeport.domain.iblock.tables import COMPARED, PROPERTY, VALUE
from homeport.domain.iblock.types import COUNTER, LIST
from homeport.domain.portal import info
from homeport.domain.records.collection import Beside, Change, Collection
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Field, Values
from homeport.store import Query, Transaction, constant, padded

MOST = 1_000
"""Values that an element has of one property."""

_HELD = Query(
    select(VALUE.c.ID, VALUE.c.VALUE)
    .where(VALUE.c.PROPERTY_ID == bindparam("property"), VALUE.c.ELEMENT_ID == bindparam("element"))
    .order_by(VALUE.c.ID)
)
_LAST = Query(select(func.max(VALUE.c.NUMBER)).where(VALUE.c.PROPERTY_ID == bindparam("property")))
_OF_BLOCK = Query(select(PROPERTY.c.ID).where(PROPERTY.c.IBLOCK_ID == bindparam("block")))


class Given(NamedTuple):
    """A value that an element is to have.

    :param id: of the value that it takes the place of; None for a new one
    """

    id: int | None
    stored: str


class PropertyValues(Beside):
    """The values of properties: each in a row of its own."""

    alone = True
    sorts = True

    def read(self, ctx: Ctx, field: Field, value: Any, dialect: Dialect, *, changes: bool) -> list[Given]:
        definition = _definition(field)
        found = []
        for number, each in self.parts(value, ctx.clock.zone):
            stored = definition.type.read(each, ctx.clock.zone) if each is not False else None
            if stored is not None:
                references.require(ctx, definition, stored)
                found.append(Given(number if changes else None, stored))
        if len(found) > (MOST if definition.several else 1):
            raise ValueError("too many values")
        return found

    def parts(self, given: Any, zone: ZoneInfo) -> Iterator[tuple[int | None, Any]]:
        """What a client sent for a property, value by value, with the number of the one that each takes the place of.

        :raises ValueError: for a number that is none
        """
        if isinstance(given, dict) and _is_one(given):
            named = {str(name).lower(): value for name, value in given.items()}
            if "text" in named:
                yield None, given
            else:
                yield read_integer(named.get("valueid"), zone) or None, named.get("value")
        elif isinstance(given, dict | list):
            for each in given.values() if isinstance(given, dict) else given:
                yield from self.parts(each, zone) if isinstance(each, dict) else ((None, each),)
        else:
            yield None, given

    def holds(self, change: Change, values: Mapping[str, Any]) -> bool:
        fields = change.collection.fields.by_name
        return all(
            [Given(*row) for row in _held(change, _definition(fields[name]))] == given for name, given in values.items()
        )

    def save(self, change: Change, values: Mapping[str, Any]) -> None:
        tx, element = change.ctx.tx, change.row["ID"]
        for name, given in values.items():
            definition = _definition(change.collection.fields.by_name[name])
            held = dict(_held(change, definition)) if change.old else {}
            staying = {each.id for each in given}
            for gone in held.keys() - staying:
                tx.delete(VALUE, ID=gone)
            for number, stored in given:
                if number is None:
                    tx.insert(VALUE, {"PROPERTY_ID": definition.id, "ELEMENT_ID": element, **_row(definition, stored)})
                elif held[number] != stored:
                    tx.update(VALUE, {"ID": number}, _row(definition, stored))

    def written(
        self, tx: Transaction, collection: Collection, dialect: Dialect, fields: Sequence[Field], ids: Sequence[int]
    ) -> dict[int, Values]:
        found: dict[tuple[int, int], list[tuple[int, str]]] = defaultdict(list)
        properties = [_definition(field).id for field in fields]
        for number, property_id, element, value in tx.all(
            _of_page(padded(len(properties)), padded(len(ids))), **_places("p", properties), **_places("e", ids)
        ):
            found[element, property_id].append((number, value))
        zone = ZoneInfo(info.time_zone_of(tx))
        return {
            element: {
                dialect.name(field): self.shown(_definition(field), found[element, _definition(field).id], zone)
                for field in fields
            }
            for element in ids
        }

    def shown(self, definition: Definition, values: Sequence[tuple[int, str]], zone: ZoneInfo) -> Any:
        """The values of a property as methods answer them.

        :param values: each with its number
        """
        rows = [{"value": definition.type.write(value, zone), "valueId": str(number)} for number, value in values]
        return (rows or None) if definition.several else next(iter(rows), None)

    def rows(self, collection: Collection, field: Field) -> tuple[Select[Any], ColumnElement[Any]]:
        definition = _definition(field)
        found = select(VALUE.c.ELEMENT_ID).where(VALUE.c.PROPERTY_ID == constant(definition.id))
        return found, _compared(definition)

    def column(self, collection: Collection, field: Field) -> ColumnElement[Any]:
        definition = _definition(field)
        mine = select(func.min(_compared(definition))).where(
            VALUE.c.PROPERTY_ID == constant(definition.id), VALUE.c.ELEMENT_ID == collection.table.c.ID
        )
        return mine.correlate(collection.table).scalar_subquery()


VALUES = PropertyValues()


def begin(change: Change) -> None:
    """What properties hold in a new element that does not name them."""
    if change.old:
        return
    for field in property_fields(change.collection.fields):
        if field.name not in change.beside:
            usual = _default(change, field)
            if usual:
                change.beside[field.name] = usual


def check(change: Change) -> None:
    """What must be filled is, and values that are to be replaced are there."""
    missing = []
    for field in property_fields(change.collection.fields):
        given = change.beside.get(field.name)
        if field.definition.required == "Y" and not given and (given is not None or not change.old):
            missing.append(field.definition.name)
        if given and change.old:
            numbers = [each.id for each in given if each.id is not None]
            there = {number for number, _ in _held(change, field.definition)} if numbers else set()
            if len(set(numbers)) < len(numbers) or not there.issuperset(numbers):
                raise change.dialect.misfit(field)
    if missing:
        raise change.dialect.required(field=", ".join(missing))


def forget(tx: Transaction, block: int, element: int) -> None:
    """Remove the values of an element which is deleted, and those that name it."""
    for (property_id,) in tx.all(_OF_BLOCK, block=block):
        tx.delete(VALUE, PROPERTY_ID=property_id, ELEMENT_ID=element)
    references.forget(tx, "E", block, element)


def _default(change: Change, field: PropertyField) -> list[Given]:
    definition, ctx = field.definition, change.ctx
    if definition.letter == LIST and not definition.user_type:
        chosen: Any = [entry.id for entry in definition.entries if entry.by_default == "Y"]
        chosen = chosen if definition.several else chosen[:1]
    elif definition.type.code == COUNTER:
        last = ctx.tx.value(_LAST, property=definition.id)
        first = definition.settings["VALUE"]
        chosen = max(float(first) if str(first).isdecimal() else 1.0, (last or 0.0) + 1)
    else:
        chosen = msgspec.json.decode(definition.default) if definition.default else None
    try:
        return VALUES.read(ctx, field, chosen, change.dialect, changes=False)
    except (ValueError, TypeError, OverflowError):
        return []  # what it names is gone


def _held(change: Change, definition: Definition) -> list[tuple[int, str]]:
    return [(row[0], row[1]) for row in change.ctx.tx.all(_HELD, property=definition.id, element=change.row["ID"])]


def _row(definition: Definition, stored: str) -> Values:
    kind = definition.type
    number = float(stored) if kind.is_number else None
    return {"VALUE": stored, "NUMBER": number, "TEXT": None if kind.is_number else kind.text(stored)[:COMPARED]}


def _compared(definition: Definition) -> ColumnElement[Any]:
    return VALUE.c.NUMBER if definition.type.is_number else VALUE.c.TEXT


def _definition(field: Field) -> Definition:
    assert isinstance(field, PropertyField)
    return field.definition


def _is_one(given: Mapping[str, Any]) -> bool:
    """Whether an object is one value, and not several of them under numbers."""
    return bool({"value", "valueid", "text"} & {str(name).lower() for name in given})


def _places(letter: str, numbers: Sequence[int]) -> dict[str, int]:
    wide = [*numbers, *[numbers[-1]] * (padded(len(numbers)) - len(numbers))]
    return {f"{letter}{place}": number for place, number in enumerate(wide)}


@lru_cache(128)
def _of_page(properties: int, elements: int) -> Query:
    def places(letter: str, count: int) -> list[BindParameter[int]]:
        return [bindparam(f"{letter}{place}") for place in range(count)]

    return Query(
        select(VALUE.c.ID, VALUE.c.PROPERTY_ID, VALUE.c.ELEMENT_ID, VALUE.c.VALUE)
        .where(VALUE.c.PROPERTY_ID.in_(places("p", properties)), VALUE.c.ELEMENT_ID.in_(places("e", elements)))
        .order_by(VALUE.c.ID)
    )

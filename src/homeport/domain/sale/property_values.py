"""Values of the properties of orders and of shipments.

Sources: ``api-reference/sale/property-value/``, ``shipment-property-value/``.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Table, bindparam, select

from homeport.core import values as v
from homeport.core.ctx import Ctx
from homeport.core.errors import CallError, ErrorKind
from homeport.domain.events.emission import tell
from homeport.domain.records.collection import Change, Collection
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Values
from homeport.domain.sale import events, orders
from homeport.domain.sale.kinds import STORE
from homeport.domain.sale.property_fields import (
    ORDER_VALUE,
    ORDER_VALUE_FIELDS,
    PROPERTY,
    SHIPMENT_VALUE,
    SHIPMENT_VALUE_FIELDS,
    VARIANT,
)
from homeport.domain.sale.shipments import order_of
from homeport.store import Query

NOT_FOUND = ErrorKind("201040400001", "property value does not exist")
NO_ORDER = ErrorKind("0", "order does not exist")
BAD_SHIPMENT = ErrorKind("201040400006", "Shipment id is bad")
NO_SHIPMENT = ErrorKind("201040400007", "Shipment has not been found")

MAX_VALUES = 100
"""How many values a property may have, and an order values at once."""

_PROPERTY = Query(
    select(
        PROPERTY.c.ID, PROPERTY.c.TYPE, PROPERTY.c.NAME, PROPERTY.c.CODE, PROPERTY.c.XML_ID, PROPERTY.c.MULTIPLE,
        PROPERTY.c.SETTINGS, PROPERTY.c.PERSON_TYPE_ID,
    ).where(PROPERTY.c.ID == bindparam("id"), PROPERTY.c.ENTITY_TYPE == bindparam("kind"))
)  # fmt: skip
_OPTIONS = Query(select(VARIANT.c.VALUE).where(VARIANT.c.ORDER_PROPS_ID == bindparam("id")))


@dataclass(frozen=True, slots=True)
class Kind:
    """Whose values they are.

    :param kind: of the properties
    :param owner: the column that names whose a value is
    :param by: the column that names its property
    """

    kind: str
    table: Table
    owner: str
    by: str

    @property
    def xml_id(self) -> str:
        """The column of the property's external code."""
        return self.by.replace("_ID", "_XML_ID")


OF_ORDER = Kind("ORDER", ORDER_VALUE, "ORDER_ID", "ORDER_PROPS_ID")
OF_SHIPMENT = Kind("SHIPMENT", SHIPMENT_VALUE, "SHIPMENT_ID", "SHIPMENT_PROPS_ID")

_HELD = {
    kind: Query(select(kind.table.c.ID, kind.table.c[kind.by]).where(kind.table.c[kind.owner] == bindparam("owner")))
    for kind in (OF_ORDER, OF_SHIPMENT)
}


def _gone(change: Change, verb: str) -> None:
    tell(change.ctx, (events.VALUE_DELETED,), {"FIELDS": {"ID": change.old["ID"]}}, events.SALE)


def _order_settled(change: Change) -> None:
    orders.settle(change.ctx, change.old["ORDER_ID"])


ORDER_VALUES = Collection(
    noun="propertyValue",
    plural="propertyValues",
    table=ORDER_VALUE,
    fields=ORDER_VALUE_FIELDS,
    access=STORE,
    after_delete=(_order_settled,),
    tell=_gone,
)
SHIPMENT_VALUES = Collection(
    noun="propertyValue",
    plural="propertyValues",
    table=SHIPMENT_VALUE,
    fields=SHIPMENT_VALUE_FIELDS,
    access=STORE,
)


def put(ctx: Ctx, dialect: Dialect, kind: Kind, owner: int, payer: int, given: Sequence[Any], *, all_: bool) -> None:
    """Save values of properties of an order or a shipment.

    :param payer: the type of payers that the properties must be of
    :param given: objects with the property and the value
    :param all_: whether those that are not given go
    :raises CallError: the dialect's ``required``, or its complaint about a value
    """
    read = [_read(ctx, dialect, kind, payer, each) for each in given]
    held = {number: value for value, number in ctx.tx.all(_HELD[kind], owner=owner)}
    said = {found["ID"]: (found, text) for found, text in read}
    for number, (found, text) in said.items():
        row = {"NAME": found["NAME"], "CODE": found["CODE"] or None, kind.xml_id: found["XML_ID"], "VALUE": text}
        if number in held:
            ctx.tx.update(kind.table, {"ID": held[number]}, row)
            value_id = held[number]
        else:
            value_id = ctx.tx.insert(kind.table, {**row, kind.owner: owner, kind.by: number})
        if kind is OF_ORDER:
            tell(ctx, (events.VALUE_SAVED,), {"FIELDS": {"ID": value_id}}, events.SALE)
    for number, value_id in held.items():
        if all_ and number not in said:
            ctx.tx.delete(kind.table, ID=value_id)
            tell(ctx, (events.VALUE_DELETED,), {"FIELDS": {"ID": value_id}}, events.SALE)
    order = owner if kind is OF_ORDER else order_of(ctx, owner)
    if order is not None:
        orders.settle(ctx, order)


def _read(ctx: Ctx, dialect: Dialect, kind: Kind, payer: int, given: Any) -> tuple[Values, str | None]:
    collection = ORDER_VALUES if kind is OF_ORDER else SHIPMENT_VALUES
    field = collection.fields.by_name[kind.by]
    if not isinstance(given, dict):
        raise dialect.invalid(field="propertyValues")
    named = {str(name).lower(): value for name, value in given.items()}
    missing = [name for name in (field.item, "value") if name.lower() not in named]
    if missing:
        raise dialect.required(field=", ".join(missing))
    try:
        number = v.INTEGER.read(named[field.item.lower()], ctx.clock.zone)
    except (ValueError, TypeError):
        raise dialect.misfit(field) from None
    row = None if number is None else ctx.tx.one(_PROPERTY, id=number, kind=kind.kind)
    names = ("ID", "TYPE", "NAME", "CODE", "XML_ID", "MULTIPLE", "SETTINGS", "PERSON_TYPE_ID")
    found = None if row is None else dict(zip(names, row, strict=True))
    if found is None or found["PERSON_TYPE_ID"] != payer:
        raise dialect.misfit(field)
    return found, _value(ctx, found, named["value"], dialect.misfit(collection.fields.by_name["VALUE"]))


def _value(ctx: Ctx, found: Mapping[str, Any], given: Any, refusal: CallError) -> str | None:
    """A value, or several, as texts in JSON.

    :raises CallError: ``refusal`` for what the property cannot hold
    """
    if isinstance(given, dict):
        given = list(given.values())
    if isinstance(given, list):
        if found["MULTIPLE"] != "Y" or len(given) > MAX_VALUES:
            raise refusal
        texts = [_text(ctx, found, each, refusal) for each in given]
        return msgspec.json.encode(texts).decode() if texts else None
    text = _text(ctx, found, given, refusal)
    return None if text in (None, "") else msgspec.json.encode(text).decode()


def _text(ctx: Ctx, found: Mapping[str, Any], given: Any, refusal: CallError) -> str | None:
    try:
        text = v.read_string(given, ctx.clock.zone)
    except ValueError:
        raise refusal from None
    if not text:
        return text
    settings = msgspec.json.decode(found["SETTINGS"] or "{}")
    fits = {
        "STRING": lambda: _fits_length(text, settings),
        "NUMBER": lambda: _fits_range(text, settings),
        "Y/N": lambda: text in ("Y", "N"),
        "ENUM": lambda: _is_option(ctx, found["ID"], text),
    }.get(found["TYPE"])
    if fits is not None and not fits():
        raise refusal
    return text


def _fits_length(text: str, settings: Mapping[str, str]) -> bool:
    least, most = int(settings.get("minlength", 0)), int(settings.get("maxlength", 0))
    return least <= len(text) and (not most or len(text) <= most)


def _fits_range(text: str, settings: Mapping[str, str]) -> bool:
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,15})?", text):
        return False
    least, most = settings.get("min"), settings.get("max")
    return (least is None or float(text) >= int(least)) and (most is None or float(text) <= int(most))


def _is_option(ctx: Ctx, number: int, text: str) -> bool:
    options = {row[0] for row in ctx.tx.all(_OPTIONS, id=number)}
    return not options or text in options

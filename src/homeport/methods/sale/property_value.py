"""``sale.propertyvalue.*`` and ``sale.shipmentpropertyvalue.*``: values of properties of orders and shipments."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.domain.records.children import of_parents
from homeport.domain.records.collection import Collection
from homeport.domain.records.dialect import CATALOG, Dialect
from homeport.domain.records.fields import Values
from homeport.domain.sale import orders, property_values, shipments
from homeport.domain.sale.property_values import OF_ORDER, OF_SHIPMENT, ORDER_VALUES, SHIPMENT_VALUES, Kind
from homeport.methods.family import TypedAdd, as_array, as_id, family
from homeport.rpc import Method
from homeport.rpc.method import make

SPEECH = replace(CATALOG, not_found=property_values.NOT_FOUND)
UNDESCRIBED = replace(SPEECH, unreadable=SPEECH.denied)
"""Who may not look at the fields is refused as who may not change values."""
UNFIT = ErrorKind("0", "Invalid value of the field: {name}")
BAD_ORDER = ErrorKind("0", "Invalid value of the field: id")
NO_ORDER = property_values.NO_ORDER


def _named(given: Mapping[str, Any], name: str, dialect: Dialect) -> Any:
    found = next((value for key, value in given.items() if key.lower() == name.lower()), None)
    if found is None:
        raise dialect.required(field=name)
    return found


def _payer_of_order(ctx: Ctx, number: int) -> int:
    order = orders.find(ctx, number)
    if order is None:
        raise NO_ORDER()
    return int(order["PERSON_TYPE_ID"])


def _payer_of_shipment(ctx: Ctx, number: int) -> int:
    order = shipments.order_of(ctx, number)
    if order is None:
        raise property_values.NO_SHIPMENT()
    return _payer_of_order(ctx, order)


def _modify(
    name: str,
    collection: Collection,
    kind: Kind,
    owner: str,
    payer: Callable[[Ctx, int], int],
    bad_id: ErrorKind,
    errors: Sequence[ErrorKind],
) -> Method:
    """The method that saves values of an order or a shipment.

    :param owner: how the parameter is called that names it
    :param payer: its type of payers
    """

    def modify(ctx: Ctx, p: TypedAdd) -> Values:
        if collection.access.grant(ctx, Operation.WRITE) is None:
            raise SPEECH.denied()
        within = as_array(_named(p.fields, owner, SPEECH), owner, UNFIT)
        number = as_id(_named(within, "id", SPEECH), bad_id)
        given = _named(within, "propertyValues", SPEECH)
        values = list(as_array(given, "propertyValues", UNFIT).values())
        all_ = kind is OF_ORDER
        property_values.put(ctx, SPEECH, kind, number, payer(ctx, number), values, all_=all_)
        return {collection.plural: of_parents(ctx, collection, SPEECH, kind.owner, [number])[number]}

    summary = f"Save values of properties of {'an order' if owner == 'order' else 'a shipment'}."
    kinds = (SPEECH.denied, SPEECH.required, SPEECH.invalid, bad_id, *errors)
    return make(name, modify, params=TypedAdd, summary=summary, errors=tuple(dict.fromkeys(kinds)), writes=True)


METHODS = [
    *family("sale.propertyvalue", ORDER_VALUES, SPEECH, "get list delete"),
    *family("sale.propertyvalue", ORDER_VALUES, UNDESCRIBED, "getFields"),
    _modify("sale.propertyvalue.modify", ORDER_VALUES, OF_ORDER, "order", _payer_of_order, BAD_ORDER, (NO_ORDER,)),
    *family("sale.shipmentpropertyvalue", SHIPMENT_VALUES, SPEECH, "get list delete"),
    *family("sale.shipmentpropertyvalue", SHIPMENT_VALUES, UNDESCRIBED, "getfields"),
    _modify(
        "sale.shipmentpropertyvalue.modify",
        SHIPMENT_VALUES,
        OF_SHIPMENT,
        "shipment",
        _payer_of_shipment,
        property_values.BAD_SHIPMENT,
        (property_values.NO_SHIPMENT,),
    ),
]

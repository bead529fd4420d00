"""``sale.property.*`` and ``sale.shipmentproperty.*``: properties of orders and of shipments."""

from dataclasses import replace

from homeport.core.ctx import Ctx
from homeport.core.rights import Operation
from homeport.domain.records.collection import Collection
from homeport.domain.records.dialect import CATALOG
from homeport.domain.records.fields import Values
from homeport.domain.sale import properties
from homeport.methods.family import family
from homeport.rpc import Method, Params
from homeport.rpc.method import make

SPEECH = replace(CATALOG, not_found=properties.NOT_FOUND, repeats=True)


class OfKind(Params):
    type: str


def _kind(prefix: str, collection: Collection) -> list[Method]:
    def fields(ctx: Ctx, p: OfKind) -> Values:
        if collection.access.grant(ctx, Operation.READ) is None:
            raise SPEECH.unreadable()
        return {collection.noun: properties.fields_of(ctx, SPEECH, p.type)}

    adding = (properties.NO_PAYER, properties.NOT_ADDED)
    return [
        *family(prefix, collection, SPEECH, "add", errors=(*adding, *properties.RULES)),
        *family(prefix, collection, SPEECH, "get list update delete", errors=properties.RULES),
        make(
            f"{prefix}.getfieldsbytype",
            fields,
            params=OfKind,
            summary="Describe the fields of a kind of property.",
            errors=(SPEECH.unreadable, SPEECH.invalid),
        ),
    ]


METHODS = [
    *_kind("sale.property", properties.OF_ORDERS),
    *_kind("sale.shipmentproperty", properties.OF_SHIPMENTS),
]

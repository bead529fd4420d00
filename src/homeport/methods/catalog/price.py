"""``catalog.price.*``: prices of products."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.domain.catalog import prices
from homeport.domain.catalog.prices import PRICES
from homeport.domain.records import reading
from homeport.domain.records.dialect import CATALOG, CATALOG_CLOSED
from homeport.methods.family import as_array, as_id, family
from homeport.rpc import Params, method

SPEECH = replace(CATALOG, not_found=prices.NOT_FOUND, repeats=True)
CHANGING = replace(SPEECH, outside=CATALOG_CLOSED)
NO_PRICES = ErrorKind("0", "Required fields: product, product.id, product.prices")
ERRORS = (prices.NO_TYPE, prices.NO_PRODUCT, prices.NO_CURRENCY, prices.NOT_SINGLE)


class WithFields(Params):
    fields: dict[str, Any]


@method(
    "catalog.price.modify",
    writes=True,
    errors=(CHANGING.denied, CATALOG_CLOSED, NO_PRICES, CHANGING.required, CHANGING.invalid, prices.NOT_FOUND, *ERRORS),
)
def modify(ctx: Ctx, p: WithFields) -> dict[str, Any]:
    """Put prices in place of those that a product has."""
    if PRICES.access.grant(ctx, Operation.WRITE) is None:
        raise CHANGING.refusal(ctx, CHANGING.denied)
    product = as_array(_named(p.fields, "product"), "product", NO_PRICES)
    given = _named(product, "prices")
    rows = list(as_array(given, "prices", NO_PRICES).values())
    if given is None or not all(isinstance(row, dict) for row in rows):
        raise NO_PRICES()
    ids = prices.put(ctx, as_id(_named(product, "id"), NO_PRICES), rows, CHANGING)
    return {"prices": [reading.get(ctx, PRICES, {"ID": number}, CHANGING) for number in ids]}


def _named(given: Mapping[str, Any], name: str) -> Any:
    return next((value for key, value in given.items() if key.lower() == name), None)


METHODS = [
    *family("catalog.price", PRICES, SPEECH, "add get list delete getFields", errors=ERRORS),
    *family("catalog.price", PRICES, CHANGING, "update", errors=(prices.NO_CURRENCY,)),
]

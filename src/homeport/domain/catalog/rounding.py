"""How prices are rounded in carts: by the rule of their type with the highest minimum that they reach.

Sources: ``api-reference/catalog/rounding-rule/index.md``, ``catalog-rounding-rule-add.md``.
"""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP

from sqlalchemy import bindparam, select

from homeport.core.amounts import exact, product, quotient
from homeport.domain.catalog.price_fields import ROUNDING
from homeport.store import Query, Transaction

_WAYS = {1: ROUND_HALF_UP, 2: ROUND_CEILING, 4: ROUND_FLOOR}
"""By the kind of rounding: as people count, in favour of the store, in favour of the customer."""

_RULE = Query(
    select(ROUNDING.c.ROUND_TYPE, ROUNDING.c.ROUND_PRECISION)
    .where(ROUNDING.c.CATALOG_GROUP_ID == bindparam("type"), ROUNDING.c.PRICE <= bindparam("price"))
    .order_by(ROUNDING.c.PRICE.desc(), ROUNDING.c.ID.desc())
    .limit(1)
)


def in_cart(tx: Transaction, price: float, price_type: int) -> float:
    """What a price comes to in a cart.

    :param price_type: the number of its type
    """
    rule = tx.one(_RULE, type=price_type, price=price)
    if rule is None or not rule[1] or rule[1] <= 0:
        return price
    times = quotient(exact(price), exact(rule[1])).to_integral_value(rounding=_WAYS[rule[0]])
    return float(product(float(times), rule[1]))

"""Currencies, as far as the catalogue asks for them: by the columns of the CRM's table, for this floor knows no CRM."""

from decimal import Context, Decimal

from sqlalchemy import bindparam, column, select, table

from homeport.core.amounts import exact, quotient, rounded
from homeport.core.ctx import Ctx
from homeport.domain.portal.tables import PORTAL
from homeport.store import Query

_CURRENCY = table("crm_currency", column("CURRENCY"), column("AMOUNT"), column("AMOUNT_CNT"))
_RATE = Query(select(_CURRENCY.c.AMOUNT, _CURRENCY.c.AMOUNT_CNT).where(_CURRENCY.c.CURRENCY == bindparam("currency")))
_EXACT = Context(prec=400)
"""Digits for whatever floats can hold."""
_BASE = Query(select(PORTAL.c.CURRENCY_ID))


def exists(ctx: Ctx, currency: str) -> bool:
    """Whether the portal has a currency."""
    return ctx.tx.one(_RATE, currency=currency) is not None


def base(ctx: Ctx) -> str:
    """The base currency."""
    return str(ctx.tx.value(_BASE))


def in_base(ctx: Ctx, price: float, currency: str) -> float:
    """A price in the base currency."""
    found = ctx.tx.one(_RATE, currency=currency)
    if not (found and found[0] and found[1]):
        return price
    exact = _EXACT.divide(_EXACT.multiply(Decimal(repr(price)), Decimal(repr(found[0]))), Decimal(found[1]))
    return float(exact)


def converted(ctx: Ctx, price: float, currency: str, to: str) -> float:
    """A price of one currency in another one, to two places."""
    if currency == to:
        return price
    found = ctx.tx.one(_RATE, currency=to)
    worth = exact(in_base(ctx, price, currency))
    if not (found and found[0] and found[1]):
        return rounded(worth)
    return rounded(quotient(worth * exact(float(found[1])), exact(float(found[0]))))

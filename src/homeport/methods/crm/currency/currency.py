"""``crm.currency.*``: the portal's currencies and their rates."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ACCESS_DENIED_TEXT
from homeport.domain.crm.activity.fields import described
from homeport.domain.crm.currency import currencies
from homeport.domain.portal.info import currency_of
from homeport.domain.records import at_hand
from homeport.methods.family import NOT_AN_ARRAY, Add, ById, Update, as_array
from homeport.rpc import NoParams, Params, method


class List(Params):
    order: Any = None
    filter: Any = None


@method("crm.currency.list", errors=(ACCESS_DENIED_TEXT,))
def list_(ctx: Ctx, p: List) -> Page:
    """List the currencies."""
    numbers = ("AMOUNT_CNT", "SORT", "DECIMALS")
    found = at_hand.chosen(ctx, currencies.listed(ctx, p.order), numbers, filter=p.filter)
    return Page(found, 0)  # as documented: they are not counted


@method("crm.currency.get", errors=(ACCESS_DENIED_TEXT, currencies.NOT_FOUND))
def get(ctx: Ctx, p: ById) -> dict[str, Any]:
    """Return a currency with its localizations."""
    return currencies.get(ctx, p.id)


@method("crm.currency.add", writes=True, errors=(ACCESS_DENIED_TEXT, NOT_AN_ARRAY, currencies.MISSING))
def add(ctx: Ctx, p: Add) -> str:
    """Add a currency."""
    return currencies.add(ctx, as_array(p.fields, "fields"))


@method("crm.currency.update", writes=True, errors=(ACCESS_DENIED_TEXT, NOT_AN_ARRAY, currencies.UNFIT))
def update(ctx: Ctx, p: Update) -> bool:
    """Change a currency."""
    currencies.change(ctx, p.id, as_array(p.fields, "fields"))
    return True


@method(
    "crm.currency.delete",
    writes=True,
    errors=(ACCESS_DENIED_TEXT, currencies.NOT_THREE_LETTERS, currencies.IS_BASE, currencies.UNFIT),
)
def delete(ctx: Ctx, p: ById) -> bool:
    """Delete a currency other than the base one."""
    currencies.delete(ctx, p.id)
    return True


@method("crm.currency.fields", errors=(ACCESS_DENIED_TEXT,))
def fields(ctx: Ctx, p: NoParams) -> dict[str, Any]:
    """Describe the fields of a currency."""
    currencies.require_reader(ctx)
    return described(currencies.FIELDS)


@method("crm.currency.base.get")
def base_get(ctx: Ctx, p: NoParams) -> str:
    """Return the code of the base currency."""
    return currency_of(ctx.tx)


@method("crm.currency.base.set", writes=True, errors=(ACCESS_DENIED_TEXT,))
def base_set(ctx: Ctx, p: ById) -> bool:
    """Let all rates refer to another currency."""
    return currencies.make_base(ctx, p.id)

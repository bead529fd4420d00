"""``crm.currency.localizations.*``: how amounts of a currency are written in each language."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ACCESS_DENIED_TEXT
from homeport.domain.crm.activity.fields import described
from homeport.domain.crm.currency import currencies, localizations
from homeport.methods.family import ById
from homeport.rpc import NoParams, Params, method

ERRORS = (ACCESS_DENIED_TEXT, currencies.ID_INVALID)


class Localize(Params):
    id: Any = None
    localizations: Any = None


class Delocalize(Params):
    id: Any = None
    lids: Any = None


@method("crm.currency.localizations.get", errors=ERRORS)
def get(ctx: Ctx, p: ById) -> dict[str, Any]:
    """Return the localizations of a currency by language."""
    return currencies.localized(ctx, p.id)


@method("crm.currency.localizations.set", writes=True, errors=(*ERRORS, currencies.UNFIT_NEW))
def set_(ctx: Ctx, p: Localize) -> bool:
    """Set localizations of a currency."""
    return currencies.localize(ctx, p.id, p.localizations)


@method("crm.currency.localizations.delete", writes=True, errors=ERRORS)
def delete(ctx: Ctx, p: Delocalize) -> bool:
    """Delete localizations of a currency."""
    return currencies.delocalize(ctx, p.id, p.lids)


@method("crm.currency.localizations.fields", errors=(ACCESS_DENIED_TEXT,))
def fields(ctx: Ctx, p: NoParams) -> dict[str, Any]:
    """Describe the fields of a localization."""
    currencies.require_reader(ctx)
    return described(localizations.FIELDS)

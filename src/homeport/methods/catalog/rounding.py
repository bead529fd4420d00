"""``catalog.roundingRule.*``: how prices are rounded, and what kinds of rounding there are."""

from dataclasses import replace
from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.catalog import prices
from homeport.domain.catalog.prices import ROUNDING_RULES
from homeport.domain.records.dialect import CATALOG
from homeport.methods.family import family
from homeport.rpc import NoParams, method

SPEECH = replace(CATALOG, not_found=prices.NO_RULE, repeats=True)
KINDS = {1: "Mathematical", 2: "In favor of the store", 4: "In favor of the customer"}


@method("catalog.enum.getRoundTypes")
def get_round_types(ctx: Ctx, p: NoParams) -> dict[str, Any]:
    """List the kinds of rounding."""
    return {"enum": [{"id": number, "name": name} for number, name in KINDS.items()]}


METHODS = [
    *family("catalog.roundingRule", ROUNDING_RULES, SPEECH, "add get update delete getFields"),
    *family("catalog.roundingrule", ROUNDING_RULES, SPEECH, "list"),
]

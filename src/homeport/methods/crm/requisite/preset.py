"""``crm.requisite.preset.*``: templates of requisites."""

from dataclasses import replace
from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.crm.requisite.countries import COUNTRIES
from homeport.domain.crm.requisite.presets import IN_USE, PRESETS
from homeport.domain.records.collection import EVERYBODY
from homeport.methods.crm.requisite._speaking import listing, speaking_of
from homeport.methods.family import family
from homeport.rpc import NoParams, method

_PREFIX, _DIALECT = "crm.requisite.preset", speaking_of("Preset")

METHODS = [
    *family(_PREFIX, PRESETS, _DIALECT, "add get update delete", errors=(IN_USE,)),
    *family(_PREFIX, PRESETS, listing(_DIALECT), "list"),
    *family(_PREFIX, replace(PRESETS, access=EVERYBODY), _DIALECT, "fields"),
]


@method("crm.requisite.preset.countries")
def countries(ctx: Ctx, p: NoParams) -> list[dict[str, Any]]:
    """List the countries that templates of requisites may be for."""
    return [country.described() for country in COUNTRIES.values()]

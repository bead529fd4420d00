"""``catalog.catalog.*``: catalogues."""

from dataclasses import replace

from homeport.core.ctx import Ctx
from homeport.domain.catalog import catalogs
from homeport.domain.catalog.catalogs import CATALOGS
from homeport.domain.records import reading
from homeport.domain.records.dialect import CATALOG, CATALOG_CLOSED
from homeport.methods.family import family
from homeport.rpc import Id, Params, method

SPEECH = replace(CATALOG, unreadable=CATALOG_CLOSED, outside=CATALOG.unreadable, not_found=catalogs.NOT_FOUND)


class ById(Params):
    id: Id


@method("catalog.catalog.isOffers", errors=(CATALOG.unreadable, CATALOG_CLOSED, catalogs.NOT_FOUND))
def is_offers(ctx: Ctx, p: ById) -> bool:
    """Say whether a catalogue is one of variations."""
    return reading.get(ctx, CATALOGS, {"ID": p.id}, SPEECH)["productIblockId"] is not None


METHODS = family("catalog.catalog", CATALOGS, SPEECH, "get list getFields")

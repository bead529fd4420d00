"""``catalog.productPropertyFeature.*``: where properties are shown."""

from dataclasses import replace
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.rights import Operation
from homeport.domain.catalog import properties
from homeport.domain.catalog.properties import AVAILABLE, FEATURES
from homeport.methods.catalog import product_property
from homeport.methods.family import family
from homeport.rpc import Id, Params, method

SPEECH = replace(product_property.SPEECH, not_found=properties.NO_FEATURE, repeats=True)


class OfProperty(Params):
    property_id: Id


@method(
    "catalog.productPropertyFeature.getAvailableFeaturesByProperty",
    errors=(SPEECH.unreadable, properties.NO_FEATURE),
)
def get_available(ctx: Ctx, p: OfProperty) -> dict[str, Any]:
    """List the parameters that a property may have."""
    if FEATURES.access.grant(ctx, Operation.READ) is None:
        raise SPEECH.unreadable()
    if not properties.exists(ctx, p.property_id):
        raise properties.NO_FEATURE()
    found = [{"featureId": each.feature, "featureName": each.name, "moduleId": each.module} for each in AVAILABLE]
    return {"features": found}


METHODS = family(
    "catalog.productPropertyFeature",
    FEATURES,
    SPEECH,
    "add get list update getFields",
    errors=(properties.BAD_FEATURE, properties.FEATURE_TAKEN),
)

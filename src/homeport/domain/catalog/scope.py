"""What the commercial catalogue brings to the portal."""

from homeport.domain.catalog import events
from homeport.domain.records.scopes import Scope

SCOPE = Scope(
    name="catalog",
    needed=events.CATALOG,
    events=events.codes,
    tables=(
        "homeport.domain.catalog.catalogs",
        "homeport.domain.catalog.document_fields",
        "homeport.domain.catalog.measures",
        "homeport.domain.catalog.pictures",
        "homeport.domain.catalog.price_extras",
        "homeport.domain.catalog.price_fields",
        "homeport.domain.catalog.price_types",
        "homeport.domain.catalog.product_fields",
        "homeport.domain.catalog.properties",
        "homeport.domain.catalog.ratios",
        "homeport.domain.catalog.sections",
        "homeport.domain.catalog.stock",
        "homeport.domain.catalog.stores",
        "homeport.domain.catalog.vats",
    ),
    install=(
        "homeport.domain.catalog.catalogs",
        "homeport.domain.catalog.measures",
        "homeport.domain.catalog.price_types",
        "homeport.domain.catalog.vats",
        "homeport.domain.catalog.properties",
    ),
    integrity=("homeport.domain.catalog.integrity",),
    files=("homeport.domain.catalog.doors",),
)

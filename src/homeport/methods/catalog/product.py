"""``catalog.product.*``: simple products, parents of variations, and services."""

from homeport.domain.catalog.products import PARENTS, PRODUCTS, SERVICES
from homeport.methods.catalog.product_kinds import kind

METHODS = [
    *kind("catalog.product", PRODUCTS, "element"),
    *kind("catalog.product.sku", PARENTS, "sku"),
    *kind("catalog.product.service", SERVICES, "service"),
]

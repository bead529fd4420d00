"""``catalog.product.*``: simple products, parents, their variations, and services."""

from homeport.domain.catalog.products import OFFERS, PARENTS, PRODUCTS, SERVICES
from homeport.methods.catalog.product_kinds import kind

METHODS = [
    *kind("catalog.product", PRODUCTS, "element"),
    *kind("catalog.product.offer", OFFERS, "offer"),
    *kind("catalog.product.sku", PARENTS, "sku"),
    *kind("catalog.product.service", SERVICES, "service"),
]

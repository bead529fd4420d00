"""Addresses that lead to the pictures of products and warehouses, for whoever may see these."""

from dataclasses import replace

from homeport.domain.catalog import images, pictures
from homeport.domain.catalog.stores import STORES
from homeport.domain.files.fields import door
from homeport.domain.records.collection import SETTINGS

EVERY_PRODUCT = replace(images.EVERY_PRODUCT, access=SETTINGS)
"""Products of every kind, for whoever may read records."""

DOORS = {
    pictures.PRODUCT_DOOR: door(lambda ctx, kind: EVERY_PRODUCT),
    **images.DOORS,
    pictures.STORE_DOOR: door(lambda ctx, kind: STORES),
}

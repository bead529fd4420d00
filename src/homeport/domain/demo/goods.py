"""What Harbour Trading sells: sections, products and services with prices, with the same ids on every start from
nothing."""

from homeport.core.ctx import Ctx
from homeport.domain.catalog import catalogs
from homeport.domain.catalog.price_extras import EXTRAS
from homeport.domain.catalog.priced import PRICED
from homeport.domain.catalog.prices import PRICES
from homeport.domain.catalog.products import OFFERS, PARENTS, SERVICES
from homeport.domain.catalog.properties import ENTRIES, PROPERTIES
from homeport.domain.catalog.sections import SECTIONS
from homeport.domain.demo.author import Author
from homeport.domain.demo.calendar import OPENING
from homeport.domain.records import writing
from homeport.domain.records.dialect import CATALOG, CLASSIC

SHELVES = (
    # name, code, the number of the section above
    ("Ropes", "ropes", None),
    ("Mooring lines", "mooring-lines", 1),
    ("Deck", "deck", None),
    ("Cleats", "cleats", 3),
    ("Safety", "safety", None),
)

GOODS = (
    # name, the number of the section, what one costs in euros, the number of the unit
    ("Polyester rope 12 mm", 1, 3.4, 1),
    ("Mooring line 20 m", 2, 89.0, 5),
    ("Dock line with snubber", 2, 64.5, 5),
    ("Stainless cleat", 4, 27.9, 5),
    ("Folding cleat", 4, 41.25, 5),
    ("Life jacket 150 N", 5, 119.0, 5),
    ("Handheld flare", 5, 16.8, 5),
)
MATERIALS = ("Polyester", "Stainless steel", "Dyneema")
HALYARD = "Halyard"
LENGTHS = ((20, 92.0), (30, 138.0))
"""Metres of a halyard, which is a parent product, and what it costs in euros; each is a variation."""
SURVEY = "Survey on board"
"""A service whose price is agreed each time."""


def add_goods(author: Author) -> None:
    """Sections, and what is in them."""
    ctx = author.acting(1, OPENING)
    for name, code, above in SHELVES:
        fields = {"iblockId": catalogs.PRODUCTS, "name": name, "code": code, "iblockSectionId": above}
        writing.create(ctx, SECTIONS, fields, CATALOG)
    for name, section, price, unit in GOODS:
        fields = {"NAME": name, "SECTION_ID": section, "PRICE": price, "CURRENCY_ID": "EUR", "MEASURE": unit}
        writing.create(ctx, PRICED, fields, CLASSIC)
    writing.create(ctx, EXTRAS, {"name": "Chandlery", "percentage": 35}, CATALOG)
    writing.create(ctx, SERVICES, {"iblockId": catalogs.PRODUCTS, "name": SURVEY}, CATALOG)
    _add_properties(ctx)
    _add_variations(ctx)


def _add_properties(ctx: Ctx) -> None:
    """What is said of products beside their fields; some say it."""
    brand = {"iblockId": catalogs.PRODUCTS, "name": "Brand", "code": "BRAND", "propertyType": "S", "sort": 100}
    material = {**brand, "name": "Material", "code": "MATERIAL", "propertyType": "L", "sort": 200}
    numbers = [writing.create(ctx, PROPERTIES, said, CATALOG)["ID"] for said in (brand, material)]
    entries = [
        writing.create(ctx, ENTRIES, {"propertyId": numbers[1], "value": value, "xmlId": f"M{place}"}, CATALOG)["ID"]
        for place, value in enumerate(MATERIALS, 1)
    ]
    products = PRICED.now(ctx.tx)
    for product, entry in ((1, entries[0]), (4, entries[1])):
        said = {f"PROPERTY_{numbers[0]}": "Harbour", f"PROPERTY_{numbers[1]}": entry}
        writing.change(ctx, products, {"ID": product}, said, CLASSIC)


def _add_variations(ctx: Ctx) -> None:
    """A parent product in two lengths."""
    parent = writing.create(ctx, PARENTS.now(ctx.tx), {"iblockId": catalogs.PRODUCTS, "name": HALYARD}, CATALOG)["ID"]
    length = {"iblockId": catalogs.VARIATIONS, "name": "Length", "code": "LENGTH", "propertyType": "N"}
    number = writing.create(ctx, PROPERTIES, length, CATALOG)["ID"]
    offers = OFFERS.now(ctx.tx)
    for metres, price in LENGTHS:
        said = {"iblockId": catalogs.VARIATIONS, "name": f"{HALYARD} {metres} m", "parentId": parent}
        made = writing.create(ctx, offers, {**said, f"property{number}": metres}, CATALOG)["ID"]
        costs = {"productId": made, "catalogGroupId": 1, "price": price, "currency": "EUR"}
        writing.create(ctx, PRICES, costs, CATALOG)

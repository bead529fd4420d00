"""What Harbour Trading sells: sections, products and services with prices, with the same ids on every start from
nothing."""

from homeport.domain.catalog import catalogs
from homeport.domain.catalog.price_extras import EXTRAS
from homeport.domain.catalog.priced import PRICED
from homeport.domain.catalog.products import SERVICES
from homeport.domain.catalog.sections import SECTIONS
from homeport.domain.demo.calendar import OPENING
from homeport.domain.demo.records import Author
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

"""What Harbour Trading sells: sections of its catalogue, with the same ids on every start from nothing."""

from homeport.domain.catalog.catalogs import PRODUCTS
from homeport.domain.catalog.sections import SECTIONS
from homeport.domain.demo.calendar import OPENING
from homeport.domain.demo.records import Author
from homeport.domain.records import writing
from homeport.domain.records.dialect import CATALOG

SHELVES = (
    # name, code, the number of the section above
    ("Ropes", "ropes", None),
    ("Mooring lines", "mooring-lines", 1),
    ("Deck", "deck", None),
    ("Cleats", "cleats", 3),
    ("Safety", "safety", None),
)


def add_goods(author: Author) -> None:
    """The sections."""
    ctx = author.acting(1, OPENING)
    for name, code, above in SHELVES:
        fields = {"iblockId": PRODUCTS, "name": name, "code": code, "iblockSectionId": above}
        writing.create(ctx, SECTIONS, fields, CATALOG)

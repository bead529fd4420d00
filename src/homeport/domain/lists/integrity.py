"""What holds of universal lists at every moment."""

from homeport.domain.iblock.tables import BLOCK
from homeport.domain.lists.tables import ELEMENT, FIELD, LIST, RIGHT, SECTION
from homeport.domain.records.integrity import orphans

RULES = (
    orphans("Lists that are no blocks", LIST.c.ID, BLOCK),
    orphans("Rights to lists that do not exist", RIGHT.c.LIST_ID, LIST),
    orphans("Fields of lists that do not exist", FIELD.c.LIST_ID, LIST),
    orphans("Sections of lists that do not exist", SECTION.c.BLOCK_ID, LIST),
    orphans("Elements of lists that do not exist", ELEMENT.c.BLOCK_ID, LIST),
    orphans("Elements in sections that do not exist", ELEMENT.c.IBLOCK_SECTION_ID, SECTION),
)

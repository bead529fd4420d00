"""What holds of the storages of applications at every moment."""

from sqlalchemy import select

from homeport.domain.entity.tables import ITEM, RIGHT, SECTION, STORAGE
from homeport.domain.iblock.tables import BLOCK
from homeport.domain.portal.apps.tables import APP
from homeport.domain.records.integrity import orphans, rule

_above = SECTION.alias()

RULES = (
    orphans("Storages of applications that do not exist", STORAGE.c.APP_ID, APP),
    orphans("Storages that are no blocks", STORAGE.c.ID, BLOCK),
    orphans("Rights to storages that do not exist", RIGHT.c.STORAGE_ID, STORAGE),
    orphans("Sections of storages that do not exist", SECTION.c.BLOCK_ID, STORAGE),
    orphans("Items of storages that do not exist", ITEM.c.BLOCK_ID, STORAGE),
    orphans("Items in sections that do not exist", ITEM.c.SECTION, SECTION),
    rule(
        "Sections below sections that do not exist",
        select(SECTION.c.ID).where(SECTION.c.SECTION.not_in(select(_above.c.ID))).order_by(SECTION.c.ID),
    ),
)

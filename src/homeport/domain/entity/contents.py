"""What is in a storage, removed with it: items with their values and files, sections, and files of properties."""

from sqlalchemy import bindparam, delete, select

from homeport.domain.entity.tables import ITEM, ITEM_FIELDS, SECTION, SECTION_FIELDS
from homeport.domain.files import fields, files
from homeport.domain.iblock.tables import PROPERTY, VALUE
from homeport.domain.iblock.types import FILE
from homeport.store import Query, Transaction, constant

_ITEMS = Query(select(ITEM).where(ITEM.c.BLOCK_ID == bindparam("block")))
_SECTIONS = Query(select(SECTION).where(SECTION.c.BLOCK_ID == bindparam("block")))
_OF_BLOCK = select(PROPERTY.c.ID).where(PROPERTY.c.IBLOCK_ID == bindparam("block"))
_FORGET_VALUES = Query(delete(VALUE).where(VALUE.c.PROPERTY_ID.in_(_OF_BLOCK)))
_FILES = Query(
    select(VALUE.c.VALUE)
    .join(PROPERTY, PROPERTY.c.ID == VALUE.c.PROPERTY_ID)
    .where(PROPERTY.c.IBLOCK_ID == bindparam("block"), PROPERTY.c.PROPERTY_TYPE == constant(FILE))
)


def forget(tx: Transaction, block: int) -> None:
    """Remove all that is in a storage."""
    for (number,) in tx.all(_FILES, block=block):
        files.forget(tx, int(number))
    tx.execute(_FORGET_VALUES, block=block)
    for query, table in ((_ITEMS, ITEM_FIELDS), (_SECTIONS, SECTION_FIELDS)):
        for row in tx.dicts(query, block=block):
            for field in table.files:
                fields.forget(tx, row[field.name])
    tx.delete(ITEM, BLOCK_ID=block)
    tx.delete(SECTION, BLOCK_ID=block)

"""What is in a list, removed with it; an element's values with the element."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, delete, select

from homeport.domain.disk import attached
from homeport.domain.files import fields, files
from homeport.domain.iblock import values
from homeport.domain.iblock.filed import held, stored
from homeport.domain.iblock.tables import ENUM, PROPERTY, VALUE
from homeport.domain.iblock.types import DISK_FILE, FILE
from homeport.domain.lists.tables import ELEMENT, ELEMENT_FIELDS, SECTION, SECTION_FIELDS
from homeport.domain.records.fields import FieldTable
from homeport.store import Query, Transaction

KIND = "lists_element"
"""What elements are called where files of the disk say what they are shown with."""

_ELEMENTS = Query(select(ELEMENT).where(ELEMENT.c.BLOCK_ID == bindparam("block")))
_SECTIONS = Query(select(SECTION).where(SECTION.c.BLOCK_ID == bindparam("block")))
_PROPERTIES = Query(
    select(PROPERTY.c.ID, PROPERTY.c.PROPERTY_TYPE, PROPERTY.c.USER_TYPE).where(
        PROPERTY.c.IBLOCK_ID == bindparam("block")
    )
)
_OF_BLOCK = select(PROPERTY.c.ID).where(PROPERTY.c.IBLOCK_ID == bindparam("block"))
_FORGET_VALUES = Query(delete(VALUE).where(VALUE.c.PROPERTY_ID.in_(_OF_BLOCK)))
_FORGET_ENTRIES = Query(delete(ENUM).where(ENUM.c.PROPERTY_ID.in_(_OF_BLOCK)))


def of_element(tx: Transaction, block: int, element: int) -> None:
    """Remove the values of an element, with the files that came with it; files of the disk that nothing else shows
    go too where they came with it."""
    for number, letter, user_type in tx.all(_PROPERTIES, block=block):
        if letter == FILE:
            for file in held(tx, number, element):
                files.forget(tx, file)
        elif f"{letter}:{user_type}" == DISK_FILE and stored(tx, number, element):
            attached.forget(tx, KIND, element)
    values.forget(tx, block, element)


def forget_files(tx: Transaction, table: FieldTable, row: Mapping[str, Any]) -> None:
    """Remove the files that the fields of a row hold."""
    for field in table.files:
        fields.forget(tx, row[field.name])


def empty(tx: Transaction, block: int) -> None:
    """Remove all that is in a list, but for its fields."""
    for row in tx.dicts(_ELEMENTS, block=block):
        of_element(tx, block, row["ID"])
        forget_files(tx, ELEMENT_FIELDS, row)
    for row in tx.dicts(_SECTIONS, block=block):
        forget_files(tx, SECTION_FIELDS, row)
    tx.execute(_FORGET_VALUES, block=block)
    tx.execute(_FORGET_ENTRIES, block=block)
    tx.delete(ELEMENT, BLOCK_ID=block)
    tx.delete(SECTION, BLOCK_ID=block)

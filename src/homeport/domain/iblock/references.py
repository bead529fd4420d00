"""Whether there is what a value of a property names: by the columns of tables, as this floor knows no scope."""

from sqlalchemy import bindparam, column, delete, select, table

from homeport.core.ctx import Ctx
from homeport.domain.iblock.definitions import Definition
from homeport.domain.iblock.tables import PROPERTY, VALUE
from homeport.domain.iblock.types import CHECKBOX, DISK_FILE, ELEMENT, EMPLOYEES, FILE, LIST, MONEY, SECTION
from homeport.domain.portal.people import users
from homeport.store import Query, Transaction

_ELEMENT = table("catalog_product", column("ID"), column("CATALOG_ID"))
_SECTION = table("catalog_section", column("ID"), column("CATALOG_ID"))
_ELEMENT_OF_LIST = table("lists_element", column("ID"), column("BLOCK_ID"))
_SECTION_OF_LIST = table("lists_section", column("ID"), column("BLOCK_ID"))
_CURRENCY = table("crm_currency", column("CURRENCY"))
_OBJECT = table("disk_object", column("ID"))

_BLOCKS = {
    ELEMENT: (
        Query(select(_ELEMENT.c.CATALOG_ID).where(_ELEMENT.c.ID == bindparam("id"))),
        Query(select(_ELEMENT_OF_LIST.c.BLOCK_ID).where(_ELEMENT_OF_LIST.c.ID == bindparam("id"))),
    ),
    SECTION: (
        Query(select(_SECTION.c.CATALOG_ID).where(_SECTION.c.ID == bindparam("id"))),
        Query(select(_SECTION_OF_LIST.c.BLOCK_ID).where(_SECTION_OF_LIST.c.ID == bindparam("id"))),
    ),
}
"""In which block an element, or a section, is: of the catalogue, or of a list."""
_MONEY = Query(select(_CURRENCY.c.CURRENCY).where(_CURRENCY.c.CURRENCY == bindparam("currency")))
_FILE = Query(select(_OBJECT.c.ID).where(_OBJECT.c.ID == bindparam("id")))
_NAMING = select(PROPERTY.c.ID).where(
    PROPERTY.c.PROPERTY_TYPE == bindparam("letter"), PROPERTY.c.LINK_IBLOCK_ID == bindparam("block")
)
_FORGET = Query(delete(VALUE).where(VALUE.c.PROPERTY_ID.in_(_NAMING), VALUE.c.NUMBER == bindparam("id")))


def require(ctx: Ctx, definition: Definition, stored: str) -> None:
    """Refuse a value that names what is not there.

    :raises ValueError: when it does
    """
    if not _is_there(ctx, definition, stored):
        raise ValueError("names what is not there")


def _is_there(ctx: Ctx, definition: Definition, stored: str) -> bool:  # noqa: PLR0911  a type a line
    code, tx = definition.type.code, ctx.tx
    if code == MONEY:
        return tx.one(_MONEY, currency=stored.partition("|")[2]) is not None
    if code in EMPLOYEES:
        return users.exists(tx, int(stored))
    if code == DISK_FILE:
        return tx.one(_FILE, id=int(stored)) is not None
    if definition.letter == FILE:
        return False
    if definition.letter == LIST and code != CHECKBOX:
        return any(str(entry.id) == stored for entry in definition.entries)
    if definition.letter in (ELEMENT, SECTION):
        found = {tx.value(query, id=int(stored)) for query in _BLOCKS[definition.letter]} - {None}
        return bool(found) and (definition.link is None or definition.link in found)
    return True


def forget(tx: Transaction, letter: str, block: int, number: int) -> None:
    """Remove the values that name an element, or a section, which is deleted.

    :param letter: which of them
    """
    tx.execute(_FORGET, letter=letter, block=block, id=float(number))

"""What properties there are. Kept by the process as long as the portal's generation stays."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import select

from homeport.domain.iblock.tables import ENUM, PROPERTY
from homeport.domain.iblock.types import TYPES, PropertyType, type_of
from homeport.domain.portal import generation
from homeport.store import Query, Transaction, constant

_COLUMNS = (
    PROPERTY.c.ID, PROPERTY.c.IBLOCK_ID, PROPERTY.c.NAME, PROPERTY.c.CODE, PROPERTY.c.PROPERTY_TYPE,
    PROPERTY.c.USER_TYPE, PROPERTY.c.MULTIPLE, PROPERTY.c.IS_REQUIRED, PROPERTY.c.DEFAULT_VALUE,
    PROPERTY.c.LINK_IBLOCK_ID, PROPERTY.c.USER_TYPE_SETTINGS,
)  # fmt: skip
_PROPERTIES = Query(
    select(*_COLUMNS).where(PROPERTY.c.ACTIVE == constant("Y")).order_by(PROPERTY.c.SORT, PROPERTY.c.ID)
)
_ENTRIES = Query(select(ENUM.c.PROPERTY_ID, ENUM.c.ID, ENUM.c.VALUE, ENUM.c.DEF).order_by(ENUM.c.SORT, ENUM.c.ID))


class Entry(NamedTuple):
    """An entry of a property of the type list.

    :param by_default: ``Y`` when new elements have it
    """

    id: int
    value: str
    by_default: str


@dataclass(frozen=True)
class Definition:
    """A property that is in use.

    :param default: what new elements hold, as JSON
    :param link: the block of the elements or sections that it may name
    :param settings_json: of its type
    :param entries: of its list
    """

    id: int
    block: int
    name: str
    code: str | None
    letter: str
    user_type: str | None
    multiple: str
    required: str
    default: str | None
    link: int | None
    settings_json: str | None
    entries: tuple[Entry, ...]

    @property
    def type(self) -> PropertyType:
        """Its type."""
        return type_of(self.letter, self.user_type) or TYPES["S"]

    @property
    def several(self) -> bool:
        """Whether an element may have several values of it."""
        return self.multiple == "Y"

    @cached_property
    def settings(self) -> dict[str, Any]:
        """What it was told, and what holds unless told."""
        said: dict[str, Any] = msgspec.json.decode(self.settings_json) if self.settings_json else {}
        return {**self.type.settings, **said}


class Definitions:
    """The properties of a block, in their order. Equal ones are found again where something was made of them."""

    __slots__ = ("_hash", "properties")

    def __init__(self, properties: tuple[Definition, ...]) -> None:
        self.properties = properties
        self._hash = hash(properties)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Definitions) and self.properties == other.properties)


NONE = Definitions(())


def of(tx: Transaction, block: int) -> Definitions:
    """The properties of a block that are in use."""
    return generation.kept(tx, "properties", _load).get(block, NONE)


def _load(tx: Transaction) -> dict[int, Definitions]:
    entries: dict[int, list[Entry]] = defaultdict(list)
    for property_id, *entry in tx.all(_ENTRIES):
        entries[property_id].append(Entry(*entry))
    found: dict[int, list[Definition]] = defaultdict(list)
    for row in tx.all(_PROPERTIES):
        found[row[1]].append(Definition(*(*row, tuple(entries[row[0]]))))
    return {block: Definitions(tuple(each)) for block, each in found.items()}

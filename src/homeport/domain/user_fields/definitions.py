"""What user fields there are. Kept by the process as long as the portal's generation stays."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import bindparam, select

from homeport.domain.portal import generation
from homeport.domain.user_fields.tables import FIELD, ITEM
from homeport.domain.user_fields.types import ENUMERATION, ORDERED, UserType, type_of
from homeport.store import Query, Transaction

LABELS = ("EDIT_FORM_LABEL", "LIST_COLUMN_LABEL", "LIST_FILTER_LABEL", "ERROR_MESSAGE", "HELP_MESSAGE")
"""The texts of a field, each in several languages."""

COLUMNS = tuple(column.name for column in FIELD.c)

_NO_DAY = {"TYPE": "NONE", "VALUE": ""}

_FIELDS = Query(select(*FIELD.c).order_by(FIELD.c.SORT, FIELD.c.ID))
_ITEMS = Query(select(*ITEM.c).order_by(ITEM.c.SORT, ITEM.c.ID))
_BY_ID = Query(select(*FIELD.c).where(FIELD.c.ID == bindparam("id")))
_ITEMS_OF = Query(select(*ITEM.c).where(ITEM.c.FIELD_ID == bindparam("id")).order_by(ITEM.c.SORT, ITEM.c.ID))


class Item(NamedTuple):
    """An entry of a list; the names are those of its columns in small letters."""

    id: int
    field_id: int
    value: str
    sort: int
    by_default: str
    xml_id: str


@dataclass(frozen=True)
class Definition:
    """A user field: the values of its columns in :data:`COLUMNS`, in small letters.

    :param items: the entries of its list
    """

    id: int
    entity_id: str
    name: str
    type_name: str
    xml_id: str | None
    sort: int
    multiple: str
    mandatory: str
    show_filter: str
    show_in_list: str
    edit_in_list: str
    is_searchable: str
    settings_json: str
    labels_json: str
    slot: str
    items: tuple[Item, ...]

    @cached_property
    def type(self) -> UserType:
        """Its type."""
        return type_of(self.type_name)

    @cached_property
    def settings(self) -> dict[str, Any]:
        """Its settings, by name."""
        found: dict[str, Any] = msgspec.json.decode(self.settings_json)
        return found

    @cached_property
    def labels(self) -> dict[str, dict[str, str]]:
        """Its texts: by the names in :data:`LABELS`, by language."""
        found: dict[str, dict[str, str]] = msgspec.json.decode(self.labels_json)
        return found

    @cached_property
    def usual(self) -> tuple[Any, ...]:
        """What it holds in a new record that does not name it, as its settings say it; for most fields nothing."""
        if self.type_name == ENUMERATION:
            chosen: Any = [item.id for item in self.items if item.by_default == "Y"]
            chosen = chosen if self.several else next(iter(chosen), None)
        else:
            chosen = self.settings.get("DEFAULT_VALUE")
        is_none = chosen in (None, "", [], _NO_DAY)
        return () if is_none else (chosen,)

    @property
    def several(self) -> bool:
        """Whether it holds several values."""
        return self.multiple == "Y"

    @property
    def lists_by_it(self) -> bool:
        """Whether long lists are to be had in its order: people are offered it in filters, and its values have one."""
        return self.show_filter != "N" and not self.several and self.type_name in ORDERED

    def label(self, name: str, language: str = "en") -> str | None:
        """One of its texts in a language, or None."""
        return self.labels.get(name, {}).get(language) or None

    def row(self) -> dict[str, Any]:
        """Its columns by name, without what is kept as JSON."""
        values = (
            self.id, self.entity_id, self.name, self.type_name, self.xml_id, self.sort, self.multiple, self.mandatory,
            self.show_filter, self.show_in_list, self.edit_in_list, self.is_searchable,
        )  # fmt: skip
        return dict(zip(COLUMNS, values, strict=False))


class Definitions:
    """The user fields of an entity, in their order. Equal ones are found again where something was made of them."""

    __slots__ = ("_hash", "fields")

    def __init__(self, fields: tuple[Definition, ...]) -> None:
        self.fields = fields
        self._hash = hash(fields)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Definitions) and self.fields == other.fields)


NONE = Definitions(())


def of(tx: Transaction, entity_id: str) -> Definitions:
    """The user fields of an entity.

    :param entity_id: for example ``CRM_DEAL``
    """
    return generation.kept(tx, "user fields", _load).get(entity_id, NONE)


def any_of(tx: Transaction) -> bool:
    """Whether there are any."""
    return bool(generation.kept(tx, "user fields", _load))


def find(tx: Transaction, field_id: int) -> Definition | None:
    """A user field by its id."""
    row = tx.one(_BY_ID, id=field_id)
    return None if row is None else Definition(*(*row, tuple(Item(*item) for item in tx.all(_ITEMS_OF, id=field_id))))


def _load(tx: Transaction) -> dict[str, Definitions]:
    rows = tx.all(_FIELDS)
    if not rows:
        return {}
    items = defaultdict(list)
    for row in tx.all(_ITEMS):
        items[row[1]].append(Item(*row))
    found = defaultdict(list)
    for row in rows:
        found[row[1]].append(Definition(*(*row, tuple(items[row[0]]))))
    return {entity_id: Definitions(tuple(fields)) for entity_id, fields in found.items()}

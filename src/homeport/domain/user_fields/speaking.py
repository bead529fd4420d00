"""User fields as the classic methods answer them: one, or a list by a filter.

Sources: ``crm-deal-userfield-get.md``, ``crm-deal-userfield-list.md`` and their likes.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.values import read_integer, read_string
from homeport.domain.records.conditions import clause
from homeport.domain.records.filters import Filter, Filterable, Group
from homeport.domain.records.rows import Order, columns_of, order_of
from homeport.domain.user_fields.definitions import LABELS, Definition, of
from homeport.domain.user_fields.tables import FIELD
from homeport.domain.user_fields.types import ENUMERATION
from homeport.store import Query, statements

FILTERED = {
    "ID": read_integer,
    "ENTITY_ID": read_string,
    "FIELD_NAME": read_string,
    "USER_TYPE_ID": read_string,
    "XML_ID": read_string,
    "SORT": read_integer,
    "MULTIPLE": read_string,
    "MANDATORY": read_string,
    "SHOW_FILTER": read_string,
    "SHOW_IN_LIST": read_string,
    "EDIT_IN_LIST": read_string,
    "IS_SEARCHABLE": read_string,
}
"""What fields are found and sorted by."""

_ORDER = (("SORT", False), ("ID", False))


def classic(definition: Definition) -> dict[str, Any]:
    """A field, without its texts."""
    answer: dict[str, Any] = {
        name: str(value) if isinstance(value, int) else value for name, value in definition.row().items()
    }
    answer["SETTINGS"] = definition.settings
    if definition.type_name == ENUMERATION:
        answer["LIST"] = [
            {
                "ID": str(item.id),
                "SORT": str(item.sort),
                "VALUE": item.value,
                "DEF": item.by_default,
                "XML_ID": item.xml_id,
            }
            for item in definition.items
        ]
    return answer


def whole(definition: Definition) -> dict[str, Any]:
    """A field with its texts in every language."""
    return classic(definition) | {name: definition.labels[name] for name in LABELS}


def in_language(definition: Definition, language: str) -> dict[str, Any]:
    """A field with its texts in one language."""
    return classic(definition) | {name: definition.label(name, language) for name in LABELS}


def listed(ctx: Ctx, entity_id: str, given_filter: Mapping[str, Any], given_order: Mapping[str, Any]) -> list[Any]:
    """The fields of an entity that a filter finds, in an order; with their texts in the language of ``LANG``."""
    said = {str(name).upper(): value for name, value in given_filter.items()}
    language = said.pop("LANG", None)
    found = sought(ctx, [entity_id], said, given_order)
    if language in (None, ""):
        return [classic(definition) for definition in found]
    return [in_language(definition, str(language).lower()) for definition in found]


def sought(
    ctx: Ctx, entity_ids: Sequence[str], said: Mapping[str, Any], given_order: Mapping[str, Any]
) -> list[Definition]:
    """The fields of entities that a filter finds, in an order."""
    if not entity_ids:
        return []
    parsed = Filter(said, _filterable, ctx)
    order = order_of(ctx, given_order.items(), lambda name: name.upper() if name.upper() in FILTERED else None)
    names = {f"entity{number}": entity_id for number, entity_id in enumerate(entity_ids)}
    found = ctx.tx.all(_statement(parsed.tree, order or _ORDER, len(names)), **names, **parsed.params)
    every = {definition.id: definition for name in entity_ids for definition in of(ctx.tx, name).fields}
    return [every[row[0]] for row in found]


@statements
def _statement(tree: Group, order: Order, entities: int) -> Query:
    compare = columns_of(FIELD)
    sorting = [FIELD.c[name].desc() if descending else FIELD.c[name].asc() for name, descending in order]
    of_entities = FIELD.c.ENTITY_ID.in_([bindparam(f"entity{number}") for number in range(entities)])
    return Query(select(FIELD.c.ID).where(of_entities, clause(tree, compare)).order_by(*sorting, FIELD.c.ID))


def _filterable(name: str) -> Filterable | None:
    read = FILTERED.get(name.upper())
    return None if read is None else Filterable(name.upper(), read)

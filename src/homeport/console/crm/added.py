"""Fields that people have added to a kind of records: which its lists show, search and are narrowed by.

Source: ``crm-deal-userfield-add.md``: SHOW_IN_LIST, SHOW_FILTER, IS_SEARCHABLE, EDIT_IN_LIST.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from homeport.console.crm.kinds import Kind
from homeport.console.section import Signed
from homeport.domain.crm.record.user_fields import of_type
from homeport.domain.user_fields.definitions import Definition
from homeport.domain.user_fields.fields import WORDS
from homeport.domain.user_fields.types import ENUMERATION

Fields = Mapping[str, Mapping[str, Any]]
Added = Mapping[str, Definition]
"""By the names of fields in ``crm.item.*``."""

SORTABLE = frozenset({*WORDS, "integer", "double", "date", "datetime"})
"""Types whose values are in an order that people see."""

_INPUTS = {"integer": "number", "double": "number", "date": "date", "datetime": "date", "employee": "people"}
_NOT_NARROWED_BY = frozenset({"file", "iblock_section", "iblock_element"})
"""Types whose values are numbers that mean nothing to people."""
_YES_NO = (("1", "Yes"), ("0", "No"))


class Narrowing(NamedTuple):
    """An input by which a list is narrowed.

    :param form: ``select``, ``people``, else the type of an HTML input
    :param options: (value, title) pairs to choose from
    :param exact: whether a text is the whole of what is looked for
    """

    name: str
    title: str
    form: str
    options: tuple[tuple[str, str], ...]
    exact: bool

    def conditions(self, text: str, kind: str) -> dict[str, Any]:
        """For the filter of ``crm.item.list``.

        :param kind: the field's type
        """
        if kind == "boolean" and text == "0":
            return {f"!={self.name}": 1}  # also where nobody has said it
        if kind == "datetime":
            return {f">={self.name}": text, f"<{self.name}": day_after(text)}
        return {f"{'=' if self.exact else '%'}{self.name}": text}


async def added_to(visit: Signed, kind: Kind, fields: Fields) -> Added:
    """The fields that have been added to a kind, in their order.

    :param fields: the kind's, as ``crm.item.fields`` describes them
    """
    names = {described["upperName"]: name for name, described in fields.items() if described.get("isDynamic")}
    found = await visit.portal.read(lambda tx: of_type(tx, kind.type_id))
    return {names[each.name]: each for each in found.fields if each.name in names}


def widened(kind: Kind, added: Added) -> Kind:
    """A kind whose lists show the fields that are to be seen in lists, and search in those that are to be searched."""
    shown = tuple(name for name, field in added.items() if field.show_in_list == "Y")
    searched = tuple(
        name
        for name, field in added.items()
        if field.is_searchable == "Y" and field.type_name in WORDS and not field.several
    )
    return replace(kind, columns=(*kind.columns, *shown), search=(*kind.search, *searched))


def narrowing(added: Added) -> list[Narrowing]:
    """The inputs of the fields that are to be offered in filters: ``I`` looks for the whole of a text, others in it."""
    return [
        _narrowing(name, field)
        for name, field in added.items()
        if field.show_filter != "N" and field.type_name not in _NOT_NARROWED_BY
    ]


def _narrowing(name: str, field: Definition) -> Narrowing:
    title = field.label("LIST_FILTER_LABEL") or field.label("EDIT_FORM_LABEL") or field.name
    if field.type_name == ENUMERATION:
        entries = tuple((str(item.id), item.value) for item in field.items)
        return Narrowing(name, title, "select", entries, True)
    if field.type_name == "boolean":
        return Narrowing(name, title, "select", _YES_NO, True)
    form = _INPUTS.get(field.type_name, "search")
    return Narrowing(name, title, form, (), form != "search" or field.show_filter == "I")


def day_after(text: str) -> str:
    """The day after one, where it is one."""
    try:
        return (date.fromisoformat(text) + timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return text

"""Lists narrowed by any field that they can be narrowed by, with an input for each type of fields."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from homeport.console.crm import showing
from homeport.console.crm.added import SORTABLE, day_after

Fields = Mapping[str, Mapping[str, Any]]

MOST = 12
"""Fields that one list is narrowed by beside the usual ones."""

_RANGES = {"integer": "number", "double": "number", "date": "date", "datetime": "date", "money": "number"}
_YES_NO = (("Y", "Yes"), ("N", "No"))
_PEOPLE = ("user", "employee")
_NOT_BY = frozenset(
    {"file", "object", "crm_multifield", "iblock_section", "iblock_element", "location", "crm_category", "money"}
)
_STANDS = frozenset({"id", "stageId", "categoryId", "contacts", "assignedById", "previousStageId", "phone", "email"})
"""Fields that lists are narrowed by anyway, or that are another name of one, or computed."""


class AnyField(NamedTuple):
    """A field that a list is narrowed by.

    :param form: ``text``, ``select``, ``directory``, ``people``, ``records``, ``flag``, or for a range the type of an
        HTML input
    :param options: (value, title) pairs to choose from
    :param directory: where others are from
    :param type_id: of the records that it leads to
    """

    name: str
    title: str
    form: str
    options: tuple[tuple[str, str], ...] = ()
    directory: str = ""
    type_id: int = 0
    added: bool = False

    @property
    def is_range(self) -> bool:
        """Whether it has two inputs: from and to."""
        return self.form in ("number", "date")

    @property
    def inputs(self) -> tuple[str, ...]:
        """The names of its inputs."""
        return (f"f.{self.name}.from", f"f.{self.name}.to") if self.is_range else (f"f.{self.name}",)

    def conditions(self, given: Mapping[str, str]) -> dict[str, Any]:
        """For the filter of ``crm.item.list``."""
        values = [given.get(name, "") for name in self.inputs]
        if not any(values):
            return {}
        if self.is_range:
            lowest, highest = values
            wanted: dict[str, Any] = {f">={self.name}": lowest} if lowest else {}
            if highest and self.form == "date":
                wanted[f"<{self.name}"] = day_after(highest)
            elif highest:
                wanted[f"<={self.name}"] = highest
            return wanted
        if self.form == "flag" and self.added:
            return {f"={self.name}": 1} if values[0] == "Y" else {f"!={self.name}": 1}
        return {f"{'%' if self.form == 'text' else '='}{self.name}": values[0]}


def every(fields: Fields) -> list[AnyField]:
    """Every field that a list can be narrowed by, by title."""
    found = (_of(name, described) for name, described in fields.items() if name not in _STANDS)
    return sorted((each for each in found if each), key=lambda each: each.title.lower())


def chosen(fields: Fields, by: str, more: str) -> list[AnyField]:
    """The fields that an address narrows by; those that there are not any more are left out.

    :param by: their names with commas between
    :param more: the name of one more
    """
    names = list(dict.fromkeys([*by.split(","), more]))
    found = (_of(name, fields[name]) for name in names if name in fields and name not in _STANDS)
    return [each for each in found if each][:MOST]


def _of(name: str, described: Mapping[str, Any]) -> AnyField | None:  # noqa: PLR0911  a case for each type
    kind, title = described["type"], described.get("title") or name
    added = bool(described.get("isDynamic"))
    if kind in _NOT_BY or not described["isFilterable"]:
        return None
    if added and kind == "enumeration":
        entries = tuple((entry["ID"], entry["VALUE"]) for entry in described["items"])
        return AnyField(name, title, "select", entries)
    if kind in _PEOPLE:
        return AnyField(name, title, "people")
    if kind in ("char", "boolean"):
        return AnyField(name, title, "flag", _YES_NO, added=added)
    if kind == "crm_status" and not added:
        return AnyField(name, title, "directory", directory=str(described.get("statusType", "")))
    type_id = showing.linked_type(dict(described))
    if type_id and not added:
        return AnyField(name, title, "records", type_id=type_id)
    if kind in _RANGES and not described["isMultiple"]:
        return AnyField(name, title, _RANGES[kind])
    if added and kind not in SORTABLE:
        return None
    return AnyField(name, title, "text")

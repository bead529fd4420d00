"""Smart processes, with the relations that let records name their parents."""

from typing import Any

from sqlalchemy import bindparam, select

from homeport.core import owner
from homeport.domain.crm.type import smart_processes
from homeport.domain.crm.type.types import RELATION, SWITCHES, TYPE
from homeport.domain.declared.author import Author
from homeport.domain.declared.part import Part, Values, Work
from homeport.domain.declared.reading import Entry
from homeport.domain.records.fields import camel
from homeport.store import Query

_TYPE = Query(select(TYPE.c.ID, TYPE.c.TITLE, TYPE.c.CODE, *(TYPE.c[name] for name in SWITCHES)).where(
    TYPE.c.ENTITY_TYPE_ID == bindparam("id")
))  # fmt: skip
_PARENTS = Query(
    select(RELATION.c.PARENT_TYPE_ID, RELATION.c.IS_CHILDREN_LIST_ENABLED)
    .where(RELATION.c.CHILD_TYPE_ID == bindparam("id"))
    .order_by(RELATION.c.PARENT_TYPE_ID)
)
_CHILDREN = Query(
    select(RELATION.c.CHILD_TYPE_ID, RELATION.c.IS_CHILDREN_LIST_ENABLED)
    .where(RELATION.c.PARENT_TYPE_ID == bindparam("id"))
    .order_by(RELATION.c.CHILD_TYPE_ID)
)
_SIDES = {"PARENTS": ("parent", _PARENTS), "CHILDREN": ("child", _CHILDREN)}


class Types(Part[int]):
    """Smart processes, known by their type ids."""

    def __init__(self, work: Work, author: Author) -> None:
        super().__init__(work)
        self._author = author

    def find(self, entry: Entry) -> int | None:
        number: int = entry.values["ENTITY_TYPE_ID"]
        return None if self.look(number) is None else number

    def look(self, record_id: int) -> dict[str, Any] | None:
        found = self.tx.dicts(_TYPE, id=record_id)
        if not found:
            return None
        return found[0] | {name: self.tx.all(query, id=record_id) for name, (_, query) in _SIDES.items()}

    def add(self, entry: Entry, values: Values) -> int:
        number: int = values["ENTITY_TYPE_ID"]
        smart_processes.add(self._author.ctx, self._spelled(number, values))
        return number

    def change(self, record_id: int, entry: Entry, values: Values) -> None:
        if values["ENTITY_TYPE_ID"] != record_id:
            raise ValueError("entityTypeId: it stays as it is; another one needs another name")
        found = self.look(record_id)
        assert found is not None
        smart_processes.update(self._author.ctx, found["ID"], self._spelled(record_id, values))

    def _spelled(self, type_id: int, values: Values) -> dict[str, Any]:
        """As a client of ``crm.type.add`` would send it."""
        given: dict[str, Any] = {camel(name): value for name, value in values.items() if name not in _SIDES}
        if not _SIDES.keys().isdisjoint(values):
            given["relations"] = {word: self._links(type_id, values, name) for name, (word, _) in _SIDES.items()}
        return given

    def _links(self, type_id: int, values: Values, name: str) -> list[dict[str, Any]]:
        """The relations on one side: those of the file; those that there are where it says nothing.

        Of two smart processes the child says that it has the other as its parent, so that it is said once.
        """
        there: dict[int, str] = dict(self.tx.all(_SIDES[name][1], id=type_id))
        wanted = set(values.get(name, there))
        if type_id in wanted:
            raise ValueError(f"{name.lower()}: it cannot be one of its own")
        if name == "CHILDREN":
            wanted |= {other for other in there if other >= owner.FIRST_DYNAMIC}
        return [
            {"entityTypeId": other, "isChildrenListEnabled": there.get(other, "Y") == "Y"} for other in sorted(wanted)
        ]

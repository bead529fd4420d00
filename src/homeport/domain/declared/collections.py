"""Rows of collections, which all are written alike: units of measurement, VAT rates, entries of directories."""

from typing import Any

from sqlalchemy import bindparam, select

from homeport.domain.catalog.priced import PRICED
from homeport.domain.crm.stages.directories import IN_PROGRESS
from homeport.domain.crm.stages.entries import STATUSES
from homeport.domain.declared.author import STAMPS, Author
from homeport.domain.declared.part import Part, Values, Work
from homeport.domain.declared.reading import Entry
from homeport.domain.portal import info
from homeport.domain.records import reading, writing
from homeport.domain.records.collection import Collection
from homeport.domain.records.dialect import CLASSIC
from homeport.store import Query


class Rows(Part[int]):
    """The rows of a collection.

    :param known_by: the columns by which a row is known that no file made, where only one has their values
    """

    def __init__(self, work: Work, author: Author, collection: Collection, known_by: tuple[str, ...]) -> None:
        super().__init__(work)
        self.author = author
        self.numbers = collection.table
        self._collection = collection
        self._known_by = known_by
        table = collection.table
        self._known = Query(select(table.c.ID).where(*(table.c[name] == bindparam(name) for name in known_by)))

    def find(self, entry: Entry) -> int | None:
        found = self.tx.all(self._known, **{name: entry.values[name] for name in self._known_by})
        return found[0][0] if len(found) == 1 else None

    def look(self, record_id: int) -> dict[str, Any] | None:
        row = reading.stored(self.author.ctx, self._collection, {"ID": record_id})
        return None if row is None else {name: value for name, value in row.items() if name not in STAMPS}

    def add(self, entry: Entry, values: Values) -> int:
        row = writing.create(self.author.ctx, self._collection, values, CLASSIC)
        number: int = row["ID"]
        return number

    def change(self, record_id: int, entry: Entry, values: Values) -> None:
        before = self.look(record_id)
        assert before is not None
        for field in self._collection.fields:
            if field.immutable and values.get(field.name, before[field.name]) != before[field.name]:
                raise ValueError(f"{field.name}: it stays as it is; another one needs another name")
        writing.change(self.author.ctx, self._collection, {"ID": record_id}, values, CLASSIC)


class Statuses(Rows):
    """Entries of directories: values of fields, and stages."""

    def __init__(self, work: Work, author: Author) -> None:
        super().__init__(work, author, STATUSES, ("ENTITY_ID", "STATUS_ID"))

    def change(self, record_id: int, entry: Entry, values: Values) -> None:
        before = self.look(record_id)
        assert before is not None
        same: dict[str, Any] = {}  # what the file says in its own way
        if values["STATUS_ID"] == before["STATUS_ID"].rpartition(":")[2]:
            same["STATUS_ID"] = before["STATUS_ID"]
        if values.get("SEMANTICS") == IN_PROGRESS and before["SEMANTICS"] is None:
            same["SEMANTICS"] = None
        super().change(record_id, entry, {**values, **same})


class Products(Rows):
    """Products, with their base prices."""

    def __init__(self, work: Work, author: Author) -> None:
        super().__init__(work, author, PRICED, ("NAME",))

    def change(self, record_id: int, entry: Entry, values: Values) -> None:
        before = self.look(record_id)
        assert before is not None
        if "PRICE" in values:
            values = {"CURRENCY_ID": before["CURRENCY_ID"] or info.currency_of(self.tx), **values}
        super().change(record_id, entry, values)

"""Records of the CRM with their links and rows of goods."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any

from homeport.core.owner import FIRST_DYNAMIC, Owner
from homeport.domain.crm.entities import entity_of, exists
from homeport.domain.crm.entities.multifields import MULTIFIELDS
from homeport.domain.crm.products import rows
from homeport.domain.crm.record import link_rows, lists, multifields, reading, records
from homeport.domain.crm.record.collections import collection_of
from homeport.domain.crm.record.dialects import CLASSIC
from homeport.domain.crm.record.link_rows import Links, Wanted
from homeport.domain.crm.record.parents import is_parent
from homeport.domain.crm.stages import categories
from homeport.domain.crm.stages.directories import pipeline_of
from homeport.domain.crm.type import types
from homeport.domain.declared.author import STAMPS, Author
from homeport.domain.declared.field_values import chosen
from homeport.domain.declared.part import Part, Values, Work, difference, within
from homeport.domain.declared.reading import Entry
from homeport.domain.declared.schema import LINKS, ROWS
from homeport.domain.records.fields import FieldTable
from homeport.domain.user_fields.fields import UserField

_OF_ROWS = frozenset({"ID", "OWNER_ID", "PRICE_ACCOUNT"})
"""What no file says of a row: which one it is, and what follows from the rates of currencies."""


class Records(Part[int]):
    """The records of one type.

    :param entity_type_id: the type
    """

    def __init__(self, work: Work, author: Author, entity_type_id: int) -> None:
        super().__init__(work)
        self._author = author
        entity = entity_of(entity_type_id)
        assert entity is not None
        self._entity = entity
        self._links = {field: links for (type_id, field), links in LINKS.items() if type_id == entity_type_id}

    @property
    def _fields(self) -> FieldTable:
        return collection_of(self.tx, self._entity).fields

    def _owner(self, record_id: int) -> Owner:
        return Owner(self._entity.type_id, record_id)

    def is_there(self, number: int) -> bool:
        return exists(self.tx, self._owner(number))

    def numbered(self, number: int) -> AbstractContextManager[None]:
        if self._entity.type_id >= FIRST_DYNAMIC:
            return types.numbered(self.tx, self._entity.type_id, number)
        return self.tx.numbered(self._entity.table, number)

    def look(self, record_id: int) -> dict[str, Any] | None:
        owner = self._owner(record_id)
        if not exists(self.tx, owner):
            return None
        row = reading.stored(self._author.ctx, self._entity, record_id)
        assert row is not None
        kept = {name: value for name, value in row.items() if name not in STAMPS}
        held = lists.of_record(self.tx, owner)
        kept |= {
            field.name: held.get(field.name, [])
            for field in self._fields
            if is_parent(field) or (field.multiple and not field.stands_for)
        }
        kept |= {field: lists.entries_of(self.tx, owner, field) for field in self._links}
        found = multifields.of_record(self.tx, owner)
        kept |= {kind: [row[2:] for row in found if row[1] == kind] for kind in MULTIFIELDS}
        return kept | {ROWS: self._rows(record_id)}

    def _rows(self, record_id: int) -> list[dict[str, Any]]:
        """The rows of goods of a record, as far as files say them."""
        found = []
        for row in rows.of_record(self._author.ctx, self._owner(record_id)):
            nameless = {"PRODUCT_NAME": ""} if row["PRODUCT_NAME"] == rows.NAMELESS.format(id=row["ID"]) else {}
            found.append({name: value for name, value in row.items() if name not in _OF_ROWS} | nameless)
        return found

    def add(self, entry: Entry, values: Values) -> int:
        given = self._named(values, categories.default_of(self.tx, self._entity.type_id))
        for field, links in self._links.items():
            if field in values:
                wanted = sorted(_wanted(links, values[field]), key=lambda link: not link.primary)
                given[field] = [link.id for link in wanted]
        record_id = records.create(self._author.ctx, self._entity, given, CLASSIC)
        self._put_links(record_id, values)
        self._put_rows(record_id, values)
        return record_id

    def change(self, record_id: int, entry: Entry, values: Values) -> None:
        ctx = self._author.ctx
        before = reading.stored(ctx, self._entity, record_id)
        assert before is not None
        given = self._named(values, values.get("CATEGORY_ID", before.get("CATEGORY_ID")))
        held = multifields.of_record(self.tx, self._owner(record_id))
        given |= {name: _replacing(name, given[name], held) for name in MULTIFIELDS if name in given}
        for name, value in given.items():
            field = self._fields.by_name[name]
            if field.immutable and field.type.read(value, ctx.clock.zone) != before[name]:
                raise ValueError(f"{name}: it stays as it is once the record is there; another one needs another name")
        records.change(ctx, self._entity, record_id, given, CLASSIC)
        self._put_links(record_id, values)
        self._put_rows(record_id, values)

    def _named(self, values: Values, category_id: int | None) -> dict[str, Any]:
        """Values as a client of the classic methods would send them, without links and rows, which are written apart.

        A file names entries of lists by their texts or codes, and stages by their codes within the pipeline.

        :param category_id: the pipeline that the record is in unless the values say it
        :raises ValueError: for a user field or a parent that the portal does not have
        """
        known, stages = self._fields.by_name, self._entity.stages
        apart = {ROWS, *self._links, *(lists.PRIMARY.get(field) for field in self._links if field in values)}
        given = {name: value for name, value in values.items() if name not in apart}
        for name, value in given.items():
            if name not in known:
                what = "user field" if name.startswith("UF_") else "parent"
                raise ValueError(f"{name}: the portal has no such {what} of these records")
            field = known[name]
            if isinstance(field, UserField):
                given[name] = chosen(field, value)
        if stages and "CATEGORY_ID" in known and given.get(stages.field) and ":" not in given[stages.field]:
            pipeline = pipeline_of(self._entity.type_id, values.get("CATEGORY_ID", category_id) or 0)
            given[stages.field] = pipeline.coded(given[stages.field])
        return given

    def _put_links(self, record_id: int, values: Values) -> None:
        """Let a record have the links that are listed, in the order that there is where the file says none."""
        owner = self._owner(record_id)
        for field, links in self._links.items():
            if field in values:
                wanted = _wanted(links, values[field])
                held = lists.entries_of(self.tx, owner, field)
                if _says_more(wanted) or [link.id for link in wanted] != [entry.id for entry in held]:
                    self._replace_links(links, record_id, wanted)

    def _replace_links(self, links: Links, record_id: int, wanted: list[Wanted]) -> None:
        ctx, owner = self._author.ctx, self._owner(record_id)
        difference(
            self.tx,
            lambda: lists.entries_of(self.tx, owner, links.field),
            lambda: link_rows.replace_all(ctx, links, record_id, wanted),
        )

    def _put_rows(self, record_id: int, values: Values) -> None:
        """Let a record have the rows of goods that are listed; as long as it has, they stay the ones that they are."""
        if ROWS not in values:
            return
        ctx, owner, wanted = self._author.ctx, self._owner(record_id), values[ROWS]
        if not rows.has_rows(ctx, owner.entity_type_id):
            raise ValueError(f"{ROWS}: these records have none; isLinkWithProductsEnabled gives them some")
        for place, row in enumerate(wanted):
            with within(ROWS, place):
                rows.read(ctx, row, rows.CLASSIC_ROWS)
        difference(
            self.tx,
            lambda: self._rows(record_id),
            lambda: rows.replace_all(ctx, owner, wanted, rows.CLASSIC_ROWS),
        )


def _wanted(links: Links, given: list[Mapping[str, Any]]) -> list[Wanted]:
    """Links as a file says them."""
    return [Wanted(each[links.column], each.get("SORT"), each.get("IS_PRIMARY", False)) for each in given]


def _says_more(wanted: list[Wanted]) -> bool:
    return any(link.sort is not None or link.primary for link in wanted)


def _replacing(kind: str, wanted: list[dict[str, Any]], rows: list[tuple[Any, ...]]) -> list[dict[str, Any]]:
    """What a client would send to have these values instead of those that there are."""
    have = {(value_type, value): entry_id for entry_id, each, value_type, value in rows if each == kind}
    want = {(item.get("VALUE_TYPE") or multifields.DEFAULT_TYPES[kind], item.get("VALUE")): item for item in wanted}
    gone = [{"ID": str(entry_id), "DELETE": "Y"} for value, entry_id in have.items() if value not in want]
    return gone + [item for value, item in want.items() if value not in have]

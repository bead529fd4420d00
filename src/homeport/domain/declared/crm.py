"""Smart processes, records and activities: written by the rules that the REST methods write by, as an administrator."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Actor, Credential, Ctx
from homeport.core.owner import Owner
from homeport.core.rights import Rights
from homeport.domain.crm.activity import activities, bindings
from homeport.domain.crm.activity.tables import ACTIVITY, COMMUNICATION
from homeport.domain.crm.entities import entity_of, exists
from homeport.domain.crm.entities.multifields import MULTIFIELDS
from homeport.domain.crm.record import lists, multifields, reading, records
from homeport.domain.crm.record.collections import collection_of
from homeport.domain.crm.record.dialects import CLASSIC
from homeport.domain.crm.type import smart_processes
from homeport.domain.crm.type.types import SWITCHES, TYPE
from homeport.domain.declared.credentials import first_administrator
from homeport.domain.declared.field_values import chosen
from homeport.domain.declared.part import Part, Values, Work
from homeport.domain.declared.reading import Entry
from homeport.domain.records.fields import FieldTable, camel
from homeport.domain.user_fields.fields import UserField
from homeport.store import Query

_TYPE = Query(select(TYPE.c.ID, TYPE.c.TITLE, TYPE.c.CODE, *(TYPE.c[name] for name in SWITCHES)).where(
    TYPE.c.ENTITY_TYPE_ID == bindparam("id")
))  # fmt: skip
_ACTIVITY = Query(select(ACTIVITY).where(ACTIVITY.c.ID == bindparam("id")))
_TALKS = Query(
    select(COMMUNICATION.c.TYPE, COMMUNICATION.c.VALUE, COMMUNICATION.c.ENTITY_TYPE_ID, COMMUNICATION.c.ENTITY_ID)
    .where(COMMUNICATION.c.ACTIVITY_ID == bindparam("id"))
    .order_by(COMMUNICATION.c.ID)
)

_STAMPS = frozenset(
    {"DATE_MODIFY", "MODIFY_BY_ID", "UPDATED_TIME", "UPDATED_BY", "LAST_UPDATED", "EDITOR_ID", "LAST_ACTIVITY_TIME"}
)
"""What every write changes, even one that changes nothing else."""


class Author:
    """Writes as the portal's first administrator."""

    def __init__(self, work: Work) -> None:
        self._work = work

    @cached_property
    def ctx(self) -> Ctx:
        """:raises ValueError: when the portal has no administrator"""
        actor = Actor(first_administrator(self._work.tx), Rights({}, is_admin=True))
        return Ctx(self._work.tx, Credential("declared", actor, frozenset({"crm"})), self._work.clock)


class Types(Part):
    """Smart processes, known by their type ids."""

    def __init__(self, work: Work, author: Author) -> None:
        super().__init__(work)
        self._author = author

    def find(self, entry: Entry) -> int | None:
        number: int = entry.values["ENTITY_TYPE_ID"]
        return None if self.look(number) is None else number

    def look(self, record_id: int) -> dict[str, Any] | None:
        found = self.tx.dicts(_TYPE, id=record_id)
        return found[0] if found else None

    def add(self, entry: Entry, values: Values) -> int:
        smart_processes.add(self._author.ctx, _spelled(values))
        return int(values["ENTITY_TYPE_ID"])

    def change(self, record_id: int, entry: Entry, values: Values) -> None:
        if values["ENTITY_TYPE_ID"] != record_id:
            raise ValueError("entityTypeId: it stays as it is; another one needs another name")
        found = self.look(record_id)
        assert found is not None
        smart_processes.update(self._author.ctx, found["ID"], _spelled(values))


def _spelled(values: Values) -> dict[str, Any]:
    return {camel(name): value for name, value in values.items()}


class Records(Part):
    """The records of one type.

    :param entity_type_id: the type
    """

    def __init__(self, work: Work, author: Author, entity_type_id: int) -> None:
        super().__init__(work)
        self._author = author
        entity = entity_of(entity_type_id)
        assert entity is not None
        self._entity = entity

    @property
    def _fields(self) -> FieldTable:
        return collection_of(self.tx, self._entity).fields

    def look(self, record_id: int) -> dict[str, Any] | None:
        owner = Owner(self._entity.type_id, record_id)
        if not exists(self.tx, owner):
            return None
        row = reading.stored(self._author.ctx, self._entity, record_id)
        assert row is not None
        kept = {name: value for name, value in row.items() if name not in _STAMPS}
        held = lists.of_record(self.tx, owner)
        kept |= {
            field.name: held.get(field.name, []) for field in self._fields if field.multiple and not field.stands_for
        }
        rows = multifields.of_record(self.tx, owner)
        return kept | {kind: [row[2:] for row in rows if row[1] == kind] for kind in MULTIFIELDS}

    def add(self, entry: Entry, values: Values) -> int:
        return records.create(self._author.ctx, self._entity, self._named(values), CLASSIC)

    def change(self, record_id: int, entry: Entry, values: Values) -> None:
        ctx = self._author.ctx
        rows = multifields.of_record(self.tx, Owner(self._entity.type_id, record_id))
        given = {
            name: _replacing(name, value, rows) if name in MULTIFIELDS else value
            for name, value in self._named(values).items()
        }
        before = reading.stored(ctx, self._entity, record_id)
        assert before is not None
        for name, value in values.items():
            field = self._fields.by_name[name]
            if field.immutable and field.type.read(value, ctx.clock.zone) != before[name]:
                raise ValueError(f"{name}: it stays as it is once the record is there; another one needs another name")
        records.change(ctx, self._entity, record_id, given, CLASSIC)

    def _named(self, values: Values) -> dict[str, Any]:
        """Values with the ids of entries of lists, which a file names by their texts or codes.

        :raises ValueError: for a user field that the portal does not have
        """
        known = self._fields.by_name
        for name in values:
            if name not in known:
                raise ValueError(f"{name}: the portal has no such user field of these records")
        return {
            name: chosen(field, value) if isinstance(field := known[name], UserField) else value
            for name, value in values.items()
        }


def _replacing(kind: str, wanted: list[dict[str, Any]], rows: list[tuple[Any, ...]]) -> list[dict[str, Any]]:
    """What a client would send to have these values instead of those that there are."""
    have = {(value_type, value): entry_id for entry_id, each, value_type, value in rows if each == kind}
    want = {(item.get("VALUE_TYPE") or multifields.DEFAULT_TYPES[kind], item.get("VALUE")): item for item in wanted}
    gone = [{"ID": str(entry_id), "DELETE": "Y"} for value, entry_id in have.items() if value not in want]
    return gone + [item for value, item in want.items() if value not in have]


class Activities(Part):
    """Activities with their communications and bindings."""

    def __init__(self, work: Work, author: Author) -> None:
        super().__init__(work)
        self._author = author

    def look(self, record_id: int) -> dict[str, Any] | None:
        found = self.tx.dicts(_ACTIVITY, id=record_id)
        if not found:
            return None
        kept = {name: value for name, value in found[0].items() if name not in _STAMPS}
        return kept | {
            "COMMUNICATIONS": self.tx.all(_TALKS, id=record_id),
            "OWNER": (found[0]["OWNER_TYPE_ID"], found[0]["OWNER_ID"]),
            "BINDINGS": sorted(bindings.all_of(self.tx, record_id)),
        }

    def add(self, entry: Entry, values: Values) -> int:
        owner: Owner = values["OWNER"]
        given = {**_fields(values), "OWNER_TYPE_ID": owner.entity_type_id, "OWNER_ID": owner.entity_id}
        activity_id = activities.create(self._author.ctx, given)
        self._bind(activity_id, values)
        return activity_id

    def change(self, record_id: int, entry: Entry, values: Values) -> None:
        before = self.look(record_id)
        assert before is not None
        if values.get("TYPE_ID", before["TYPE_ID"]) != before["TYPE_ID"]:
            raise ValueError("TYPE_ID: it stays as it is once the activity is there; another one needs another name")
        owner = Owner(*before["OWNER"])
        if values["OWNER"] != owner:  # the file says another, or the owner was deleted and is made again
            if values["OWNER"] not in before["BINDINGS"]:
                bindings.bind(self._author.ctx, record_id, values["OWNER"])
            bindings.follow_owner(self.tx, record_id, owner, values["OWNER"])
        activities.change(self._author.ctx, record_id, _fields(values))
        self._bind(record_id, values)

    def _bind(self, activity_id: int, values: Values) -> None:
        if "BINDINGS" not in values:
            return
        spoken = (talk["RECORD"] for talk in values.get("COMMUNICATIONS", ()) if "RECORD" in talk)
        wanted = dict.fromkeys([values["OWNER"], *values["BINDINGS"], *spoken])
        bound = bindings.all_of(self.tx, activity_id)
        for record in wanted:
            if record not in bound:
                bindings.bind(self._author.ctx, activity_id, record)
        for record in bound:
            if record not in wanted:
                bindings.unbind(self._author.ctx, activity_id, record)


def _fields(values: Values) -> dict[str, Any]:
    """The fields as a client of ``crm.activity.add`` would send them."""
    given = {name: value for name, value in values.items() if name not in ("OWNER", "BINDINGS", "COMMUNICATIONS")}
    if "COMMUNICATIONS" in values:
        given["COMMUNICATIONS"] = [_talk(talk) for talk in values["COMMUNICATIONS"]]
    return given


def _talk(talk: Mapping[str, Any]) -> dict[str, Any]:
    given = {name: value for name, value in talk.items() if name != "RECORD"}
    if "RECORD" in talk:
        given["ENTITY_TYPE_ID"], given["ENTITY_ID"] = talk["RECORD"]
    return given

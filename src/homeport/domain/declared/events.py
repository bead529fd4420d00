"""Events of calendars: of people, and of groups."""

from typing import Any

from homeport.core.ctx import Actor, Credential, Ctx
from homeport.core.owner import Owner, abbreviation_of
from homeport.core.rights import Rights
from homeport.domain.calendar import attendance, entries
from homeport.domain.calendar.entries import ENTRIES
from homeport.domain.calendar.entry_fields import ENTRY
from homeport.domain.calendar.tables import GROUP, USER
from homeport.domain.declared.author import STAMPS, Author
from homeport.domain.declared.part import Part, Values, Work
from homeport.domain.declared.reading import Entry
from homeport.domain.records import reading

PEOPLE, RECORDS = "ATTENDEES", "CRM_FIELDS"
_OWNERS = ("OWNER", "GROUP")
_STAMPS = STAMPS | {"VERSION"}


class Events(Part[int]):
    """Events, each written by whose calendar it is in: of a group's by the first administrator."""

    numbers = ENTRY

    def __init__(self, work: Work, author: Author) -> None:
        super().__init__(work)
        self._author = author

    def look(self, record_id: int) -> dict[str, Any] | None:
        row = reading.stored(self._author.ctx, ENTRIES, {"ID": record_id})
        if row is None:
            return None
        people = sorted(attendance.people(self._author.ctx, record_id))
        return {name: value for name, value in row.items() if name not in _STAMPS} | {"PEOPLE": people}

    def add(self, entry: Entry, values: Values) -> int:
        kind, owner = self._owner(values)
        return entries.add(self._as(kind, owner), kind, owner, _said(values))

    def change(self, record_id: int, entry: Entry, values: Values) -> None:
        before = self.look(record_id)
        assert before is not None
        kind, owner = before["CAL_TYPE"], before["OWNER_ID"]
        if any(name in values for name in _OWNERS) and self._owner(values) != (kind, owner):
            raise ValueError("owner: it stays in its calendar; another one needs another name")
        entries.change(self._as(kind, owner), record_id, kind, owner, _said(values))

    def _owner(self, values: Values) -> tuple[str, int]:
        if values.get("GROUP"):
            return GROUP, values["GROUP"]
        return USER, values.get("OWNER") or self._author.ctx.actor.user_id

    def _as(self, kind: str, owner: int) -> Ctx:
        if kind == GROUP:
            return self._author.ctx
        actor = Actor(owner, Rights({}, is_admin=True))
        return Ctx(self.tx, Credential("declared", actor, frozenset({"calendar"})), self.work.clock)


def _said(values: Values) -> dict[str, Any]:
    """An event as a client of ``calendar.event.add`` would say it."""
    said = {name.lower(): value for name, value in values.items() if name not in (*_OWNERS, PEOPLE, RECORDS)}
    if PEOPLE in values:
        said |= {"is_meeting": "Y" if values[PEOPLE] else "N", "attendees": values[PEOPLE]}
    if RECORDS in values:
        records: list[Owner] = values[RECORDS]
        said["crm_fields"] = [f"{abbreviation_of(each.entity_type_id)}_{each.entity_id}" for each in records]
    return said

"""Workgroups with the people in them."""

from typing import Any

from homeport.domain.declared.author import Author
from homeport.domain.declared.collections import Rows
from homeport.domain.declared.part import Values, Work
from homeport.domain.declared.reading import Entry
from homeport.domain.sonet_group import members
from homeport.domain.sonet_group.groups import GROUPS
from homeport.domain.sonet_group.tables import MEMBER, MODERATOR, OWNER

_ROLES = {"MEMBERS": MEMBER, "MODERATORS": MODERATOR}
_COUNTED = frozenset({"DATE_ACTIVITY", "NUMBER_OF_MEMBERS", "NUMBER_OF_MODERATORS"})
"""What follows from all else."""


class Groups(Rows):
    """Groups. A file that says who is in one says it of everybody."""

    def __init__(self, work: Work, author: Author) -> None:
        super().__init__(work, author, GROUPS, ("NAME",))

    def look(self, record_id: int) -> dict[str, Any] | None:
        row = super().look(record_id)
        if row is None:
            return None
        people = members.everybody(self.tx, record_id)
        kept = {name: value for name, value in row.items() if name not in _COUNTED}
        return kept | {"PEOPLE": {each["USER_ID"]: each["ROLE"] for each in people}}

    def add(self, entry: Entry, values: Values) -> int:
        record_id = super().add(entry, _own(values))
        self._seat(record_id, values)
        return record_id

    def change(self, record_id: int, entry: Entry, values: Values) -> None:
        super().change(record_id, entry, _own(values))
        self._seat(record_id, values)

    def _seat(self, record_id: int, values: Values) -> None:
        said = {role: values[name] for name, role in _ROLES.items() if name in values}
        wanted = {user: role for role, users in said.items() for user in users}
        row = self.look(record_id)
        assert row is not None
        for user, role in row["PEOPLE"].items():
            if role in said and user not in wanted:
                members.remove(self.author.ctx, {**row, "ID": record_id}, [user])
        for user, role in wanted.items():
            there = row["PEOPLE"].get(user)
            if there not in (OWNER, role):
                members.seat(self.author.ctx, record_id, user, role)


def _own(values: Values) -> Values:
    return {name: value for name, value in values.items() if name not in _ROLES}

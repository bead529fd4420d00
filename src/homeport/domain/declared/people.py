"""Departments, users and roles."""

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, func, select

from homeport.core import values as v
from homeport.domain.declared.part import Part, Values
from homeport.domain.declared.reading import Entry
from homeport.domain.portal import generation
from homeport.domain.portal.apps.tables import PASSWORD
from homeport.domain.portal.people import departments, passwords, roles
from homeport.domain.portal.people.profile_fields import DATES
from homeport.domain.portal.tables import DEPARTMENT, DEPARTMENT_TYPE, ROLE, ROLE_MEMBER, USER, USER_DEPARTMENT
from homeport.domain.user import staff
from homeport.store import Query, constant

_DEPARTMENT = Query(select(DEPARTMENT).where(DEPARTMENT.c.ID == bindparam("id")))
_NAMED = Query(
    select(DEPARTMENT.c.ID)
    .where(DEPARTMENT.c.NAME == bindparam("name"), DEPARTMENT.c.TYPE == constant(DEPARTMENT_TYPE))
    .order_by(DEPARTMENT.c.ID)
)
_USER = Query(
    select(USER, PASSWORD.c.PASSWORD_HASH)
    .outerjoin(PASSWORD, PASSWORD.c.USER_ID == USER.c.ID)
    .where(USER.c.ID == bindparam("id"))
)
_ADDRESSED = Query(select(USER.c.ID).where(func.lower(USER.c.EMAIL) == func.lower(bindparam("email"))))
_WORKS_IN = Query(
    select(USER_DEPARTMENT.c.DEPARTMENT_ID)
    .where(USER_DEPARTMENT.c.USER_ID == bindparam("id"))
    .order_by(USER_DEPARTMENT.c.DEPARTMENT_ID)
)
_ROLE = Query(select(ROLE.c.NAME).where(ROLE.c.ID == bindparam("id")))
_MEMBERS = Query(
    select(ROLE_MEMBER.c.MEMBER).where(ROLE_MEMBER.c.ROLE_ID == bindparam("id")).order_by(ROLE_MEMBER.c.MEMBER)
)

MEMBER_KINDS = ("U", "D", "DR")
_KIND = re.compile(r"[A-Z]+")


def members(kind: str, ids: Iterable[int]) -> list[str]:
    """Access codes: ``U3``."""
    return [f"{kind}{number}" for number in sorted(ids)]


def of_kind(codes: Iterable[str], kind: str) -> list[str]:
    """Those of the access codes that are of a kind."""
    return sorted(code for code in codes if (found := _KIND.match(code)) and found[0] == kind)


class Departments(Part[int]):
    """The tree of departments."""

    numbers = DEPARTMENT

    def find(self, entry: Entry) -> int | None:
        """The one department of that name."""
        found = self.tx.all(_NAMED, name=entry.values["NAME"])
        return found[0][0] if len(found) == 1 else None

    def look(self, record_id: int) -> dict[str, Any] | None:
        found = self.tx.dicts(_DEPARTMENT, id=record_id)
        return found[0] if found else None

    def add(self, entry: Entry, values: Values) -> int:
        record_id = departments.add(self.tx, values["NAME"], parent=departments.root(self.tx))
        self.change(record_id, entry, values)
        return record_id

    def change(self, record_id: int, entry: Entry, values: Values) -> None:
        parent = values.get("PARENT")
        if parent and record_id in departments.ancestors(self.tx, [parent]):
            raise ValueError("parent: it is this department itself, or one below it")
        row = {**values, "PARENT": parent or None} if "PARENT" in values else values
        if self.tx.update(DEPARTMENT, {"ID": record_id}, row) and {"PARENT", "UF_HEAD"} & row.keys():
            departments.rebuild_colleagues(self.tx)
        generation.changed(self.tx)


class Users(Part[int]):
    """The people."""

    numbers = USER

    def find(self, entry: Entry) -> int | None:
        """The user with that e-mail address."""
        found: int | None = self.tx.value(_ADDRESSED, email=entry.values["EMAIL"])
        return found

    def look(self, record_id: int) -> dict[str, Any] | None:
        found = self.tx.dicts(_USER, id=record_id)
        if not found:
            return None
        row = found[0]
        del row["TIMESTAMP_X"]
        row["PASSWORD"] = row.pop("PASSWORD_HASH")
        return row | {"DEPARTMENTS": [number for (number,) in self.tx.all(_WORKS_IN, id=record_id)]}

    def add(self, entry: Entry, values: Values) -> int:
        record_id = staff.add(
            self.tx,
            self.work.clock,
            name=values.get("NAME", ""),
            last_name=values.get("LAST_NAME", ""),
            email=values["EMAIL"],
            departments=tuple(sorted(set(values.get("DEPARTMENTS", ())))),
        )
        self.change(record_id, entry, values)
        return record_id

    def change(self, record_id: int, entry: Entry, values: Values) -> None:
        row = {name: value for name, value in values.items() if name in USER.c}
        email = row["EMAIL"]
        if not staff.is_address(email):
            raise ValueError("email must be an e-mail address")
        if staff.has_address(self.tx, email, but=record_id):
            raise ValueError("email: another user has this address")
        for name in ("IS_ADMIN", "ACTIVE"):
            if name in row:
                row[name] = "Y" if row[name] else "N"
        if "USER_TYPE" in row:
            row["USER_TYPE"] = "extranet" if row["USER_TYPE"] else "employee"
        for name in DATES & row.keys():
            row[name] = v.DATE.read(row[name], self.work.clock.zone)
        self.tx.update(USER, {"ID": record_id}, {**row, "TIMESTAMP_X": self.work.clock.stamp()})
        works_in = [number for (number,) in self.tx.all(_WORKS_IN, id=record_id)]
        if sorted(set(values.get("DEPARTMENTS", works_in))) != works_in:
            staff.work_in(self.tx, record_id, sorted(set(values["DEPARTMENTS"])))
        if entry.key in self.work.passwords:
            passwords.store(self.tx, record_id, self.work.passwords[entry.key])
        generation.changed(self.tx)


class Roles(Part[int]):
    """The roles, known by their codes: these are their names in the file."""

    def find(self, entry: Entry) -> int | None:
        return roles.find(self.tx, entry.key)

    def look(self, record_id: int) -> dict[str, Any] | None:
        name = self.tx.value(_ROLE, id=record_id)
        if name is None:
            return None
        codes = [member for (member,) in self.tx.all(_MEMBERS, id=record_id)]
        return {
            "NAME": name,
            "RIGHTS": roles.rights_listed(self.tx, record_id),
            **{kind: of_kind(codes, kind) for kind in (*MEMBER_KINDS, "AU")},
        }

    def add(self, entry: Entry, values: Values) -> int:
        record_id = roles.add(self.tx, entry.key, values["NAME"], {})
        self.change(record_id, entry, values)
        return record_id

    def change(self, record_id: int, entry: Entry, values: Values) -> None:
        self.tx.update(ROLE, {"ID": record_id}, {"NAME": values["NAME"]})
        if "RIGHTS" in values:
            roles.set_rules(self.tx, record_id, values["RIGHTS"])
        wanted = {kind: members(kind, values[kind]) for kind in MEMBER_KINDS if kind in values}
        if "AU" in values:
            wanted["AU"] = ["AU"] if values["AU"] else []
        codes = [member for (member,) in self.tx.all(_MEMBERS, id=record_id)]
        for kind, named in wanted.items():
            for member in of_kind(codes, kind):
                roles.withdraw(self.tx, record_id, member)
            for member in named:
                roles.assign(self.tx, record_id, member)
        generation.changed(self.tx)

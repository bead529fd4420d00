"""The rules of access, the slow and obvious way: one user, one record and one operation at a time, and no SQL.

A role gives each type and operation a level, for a category its own; over the roles of a user the highest level counts.
"""

from typing import NamedTuple

from homeport.core import owner as types
from homeport.domain.portal.people import roles
from tests.stateful.site import DELIVERY

ADMIN = 1
LEVELS = ("", "A", "D", "F", "O", "X")
OPERATIONS = ("READ", "ADD", "WRITE", "DELETE")
SYMBOLS = {
    1: "LEAD", 2: "DEAL", 3: "CONTACT", 4: "COMPANY", 7: "QUOTE", types.SMART_INVOICE: "SMART_INVOICE",
    DELIVERY: f"DYNAMIC_{DELIVERY}",
}  # fmt: skip


class Record(NamedTuple):
    """A record as far as the rules care."""

    type_id: int
    id: int
    owner: int
    opened: bool
    category: int | None


class Department(NamedTuple):
    """A department: whom it belongs to, and who heads it."""

    parent: int | None
    head: int | None


class Role(NamedTuple):
    """A role: what it gives, and who has it, as ``U5``, ``D3``, ``DR3`` or ``AU``."""

    rules: roles.Rules
    members: frozenset[str]


class Rules:
    """Who works where, who has which role, and what follows.

    :ivar works_in: the departments of each user
    """

    def __init__(self) -> None:
        self.departments: dict[int, Department] = {}
        self.works_in: dict[int, frozenset[int]] = {ADMIN: frozenset()}
        self.roles: dict[int, Role] = {}

    def belongs_to(self, user: int) -> set[int]:
        """The departments a user works in or heads."""
        headed = {number for number, department in self.departments.items() if department.head == user}
        return headed | self.works_in.get(user, frozenset())

    def is_below(self, department: int | None, top: int) -> bool:
        """Whether a department is another, or anywhere below it."""
        while department is not None:
            if department == top:
                return True
            department = self.departments[department].parent
        return False

    def has_role(self, user: int, members: frozenset[str]) -> bool:
        """Whether a user is among who has a role."""
        own = self.belongs_to(user)
        return any(
            member in ("AU", f"U{user}")
            or (member.startswith("DR") and any(self.is_below(found, int(member[2:])) for found in own))
            or (member.startswith("D") and not member.startswith("DR") and int(member[1:]) in own)
            for member in members
        )

    def level(self, user: int, operation: str, type_id: int, category: int | None = None) -> str:
        """The highest level that the user's roles give for a type and a category of it."""
        symbol = SYMBOLS[type_id]
        highest = 0
        for rules, members in self.roles.values():
            if self.has_role(user, members):
                for name in (f"{symbol}_C{category}", symbol, "*"):
                    if operation in rules.get(name, {}):
                        highest = max(highest, LEVELS.index(rules[name][operation]))
                        break
        return LEVELS[highest]

    def may(self, user: int, operation: str, record: Record) -> bool:
        """Whether a user may do something to a record."""
        if user == ADMIN:
            return True
        colleagues = self.belongs_to(user) & self.belongs_to(record.owner)
        below = any(
            self.is_below(theirs, mine) for mine in self.belongs_to(user) for theirs in self.belongs_to(record.owner)
        )
        covers = {
            "": False,
            "A": record.owner == user,
            "D": record.owner == user or bool(colleagues),
            "F": record.owner == user or below,
            "O": record.owner == user or below or record.opened,
            "X": True,
        }
        return covers[self.level(user, operation, record.type_id, record.category)]

"""What a user may do, as far as every layer needs to know it; the SQL is made in ``domain/crm/access``."""

from collections.abc import Mapping
from enum import IntEnum, StrEnum
from typing import NamedTuple


class Operation(StrEnum):
    """What a role gives a level for."""

    READ = "READ"
    ADD = "ADD"
    WRITE = "WRITE"
    DELETE = "DELETE"
    EXPORT = "EXPORT"
    IMPORT = "IMPORT"


class Level(IntEnum):
    """How far an operation reaches; each level contains those before it."""

    NONE = 0
    OWN = 1
    DEPARTMENT = 2
    BELOW = 3
    OPEN = 4
    ALL = 5


LETTERS = {
    "": Level.NONE,
    "A": Level.OWN,
    "D": Level.DEPARTMENT,
    "F": Level.BELOW,
    "O": Level.OPEN,
    "X": Level.ALL,
}
"""The stored letters of levels, as role editors know them."""


class Grant(NamedTuple):
    """The levels a user has on one type for one operation.

    :param level: for records without a category, and for categories not named
    :param categories: (category id, level) pairs that differ from it, sorted
    """

    level: Level
    categories: tuple[tuple[int, Level], ...] = ()

    @property
    def highest(self) -> Level:
        """The highest level in any category."""
        return max((self.level, *(level for _, level in self.categories)))


NOTHING = Grant(Level.NONE)
EVERYTHING = Grant(Level.ALL)


class Rights:
    """Everything a user may do.

    Rights compare by what they grant, so that statements can be compiled once for all users who have the same.

    :param grants: by (entity type id, operation); what is missing is forbidden
    :param is_admin: administrators may do all
    """

    __slots__ = ("_grants", "hash", "is_admin", "shape")

    def __init__(self, grants: Mapping[tuple[int, Operation], Grant], *, is_admin: bool = False) -> None:
        self._grants = dict(sorted(grants.items()))
        self.is_admin = is_admin
        self.shape = (is_admin, tuple(self._grants.items()))
        self.hash = hash(self.shape)

    def __hash__(self) -> int:
        return self.hash

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Rights) and self.shape == other.shape)

    def grant(self, entity_type_id: int, operation: Operation) -> Grant:
        """The levels on a type for an operation."""
        if self.is_admin:
            return EVERYTHING
        return self._grants.get((entity_type_id, operation), NOTHING)

    @property
    def reads_anything(self) -> bool:
        """Whether the user may read records of any type."""
        return self.is_admin or any(grant.highest > Level.NONE for _, grant in self.grants(Operation.READ))

    def grants(self, operation: Operation) -> list[tuple[int, Grant]]:
        """The types that have a grant for an operation; administrators have none, and need none."""
        return [(entity_type_id, grant) for (entity_type_id, op), grant in self._grants.items() if op is operation]

"""From roles to rights: what a user may do, with the levels of all roles added up."""

import re
from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import bindparam, select

from homeport.core import owner
from homeport.core.rights import LETTERS, Grant, Level, Operation, Rights
from homeport.domain.portal.departments import ancestors, departments_of
from homeport.domain.portal.tables import ROLE_MEMBER, ROLE_RIGHT, USER
from homeport.store import Query, Row, Transaction

_IS_ADMIN = Query(select(USER.c.IS_ADMIN).where(USER.c.ID == bindparam("user_id")))
_MEMBERS = Query(select(ROLE_MEMBER.c.ROLE_ID, ROLE_MEMBER.c.MEMBER))
_RIGHTS = Query(select(ROLE_RIGHT.c.ROLE_ID, ROLE_RIGHT.c.ENTITY, ROLE_RIGHT.c.OPERATION, ROLE_RIGHT.c.LEVEL))

_CATEGORY = re.compile(r"(?P<code>[A-Z_]+?|DYNAMIC_\d+)_C(?P<category>\d+)")


def rights_of(tx: Transaction, user_id: int, dynamic_types: Iterable[int]) -> Rights:
    """The rights of a user.

    :param dynamic_types: type ids of the smart processes that exist; ``*`` means them too
    """
    if tx.value(_IS_ADMIN, user_id=user_id) == "Y":
        return Rights({}, is_admin=True)
    roles = roles_of(tx, user_id)
    types = {code: type_id for type_id, code in owner.CODES.items()}
    types |= {owner.code_of(type_id): type_id for type_id in dynamic_types}
    return Rights(_add_up((row for row in tx.all(_RIGHTS) if row[0] in roles), types))


def roles_of(tx: Transaction, user_id: int) -> set[int]:
    """Ids of the roles a user has: own, of the departments, and everyone's."""
    own = departments_of(tx, user_id)
    members = {"AU", f"U{user_id}"} | {f"D{department}" for department in own}
    members |= {f"DR{department}" for department in ancestors(tx, own)}
    return {role_id for role_id, member in tx.all(_MEMBERS) if member in members}


def _add_up(rows: Iterable[Row], types: dict[str, int]) -> dict[tuple[int, Operation], Grant]:
    """Within a role, a named type overrides ``*``; over the roles, the highest level counts."""
    by_role: dict[int, dict[str, dict[str, Level]]] = defaultdict(lambda: defaultdict(dict))
    for role_id, entity, operation, letter in rows:
        by_role[role_id][operation][entity] = LETTERS[letter]
    levels: dict[tuple[int, Operation], dict[int | None, Level]] = defaultdict(dict)
    for operations in by_role.values():
        for operation, entities in operations.items():
            for (type_id, category), level in _meant(entities, types).items():
                found = levels[type_id, Operation(operation)]
                found[category] = max(found.get(category, Level.NONE), level)
    return {key: _grant(found) for key, found in levels.items()}


def _meant(entities: dict[str, Level], types: dict[str, int]) -> dict[tuple[int, int | None], Level]:
    """A role's levels by type id and category. Rights on types that no longer exist mean nothing."""
    every = entities.get("*", Level.NONE)
    found: dict[tuple[int, int | None], Level] = {
        (type_id, None): entities.get(code, every) for code, type_id in types.items()
    }
    for entity, level in entities.items():
        category = _CATEGORY.fullmatch(entity)
        if category and category["code"] in types:
            found[types[category["code"]], int(category["category"])] = level
    return found


def _grant(found: dict[int | None, Level]) -> Grant:
    level = found.pop(None, Level.NONE)
    return Grant(level, tuple(sorted((category, own) for category, own in found.items() if category is not None)))

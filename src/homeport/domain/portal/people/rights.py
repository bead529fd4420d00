"""From roles to rights: what a user may do, with the levels of all roles added up."""

import re
from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import bindparam, select

from homeport.core import owner
from homeport.core.rights import LETTERS, Grant, Level, Operation, Rights
from homeport.domain.portal.people.departments import ancestors, departments_of
from homeport.domain.portal.tables import ROLE_MEMBER, ROLE_RIGHT, USER
from homeport.store import Query, Row, Transaction

_IS_ADMIN = Query(select(USER.c.IS_ADMIN).where(USER.c.ID == bindparam("user_id")))
_MEMBERS = Query(select(ROLE_MEMBER.c.ROLE_ID, ROLE_MEMBER.c.MEMBER))
_RIGHTS = Query(select(ROLE_RIGHT.c.ROLE_ID, ROLE_RIGHT.c.ENTITY, ROLE_RIGHT.c.OPERATION, ROLE_RIGHT.c.LEVEL))


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
    members = codes_of(tx, user_id)
    return {role_id for role_id, member in tx.all(_MEMBERS) if member in members}


def codes_of(tx: Transaction, user_id: int) -> set[str]:
    """The codes that stand for a user: the own one, those of departments, and everyone's."""
    own = departments_of(tx, user_id)
    codes = {"AU", f"U{user_id}"} | {f"D{department}" for department in own}
    return codes | {f"DR{department}" for department in ancestors(tx, own)}


def _add_up(rows: Iterable[Row], types: dict[str, int]) -> dict[tuple[int, Operation], Grant]:
    """Within a role, what is named overrides: a category its type, a type ``*``. Over the roles, the highest counts."""
    roles: dict[str, dict[int, dict[str, Level]]] = defaultdict(lambda: defaultdict(dict))
    for role_id, entity, operation, letter in rows:
        roles[operation][role_id][entity] = LETTERS[letter]
    return {
        (type_id, Operation(operation)): _grant(code, list(by_role.values()))
        for operation, by_role in roles.items()
        for code, type_id in types.items()
    }


def _grant(code: str, roles: list[dict[str, Level]]) -> Grant:
    """The levels on one type, from what each role says."""
    whole = [role.get(code, role.get("*", Level.NONE)) for role in roles]
    level = max(whole)
    named = {int(found[1]) for role in roles for entity in role if (found := _category_of(code, entity))}
    by_category = (
        (category, max(role.get(f"{code}_C{category}", own) for role, own in zip(roles, whole, strict=True)))
        for category in sorted(named)
    )
    return Grant(level, tuple((category, own) for category, own in by_category if own is not level))


def _category_of(code: str, entity: str) -> re.Match[str] | None:
    return re.fullmatch(rf"{code}_C(\d+)", entity)

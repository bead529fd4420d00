"""Access codes: ``U5`` a user, ``G2`` a group, ``D3`` a department, ``DR3`` it and those below, ``AU`` everyone.

Sources: ``api-reference/common/system/access-name.md``, ``common/users/user-access.md``.
"""

import re
from typing import Any

from sqlalchemy import bindparam, select

from homeport.domain.portal.people.departments import ancestors, departments_of
from homeport.domain.portal.tables import DEPARTMENT, USER
from homeport.domain.records.filters import as_map
from homeport.store import Query, Transaction

MAX_CODES = 1_000

GROUPS = {"G1": "Administrators", "G2": "All visitors"}
EVERYONE = "AU"

_CODE = re.compile(r"(U|D|DR)([1-9][0-9]{0,17})")
_USER_NAME = Query(select(USER.c.NAME, USER.c.LAST_NAME).where(USER.c.ID == bindparam("id")))
_DEPARTMENT_NAME = Query(select(DEPARTMENT.c.NAME).where(DEPARTMENT.c.ID == bindparam("id")))
_IS_ADMIN = Query(select(USER.c.IS_ADMIN).where(USER.c.ID == bindparam("id")))


def read(given: Any) -> list[str]:
    """The codes that a client sent; what is no text is none."""
    found = [code for code in as_map(given).values() if isinstance(code, str)]
    return list(dict.fromkeys(found))[:MAX_CODES]


def of_user(tx: Transaction, user_id: int) -> set[str]:
    """The codes that a user has."""
    own = departments_of(tx, user_id)
    codes = {EVERYONE, "G2", f"U{user_id}"} | {f"D{department}" for department in own}
    codes |= {f"DR{department}" for department in ancestors(tx, own)}
    if tx.value(_IS_ADMIN, id=user_id) == "Y":
        codes.add("G1")
    return codes


def named(tx: Transaction, codes: list[str]) -> dict[str, dict[str, str]]:
    """What each code means; codes of nothing are left out."""
    found = {code: _describe(tx, code) for code in codes}
    return {code: described for code, described in found.items() if described is not None}


def _describe(tx: Transaction, code: str) -> dict[str, str] | None:
    if code == EVERYONE:
        return _answer("All authorized users", "", "other")
    if code in GROUPS:
        return _answer(GROUPS[code], "", "other")
    match = _CODE.fullmatch(code)
    if match is None:
        return None
    kind, number = match[1], int(match[2])
    if kind == "U":
        user = tx.one(_USER_NAME, id=number)
        return None if user is None else _answer(" ".join(filter(None, user)), "User", "user")
    name = tx.value(_DEPARTMENT_NAME, id=number)
    if name is None:
        return None
    return _answer(name if kind == "D" else f"{name} and departments below", "Department", "intranet")


def _answer(name: str, provider: str, provider_id: str) -> dict[str, str]:
    return {"provider": provider, "name": name, "provider_id": provider_id}

"""What filters of users may name, and how each condition reads as SQL.

Sources: ``api-reference/user/user-get.md``, ``user-search.md``.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Table, bindparam, case, false, func, not_, or_, select

from homeport.core import values
from homeport.core.errors import INVALID_ARG_VALUE
from homeport.domain.portal.people.profile_fields import DATES, MOMENTS
from homeport.domain.portal.tables import DEPARTMENT, USER, USER_DEPARTMENT, USER_PICTURES
from homeport.domain.records.conditions import OPPOSITE, among, comparison, searched
from homeport.domain.records.filters import Condition, Filterable, Group
from homeport.domain.records.rows import Compare
from homeport.domain.sonet_group import members
from homeport.domain.user.user_fields import People
from homeport.domain.user_fields.values import rows_of
from homeport.store import texts

VISIBLE_TYPES = ("employee", "extranet")
"""Whom lists show unless the filter asks for a ``USER_TYPE``."""

VISIBLE = Condition("VISIBLE", "=")
"""The condition that a user is of a type which lists show."""

REACHED = Condition("REACHED", "=")
"""The condition that a guest sees a user: the guest, and who is in one of the guest's groups."""

ACTOR = "actor"
"""The parameter that :data:`REACHED` needs."""

ONLINE_SINCE = "online_since"
"""The parameter that conditions on ``IS_ONLINE`` need beside their own."""

BEGINS = "BEGINS:"
"""Before the name of a field that is compared by its beginning."""

SEARCHES = frozenset({"NAME_SEARCH", "FIND", f"{BEGINS}UF_DEPARTMENT_NAME"})
"""Searches over several fields, open to every scope."""

MAX_PATTERN = 500
"""Characters of a searched text; longer ones match nothing, and would only be slow to compare."""

MAX_PATTERNS = 256
"""Texts that one condition may search for."""

_SEARCHED = ("NAME", "LAST_NAME", "SECOND_NAME", "WORK_POSITION")


def pattern(value: Any, zone: ZoneInfo) -> str:
    """A pattern that finds texts with these words in this order.

    :raises ValueError: when it is no text, or too long
    """
    text = texts.fold(values.read_string(value, zone) or "")
    if len(text) > MAX_PATTERN:
        raise ValueError("too long to search for")
    for special in "\\%_":
        text = text.replace(special, "\\" + special)
    return f"%{'%'.join(text.split())}%"


def _beginning(value: Any, zone: ZoneInfo) -> str:
    return pattern(value, zone)[1:]


_KINDS: dict[str, Callable[[Any, ZoneInfo], Any]] = {
    "ID": values.read_integer,
    "ACTIVE": values.read_flag,
    "IS_ONLINE": values.read_flag,
    "UF_DEPARTMENT": values.read_integer,
    "NAME_SEARCH": pattern,
    **dict.fromkeys(MOMENTS, values.DATETIME.read),
    **dict.fromkeys(DATES, values.DATE.read),
    **dict.fromkeys(USER_PICTURES, values.read_integer),
}
_FIELDS = {
    name: Filterable(name, _KINDS.get(name, values.read_string), name in SEARCHES)
    for name in {*(c.name for c in USER.c), *_KINDS}
}
_SEARCH_FIELDS = {
    **_FIELDS,
    "FIND": Filterable("FIND", pattern, True),
    **{
        name: Filterable(BEGINS + name, _beginning, True)
        for name in ("NAME", "LAST_NAME", "WORK_POSITION", "UF_DEPARTMENT_NAME")
    },
}


def in_get(name: str) -> Filterable | None:
    """A field that ``user.get`` filters by."""
    return _FIELDS.get(name.upper())


def in_search(name: str) -> Filterable | None:
    """A field that ``user.search`` filters by."""
    return _SEARCH_FIELDS.get(name.upper())


def mentions(tree: Group, field: str) -> bool:
    """Whether a filter has a condition on a field."""
    return any(
        mentions(member, field) if isinstance(member, Group) else member.field == field for member in tree.members
    )


_OF_CALLERS: dict[str, Callable[[Table], ColumnElement[bool]]] = {
    VISIBLE.field: lambda user: user.c.USER_TYPE.in_(VISIBLE_TYPES),
    REACHED.field: lambda user: or_(user.c.ID == bindparam(ACTOR), user.c.ID.in_(members.companions(bindparam(ACTOR)))),
}
"""What holds of all users that somebody sees."""


class _Conditions:
    """Conditions on users as SQL."""

    def __init__(self, people: People) -> None:
        self._user = people.table
        self._added = people.added

    def compare(self, condition: Condition) -> ColumnElement[bool]:
        """One condition."""
        user, field = self._user, condition.field
        if field in _OF_CALLERS:
            return _OF_CALLERS[field](user)
        if field in ("ACTIVE", "IS_ONLINE"):
            return _flag(user, field, condition)
        if field == "UF_DEPARTMENT":  # a user works in several
            works = select(USER_DEPARTMENT.c.USER_ID)
            return among(user.c.ID, works, USER_DEPARTMENT.c.DEPARTMENT_ID, condition)
        if field in SEARCHES or field.startswith(BEGINS):
            return _search(user, field, condition)
        if field in self._added and self._added[field].definition.several:
            return among(user.c.ID, *rows_of(self._added[field]), condition)
        return comparison(user.c[field], condition)


@lru_cache(64)
def comparing(people: People) -> Compare:
    """Compares what users have; the same function each time, so that statements are found again."""
    return _Conditions(people).compare


def _flag(user: Table, field: str, condition: Condition) -> ColumnElement[bool]:
    """Nothing and false mean no."""
    flag: ColumnElement[Any] = user.c.ACTIVE
    if field == "IS_ONLINE":
        flag = case((user.c.LAST_ACTIVITY_DATE >= bindparam(ONLINE_SINCE), "Y"), else_="N")
    if condition.operator in ("empty", "not empty"):
        return flag == ("N" if condition.operator == "empty" else "Y")
    return comparison(flag, condition)


def _search(user: Table, field: str, condition: Condition) -> ColumnElement[bool]:
    """A search in texts, by the patterns that the condition carries.

    :raises CallError: ``INVALID_ARG_VALUE`` for too many
    """
    positive = OPPOSITE.get(condition.operator)
    if positive is not None:
        return not_(_search(user, field, condition._replace(operator=positive)))
    if condition.operator not in ("=", "in", "contains", "like"):
        return false()
    if condition.size > MAX_PATTERNS:
        raise INVALID_ARG_VALUE(reason=f"Invalid filter: more than {MAX_PATTERNS} texts to search for")
    tests = [
        test
        for number in range(condition.first, condition.first + condition.size)
        for test in _found_by(user, field, number, condition)
    ]
    return or_(false(), *tests)


def _found_by(user: Table, field: str, number: int, condition: Condition) -> list[ColumnElement[bool]]:
    wanted: ColumnElement[Any] = bindparam(f"v{number}")
    if field == f"{BEGINS}UF_DEPARTMENT_NAME":
        return [_in_department(user, wanted, condition)]
    if field.startswith(BEGINS):
        return [_finds(func.coalesce(user.c[field.removeprefix(BEGINS)], ""), wanted, condition)]
    whole = _finds(_joined(user), wanted, condition)
    return [whole] if field == "NAME_SEARCH" else [whole, _in_department(user, wanted, condition)]


def _in_department(user: Table, wanted: ColumnElement[Any], condition: Condition) -> ColumnElement[bool]:
    return user.c.ID.in_(
        select(USER_DEPARTMENT.c.USER_ID)
        .join(DEPARTMENT, DEPARTMENT.c.ID == USER_DEPARTMENT.c.DEPARTMENT_ID)
        .where(_finds(DEPARTMENT.c.NAME, wanted, condition))
    )


def _finds(text: ColumnElement[Any], wanted: ColumnElement[Any], condition: Condition) -> ColumnElement[bool]:
    return searched(text, condition).like(wanted, escape="\\")


def _joined(user: Table) -> ColumnElement[Any]:
    """What people know a user by, as one text; the first name again at the end, so that either order is found."""
    text: ColumnElement[Any] = func.coalesce(user.c.NAME, "")
    for name in (*_SEARCHED[1:], "NAME"):
        text = text + " " + func.coalesce(user.c[name], "")
    return text

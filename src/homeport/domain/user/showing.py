"""Users as the methods show them: one by one, in lists by filter, and by search.

Sources: ``api-reference/user/user-get.md``, ``user-search.md``, ``user-scope.md``, ``common/users/profile.md``.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, select

from homeport.core import values
from homeport.core.clock import Clock, to_stored
from homeport.core.ctx import Ctx, Page
from homeport.domain.files.fields import numbers
from homeport.domain.files.photos import resized
from homeport.domain.portal.people.profile_fields import DATES, MOMENTS, fields_of
from homeport.domain.portal.tables import USER, USER_DEPARTMENT
from homeport.domain.records import rows
from homeport.domain.records.dialect import CLASSIC
from homeport.domain.records.filters import Filter, Filterable, Group
from homeport.domain.user import filter as people_filter
from homeport.domain.user.user_fields import BARE, People, people_of, sees
from homeport.store import Query

ONLINE_SECONDS = 15 * 60
"""Users who did something so recently are online."""

ALWAYS = frozenset(
    {
        "ID", "ACTIVE", "NAME", "LAST_NAME", "EMAIL", "LAST_LOGIN", "DATE_REGISTER", "IS_ONLINE", "TIMESTAMP_X",
        "LAST_ACTIVITY_DATE", "PERSONAL_GENDER", "PERSONAL_BIRTHDAY", "WORK_POSITION", "UF_EMPLOYMENT_DATE",
        "UF_DEPARTMENT", "USER_TYPE",
    }
)  # fmt: skip
"""Fields that are answered even when empty; the others only when a user has them."""

_PROFILE = Query(select(USER).where(USER.c.ID == bindparam("id")))


class Wanted(NamedTuple):
    """What a client wants of a list, as it said it.

    :param sort: the field to sort by
    :param order: ``ASC`` or ``DESC``
    :param select: the fields to answer
    :param size: of the copies of photos, ``small``, ``medium`` or ``large``; else they are as they came
    :param admin_mode: whether an administrator wants to see users of every type
    """

    filter: Mapping[str, Any]
    sort: Any = None
    order: Any = None
    select: Any = None
    start: Any = None
    admin_mode: bool = False
    size: Any = None


def current(ctx: Ctx) -> dict[str, Any]:
    """The user that the call acts as."""
    people = _seen(ctx)
    user = ctx.tx.dicts(_by_id(people), id=ctx.actor.user_id)
    return _answers(ctx, user, _available(ctx, people), people)[0]


def profile(ctx: Ctx) -> dict[str, Any]:
    """The little that a credential without any scope may know of its user."""
    user = ctx.tx.dicts(_PROFILE, id=ctx.actor.user_id)[0]
    return {
        "ID": str(user["ID"]),
        "ADMIN": ctx.actor.is_admin,
        "NAME": user["NAME"],
        "LAST_NAME": user["LAST_NAME"],
        "PERSONAL_GENDER": user["PERSONAL_GENDER"] or "",
        "TIME_ZONE": user["TIME_ZONE"] or "",
        **({"PERSONAL_PHOTO": _file(ctx, BARE, user, "PERSONAL_PHOTO")} if user["PERSONAL_PHOTO"] else {}),
    }


def listed(ctx: Ctx, wanted: Wanted) -> Page:
    """A page of users by filter."""
    return _page(ctx, wanted, people_filter.in_get)


def searched(ctx: Ctx, wanted: Wanted) -> Page:
    """A page of users by the beginnings of names, position and department; or by ``FIND`` in all of them, alone."""
    for name, value in wanted.filter.items():
        if name.upper() == "FIND":
            wanted = wanted._replace(filter={"FIND": value})
            break
    return _page(ctx, wanted, people_filter.in_search)


def _page(ctx: Ctx, wanted: Wanted, find: Callable[[str], Filterable | None]) -> Page:
    people = _seen(ctx)
    available = _available(ctx, people)

    def visible(name: str) -> Filterable | None:
        """What a credential may not see cannot be found out by filtering either."""
        added = people.added.get(name.upper())
        if added is not None:
            return Filterable(added.name, added.compared)
        field = find(name)
        if field is None or field.name in people_filter.SEARCHES:
            return field
        return field if field.name.removeprefix(people_filter.BEGINS) in available else None

    parsed = Filter(wanted.filter, visible, ctx)
    tree = parsed.tree
    sees_all = wanted.admin_mode and ctx.actor.is_admin
    if not sees_all and not people_filter.mentions(tree, "USER_TYPE"):
        tree = Group(False, (tree, people_filter.VISIBLE))
    params = dict(parsed.params)
    if not ctx.actor.is_employee:
        tree = Group(False, (tree, people_filter.REACHED))
        params[people_filter.ACTOR] = ctx.actor.user_id
    if people_filter.mentions(tree, "IS_ONLINE"):
        params[people_filter.ONLINE_SINCE] = _online_since(ctx.clock)
    order = rows.order_of(
        ctx,
        rows.sorting(wanted.sort, wanted.order),
        lambda name: name if name in available and name in people.table.c else None,
    )
    compare = people_filter.comparing(people)
    found = rows.page(ctx.tx, people.table, tree, order, params, wanted.start, compare=compare)
    chosen = _selected(ctx, wanted.select, available)
    return Page(_answers(ctx, found.rows, chosen, people, wanted.size), found.total, found.next)


def _seen(ctx: Ctx) -> People:
    """Users, with the added fields that the credential may see."""
    return people_of(ctx.tx) if sees(ctx.credential.scopes) else BARE


def _available(ctx: Ctx, people: People) -> frozenset[str]:
    """The fields that the credential may see."""
    return fields_of(ctx.credential.scopes).union(people.added)


def _selected(ctx: Ctx, given: Any, available: frozenset[str]) -> frozenset[str]:
    """The fields that ``select`` names; ``*`` and ``UF_*`` are masks, and what is unknown is skipped."""
    items = [given] if isinstance(given, str) else list(given.values()) if isinstance(given, dict) else given
    if not isinstance(items, list) or not items:
        return available
    names = {name.upper() for name in items if isinstance(name, str)}
    if "*" in names:
        return available
    for name in names - available - {"UF_*"}:
        ctx.drop("select", name)
    custom = {name for name in available if name.startswith("UF_")} if "UF_*" in names else set()
    return (available & names) | custom


def _online_since(clock: Clock) -> str:
    return to_stored(datetime.fromtimestamp(clock.now() - ONLINE_SECONDS, UTC))


def _answers(
    ctx: Ctx, users: Sequence[dict[str, Any]], chosen: frozenset[str], people: People, size: Any = None
) -> list[dict[str, Any]]:
    since = _online_since(ctx.clock)
    departments = _departments_of(ctx, [user["ID"] for user in users]) if "UF_DEPARTMENT" in chosen else {}
    return [_answer(ctx, user, chosen, since, departments, people, size) for user in users]


def _answer(
    ctx: Ctx,
    user: dict[str, Any],
    chosen: frozenset[str],
    since: str,
    departments: Mapping[int, list[int]],
    people: People,
    size: Any,
) -> dict[str, Any]:
    answer: dict[str, Any] = {}
    for name, value in user.items():
        if name in chosen and (name in ALWAYS or value is not None):
            made = people.added.get(name)
            if value and people.fields.by_name.get(name) in people.fields.files:
                answer[name] = _file(ctx, people, user, name, size)
            else:
                answer[name] = made.type.classic(value, ctx.clock.zone) if made else _written(ctx, name, value)
        if name == "DATE_REGISTER" and "IS_ONLINE" in chosen:
            answer["IS_ONLINE"] = "Y" if (user["LAST_ACTIVITY_DATE"] or "") >= since else "N"
    if "UF_DEPARTMENT" in chosen:
        answer["UF_DEPARTMENT"] = departments.get(user["ID"], [])
    return answer


def _file(ctx: Ctx, people: People, user: dict[str, Any], name: str, size: Any = None) -> Any:
    """What is answered of a file, or of several."""
    held, field = resized(size), people.fields.by_name[name]
    found = [held.shown(ctx, CLASSIC, field, user["ID"], number) for number in numbers(user[name])]
    return found if field.several else found[0]


def _written(ctx: Ctx, name: str, value: Any) -> Any:
    if name == "ACTIVE":
        return value == "Y"
    if name == "ID":
        return str(value)
    if name in DATES:
        return values.DATE.classic(value, ctx.clock.zone)
    if name == "LAST_ACTIVITY_DATE":
        return value or ""
    if name in MOMENTS:
        return values.DATETIME.classic(value, ctx.clock.zone)
    return value or ""


def _departments_of(ctx: Ctx, users: Sequence[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    if users:
        params = {f"id{index}": user for index, user in enumerate(users)}
        for user, department in ctx.tx.all(_memberships(len(users)), **params):
            found.setdefault(user, []).append(department)
    return found


@lru_cache(64)
def _by_id(people: People) -> Query:
    return Query(select(*rows.named(people.table)).where(people.table.c.ID == bindparam("id")))


@lru_cache(64)
def _memberships(count: int) -> Query:
    ids: list[ColumnElement[Any]] = [bindparam(f"id{index}") for index in range(count)]
    return Query(
        select(USER_DEPARTMENT.c.USER_ID, USER_DEPARTMENT.c.DEPARTMENT_ID)
        .where(USER_DEPARTMENT.c.USER_ID.in_(ids))
        .order_by(USER_DEPARTMENT.c.USER_ID, USER_DEPARTMENT.c.DEPARTMENT_ID)
    )

"""What clients write of users: inviting them, and changing what is known of them.

Sources: ``api-reference/user/user-add.md``, ``user-update.md``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from homeport.core import values as v
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.files.photos import FILES
from homeport.domain.portal.generation import changed
from homeport.domain.portal.people import eventlog, users
from homeport.domain.portal.people.departments import ancestors
from homeport.domain.portal.tables import USER
from homeport.domain.records import writing
from homeport.domain.records.collection import ADMINISTRATORS, Change, Collection
from homeport.domain.records.dialect import CLASSIC
from homeport.domain.records.filters import as_map
from homeport.domain.sonet_group import groups, members
from homeport.domain.user import staff
from homeport.domain.user.fields import FIELDS
from homeport.domain.user.user_fields import People, people_of
from homeport.domain.user_fields import values as user_values
from homeport.domain.user_fields.fields import UserField, user_fields

DENIED = ErrorKind("ERROR_CORE", "access_denied")
INVALID = ErrorKind("ERROR_CORE", "Invalid value for the field {field}")
REQUIRED = ErrorKind("ERROR_CORE", "The field {field} is required")
WRONG_EMAIL = ErrorKind("ERROR_ARGUMENT", "wrong_email")
EMAIL_TAKEN = ErrorKind("ERROR_ARGUMENT", "A user with this email already exists")
PLACELESS = ErrorKind("ERROR_ARGUMENT", "no_extranet_field")
GROUPLESS = ErrorKind("ERROR_GROUPID", "Group code not specified")
NO_SUCH_GROUP = ErrorKind("ERROR_NO_GROUP", "Group is specified incorrectly")

DIALECT = replace(
    CLASSIC,
    denied=DENIED,
    unreadable=DENIED,
    not_found=DENIED,
    invalid=INVALID,
    required=WRONG_EMAIL,
    duplicate=EMAIL_TAKEN,
)


def _addressed(change: Change) -> None:
    """Whoever has an account has an e-mail address of his own."""
    if "EMAIL" in change.new:
        _require_free(change.ctx, change.new["EMAIL"], but=change.old["ID"])


def _filled(change: Change) -> None:
    """Fields that must hold something are not emptied."""
    changed = [field for field in user_fields(change.collection.fields) if field.name in change.new]
    _require_filled(changed, change.new)


def _dated(change: Change) -> None:
    change.new["TIMESTAMP_X"] = change.ctx.clock.stamp()


def _known(change: Change) -> None:
    """Who may call, and as whom, is kept by every worker until people change."""
    changed(change.ctx.tx)


USERS = Collection(
    noun="user",
    plural="users",
    table=USER,
    fields=FIELDS,
    access=ADMINISTRATORS,
    files=FILES,
    before_save=(_addressed, _filled, _dated),
    after_save=(user_values.note, _known),
)


def invite(ctx: Ctx, given: Mapping[str, Any]) -> int:
    """Add a user, who may sign in when an operator has handed on an invitation; the id.

    :param given: fields by their names, and ``EXTRANET`` with ``SONET_GROUP_ID`` for guests
    :raises CallError: the documented refusals
    """
    if not ctx.actor.is_admin:
        raise DENIED()
    people = people_of(ctx.tx)
    read = writing.read(ctx, collection_of(people), _stored(people, given), DIALECT)
    values = {name: value for name, value in read.items() if value is not None or name in people.added}
    added = people.added.values()
    _require_filled(added, {**user_values.defaults(added, ctx.clock), **values})
    _require_free(ctx, values.get("EMAIL"))
    is_guest = v.read_flag(given.get("EXTRANET"), ctx.clock.zone) == "Y"
    if is_guest:
        into = _groups(ctx, given.get("SONET_GROUP_ID"))
        departments: list[int] = []
    else:
        into = []
        departments = _departments(ctx, given.get("UF_DEPARTMENT"))
        if not departments:
            raise PLACELESS()
    FILES.keep(Change(ctx, collection_of(people), DIALECT, {}, values))
    values |= {"ACTIVE": "Y", "USER_TYPE": "extranet" if is_guest else "employee"}
    user_id = staff.add(
        ctx.tx,
        ctx.clock,
        name=values.pop("NAME", ""),
        last_name=values.pop("LAST_NAME", ""),
        email=values.pop("EMAIL"),
        departments=tuple(departments),
        by=ctx.actor.user_id,
        **values,
    )
    members.join(ctx, into, user_id)
    return user_id


def change(ctx: Ctx, user_id: int, given: Mapping[str, Any]) -> None:
    """Change what is known of a user; ``ACTIVE`` dismisses or takes back.

    :raises CallError: the documented refusals
    """
    if not ctx.actor.is_admin or not users.exists(ctx.tx, user_id):
        raise DENIED()
    if v.is_empty(given.get("ACTIVE")):
        given = {name: value for name, value in given.items() if name != "ACTIVE"}  # neither yes nor no
    departments = _departments(ctx, given["UF_DEPARTMENT"]) if "UF_DEPARTMENT" in given else None
    people = people_of(ctx.tx)
    writing.change(ctx, collection_of(people), {"ID": user_id}, _stored(people, given), DIALECT)
    if departments is not None:
        staff.work_in(ctx.tx, user_id, departments)
    fields = sorted(name.upper() for name in given)
    eventlog.note(ctx.tx, ctx.clock.stamp(), eventlog.EDIT, user_id, by=ctx.actor.user_id, fields=fields)


@lru_cache(64)
def collection_of(people: People) -> Collection:
    """Users, with the fields that have been added to them."""
    return replace(USERS, table=people.table, fields=people.fields)


def _stored(people: People, given: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a user; the other parameters are read for themselves."""
    return {name: value for name, value in given.items() if name != "ID" and name in people.fields.by_name}


def _require_filled(fields: Iterable[UserField], new: Mapping[str, Any]) -> None:
    for field in fields:
        if field.required and new.get(field.name) in (None, ""):
            raise REQUIRED(field=field.name)


def _require_free(ctx: Ctx, email: Any, *, but: int | None = None) -> None:
    if not email or not staff.is_address(email):
        raise WRONG_EMAIL()
    if staff.has_address(ctx.tx, email, but=but):
        raise EMAIL_TAKEN()


def _departments(ctx: Ctx, given: Any) -> list[int]:
    """Departments that exist, from one id or a list of them."""
    found = _numbers(given, ctx, INVALID(field="UF_DEPARTMENT"))
    if any(not ancestors(ctx.tx, [number]) for number in found):
        raise INVALID(field="UF_DEPARTMENT")
    return found


def _groups(ctx: Ctx, given: Any) -> list[int]:
    """The groups that a guest comes into."""
    found = _numbers(given, ctx, NO_SUCH_GROUP())
    if not found:
        raise GROUPLESS()
    if not all(groups.exists(ctx.tx, number) for number in found):
        raise NO_SUCH_GROUP()
    return found


def _numbers(given: Any, ctx: Ctx, refusal: Exception) -> list[int]:
    try:
        items = list(as_map(given).values()) if isinstance(given, dict | list) else [given]
        read = [v.read_integer(item, ctx.clock.zone) for item in items]
    except (ValueError, TypeError, OverflowError):
        raise refusal from None
    return list(dict.fromkeys(number for number in read if number is not None))

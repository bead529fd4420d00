"""Why a user may or may not do something to a record: the verdict of access itself, and the roles it comes from.

The verdict is the predicate's of :mod:`homeport.domain.crm.access`. What is said beside it is worked out from roles;
a test sees to it that both agree.
"""

from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import bindparam, select

from homeport.core import owner
from homeport.core.clock import Clock
from homeport.core.ctx import Credential, Ctx
from homeport.core.owner import Owner
from homeport.core.rights import LETTERS, Level, Operation
from homeport.domain.crm import access
from homeport.domain.crm.activity.tables import ACTIVITY, BINDING
from homeport.domain.crm.entities import entity_of, identity, table_of
from homeport.domain.portal.people.departments import ancestors, departments_of
from homeport.domain.portal.portal import actor_of
from homeport.domain.portal.tables import COLLEAGUE, DEPARTMENT, ROLE, ROLE_MEMBER, ROLE_RIGHT, USER
from homeport.store import Query, Row, Transaction

LETTER_OF = {level: letter for letter, level in LETTERS.items()}
REACHES = {
    Level.NONE: "nothing",
    Level.OWN: "own records",
    Level.DEPARTMENT: "records of the user's departments",
    Level.BELOW: "records of the user's departments and those below",
    Level.OPEN: "records of the user's departments and those below, and any open to all",
    Level.ALL: "all records",
}
_MISSED = {
    Level.OWN: "is somebody else",
    Level.DEPARTMENT: "is in no department of the user's",
    Level.BELOW: "is in no department of the user's or below",
    Level.OPEN: "is in no department of the user's or below, and the record is not open to all",
}
TYPES = {code.lower(): type_id for type_id, code in owner.CODES.items()} | {"activity": owner.ACTIVITY}
"""Types by the words that people use; a smart process is named by its type id, as ``130`` or ``dynamic_130``."""

_USER = Query(
    select(USER.c.NAME, USER.c.LAST_NAME, USER.c.ACTIVE, USER.c.IS_ADMIN).where(USER.c.ID == bindparam("user_id"))
)
_DEPARTMENTS = Query(select(DEPARTMENT.c.ID, DEPARTMENT.c.NAME))
_MEMBERS = Query(
    select(ROLE.c.ID, ROLE.c.CODE, ROLE.c.NAME, ROLE_MEMBER.c.MEMBER)
    .join(ROLE_MEMBER, ROLE_MEMBER.c.ROLE_ID == ROLE.c.ID)
    .order_by(ROLE.c.ID, ROLE_MEMBER.c.MEMBER)
)
_LEVELS = Query(
    select(ROLE_RIGHT.c.ROLE_ID, ROLE_RIGHT.c.ENTITY, ROLE_RIGHT.c.LEVEL).where(
        ROLE_RIGHT.c.OPERATION == bindparam("operation")
    )
)
_REACHED = Query(
    select(COLLEAGUE.c.REACH).where(
        COLLEAGUE.c.USER_ID == bindparam("user_id"), COLLEAGUE.c.COLLEAGUE_ID == bindparam("colleague_id")
    )
)
_ACTIVITY = Query(select(ACTIVITY.c.SUBJECT).where(ACTIVITY.c.ID == bindparam("id")))
_BOUND = Query(
    select(BINDING.c.OWNER_TYPE_ID, BINDING.c.OWNER_ID)
    .where(BINDING.c.ACTIVITY_ID == bindparam("id"))
    .order_by(BINDING.c.POSITION)
)


class Given(msgspec.Struct, frozen=True):
    """What one role of the user says.

    :param role: its code
    :param because: how the user has it: ``U3 the user``, ``D2 Sales``
    :param entry: what of the role counts for the record: ``DEAL_C2``, ``DEAL``, ``*``; empty when it says nothing of it
    :param level: a letter; empty for nothing
    """

    role: str
    name: str
    because: list[str]
    entry: str
    level: str


class OfRecord(msgspec.Struct, frozen=True):
    """What holds of one record.

    :param type: such as ``DEAL``
    :param responsible: who is; empty when there is no such record
    :param level: the highest of the roles; a letter
    :param why: the rule that decided, in words
    """

    type: str
    entity_type_id: int
    id: int
    title: str
    responsible: str
    responsible_id: int
    category_id: int | None
    opened: bool
    level: str
    allowed: bool
    why: str
    roles: list[Given]


class Explanation(msgspec.Struct, frozen=True):
    """Whether a user may do something, and why.

    :param active: whether the user still works here; the credentials of others are refused before access is asked
    :param operation: what was asked for
    :param decided_by: the operation whose levels decide: of an activity, changes of any kind go by ``WRITE``
    :param of: the type of what it is about, ``ACTIVITY`` too
    :param records: the record; of an activity, each record that it is bound to
    """

    user_id: int
    user: str
    active: bool
    is_admin: bool
    operation: str
    decided_by: str
    of: str
    id: int
    allowed: bool
    why: str
    records: list[OfRecord]


def type_id_of(word: str) -> int:
    """The type that a word names.

    :raises ValueError: when it names none
    """
    found = TYPES.get(word.lower())
    if found is None:
        number = word.lower().removeprefix("dynamic_")
        found = int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else 0
    if found != owner.ACTIVITY and entity_of(found) is None:
        raise ValueError(f"{word!r} is no type: one of {', '.join(TYPES)}, or the type id of a smart process")
    return found


def explain(tx: Transaction, user_id: int, operation: Operation, entity_type_id: int, entity_id: int) -> Explanation:
    """Why a user may or may not do something to a record or an activity.

    :raises LookupError: when there is no such user
    :raises ValueError: for an operation that activities do not have
    """
    user = tx.one(_USER, user_id=user_id)
    if user is None:
        raise LookupError(f"There is no user {user_id}")
    ctx = Ctx(tx, Credential("", actor_of(tx, user_id), frozenset()), Clock())
    asked = _Asked(ctx, user_id, operation, entity_type_id == owner.ACTIVITY)
    if entity_type_id == owner.ACTIVITY:
        allowed, why, records = asked.of_activity(entity_id)
    else:
        record = asked.of_record(Owner(entity_type_id, entity_id))
        allowed, why, records = record.allowed, record.why, [record]
    return Explanation(
        user_id=user_id,
        user=f"{user[0]} {user[1]}".strip(),
        active=user[2] == "Y",
        is_admin=user[3] == "Y",
        operation=operation,
        decided_by=asked.operation,
        of="ACTIVITY" if entity_type_id == owner.ACTIVITY else owner.code_of(entity_type_id),
        id=entity_id,
        allowed=allowed,
        why=why,
        records=records,
    )


class _Asked:
    """A question, and what answers to it have in common: the user's roles and what these say of the operation."""

    def __init__(self, ctx: Ctx, user_id: int, operation: Operation, of_activity: bool) -> None:
        self._ctx = ctx
        self._tx = ctx.tx
        self._user_id = user_id
        if of_activity and operation in (Operation.EXPORT, Operation.IMPORT):
            raise ValueError(f"Activities have no {operation}: ask for READ, ADD, WRITE or DELETE")
        self.operation = Operation.WRITE if of_activity and operation is not Operation.READ else operation
        self._roles = self._find_roles()
        self._levels: dict[int, dict[str, str]] = {}
        for role_id, entity, letter in self._tx.all(_LEVELS, operation=self.operation):
            self._levels.setdefault(role_id, {})[entity] = letter

    def _find_roles(self) -> dict[int, tuple[str, str, list[str]]]:
        """Code, name and how the user has it, of each role that the user has."""
        names = {row[0]: row[1] for row in self._tx.all(_DEPARTMENTS)}
        own = departments_of(self._tx, self._user_id)
        members = {"AU": "AU everyone", f"U{self._user_id}": f"U{self._user_id} the user"}
        members |= {f"D{number}": f"D{number} {names[number]}" for number in own if number in names}
        for number in ancestors(self._tx, own):
            members[f"DR{number}"] = f"DR{number} {names[number]} and departments below"
        found: dict[int, tuple[str, str, list[str]]] = {}
        for role_id, code, name, member in self._tx.all(_MEMBERS):
            if member in members:
                found.setdefault(role_id, (code, name, []))[2].append(members[member])
        return found

    def of_activity(self, activity_id: int) -> tuple[bool, str, list[OfRecord]]:
        """The verdict, why, and each record that the activity is bound to."""
        if self._tx.one(_ACTIVITY, id=activity_id) is None:
            return False, f"There is no activity {activity_id}.", []
        allowed = access.may_activity(self._ctx, self.operation, activity_id)
        records = [self.of_record(Owner(*row)) for row in self._tx.all(_BOUND, id=activity_id)]
        if self._ctx.actor.is_admin:
            return allowed, "Administrators may do all.", records
        said = "read" if self.operation is Operation.READ else "change"
        if not allowed:
            return allowed, f"The user may {said} none of the {len(records)} records that it is bound to.", records
        first = next(record for record in records if record.allowed)
        return allowed, f"The user may {said} {first.type} {first.id}, which it is bound to.", records

    def of_record(self, record: Owner) -> OfRecord:
        """What holds of a record."""
        code = owner.code_of(record.entity_type_id)
        row = self._row(record)
        category = None if row is None else row.get("CATEGORY_ID")
        responsible = 0 if row is None else row["ASSIGNED_BY_ID"]
        grant = self._ctx.actor.rights.grant(record.entity_type_id, self.operation)
        level = dict(grant.categories).get(category, grant.level) if category is not None else grant.level
        name = "" if row is None else self._name(responsible)
        return OfRecord(
            type=code,
            entity_type_id=record.entity_type_id,
            id=record.entity_id,
            title=_title(row or {}),
            responsible=name,
            responsible_id=responsible,
            category_id=category,
            opened=row is not None and row.get("OPENED") == "Y",
            level=LETTER_OF[level],
            allowed=access.may(self._ctx, self.operation, record),
            why=f"There is no {code} {record.entity_id}." if row is None else self._why(level, row, responsible, name),
            roles=self._given(code, category),
        )

    def _row(self, record: Owner) -> dict[str, Any] | None:
        table = table_of(record.entity_type_id)
        where = (*identity(table, record.entity_type_id), table.c.ID == bindparam("id"))
        found = self._tx.dicts(Query(select(table).where(*where)), id=record.entity_id)
        return found[0] if found else None

    def _given(self, code: str, category: int | None) -> list[Given]:
        """What each role says of a type and category: what is named overrides, as in the rights themselves."""
        entries = [f"{code}_C{category}"] if category is not None else []
        entries += [code, "*"]
        found = []
        for role_id, (role, name, because) in self._roles.items():
            levels = self._levels.get(role_id, {})
            entry = next((entry for entry in entries if entry in levels), "")
            found.append(Given(role, name, because, entry, levels.get(entry, "")))
        return found

    def _why(self, level: Level, row: Mapping[str, Any], responsible: int, name: str) -> str:
        """The rule that the level means for a record, in words."""
        if self._ctx.actor.is_admin:
            return "Administrators may do all."
        if level is Level.NONE:
            return "No role of the user allows it." if self._roles else "The user has no role."
        means = f"Level {LETTER_OF[level]} ({REACHES[level]})"
        if level is Level.ALL:
            return f"{means}."
        who = f"the responsible, {name or responsible},"
        return f"{means}: {self._met(level, row, responsible, who) or f'{who} {_MISSED[level]}'}."

    def _met(self, level: Level, row: Mapping[str, Any], responsible: int, who: str) -> str:
        """Which condition of a level a record meets; empty for none."""
        reached = {reach for (reach,) in self._tx.all(_REACHED, user_id=self._user_id, colleague_id=responsible)}
        conditions = (
            (Level.OWN, responsible == self._user_id, "the user is responsible"),
            (Level.DEPARTMENT, "D" in reached, f"{who} is in a department of the user's"),
            (Level.BELOW, "F" in reached, f"{who} is in a department below the user's"),
            (Level.OPEN, row.get("OPENED") == "Y", "the record is open to all"),
        )
        return next((text for needed, met, text in conditions if met and level >= needed), "")

    def _name(self, user_id: int) -> str:
        found: Row | None = self._tx.one(_USER, user_id=user_id)
        return "" if found is None else f"{found[0]} {found[1]}".strip()


def _title(row: Mapping[str, Any]) -> str:
    named = row.get("TITLE") or " ".join(filter(None, (row.get("NAME"), row.get("LAST_NAME"))))
    return str(named)

"""Nodes of the company's structure: departments and teams, in one tree.

Source: ``api-reference/departments/node/``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, func, select

from homeport.core import values as v
from homeport.core.ctx import Ctx
from homeport.core.errors_v3 import ACCESS_DENIED, ENTITY_NOT_FOUND, MISSING, UNFIT, FieldKind
from homeport.core.rights import Operation
from homeport.domain.humanresources import members
from homeport.domain.portal.people import departments, structure
from homeport.domain.portal.people.departments import DEFAULT_SORT
from homeport.domain.portal.tables import DEPARTMENT, DEPARTMENT_TYPE, TEAM_TYPE, USER
from homeport.domain.records import reading, writing
from homeport.domain.records.collection import Access, Change, Collection
from homeport.domain.records.dialect import CLASSIC
from homeport.domain.records.fields import F, FieldTable, Values
from homeport.domain.records.v3 import kinds as k
from homeport.domain.records.v3.asking import slice_of, wanted
from homeport.domain.records.v3.entity import Entity, P
from homeport.domain.records.v3.finding import rows_of
from homeport.domain.records.v3.reading import shown
from homeport.store import Query, Transaction
from homeport.store.texts import fold

TYPES = (DEPARTMENT_TYPE, TEAM_TYPE)
COLORS = ("blue", "green", "cyan", "orange", "purple", "pink")
STRUCTURE = 1
"""There is one structure, the company's."""
PER_PAGE = 200

MISPLACED = FieldKind(UNFIT.code, "The department or team cannot be there")

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, read_only=True),
        F("NAME", v.STRING, required=True, length=structure.MAX_NAME),
        F("SORT", v.INTEGER, default=DEFAULT_SORT),
        F("PARENT", v.INTEGER),
        F("UF_HEAD", v.USER, read_only=True),
        F("TYPE", v.STRING, immutable=True),
        F("DESCRIPTION", v.STRING),
        F("COLOR_NAME", v.STRING),
        F("XML_ID", v.STRING, read_only=True),
        F("CREATED_AT", v.DATETIME, read_only=True),
        F("UPDATED_AT", v.DATETIME, read_only=True),
        F("SETTINGS", v.STRING),
    )
)
DIALECT = replace(
    CLASSIC,
    denied=ACCESS_DENIED,
    unreadable=ACCESS_DENIED,
    not_found=ENTITY_NOT_FOUND,
    invalid=UNFIT,
    required=MISSING,
    called={"NAME": "name", "PARENT": "parentId"},
)

_COUNTS = Query(select(DEPARTMENT.c.TYPE, func.count()).group_by(DEPARTMENT.c.TYPE))
_ABOVE = Query(select(DEPARTMENT.c.PARENT, DEPARTMENT.c.TYPE).where(DEPARTMENT.c.ID == bindparam("id")))
_NAMES = Query(
    select(DEPARTMENT.c.ID, DEPARTMENT.c.NAME).where(DEPARTMENT.c.TYPE == bindparam("kind")).order_by(DEPARTMENT.c.ID)
)
_CHILDREN = Query(select(DEPARTMENT.c.ID).where(DEPARTMENT.c.PARENT == bindparam("id")).order_by(DEPARTMENT.c.ID))


def _grant(ctx: Ctx, operation: Operation) -> bool | None:
    allowed = ctx.actor.is_employee if operation is Operation.READ else ctx.actor.is_admin
    return True if allowed else None


def _placed(change: Change) -> None:
    """A node is below one that exists, never below itself, and a department never below a team; the company itself
    stays where it is."""
    row, tx = change.row, change.ctx.tx
    if row.get("PARENT") == change.old.get("PARENT") and change.old:
        return
    above, kind = row.get("PARENT"), None
    if change.old and change.old["PARENT"] is None:
        raise MISPLACED(field="parentId")
    while above is not None:
        found = tx.one(_ABOVE, id=above)
        if found is None or above == change.old.get("ID"):
            raise MISPLACED(field="parentId")
        kind = kind or found[1]
        above = found[0]
    if kind is None or (kind == TEAM_TYPE and row["TYPE"] == DEPARTMENT_TYPE):
        raise MISPLACED(field="parentId")


NODES = Collection(
    noun="node",
    plural="nodes",
    table=DEPARTMENT,
    fields=FIELDS,
    access=Access(_grant),
    before_save=(structure.stamp, _placed),
    after_save=(structure.reach,),
)


def _counts(ctx: Ctx, rows: Sequence[Values]) -> list[int]:
    found = members.of_nodes(ctx.tx, rows)
    active = _people(ctx, {user for roles in found.values() for user in roles})
    return [sum(user in active for user in found[row["ID"]]) for row in rows]


def _members(ctx: Ctx, rows: Sequence[Values]) -> list[list[Values]]:
    found = members.of_nodes(ctx.tx, rows)
    people = _people(ctx, {user for roles in found.values() for user in roles})
    return [[_member(people[user], role) for user, role in found[row["ID"]].items() if user in people] for row in rows]


def _people(ctx: Ctx, users: set[int]) -> Mapping[int, Values]:
    """Those of some users who have not left."""
    found = rows_of(USER)(ctx, sorted(users)) if users else {}
    return {number: user for number, user in found.items() if user["ACTIVE"] == "Y"}


def _member(user: Values, role: str) -> Values:
    return {
        "userId": user["ID"],
        "name": f"{user['NAME']} {user['LAST_NAME']}".strip(),
        "workPosition": user["WORK_POSITION"] or "",
        "role": role,
        "avatar": "",
        "url": f"/company/personal/user/{user['ID']}/",
    }


def _codes(ctx: Ctx, rows: Sequence[Values]) -> list[str]:
    return [f"DR{row['ID']}" for row in rows]


def _structures(ctx: Ctx, rows: Sequence[Values]) -> list[int]:
    return [STRUCTURE for _ in rows]


NODE = Entity(
    "NodeDto",
    (
        P("id", k.INT, "ID", filterable=True, sortable=True),
        P("name", k.STRING, "NAME", sortable=True),
        P("type", k.choice({kind: kind for kind in TYPES}), "TYPE", filterable=True),
        P("structureId", k.INT, compute=_structures, filterable=True),
        P("parentId", k.INT, "PARENT", filterable=True),
        P("description", k.STRING, "DESCRIPTION"),
        P("accessCode", k.STRING, compute=_codes),
        P("userCount", k.INT, compute=_counts),
        P("colorName", k.STRING, "COLOR_NAME"),
        P("xmlId", k.STRING, "XML_ID"),
        P("createdAt", k.DATETIME, "CREATED_AT", sortable=True, described_as="string"),
        P("updatedAt", k.DATETIME, "UPDATED_AT", described_as="string"),
        P("members", k.ARRAY, compute=_members),
    ),
    collection=NODES,
    strict=True,
    limited=PER_PAGE,
)
LISTED = replace(NODE, properties=NODE.properties[:-1])
"""A node as lists answer it: without those who are in it."""

MEMBER = Entity(
    "NodeMemberDto",
    (
        P("userId", k.INT),
        P("name", k.STRING),
        P("workPosition", k.STRING),
        P("role", k.STRING),
        P("avatar", k.STRING),
        P("url", k.STRING),
    ),
)


def require_reader(ctx: Ctx) -> None:
    """Refuse a caller who does not belong to the company."""
    if _grant(ctx, Operation.READ) is None:
        raise ACCESS_DENIED()


def find(ctx: Ctx, number: int, operation: Operation = Operation.READ) -> Values:
    """A stored node that the caller may do something to.

    :raises CallError: ``ACCESS_DENIED``, ``ENTITY_NOT_FOUND``
    """
    if _grant(ctx, operation) is None:
        raise ACCESS_DENIED()
    row = reading.stored(ctx, NODES, {"ID": number})
    if row is None:
        raise ENTITY_NOT_FOUND(id=number)
    return row


def create(ctx: Ctx, given: Values) -> Values:
    """Add a node, as it is stored."""
    return find(ctx, writing.create(ctx, NODES, given, DIALECT)["ID"])


def change(ctx: Ctx, number: int, given: Mapping[str, Any]) -> Values:
    """Change a node, as it is stored."""
    return writing.change(ctx, NODES, {"ID": number}, given, DIALECT)


def counts(tx: Transaction) -> dict[str, int]:
    """How many departments and teams there are."""
    found = {row[0]: row[1] for row in tx.all(_COUNTS)}
    return {"departments": found.get(DEPARTMENT_TYPE, 0), "teams": found.get(TEAM_TYPE, 0)}


def right_below(ctx: Ctx, number: int) -> list[Values]:
    """The stored nodes right below one."""
    return [find(ctx, row[0]) for row in ctx.tx.all(_CHILDREN, id=number)]


def named(ctx: Ctx, kind: str, text: str, above: int | None, pagination: Any) -> list[Values]:
    """The first nodes of a type, as lists answer them, whose name has a text in it, in any case of letters.

    :param above: the node below which they are; None for everywhere
    """
    require_reader(ctx)
    limit = slice_of(NODE, pagination).limit
    within = None if above is None else set(below(ctx.tx, above)) - {above}
    rows = (find(ctx, row[0]) for row in ctx.tx.all(_NAMES, kind=kind) if fold(text) in fold(row[1]))
    found = [row for row in rows if within is None or row["ID"] in within]
    return shown(ctx, wanted(LISTED, None), found[:limit])


def below(tx: Transaction, number: int) -> list[int]:
    """The numbers of all nodes below one, itself first."""
    found = [number]
    for each in found:
        found += [row[0] for row in tx.all(_CHILDREN, id=each)]
    return found


def top(ctx: Ctx) -> Values:
    """The company itself."""
    number = departments.root(ctx.tx)
    if number is None:
        raise ENTITY_NOT_FOUND(id=0)
    return find(ctx, number)

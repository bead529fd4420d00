"""Who is in a department or a team, and as what.

In a department are those who work there and those who head it; a team has its people by themselves.
Source: ``api-reference/departments/node-member/``.
"""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors_v3 import REQUEST_VALIDATION, Complaint, ValidationError
from homeport.domain.portal.people.structure import reached_anew
from homeport.domain.portal.tables import DEPARTMENT, NODE_ROLE, TEAM_TYPE, USER, USER_DEPARTMENT
from homeport.domain.records.fields import Values
from homeport.domain.records.v3.finding import held
from homeport.store import Query, Transaction, constant

HEAD, DEPUTY, EMPLOYEE = "MEMBER_HEAD", "MEMBER_DEPUTY_HEAD", "MEMBER_EMPLOYEE"
TEAM_HEAD, TEAM_DEPUTY, TEAM_EMPLOYEE = "MEMBER_TEAM_HEAD", "MEMBER_TEAM_DEPUTY_HEAD", "MEMBER_TEAM_EMPLOYEE"
OF_DEPARTMENTS, OF_TEAMS = (HEAD, DEPUTY, EMPLOYEE), (TEAM_HEAD, TEAM_DEPUTY, TEAM_EMPLOYEE)

LAST_DEPARTMENT = "The only department of the user"
NOT_THERE = "Not found in this node"

_DEPARTMENTS_OF = Query(select(USER_DEPARTMENT.c.DEPARTMENT_ID).where(USER_DEPARTMENT.c.USER_ID == bindparam("user")))
_HEADED_BY = Query(select(DEPARTMENT.c.ID).where(DEPARTMENT.c.UF_HEAD == bindparam("user")))
_TEAMS_OF = Query(
    select(NODE_ROLE.c.NODE_ID)
    .join(DEPARTMENT, DEPARTMENT.c.ID == NODE_ROLE.c.NODE_ID)
    .where(NODE_ROLE.c.USER_ID == bindparam("user"), DEPARTMENT.c.TYPE == constant(TEAM_TYPE))
    .order_by(NODE_ROLE.c.NODE_ID)
)
_NODE = Query(select(*DEPARTMENT.c).where(DEPARTMENT.c.ID == bindparam("id")))

Roles = dict[int, str]
"""By a user, what he is in a node."""


def roles_for(node: Values) -> tuple[str, ...]:
    """What people may be in a node, the highest first."""
    return OF_TEAMS if node["TYPE"] == TEAM_TYPE else OF_DEPARTMENTS


def of_nodes(tx: Transaction, nodes: Sequence[Values]) -> dict[int, Roles]:
    """Who is in each of some stored nodes, the heads first."""
    ids = [node["ID"] for node in nodes]
    said = held(tx, NODE_ROLE.c.NODE_ID, ids, NODE_ROLE.c.USER_ID, NODE_ROLE.c.ROLE)
    working = held(tx, USER_DEPARTMENT.c.DEPARTMENT_ID, ids, USER_DEPARTMENT.c.USER_ID)
    found: dict[int, Roles] = {}
    for node in nodes:
        number, head = node["ID"], node["UF_HEAD"]
        allowed = roles_for(node)
        parts: Roles = dict(said.get(number, ()))
        users = parts if node["TYPE"] == TEAM_TYPE else working.get(number, ())
        roles = {user: parts.get(user, allowed[-1]) for user in users}
        if head is not None:
            roles[head] = HEAD
        found[number] = dict(sorted(roles.items(), key=lambda each: (allowed.index(each[1]), each[0])))
    return found


def of_node(tx: Transaction, node: Values) -> Roles:
    """Who is in a stored node."""
    return of_nodes(tx, [node])[node["ID"]]


def put(tx: Transaction, node: Values, roles: Mapping[int, str]) -> None:
    """Let exactly these people be in a node."""
    number = node["ID"]
    tx.delete(NODE_ROLE, NODE_ID=number)
    if node["TYPE"] == TEAM_TYPE:
        tx.insert_many(NODE_ROLE, [_row(number, user, role) for user, role in roles.items()])
        return
    heads = [user for user, role in roles.items() if role == HEAD]
    first = node["UF_HEAD"] if node["UF_HEAD"] in heads else next(iter(heads), None)
    more = [_row(number, user, role) for user, role in roles.items() if role != EMPLOYEE and user != first]
    tx.insert_many(NODE_ROLE, more)
    tx.update(DEPARTMENT, {"ID": number}, {"UF_HEAD": first})
    tx.delete(USER_DEPARTMENT, DEPARTMENT_ID=number)
    tx.insert_many(USER_DEPARTMENT, [{"USER_ID": user, "DEPARTMENT_ID": number} for user in roles])
    reached_anew(tx)


def _row(node: int, user: int, role: str) -> Values:
    return {"NODE_ID": node, "USER_ID": user, "ROLE": role}


def add(tx: Transaction, node: Values, roles: Mapping[int, str]) -> None:
    """Let people be in a node too; those who are get another role."""
    put(tx, node, of_node(tx, node) | dict(roles))


def move(tx: Transaction, node: Values, roles: Mapping[int, str]) -> None:
    """Let people be in a node, and in no other of its type."""
    for user in roles:
        for other in _nodes_of(tx, user, node["TYPE"]):
            if other["ID"] != node["ID"]:
                put(tx, other, {each: role for each, role in of_node(tx, other).items() if each != user})
    add(tx, node, roles)


def remove(tx: Transaction, node: Values, users: Iterable[int], top: Values) -> tuple[list[int], list[Values]]:
    """Let people no longer be in a node. Whose only department it is comes to the top one.

    :param top: the company itself
    :return: who is no longer there, and who stays or was not there, each with why
    """
    roles, removed, failed = of_node(tx, node), [], []
    for user in users:
        if user not in roles:
            failed.append({"userId": user, "reason": NOT_THERE})
            continue
        if node["TYPE"] != TEAM_TYPE and len(_nodes_of(tx, user, node["TYPE"])) == 1:
            if node["ID"] == top["ID"]:
                failed.append({"userId": user, "reason": LAST_DEPARTMENT})
                continue
            add(tx, top, {user: EMPLOYEE})
        del roles[user]
        removed.append(user)
    put(tx, node, roles)
    return removed, failed


def _nodes_of(tx: Transaction, user: int, kind: str) -> list[Values]:
    """The departments, or the teams, that somebody is in."""
    if kind == TEAM_TYPE:
        numbers = {row[0] for row in tx.all(_TEAMS_OF, user=user)}
    else:
        numbers = {row[0] for query in (_DEPARTMENTS_OF, _HEADED_BY) for row in tx.all(query, user=user)}
    return [node for number in sorted(numbers) for node in tx.dicts(_NODE, id=number)]


def teams_of(tx: Transaction, user: int) -> list[Values]:
    """The teams that somebody is in."""
    return _nodes_of(tx, user, TEAM_TYPE)


def checked(ctx: Ctx, node: Values, given: Mapping[str, Sequence[int]], field: str = "userIds") -> Roles:
    """People by roles as a client said them: each once, by the highest role.

    :param field: where the roles stand
    :raises ValidationError: for a role that the type of the node has not, and people who do not exist
    """
    allowed = roles_for(node)
    wrong = [role for role in given if role not in allowed]
    if wrong:
        said = f"Invalid roles: {', '.join(map(str, wrong))[:100]}. Allowed: {', '.join(allowed)}."
        raise ValidationError(REQUEST_VALIDATION, [Complaint(said, field)])
    roles: Roles = {}
    for role in allowed:
        for user in given.get(role, ()):
            roles.setdefault(user, role)
    unknown = set(roles) - _employees(ctx.tx, sorted(roles))
    if unknown:
        said = f"Users not found: {', '.join(map(str, sorted(unknown)))[:100]}"
        raise ValidationError(REQUEST_VALIDATION, [Complaint(said, "userIds")])
    return roles


def _employees(tx: Transaction, users: Sequence[int]) -> set[int]:
    """Those of some users who belong to the company and have not left."""
    known = held(tx, USER.c.ID, users, USER.c.USER_TYPE, USER.c.ACTIVE)
    return {user for user, (each,) in known.items() if each == ("employee", "Y")}

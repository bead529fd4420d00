"""The tree of departments, who works where, and whom each user reaches through it."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import bindparam, delete, select

from homeport.domain.portal.tables import COLLEAGUE, DEPARTMENT, DEPARTMENT_TYPE, NODE_ROLE, USER_DEPARTMENT
from homeport.store import Query, Transaction, constant

DEFAULT_SORT = 500
MEMBER_HEAD = "MEMBER_HEAD"
"""The role of a department's head."""
HEADS = "H"
"""How the table of whom each user reaches says whom a user heads: who works in the user's departments, or below."""

_OF_USER = Query(
    select(USER_DEPARTMENT.c.DEPARTMENT_ID)
    .where(USER_DEPARTMENT.c.USER_ID == bindparam("user_id"))
    .order_by(USER_DEPARTMENT.c.DEPARTMENT_ID)
)
_ROOT = Query(select(DEPARTMENT.c.ID).where(DEPARTMENT.c.PARENT.is_(None)).order_by(DEPARTMENT.c.ID).limit(1))
_HEADED = Query(select(DEPARTMENT.c.ID).where(DEPARTMENT.c.UF_HEAD == bindparam("user_id")))
_TREE = Query(
    select(DEPARTMENT.c.ID, DEPARTMENT.c.PARENT, DEPARTMENT.c.UF_HEAD).where(
        DEPARTMENT.c.TYPE == constant(DEPARTMENT_TYPE)
    )
)
_MEMBERS = Query(select(USER_DEPARTMENT.c.DEPARTMENT_ID, USER_DEPARTMENT.c.USER_ID))
_MORE_HEADS = Query(select(NODE_ROLE.c.NODE_ID, NODE_ROLE.c.USER_ID).where(NODE_ROLE.c.ROLE == constant(MEMBER_HEAD)))
_CLEAR_COLLEAGUES = Query(delete(COLLEAGUE))


def add(tx: Transaction, name: str, *, parent: int | None = None, head: int | None = None) -> int:
    """Add a department; its id."""
    return tx.insert(DEPARTMENT, {"NAME": name, "PARENT": parent, "SORT": DEFAULT_SORT, "UF_HEAD": head})


def root(tx: Transaction) -> int | None:
    """The company itself: the first department that has none above it; None where there is no department."""
    found: int | None = tx.value(_ROOT)
    return found


def departments_of(tx: Transaction, user_id: int) -> list[int]:
    """Ids of the departments a user works in or heads."""
    own = [row[0] for row in tx.all(_OF_USER, user_id=user_id)]
    return own + [row[0] for row in tx.all(_HEADED, user_id=user_id) if row[0] not in own]


def ancestors(tx: Transaction, departments: Iterable[int]) -> set[int]:
    """The departments and all above them."""
    parents = {row[0]: row[1] for row in tx.all(_TREE)}
    found: set[int] = set()
    for department in departments:
        current: int | None = department
        while current is not None and current in parents and current not in found:
            found.add(current)
            current = parents[current]
    return found


def rebuild_colleagues(tx: Transaction) -> None:
    """Make the table of whom each user reaches anew, from the departments as they are now."""
    people: dict[int, set[int]] = defaultdict(set)
    for department, user in tx.all(_MEMBERS):
        people[department].add(user)
    below: dict[int, set[int]] = defaultdict(set)
    heads: dict[int, set[int]] = defaultdict(set)
    for department, parent, head in tx.all(_TREE):
        if parent is not None:
            below[parent].add(department)
        if head is not None:
            people[department].add(head)
            heads[department].add(head)
    for department, head in tx.all(_MORE_HEADS):
        heads[department].add(head)
    reached: set[tuple[int, str, int]] = set()
    for department, users in list(people.items()):
        subtree = set().union(*(people[found] for found in _subtree(department, below)))
        for user in users:
            reached.update((user, "D", colleague) for colleague in users)
            reached.update((user, "F", colleague) for colleague in subtree)
        for head in heads[department]:
            reached.update((head, HEADS, colleague) for colleague in subtree if colleague != head)
    tx.execute(_CLEAR_COLLEAGUES)
    tx.insert_many(COLLEAGUE, [{"USER_ID": u, "REACH": r, "COLLEAGUE_ID": c} for u, r, c in sorted(reached)])


def _subtree(department: int, below: dict[int, set[int]]) -> set[int]:
    found: set[int] = set()
    waiting = [department]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting.extend(below[current])
    return found

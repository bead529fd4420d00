"""Saved views of lists: each person has their own, by name."""

from typing import NamedTuple

from sqlalchemy import bindparam, select

from homeport.core.errors import ErrorKind
from homeport.domain.crm.views.tables import VIEW
from homeport.store import Query, Transaction

MOST = 50
"""Views that one person may have of a type."""
LONGEST = 8_000
"""Characters of a query."""
LONGEST_NAME = 100

USUAL = ""
"""The name of what a person sees unless told otherwise."""

TOO_MANY = ErrorKind("TOO_MANY_VIEWS", f"There are {MOST} views already: delete one first")
TOO_LONG = ErrorKind("VIEW_TOO_LONG", "This is too much for a view")

_LISTED = Query(
    select(VIEW.c.ID, VIEW.c.NAME, VIEW.c.QUERY)
    .where(VIEW.c.USER_ID == bindparam("user"), VIEW.c.ENTITY_TYPE_ID == bindparam("type_id"))
    .order_by(VIEW.c.NAME)
)


class View(NamedTuple):
    """A saved view."""

    id: int
    name: str
    query: str


def listed(tx: Transaction, user_id: int, entity_type_id: int) -> list[View]:
    """What a person has saved of lists of a type, by name; :data:`USUAL` comes first."""
    return [View(*row) for row in tx.all(_LISTED, user=user_id, type_id=entity_type_id)]


def save(tx: Transaction, user_id: int, entity_type_id: int, name: str, query: str) -> int:
    """Save a view, in place of one of the same name; its id.

    :raises CallError: :data:`TOO_MANY`, :data:`TOO_LONG`
    """
    if len(query) > LONGEST or len(name) > LONGEST_NAME:
        raise TOO_LONG()
    held = listed(tx, user_id, entity_type_id)
    for view in held:
        if view.name == name:
            tx.update(VIEW, {"ID": view.id}, {"QUERY": query})
            return view.id
    if len(held) > MOST:
        raise TOO_MANY()
    row = {"USER_ID": user_id, "ENTITY_TYPE_ID": entity_type_id, "NAME": name, "QUERY": query}
    return int(tx.insert(VIEW, row))


def delete(tx: Transaction, user_id: int, view_id: int) -> bool:
    """Delete a view of a person's; whether there was one."""
    return tx.delete(VIEW, ID=view_id, USER_ID=user_id) > 0

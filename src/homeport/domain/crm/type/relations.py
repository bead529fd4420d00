"""Relations between types: which types' records can be parents of a smart process's items, and which their children.

Source: ``crm-type-add.md#relations``.
"""

from typing import Any

from sqlalchemy import bindparam, select

from homeport.core import owner
from homeport.domain.crm.type.types import RELATION, dynamic_type_ids
from homeport.domain.records.filters import as_map
from homeport.store import Query, Transaction

_PARENTS = Query(
    select(RELATION.c.PARENT_TYPE_ID, RELATION.c.IS_CHILDREN_LIST_ENABLED)
    .where(RELATION.c.CHILD_TYPE_ID == bindparam("type_id"))
    .order_by(RELATION.c.PARENT_TYPE_ID)
)
_CHILDREN = Query(
    select(RELATION.c.CHILD_TYPE_ID, RELATION.c.IS_CHILDREN_LIST_ENABLED)
    .where(RELATION.c.PARENT_TYPE_ID == bindparam("type_id"))
    .order_by(RELATION.c.CHILD_TYPE_ID)
)

CLIENT = (owner.CONTACT, owner.COMPANY)
"""Parents that come with the client field and cannot be changed."""


def is_true(value: Any) -> bool:
    """The switches of relations know ``true`` and ``false`` only; ``Y`` is documented not to work."""
    return value is True or str(value).lower() in ("true", "1")


def save(tx: Transaction, entity_type_id: int, given: Any) -> None:
    """Put relations in place of those that a type had; links to no known type are left out, as documented."""
    forget(tx, entity_type_id)
    if not isinstance(given, dict):
        return
    known = {*owner.CODES, *dynamic_type_ids(tx)} - {entity_type_id}
    for key, of, other in (("parent", "CHILD_TYPE_ID", "PARENT_TYPE_ID"), ("child", "PARENT_TYPE_ID", "CHILD_TYPE_ID")):
        wanted = {}
        for relation in as_map(given.get(key)).values():
            link = relation if isinstance(relation, dict) else {}
            related = str(link.get("entityTypeId"))
            number = int(related) if len(related) < 12 and related.isdecimal() else 0
            if number in known:
                wanted[number] = "Y" if is_true(link.get("isChildrenListEnabled")) else "N"
        tx.insert_many(
            RELATION,
            [{of: entity_type_id, other: number, "IS_CHILDREN_LIST_ENABLED": flag} for number, flag in wanted.items()],
        )


def forget(tx: Transaction, entity_type_id: int) -> None:
    """Delete the relations of a type."""
    tx.delete(RELATION, CHILD_TYPE_ID=entity_type_id)
    tx.delete(RELATION, PARENT_TYPE_ID=entity_type_id)


def of_type(tx: Transaction, entity_type_id: int, *, with_client: bool) -> dict[str, Any]:
    """The relations of a type, as ``crm.type.get`` answers them.

    :param with_client: whether the type has the client field, which brings parents of its own
    """
    predefined = CLIENT if with_client else ()
    parents = [_link(related, "Y", "Y") for related in predefined]
    parents += [
        _link(related, shown, "N")
        for related, shown in tx.all(_PARENTS, type_id=entity_type_id)
        if related not in predefined
    ]
    children = [_link(related, shown, "N") for related, shown in tx.all(_CHILDREN, type_id=entity_type_id)]
    return {"parent": parents, "child": children}


def _link(related: int, shown: str, predefined: str) -> dict[str, Any]:
    return {"entityTypeId": related, "isChildrenListEnabled": shown, "isPredefined": predefined}

"""``lists.*``: lists themselves."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.domain.lists import lists, rights
from homeport.methods.lists._naming import fields_of, list_of, taking
from homeport.rpc import method

Add: Any = taking("Add", "socnet_group_id", "fields", "messages", "rights")
ById: Any = taking("ById")
ByNumber: Any = taking("ByNumber", "iblock_id", "iblock_code", of_list=False)
List: Any = taking("List", "socnet_group_id", "iblock_order", "start")


@method("lists.add", writes=True, errors=(*lists.FINDING, lists.TAKEN, lists.NOT_ADDED))
def add(ctx: Ctx, p: Add) -> int:
    """Make a list."""
    said = fields_of(p) if ctx.actor.is_admin else {}
    return lists.add(
        ctx, p.iblock_type_id, p.iblock_code, said, group=p.socnet_group_id, messages=p.messages, access=p.rights
    )


@method("lists.update", writes=True, errors=(*lists.FINDING, lists.NOT_UPDATED))
def update(ctx: Ctx, p: Add) -> bool:
    """Change a list."""
    number = list_of(ctx, p, rights.MANAGE)
    lists.change(ctx, number, fields_of(p), group=p.socnet_group_id, messages=p.messages, access=p.rights)
    return True


@method("lists.get", heavy=True, errors=lists.FINDING)
def get(ctx: Ctx, p: List) -> Page:
    """List the lists of a type that the caller reads."""
    return lists.page(
        ctx,
        p.iblock_type_id,
        p.iblock_id,
        p.iblock_code,
        group=p.socnet_group_id,
        order=p.iblock_order,
        start=p.start,
    )


@method("lists.delete", writes=True, errors=lists.FINDING)
def delete(ctx: Ctx, p: ById) -> bool:
    """Delete a list with all that is in it."""
    lists.delete(ctx, list_of(ctx, p, rights.MANAGE))
    return True


@method("lists.get.iblock.type.id")
def type_id(ctx: Ctx, p: ByNumber) -> Any:
    """Return the type of a list, or nothing when there is none that the caller reads."""
    return lists.type_of(ctx, p.iblock_id, p.iblock_code)

"""How methods name a list, and what is in it."""

from typing import Any

import msgspec

from homeport.core.ctx import Ctx
from homeport.core.values import is_empty
from homeport.domain.lists import lists, rights
from homeport.rpc import Params

_LIST = ("iblock_type_id", "iblock_id", "iblock_code")


def taking(name: str, *names: str, of_list: bool = True) -> Any:
    """Parameters by their documented names.

    :param of_list: whether a list is named among them
    """
    taken = dict.fromkeys((*(_LIST if of_list else ()), *(each.lower() for each in names)))
    members = [(each, Any, msgspec.field(default=None, name=each)) for each in taken]
    return msgspec.defstruct(name, members, bases=(Params,), kw_only=True)


def list_of(ctx: Ctx, p: Any, need: str) -> int:
    """The list that is named, for a caller who may do so much with it.

    :raises CallError: ``MISSING``, ``NOT_FOUND``, ``DENIED``
    """
    number = lists.find(ctx, p.iblock_type_id, p.iblock_id, p.iblock_code)
    rights.require(ctx, number, need)
    return number


def fields_of(p: Any) -> dict[str, Any]:
    """The fields that are said; there must be some.

    :raises CallError: ``MISSING``
    """
    if not p.fields or not isinstance(p.fields, dict):
        raise lists.MISSING(name="FIELDS")
    said = {str(name).upper(): value for name, value in p.fields.items()}
    if is_empty(said.get("NAME")):
        raise lists.MISSING(name="NAME")
    return said

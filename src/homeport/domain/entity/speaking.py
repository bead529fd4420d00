"""How ``entity.*`` speaks of sections and items.

Sources: ``entity-section-get.md``, ``entity-item-get.md``.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import INVALID_ARG_VALUE, CallError, ErrorKind
from homeport.core.values import is_empty
from homeport.domain.entity import rights
from homeport.domain.records import reading
from homeport.domain.records.collection import Change, Collection
from homeport.domain.records.dialect import CLASSIC, Dialect
from homeport.domain.records.fields import Values
from homeport.domain.records.filters import as_map

WRONG_FILTER = ErrorKind("ERROR_ARGUMENT", "{reason}")

NOTHING = frozenset({"null", "n", "no", "false", "0"})
"""What a filter may say of a field by ``?`` that must be empty; all else means that it must not."""


def dialect(not_found: ErrorKind, unfit: ErrorKind, misfits: Mapping[str, ErrorKind]) -> Dialect:
    """How sections, or items, are spoken of.

    :param unfit: the refusal of a value that a field cannot hold
    :param misfits: those of some fields
    """
    return replace(
        CLASSIC,
        strict=True,
        denied=rights.DENIED,
        unreadable=rights.DENIED,
        not_found=not_found,
        invalid=unfit,
        required=unfit,
        misfits=misfits,
    )


def stamp(change: Change) -> None:
    """Who made and changed a row, and when."""
    now, user = change.ctx.clock.stamp(), change.ctx.actor.user_id
    change.new.update(TIMESTAMP_X=now, MODIFIED_BY=user)
    if not change.old:
        change.new.update(DATE_CREATE=now, CREATED_BY=user)


def page(
    ctx: Ctx,
    storage: Values,
    collection: Collection,
    spoken: Dialect,
    shown: Callable[[list[Values]], list[Values]],
    *,
    order: Any,
    filter: Any,  # noqa: A002  the documented name
    start: Any,
) -> Page:
    """A page of what is in a storage; nothing for a caller who may not read it.

    :param shown: finishes the rows
    :raises CallError: ``WRONG_FILTER``
    """
    if not rights.may(ctx, storage["ID"], rights.READ):
        return Page([], 0)
    wanted = dict(_condition(key, value) for key, value in as_map(filter).items())
    try:
        found = reading.page(ctx, collection, spoken, filter=wanted, order=as_map(order), start=start)
    except CallError as error:
        if error.code != INVALID_ARG_VALUE.code:
            raise
        raise WRONG_FILTER(reason=error.description) from None
    return found._replace(result=shown([{**row, "ENTITY": storage["CODE"]} for row in found.result]))


def _condition(key: str, value: Any) -> tuple[str, Any]:
    """A condition as filters understand it: ``?NAME`` asks whether there is a value."""
    if not key.startswith("?"):
        return key, value
    is_none = is_empty(value) or value is False or str(value).lower() in NOTHING
    return ("=" if is_none else "!=") + key[1:], None

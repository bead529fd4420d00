"""What fields of ``crm.item.*`` refer to must be there: entries of directories, records, people, currencies.

Sources: ``tutorials/crm/how-to-edit-crm-objects/how-to-generate-edit-form-for-lead.md``, "Errors and Diagnostics", and
its likes. What a record refers to already stays, whatever became of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from homeport.core import owner
from homeport.core.ctx import Ctx
from homeport.core.owner import Owner
from homeport.domain.crm.currency import currencies
from homeport.domain.crm.entities import exists
from homeport.domain.crm.entities.entity import Entity, Values
from homeport.domain.crm.stages import statuses
from homeport.domain.portal.people import users
from homeport.domain.records.fields import Field

RECORDS = {
    "crm_lead": owner.LEAD,
    "crm_deal": owner.DEAL,
    "crm_contact": owner.CONTACT,
    "crm_company": owner.COMPANY,
    "crm_quote": owner.QUOTE,
}
"""The types of fields that refer to records, and the types of these."""

_PARENT = "PARENT_ID_"


class UnknownError(ValueError):
    """A field refers to nothing; carries the field's classic name."""


def require(
    ctx: Ctx,
    entity: Entity,
    old: Values,
    new: Values,
    held: Mapping[str, Sequence[int]],
    lists: Mapping[str, list[int]],
) -> None:
    """Refuse values that refer to nothing.

    :param old: the stored values; empty for a new record
    :param new: the values to be written
    :param held: the lists of ids that there are
    :param lists: those to be written
    :raises UnknownError: for the first of them
    """
    for name, value in _changed(old, new):
        if not _is_there(ctx, entity, entity.fields.by_name[name], value):
            raise UnknownError(name)
    for name, ids in lists.items():
        field, known = entity.fields.by_name[name], set(held.get(name, ()))
        if not all(_is_there(ctx, entity, field, each) for each in ids if each not in known):
            raise UnknownError(name)


def _changed(old: Values, new: Values) -> Iterator[tuple[str, Any]]:
    for name, value in new.items():
        if value is not None and value != "" and old.get(name) != value:
            yield name, value


def _is_there(ctx: Ctx, entity: Entity, field: Field, value: Any) -> bool:
    kind = field.type.name
    if kind == "user":
        return users.exists(ctx.tx, value)
    if kind == "crm_currency":
        return currencies.exists(ctx.tx, value)
    if kind == "crm_status":
        if entity.stages is not None and field.name == entity.stages.field:
            return True  # depends on the pipeline
        assert field.status is not None
        return statuses.semantics_of(ctx.tx, field.status, value) is not None
    if field.name.startswith(_PARENT):
        return exists(ctx.tx, Owner(int(field.name.removeprefix(_PARENT)), value))
    return kind not in RECORDS or exists(ctx.tx, Owner(RECORDS[kind], value))

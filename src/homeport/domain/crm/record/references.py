"""What fields of ``crm.item.*`` refer to must be there: entries of directories, people, currencies.

Sources: ``tutorials/crm/how-to-edit-crm-objects/how-to-generate-edit-form-for-lead.md``, "Errors and Diagnostics", and
its likes. What a record refers to already stays, whatever became of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.crm.currency import currencies
from homeport.domain.crm.entities.entity import Entity
from homeport.domain.crm.stages import statuses
from homeport.domain.portal.people import users
from homeport.domain.records.fields import Field, FieldTable, Values


class UnknownError(ValueError):
    """A field refers to nothing; carries the field's classic name."""


def require(
    ctx: Ctx,
    entity: Entity,
    fields: FieldTable,
    old: Values,
    new: Values,
    held: Mapping[str, Sequence[int]],
    lists: Mapping[str, list[int]],
) -> None:
    """Refuse values that refer to nothing.

    :param fields: the entity's, with those that are of this portal alone
    :param old: the stored values; empty for a new record
    :param new: the values to be written
    :param held: the lists of ids that there are
    :param lists: those to be written
    :raises UnknownError: for the first of them
    """
    for name, value in _changed(old, new):
        if not _is_there(ctx, entity, fields.by_name[name], value):
            raise UnknownError(name)
    for name, ids in lists.items():
        field, known = fields.by_name[name], set(held.get(name, ()))
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
    if kind == "crm_status" and not (entity.stages is not None and field.name == entity.stages.field):
        assert field.status is not None
        return statuses.semantics_of(ctx.tx, field.status, value) is not None
    return True  # stages depend on the pipeline, links to records are looked at with their rights

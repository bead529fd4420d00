"""What REST 3.0 writes: fields checked against their entity, and errors of rules told of the fields they are about."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import CallError, shorten
from homeport.core.errors_v3 import REQUEST_VALIDATION, UNKNOWN_PROPERTY, Complaint, ValidationError
from homeport.domain.records.fields import Values
from homeport.domain.records.v3.entity import Entity, Property

Allowed = Callable[[Property], bool]


def settable(field: Property) -> bool:
    """Whether a new record may be given a field."""
    return field.settable


def editable(field: Property) -> bool:
    """Whether a change may be given a field."""
    return field.editable


def taken(
    ctx: Ctx, entity: Entity, given: Mapping[str, Any], allowed: Allowed, required: tuple[str, ...] = ()
) -> Values:
    """What a client gave, by stored names, as a collection is given it.

    :param required: the fields that must be there
    :raises CallError: ``UNKNOWN_PROPERTY`` for a field that the entity has not
    :raises ValidationError: naming every field that is missing, not to be filled, or of the wrong kind
    """
    missing = [
        Complaint(f"Required field `{name}` is not specified", name) for name in required if given.get(name) is None
    ]
    unfit: list[Complaint] = []
    found: Values = {}
    for name, value in given.items():
        field = entity.by_name.get(name)
        if field is None:
            raise UNKNOWN_PROPERTY(field=shorten(name), entity=entity.name)
        if not allowed(field):
            missing.append(_closed(entity, name))
        elif value is None:
            found[field.of] = None
        else:
            try:
                found[field.of] = field.kind.given(value, ctx.clock.zone)
            except ValueError:
                unfit.append(_unfit(field))
    if missing:
        raise ValidationError(entity.invalid, missing)
    if unfit:
        raise ValidationError(entity.unfit, unfit)
    return found


def _closed(entity: Entity, name: str) -> Complaint:
    if entity.invalid is not REQUEST_VALIDATION:
        return Complaint(f"Field `{name}` is not available for filling", name)
    whose = f"In DTO `{entity.name}`, the field `{name}`"
    return Complaint(f"{whose} requires the presence of the `Editable` attribute for such a request", name)


def _unfit(field: Property) -> Complaint:
    if field.kind.choices:
        return Complaint(f"Field `{field.name}` must be one of: {', '.join(field.kind.choices)}", field.name)
    return Complaint(f"Field `{field.name}` requires data type `{field.kind.wanted}` for this request", field.name)


@contextmanager
def told(entity: Entity) -> Iterator[None]:
    """Tell errors of an entity's rules as complaints about its fields.

    :raises ValidationError: in the place of an error that the entity words
    """
    try:
        yield
    except CallError as error:
        name = entity.about(error)
        if name is None:
            raise
        complaint = Complaint(error.description.removesuffix("<br>"), name)
        raise ValidationError(REQUEST_VALIDATION, [complaint]) from None

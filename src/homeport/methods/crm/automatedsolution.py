"""``crm.automatedsolution.*``: digital workplaces."""

from dataclasses import replace

from homeport.core.ctx import Ctx
from homeport.domain.crm.type import workplaces
from homeport.domain.crm.type.workplaces import DIALECT, WORKPLACES
from homeport.domain.records import writing
from homeport.methods.family import TypedById, family
from homeport.rpc import method

_PREFIX = "crm.automatedsolution"

METHODS = [
    *family(_PREFIX, WORKPLACES, DIALECT, "add get update", errors=(workplaces.LIMIT_EXCEEDED,)),
    *family(_PREFIX, WORKPLACES, DIALECT, "list"),
    *family(_PREFIX, WORKPLACES, replace(DIALECT, wraps=False), "fields"),
]


@method(
    "crm.automatedsolution.delete",
    writes=True,
    errors=(DIALECT.denied, DIALECT.not_found, workplaces.HAS_BOUND_TYPES),
)
def delete(ctx: Ctx, p: TypedById) -> None:
    """Delete a digital workplace that has no smart processes."""
    writing.delete(ctx, WORKPLACES, {"ID": p.id}, DIALECT)

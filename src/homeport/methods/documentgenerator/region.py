"""``documentgenerator.region.*``: how documents write dates and names."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import INVALID_PARAMETER, MISSING_PARAMETER
from homeport.domain.documentgenerator import permissions, regions
from homeport.methods.documentgenerator.numerator import Add, ById, Update, fields_of
from homeport.rpc import NoParams, method

DENIED = permissions.NOT_TEMPLATES
GIVEN = (MISSING_PARAMETER, INVALID_PARAMETER, regions.EMPTY)


@method("documentgenerator.region.add", writes=True, errors=(DENIED, *GIVEN))
def add(ctx: Ctx, p: Add) -> dict[str, Any]:
    """Add a region."""
    return {"region": regions.add(ctx, fields_of(p.fields))}


@method("documentgenerator.region.get", errors=(DENIED, MISSING_PARAMETER, regions.NOT_FOUND))
def get(ctx: Ctx, p: ById) -> dict[str, Any]:
    """Return a region by its number or code."""
    return {"region": regions.get(ctx, _named(p))}


@method("documentgenerator.region.list", errors=(DENIED,))
def list_(ctx: Ctx, p: NoParams) -> dict[str, Any]:
    """List the regions, by their codes."""
    return {"regions": regions.listed(ctx)}


@method("documentgenerator.region.update", writes=True, errors=(DENIED, *GIVEN, regions.NOT_FOUND))
def update(ctx: Ctx, p: Update) -> dict[str, Any]:
    """Change a region that people have added."""
    return {"region": regions.change(ctx, _named(p), fields_of(p.fields))}


@method("documentgenerator.region.delete", writes=True, errors=(DENIED, MISSING_PARAMETER, regions.IN_USE))
def delete(ctx: Ctx, p: ById) -> None:
    """Delete a region that people have added."""
    regions.delete(ctx, _named(p))


def _named(p: ById) -> Any:
    if p.id in (None, ""):
        raise MISSING_PARAMETER(name="id")
    return p.id

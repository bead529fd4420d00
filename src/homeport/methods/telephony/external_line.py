"""``telephony.externalLine.*``: the lines of an application."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.telephony import lines
from homeport.methods.telephony._refusals import NO_APPLICATION
from homeport.rpc import NoParams, Underscored, method


class Line(Underscored):
    number: Any = None


class Facts(Line):
    name: Any = None
    crm_auto_create: Any = None


@method(
    "telephony.externalLine.add",
    writes=True,
    application=NO_APPLICATION,
    errors=(NO_APPLICATION, lines.NO_NUMBER, lines.TAKEN),
)
def add(ctx: Ctx, p: Facts) -> dict[str, int]:
    """Add a line to the application."""
    return {"ID": lines.add(ctx, p.number, p.name, p.crm_auto_create)}


@method(
    "telephony.externalLine.update",
    writes=True,
    application=NO_APPLICATION,
    errors=(NO_APPLICATION, lines.NO_NUMBER, lines.NOTHING, lines.NOT_FOUND),
)
def update(ctx: Ctx, p: Facts) -> dict[str, str]:
    """Change a line of the application."""
    return {"ID": str(lines.change(ctx, p.number, p.name, p.crm_auto_create))}


@method("telephony.externalLine.get", application=NO_APPLICATION, errors=(NO_APPLICATION,))
def get(ctx: Ctx, p: NoParams) -> list[dict[str, Any]]:
    """List the lines of the application."""
    return lines.listed(ctx)


@method(
    "telephony.externalLine.delete",
    writes=True,
    application=NO_APPLICATION,
    errors=(NO_APPLICATION, lines.NO_NUMBER, lines.NOT_FOUND),
)
def delete(ctx: Ctx, p: Line) -> list[Any]:
    """Delete a line of the application."""
    lines.delete(ctx, p.number)
    return []

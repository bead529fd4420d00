"""``voximplant.line.*``: the line that calls go out by."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.telephony import outgoing, sip
from homeport.rpc import NoParams, Underscored, method


class Line(Underscored):
    line_id: Any = None


class Config(Underscored):
    config_id: Any = None


@method("voximplant.line.get", scope="telephony", errors=(sip.DENIED,))
def get(ctx: Ctx, p: NoParams) -> dict[str, str]:
    """Name the lines that calls can go out by."""
    return outgoing.lines(ctx)


@method("voximplant.line.outgoing.get", scope="telephony", errors=(sip.DENIED,))
def outgoing_get(ctx: Ctx, p: NoParams) -> str:
    """Say which line calls go out by."""
    return outgoing.chosen(ctx)


@method("voximplant.line.outgoing.set", scope="telephony", writes=True, errors=(sip.DENIED,))
def outgoing_set(ctx: Ctx, p: Line) -> int:
    """Have calls go out by a line."""
    outgoing.choose(ctx, p.line_id)
    return 1


@method("voximplant.line.outgoing.sip.set", scope="telephony", writes=True, errors=(sip.DENIED, sip.NO_ARGUMENT))
def outgoing_sip_set(ctx: Ctx, p: Config) -> int:
    """Have calls go out by a line of the application."""
    outgoing.choose_sip(ctx, p.config_id)
    return 1

"""``voximplant.sip.*``: lines over SIP."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.domain.telephony import sip
from homeport.rpc import NoParams, Params, Underscored, method


class Facts(Underscored):
    server: Any = None
    login: Any = None
    password: Any = None
    title: Any = None


class New(Facts):
    type: Any = None


class One(Underscored):
    config_id: Any = None


class Changed(Facts):
    config_id: Any = None


class Registration(Underscored):
    reg_id: Any = None


class Filtered(Params):
    filter: Any = None
    sort: Any = None
    order: Any = None
    start: Any = None


@method(
    "voximplant.sip.add",
    scope="telephony",
    writes=True,
    errors=(sip.DENIED, sip.UNFIT, sip.TITLE_EXISTS, sip.TOO_MANY),
)
def add(ctx: Ctx, p: New) -> dict[str, Any]:
    """Add a line to the application."""
    return sip.add(ctx, p.said())


@method(
    "voximplant.sip.update",
    scope="telephony",
    writes=True,
    errors=(sip.DENIED, sip.NOT_FOUND, sip.UNFIT, sip.TITLE_EXISTS),
)
def update(ctx: Ctx, p: Changed) -> int:
    """Change a line of the application."""
    sip.change(ctx, p.config_id, p.said())
    return 1


@method("voximplant.sip.delete", scope="telephony", writes=True, errors=(sip.DENIED, sip.NOT_FOUND))
def delete(ctx: Ctx, p: One) -> int:
    """Delete a line of the application."""
    sip.delete(ctx, p.config_id)
    return 1


@method("voximplant.sip.get", scope="telephony", heavy=True, errors=(sip.DENIED,))
def get(ctx: Ctx, p: Filtered) -> Page:
    """List the lines of the application."""
    return sip.page(ctx, p.filter, p.sort, p.order, p.start)


@method("voximplant.sip.status", scope="telephony", errors=(sip.DENIED, sip.NO_REGISTRATION))
def status(ctx: Ctx, p: Registration) -> dict[str, Any]:
    """Say how the registration of a line of the application goes."""
    return sip.status(ctx, p.reg_id)


@method("voximplant.sip.connector.status", scope="telephony", errors=(sip.DENIED,))
def connector_status(ctx: Ctx, p: NoParams) -> dict[str, Any]:
    """Say what is left of the connector to exchanges."""
    return sip.connector(ctx)

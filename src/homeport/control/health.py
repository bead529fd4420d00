"""Whether the server runs, and whether its portals can be used."""

import msgspec

import homeport
from homeport.control.endpoint import Plane, Refusal, endpoint
from homeport.domain.portal import settings
from homeport.portals.folder import DEFAULT
from homeport.store import GoneError, UnreachableError
from homeport.store.schema import NotAPortalError


class Health(msgspec.Struct, frozen=True):
    """The server runs."""

    version: str
    status: str = "ok"


class Readiness(msgspec.Struct, frozen=True):
    """The server answers.

    :param portals: the portals that can be called
    """

    portals: list[str]
    status: str = "ready"


@endpoint("GET", "/health")
def health(plane: Plane) -> Health:
    """Say that the server runs. Needs no token."""
    return Health(homeport.__version__)


@endpoint("GET", "/ready")
def ready(plane: Plane) -> Readiness:
    """Say which portals can be called; refused with 503 when the default one cannot, and while the server stops."""
    if plane.portals.stopping:
        raise Refusal(503, "not_ready", "The server is about to stop.")
    usable = []
    try:
        names = plane.folder.names()
    except UnreachableError as error:
        raise Refusal(503, "not_ready", str(error)) from None
    for name in names:
        try:
            if not plane.folder.stores.look(name, settings.read).switched_off:
                usable.append(name)
        except (NotAPortalError, GoneError, UnreachableError):
            continue  # what is wrong with it says `homeport doctor`
    if DEFAULT not in usable:
        raise Refusal(503, "not_ready", "The default portal cannot be called. See why with: homeport doctor")
    return Readiness(usable)

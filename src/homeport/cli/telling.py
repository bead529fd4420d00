"""Seeing to it that a handler is told now: by the server that runs, else by the command itself."""

import asyncio
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from homeport.cli.options import OpenPortal
    from homeport.domain.events.outbox import Call

WAIT_SECONDS = 20.0
"""A little more than a handler may take."""


def tell(portal: "OpenPortal", call_id: int) -> "Call | None":
    """Let a call be delivered; the call as it is then. None when it is gone.

    :param call_id: of a call in the portal's outbox
    """
    return asyncio.run(_deliver(portal, call_id)) or _wait(portal, call_id)


async def _deliver(opened: "OpenPortal", call_id: int) -> "Call | None":
    """Deliver it here, unless a server does."""
    from homeport.app import Portals
    from homeport.config import Config
    from homeport.deliver import Deliverer
    from homeport.domain.events import outbox
    from homeport.domain.events.outbox import Call
    from homeport.domain.portal.portal import Portal
    from homeport.server.serve import authorities

    portals = Portals(opened.folder, log_requests=False)
    deliverer = Deliverer(opened.folder, portals, authorities=authorities(Config(), opened.folder))
    try:
        if not deliverer.take():
            return None

        def find() -> tuple[Portal, Call | None]:
            portal = portals.current(opened.name)
            portal.state()  # sets its clock
            return portal, outbox.find(portal.store.reading(), call_id)

        portal, call = await portals.turn(find)
        return None if call is None else await deliverer.deliver(portal, call)
    finally:
        await deliverer.close()
        portals.close()


def _wait(portal: "OpenPortal", call_id: int) -> "Call | None":
    from homeport.domain.events import outbox

    until = time.monotonic() + WAIT_SECONDS
    while True:
        call = portal.read(lambda tx: outbox.find(tx, call_id))
        if call is None or call.attempts or time.monotonic() > until:
            return call
        time.sleep(0.05)

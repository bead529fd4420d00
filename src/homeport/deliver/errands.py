"""Runs the errands of portals: asks addresses, converts files. Those of one portal one after the other, so that none
keeps other portals waiting.
"""

import asyncio
from collections.abc import Callable

from homeport.core.log import LOG
from homeport.deliver import converter
from homeport.deliver.sender import Sender
from homeport.domain.portal.portal import Portal
from homeport.domain.records import errands
from homeport.domain.records.errands import Done, Errand
from homeport.store import BusyError, GoneError, Transaction, UnreachableError


class Runner:
    """Runs errands.

    :param sender: what addresses are asked by, with all that guards its calls
    """

    def __init__(self, sender: Sender) -> None:
        self._sender = sender
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def tasks(self) -> list[asyncio.Task[None]]:
        """What runs now."""
        return list(self._tasks.values())

    def start(self, portal: Portal, ended: Callable[[], None]) -> None:
        """Run what is due in a portal, unless that runs already.

        :param ended: called when nothing is due any more
        """
        if portal.name in self._tasks:
            return
        task = self._tasks[portal.name] = asyncio.create_task(self._run(portal))

        def end(task: asyncio.Task[None]) -> None:
            del self._tasks[portal.name]
            error = None if task.cancelled() else task.exception()
            if isinstance(error, UnreachableError | BusyError | GoneError):  # it is due still, if the portal is there
                LOG.warning("errands of %s wait: %s", portal.name, error)
            elif error is not None:
                LOG.error("errands of %s failed", portal.name, exc_info=error)

        task.add_done_callback(end)

    async def _run(self, portal: Portal) -> None:
        while (found := await portal.read(lambda tx: errands.due(tx, portal.clock.now()))) is not None:
            kind, row_id = found
            try:
                await self._one(portal, kind, row_id)
            except (UnreachableError, BusyError, GoneError):
                raise
            except Exception as error:  # a mistake of ours: it keeps nothing else waiting
                LOG.exception("%s %s is run again later: %s", kind, row_id, error)
                again = portal.clock.now() + errands.AGAIN_SECONDS
                await portal.store.write(lambda tx: errands.put(tx, kind, row_id, again))  # noqa: B023  done at once

    async def _one(self, portal: Portal, kind: str, row_id: int) -> None:
        errand = await portal.store.read_aside(lambda tx: errands.planned(tx, portal.clock, kind, row_id))
        done = Done() if errand is None else await self._do(portal, errand)

        def end(tx: Transaction) -> None:
            errands.end(tx, portal.clock, kind, row_id, errand, done)

        await portal.store.write(end)

    async def _do(self, portal: Portal, errand: Errand) -> Done:
        public = (await portal.store.turn(portal.state)).settings.handlers == "public"
        replies = [await self._sender.ask(request, public=public) for request in errand.requests]
        converted = None if errand.conversion is None else await converter.convert(errand.conversion.content)
        return Done(replies, converted)

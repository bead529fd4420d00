"""Clients that write through one disaster after the other, and what must never be there by halves."""

import random
import threading
import time
from collections.abc import Callable, Sequence

from homeport.portals.folder import DataFolder
from homeport.server.addresses import Addresses
from homeport.testing.portal import LocalPortal
from tests.crash.victim import Caller, Victim
from tests.crash.writer import Writer
from tests.handler import Handler

CLIENTS = 4
LONGEST_LIFE = 0.4
"""Seconds of writing before a disaster, at most, where that is enough for each client to have written a little."""
ENOUGH = 3 * CLIENTS
"""How much is written for each disaster, on the whole."""
ENOUGH_SECONDS = 60
"""How long a slow machine may take for it."""

HALVES = {
    "a binding without its activity": """
        SELECT "ACTIVITY_ID" FROM crm_activity_binding
        WHERE "ACTIVITY_ID" NOT IN (SELECT "ID" FROM crm_activity)""",
    "an activity without a binding": """
        SELECT "ID" FROM crm_activity WHERE "ID" NOT IN (SELECT "ACTIVITY_ID" FROM crm_activity_binding)""",
    "more than 100 bindings": """
        SELECT "ACTIVITY_ID" FROM crm_activity_binding GROUP BY "ACTIVITY_ID" HAVING count(*) > 100""",
    "an activity that is not bound to its owner": """
        SELECT "ID" FROM crm_activity AS a WHERE NOT EXISTS (
            SELECT 1 FROM crm_activity_binding AS b WHERE b."ACTIVITY_ID" = a."ID"
            AND b."OWNER_TYPE_ID" = a."OWNER_TYPE_ID" AND b."OWNER_ID" = a."OWNER_ID")""",
    "a communication without its activity": """
        SELECT "ACTIVITY_ID" FROM crm_activity_communication
        WHERE "ACTIVITY_ID" NOT IN (SELECT "ID" FROM crm_activity)""",
}
"""Statements that find nothing."""


def live_through(victim: Victim, folder: DataFolder, disasters: Sequence[Callable[[], None]]) -> None:
    """Let clients write before and during each disaster, and look each time at what is there.

    :param folder: the portal's, to subscribe to its events
    :param disasters: each returns when the server answers again
    """
    lifetimes = random.Random(len(disasters))
    with Handler() as handler:
        _subscribe(folder, handler, "ONCRMCONTACTADD")
        call = Caller(victim)
        deals = [int(call("crm.deal.add", fields={"TITLE": f"Crash {number}"})["result"]) for number in range(110)]
        call.close()
        writers = [Writer(f"client {number}", deals, seed=number) for number in range(CLIENTS)]
        for number, disaster in enumerate(disasters, 1):
            over = threading.Event()
            threads = [threading.Thread(target=writer.write, args=(victim, over)) for writer in writers]
            for thread in threads:
                thread.start()
            threads[0].join(lifetimes.uniform(0.02, LONGEST_LIFE))
            _await_enough(writers, threads, ENOUGH * number)
            disaster()
            over.set()
            for thread in threads:
                thread.join()
            call = Caller(victim)
            for writer in writers:
                writer.check(call)
            call.close()
        assert sum(writer.acknowledged for writer in writers) > 2 * len(disasters) * CLIENTS, (
            "too little to show anything"
        )
        call = Caller(victim)
        for writer in writers:
            writer.check_all(call)
        call.close()
        contacts = {contact for writer in writers for contact in writer.contacts}
        told: set[int] = set()
        while told < contacts:
            told.add(int(handler.next()["data"]["FIELDS"]["ID"]))
    assert told == contacts, "an event without its change"
    assert "Traceback" not in victim.log


def _await_enough(writers: Sequence[Writer], threads: Sequence[threading.Thread], wanted: int) -> None:
    """Return once so much is acknowledged, or nobody writes any more."""
    until = time.monotonic() + ENOUGH_SECONDS
    while sum(writer.acknowledged for writer in writers) < wanted and time.monotonic() < until:
        alive = [thread for thread in threads if thread.is_alive()]
        if not alive:
            return
        alive[0].join(0.01)


def _subscribe(folder: DataFolder, handler: Handler, event: str) -> None:
    """Let an application be told of an event."""
    portal = LocalPortal(folder, Addresses.read(folder))
    try:
        portal.settings(deliveries="retry")  # else what is on its way when the server dies is told no more
        portal.app(scope="crm").call("event.bind", event=event, handler=handler.url)
    finally:
        portal.close()

"""Clients that add deals, change and delete them while servers die, and what a handler may have heard of it then."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from homeport.domain.events.outbox import UNKNOWN
from homeport.portals.folder import DataFolder
from homeport.server.addresses import Addresses
from homeport.testing.portal import LocalPortal
from tests.crash.victim import Caller, KilledError, Victim
from tests.handler import Handler

EVENTS = ("ONCRMDEALADD", "ONCRMDEALUPDATE", "ONCRMDEALDELETE")
ADDED, CHANGED, DELETED = EVENTS
CLIENTS = 4
LONGEST_LIFE = 0.4
"""Seconds of work before a disaster, at most, where that is enough for something to be told."""
ENOUGH = 12
"""Changes before a disaster, at least."""
ANSWERING = 0.03
"""Seconds that the handler takes, so that something is on its way whenever a server dies."""
PATIENCE = 60
"""Seconds that a slow machine may take to tell everything."""


class Told(NamedTuple):
    """What is told: that something happened to a deal."""

    event: str
    deal: int


class Client:
    """A client that takes each of its deals through a short life, and learns what has happened of what it asked.

    :param name: tells its deals from others'
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._count = 0
        self._doubt: Callable[[Caller], bool] | None = None
        self._asked: Told | None = None
        self.happened: set[Told] = set()

    def work(self, victim: Victim, over: threading.Event) -> None:
        """Work until the server is gone, or enough has happened."""
        call = Caller(victim, victim.away)
        try:
            while not over.is_set():
                self._live(call)
        except KilledError:
            return
        finally:
            call.close()

    def _live(self, call: Caller) -> None:
        self._count += 1
        title = f"{self._name} {self._count}"
        self._doubt = lambda call: self._look_for(call, title)
        deal = int(call("crm.deal.add", fields={"TITLE": title})["result"])
        self.happened.add(Told(ADDED, deal))
        self._ask(Told(CHANGED, deal), lambda call: call("crm.deal.get", id=deal)["result"]["TITLE"] != title)
        assert call("crm.deal.update", id=deal, fields={"TITLE": f"{title}, changed"})["result"] is True
        self._note()
        self._ask(Told(DELETED, deal), lambda call: "error" in call("crm.deal.get", id=deal))
        assert call("crm.deal.delete", id=deal)["result"] is True
        self._note()

    def _look_for(self, call: Caller, title: str) -> bool:
        found = call("crm.deal.list", filter={"TITLE": title}, select=["ID"])["result"]
        self._asked = Told(ADDED, int(found[0]["ID"])) if found else None
        return bool(found)

    def _ask(self, told: Told, happened: Callable[[Caller], bool]) -> None:
        self._asked, self._doubt = told, happened

    def _note(self) -> None:
        assert self._asked is not None
        self.happened.add(self._asked)
        self._asked = self._doubt = None

    def settle(self, call: Caller) -> None:
        """Learn whether what was under way has happened."""
        if self._doubt is not None and self._doubt(call):
            self._note()
        self._asked = self._doubt = None


def live_through(
    victims: Sequence[Victim], folder: DataFolder, disasters: Iterable[Callable[[], None]], *, deliveries: str
) -> None:
    """Let clients work before and during each disaster, and look at what a handler is told.

    :param victims: servers of one portal; clients work with each
    :param folder: the portal's, to add an outgoing webhook
    :param disasters: each returns when all servers answer again
    :param deliveries: how the portal tells
    """
    lifetimes = random.Random(7)
    clients = [Client(f"client {number}") for number in range(CLIENTS)]
    kept: list[tuple[Told, str]] = []
    received: list[Told] = []
    portal = LocalPortal(folder, Addresses.read(folder))
    with Handler() as handler:
        handler.seconds = ANSWERING
        portal.settings(deliveries=deliveries)
        portal.outgoing(handler.url, *EVENTS)
        for disaster in disasters:
            _work(clients, victims, lifetimes.uniform(0.02, LONGEST_LIFE), disaster)
            call = Caller(victims[0])
            for client in clients:
                client.settle(call)
            call.close()
            kept += _await_end(portal)
            portal.events.clear()
        while not handler.is_idle:
            form = handler.next()
            received.append(Told(form["event"], int(form["data"]["FIELDS"]["ID"])))
    portal.close()
    happened = set().union(*(client.happened for client in clients))
    _check(happened, kept, received, deliveries)
    assert not any("Traceback" in victim.log for victim in victims)


def _work(clients: list[Client], victims: Sequence[Victim], seconds: float, disaster: Callable[[], None]) -> None:
    over = threading.Event()
    before = sum(len(client.happened) for client in clients)
    threads = [
        threading.Thread(target=client.work, args=(victims[number % len(victims)], over))
        for number, client in enumerate(clients)
    ]
    for thread in threads:
        thread.start()
    threads[0].join(seconds)
    until = time.monotonic() + PATIENCE
    while sum(len(client.happened) for client in clients) < before + ENOUGH and time.monotonic() < until:
        threads[0].join(0.01)
    disaster()
    over.set()
    for thread in threads:
        thread.join()


def _await_end(portal: LocalPortal) -> list[tuple[Told, str]]:
    """What was told, and how that ended: of what was on its way when its server died, that is never known."""
    until = time.monotonic() + PATIENCE
    last: Any = None
    while True:
        calls = list(portal.events)
        waiting = [call for call in calls if call.next_at is not None]
        unknown = {call.id for call in calls if call.outcome == UNKNOWN}
        if not waiting and unknown == last:  # twice the same: they are on their way no longer
            return [(Told(call.event, int(call.data["FIELDS"]["ID"])), call.outcome) for call in calls]
        assert time.monotonic() < until, waiting or unknown
        last = unknown
        threading.Event().wait(0.2)


def _check(happened: set[Told], kept: list[tuple[Told, str]], received: list[Told], deliveries: str) -> None:
    assert len(happened) > ENOUGH
    assert Counter(told for told, _ in kept) == Counter(happened), (
        "told of what happened, once each, and of nothing else"
    )
    times = Counter(received)
    assert set(times) <= happened
    for told, outcome in kept:
        if deliveries == "retry":
            assert times[told] >= 1, (told, outcome)
        elif outcome == UNKNOWN:
            assert times[told] <= 1, told
        else:
            assert (outcome, times[told]) == ("200", 1), told
    first = {told: received.index(told) for told in times}
    for deal in {told.deal for told in times}:
        order = [first[Told(event, deal)] for event in EVENTS if Told(event, deal) in first]
        assert order == sorted(order), deal

"""What clients of four workers see of bindings is as if each call and each batch had happened alone, at one moment
while its caller waited: strict serialisability, whatever workers they ask, and also while workers are killed.
"""

import random
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.cluster import Cluster
from tests.crash.victim import AWAY, Caller, KilledError, Victim
from tests.postgresql.history import Append, Read, Transaction, anomalies
from tests.property.profile import SCALE

WORKERS = 4
CLIENTS = 10
TRANSACTIONS = 150 * SCALE
"""Of each client."""
KILLS = 4 * SCALE
CALLS_A_CONNECTION = 15
"""A client connects anew after these, and may meet another worker."""
LISTS = 4
"""Written to at the same time."""
LONGEST = 45
"""Values of a list before another takes its place; pages of 50 show it whole, with the deal it begins with."""
DEAL = 2


class Lists:
    """The activities that are lists now; their bindings after the first are the values, which are deals.

    :param lists: how many there may be in all
    """

    def __init__(self, call: Caller, lists: int) -> None:
        self._lock = threading.Lock()
        names = [f"crm.deal.add?fields[TITLE]={number}" for number in range(LONGEST + 1)]
        home, *self._deals = call("batch", cmd=names)["result"]["result"]
        begin = {"ownerTypeId": DEAL, "ownerId": home, "deadline": "2030-01-01T09:00:00+00:00"}
        self._unused = [call("crm.activity.todo.add", **begin)["result"]["id"] for _ in range(lists)]
        self._values: dict[int, Iterator[int]] = {}
        self._now = [self._begin() for _ in range(LISTS)]

    def _begin(self) -> int:
        activity: int = self._unused.pop()
        self._values[activity] = iter(self._deals)
        return activity

    def append(self, place: int) -> Append:
        """A value of its own for the list at a place."""
        with self._lock:
            deal = next(self._values[self._now[place]], None)
            if deal is None:
                self._now[place] = self._begin()
                deal = next(self._values[self._now[place]])
            return Append(self._now[place], deal)

    def at(self, place: int) -> int:
        """The list at a place."""
        return self._now[place]

    @property
    def used(self) -> list[int]:
        """All that were written to."""
        return list(self._values)


def as_command(step: Append | int) -> str:
    if isinstance(step, Append):
        return f"crm.activity.binding.add?activityId={step.key}&entityTypeId={DEAL}&entityId={step.value}"
    return f"crm.activity.binding.list?activityId={step}"


class Client:
    """Makes transactions, and remembers what it was answered."""

    def __init__(self, server: Victim, lists: Lists, seed: int) -> None:
        self._server = server
        self._lists = lists
        self._chosen = random.Random(seed)
        self.history: list[Transaction] = []

    def run(self, transactions: int) -> None:
        for first in range(0, transactions, CALLS_A_CONNECTION):
            with closing(Caller(self._server, AWAY)) as call:
                for _ in range(min(CALLS_A_CONNECTION, transactions - first)):
                    steps = self._steps()
                    if not self.ask(call, steps):
                        break

    def _steps(self) -> list[Append | int]:
        """One step, or several on lists of any order; some only read, and so are no writes to the server."""
        size, appends = self._chosen.choice([1, 1, 2, 3, 5]), self._chosen.choice([0.0, 0.5, 1.0])
        places = [self._chosen.randrange(LISTS) for _ in range(size)]
        return [
            self._lists.append(place) if self._chosen.random() < appends else self._lists.at(place) for place in places
        ]

    def ask(self, call: Caller, steps: Sequence[Append | int]) -> bool:
        """Make a transaction; whether it was answered."""
        began = time.monotonic()
        try:
            answers = self._answers(call, steps)
        except KilledError:
            maybe = [step for step in steps if isinstance(step, Append)]
            self.history.append(Transaction(maybe, began, None))
            return False
        done = [
            step if isinstance(step, Append) else Read(step, tuple(each["entityId"] for each in found)[1:])
            for step, found in zip(steps, answers, strict=True)
        ]
        self.history.append(Transaction(done, began, time.monotonic()))
        return True

    def _answers(self, call: Caller, steps: Sequence[Append | int]) -> list[Any]:
        if len(steps) > 1 or self._chosen.random() < 0.2:
            found = call("batch", cmd=[as_command(step) for step in steps])["result"]
            assert not found["result_error"], found
            answers: list[Any] = found["result"]
            return answers
        method, _, query = as_command(steps[0]).partition("?")
        return [call(method, **dict(part.split("=") for part in query.split("&")))["result"]]


@pytest.fixture
def server(own_cluster: Cluster, tmp_path: Path) -> Iterator[Victim]:
    server = Victim(tmp_path, "--workers", str(WORKERS), "--database", own_cluster.create())
    server.start()
    yield server
    server.kill()


def lived_through(server: Victim, kills: int) -> list[Transaction]:
    """The history of all clients, the last of which reads every list."""
    wanted = CLIENTS * TRANSACTIONS
    with closing(Caller(server, AWAY)) as call:
        lists = Lists(call, LISTS + 2 * wanted // LONGEST)
    clients = [Client(server, lists, seed) for seed in range(CLIENTS)]
    threads = [threading.Thread(target=client.run, args=[TRANSACTIONS]) for client in clients]
    for thread in threads:
        thread.start()
    killed = 0
    while alive := [thread for thread in threads if thread.is_alive()]:
        alive[0].join(0.02)
        if killed < kills and sum(len(client.history) for client in clients) > (killed + 1) * wanted / (kills + 2):
            server.kill_worker(killed)
            killed += 1
    last = Client(server, lists, CLIENTS)
    with closing(Caller(server, AWAY)) as call:
        for first in range(0, len(lists.used), LISTS):
            assert last.ask(call, lists.used[first : first + LISTS])
    return [each for client in (*clients, last) for each in client.history]


def seen(history: Sequence[Transaction]) -> dict[int, int]:
    """How long each list became, as far as it was read."""
    sizes: dict[int, int] = defaultdict(int)
    for each in history:
        for step in each.steps:
            if isinstance(step, Read):
                sizes[step.key] = max(sizes[step.key], len(step.values))
    return sizes


@pytest.mark.parametrize("kills", [0, KILLS], ids=["while all live", "while workers are killed"])
def test_what_clients_of_four_workers_see_is_strictly_serialisable(server: Victim, kills: int) -> None:
    history = lived_through(server, kills)
    assert anomalies(history) == []
    answered = sum(each.ended is not None for each in history)
    assert sum(seen(history).values()) > answered // 4, "too little to show anything"

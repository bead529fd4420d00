"""Servers and databases that are killed while clients write: what was acknowledged is there, and nothing by halves."""

import threading
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import exists, func, select

from homeport.domain.crm.activity.tables import ACTIVITY, BINDING
from homeport.domain.crm.entities.deal import DEAL
from homeport.portals.folder import DEFAULT, DataFolder
from homeport.store import Query
from tests.cli.conftest import Server
from tests.cluster import Cluster
from tests.postgresql.calls import call
from tests.property.profile import SCALE

CYCLES = 4 * SCALE
WRITERS = 4
_DEALS = Query(select(DEAL.table.c.ID))
_ACTIVITIES = Query(select(ACTIVITY.c.ID))
_UNBOUND = Query(
    select(func.count()).select_from(ACTIVITY).where(~exists().where(BINDING.c.ACTIVITY_ID == ACTIVITY.c.ID))
)
_STRAY = Query(select(func.count()).select_from(BINDING).where(~exists().where(ACTIVITY.c.ID == BINDING.c.ACTIVITY_ID)))


class Writers:
    """Clients that write until they are stopped, and remember what was acknowledged."""

    def __init__(self) -> None:
        self.deals: set[int] = set()
        self.activities: set[int] = set()
        self._over = threading.Event()
        self._enough = threading.Event()

    def run(self, base: str, crash: Callable[[], None]) -> None:
        """Write to a server until it has crashed."""
        self._over.clear()
        self._enough.clear()
        threads = [threading.Thread(target=self._write, args=[base]) for _ in range(WRITERS)]
        for thread in threads:
            thread.start()
        self._enough.wait(30)
        crash()
        self._over.set()
        for thread in threads:
            thread.join()

    def _write(self, base: str) -> None:
        while not self._over.is_set():
            self._one(base, "crm.deal.add", self.deals, fields={"TITLE": "Rope"})
            todo = {"ownerTypeId": 2, "ownerId": 1, "deadline": "2030-01-01T10:00:00+00:00"}
            self._one(base, "crm.activity.todo.add", self.activities, **todo)
            self._enough.set()

    def _one(self, base: str, method: str, acknowledged: set[int], **params: Any) -> None:
        try:
            status, answer = call(base, method, **params)
        except (OSError, ValueError):  # the server went away before it answered
            return
        if status == 200:
            result = answer["result"]
            acknowledged.add(result["id"] if isinstance(result, dict) else result)
        else:
            assert status in (500, 503), answer


def test_nothing_acknowledged_is_lost_whatever_is_killed(
    start: Callable[..., Server], own_cluster: Cluster, tmp_path: Path
) -> None:
    url = own_cluster.create()
    writers, chance = Writers(), Random(1)
    for cycle in range(CYCLES):
        server = start("--demo", "--workers", "2", "--database", url)
        hook = server.ready["webhooks"][0]["url"].partition("/rest/")[2]
        waits = chance.random() / 2

        def crash(server: Server = server, database: bool = cycle % 2 == 0, waits: float = waits) -> None:
            threading.Event().wait(waits)
            if database:
                own_cluster.stop()
            else:
                server.kill()

        writers.run(f"{server.ready['http']}/rest/{hook}", crash)
        server.kill()
        if cycle % 2 == 0:
            own_cluster.start()
        folder = DataFolder(tmp_path / "data", url)
        with folder.stores.reading(DEFAULT) as tx:
            assert writers.deals <= {row[0] for row in tx.all(_DEALS)}
            assert writers.activities <= {row[0] for row in tx.all(_ACTIVITIES)}
            assert tx.value(_UNBOUND) == tx.value(_STRAY) == 0
        folder.close()
    assert len(writers.deals) >= CYCLES

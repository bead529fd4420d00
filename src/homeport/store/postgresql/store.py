"""A portal's schema in a PostgreSQL database, opened.

Reads run in threads, each in a transaction that sees one moment. Writes of a portal run one after the other, whichever
process they come from: an exclusive lock on its table ``portal`` is taken first, so what domain code checks still holds
when it writes. Each process groups the jobs that wait for it into one transaction, and so one commit.
"""

import threading
from collections import deque
from collections.abc import Callable, Hashable
from contextlib import AbstractContextManager
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from psycopg import errors

from homeport.store.blobs import Blobs
from homeport.store.lanes import Place
from homeport.store.outcomes import Told, settle
from homeport.store.postgresql import contents
from homeport.store.postgresql.database import Database
from homeport.store.postgresql.reads import REQUEST_SECONDS
from homeport.store.postgresql.tallies import PostgresTallies
from homeport.store.postgresql.transaction import PostgresTransaction
from homeport.store.slow import Watch
from homeport.store.store import GROUP_LIMIT, Committed, Job, Store, nobody
from homeport.store.transaction import Transaction, keeping

T = TypeVar("T")

TRIES = 4
"""How often a group is run that the database undoes because of what others do at the same time."""
_UNDONE = (errors.SerializationFailure, errors.DeadlockDetected)


class PostgresStore(Store):
    """A portal's schema, opened.

    :param schema: which exists
    :param woken: called in a writer's thread once a transaction is committed that somebody waits for
    :param committed: called in a writer's thread after each commit
    :param watch: is told of statements that take long
    :param blobs: where the contents of files are
    """

    def __init__(
        self,
        database: Database,
        schema: str,
        woken: Callable[[], None] = nobody,
        committed: Committed = nobody,
        *,
        watch: Watch | None = None,
        blobs: Blobs | None = None,
    ) -> None:
        self.schema = schema
        self.blobs = blobs
        self._database = database
        self._woken = woken
        self._committed = committed
        self.tallies = PostgresTallies(database, schema)
        self._jobs: deque[Job] = deque()
        self._changed = threading.Condition()
        self._writing = False
        made = keeping(PostgresTransaction, blobs)
        database.made[schema] = made if watch is None else watch.over(made, self.snapshot)

    def reading(self) -> Transaction:
        return self._database.reading(self.schema)

    async def turn(self, job: Callable[[], T]) -> T:
        return await self._database.turn(job)

    def snapshot(self) -> AbstractContextManager[Transaction]:
        return self._database.read(self.schema)

    async def read_aside(self, job: Callable[[Transaction], T], key: Hashable = None) -> T:
        return await self._database.aside((self.schema, key), lambda place: self._read_in_lane(place, job))

    def _read_in_lane(self, place: Place, job: Callable[[Transaction], T]) -> T:
        return self._database.reads.aside(self.schema, job, place.give_way)

    @property
    def waiting(self) -> int:
        return len(self._jobs)

    def _queue(self, job: Job) -> None:
        with self._changed:
            self._jobs.append(job)
            if self._writing:
                return
            self._writing = True
        self._database.start_writing(self._write_some)

    def _write_some(self) -> None:
        """Write one group. When more jobs wait, another portal's may come first."""
        with self._changed:
            taken = [self._jobs.popleft() for _ in range(min(len(self._jobs), GROUP_LIMIT))]
        # what its caller no longer waits for is not begun; from here on a job cannot be cancelled
        group = [job for job in taken if job[1].set_running_or_notify_cancel()]
        if group:
            settle(self._outcomes(group))
        with self._changed:
            self._writing = bool(self._jobs)
            self._changed.notify_all()
            if not self._writing:
                return
        self._database.start_writing(self._write_some)

    def _outcomes(self, group: list[Job]) -> list[Told]:
        for number in range(1, TRIES + 1):
            try:
                return self._try(group)
            except _UNDONE as error:
                if number == TRIES:
                    return [(future, None, error) for _, future in group]
            except BaseException as error:  # nothing of the group is durable: every caller must hear it
                return [(future, None, error) for _, future in group]
        raise AssertionError

    def _try(self, group: list[Job]) -> list[Told]:
        outcomes: list[Told] = []
        with self._database.write(self.schema, REQUEST_SECONDS) as tx:
            for job, future in group:
                try:
                    with tx.savepoint():
                        outcomes.append((future, job(tx), None))
                except _UNDONE:
                    raise
                except BaseException as error:  # also what ends a program is its caller's, not this thread's
                    outcomes.append((future, None, error))
            begun = perf_counter()
        self._committed(perf_counter() - begun, len(group))
        if tx.wakes:
            self._woken()
        return outcomes

    def replace_with(self, make: Callable[[Transaction], Path]) -> None:
        with self._database.write(self.schema) as tx:
            source = make(tx)
            contents.load(source, tx.connection, replace=True)

    def close(self) -> None:
        with self._changed:
            self._changed.wait_for(lambda: not self._writing)

"""Portals as schemas of a PostgreSQL database."""

import threading
from collections.abc import Callable, Hashable, Iterable, Sequence
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import TypeVar

import psycopg

from homeport.portals.errors import PortalsError, UnfitError
from homeport.portals.stores import DeliveryLock, Stored, Stores, following, in_order
from homeport.store import GoneError, Transaction
from homeport.store.blobs import Blobs
from homeport.store.pool import Use
from homeport.store.postgresql.connections import Connection
from homeport.store.postgresql.contents import UnfitContentsError
from homeport.store.postgresql.database import Database
from homeport.store.postgresql.schemas import REMOVED, Schemas, schema_of
from homeport.store.postgresql.store import PostgresStore
from homeport.store.schema import migrate
from homeport.store.searching import Place, places
from homeport.store.slow import Watch
from homeport.store.store import Committed, nobody

T = TypeVar("T")

_DELIVERIES = 0x64656C6976657279
"""The advisory lock of the process that delivers."""


class SchemaStores(Stores):
    """The portals of a database.

    :param url: ``postgresql://user:password@host:port/name``
    :param replicas: URLs of its replicas, which reads may go to
    :param key: the secret that credentials are hashed with; all servers of the database have the same
    :param blobs: where the contents of files are
    :raises PortalsError: when it is not
    :raises UnreachableError: when the database cannot be used
    """

    def __init__(self, url: str, key: bytes, replicas: Sequence[str] = (), blobs: Blobs | None = None) -> None:
        self._blobs = blobs
        self._database = Database(url, replicas)
        self._schemas = Schemas(self._database, _searched)
        try:
            self._prepare(key)
        except BaseException:
            self._database.close()
            raise

    def _prepare(self, key: bytes) -> None:
        if self._schemas.encoding() != "UTF8":
            raise PortalsError("The database does not have the encoding UTF8, which texts need. Name one that has.")
        if not self._schemas.prepare(key):
            raise PortalsError(
                "The database's portals were made with another secret than the data folder's: copy secret.key from the "
                "data folder that the database was first served with."
            )

    def _number(self, name: str) -> int:
        number = self._schemas.number_of(name)
        if number is None:
            raise GoneError(name)
        return number

    def names(self) -> list[str]:
        return in_order(self._schemas.numbers())

    def exists(self, name: str) -> bool:
        return self._schemas.number_of(name) is not None

    def new_name(self, name: str) -> str | None:
        found = following(lambda each: self._schemas.moved(each) or None, name)
        return found if found is not None and self.exists(found) else None

    def was_removed(self, name: str) -> bool:
        return self._schemas.moved(name) == REMOVED

    def identities(self, names: Iterable[str]) -> dict[str, Hashable]:
        numbers = self._schemas.numbers()
        return {name: numbers[name] for name in names if name in numbers}

    def stored(self, name: str) -> Stored:
        number = self._number(name)
        return Stored(self._schemas.revision_of(number), self._schemas.size_of(number), schema_of(number))

    def migrate(self, name: str) -> None:
        self._schemas.migrate(self._number(name))

    def open(
        self,
        name: str,
        woken: Callable[[], None] = nobody,
        committed: Committed = nobody,
        watch: Watch | None = None,
    ) -> PostgresStore:
        number = self._number(name)
        self._schemas.migrate(number)
        return PostgresStore(self._database, schema_of(number), woken, committed, watch=watch, blobs=self._blobs)

    damage = (*Stores.damage, psycopg.ProgrammingError, psycopg.DataError)

    def reading(self, name: str) -> AbstractContextManager[Transaction]:
        return self._database.read(schema_of(self._number(name)))

    async def turn(self, job: Callable[[], T]) -> T:
        return await self._database.turn(job)

    def marks(self) -> dict[str, Hashable]:
        numbers = self._schemas.numbers()
        found = self._schemas.marks(list(numbers.values()))
        return {name: found.get(numbers[name]) for name in in_order(numbers)}

    def lack(self) -> str | None:
        return self._schemas.lack()

    def delivery_lock(self) -> DeliveryLock:
        return _AdvisoryLock(self._database)

    def uses(self) -> dict[str, Use]:
        return self._database.uses()

    def close(self) -> None:
        self._database.close()

    def add(self, name: str, fresh: Path) -> None:
        try:
            self._schemas.add(name, fresh)
        except UnfitContentsError as error:
            raise UnfitError(f"PostgreSQL cannot hold what the file has: {error}.") from None

    def copy(self, name: str, target: Path) -> None:
        number = self._number(name)
        self._schemas.migrate(number)
        migrate(target)
        self._schemas.copy(number, target)

    def rename(self, old: str, new: str) -> None:
        self._schemas.rename(old, new)

    def remove(self, name: str) -> None:
        self._schemas.remove(name)


def _searched() -> list[Place]:
    """The texts that are searched; loads every table, for which a usual start has no use."""
    from homeport.domain.tables import METADATA  # noqa: PLC0415

    return places(METADATA)


class _AdvisoryLock(DeliveryLock):
    """A lock of a connection that the delivering process holds as long as it lives, on whichever host."""

    lasts = False

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection: Connection | None = None
        self._taken = False
        self._one_at_a_time = threading.RLock()

    def take(self) -> bool:
        with self._one_at_a_time:
            if self._connection is None:
                self._connection = self._database.connect()
            try:
                if self._taken:
                    self._connection.execute("SELECT 1")
                else:
                    row = self._connection.execute("SELECT pg_try_advisory_lock(%s)", (_DELIVERIES,)).fetchone()
                    self._taken = row is not None and bool(row[0])
            except psycopg.OperationalError:  # the lock goes with the connection
                self.release()
            return self._taken

    def release(self) -> None:
        with self._one_at_a_time:
            if self._connection is None:
                return
            if self._taken:
                with suppress(psycopg.Error):  # a connection that broke has lost the lock
                    # the server notices only some time after the connection has been closed
                    self._connection.execute("SELECT pg_advisory_unlock(%s)", (_DELIVERIES,))
            self._taken = False
            self._connection.close()
            self._connection = None

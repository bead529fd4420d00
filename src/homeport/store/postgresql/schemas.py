"""Which portals a database holds, and the life of their schemas.

The schema ``homeport`` says which portal has which schema, by number: a portal that is renamed keeps its own. Whatever
changes several things is one transaction, as PostgreSQL's schemas are part of them.
"""

import hmac
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from psycopg import errors, sql
from sqlalchemy import Connection as SqlConnection
from sqlalchemy import create_engine, func, select
from sqlalchemy.pool import NullPool

from homeport.store.postgresql import contents, numbering, searching, tallies
from homeport.store.postgresql.contents import Connection
from homeport.store.postgresql.database import Database
from homeport.store.postgresql.dialect import DRIVER
from homeport.store.schema import NotAPortalError, is_current, upgrade
from homeport.store.searching import Place

_LOCK = 0x686F6D65706F7274
"""The advisory lock under which schemas are made and migrated."""

_REGISTRY = """
CREATE SCHEMA IF NOT EXISTS homeport;
CREATE TABLE IF NOT EXISTS homeport.portal (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text COLLATE "C" NOT NULL UNIQUE
);
CREATE TABLE IF NOT EXISTS homeport.moved (
    old_name text COLLATE "C" PRIMARY KEY,
    new_name text COLLATE "C" NOT NULL
);
CREATE TABLE IF NOT EXISTS homeport.key (
    fingerprint text COLLATE "C" NOT NULL
)
"""


REMOVED = ""
"""What is noted for the name of a removed portal, instead of a new one."""

MARKED_AT_ONCE = 200
"""Portals that one statement asks for their marks: it locks their tables."""


_MARK = sql.SQL(
    'SELECT {}::bigint, (SELECT "GENERATION" FROM {schema}.portal), (SELECT min("NEXT_AT") FROM {schema}.portal_outbox)'
)


class Schemas:
    """The portals of a database.

    :param searched: the texts that are searched
    """

    def __init__(self, database: Database, searched: Callable[[], Iterable[Place]]) -> None:
        self._database = database
        self._searched = searched

    def prepare(self, key: bytes) -> bool:
        """Make what the first server needs; whether this one has the secret that the first one had.

        :raises UnreachableError: when the database cannot be used
        """
        fingerprint = hmac.digest(key, b"database", "sha256").hex()[:32]
        with self._locked() as connection:
            connection.execute(_REGISTRY)
            searching.prepare(connection)
            row = connection.execute("SELECT fingerprint FROM homeport.key").fetchone()
            if row is None:
                connection.execute("INSERT INTO homeport.key VALUES (%s)", (fingerprint,))
        return row is None or hmac.compare_digest(row[0], fingerprint)

    def encoding(self) -> str:
        """How the database keeps texts."""
        return str(self._database.rows("SHOW server_encoding")[0][0])

    def numbers(self) -> dict[str, int]:
        """Every portal's number, by its name."""
        return dict(self._database.rows("SELECT name, number FROM homeport.portal"))

    def number_of(self, name: str) -> int | None:
        """A portal's number; None when there is none of this name."""
        rows = self._database.rows("SELECT number FROM homeport.portal WHERE name = %s", (name,))
        return int(rows[0][0]) if rows else None

    def moved(self, name: str) -> str | None:
        """The name that a portal got that had this one; :data:`REMOVED` when it was removed."""
        rows = self._database.rows("SELECT new_name FROM homeport.moved WHERE old_name = %s", (name,))
        return str(rows[0][0]) if rows else None

    def marks(self, numbers: Sequence[int]) -> dict[int, Hashable]:
        """What differs once something of portals has changed that deliveries depend on; without those it fails for."""
        found: dict[int, Hashable] = {}
        for first in range(0, len(numbers), MARKED_AT_ONCE):
            each = [
                _MARK.format(number, schema=sql.Identifier(schema_of(number)))
                for number in numbers[first:][:MARKED_AT_ONCE]
            ]
            with suppress(errors.UndefinedTable):
                for number, *mark in self._database.rows(sql.SQL(" UNION ALL ").join(each)):
                    found[number] = tuple(mark)
        return found

    def add(self, name: str, source: Path) -> None:
        """Make a portal of a finished SQLite file of the newest schema.

        :raises LookupError: when there is a portal of that name
        :raises UnfitContentsError: when the file has what PostgreSQL cannot hold
        """
        with self._migrating() as (connection, changing):
            try:
                row = connection.execute(
                    "INSERT INTO homeport.portal (name) VALUES (%s) RETURNING number", (name,)
                ).fetchone()
            except errors.UniqueViolation:
                raise LookupError(name) from None
            assert row is not None
            connection.execute("DELETE FROM homeport.moved WHERE old_name = %s", (name,))
            schema = schema_of(row[0])
            connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
            _upgrade(changing, schema)
            connection.execute(numbering.CREATE)
            connection.execute(numbering.COUNT_WRITES)
            connection.execute(tallies.CREATE)
            contents.load(source, connection)
            searching.make(connection, self._searched())

    def migrate(self, number: int) -> None:
        """Bring a portal to the newest schema.

        :raises NewerSchemaError: when it is of a later version
        :raises NotAPortalError: when its schema is no portal's
        """
        if is_current(self.revision_of(number), f"The database's {schema_of(number)}") and self._is_whole(number):
            return
        with self._migrating() as (connection, changing):
            _upgrade(changing, schema_of(number))  # another process may have been faster: then nothing is left to do
            connection.execute(numbering.COUNT_WRITES)
            connection.execute(tallies.CREATE)
            searching.make(connection, self._searched())

    def _is_whole(self, number: int) -> bool:
        schema = schema_of(number)
        whole = f"SELECT to_regclass(%s) IS NOT NULL AND ({searching.COMPLETE})"
        return bool(self._database.rows(whole, (f"{schema}.homeport_written", schema))[0][0])

    def lack(self) -> str | None:
        """What the database lacks for quick searches, and what to do; None where nothing."""
        with self._database.connect() as connection:
            return searching.lack(connection)

    def revision_of(self, number: int) -> str:
        """The revision of a portal's schema.

        :raises NotAPortalError: when it has none
        """
        statement = sql.SQL("SELECT version_num FROM {}.alembic_version").format(sql.Identifier(schema_of(number)))
        try:
            rows = self._database.rows(statement)
        except errors.UndefinedTable:
            rows = []
        if not rows:
            raise NotAPortalError(f"The database's {schema_of(number)}")
        return str(rows[0][0])

    def size_of(self, number: int) -> int:
        """Bytes that a portal takes."""
        rows = self._database.rows(
            "SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class"
            " WHERE relkind = 'r' AND relnamespace = to_regnamespace(%s)",
            (schema_of(number),),
        )
        return int(rows[0][0])

    def copy(self, number: int, target: Path) -> None:
        """Fill a SQLite file of the newest schema with a portal's contents as they are at one moment."""
        with self._database.read(schema_of(number)) as tx:
            contents.dump(tx.connection, target)

    def rename(self, old: str, new: str) -> None:
        """Give a portal another name, and note where it went.

        :raises LookupError: when there is a portal of that name
        """
        with self._locked() as connection:
            connection.execute("DELETE FROM homeport.moved WHERE old_name IN (%s, %s)", (old, new))
            try:
                connection.execute("UPDATE homeport.portal SET name = %s WHERE name = %s", (new, old))
            except errors.UniqueViolation:
                raise LookupError(new) from None
            connection.execute("INSERT INTO homeport.moved VALUES (%s, %s)", (old, new))

    def remove(self, name: str) -> None:
        """Delete a portal with all that it holds."""
        with self._locked() as connection:
            row = connection.execute("DELETE FROM homeport.portal WHERE name = %s RETURNING number", (name,)).fetchone()
            if row is not None:
                connection.execute("UPDATE homeport.moved SET new_name = %s WHERE new_name = %s", (REMOVED, name))
                connection.execute("INSERT INTO homeport.moved VALUES (%s, %s)", (name, REMOVED))
                connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(schema_of(row[0]))))

    @contextmanager
    def _locked(self) -> Iterator[Connection]:
        """A transaction that changes which portals there are, the only one of its kind at a time."""
        with self._database.connect(autocommit=False) as connection:
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
            yield connection

    @contextmanager
    def _migrating(self) -> Iterator[tuple[Connection, SqlConnection]]:
        """As :meth:`_locked`, for migrations too: the transaction as the driver and as Alembic see it."""
        engine = create_engine(
            f"postgresql+{DRIVER}://", creator=lambda: self._database.connect(autocommit=False), poolclass=NullPool
        )
        with engine.begin() as changing:
            connection: Connection = changing.connection.driver_connection  # type: ignore[assignment]
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
            yield connection, changing


def schema_of(number: int) -> str:
    """The schema of a portal."""
    return f"portal_{number}"


def _upgrade(changing: SqlConnection, schema: str) -> None:
    changing.execute(select(func.set_config("search_path", schema, True)))
    upgrade(changing)

"""The embedded store: one SQLite file per portal, in WAL mode.

Reads run on the calling thread: a hop to a thread costs more than a typical query. All requests of one turn of the
event loop share a read transaction, and so do the turns that follow until somebody commits: to begin one costs as much
as a query. Writes run on one writer thread, which groups the jobs that arrive together into one transaction and so one
fsync; a job that raises is undone by itself. Processes that write the same file queue on a file lock, because SQLite's
own busy waiting starves some of them.
"""

import asyncio
import contextlib
import errno
import fcntl
import logging
import math
import os
import sqlite3
import threading
from asyncio import wrap_future
from collections import deque
from collections.abc import Callable, Hashable, Iterator, Sized
from pathlib import Path
from queue import SimpleQueue
from time import monotonic, perf_counter
from typing import TypeVar

from homeport.store import files, numbers, sqlite_search, texts
from homeport.store.blobs import Blobs
from homeport.store.commits import Commits
from homeport.store.lanes import Lanes, Place
from homeport.store.outcomes import Told, settle
from homeport.store.pool import Use
from homeport.store.slow import Watch
from homeport.store.sqlite_transaction import SqliteTransaction
from homeport.store.store import GROUP_LIMIT, Committed, GoneError, Job, Store, UnreachableError, nobody
from homeport.store.transaction import Deadline, Transaction, keeping

T = TypeVar("T")

LONG_JOURNAL = 32 * 1024 * 1024
"""Bytes of the write-ahead log after which it is moved into the database by force: where somebody is always reading,
SQLite itself finds no moment to begin it anew."""
SHORTEN_MS = 100
"""How long readers are waited for then; writes wait meanwhile."""
BUSY_TIMEOUT_MS = 30_000
_DISK = {
    sqlite3.SQLITE_CANTOPEN: "a file beside it cannot be opened",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the disk fails, or is full",
    sqlite3.SQLITE_READONLY: "it may only be read",
}
"""What SQLite's codes say of the disk."""
_DISK_ERRORS = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EFBIG, errno.EIO)
LONG_READS = max((os.cpu_count() or 2) // 2, 1)
"""Long reads that run at a time: they are work for this machine's processors, which the event loop needs too."""
MAX_PREPARED = 2 * 1024 * 1024
"""Characters of long statements after which a connection for long reads is changed for a new one: SQLite's driver
counts what it keeps prepared by statements, and not by their size."""
GATHERING_SECONDS = 0.01
"""How long after it was begun others come into a group of writes: its first waits for them."""
KEPT_SECONDS = 0.05
"""How long a read transaction is kept at most: while there is one, SQLite's journal cannot begin anew."""
QUIET_SECONDS = 0.05
"""How long nobody must have committed for one to be kept: between short ones, a journal that grows finds its moment."""
STEPS_OF_TURN = 2_000
"""Steps of SQLite's machine, about a fifth of a millisecond, after which a read that runs looks at its deadline."""
STEPS_OF_WRITER = 1_000
"""The same for reads among writes, which search texts too: a step may be long then."""


def disk_trouble(path: Path, error: BaseException) -> UnreachableError | None:
    """An error in plain words, where the disk of a database file is to blame."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _DISK:
        return UnreachableError(f"{path} cannot be written: {_DISK[code]}")
    if isinstance(error, OSError) and error.errno in _DISK_ERRORS:
        return UnreachableError(f"{error.filename or path} cannot be written: {error.strerror}")
    return None


def _connect(path: Path, *, writable: bool, durable: bool = True) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, cached_statements=512)
    texts.add_to(connection)
    numbers.add_to(connection)
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA temp_store=MEMORY")
    connection.execute("PRAGMA cache_size=-65536")
    connection.execute("PRAGMA mmap_size=1073741824")
    if writable:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(f"PRAGMA synchronous={'FULL' if durable else 'OFF'}")
    else:
        connection.execute("PRAGMA query_only=ON")
    return connection


def _ending(connection: sqlite3.Connection, steps: int) -> Deadline:
    """What ends statements of a connection when they take too long."""
    deadline = Deadline()
    connection.set_progress_handler(deadline.look, steps)
    return deadline


class SqliteStore(Store):
    """A portal's database file, opened.

    :param path: the database file; it is created when missing
    :param woken: called in the writer's thread once a transaction is committed that somebody waits for
    :param committed: called in the writer's thread after each commit
    :param durable: whether writes are to survive a crash of the machine, and wait for its disk
    :param watch: is told of statements that take long
    :param gone: says what became of a file that is another one's, or no longer there
    :param blobs: where the contents of files are
    """

    def __init__(
        self,
        path: Path,
        woken: Callable[[], None] = nobody,
        committed: Committed = nobody,
        *,
        durable: bool = True,
        watch: Watch | None = None,
        gone: Callable[[Path], GoneError] = GoneError,
        blobs: Blobs | None = None,
    ) -> None:
        self.path = path
        self.blobs = blobs
        self._gone = gone
        made = keeping(SqliteTransaction, blobs)
        self._made = made if watch is None else watch.over(made, self.snapshot)
        self._journal = path.with_name(path.name + "-wal")
        self._long = LONG_JOURNAL
        self._look_at = 0
        self._woken = woken
        self._committed = committed
        file_number = files.file_number(path)
        self._writer = _connect(path, writable=True, durable=durable)
        self._file_number = file_number or files.file_number(path)
        # a statement that changes rows looks at its deadline before it begins: to end it would undo the whole group
        self._reads_of_writer = _ending(self._writer, STEPS_OF_WRITER)
        self._reader = _connect(path, writable=False)
        self._deadline = _ending(self._reader, STEPS_OF_TURN)
        self._reading: Transaction | None = None
        self._in_turn = False
        self._ending: asyncio.TimerHandle | None = None
        self._lock_file = os.open(files.lock_file(path), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self._commits = Commits(self._lock_file)
        self._seen = self._commits.count()
        self._news_at = -math.inf
        self._write_lock = threading.Lock()
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()
        self._closed = False
        self._lanes = Lanes("homeport-reader", LONG_READS, works=True)
        self._idle: deque[tuple[sqlite3.Connection, int]] = deque()

    # Reading

    def reading(self) -> Transaction:
        if self._reading is None or not self._in_turn:
            self._in_turn = True
            loop = asyncio.get_running_loop()
            loop.call_soon(self._end_turn)
            commits = self._commits.count()
            if commits != self._seen:
                self._end_reading()
                self._seen, self._news_at = commits, monotonic()
            if self._reading is None:
                self._reading = self._begin_reading(loop)
        return self._reading

    def _begin_reading(self, loop: asyncio.AbstractEventLoop) -> Transaction:
        self._reader.execute("BEGIN")
        if self._ending is None:
            self._ending = loop.call_later(KEPT_SECONDS, self._end_kept)
        tx = self._made(self._reader, writable=False, deadline=self._deadline)
        tx.as_of = self._seen
        return tx

    def _end_turn(self) -> None:
        self._in_turn = False
        if monotonic() - self._news_at < QUIET_SECONDS:
            self._end_reading()

    def _end_kept(self) -> None:
        self._ending = None
        self._end_reading()

    def _end_reading(self) -> None:
        if self._reading is not None:
            self._reading = None
            self._reader.execute("COMMIT")

    async def turn(self, job: Callable[[], T]) -> T:
        return job()

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[Transaction]:
        connection = _connect(self.path, writable=False)
        try:
            connection.execute("BEGIN")
            yield self._made(connection, writable=False)
        finally:
            connection.close()

    async def read_aside(self, job: Callable[[Transaction], T], key: Hashable = None) -> T:
        return await wrap_future(self._lanes.submit(key, lambda place: self._read_in_lane(place, job)))

    def _read_in_lane(self, place: Place, job: Callable[[Transaction], T]) -> T:
        connection, prepared = self._take_reader()
        commits = self._commits.count()
        connection.execute("BEGIN")
        tx = self._made(connection, writable=False)
        tx.as_of = commits
        tx.pause = place.give_way

        def end_late() -> None:
            if tx.deadline.passed():
                connection.interrupt()  # ends the statement that runs, where one does

        place.look = end_late
        try:
            return job(tx)
        finally:
            place.stop_looking()
            connection.execute("COMMIT")
            prepared += tx.prepared
            if prepared > MAX_PREPARED:
                connection.close()
            else:
                self._idle.append((connection, prepared))

    def _take_reader(self) -> tuple[sqlite3.Connection, int]:
        """A connection for a long read, idle or new, and the characters of the long statements that it may keep."""
        try:
            return self._idle.pop()
        except IndexError:
            return _connect(self.path, writable=False), 0

    # Writing

    @property
    def waiting(self) -> int:
        return self._jobs.qsize()

    def uses(self) -> dict[str, Use]:
        return {"reader": self._lanes.use()}

    def _queue(self, job: Job) -> None:
        with self._starting:  # no job comes behind the end of all, and several threads may have a first one
            if self._closed:
                raise GoneError(f"{self.path} is closed")
            if self._thread is None:
                self._thread = threading.Thread(target=self._write_jobs, name="homeport-writer", daemon=True)
                self._thread.start()
            self._jobs.put(job)

    def _write_jobs(self) -> None:
        while (job := self._jobs.get()) is not None:
            group: list[Job] = []
            self._join(group, job)
            if group:
                self._write_group(group)

    def _join(self, group: list[Job], job: Job) -> None:
        # what its caller no longer waits for is not begun; from here on a job cannot be cancelled
        if job[1].set_running_or_notify_cancel():
            group.append(job)

    def _join_arrived(self, group: list[Job], until: float) -> None:
        """Let those into a group that have arrived since it was begun: they would wait for its disk, and then another
        time.
        """
        while len(group) < GROUP_LIMIT and not self._jobs.empty() and perf_counter() < until:
            job = self._jobs.get()
            if job is None:
                self._jobs.put(None)
                return
            self._join(group, job)

    def _write_group(self, group: list[Job]) -> None:
        outcomes: list[Told] = []
        until = perf_counter() + GATHERING_SECONDS
        try:
            with self._transaction(group) as tx:
                for job, future in group:  # which grows meanwhile
                    try:
                        with tx.savepoint():
                            outcomes.append((future, job(tx), None))
                    except BaseException as error:  # also what ends a program is its caller's, not this thread's
                        outcomes.append((future, None, disk_trouble(self.path, error) or error))
                    if self._writer.in_transaction:  # else all of it fails
                        self._join_arrived(group, until)
        except Exception as error:  # nothing of the group is durable: every caller must hear it
            why = disk_trouble(self.path, error) or error
            outcomes = [(future, None, why) for _, future in group]
        settle(outcomes)
        self._catch_up()
        self._shorten_journal()

    def _catch_up(self) -> None:
        """Bring what was written into the index of texts, once it may be much: until then it is found one by one."""
        if self._writer.total_changes < self._look_at:
            return
        others_wait = False
        try:
            while not others_wait and sqlite_search.is_behind(self._writer):
                with self._transaction(()) as tx:
                    sqlite_search.catch_up(tx)
                others_wait = not self._jobs.empty()
        except (GoneError, OSError, sqlite3.Error) as error:  # what was written is found nevertheless
            if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_READONLY:  # as whoever writes is told
                logging.getLogger("homeport").warning("the index of texts of %s is behind: %s", self.path, error)
        self._look_at = self._writer.total_changes + (0 if others_wait else sqlite_search.MOST_NOTED)

    def _shorten_journal(self) -> None:
        """Move a long journal into the database. What cannot be done now is tried again when it has grown further."""
        if self._journal_size() < self._long:
            return
        try:
            with self._write_lock, self._file_lock():
                self._writer.execute(f"PRAGMA busy_timeout={SHORTEN_MS}")
                try:
                    self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                finally:
                    self._writer.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        except (GoneError, OSError, sqlite3.OperationalError) as error:  # what was written is safe in it
            logging.getLogger("homeport").warning("the journal of %s stays long: %s", self.path, error)
        self._long = self._journal_size() + LONG_JOURNAL

    def _journal_size(self) -> int:
        """Bytes of the write-ahead log's file; 0 when that cannot be told now."""
        try:
            return self._journal.stat().st_size
        except OSError:
            return 0

    @contextlib.contextmanager
    def _transaction(self, jobs: Sized) -> Iterator[Transaction]:
        with self._write_lock, self._file_lock():
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                tx = self._made(self._writer, writable=True, reads=self._reads_of_writer)
                yield tx
                begun = perf_counter()
                self._writer.execute("COMMIT")
                took = perf_counter() - begun
                self._commits.add()
            except BaseException:
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                raise
        self._committed(took, len(jobs))
        if tx.wakes:
            self._woken()

    @contextlib.contextmanager
    def _file_lock(self) -> Iterator[None]:
        fcntl.flock(self._lock_file, fcntl.LOCK_EX)
        try:
            if files.file_number(self.path) != self._file_number:  # what is written now would be lost
                raise self._gone(self.path)
            yield
        finally:
            fcntl.flock(self._lock_file, fcntl.LOCK_UN)

    def replace_with(self, make: Callable[[Transaction], Path]) -> None:
        with self._write_lock, self._file_lock():
            with self.snapshot() as tx:
                source = make(tx)
            with contextlib.closing(sqlite3.connect(source)) as other:
                other.backup(self._writer)
            self._commits.add()
            # SQLite takes a look at its journal's size after commits, and not after this
            if self._journal_size() > LONG_JOURNAL:
                self._writer.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def close(self) -> None:
        self._end_reading()
        with self._starting:
            self._closed = True
            self._jobs.put(None)
        if self._thread is not None:
            self._thread.join()
        self._lanes.close()
        for connection in (*(connection for connection, _ in self._idle), self._reader, self._writer):
            connection.close()
        if self._lock_file >= 0:
            os.close(self._lock_file)
            self._lock_file = -1

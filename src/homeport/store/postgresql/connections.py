"""Connections to PostgreSQL: psycopg's, with a short way for statements and for what begins and ends transactions.

psycopg's cursors take several times as long for that, and a read is a short thing.
"""

import math
import select
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from time import monotonic
from typing import Any

import psycopg
from psycopg import capabilities, errors
from psycopg.abc import Transformer
from psycopg.adapt import PyFormat
from psycopg.adapt import Transformer as MadeTransformer
from psycopg.pq import DiagnosticField, ExecStatus, TransactionStatus
from psycopg.pq.abc import PGresult
from psycopg.waiting import Wait

from homeport.store.postgresql.statements import TIMES, Found, Prepared, numbered
from homeport.store.transaction import LONG_TEXT

_OPEN = (TransactionStatus.INTRANS, TransactionStatus.INERROR)


class Connection(psycopg.Connection[tuple[Any, ...]]):
    """A connection, with a short way for statements and for what begins and ends transactions."""

    home: "deque[Connection]"
    """Where it is while nobody uses it."""
    ending = False
    """Whether the answer to a ``COMMIT`` is still to be read."""

    @cached_property
    def _values(self) -> Transformer:
        """How values are written and read: as psycopg's cursors do."""
        return MadeTransformer(self)

    @cached_property
    def _statements(self) -> Prepared:
        return Prepared()

    def run(self, text: str, params: Mapping[str, Any], patience: float = math.inf) -> Found:
        """Run a statement, as ``execute`` does.

        :param text: with parameters as ``%(name)s``
        :param params: their values, and perhaps others
        :param patience: seconds after which it is given up
        :raises psycopg.errors.QueryCanceled: when it was
        :raises psycopg.Error: when it fails
        """
        numbers, names = numbered(text)
        transformer, pgconn = self._values, self.pgconn
        values = transformer.dump_sequence([params[name] for name in names], [PyFormat.AUTO] * len(names))
        types, formats = transformer.types or (), transformer.formats
        known = self._statements.find(text, types) if len(text) <= LONG_TEXT else None
        if known is not None and not known.name and known.times > TIMES and self._make_room():
            name = self._statements.next_name()
            pgconn.send_prepare(name, numbers, types)
            self._outcome()
            known.name = name
        if known is not None and known.name:
            pgconn.send_query_prepared(known.name, values, formats)
        else:
            pgconn.send_query_params(numbers, values, types, formats)
        if patience < math.inf and not self._comes(patience):
            self.cancel()
        result = self._outcome()
        transformer.set_pgresult(result)
        return Found(transformer.load_rows(0, result.ntuples, tuple) if result.ntuples else [], result)

    def _make_room(self) -> bool:
        """Give up what is prepared too much, where that can be said; whether there is room for another."""
        name = self._statements.surplus()
        if name:
            if not capabilities.has_send_close_prepared():  # pragma: no cover  of libpq before 17
                return False
            self.pgconn.send_close_prepared(name)
            self._outcome()
        return True

    def _outcome(self) -> PGresult:
        """What the one statement has given that was sent.

        :raises psycopg.Error: when it failed
        """
        self._flush()
        found: PGresult | None = None
        while (result := self._next()) is not None:
            found = result
        if found is None:
            raise errors.OperationalError("it has given no answer")
        if found.status == ExecStatus.FATAL_ERROR:
            raise _failure(found)
        return found

    def _comes(self, seconds: float) -> bool:
        """Whether what was asked for is answered in time."""
        self._flush()
        until = monotonic() + seconds
        while self.pgconn.is_busy():
            if not self._awaits(Wait.R, max(until - monotonic(), 0.0)):
                return False
            self.pgconn.consume_input()
        return True

    def ask(self, statements: str) -> tuple[int, ...]:
        """Run statements without parameters; the numbers that the last one finds.

        psycopg's cursors take several times as long for it.

        :raises psycopg.Error: when one fails
        """
        self.send(statements)
        return self.found()

    def send(self, statements: str) -> None:
        """Begin what :meth:`found` waits for."""
        self.pgconn.send_query(statements.encode())
        self._flush()

    def _flush(self) -> None:
        while self.pgconn.flush():
            self._wait(Wait.RW)
            self.pgconn.consume_input()

    def found(self, seconds: float | None = None) -> tuple[int, ...]:
        """The numbers that the last of the statements found that were sent.

        :param seconds: how long each answer may take
        :raises psycopg.Error: when one of them failed
        """
        numbers: tuple[int, ...] = ()
        failed: PGresult | None = None
        while (result := self._next(seconds)) is not None:
            if result.status == ExecStatus.FATAL_ERROR:
                failed = result
            elif result.ntuples:
                numbers = tuple(int(result.get_value(0, column) or 0) for column in range(result.nfields))
        if failed is not None:
            raise _failure(failed)
        return numbers

    def let_go(self) -> None:
        """Commit a read transaction without waiting for the answer, and let others use the connection."""
        if self.closed:
            return
        try:
            if self.pgconn.transaction_status in _OPEN:
                self.send("COMMIT")
                self.ending = True
                self.home.append(self)
                return
        except psycopg.OperationalError:  # it has broken
            pass
        self.close()

    def end(self, seconds: float | None = None) -> None:
        """Read the answer that was not waited for, if there is one; at once when it has come.

        :param seconds: how long it may take
        :raises psycopg.OperationalError: when the connection has broken; it is closed then
        """
        if not self.ending:
            return
        self.ending = False
        try:
            while self._next(seconds) is not None:
                pass
        except psycopg.OperationalError:
            self.close()
            raise

    def _next(self, seconds: float | None = None) -> PGresult | None:
        """The next result of what was sent; None after the last one."""
        while self.pgconn.is_busy():
            self._wait(Wait.R, seconds)
            self.pgconn.consume_input()
        return self.pgconn.get_result()

    def _wait(self, wanted: Wait, seconds: float | None = None) -> None:
        if not self._awaits(wanted, seconds):
            self.close()  # what was asked for is still to be answered
            raise errors.OperationalError("it does not answer")

    def _awaits(self, wanted: Wait, seconds: float | None) -> bool:
        """Whether there is something to read, or to write, in time."""
        sleeping = select.poll()
        sleeping.register(self.pgconn.socket, select.POLLIN | (select.POLLOUT if wanted & Wait.W else 0))
        return bool(sleeping.poll(None if seconds is None else seconds * 1000))


def _failure(result: PGresult) -> psycopg.Error:
    """What a statement's error is in psycopg's terms."""
    state = (result.error_field(DiagnosticField.SQLSTATE) or b"").decode()
    kind = errors.lookup(state) if state else errors.OperationalError
    return kind(result.error_message.decode(errors="replace"), info=result, encoding="utf-8")


def take(idle: deque[Connection]) -> Connection | None:
    """The one of the idle connections that has not been used for the longest: its last answer has come."""
    while idle:
        with suppress(IndexError, psycopg.OperationalError):  # another thread was faster, or it broke while idle
            connection = idle.popleft()
            connection.end()
            return connection
    return None
